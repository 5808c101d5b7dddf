"""The table of limits and the declarations say the same: number, unit, extension, direction, and how each law counts days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yifa.chapters import laws, limits_elsewhere
from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import NotBefore, Procedure, Within
from yifa.kernel.law import ALL_DAYS, Law, Span, counts_workdays
from yifa.kernel.limits import UNITS, Limit, load

TABLE = load()
ROWS = {id: TABLE[id] for id in TABLE}
HOURS = {r["id"]: r for r in TABLE.raw["hour_limit"]}
MINE = (
    "penalty", "seizure", "inspection", "supervision",
    "review", "litigation", "procurator_advice", "compensation", "norm",
)  # fmt: skip
FULL = (
    "admin_penalty", "admin_compulsion", "admin_inspection", "enforcement_supervision",
    "admin_review", "admin_litigation", "normative_document",
)  # fmt: skip

LOST_IF_LATE = {"court_execution_application"}
"""A right of the authority that it need not use: lost when it is late (行政强制法 art. 53)."""
LOCAL_CHOICE = {"major_penalty_filing_local", "supervision_case_notice_local"}
"""Local duties of one province: shown, and a fault only where the county makes them its own."""

ONLY_IF_USED = {
    "review_supplement_notice",
    "review_supplement_notice_2007",
    "state_comp_supplement",
    "review_via_agency_self_correct",
    "norm_validity_general_local",
    "norm_validity_trial_local",
}
"""Steps that need not be taken at all: asking for what is missing, correcting oneself, renewing a document."""
MOVES_THE_START = {"litigation_filing_direct", "review_application", "review_application_2017", "state_comp_prescription"}
"""What does not count lies before the matter began: the days are a fact of it and move the start (or the court sees to it)."""


def declared() -> Iterator[tuple[type[Procedure], Within | NotBefore]]:
    for p in procedures():
        for line in p.lines.values():
            if isinstance(line, (Within, NotBefore)):
                yield p, line


LINES = [(p, x) for p, x in declared() if x.key in ROWS]
OWN = [(p, x) for p, x in LINES if p.key in MINE]


def named(pair: object) -> str:
    return f"{pair[0].__name__}.{pair[1].key}" if isinstance(pair, tuple) else str(pair)


def unit(span: Span, law: Law) -> str:
    return "工作日" if counts_workdays(span, law) else span.unit


@pytest.mark.parametrize("pair", LINES, ids=named)
def test_the_number_and_its_unit_are_those_of_the_table(pair: tuple[type[Procedure], Within | NotBefore]) -> None:
    _, line = pair
    row = ROWS[line.key]
    assert isinstance(line.amount, Span), "a row with a number is a line with that number"
    assert (line.amount.n, unit(line.amount, line.cite.law)) == (row.amount, UNITS[row.unit])


@pytest.mark.parametrize("pair", OWN, ids=named)
def test_extension_exclusion_direction_and_law_are_those_of_the_table(
    pair: tuple[type[Procedure], Within | NotBefore],
) -> None:
    _, line = pair
    row = ROWS[line.key]
    assert line.cite.law.title in (row.law, *row.law.split("；"))
    assert (row.direction == "before") == (isinstance(line, NotBefore) and line.ahead is not None)
    if isinstance(line, Within):
        assert (line.up_to.n * line.times if line.up_to else 0) == max(row.extendable_by, 0) * row.extension_count
        assert bool(row.excluded_by) == bool(line.less) or row.id in MOVES_THE_START
    else:
        assert not row.extendable_by and not row.excluded_by


@pytest.mark.parametrize("pair", OWN, ids=named)
def test_a_window_is_a_right_and_a_maximum_is_a_duty_of_ours_or_watched(
    pair: tuple[type[Procedure], Within | NotBefore],
) -> None:
    """Acts of others (the court, the police) may be late without our being called late."""
    _, line = pair
    row = ROWS[line.key]
    if row.bound == "min":
        assert isinstance(line, NotBefore)
    elif row.bound == "window":
        assert not line.of.must or line.of.by.party
    else:
        watched = line.of.by.seat == "outside" and not line.of.by.party
        assert line.of.must or watched or row.id in LOST_IF_LATE | LOCAL_CHOICE | ONLY_IF_USED
    if row.actor == "当事人":
        assert line.of.by.party or line.owner.key == "litigation", "in court the authority is a party"


@pytest.mark.parametrize("row", [*ROWS.values()], ids=lambda r: r.id)
def test_each_row_is_declared_under_its_name_or_listed_with_the_reason(row: Limit) -> None:
    known = {x.key for _, x in declared()}
    if row.procedure in FULL:
        assert (row.id in known) != (row.id in limits_elsewhere.NOT_DECLARED), row.name
    else:
        assert row.id in known or limits_elsewhere.reason(row.id, row.procedure), row.name


def test_each_hour_limit_of_these_procedures_is_declared_or_listed() -> None:
    known = {x.key: x for _, x in declared()}
    for id, row in HOURS.items():
        if row["procedure"] not in FULL:
            continue
        assert (id in known) != (id in limits_elsewhere.NOT_DECLARED), id
        if id in known:
            assert known[id].amount == Span(row["hours"], "时")
            assert known[id].cite.law.title == row["law_zh"]


def test_no_reason_is_given_for_what_is_not_in_the_table() -> None:
    assert set(limits_elsewhere.NOT_DECLARED) <= set(ROWS) | set(HOURS)
    assert set(limits_elsewhere.BY_PROCEDURE) <= {r.procedure for r in ROWS.values()}


def test_a_line_is_in_a_version_that_lived_while_its_row_held() -> None:
    for p, line in OWN:
        row = ROWS[line.key]
        assert row.until is None or p.since <= row.until, named((p, line))
        assert p.until is None or row.since <= p.until, named((p, line))


ALL_LAWS = {name: x for name, x in vars(laws).items() if isinstance(x, Law)}
RULES = {r["law_zh"]: r for r in TABLE.raw["day_rule"]}


@pytest.mark.parametrize("name", [n for n, x in ALL_LAWS.items() if x.title in RULES])
def test_each_law_counts_days_as_its_day_rule_says(name: str) -> None:
    law = ALL_LAWS[name]
    rule = RULES[law.title]
    if rule["mode"] == "all_agency_limits":
        assert law.working is ALL_DAYS
    else:
        assert law.working == frozenset(rule["working_day_amounts"])
    assert bool(law.rolls) == bool(rule.get("rolls")), "where the table is silent, the last day does not move"
    assert law.until == rule.get("in_force_to")


def test_laws_that_have_the_same_title_are_one() -> None:
    titles = [x.title for x in ALL_LAWS.values()]
    assert len(titles) == len(set(titles))


def test_what_a_version_cites_was_in_force_while_it_lived() -> None:
    """The law that a version is named after; local numbers may be defaults from elsewhere."""
    for p in procedures():
        if p.key in MINE:
            assert p.law.since <= p.since or p.law.in_force(p.until or date(2026, 11, 24)), p.__name__
