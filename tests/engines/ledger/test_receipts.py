"""A receipt can be checked by anyone with the published key: today as a promise, after the next tick as a proof."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from engines.ledger.small_ledger import MATTERS, Ledger, key, small
from yifa.cli.ledger import app
from yifa.ledger.entry import leaf_hash
from yifa.ledger.export import NotAnExport
from yifa.ledger.proof import code_of, prefix_of, promise, prove, verify_receipt
from yifa.ledger.prove import NotFound, prove_entry
from yifa.proofs.merkle import InMemory, extend, inclusion, inclusion_of_stream, root

A, B, _ = MATTERS
run = CliRunner().invoke
SOURCE = str(Path(__file__).parents[3] / "src")
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


def receipt(ledger: Ledger, i: int) -> dict[str, Any]:
    nodes = InMemory()
    extend(nodes, 0, [leaf_hash(e.hash) for e in ledger.entries[:13]])
    return prove(promise(ledger.entries[i].header, ledger.signer), i, inclusion(nodes, i, 13), ledger.notes[2])


def stands(plain: dict[str, Any], ledger: Ledger) -> bool:
    return all(c.ok for c in verify_receipt(json.dumps(plain), ledger.ring.verifiers()))


def test_a_receipt_stands_as_promise_and_as_proof() -> None:
    ledger = small()
    full = receipt(ledger, 6)
    assert stands(full, ledger)
    assert stands({k: v for k, v in full.items() if k != "proof"}, ledger)
    assert stands({k: v for k, v in full.items() if k != "promise"}, ledger)
    assert not stands({k: v for k, v in full.items() if k not in ("promise", "proof")}, ledger)


def leaves_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in leaves_of(v, (*path, k))]
    if isinstance(value, list):
        return [p for i, v in enumerate(value) for p in leaves_of(v, (*path, i))]
    return [path]


@given(st.data())
def test_any_changed_letter_of_a_receipt_is_found(data: st.DataObject) -> None:
    ledger = small()
    full = receipt(ledger, 6)
    *way, last = data.draw(st.sampled_from(leaves_of(full)))
    inner: Any = full
    for k in way:
        inner = inner[k]
    old = inner[last]
    if isinstance(old, int):
        inner[last] = old + data.draw(st.integers(-3, 3).filter(bool))
    else:
        where = data.draw(st.integers(0, max(0, len(old) - 1)))
        inner[last] = (
            old[:where]
            + data.draw(st.characters(codec="utf-8").filter(lambda c: c not in old[where : where + 1]))
            + old[where + 1 :]
        )
    assert not stands(full, ledger)


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"header":{}}', "[" * 100_000, '{"header":5,"hash":1,"proof":{}}']
)
def test_what_is_no_receipt_is_told_in_words(text: str) -> None:
    checks = verify_receipt(text, {})
    assert len(checks) == 1 and not checks[0].ok and "不是一张完整的回执" in checks[0].words


def test_a_receipt_of_another_key_is_not_ours() -> None:
    ledger = small()
    forged = promise(ledger.entries[3].header, key("usurper"))
    assert not stands(forged, ledger)


@given(digests)
def test_a_code_is_read_as_it_was_meant(digest: str) -> None:
    code = code_of(digest)
    assert prefix_of(code) == digest[:20]
    assert prefix_of(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == digest[:20]
    assert prefix_of(code[:-1]) is None


@given(st.integers(1, 70).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_a_proof_from_a_stream_is_the_proof_from_the_stored_tree(case: tuple[int, int]) -> None:
    n, index = case
    leaves = [bytes([i]) * 32 for i in range(n)]
    nodes = InMemory()
    extend(nodes, 0, leaves)
    assert inclusion_of_stream(iter(leaves), index, n) == (inclusion(nodes, index, n), root(nodes, n))
    with pytest.raises(IndexError):
        inclusion_of_stream(iter(leaves[:-1]), index, n)


def test_every_entry_of_an_export_can_be_proved_from_it_alone(tmp_path: Path) -> None:
    ledger = small()
    export = ledger.export(tmp_path / "export.zip")
    for e in ledger.entries[:13]:
        for what in (e.hash, e.hash[:12], code_of(e.hash), f"{e.header.matter}:{e.header.seq}"):
            proved, ring = prove_entry(export, what, [ledger.signer.public])
            assert proved["hash"] == e.hash
            assert all(c.ok for c in verify_receipt(json.dumps(proved), ring.verifiers()))


@pytest.mark.parametrize(
    ("what", "words"),
    [(f"{A}:7", "还没有列入"), (f"{A}:99", "没有"), ("zz", "不是回执编号"), ("0" * 64, "没有"), ("", "不是回执编号")],
)
def test_what_cannot_be_proved_is_refused_with_the_reason(tmp_path: Path, what: str, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        prove_entry(small().export(tmp_path / "export"), what)


def test_a_tampered_export_proves_nothing(tmp_path: Path) -> None:
    ledger = small()
    ledger.rehash(2, actor="某人")
    with pytest.raises(NotFound, match="树根"):
        prove_entry(ledger.export(tmp_path / "export"), f"{B}:1")
    with pytest.raises(NotFound, match="公钥"):
        prove_entry(tmp_path / "export", f"{B}:1", [key("usurper").public])
    with pytest.raises(NotAnExport):
        prove_entry(tmp_path / "nowhere", f"{B}:1")


# ---- the command line ----


def test_the_command_checks_and_tells_by_its_exit_code(tmp_path: Path) -> None:
    ledger = small()
    published = tmp_path / "ledger.pub"
    published.write_text(ledger.signer.public.text + "\n", encoding="utf-8")
    (tmp_path / "kept.txt").write_text(ledger.notes[0], encoding="utf-8")
    export = ledger.export(tmp_path / "export")
    good = run(app, ["check", str(export), "--key", str(published), "--seen", str(tmp_path / "kept.txt")])
    assert good.exit_code == 0 and "没有发现问题" in good.output
    ledger.personal.pop()
    bad = run(app, ["check", str(ledger.export(tmp_path / "bad.zip")), "--json"])
    assert bad.exit_code == 1
    answer = json.loads(bad.output)
    assert answer["kinds"] == {"missing": 1} and answer["findings"][0]["seq"] == 3


@pytest.mark.parametrize(
    "args", [["check", "nowhere"], ["check", "nowhere", "--key", "none.pub"], ["prove", "x", "nowhere"]]
)
def test_the_command_refuses_in_words_and_without_a_traceback(tmp_path: Path, args: list[str]) -> None:
    result = run(app, args)
    assert result.exit_code == 1 and result.output.strip() and isinstance(result.exception, SystemExit)
    assert json.loads(run(app, [*args, "--json"]).output)["ok"] is False


def test_a_receipt_with_its_proof_serves_as_a_checkpoint_kept_outside(tmp_path: Path) -> None:
    """Every party that keeps its receipt guards the whole ledger up to that day."""
    ledger = small()
    kept, bare = tmp_path / "receipt.json", tmp_path / "promise.json"
    kept.write_text(json.dumps(receipt(ledger, 6)), encoding="utf-8")
    bare.write_text(json.dumps(promise(ledger.entries[6].header, ledger.signer)), encoding="utf-8")
    sound = ledger.export(tmp_path / "sound")
    assert run(app, ["check", str(sound), "--seen", str(kept)]).exit_code == 0
    assert "没有检查点" in run(app, ["check", str(sound), "--seen", str(bare)]).output
    ledger.rehash(12, actor="别人")
    ledger.entries[-1].leaf = 13
    ledger.notes.pop()
    ledger.tick("2024-06-01T00:00:00Z")
    forged = ledger.export(tmp_path / "forged")
    assert run(app, ["check", str(forged)]).exit_code == 0  # who holds the key can sign another history
    result = run(app, ["check", str(forged), "--seen", str(kept)])
    assert result.exit_code == 1 and "另行提供的检查点" in result.output


def test_the_command_completes_a_receipt(tmp_path: Path) -> None:
    ledger = small()
    export = ledger.export(tmp_path / "export")
    mine, out = tmp_path / "receipt.json", tmp_path / "proved.json"
    mine.write_text(json.dumps(promise(ledger.entries[6].header, ledger.signer)), encoding="utf-8")
    result = run(app, ["prove", str(mine), str(export), "--out", str(out)])
    assert result.exit_code == 0 and "已列入13条的检查点" in result.output, result.output
    assert stands(json.loads(out.read_text(encoding="utf-8")), ledger)
    spoilt = json.loads(mine.read_text(encoding="utf-8"))
    spoilt["header"]["happened_at"] = "2024-01-01"
    mine.write_text(json.dumps(spoilt), encoding="utf-8")
    assert run(app, ["prove", str(mine), str(export)]).exit_code == 1


def test_checking_needs_neither_django_nor_a_database() -> None:
    """Anyone can check the ledger: the county's server, its database and its framework are not needed."""
    code = "import sys, yifa.cli.ledger; sys.exit(any(m.split('.')[0] in ('django', 'duckdb') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": SOURCE}, check=False).returncode == 0
