"""The page that verifies a draw says in a browser, from a file and without a network, what `yifa draw verify` says."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from engines.draw.forged import KINDS, every_leaf, save, written
from engines.draw.small_draw import drawn, opened, small, witness
from yifa.draw import firm
from yifa.draw.checks import Check
from yifa.draw.folder import Folder
from yifa.draw.opening import open_draw
from yifa.draw.page import page as html
from yifa.draw.record import load
from yifa.draw.verify import verify
from yifa.proofs.canon import canonical

ASK = """([data, seen, keys]) => {
  const got = yifaDraw.verify(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), seen, keys);
  return { checks: got.checks.map((c) => [c.name, c.ok]), drawn: got.drawn };
}"""
MANY = 1000


@pytest.fixture(scope="module")
def screen(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page opened as a file, offline. The test's own questions need eval, which the page forbids."""
    file = tmp_path_factory.mktemp("page") / "verify.html"
    file.write_text(html(), encoding="utf-8")
    context = chromium.new_context(offline=True, bypass_csp=True)
    shown = context.new_page()
    errors: list[str] = []
    shown.on("pageerror", lambda e: errors.append(str(e)))
    shown.goto(file.as_uri())
    yield shown
    context.close()
    assert errors == []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not to survive a power cut need not wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def ask(screen: Page, data: bytes, seen: list[Path] | None = None, keys: list[str] | None = None) -> Any:
    kept = [[f.name, f.read_text(encoding="utf-8")] for f in seen or []]
    return screen.evaluate(ASK, [base64.b64encode(data).decode(), kept, keys or []])


def plain(checks: list[Check]) -> list[list[Any]]:
    return [[c.name, c.ok] for c in checks]


def agree(screen: Page, file: Path, *seen: Path) -> list[list[Any]]:
    """Both say the same of a record; what they say."""
    here = plain(verify(file, seen))
    assert ask(screen, file.read_bytes(), list(seen))["checks"] == here
    return here


@pytest.mark.usefixtures("quick")
def test_a_thousand_random_records_verify_in_the_browser_with_the_identical_list(screen: Page, tmp_path: Path) -> None:
    for n in range(MANY):
        file = opened(small(n, size=10), tmp_path / str(n), n % 999 + 1, replacements=n % 4, witnessed=n % 50 == 0)
        told = ask(screen, file.read_bytes())
        assert [name for name, ok in told["checks"] if not ok] == [] and len(told["checks"]) == 14, n
        rows = load(file)[1]["drawn"]
        assert told["drawn"] == [row[:3] for row in rows], n


@pytest.mark.usefixtures("quick")
def test_every_kind_of_tampering_is_found_with_the_same_checks(screen: Page, tmp_path: Path) -> None:
    record = opened(small(3), tmp_path, 3, replacements=2, witnessed=True)
    for kind, (expected, forge) in KINDS.items():
        heads, lists = load(record)
        forge(heads, lists)
        told = agree(screen, save(tmp_path / "record.json", written(heads, lists)))
        assert [expected, False] in told, kind


@pytest.mark.usefixtures("quick")
def test_every_single_value_is_held_in_the_browser_too(screen: Page, tmp_path: Path) -> None:
    record = opened(small(3, size=8), tmp_path, 3, replacements=1, witnessed=True)
    for place, data in every_leaf(*load(record)):
        told = agree(screen, save(tmp_path / "record.json", data))
        assert all(ok for _, ok in told) == (place == "opening.at"), place


def test_the_bytes_of_a_record_count_in_both(screen: Page, tmp_path: Path) -> None:
    data = opened(small(5, size=8), tmp_path, 5, replacements=1).read_bytes()
    step = max(1, len(data) // 150)
    others = [data[:i] + bytes([data[i] ^ 1]) + data[i + 1 :] for i in range(0, len(data), step)]
    others += [data[:-1], data[:-2], data + b"\n", b"", b"{}", b"\xff", data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data]
    others += [data.replace(b'"count":', b'"count": ', 1), data.replace(b"],\n", b",],\n", 1), data.replace(b"2026", b"2\\u003026", 1)]
    for other in others:
        assert agree(screen, save(tmp_path / "r.json", other)) == [["format", False]]


def test_what_was_kept_and_who_must_have_signed_is_compared(screen: Page, tmp_path: Path) -> None:
    record = opened(small(3), tmp_path / "a", 3, 2, witnessed=True)
    other = opened(small(4), tmp_path / "b", 3)
    for name in ("freeze", "seal", "beacon", "selection", "replacement-1", "opening"):
        assert agree(screen, record, record.parent / f"{name}.json")[-1] == ["seen", True]
        assert agree(screen, other, record.parent / f"{name}.json")[-1] == ["seen", False]
    key = witness().public.text
    for file in (record, other):
        here = plain(verify(file, witnesses=[key]))
        assert ask(screen, file.read_bytes(), keys=[key + "\n"])["checks"] == here
        assert (["witness", True] in here) == (file == record)


def test_a_firms_proof_is_checked_at_once_and_against_the_secret_later(screen: Page, tmp_path: Path) -> None:
    draw = drawn(small(3), tmp_path, 3, witnessed=True)
    proofs = []
    for row in load_drawn(draw):
        proof = firm.prove(draw, row[1])
        proofs.append(save(tmp_path / f"{row[1]}.json", (canonical(proof) + "\n").encode()))
    open_draw(draw, "2026-06-01T09:00")
    opening = draw.public / "opening.json"
    for file in proofs:
        for seen in ([], [opening]):
            here = plain(firm.verify_proof(file, seen))
            assert ask(screen, file.read_bytes(), seen)["checks"] == here
            assert all(ok for _, ok in here) and (["secret", True] in here) == bool(seen)
    data, public = proofs[0].read_bytes(), [opening, draw.public / "selection.json"]
    for i in range(0, len(data), max(1, len(data) // 200)):
        forged = save(tmp_path / "p.json", data[:i] + bytes([data[i] ^ 1]) + data[i + 1 :])
        here = plain(firm.verify_proof(forged, public))
        assert not all(ok for _, ok in here)
        assert ask(screen, forged.read_bytes(), public)["checks"] == here, i
    for other in (data[:-1] + b"\r\n", data[:-1] + b"\r", data + b"\n", b"\xef\xbb\xbf" + data):
        forged = save(tmp_path / "p.proof", other)
        here = plain(firm.verify_proof(forged))
        assert here[0] == ["format", False]
        assert all(ok for _, ok in ask(screen, forged.read_bytes())["checks"]) is False, other


@pytest.mark.parametrize("spoilt", [b"\xef\xbb\xbf%b", b"%b\r\n", b"\xff%b"])
def test_a_kept_statement_counts_byte_for_byte(screen: Page, tmp_path: Path, spoilt: bytes) -> None:
    """Chosen in the page as a file, a mark of byte order or another end of line is not lost on the way."""
    record = opened(small(3), tmp_path, 3, 1)
    kept = save(tmp_path / "seal.json", spoilt % (record.parent / "seal.json").read_bytes().rstrip(b"\n"))
    assert [c.name for c in verify(record, [kept]) if not c.ok] == ["seen"]
    screen.reload()
    screen.set_input_files("#file", record)
    screen.wait_for_selector("#out ol")
    screen.set_input_files("#seen", kept)
    screen.wait_for_selector("#out .bad")
    assert "1项不成立" in screen.inner_text("#out")


def test_a_person_sees_the_answer(screen: Page, tmp_path: Path) -> None:
    screen.reload()
    record = opened(small(3), tmp_path, 3, 1)
    screen.set_input_files("#file", record)
    screen.wait_for_selector("#out ol")
    assert "14项全部成立" in screen.inner_text("#out")
    screen.set_input_files("#seen", opened(small(4), tmp_path / "b", 3).parent / "seal.json")
    screen.wait_for_selector("#out .bad")
    assert "1项不成立" in screen.inner_text("#out") and "先后公布的不是一回事" in screen.inner_text("#out")


def load_drawn(draw: Folder) -> list[list[Any]]:
    return list(json.loads((draw.private / "drawn.json").read_text(encoding="utf-8")))


@pytest.mark.usefixtures("quick")
def test_names_that_javascript_gives_a_meaning_are_names(screen: Page, tmp_path: Path) -> None:
    given = small(3)
    given.strata = {"__proto__": {"count": 2}, "constructor": {"basis_points": 5000}, "toString": {"count": 1}}
    given.reasons = {"__proto__": "已注销", "valueOf": "迁出"}
    for n, row in enumerate(given.subjects):
        row[2], row[4] = list(given.strata)[n % 3], ("", "", "", "__proto__", "valueOf")[n % 5]
    record = opened(given, tmp_path, 3, replacements=2)
    assert all(ok for _, ok in agree(screen, record))


def test_the_test_vectors_hold_in_the_browser(screen: Page) -> None:
    golden = Path(__file__).parents[1] / "golden" / "draw"
    v = json.loads((golden / "vectors.json").read_text(encoding="utf-8"))
    got = screen.evaluate(
        """(v) => { const { unhex, hex } = yifaDraw, p = yifaDraw.primitives, seed = unhex(v.seed.is);
        return { statement: { of: v.statement.of, digest: p.digest(v.statement.of) },
          commitment: { ...v.commitment, is: p.commitment(v.commitment.number, unhex(v.commitment.secret)) },
          tickets: v.tickets.map(([id, w]) => [id, w, p.ticket(seed, id, w)]),
          officer: p.officerTicket(seed, "企1", "P1"),
          row: { ...v.row, salt: hex(p.rowSalt(unhex(v.seed.seal), "subjects", "企1")),
            leaf: hex(p.rowLeaf("subjects", unhex(v.seed.subjects), v.row.row)) },
          "ticket leaf": hex(p.ticketLeaf("企1", "A", v.seed.seal)) }; }""",
        v,
    )
    assert got == {k: v[k] for k in got}
    for name in ("record.json", "proof.json"):
        told = ask(screen, (golden / name).read_bytes())["checks"]
        assert told and all(ok for _, ok in told), name
