"""The present days of the example county: each state of a draw, a joint year, caps, ratings, a visit that nobody filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from present import full
from yifa.actions import visits
from yifa.actions.county import county
from yifa.actions.draws.shared import folder_of
from yifa.actions.firms.links import held, knows_number
from yifa.actions.firms.ratings import closed_quarters, published
from yifa.actions.joint.files import ANNOUNCED, PLANS, folder, kept
from yifa.actions.joint.gate import workdays
from yifa.actions.joint.plans import filings, years
from yifa.chapters.catalogue import by_digest
from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.inspection import Inspection2024
from yifa.chapters.enforcement.inspection_2026 import Inspection2026
from yifa.chapters.enforcement.inspection_facts import Result
from yifa.draw.verify import verify
from yifa.joint.verify import verify as verify_joint
from yifa.kernel.facts import BEIJING
from yifa.sample.present import Lively
from yifa.store.models import Due, Entry, Matter
from yifa.web.shown import draws as shown

DAYS = (datetime(2026, 11, 26, 15, 0), datetime(2026, 12, 9, 11, 0), datetime(2027, 10, 5, 17, 0))
"""Before and after visits are filed under the version of 2026, and a day beyond the calendar that is known."""


@pytest.fixture(params=DAYS, ids=lambda d: str(d.date()))
def days(request: Any, transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[tuple[Lively, datetime]]:
    settings.DATA_DIR = tmp_path
    now = request.param.replace(tzinfo=BEIJING)
    yield full(tmp_path, now), now
    county.cache_clear()


def test_the_present_days_hold_every_state_of_an_inspection(days: tuple[Lively, datetime]) -> None:
    made, now = days
    the_draws_stand_in_every_state_and_verify(now.date())
    the_joint_year_is_published_and_verifies(now.date())
    visits_follow_the_version_of_their_day(now.date())
    one_firm_is_one_visit_from_its_cap(made, now.date())
    ratings_lie_above_and_below_the_threshold(now.date())
    a_visit_that_nobody_filed_waits_for_the_supervisor()
    for door in made.doors:
        link = held(door.token, now.date())
        assert link.firm.name == door.firm and knows_number(link.link, door.number)


def the_draws_stand_in_every_state_and_verify(today: date) -> None:
    found = list(Matter.objects.filter(procedure="random_draw").order_by("opened_on", "number"))
    assert shown.missing(m.number for m in found) == []
    states = [shown.state_words(m, steps) for m, steps in zip(found, shown.steps_of(found).values(), strict=True)]
    assert states == ["结果已公示", "已作废", "已抽取，正在检查", "已抽取，正在检查", "密值已封存，等信标公布"]
    lights = [shown.lights(found, today)[m.id]["light"] for m in found]
    assert lights[:3] == ["done", "off", "red"] and "red" not in lights[3:], "red by the clock, once nobody opens it"
    public = folder_of(found[0].id).public
    seen = sorted(f for f in public.glob("*.json") if f.name != "record.json")
    assert [str(c) for c in verify(public / "record.json", seen) if not c.ok] == []
    assert Entry.objects.filter(step="replaced").count() == 2 and Entry.objects.filter(step="witnessed").count() == 4
    term = Due.objects.get(matter=found[3].id, limit=Draw.opening_term.key)
    assert term.on is not None and term.on > today


def the_joint_year_is_published_and_verifies(today: date) -> None:
    (year,) = years()
    assert year.rules.year == 2026 and year.public is not None
    assert len({f.matter.organ for f in filings(year.matter.id) if f.counts}) == 5
    for kind, certificate in ((PLANS, year.certificate), (ANNOUNCED, year.public.certificate)):
        assert verify_joint(folder(kind, certificate), workdays).ok
    plan = kept(PLANS, year.certificate)
    assert plan.left and any(plan.secret(v) for v in plan.visits), "one is left out with its reason, some are not announced"
    assert len(year.versions) == 2, "one visit was moved by hand"
    gone = {v.on for v in plan.visits if v.on < today}
    filed = Matter.objects.filter(procedure="inspection", opened_on__lt=today, organ__in={o for v in plan.visits for o in plan.organs(v)})
    assert len(gone) > 30 and filed.count() >= len(gone)


def visits_follow_the_version_of_their_day(today: date) -> None:
    kinds = {by_digest(m.definition_id) for m in Matter.objects.filter(procedure="inspection", opened_on__year__gte=2026)}
    assert kinds == {Inspection2024, Inspection2026} if today > date(2026, 12, 1) else kinds == {Inspection2024}
    if Inspection2026 in kinds:
        assert Entry.objects.filter(step="checked").exists()
    assert Matter.objects.filter(procedure="inspection", outcome=Result.absent.value).exists()


def one_firm_is_one_visit_from_its_cap(made: Lively, today: date) -> None:
    link = held(made.doors[0].token, today)
    known = visits.frequency("shichang", link.firm.key, today)
    assert known.cap is not None and known.made == known.cap.times - 1 and known.ahead >= 1
    ready = [v for v in known.visits if v.on == today and not v.made]
    assert len(ready) == 1, "the one for today is approved and waits at the door"
    assert Entry.objects.filter(matter=ready[0].matter, step="approval").exists()


def ratings_lie_above_and_below_the_threshold(today: date) -> None:
    rows = [p for q in closed_quarters(today) for p in published(q, today, 5)]
    assert any(p.answers >= 5 and p.silent for p in rows) and any(p.visits and not p.stars for p in rows)


def a_visit_that_nobody_filed_waits_for_the_supervisor() -> None:
    found = Matter.objects.filter(procedure="visit_report").order_by("opened_on")
    assert [m.closed for m in found] == [True, False]
    assert "没有备案的检查" in found[1].title and found[1].organ == "sifa"


def test_the_days_are_the_same_each_time_but_for_who_is_drawn() -> None:
    from yifa.sample.draws import beacon, evening
    from yifa.sample.present import scripts

    day = date(2026, 11, 26)
    assert scripts(day) == scripts(day)
    when = evening(day)
    assert when.weekday() in (1, 3, 6) and when.date() > day and beacon(when) == beacon(when)
    assert evening(day + timedelta(days=1)) >= when
