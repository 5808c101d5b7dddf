"""Receipts: a signed promise at once, after the next tick the proof that the entry lies in the signed tree. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yifa.proofs.canon import canonical
from yifa.proofs.merkle import verify_inclusion
from yifa.proofs.signing import BadNote, PublicKey, Signer, b64, unb64

from .checkpoint import verify
from .entry import Header, entry_hash, leaf_hash

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_CHARACTERS = 16


@dataclass(frozen=True)
class Check:
    """One thing that was checked, in words."""

    words: str
    ok: bool


def code_of(entry: str) -> str:
    """The first 80 bits of an entry hash (hex) as a code that can be typed: four groups of four, without I L O U."""
    number = int(entry[:20], 16)
    text = "".join(ALPHABET[number >> 5 * i & 31] for i in reversed(range(CODE_CHARACTERS)))
    return "-".join(text[i : i + 4] for i in range(0, CODE_CHARACTERS, 4))


def prefix_of(code: str) -> str | None:
    """The hash prefix (20 hex digits) of a typed code; None if it is not one. Look-alikes are read as meant."""
    text = code.upper().replace("-", "").replace(" ", "").translate(str.maketrans("ILO", "110"))
    if len(text) != CODE_CHARACTERS or any(c not in ALPHABET for c in text):
        return None
    number = 0
    for c in text:
        number = number << 5 | ALPHABET.index(c)
    return f"{number:020x}"


def promise(header: Header, signer: Signer) -> dict[str, Any]:
    """A receipt as JSON: the header, and the ledger's signature that it will stand in the tree."""
    digest = entry_hash(header)
    signature = signer.sign(_promised(digest))
    return {
        "header": header.plain(),
        "hash": digest,
        "code": code_of(digest),
        "key": signer.public.text,
        "promise": b64(signature),
    }


def _promised(digest: str) -> bytes:
    return canonical({"promise": digest}).encode()


def prove(receipt: Mapping[str, Any], index: int, path: list[bytes], note: str) -> dict[str, Any]:
    """The receipt with its proof of inclusion in the checkpoint."""
    proof = {"index": index, "path": [b64(p) for p in path], "checkpoint": note}
    return {**receipt, "proof": proof}


def verify_receipt(text: str, known: Mapping[str, PublicKey]) -> list[Check]:
    """Every check of a receipt, in words; all ok means that it stands. `known`: the county's published keys by id.

    A receipt holds a promise, a proof, or both; one with neither says nothing and is refused."""
    try:
        receipt = json.loads(text)
        proof = receipt.get("proof")
        if proof is not None and "promise" not in receipt:
            return [_same(receipt), *_proof(entry_hash(Header.of(receipt["header"])), proof, known)]
        header = Header.of(receipt["header"])
        digest = entry_hash(header)
        key = PublicKey.parse(receipt["key"])
        signature = unb64(receipt["promise"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [Check("这不是一张完整的回执，或者抄录时缺了一部分", False)]
    out = [
        _same(receipt),
        Check("签名的公钥是本县公布的", key.id in known and known[key.id].raw == key.raw),
        Check("本县签名承诺了这条记载", key.verify(signature, _promised(digest))),
    ]
    return out + _proof(digest, proof, known) if proof is not None else out


def _same(receipt: Mapping[str, Any]) -> Check:
    digest = entry_hash(Header.of(receipt["header"]))
    ok = digest == receipt.get("hash") and code_of(digest) == receipt.get("code")
    return Check("回执的内容与它的编号一致", ok)


def _proof(digest: str, proof: Any, known: Mapping[str, PublicKey]) -> list[Check]:
    try:
        checkpoint, names = verify(proof["checkpoint"], known)
        path = [unb64(p) for p in proof["path"]]
        index = proof["index"]
        if type(index) is not int:
            raise TypeError
    except BadNote as error:
        return [Check(f"检查点不能采信：{error}", False)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return [Check("证明部分不完整", False)]
    ok = verify_inclusion(leaf_hash(digest), index, checkpoint.size, path, checkpoint.root)
    return [
        Check(f"检查点由{'、'.join(names)}签名", True),
        Check(f"这条记载是账本里的第{index + 1}条，已列入{checkpoint.size}条的检查点", ok),
    ]
