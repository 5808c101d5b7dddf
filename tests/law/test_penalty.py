"""行政处罚普通程序, by article (law of 2021): lead, filing and inquiry; versions, and what every line has."""

from __future__ import annotations

import pytest

from law.penalty_cases import PUNISHED, D, told
from law.walking import Case, NotAllowed
from yifa.chapters.catalogue import procedures, version
from yifa.chapters.enforcement import penalty_facts as f
from yifa.chapters.enforcement.penalty import NOT_LINES, Penalty
from yifa.chapters.enforcement.penalty_market import MarketPenalty
from yifa.kernel.facts import choices


# -- lead and filing
def test_art_36_two_years_and_five_where_life_or_finance_was_harmed() -> None:
    case = Case(Penalty)
    case.do("clue", D(2026, 7, 2), conduct_on=D(2024, 7, 1))
    assert ("late", "penalty_prescription_general") in case.faults(D(2026, 7, 2))
    case = Case(Penalty)
    case.do("clue", D(2026, 7, 2), conduct_on=D(2024, 7, 1), serious=True)
    assert case.due("penalty_prescription_serious", D(2026, 7, 2)).on == D(2029, 7, 1)
    assert not case.faults(D(2026, 7, 2))


def test_art_54_no_inquiry_before_filing_and_none_after_a_refusal_to_file() -> None:
    case = Case(Penalty)
    case.do("clue", D(2026, 7, 2))
    with pytest.raises(NotAllowed, match="立案"):
        case.do("inquiry", D(2026, 7, 3))
    case.do("not_filed", D(2026, 7, 3))
    assert case.at(D(2026, 7, 3)).outcome == "不予立案"
    assert not case.open(D(2026, 7, 6))


# -- inquiry
def test_art_56_goods_registered_are_dealt_with_in_seven_working_days_before_the_inquiry_closes() -> None:
    case = Case(Penalty)
    case.do("clue", D(2026, 9, 24))
    case.do("filing", D(2026, 9, 24))
    case.do("inquiry", D(2026, 9, 24))
    case.do("preserve", D(2026, 9, 24))
    # 25 September to 27 September are the mid-autumn days off, 1 to 7 October National Day; 20 September is worked
    assert case.due("penalty_register_preserve", D(2026, 9, 24)).on == D(2026, 10, 12)
    with pytest.raises(NotAllowed, match="处理登记保存"):
        case.do("report", D(2026, 9, 28))
    case.do("preserved", D(2026, 9, 28))
    case.do("report", D(2026, 9, 28))


def test_art_43_a_request_for_recusal_is_decided_before_the_decision_and_does_not_stop_the_inquiry() -> None:
    case = told()
    case.do("recusal", D(2026, 7, 20))
    assert "further" in case.open(D(2026, 7, 20))
    with pytest.raises(NotAllowed, match="回避"):
        case.do("decision", D(2026, 7, 21), PUNISHED)
    case.do("recused", D(2026, 7, 21))
    case.do("decision", D(2026, 7, 22), PUNISHED)


def test_art_42_an_inquiry_needs_two_officers_with_certificates() -> None:
    by = Penalty.inquiry.by
    assert (by.at_least, by.certified) == (2, True)


# -- versions and completeness
def test_a_penalty_of_2022_and_one_of_2026_live_under_the_law_of_2021_and_none_before_it() -> None:
    assert version("penalty", D(2022, 1, 4)) is Penalty
    assert version("penalty", D(2026, 11, 24)) is Penalty
    assert version("penalty", D(2024, 5, 6), "MarketPenalty") is MarketPenalty
    with pytest.raises(LookupError, match="没有施行中的程序"):
        version("penalty", D(2021, 7, 14))


def test_names_of_citizens_stand_only_in_the_personal_part() -> None:
    assert f.Filing.personal == {"party_name"}
    assert f.Clue.personal == {"reporter"}
    assert set(f.PUBLIC_FIELDS) <= set(f.Decision.model_fields)
    assert not set(f.PUBLIC_FIELDS) & f.Decision.personal


def test_every_row_that_is_no_line_has_its_reason() -> None:
    assert all(len(reason) > 5 for reason in NOT_LINES.values())


def test_every_paper_and_every_form_of_the_chapter_has_a_chinese_title_and_an_example() -> None:
    for p in (x for x in procedures() if x.key in ("penalty", "seizure", "inspection", "supervision")):
        for s in p.steps():
            facts = s.asks.example(D(2026, 7, 6))
            assert s.asks.covered(facts.split()[0]), s.key
            assert all(info.title for info in s.asks.model_fields.values()), s.asks
            assert choices(s.asks) is not None


def test_art_59_the_papers_say_what_a_paper_must_say() -> None:
    for step, words in {
        "notice": ("陈述和申辩", "五个工作日", "不会因此加重"),
        "decision": ("# 违法事实和证据", "# 处罚依据", "十五日", "百分之三", "六十日", "六个月"),
        "demand": ("十个工作日", "陈述和申辩"),
    }.items():
        text = "".join(Penalty.lines[step].paper.text)  # type: ignore[attr-defined]  # the line is a step with a paper
        assert all(w in text for w in words), step
