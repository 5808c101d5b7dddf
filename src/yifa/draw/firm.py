"""The proof for one firm: its own row, ticket and paths, against the roots that are public, without the rest of the list.

Before the opening it shows that the firm stood on the frozen list, that its ticket was fixed at the selection, and on
which side of the threshold it lies; with the opening also that the ticket is the one that list, beacon and secret give.

    {"format":"yifa-draw-proof/1","statements":[freeze, seal, beacon, selection, and opening once there is one],
     "subject":row,"salt":…,"index":n,"path":[…],"ticket":…,"ticket_index":m,"ticket_path":[…],"drawn":true}"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from yifa.proofs.canon import NotCanonical, canonical
from yifa.proofs.canon import read as read_canonical
from yifa.proofs.merkle import inclusion_of_stream, verify_inclusion

from .checks import Check, Checks
from .folder import Folder, exact
from .mistakes import DrawError
from .replace import standing
from .select import seed_of_folder
from .shapes import named
from .tags import Tickets, commitment, digest, row_leaf, row_salt, subject_text, ticket_leaf
from .tags import seed as seed_of

FORMAT = "yifa-draw-proof/1"
STATEMENTS = ("freeze", "seal", "beacon", "selection", "opening")


def prove(folder: Folder, subject: str) -> dict[str, Any]:
    """Raises DrawError; also for a firm that is not to be visited, until the draw is opened: it would learn just that."""
    selection = folder.statement("selection")
    visited = {row[1] for row in standing(folder, folder.replacements())}
    drawn = {s["key"]: s["threshold"] for s in selection["strata"]}
    if not folder.has("opening") and subject not in visited:
        raise DrawError(f"“{subject}”不在要检查的名单里；没有抽中的，公开以后才能出证明，否则等于通知它这次不查。")
    found, size, eligible, index, ticket_index = None, 0, 0, 0, 0
    for row in folder.rows("subjects"):
        if row[0] == subject:
            found, index, ticket_index = row, size, eligible
        size += 1
        eligible += not row[4]
    if found is None or found[4]:
        raise DrawError(f"名单里没有“{subject}”，或者它不列入抽取；请核对编号。")
    salt, of = folder.bytes_of("salt"), Tickets(seed_of_folder(folder)).of
    rows = (row_leaf("subjects", row_salt(salt, "subjects", r[0]), subject_text(r)) for r in folder.rows("subjects"))
    tickets = (ticket_leaf(r[0], r[2], of(r[0], r[3])) for r in folder.rows("subjects") if not r[4])
    ticket = of(subject, found[3]).hex()
    return {
        "format": FORMAT,
        "statements": [folder.statement(s) for s in STATEMENTS if folder.has(s)],
        "subject": found,
        "salt": row_salt(salt, "subjects", subject).hex(),
        "index": index,
        "path": [p.hex() for p in inclusion_of_stream(rows, index, size)[0]],
        "ticket": ticket,
        "ticket_index": ticket_index,
        "ticket_path": [p.hex() for p in inclusion_of_stream(tickets, ticket_index, eligible)[0]],
        "drawn": ticket <= drawn[found[2]],
    }


def verify_proof(file: Path, seen: Iterable[Path] = (), witnesses: Iterable[str] = ()) -> list[Check]:
    """Every check of a proof in turn. `seen` and `witnesses` as in `verify`; an opening among the seen is used."""
    from .verify import beacon_wrong, seen_wrong, witness_wrong

    checks, seen = Checks(), list(seen)
    try:
        proof = read_canonical(exact(file).removesuffix("\n"))
        heads = _heads(proof)
    except (OSError, UnicodeDecodeError, NotCanonical, KeyError, TypeError):
        checks.add("format", [f"{file.name} 不是抽查的证明，或者被改动过"])
        return checks.done
    opening = heads.get("opening") or _opening(seen)
    checks.add("format", [])
    checks.add("chain", _chain_wrong(heads))
    checks.add("witness", witness_wrong(heads, list(witnesses)))
    checks.add("beacon", beacon_wrong(heads))
    checks.add("listed", _listed_wrong(proof, heads["freeze"]))
    checks.add("ticket", _ticket_wrong(proof, heads["selection"]))
    checks.add("turn", _turn_wrong(proof, heads["selection"]))
    if opening:
        checks.add("secret", _secret_wrong(proof, heads, opening))
    if seen:
        known = {**heads, "opening": opening or {}, "replacements": []}
        checks.add("seen", seen_wrong(known, seen))
    return checks.done


def _heads(proof: Any) -> dict[str, Any]:
    """The statements by kind. Raises KeyError for what has not the shape of a proof."""
    if not named("proof", proof) or not 4 <= len(proof["statements"]) <= 5:
        raise KeyError
    heads = dict(zip(STATEMENTS, proof["statements"], strict=False))
    if not all(named(kind, s) for kind, s in heads.items()):
        raise KeyError
    return heads


def _opening(seen: Iterable[Path]) -> dict[str, Any] | None:
    for file in seen:
        try:
            value = read_canonical(exact(file).removesuffix("\n"))
        except (OSError, UnicodeDecodeError, NotCanonical):
            continue
        if named("opening", value):
            return dict(value)
    return None


def _chain_wrong(heads: dict[str, Any]) -> list[str]:
    """The opening follows the replacements, which a proof does not hold: its number alone is compared."""
    line = [heads[s] for s in STATEMENTS[:4]]
    pairs = zip(line, line[1:], strict=False)
    out = [f"{b['kind']} 所接的不是这里的 {a['kind']}" for a, b in pairs if b["before"] != digest(a)]
    if len({s["number"] for s in heads.values()}) > 1:
        out.append("编号不一致")
    return out


def _listed_wrong(proof: dict[str, Any], freeze: dict[str, Any]) -> list[str]:
    leaf = row_leaf("subjects", bytes.fromhex(proof["salt"]), canonical(proof["subject"]))
    return _in_tree(leaf, proof["index"], proof["path"], freeze["subjects"])


def _ticket_wrong(proof: dict[str, Any], selection: dict[str, Any]) -> list[str]:
    leaf = ticket_leaf(proof["subject"][0], proof["subject"][2], bytes.fromhex(proof["ticket"]))
    return _in_tree(leaf, proof["ticket_index"], proof["ticket_path"], selection["tickets"])


def _in_tree(leaf: bytes, index: int, path: list[str], tree: dict[str, Any]) -> list[str]:
    hashes = [bytes.fromhex(p) for p in path]
    good = verify_inclusion(leaf, index, tree["count"], hashes, bytes.fromhex(tree["root"]))
    return [] if good else ["按路径算出的树根与公布的不符"]


def _turn_wrong(proof: dict[str, Any], selection: dict[str, Any]) -> list[str]:
    threshold = next((s["threshold"] for s in selection["strata"] if s["key"] == proof["subject"][2]), None)
    if threshold is None or proof["subject"][4]:
        return ["这一类不在抽取的范围里，或者这一户不列入抽取"]
    return [] if (proof["ticket"] <= threshold) == proof["drawn"] else ["按门槛算，结果与所说的相反"]


def _secret_wrong(proof: dict[str, Any], heads: dict[str, Any], opening: dict[str, Any]) -> list[str]:
    secret, freeze = bytes.fromhex(opening["secret"]), heads["freeze"]
    if opening["number"] != freeze["number"] or commitment(freeze["number"], secret) != heads["seal"]["commitment"]:
        return ["公开的密值不是封存的那一个"]
    roots = freeze["subjects"]["root"], freeze["officers"]["root"]
    of = Tickets(seed_of(digest(heads["seal"]), *roots, heads["beacon"]["value"], secret)).of
    weight = proof["subject"][3]
    if not 1 <= weight <= 1000 or of(proof["subject"][0], weight).hex() != proof["ticket"]:
        return ["由名单、信标和密值重算的签号与证明里的不同"]
    return []
