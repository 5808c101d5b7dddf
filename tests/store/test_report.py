"""The report on a small ledger: rows add up to their number, findings become shortcomings, statements are entries."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from people import CLERK, FIRM, HEAD, actor, at
from yifa.actions import county as place
from yifa.actions.attest_batch import attest_batch
from yifa.actions.correct import correct
from yifa.actions.open_matter import open_matter
from yifa.actions.refused import Refused
from yifa.actions.register_rows import register_rows
from yifa.actions.sign_statement import release_report, sign_statement
from yifa.actions.take_step import take_step
from yifa.chapters.catalogue import by_digest
from yifa.chapters.enforcement.penalty import Penalty
from yifa.chapters.leadership.statement import Part, ReportRelease, ReportRelease2026
from yifa.figures.compute import compute
from yifa.kernel.findings import findings
from yifa.kernel.fold import fold
from yifa.kernel.replay import replay
from yifa.registry.rosters import ROSTERS
from yifa.report.lineage import Behind, NoSuchFigure, behind, monthly
from yifa.report.shortcomings import Shortcoming, cases, shortcomings
from yifa.report.statements import releases, statement
from yifa.report.text import build
from yifa.store.checkpoints import NoCheckpoint, checkpoint
from yifa.store.models import Matter, Tally
from yifa.store.read import chain_of
from yifa.store.sequence import sequence, signer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
REGISTRAR, SUPERVISOR = actor("sifa", "registrar", "officer"), actor("sifa", "supervisor", "officer", "registrar")
LEADER = actor("zhengfu", "leader")
LATER = date(2025, 3, 1)


def tick(on: datetime | None = None) -> None:
    sequence(signer_of(place.county().ledger), on or at(2025, 3, 1))


def study(month: int, day: int = 5, year: int = 2024) -> str:
    facts = {"body": "县政府常务会议", "topic": "行政处罚法"}
    return open_matter(REGISTRAR, "study_session", "学法", facts, now=at(year, month, day)).matter


def training(hours: int, day: int) -> str:
    facts = {"name": "年度培训", "hours": hours}
    return open_matter(REGISTRAR, "training", "培训", facts, now=at(2024, 6, day)).matter


def proposal(assigned: datetime, answered: datetime | None) -> str:
    facts = {"sort": "人大代表建议", "title": "改善公共服务"}
    matter = open_matter(REGISTRAR, "proposal", "建议", facts, now=assigned).matter
    if answered:
        take_step(REGISTRAR, matter, "answered", {"satisfied": True}, now=answered)
    return matter


def pages(key: str, year: int = 2024, limit: int = 2, month: str = "") -> list[Behind]:
    out = [behind(key, year, "", limit, month)]
    while out[-1].after:
        out.append(behind(key, year, out[-1].after, limit, month))
    return out


def total(key: str, year: int = 2024, month: str = "") -> int:
    return sum(r.value for p in pages(key, year, month=month) for r in p.rows)


def seen(on: date, year: int = 2024) -> list[Shortcoming]:
    """The shortcomings of a year at a checkpoint of this day; an entry has to be there for it to be signed."""
    study(on.month, on.day, on.year)
    tick(at(on.year, on.month, on.day))
    return shortcomings(year)


def say(found: list[Shortcoming]) -> dict[str, str]:
    return {s.step: "、".join(f"{n}{words}" for n, words in s.counts) for s in found}


# -- rows add up to their number
def test_entries_of_all_pages_add_up_to_the_number_and_no_row_comes_twice() -> None:
    for month in (1, 3, 3, 7, 12):
        study(month)
    study(12, year=2023)
    for hours, day in ((8, 1), (12, 2), (20, 2)):
        training(hours, day)
    tick()
    values = compute(2024)
    assert values["study_sessions"].value == 5 == total("study_sessions")
    assert values["training_hours"].value == 40 == total("training_hours")
    rows = [r for p in pages("study_sessions") for r in p.rows]
    assert len({(r.matter, r.seq) for r in rows}) == 5 and [len(p.rows) for p in pages("study_sessions")] == [2, 2, 1]
    assert monthly("study_sessions", 2024) == [1, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def test_what_is_counted_once_a_year_is_shown_once() -> None:
    for day, unit in ((4, "shichang"), (5, "shichang"), (6, "sifa")):
        Tally.objects.create(
            figure="supervised_units", matter=study(3, day), entry=1, on=date(2024, 3, day), value=1, distinct=unit
        )
    tick()
    assert compute(2024)["supervised_units"].value == 2 == total("supervised_units")
    assert [r.cells["日期"] for p in pages("supervised_units") for r in p.rows] == ["2024-03-04", "2024-03-06"]


def test_rows_come_from_the_same_checkpoint_as_the_number() -> None:
    """A correction moves both or neither: what is not yet under a checkpoint is neither counted nor listed."""
    kept, wrong = study(2), study(3)
    tick()
    assert compute(2024)["study_sessions"].value == 2
    correct(REGISTRAR, wrong, 1, "重复登记", now=at(2025, 3, 2))
    study(4)
    assert compute(2024)["study_sessions"].value == 2 == total("study_sessions")
    tick(at(2025, 3, 3))
    assert compute(2024)["study_sessions"].value == 2 == total("study_sessions")
    matters = {r.matter for p in pages("study_sessions") for r in p.rows}
    assert kept in matters and wrong not in matters


def test_roster_rows_are_those_valid_on_the_last_day_of_the_year() -> None:
    def member(n: int, since: date, until: date | None = None) -> dict[str, Any]:
        return {"key": f"R{n}", "name": f"第{n}队", "organ": "yingji", "people": 10 + n, "since": since, "until": until}

    early = date(2022, 1, 1)
    rows = [member(1, early), member(2, early, date(2024, 6, 30)), member(3, early), member(4, early)]
    rows.append(member(5, date(2025, 1, 1)))
    register_rows(SUPERVISOR, ROSTERS["rescue"], rows, now=at(2024, 1, 5))
    tick()
    values = compute(2024)
    assert values["rescue_teams"].value == 3 == total("rescue_teams")
    assert values["rescue_members"].value == 11 + 13 + 14 == total("rescue_members")
    assert [r.cells["编码"] for p in pages("rescue_teams") for r in p.rows] == ["R1", "R3", "R4"]


def test_batches_and_the_rows_of_each_batch_add_up_too(tmp_path: Path) -> None:
    for month, lines in (("2024-01", 3), ("2024-02", 4)):
        rows = [f"item{n},{month}-1{n},{'true' if n else 'false'},{'true' if n == 1 else 'false'}" for n in range(lines)]
        file = tmp_path / f"{month}.csv"
        file.write_text("事项编码,办结日期,已评价,好评\n" + "\n".join(rows) + "\n", encoding="utf-8")
        attest_batch(HEAD, "service_cases", month, file, now=at(2024, 3, 1))
    tick()
    values = compute(2024)
    for key, number in (("service_cases_handled", 7), ("ratings_given", 5), ("ratings_good", 2)):
        assert values[key].value == number == total(key)
        assert sum(total(key, month=m) for m in ("2024-01", "2024-02")) == number
    (page,) = pages("ratings_given")
    assert [r.cells["控制总数"] for r in page.rows] == ["2", "3"] == [str(r.value) for r in page.rows]
    assert all(r.cells["文件摘要"] and r.matter for r in page.rows)


def test_a_percentage_opens_into_its_two_parts() -> None:
    study(1)
    tick()
    assert behind("litigation_loss_rate", 2024).parts == ("litigation_lost", "litigation_closed")
    assert behind("inspections_change", 2024).parts == ("inspections_of_enterprises",)


@pytest.mark.parametrize("after", ["x", "2024-13-01~a~1", "~~", "2024-01-01~a~99999999999999999999", "2024-01-01~a~-1"])
def test_a_position_that_no_page_gave_is_refused(after: str) -> None:
    study(1)
    tick()
    for key in ("study_sessions", "officers_certified"):
        with pytest.raises(NoSuchFigure):
            behind(key, 2024, after)


def test_what_is_no_figure_and_no_batch_is_refused_and_without_a_checkpoint_there_is_no_number() -> None:
    with pytest.raises(NoCheckpoint):
        behind("study_sessions", 2024)
    study(1)
    tick()
    with pytest.raises(NoSuchFigure):
        behind("no_such_figure", 2024)
    with pytest.raises(NoSuchFigure):
        behind("service_cases_handled", 2024, month="2024-13")


# -- shortcomings
def test_late_and_overdue_are_grouped_by_article() -> None:
    """代表法 art. 51: a deputy's suggestion is answered within three months."""
    proposal(at(2024, 2, 1), at(2024, 6, 3))
    proposal(at(2024, 2, 1), at(2024, 7, 3))
    proposal(at(2024, 3, 1), None)
    proposal(at(2024, 3, 1), at(2024, 4, 1))
    (found,) = seen(LATER)
    assert (found.late, found.overdue, found.irregular) == (2, 1, 0)
    assert "第五十一条" in found.words and "2件晚于期限、1件到期未办" in found.words


def test_each_shortcoming_opens_into_its_matters_page_by_page() -> None:
    mine = [proposal(at(2024, 2, 1), at(2024, 6, n)) for n in (3, 4, 5)] + [proposal(at(2024, 3, 1), None)]
    proposal(at(2024, 3, 1), at(2024, 4, 1))
    (found,) = seen(LATER)
    first, more = cases(2024, found, limit=3)
    second, end = cases(2024, found, more, limit=3)
    assert len(first) == 3 and end == 0 and {c.matter for c in [*first, *second]} == set(mine)
    assert Counter(c.kind for c in [*first, *second]) == {"晚于期限": 3, "到期未办": 1}
    assert all(c.due and (c.met is None or c.met > c.due) for c in [*first, *second])


def test_what_is_not_due_yet_or_falls_into_another_year_is_no_shortcoming_of_this_one() -> None:
    proposal(at(2024, 11, 1), at(2025, 2, 20))
    proposal(at(2024, 6, 3), None)
    assert seen(date(2024, 9, 3)) == [], "the last day is still in time"
    assert say(seen(date(2024, 9, 4))) == {"答复": "1件到期未办"}
    assert say(seen(LATER, 2025)) == {"答复": "1件晚于期限"}


def test_what_was_recorded_against_the_law_counts_until_it_is_corrected_away() -> None:
    example = Penalty.lines["clue"].asks.example(date(2024, 3, 4), 0)  # type: ignore[attr-defined]  # a step
    matter = open_matter(CLERK, "penalty", "案件", example, subject=FIRM, now=at(2024, 3, 4)).matter
    decision = Penalty.lines["decision"].asks.example(date(2024, 3, 8), 0)  # type: ignore[attr-defined]  # a step
    late = take_step(HEAD, matter, "decision", decision, on=date(2024, 3, 8), because="纸质决定已经发出", now=at(2024, 3, 20))
    told = [s for s in seen(date(2024, 3, 21)) if s.irregular]
    ((case,), end) = cases(2024, told[0])
    assert (case.matter, case.seq, end) == (matter, late.seq, 0)
    assert [(s.irregular, s.total) for s in told] == [(1, 1)] and "办理时不符合规定（《行政处罚法》" in told[0].words
    assert not any(s.irregular for s in shortcomings(2023))
    correct(HEAD, matter, late.seq, "没有作出决定", now=at(2024, 3, 22))
    assert not any(s.irregular for s in seen(date(2024, 3, 23)))


def test_the_report_and_the_findings_of_each_matter_say_the_same() -> None:
    """Derived twice, from the cached rows and by replay of every chain; terms of a party are left out of both."""
    proposal(at(2024, 2, 1), at(2024, 6, 3))
    proposal(at(2024, 3, 1), None)
    example = Penalty.lines["clue"].asks.example(date(2024, 3, 4), 0)  # type: ignore[attr-defined]  # a step
    penalty = open_matter(CLERK, "penalty", "案件", example, subject=FIRM, now=at(2024, 3, 4)).matter
    take_step(HEAD, penalty, "filing", Penalty.lines["filing"].asks.example(date(2024, 5, 6), 0), now=at(2024, 5, 6))  # type: ignore[attr-defined]  # the line is a step
    day, known = date(2024, 12, 31), place.county()
    counted: Counter[tuple[str, str]] = Counter()
    for m in Matter.objects.all():
        p = by_digest(m.definition_id)
        for f in findings(replay(p, fold(p, chain_of(m)), day, known.calendar, known.local)):
            line = p.lines[f.line]
            if f.kind in ("late", "overdue") and not line.of.by.party:  # type: ignore[attr-defined]  # a limit
                counted[(f.kind, str(f.cite))] += 1
    told = seen(day)
    assert counted and counted == Counter(
        {(kind, s.cite): n for s in told for kind, n in (("late", s.late), ("overdue", s.overdue)) if n}
    )


# -- what only a person can say
def test_the_latest_statement_counts_and_one_that_was_corrected_away_does_not() -> None:
    study(1)
    tick()
    assert statement(2024, Part.plan) is None
    sign_statement(LEADER, 2024, Part.plan, "第一稿", now=at(2025, 3, 1))
    second = sign_statement(LEADER, 2024, Part.plan, "第二稿\n\n另一段", now=at(2025, 3, 2))
    sign_statement(LEADER, 2023, Part.plan, "上一年的", now=at(2025, 3, 3))
    sign_statement(LEADER, 2024, Part.duty, "另一部分", now=at(2025, 3, 3))
    given = statement(2024, Part.plan)
    assert given is not None and given.paragraphs == ("第二稿", "另一段") and given.on == date(2025, 3, 2)
    signed = checkpoint().size
    correct(LEADER, second.matter, 1, "签错了", now=at(2025, 3, 4))
    tick(at(2025, 3, 4))
    again = statement(2024, Part.plan)
    assert again is not None and again.paragraphs == ("第一稿",)
    assert statement(2024, Part.plan, signed) == given, "as of the checkpoint before nothing was corrected"


def test_each_release_stands_at_its_checkpoint_and_the_latest_comes_first() -> None:
    assert releases() == {}
    study(1)
    tick()
    release_report(LEADER, 2024, now=at(2025, 3, 20))
    tick()
    release_report(LEADER, 2024, 1, now=at(2025, 3, 25))
    again = release_report(LEADER, 2024, now=at(2025, 3, 26))
    found = [(r.on, r.size) for r in releases()[2024]]
    assert found == [(date(2025, 3, 26), 2), (date(2025, 3, 25), 1), (date(2025, 3, 20), 1)]
    correct(LEADER, again.matter, 1, "误点", now=at(2025, 3, 27))
    assert [r.size for r in releases()[2024]] == [1, 1]


def test_what_was_never_signed_cannot_be_released() -> None:
    with pytest.raises(Refused, match="yifa tick"):
        release_report(LEADER, 2024, now=at(2025, 3, 20))
    study(1)
    tick()
    with pytest.raises(Refused, match="最近的是1"):
        release_report(LEADER, 2024, 7, now=at(2025, 3, 20))
    facts = {"year": 2024, "checkpoint": 1, "root": "0" * 64}
    open_matter(LEADER, ReportRelease2026, "公开", facts, now=at(2025, 3, 20))
    assert releases() == {}, "another ledger's checkpoint"


def test_a_release_that_named_no_checkpoint_stands_at_the_newest_one_before_it() -> None:
    """The first version of the procedure did not record it (`ReportRelease`)."""
    study(1)
    tick()
    open_matter(LEADER, ReportRelease, "公开", {"year": 2024}, now=at(2025, 3, 20))
    assert [r.size for r in releases()[2024]] == [1], "before the release has its leaf"
    study(2)
    tick()
    assert [r.size for r in releases()[2024]] == [1], "and after"


def test_the_report_notes_what_contradicts_itself_for_the_drafter() -> None:
    study(1)
    facts = {"tested": 5, "passed": 7}
    open_matter(REGISTRAR, "officer_test", "抽测", facts, now=at(2024, 5, 6))
    tick()
    made = build(2024)
    assert any("抽测合格人数" in words for words in made.breaches)
    assert made.given == dict.fromkeys(Part) and [c.key for c in made.chapters][0] == "leadership"
