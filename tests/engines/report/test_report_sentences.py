"""Sentences of the report: every figure has its place, nothing is rounded, and what is written reads back exactly."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.figures.compute import Value
from yifa.kernel import rate
from yifa.kernel.indicator import CHAPTERS, load
from yifa.kernel.sentence import Place, Sentence, pieces
from yifa.report.text import Chapter, Figure, chapters, sentences, spelled

KEYS = list(load())


def values_of(counts: dict[str, int], before: dict[str, int] | None = None) -> dict[str, Value]:
    """Every figure of a year from its counts, as the figures' computation gives them."""
    earlier = before or {}
    out: dict[str, Value] = {}
    for key, i in load().items():
        if i.rate:
            top, base = counts.get(i.rate[0], 0), counts.get(i.rate[1], 0)
            out[key] = Value(key, rate.percent(top, base) if base else None, i.unit, top, base)
        elif i.change_of:
            now, then = counts.get(i.change_of, 0), earlier.get(i.change_of, 0)
            out[key] = Value(key, rate.change(now, then) if then else None, i.unit, now, then)
        else:
            out[key] = Value(key, counts.get(key, 0), i.unit)
    return out


def plain(chapter: Chapter) -> str:
    return "".join(r if isinstance(r, str) else r.text for s in chapter.sentences for r in s)


def stated(found: tuple[Chapter, ...]) -> list[Figure]:
    return [r for c in found for s in c.sentences for r in s if isinstance(r, Figure)]


def number(text: str) -> Decimal:
    digits = text.rstrip("%")
    return Decimal(digits[:-1]) * 10_000 if digits.endswith("万") else Decimal(digits)


def test_every_figure_is_stated_once_and_in_its_own_chapter() -> None:
    found = [(c, k) for c in CHAPTERS for s in sentences(c) for k in s.keys]
    assert sorted(k for _, k in found) == sorted(KEYS)
    assert all(load()[k].chapter == c for c, k in found)


def test_the_measure_word_follows_the_number() -> None:
    """A reader, human or not, sees what is counted: 9件, 8.93%."""
    for clause in (c for chapter in CHAPTERS for s in sentences(chapter) for c in s.clauses):
        parts = pieces(clause)
        for p, after in zip(parts, [*parts[1:], ""], strict=True):
            if isinstance(p, Place) and not p.role and not load()[p.key].change_of:
                assert isinstance(after, str) and after.startswith(load()[p.key].unit), clause


@given(st.dictionaries(st.sampled_from([k for k in KEYS if not load()[k].computed]), st.integers(0, 3_000_000)))
def test_whatever_happened_reads_back_exactly_from_the_text(counts: dict[str, int]) -> None:
    """Each figure that is not 0 is written once, with its exact number, and no number stands in the text that is none."""
    values = values_of(counts)
    found = chapters(values, {})
    read = {f.key: number(f.text) for f in stated(found)}
    assert len(read) == len(stated(found))
    assert {k for k, v in values.items() if v.value} <= set(read)
    assert all(read[k] == values[k].value for k in read)
    for chapter in found:
        written = [f.text.rstrip("%") for f in stated((chapter,))]
        assert re.findall(r"\d[\d.]*万?", plain(chapter)) == written
        assert not chapter.sentences or plain(chapter).endswith("。")
        assert not re.search(r"[，。]{2}|^，|\{|\}|None", plain(chapter))


@given(st.integers(0, 10**9))
def test_ten_thousands_are_written_only_where_that_is_exact(n: int) -> None:
    assert number(spelled(n)) == n
    assert "余" not in spelled(n) and "," not in spelled(n)


@pytest.mark.parametrize(
    ("number_", "text"),
    [(1_640_000, "164万"), (1_640_212, "1640212"), (9_000, "9000"), (Decimal("98.50"), "98.5"), (Decimal("100.00"), "100")],
)
def test_numbers_as_real_reports_write_them(number_: int | Decimal, text: str) -> None:
    assert spelled(number_) == text


def text_of(chapter: str, counts: dict[str, int], before: dict[str, int] | None = None) -> str:
    found = chapters(values_of(counts, before), values_of(before or {}))
    return next(plain(c) for c in found if c.key == chapter)


def test_a_year_is_compared_with_the_year_before_from_the_same_computation() -> None:
    nine = {"normative_docs_issued": 9}
    assert "规范性文件9件，比上年减少8件。" in text_of("norms", nine, {"normative_docs_issued": 17})
    assert "规范性文件9件，与上年持平。" in text_of("norms", nine, {"normative_docs_issued": 9})
    assert "规范性文件9件。" in text_of("norms", nine), "nothing is known of the year before"
    visits = {"inspections_total": 10, "inspections_of_enterprises": 5}
    assert "同比减少50%" in text_of("enforcement", visits, {"inspections_of_enterprises": 10})
    assert "同比增加25%" in text_of("enforcement", visits, {"inspections_of_enterprises": 4})
    assert "同比" not in text_of("enforcement", visits)


def test_a_zero_is_said_where_it_says_something() -> None:
    """A year without a lost suit; problems of which none was put right; a rate of 0 %. Otherwise nothing is said."""
    assert "行政机关败诉0件，行政机关败诉率0%" in text_of("disputes", {"litigation_cases": 3, "litigation_closed": 2})
    assert "发现问题4个，整改问题0个" in text_of("oversight", {"supervision_problems_found": 4})
    assert "出庭应诉率0%" in text_of("disputes", {"hearings_held": 3})
    assert text_of("disputes", {}) == "" and text_of("norms", {}) == ""


def test_a_clause_without_its_figure_leaves_the_others_standing() -> None:
    said = Sentence("甲{study_sessions}次", "乙{drills}次", zero=("drills",))
    assert [len(c) for c in said.said({"study_sessions": 0, "drills": 2})] == [3]
    assert said.said({"study_sessions": 0, "drills": 0}) == []
    assert said.said({"study_sessions": None, "drills": 1}) == [["乙", Place("drills"), "次"]]


def test_a_misspelt_place_is_refused_when_the_sentence_is_written() -> None:
    with pytest.raises(ValueError, match="zero"):
        Sentence("甲{study_sessions}次", zero=("drills",))
    with pytest.raises(ValueError, match="写得不对"):
        pieces("甲{study_sessions:d}次")
