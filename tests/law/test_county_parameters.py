"""What an official may set in the county's own folder: limits only tighter, notices of a year; slips are told with file and entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yifa.kernel import limits
from yifa.kernel.answer import due
from yifa.kernel.calendar import Calendar, CalendarError
from yifa.kernel.limit import LocalError

CAL, TABLE = Calendar.load(), limits.load()
LAWFUL = [r for r in TABLE.values() if r.scope not in limits.LOCAL]


def local(folder: Path, text: str) -> limits.Table:
    (folder / "local.toml").write_text(text, encoding="utf-8")
    return TABLE.with_local(folder)


def section(row: limits.Limit, amount: int) -> str:
    return f'[limits.{row.id}]\namount = {amount}\nbasis = "县办法第三条"\n'


@pytest.mark.parametrize("row", LAWFUL, ids=lambda r: r.id)
def test_a_county_moves_no_statutory_limit_but_towards_the_citizen(row: limits.Limit, tmp_path: Path) -> None:
    shorter, longer = max(1, row.amount - 1), row.amount + 1
    allowed = {"shorter": {shorter}, "longer": {longer}, "fixed": set()}[row.tighten] | {row.amount}
    for amount in {shorter, row.amount, longer}:
        if amount in allowed:
            assert local(tmp_path, section(row, amount))[row.id].amount == amount
        else:
            with pytest.raises(LocalError) as told:
                local(tmp_path, section(row, amount))
            assert f"limits.{row.id}" in str(told.value) and row.cite in str(told.value)


@pytest.mark.parametrize(
    ("limit", "way"),
    [
        ("penalty_decision", "shorter"),
        ("penalty_fine_payment", "longer"),  # the party's, though it is a maximum
        ("review_application", "longer"),
        ("penalty_hearing_notice", "longer"),
        ("license_renewal_application", "shorter"),  # the party's lead time: less is kinder
        ("court_refusal_review_request", "shorter"),  # a window, but the authority's
        ("litigation_filing_direct", "fixed"),
        ("litigation_first_instance", "fixed"),
        ("penalty_prescription_general", "fixed"),
        ("review_suspension_terminate", "fixed"),
        ("credit_display_general_max", "fixed"),
    ],
)
def test_for_whom_a_limit_runs_decides_what_is_tighter(limit: str, way: str) -> None:
    assert TABLE[limit].tighten == way


def test_no_limit_of_a_court_is_the_countys_to_set() -> None:
    assert all(r.tighten == "fixed" for r in TABLE.values() if "法院" in r.actor)


def test_a_local_row_takes_any_value_and_unit_with_its_basis(tmp_path: Path) -> None:
    table = local(tmp_path, '[limits.hotline_other_local]\namount = 10\nunit = "day"\nbasis = "本省热线条例第九条"\n')
    got = due(table["hotline_other_local"], date(2026, 3, 2), calendar=CAL, table=table)
    assert got.on == date(2026, 3, 12) and "本省热线条例第九条" in got.why


def test_a_local_value_holds_from_its_own_day_on(tmp_path: Path) -> None:
    table = local(tmp_path, section(TABLE["penalty_decision"], 60) + "since = 2025-07-01\n")
    row = table["penalty_decision"]
    assert due(row, date(2025, 6, 30), calendar=CAL, table=table).on == date(2025, 9, 28)
    assert due(row, date(2025, 7, 1), calendar=CAL, table=table).on == date(2025, 8, 30)


def test_several_rows_of_one_limit_follow_one_another_in_time(tmp_path: Path) -> None:
    """In whatever order they are written; the last one gives the law's own number back."""
    text = """
        [[limits.penalty_decision]]
        amount = 90
        basis = "县办法第三条（2026年废止）"
        since = 2026-01-01
        [[limits.penalty_decision]]
        amount = 60
        basis = "县办法第三条"
        since = 2024-07-01
        [[limits.penalty_decision]]
        amount = 45
        basis = "县办法第三条（2025年修改）"
        since = 2025-07-01
    """
    table = local(tmp_path, text)
    asked = {day: due(table["penalty_decision"], day, calendar=CAL, table=table) for day in (
        date(2024, 6, 30), date(2024, 7, 1), date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1)
    )}  # fmt: skip
    assert [(got.on - day).days for day, got in asked.items() if isinstance(got.on, date)] == [90, 60, 60, 45, 45, 90]
    assert "县办法" not in asked[date(2024, 6, 30)].why and "2025年修改" in asked[date(2025, 12, 31)].why
    assert [own.span.n for own in table.local()["penalty_decision"].rows] == [60, 45, 90]


def test_a_row_without_a_day_holds_before_the_dated_ones(tmp_path: Path) -> None:
    text = section(TABLE["penalty_decision"], 60) + section(TABLE["penalty_decision"], 45) + "since = 2025-07-01\n"
    table = local(tmp_path, text.replace("[limits.penalty_decision]", "[[limits.penalty_decision]]"))
    assert [table["penalty_decision"].on(day).amount for day in (date(1999, 1, 1), date(2025, 7, 1))] == [60, 45]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("limits.penalty_decision = []\n", "一节也没有"),
        ("limits.penalty_decision = [60]\n", "写成一节"),
        ('[[limits.penalty_decision]]\namount = 60\nbasis = "x"\n' * 2, "一样没有写 since"),
        ('[[limits.penalty_decision]]\namount = 60\nbasis = "x"\nsince = 2025-07-01\n' * 2, "也从2025-07-01起"),
        (
            '[[limits.penalty_decision]]\namount = 60\nbasis = "x"\n'
            '[[limits.penalty_decision]]\namount = 100\nbasis = "x"\nsince = 2025-07-01\n',
            "第2节",
        ),
        ('[limits.mediation_admin_local]\namount = 20\nunit = "day"\nbasis = "x"\n', "可以延长"),
        ("[limits.penalty_desision]\namount = 3\n", "penalty_decision"),
        ("[limits]\npenalty_decision = 60\n", "写成一节"),
        ("limits = 3\n", "limits"),
        ("[limits.penalty_decision]\namount = 60\n", "basis"),
        ('[limits.penalty_decision]\namount = true\nbasis = "x"\n', "整数"),
        ('[limits.penalty_decision]\namount = 0\nbasis = "x"\n', "整数"),
        ('[limits.penalty_decision]\namount = 60\nunit = "working_day"\nbasis = "x"\n', "不能换成工作日"),
        ('[limits.supervision_rectify_local]\namount = 60\nunit = "week"\nbasis = "x"\n', "unit"),
        ('[limits.penalty_decision]\namount = 60\nbasis = "x"\nsince = "2025"\n', "since"),
        ('[limits.penalty_decision]\namount = 60\nbasis = "x"\nsinse = 2025-01-01\n', "sinse"),
        ("[limits.penalty_decision\n", "UTF-8"),
    ],
)
def test_a_slip_in_local_toml_is_told_with_file_and_row(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(LocalError) as told:
        local(tmp_path, text)
    assert says in str(told.value) and "local.toml" in str(told.value)


# -- notices


HOLIDAY = '[[holiday]]\nname = "元旦"\nfrom = 2027-01-01\nto = 2027-01-03\n'


def own(folder: Path, text: str, name: str = "2027.toml") -> Calendar:
    (folder / name).write_text(text, encoding="utf-8")
    return Calendar.load(folder)


def test_an_official_adds_a_year_and_due_dates_reach_into_it(tmp_path: Path) -> None:
    assert due(TABLE["info_reply"], date(2026, 12, 20), calendar=CAL, table=TABLE).on is None
    longer = own(tmp_path, f"year = 2027\nworkdays = [2027-01-09]\n{HOLIDAY}")
    assert (
        longer.last == date(2027, 12, 31) and longer.works(date(2027, 1, 9)) and longer.name(date(2027, 1, 1)) == "元旦"
    )
    got = due(TABLE["info_reply"], date(2026, 12, 20), calendar=longer, table=TABLE)
    assert got.on == date(2027, 1, 15), "nine to the year's end, five, the make-up Saturday, five"
    assert longer.digest != CAL.digest


def test_a_file_that_is_amended_is_read_again(tmp_path: Path) -> None:
    first = own(tmp_path, f"year = 2027\n{HOLIDAY}")
    second = own(tmp_path, f'year = 2027\n{HOLIDAY}[[holiday]]\nname = "临时放假"\nfrom = 2027-03-01\n')
    assert first.works(date(2027, 3, 1)) and not second.works(date(2027, 3, 1))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HOLIDAY, "year"),
        ("year = 2027\n", "holiday"),
        (f'year = "2027"\n{HOLIDAY}', "year"),
        (f"year = 2028\n{HOLIDAY}", "第1个 holiday"),
        ('year = 2027\nholiday = ["元旦"]\n', "[[holiday]]"),
        ('year = 2027\n[[holiday]]\nname = "元旦"\nfrom = 2027-01-03\nto = 2027-01-01\n', "不晚于"),
        ('year = 2027\n[[holiday]]\nname = "元旦"\nfrom = "2027-01-03"\n', "第1个 holiday"),
        ("year = 2027\n[[holiday]]\nfrom = 2027-01-03T00:00:00\n", "第1个 holiday"),
        (f"year = 2027\n{HOLIDAY}{HOLIDAY}", "第2个 holiday"),
        (f"year = 2027\nworkdays = [2027-01-02]\n{HOLIDAY}", "既写成放假又写成上班"),
        (f"year = 2027\nworkdays = [2027-01-04]\n{HOLIDAY}", "本来就上班"),
        (f"year = 2027\nworkdays = [2026-01-04]\n{HOLIDAY}", "2027年的日期"),
        (f'year = 2027\nissued = "去年"\n{HOLIDAY}', "issued"),
        ("year = ", "UTF-8"),
    ],
)
def test_a_slip_in_a_notice_is_told_with_file_and_entry(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(CalendarError) as told:
        own(tmp_path, text)
    assert "2027.toml" in str(told.value) and says in str(told.value)


def test_years_without_a_gap(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="缺少2027年"):
        own(tmp_path, "year = 2028\n" + HOLIDAY.replace("2027", "2028"), "2028.toml")
