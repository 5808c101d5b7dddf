"""What was made fast says what the plain definition says."""

from __future__ import annotations

import json
import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from yifa.reader.alternatives import each, literals
from yifa.reader.audit import audit
from yifa.reader.checks.interval import added, how, percent, place, shown
from yifa.reader.model import Bound, Figure, UnitKind
from yifa.reader.output import as_json, of
from yifa.reader.plain import plain

LETTERS = st.text("甲乙丙丁.", min_size=1, max_size=4)
FRACTIONS = st.fractions(-(10**6), 10**6, max_denominator=10**4)


def figure(value: Fraction, decimals: int, scale: int) -> Figure:
    return Figure(0, 1, "", value, Bound.exact, "%", UnitKind.percent, "", "other", decimals=decimals, scale=scale)


@given(st.lists(LETTERS, min_size=1, max_size=9), st.text("甲乙丙丁.", max_size=12))
def test_words_parted_by_their_first_character_are_found_as_by_their_length(words: list[str], text: str) -> None:
    longest = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    assert [m.span() for m in re.finditer(literals(words), text)] == [m.span() for m in re.finditer(longest, text)]


@given(st.text("甲乙丙丁", max_size=12))
def test_alternatives_written_out_find_what_a_group_finds(text: str) -> None:
    assert re.findall(each("甲|甲乙|丙", "丁?"), text) == re.findall("(?:甲|甲乙|丙)丁?", text)


@given(FRACTIONS, FRACTIONS, st.integers(0, 4), st.sampled_from([1, 10**4, 10**8]))
def test_a_value_is_printed_rounded_or_cut_off_at_the_last_place(near: Fraction, stated: Fraction, decimals: int, scale: int) -> None:
    told = figure(stated, decimals, scale)
    step = place(told)
    for value in (near, stated, stated + near % step, stated - near % step, stated + step / 2, stated - step / 2, stated + step):
        off = value - stated
        expected = "相等" if not off else "四舍五入" if abs(off) <= step / 2 else "截尾" if 0 <= off < step else ""
        assert how(value, told) == expected


@given(st.lists(FRACTIONS, max_size=5), FRACTIONS, FRACTIONS.filter(bool), st.integers(1, 4))
def test_sums_shares_and_printed_numbers_are_exact(values: list[Fraction], part: Fraction, whole: Fraction, digits: int) -> None:
    assert added(values) == sum(values, Fraction(0))
    assert percent(part, whole) == part / whole * 100
    if part.denominator > 1:
        half_up = (abs(part) * 10**digits + Fraction(1, 2)).__floor__()
        assert shown(part, digits) == f"{'-' if part < 0 else ''}{half_up // 10**digits}.{half_up % 10**digits:0{digits}d}"


def test_each_report_of_a_page_is_told_with_its_own_figures() -> None:
    prose = "工作按照分工抓好落实，遇到的问题及时研究解决，群众办事更加方便。" * 30
    one = "县{0}局2024年法治政府建设情况报告\n一、情况\n办理案件{1}件。" + prose + "\n二、不足\n还有不足。\n"
    reading = audit("".join(one.format("甲乙丙"[n], n + 12) for n in range(3)))
    assert [[f.value for f in of(s, reading.figures)] for s in reading.segments] == [[12], [13], [14]]


def test_json_in_pieces_is_the_json_of_the_whole() -> None:
    for text in ("", "县司法局2024年法治政府建设情况报告\n一、情况\n办理案件12件，其中“甲”类8件、乙类3件，成效显著。\n"):
        read = plain(audit(text))
        assert "".join(as_json(read)) == json.dumps(read, ensure_ascii=False)
