"""What a due date says beside the day: the law that rolls, versions, extensions, what the text leaves open, hours, deadlines."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from yifa.cli.due import answer_lines, app, ask
from yifa.kernel import limits
from yifa.kernel.answer import Answer, due
from yifa.kernel.calendar import Calendar
from yifa.kernel.clock import plus_months

CAL, TABLE = Calendar.load(), limits.load()
AFTER = [r for r in TABLE.values() if r.direction == "after"]


def asked(limit: str, since: str, *suspend: str, extended: bool = False) -> Answer:
    return ask({"limit": limit, "since": since, "extended": extended, "suspend": list(suspend)}, CAL, TABLE)


def on(limit: str, since: str, *suspend: str, extended: bool = False) -> str | None:
    got = asked(limit, since, *suspend, extended=extended).on
    return got and got.isoformat()


# -- every row of the table


def by_hand(row: limits.Limit, since: date) -> date:
    """The conventions of the table, worked without the clock."""
    if row.unit == "working_day":
        day, left = since, row.amount
        while left:
            day += timedelta(days=1)
            left -= CAL.works(day)
        return day
    day = since + timedelta(days=row.amount)
    if row.unit in ("month", "year"):
        day = plus_months(since, row.amount * (12 if row.unit == "year" else 1))
    while row.rolls and not CAL.works(day):
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize("row", AFTER, ids=lambda r: r.id)
def test_each_row_ends_where_its_number_unit_and_law_put_it(row: limits.Limit) -> None:
    years = row.amount if row.unit == "year" else 1
    for since in (date(2019, 8, 31), date(2020, 1, 17), date(2021, 4, 28), date(2023, 9, 26)):
        if since.year + years > CAL.last.year and row.rolls:
            continue
        got = due(row, since, calendar=CAL, table=TABLE)
        assert got.on == by_hand(row, since), got.why
        assert row.cite in got.why and got.unit == row.unit


def test_a_last_rest_day_rolls_under_litigation_reconsideration_civil_procedure_and_public_security_only() -> None:
    laws = {law for r in TABLE.values() if r.rolls for law in r.law.split("；")}
    for law in laws:
        assert any(x in law for x in ("诉讼", "复议", "治安", "人民调解", "人民法院")), law
    assert not any(
        TABLE[x].rolls for x in ("penalty_decision", "seizure_period", "state_comp_lawsuit", "petition_handle")
    )
    assert not TABLE["judicial_advice_reply"].rolls and not TABLE["procuratorial_advice_general"].rolls
    assert not TABLE["mediation_committee_term"].rolls, "a term of office is no procedural period"
    assert all(r.rolls_basis for r in TABLE.values() if r.rolls)


SILENT = [r for r in AFTER if r.unit != "working_day" and not r.rolls and (r.unit != "year" or r.amount <= 5)]


@pytest.mark.parametrize("row", SILENT, ids=lambda r: r.id)
def test_where_the_law_is_silent_a_last_rest_day_stays_and_both_days_are_named(row: limits.Limit) -> None:
    since = date(2020, 8, 2)
    while CAL.works(by_hand(row, since)):
        since += timedelta(days=1)
    end = by_hand(row, since)
    got = due(row, since, calendar=CAL, table=TABLE)
    assert got.on == end
    later = CAL.next_workday(end)
    assert f"{later.year}年{later.month}月{later.day}日" in got.arguable and "第二百零三条" in got.arguable


# -- extension


def test_an_extension_is_added_as_often_as_the_law_allows_it() -> None:
    """治安管理处罚法 art. 118: thirty days, twice; art. 99 of the older one: once. 社区矫正法 art. 29: open, taken once."""
    assert on("public_security_decision", "2026-01-05", extended=True) == "2026-04-07"  # 04-05 is 清明节
    assert on("public_security_decision_2012", "2024-01-08", extended=True) == "2024-03-08"
    got = asked("correction_monitoring", "2025-01-31", extended=True)
    assert got.on == date(2025, 7, 30) and "一次" in got.arguable, "04-30, and three months on from there"


def test_an_extension_without_a_length_has_no_date() -> None:
    got = asked("litigation_first_instance", "2025-01-06", extended=True)
    assert got.on is None and "没有写延长多少" in got.why and got.arguable


def test_what_cannot_be_extended_keeps_its_day_and_says_so() -> None:
    got = asked("penalty_decision", "2025-01-15", extended=True)
    assert got.on == date(2025, 4, 15) and "第六十条没有延长的规定" in got.why


def test_an_extension_after_a_first_end_on_a_rest_day_is_arguable() -> None:
    """行政复议法 art. 62: sixty days end on Saturday 2025-05-03 in the holiday; thirty more from there."""
    got = asked("review_decision_ordinary", "2025-03-04", extended=True)
    assert got.on == date(2025, 6, 3) and "2025年6月5日" in got.arguable


# -- suspension


def test_suspensions_may_overlap_and_lie_outside() -> None:
    whole = on("litigation_simple", "2025-05-12", "2025-05-20..2025-06-18")
    assert on("litigation_simple", "2025-05-12", "2025-06-01..2025-06-18", "2025-05-20..2025-06-05") == whole
    outside = asked("litigation_simple", "2025-05-12", "2025-05-20..2025-06-18", "2025-01-01..2025-01-05")
    assert str(outside.on) == whole and "2025-01-01至2025-01-05不在期限之内" in outside.why
    assert on("litigation_simple", "2025-05-12", "2025-05-05..2025-05-14") == "2025-06-30", "06-26 + 2 is a Saturday"


def test_a_suspension_on_rest_days_takes_no_working_day() -> None:
    assert on("license_decision", "2025-03-03", "2025-03-08..2025-03-09") == on("license_decision", "2025-03-03")


def test_a_suspension_that_the_article_does_not_name_is_arguable() -> None:
    assert "没有写可以扣除" in asked("penalty_decision", "2025-01-15", "2025-02-01..2025-02-05").arguable
    assert not asked("license_decision", "2025-03-03", "2025-03-10..2025-03-11").arguable


# -- before


def test_notice_ahead_counts_full_days_and_says_when_the_day_is_a_rest_day() -> None:
    """行政复议法 art. 51: five working days; the day before them may be a Sunday, which helps nobody."""
    got = asked("review_hearing_notice", "2025-03-17")
    assert got.on == date(2025, 3, 9) and "2025年3月7日" in got.why
    assert on("litigation_head_notice", "2025-03-17") == "2025-03-13"
    with pytest.raises(ValueError, match="没有可以扣除"):
        asked("review_hearing_notice", "2025-03-17", "2025-03-10..2025-03-11")


# -- versions


@pytest.mark.parametrize(
    ("limit", "since", "right"),
    [
        ("review_reply_ordinary", "2023-09-19", "review_reply_2017"),
        ("review_reply_2017", "2024-09-19", "review_reply_ordinary"),
        ("review_decision_simple", "2023-12-31", "review_decision_2017"),
        ("public_security_decision", "2025-12-31", "public_security_decision_2012"),
        ("review_redo_act_2007", "2026-07-01", "review_redo_act"),
        ("info_reply_2007", "2019-05-15", "info_reply"),
        ("petition_accept_2005", "2022-05-01", "petition_direct_notice"),
        ("penalty_report_feedback_market", "2026-04-15", "第121号令取代"),
    ],
)
def test_a_day_outside_a_rows_force_still_answers_and_names_the_row_that_held(
    limit: str, since: str, right: str
) -> None:
    got = asked(limit, since)
    assert got.on is not None and right in got.arguable
    if right in TABLE:
        assert TABLE[right].in_force(date.fromisoformat(since))


def test_every_row_that_names_what_it_replaces_follows_it_in_time() -> None:
    for row in TABLE.values():
        if row.replaces:
            until = TABLE[row.replaces].until
            assert until is not None and until < row.since


# -- what the text leaves open


@pytest.mark.parametrize(
    ("limit", "since", "extended", "suspend", "open"),
    [
        ("review_supplement_notice_2007", "2023-03-01", False, [], "自然日"),
        ("license_renewal_application", "2025-06-30", False, [], "自然日"),
        ("data_share_unconditional_reply", "2026-04-01", True, [], "有条件共享"),
        ("license_lower_level_review", "2025-03-03", False, ["2025-03-05..2025-03-06"], "初审"),
        ("legal_aid_review", "2025-03-03", False, ["2025-03-05..2025-03-06"], "2012年"),
        ("info_fee_payment", "2025-03-03", False, [], "二手来源"),
        ("village_affairs_quarterly", "2026-03-02", False, [], "每季度"),
    ],
)
def test_a_known_gap_is_told_with_the_answer_and_only_then(
    limit: str, since: str, extended: bool, suspend: list[str], open: str
) -> None:
    assert open in asked(limit, since, *suspend, extended=extended).arguable
    if extended or suspend:
        assert open not in asked(limit, since).arguable


def test_a_start_that_the_article_does_not_state_is_told() -> None:
    rows = [r for r in AFTER if "起算点条文未明示" in r.note]
    assert len(rows) > 15
    for row in rows:
        since = max(row.since, date(2022, 3, 1))
        assert "起算点条文未明示" in due(row, since, calendar=CAL, table=TABLE).why, row.id


# -- hours and yearly deadlines


def test_hours_run_through_the_holiday_and_want_a_minute() -> None:
    """行政强制法 art. 19: twenty-four hours."""
    assert asked("compulsion_emergency_report", "2026-10-01T23:30").plain()["on"] == "2026-10-02T23:30+08:00"
    with pytest.raises(ValueError, match="写到分钟"):
        asked("compulsion_emergency_report", "2026-10-01")


def test_a_yearly_deadline_is_the_working_day_before_it() -> None:
    """政府信息公开条例 art. 49: before 31 January and 31 March; 2026-01-31 is a Saturday."""
    assert on("info_annual_report_department", "2025-12-20") == "2026-01-30"
    assert on("info_annual_report_government", "2024-03-31") == "2025-03-28", "that day is over: next year's"
    assert "含不含当日" in asked("info_annual_report_department", "2025-12-20").arguable
    assert asked("info_annual_report_department", "2026-12-20").on is None, "the notice for 2027 is not loaded"


# -- questions


def lines(*questions: str | bytes) -> list[dict[str, Any]]:
    out = io.StringIO()
    answer_lines(questions, out, CAL, TABLE)
    return [json.loads(x) for x in out.getvalue().splitlines()]


def test_what_is_no_field_is_passed_over_but_a_slip_is_refused() -> None:
    good, slip = lines(
        '{"id": "a1", "limit": "penalty_decision", "since": "2025-01-15", "topic": "x"}',
        '{"limit": "penalty_decision", "since": "2025-01-15", "suspended": []}',
    )
    assert good["id"] == "a1" and good["on"] == "2025-04-15"
    assert "suspend" in slip["error"] and slip["limit"] == "penalty_decision"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[]", "JSON 对象"),
        ("{}", "limit"),
        ('{"limit": "penalty_decision"}', "不是日期"),
        ('{"limit": "penalty_decision", "since": 20250115}', "不是日期"),
        ('{"limit": "penalty_decision", "since": "0001-01-01"}', "核对年份"),
        ('{"limit": "penalty_decision", "since": "２０２５-01-15"}', "不是日期"),
        ('{"limit": "penalty_decision", "since": "2025-01-15", "extended": "yes"}', "true"),
        ('{"limit": "penalty_decision", "since": "2025-01-15", "suspend": "2025-01-16"}', "列表"),
        ('{"limit": "penalty_decision", "since": "2025-01-15", "suspend": [["2025-01-16"]]}', ".."),
        (b'{"limit": "\xff"}', "UTF-8"),
        ("[" * 100_000, "嵌套"),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_the_next_is_answered(line: str | bytes, says: str) -> None:
    bad, good = lines(line, '{"limit": "penalty_decision", "since": "2025-01-15"}')
    assert says in bad["error"] and bad["on"] is None and good["on"] == "2025-04-15"


def test_the_command_answers_in_words_in_json_and_refuses_in_words(tmp_path: Path) -> None:
    def run(*args: str) -> tuple[int, str]:
        got = CliRunner().invoke(app, [*args, "--data", str(tmp_path)])
        return got.exit_code, got.output

    code, text = run("license_decision", "--since", "2025-03-03", "--suspend", "2025-03-10..2025-03-11")
    assert code == 0 and "2025年4月2日" in text and "第四十二条" in text
    code, text = run("license_decision", "--since", "2025-03-03", "--json")
    assert json.loads(text)["on"] == "2025-03-31"
    code, text = run("licence_decision", "--since", "2025-03-03")
    assert code == 2 and "license_decision" in text and "Traceback" not in text
    code, text = run("--batch", str(tmp_path / "none.jsonl"))
    assert code == 2 and "打不开" in text
    (tmp_path / "local.toml").write_text("[limits]\npenalty_decision = 3\n", encoding="utf-8")
    code, text = run("license_decision", "--since", "2025-03-03")
    assert code == 2 and "local.toml" in text
