"""Every tampering with a plan is found: by digest, and, where the digests are made anew, by the constraint that it breaks."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engines.joint.small import chance, laid, planned, problem
from yifa.joint.certificate import sealed
from yifa.joint.inputs import digest
from yifa.joint.verify import NotAPlan, Report, verify

YEAR = chance(random.Random(6), 24, 14)
Rows = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    planned(tmp_path / "plan", YEAR)
    return tmp_path / "plan"


def checked(folder: Path, **given: Path) -> Report:
    return verify(folder, lambda year: YEAR.workdays, given)


def wrong(folder: Path) -> str:
    """The first check that fails, in words."""
    try:
        report = checked(folder)
    except NotAPlan as error:
        return str(error)
    return next((line for line in report.lines() if line.startswith("✗")), "")


def rows(folder: Path, name: str) -> Rows:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def resealed(folder: Path, change: Callable[[Rows], None], name: str = "visits.csv") -> str:
    """Changes a table, makes all digests anew as a forger would, and checks."""
    table = rows(folder, name)
    change(table)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table)
    plain = json.loads((folder / "certificate.json").read_text())
    plain["outputs"][name] = digest((folder / name).read_bytes())
    rewritten(folder, plain)
    return wrong(folder)


def rewritten(folder: Path, certificate: Any) -> None:
    """The certificate under a new digest, in the writing of the planner."""
    text = json.dumps(sealed(certificate), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "certificate.json").write_text(text, encoding="utf-8")


def test_the_plan_itself_is_sound_and_has_every_kind_of_visit(folder: Path) -> None:
    report = checked(folder)
    assert report.ok, report.lines()
    assert len(report.checks) > 15
    visits, left = rows(folder, "visits.csv"), rows(folder, "unplaced.csv")
    assert any(";" in v[3] for v in visits) and len(left) > 1


@pytest.mark.parametrize("name", ["visits.csv", "unplaced.csv", "summary.md", "visits-by-month.svg", "certificate.json"])
def test_a_changed_byte_is_found(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    at = max(data.rindex(b"%d" % n) for n in range(10) if b"%d" % n in data)
    (folder / name).write_bytes(data[:at] + b"%d" % ((data[at] - 47) % 10) + data[at + 1 :])
    assert wrong(folder)


@pytest.mark.parametrize("part", ["duties.csv", "officers.csv", "rules.toml", "blocked.csv", "workdays.txt"])
def test_a_changed_input_is_found(folder: Path, part: str) -> None:
    file = folder / "input" / part
    file.write_bytes(file.read_bytes() + b"\n")
    assert "排计划时" in wrong(folder) or "日历" in wrong(folder)


def test_a_calendar_that_has_changed_is_found(folder: Path) -> None:
    report = verify(folder, lambda year: YEAR.workdays[1:])
    assert any("日历" in line for line in report.lines() if line.startswith("✗"))


def test_the_originals_can_be_checked_against(folder: Path, tmp_path: Path) -> None:
    own = laid(tmp_path / "own", YEAR)
    assert checked(folder, duties=own / "duties.csv", officers=own / "officers.csv", rules=own / "rules.toml").ok
    other = laid(tmp_path / "other", problem(YEAR.duties[:-1], YEAR.officers, YEAR.rules))
    assert not checked(folder, duties=other / "duties.csv").ok


def test_what_is_no_plan_is_said_to_be_none(tmp_path: Path, folder: Path) -> None:
    for name in ("certificate.json", "visits.csv", "input/duties.csv"):
        copy = tmp_path / name.replace("/", "-")
        shutil.copytree(folder, copy)
        (copy / name).unlink()
        with pytest.raises(NotAPlan, match=Path(name).name):
            checked(copy)
        (copy / name).write_bytes(b"\xff{")
        with pytest.raises(NotAPlan):
            checked(copy)


def _moved(table: Rows) -> None:
    table[1][2] = str(date.fromisoformat(table[1][2]) + timedelta(days=40))


def _dropped_duty(table: Rows) -> None:
    row = next(r for r in table[1:] if ";" in r[3])
    row[3] = row[3].split(";", 1)[1]


def _twice(table: Rows) -> None:
    table.append(["V99999", *table[1][1:]])


def _dropped_officer(table: Rows) -> None:
    row = next(r for r in table[1:] if ";" in r[4])
    row[4] = row[4].split(";", 1)[1]


def _swapped(table: Rows) -> None:
    """For an officer of another organ."""
    organ = {o.id: o.organ for o in YEAR.officers}
    first = table[1][4].split(";")
    other = next(o.id for o in YEAR.officers if organ[o.id] not in {organ[x] for x in first})
    table[1][4] = ";".join([other, *first[1:]])


def _one_more(table: Rows) -> None:
    duty = {d.id: d for d in YEAR.duties}
    for row in table[1:]:
        organs = {duty[d].organ for d in row[3].split(";")}
        spare = [o.id for o in YEAR.officers if o.organ in organs and o.id not in row[4]]
        if spare:
            row[4] += f";{spare[0]}"
            return


def _merged_alone(table: Rows) -> None:
    duty = {d.id: d for d in YEAR.duties}
    row = next(r for r in table[1:] if r[3] in duty and not duty[r[3]].mergeable)
    other = next(r for r in table[1:] if r is not row and r[1] == row[1])
    other[3] += f";{row[3]}"
    table.remove(row)


def _stranger(table: Rows) -> None:
    table[1][1] = "丁"


def _same_number(table: Rows) -> None:
    table[2][0] = table[1][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_moved, "时限"), (_dropped_duty, "恰好出现一次"), (_twice, "恰好出现一次"), (_dropped_officer, "足够"),
        (_swapped, "足够"), (_one_more, "多余"), (_merged_alone, "不可合并"), (_stranger, "名单"), (_same_number, "编号"),
    ],
)  # fmt: skip
def test_a_forged_plan_with_new_digests_is_found_by_the_constraint(
    folder: Path, change: Callable[[Rows], None], words: str
) -> None:
    assert resealed(folder, change) and any(
        words in line for line in checked(folder).lines() if line.startswith("✗")
    ), checked(folder).lines()


def test_a_duty_left_out_of_both_tables_is_found(folder: Path) -> None:
    assert "恰好出现一次" in resealed(folder, lambda table: table.pop(), "unplaced.csv")


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all whole numbers."""
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in _leaves(v, (*path, k))]
    if isinstance(value, list):
        return [p for k, v in enumerate(value) for p in _leaves(v, (*path, k))]
    return [path] if isinstance(value, int) else []


def test_every_number_of_the_certificate_is_counted_again(folder: Path) -> None:
    """One more, one less, digest made anew; the price may differ where it shows the same bound."""
    sound = json.loads((folder / "certificate.json").read_text())
    paths = [p for p in _leaves(sound) if p[0] not in ("format", "outputs") and "price" not in p]
    assert len(paths) > 20
    rewritten(folder, sound)
    assert not wrong(folder)
    for path in paths:
        for more in (1, -1):
            forged = json.loads(json.dumps(sound))
            at = forged
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] += more
            rewritten(folder, forged)
            assert wrong(folder), (path, more)


def test_blocks_that_show_too_much_are_found(folder: Path) -> None:
    """A block twice, a narrower one, one of another subject's duties."""
    sound = json.loads((folder / "certificate.json").read_text())
    subject = next(s for s, b in sound["blocks"].items() if b)

    def forged(change: Callable[[dict[str, Any]], None]) -> str:
        copy = json.loads(json.dumps(sound))
        change(copy["blocks"])
        rewritten(folder, copy)
        return wrong(folder)

    assert "共同的日子" in forged(lambda b: b[subject].append(b[subject][0]))
    assert "以外也能做" in forged(lambda b: b[subject][0].update({"from": "2024-01-01", "to": "2024-01-02"}))
    assert "不属于它" in forged(lambda b: b[subject][0].update(duties=["D999"]))



def test_the_certificate_counts_byte_for_byte_and_names_every_file(folder: Path) -> None:
    """A space more is a change; a file that it does not name could say anything."""
    file = folder / "certificate.json"
    data = file.read_bytes()
    for other in (data + b"\n", data.replace(b"\n", b"\r\n"), data.replace(b": ", b":", 1), data.replace(b"{", b'{"year":1,', 1)):
        file.write_bytes(other)
        assert "证书没有被改动" in wrong(folder)
    sound = json.loads(data)
    for name in sound["outputs"]:
        if name == "visits.csv":
            continue
        forged = json.loads(data)
        del forged["outputs"][name]
        rewritten(folder, forged)
        assert f"{name} 在证书里没有" in wrong(folder)


def test_a_visit_has_a_number(folder: Path) -> None:
    def nameless(table: Rows) -> None:
        table[1][0] = ""

    assert "没有编号" in resealed(folder, nameless)
