"""Mistakes in what is handed in, or in the order of the steps: Chinese, with file, row and column; nothing half-written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engines.draw.small_draw import Small, drawn, small
from yifa.draw import ceremony, firm
from yifa.draw.beacon import named, value
from yifa.draw.folder import Folder
from yifa.draw.freeze import freeze
from yifa.draw.mistakes import DrawError
from yifa.draw.opening import open_draw
from yifa.draw.replace import replace
from yifa.draw.select import select
from yifa.draw.witness import sign
from yifa.proofs.signing import Signer

POOL = "id,name,stratum,weight,exclude_reason\nS1,甲店,A,1,\nS2,乙店,A,2,\n"
OFFICERS = (
    "id,organ,items,valid_from,valid_to,recuse,capacity\n"
    "P1,甲局,查,2024-01-01,2027-01-01,,5\nP2,甲局,查,2024-01-01,2027-01-01,S1,5\n"
)
RULES = """title = "一"
organ = "甲局"
visits = ["2026-05-11", "2026-05-29"]
[strata.A]
basis_points = 5000
[reasons]
closed = "已注销"
[[team]]
organ = "甲局"
officers = 2
items = ["查"]
"""


def freezes(folder: Path, pool: str = POOL, officers: str = OFFICERS, rules: str = RULES, number: str = "2026-001") -> Any:
    for name, text in (("pool.csv", pool), ("officers.csv", officers), ("rules.toml", rules)):
        (folder / name).write_bytes(text.encode("gbk" if "GBK" in text else "utf-8"))
    files = [folder / n for n in ("pool.csv", "officers.csv", "rules.toml")]
    return freeze(*files, folder / "out", number, "2026-05-06T09:00")


POOLS = {
    "double id": (POOL + "S1,丙店,A,1,\n", "pool.csv 第4行，id 列：“S1”与第2行重复"),
    "unknown stratum": (POOL.replace("乙店,A", "乙店,B"), "pool.csv 第3行，stratum 列：不认识的类别“B”"),
    "unknown reason": (POOL.replace("A,2,", "A,2,gone"), "pool.csv 第3行，exclude_reason 列：不认识的理由代码“gone”"),
    "weight 0": (POOL.replace("A,2,", "A,0,"), "pool.csv 第3行，weight 列：“0”不能用"),
    "weight a fraction": (POOL.replace("A,2,", "A,1.5,"), "pool.csv 第3行，weight 列"),
    "weight in full-width": (POOL.replace("A,2,", "A,２,"), "pool.csv 第3行，weight 列"),
    "weight too great": (POOL.replace("A,2,", "A,1001,"), "1 到 1000"),
    "no id": (POOL.replace("S2,", ","), "pool.csv 第3行，id 列：是空的"),
    "no name": (POOL.replace("乙店", ""), "pool.csv 第3行，name 列：是空的"),
    "a cell too few": (POOL.replace(",A,2,", ",A,2"), "pool.csv 第3行：有4格"),
    "no column": (POOL.replace("weight", "w"), "表头缺少 weight 列"),
    "a column too many": (POOL.replace("exclude_reason", "exclude_reason,x"), "表头多出“x”列"),
    "a column twice": (POOL.replace("weight", "name"), "表头重复了 name 列"),
    "no UTF-8": (POOL + "S3,GBK店,A,1,\n", "不是 UTF-8"),
    "a quote left open": (POOL + '"S3,', "不是写对的 CSV"),
    "a control character": (POOL.replace("乙店", "乙\x07店"), "pool.csv 第3行，name 列：有看不见的控制字符"),
    "a mark without width": (POOL + "S1\u200b,丙店,A,1,\n", "pool.csv 第4行，id 列：有看不见的控制字符"),
    "a turn of direction": (POOL.replace("乙店", "乙\u202e店"), "pool.csv 第3行，name 列：有看不见的控制字符"),
    "a line break in a cell": (POOL.replace("乙店", '"乙\n店"') + "S1,丙店,A,1,\n", "pool.csv 第3行，name 列：有看不见的控制字符"),
    "nothing": ("", "表头缺少 id 列"),
}
STAFF = {
    "recusals parted by a full-width semicolon": (OFFICERS.replace(",S1,5", ",S1；S2,5"), "officers.csv 第3行，recuse 列：有全角的分号"),
    "items parted by a full-width semicolon": (OFFICERS.replace("P2,甲局,查", "P2,甲局,查；验"), "officers.csv 第3行，items 列：有全角的分号"),
    "double id": (OFFICERS.replace("P2", "P1"), "officers.csv 第3行，id 列：“P1”与第2行重复"),
    "no certificate": (OFFICERS.replace("2027-01-01,S1", ",S1"), "officers.csv 第3行，valid_to 列：没有执法证件的有效期"),
    "no items": (OFFICERS.replace("P2,甲局,查", "P2,甲局,"), "officers.csv 第3行，items 列：没有执法事项"),
    "no organ": (OFFICERS.replace("P2,甲局", "P2,"), "officers.csv 第3行，organ 列：是空的"),
    "end before start": (OFFICERS.replace("2027-01-01,S1", "2023-01-01,S1"), "截止日 2023-01-01 早于起始日"),
    "no such day": (OFFICERS.replace("2027-01-01,S1", "2027-02-30,S1"), "officers.csv 第3行，valid_to 列：日期“2027-02-30”读不出来"),
    "capacity 0": (OFFICERS.replace("S1,5", "S1,0"), "officers.csv 第3行，capacity 列"),
    "too few for the team": (OFFICERS.replace("P2,甲局,查", "P2,甲局,验"), "要“甲局”去2人"),
    "a certificate that ends before the visits": (OFFICERS.replace("2027-01-01,S1", "2026-05-20,S1"), "要“甲局”去2人"),
    "nobody": (OFFICERS[: OFFICERS.index("\n") + 1], "要“甲局”去2人"),
    "capacity left out": (OFFICERS.replace("S1,5", "S1,"), "officers.csv 第3行，capacity 列"),
}
WRONG_RULES = {
    "ratio over 1": (RULES.replace("5000", "10001"), "rules.toml：strata.A 的 basis_points 是 10001"),
    "ratio a fraction": (RULES.replace("5000", "0.5"), "不能有小数"),
    "ratio negative": (RULES.replace("5000", "-1"), "0 到 10000"),
    "ratio true": (RULES.replace("5000", "true"), "0 到 10000"),
    "ratio and count": (RULES.replace("5000", "5000\ncount = 1"), "只写一个"),
    "neither": (RULES.replace("basis_points = 5000", 'name = "甲"'), "只写一个"),
    "more than there are": (RULES.replace("basis_points = 5000", "count = 3"), "可抽的只有2户，规则要抽3户"),
    "no strata": (RULES.replace("[strata.A]\nbasis_points = 5000\n", ""), "没有 [strata.…]"),
    "one officer": (RULES.replace("officers = 2", "officers = 1"), "不得少于两人"),
    "no items": (RULES.replace('["查"]', "[]"), "items 要写检查的事项"),
    "the same organ twice": (RULES + '[[team]]\norgan = "甲局"\nofficers = 2\nitems = ["查"]\n', "同一个单位写了两段"),
    "no team": (RULES[: RULES.index("[[team]]")], "没有 [[team]]"),
    "window before its start": (RULES.replace("2026-05-11", "2026-06-11"), "晚于最后一天"),
    "one day only": (RULES.replace(', "2026-05-29"', ""), "visits 要写"),
    "no such day": (RULES.replace("2026-05-29", "2026-5-29"), "日期“2026-5-29”读不出来"),
    "unknown key": ("titel = 1\n" + RULES, "不认识的项“titel”"),
    "unknown key of a stratum": (RULES.replace("basis_points", "ratio"), "只能写 name、basis_points、count"),
    "no TOML": (RULES + "[[", "不是写对的 TOML"),
    "no title": (RULES.replace('title = "一"', ""), "缺少 title"),
}


@pytest.mark.parametrize("case", POOLS)
def test_a_wrong_pool(case: str, tmp_path: Path) -> None:
    refused(tmp_path, POOLS[case][1], lambda: freezes(tmp_path, pool=POOLS[case][0]))


@pytest.mark.parametrize("case", STAFF)
def test_wrong_officers(case: str, tmp_path: Path) -> None:
    refused(tmp_path, STAFF[case][1], lambda: freezes(tmp_path, officers=STAFF[case][0]))


@pytest.mark.parametrize("case", WRONG_RULES)
def test_wrong_rules(case: str, tmp_path: Path) -> None:
    refused(tmp_path, WRONG_RULES[case][1], lambda: freezes(tmp_path, rules=WRONG_RULES[case][0]))


def refused(folder: Path, words: str, action: Callable[[], object]) -> None:
    """Refused in these words, and nothing but the input is there afterwards."""
    with pytest.raises(DrawError) as error:
        action()
    assert words in str(error.value)
    assert {f.name for f in folder.iterdir()} <= {"pool.csv", "officers.csv", "rules.toml"}


def test_the_input_itself_is_good_and_a_frozen_list_is_never_overwritten(tmp_path: Path) -> None:
    assert freezes(tmp_path)["strata"][0]["take"] == 1
    before = {f: f.read_bytes() for f in (tmp_path / "out").rglob("*") if f.is_file()}
    with pytest.raises(DrawError, match="不能覆盖"):
        freezes(tmp_path)
    assert before == {f: f.read_bytes() for f in (tmp_path / "out").rglob("*") if f.is_file()}


def test_numbers_missing_files_and_columns_in_another_order(tmp_path: Path) -> None:
    for number in ("", "3", "2026-1", "2026-0000001", "2026-001x"):
        refused(tmp_path, "编号", lambda number=number: freezes(tmp_path, number=number))
    with pytest.raises(DrawError, match="打不开"):
        freeze(tmp_path / "no.csv", tmp_path / "officers.csv", tmp_path / "rules.toml", tmp_path / "out", "2026-001")
    swapped = "name,id,exclude_reason,weight,stratum\n甲店,S1,,1,A\n\n,,,,\n乙店,S2,,2,A\n , \n"
    assert freezes(tmp_path, pool=swapped)["subjects"]["count"] == 2


@pytest.mark.parametrize(
    "text", ["", "双色球", "双色球 51", "福彩3D 2026120", "福彩3D 2026120,2026120,2026121", "六合彩 2026051", "drand 0", "双色球 ２０２６０５x"]
)
def test_a_beacon_that_cannot_be_named(text: str) -> None:
    with pytest.raises(DrawError):
        named(text)


@pytest.mark.parametrize(
    ("beacon", "text"),
    [
        ("双色球 2026051", "3 8 12 19 25 31"),
        ("双色球 2026051", "3 8 12 19 25 34 + 7"),
        ("双色球 2026051", "3 8 12 12 25 31 + 7"),
        ("双色球 2026051", "8 3 12 19 25 31 + 7"),
        ("双色球 2026051", "3 8 12 19 25 31 + 17"),
        ("福彩3D 2026120,2026121,2026122", "4 0 7"),
        ("福彩3D 2026120,2026121,2026122", "4 0 / 1 1 9 / 0 3 5"),
        ("drand 5", "AB" * 32),
        ("drand 5", "ab"),
    ],
)
def test_a_beacon_that_does_not_parse(beacon: str, text: str) -> None:
    with pytest.raises(DrawError, match="结果"):
        value(named(beacon), text)


def test_a_beacon_has_one_spelling() -> None:
    for text in ("3 8 12 19 25 31+7", "０３，０８，１２，１９，２５，３１＋０７", "03、08、12、19、25、31 + 07"):
        assert value(named("双色球　2026051"), text) == "03 08 12 19 25 31 + 07"
    assert value(named("福彩3D 2026120, 2026121,2026122"), "407/1 1 9／0,3,5") == "4 0 7 / 1 1 9 / 0 3 5"


def sealed(folder: Path) -> Folder:
    freezes(folder)
    draw = Folder(folder / "out")
    ceremony.seal(draw, "双色球 2026051", "2026-05-07T21:15", "2026-06-10", "2026-05-06T10:00")
    return draw


def test_two_people_must_agree(tmp_path: Path) -> None:
    draw, good = sealed(tmp_path), "03 08 12 19 25 31 + 07"
    with pytest.raises(DrawError, match="公布以后再录入"):
        ceremony.enter(draw, good, "甲", "2026-05-07T21:14")
    assert ceremony.enter(draw, good, "甲", "2026-05-07T21:15") is None
    with pytest.raises(DrawError, match="另一个人"):
        ceremony.enter(draw, good, "甲 ", "2026-05-07T21:15")
    with pytest.raises(DrawError, match="两次都已作废"):
        ceremony.enter(draw, "03 08 12 19 25 31 + 08", "乙", "2026-05-07T21:16")
    assert ceremony.enter(draw, good, "乙", "2026-05-07T21:17") is None
    done = ceremony.enter(draw, good, "甲", "2026-05-07T21:18")
    assert done is not None and done["entered_by"] == ["乙", "甲"]


@pytest.mark.parametrize("spoilt", ["", "x", "[]", '{"by":"甲"}'])
def test_a_first_entry_that_is_damaged_is_told(spoilt: str, tmp_path: Path) -> None:
    draw = sealed(tmp_path)
    (draw.private / ceremony.ENTRY).write_text(spoilt, encoding="utf-8")
    with pytest.raises(DrawError, match="两个人重新录入"):
        ceremony.enter(draw, "03 08 12 19 25 31 + 07", "甲", "2026-05-07T21:15")


def test_steps_come_in_their_order_and_once(tmp_path: Path) -> None:
    with pytest.raises(DrawError, match="不是一次抽查的文件夹"):
        select(Folder(tmp_path))
    draw = sealed(tmp_path)
    for step in (lambda: select(draw), lambda: open_draw(draw), lambda: replace(draw, "S1", "停业", "丙")):
        with pytest.raises(DrawError, match="先执行"):
            step()
    with pytest.raises(DrawError, match="不能重做"):
        ceremony.seal(draw, "双色球 2026051", "2026-05-07T21:15", "2026-06-10", "2026-05-06T10:00")


@pytest.mark.parametrize(
    ("at", "known", "due", "words"),
    [
        ("2026-05-07T21:15", "2026-05-07T21:15", "2026-06-10", "还没有公布的信标"),
        ("2026-05-06T08:00", "2026-05-07T21:15", "2026-06-10", "早于冻结"),
        ("2026-05-06T10:00", "2026-05-07T21:15", "2026-05-28", "公开期限"),
        ("2026-05-06T10:00", "2026-05-07 21:15", "2026-06-10", "读不出来"),
    ],
)
def test_a_seal_that_comes_too_late_or_opens_too_early(tmp_path: Path, at: str, known: str, due: str, words: str) -> None:
    freezes(tmp_path)
    with pytest.raises(DrawError, match=words):
        ceremony.seal(Folder(tmp_path / "out"), "双色球 2026051", known, due, at)
    assert not (tmp_path / "out" / "private" / "secret").exists()


def test_witnesses_sign_before_the_beacon_or_not_at_all(tmp_path: Path) -> None:
    draw, key = sealed(tmp_path), Signer.generate("县检察院")
    with pytest.raises(DrawError, match="已经公布"):
        sign(draw.public / "seal.json", key, "2026-05-07T21:15")
    with pytest.raises(DrawError, match="不是封存声明"):
        sign(draw.public / "freeze.json", key, "2026-05-07T21:00")
    note = draw.public / "seal.txt"
    note.write_text(note.read_text(encoding="utf-8") + "— 县检察院 AAAA\n", encoding="utf-8")
    ceremony.enter(draw, "03 08 12 19 25 31 + 07", "甲", "2026-05-07T21:15")
    with pytest.raises(DrawError, match="seal.txt 第5行"):
        ceremony.enter(draw, "03 08 12 19 25 31 + 07", "乙", "2026-05-07T21:15")


def test_opening_waits_for_the_visits_and_names_the_damage(tmp_path: Path) -> None:
    draw = drawn(small(3), tmp_path, 3)
    with pytest.raises(DrawError, match="--done"):
        open_draw(draw, "2026-05-28T09:00")
    (draw.private / "salt").write_text("12", encoding="ascii")
    with pytest.raises(DrawError, match="从备份恢复"):
        open_draw(draw, "2026-06-01T09:00")
    assert not draw.has("opening") and not (draw.public / "record.json").exists()


def test_who_is_not_drawn_learns_nothing_before_the_opening(tmp_path: Path) -> None:
    given: Small = small(3)
    draw = drawn(given, tmp_path, 3)
    with pytest.raises(DrawError, match="公开以后才能出证明"):
        firm.prove(draw, "没有这一户")
    with pytest.raises(DrawError, match="没有被抽中"):
        replace(draw, "没有这一户", "停业", "丙", "2026-05-12T09:00")
    open_draw(draw, "2026-05-20T09:00", done=True)
    with pytest.raises(DrawError, match="名单里没有"):
        firm.prove(draw, "没有这一户")
    left = next(s[0] for s in given.subjects if not s[4])
    assert firm.prove(draw, left)["drawn"] in (True, False)
