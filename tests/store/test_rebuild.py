"""Rebuilt ≡ live: whatever path a matter takes, what is cached of it is what follows from its entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from yifa.actions.advance import Doing
from yifa.actions.county import county
from yifa.actions.open_matter import open_matter, start
from yifa.actions.refused import Refused
from yifa.actions.serve_paper import serve_paper
from yifa.actions.standing import AT_MOST, Standing, forget, keep, standing
from yifa.actions.take_step import take_step
from yifa.actions.together import TOGETHER
from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import Procedure
from yifa.kernel.facts import BEIJING
from yifa.kernel.fold import Raw, fold
from yifa.kernel.replay import replay
from yifa.registry.models import Officer, Organ
from yifa.site.rebuild import differences, rebuilt
from yifa.site.tick import tick
from yifa.store.actor import FIRM, SEATS, Actor, firm
from yifa.store.models import Due, Matter, Tally
from yifa.store.read import raw_chain
from yifa.store.search import search

pytestmark = pytest.mark.django_db
EVERYBODY = Actor("chen", "陈立", "market", frozenset(SEATS))
OTHER = Actor("li", "李强", "market", frozenset(SEATS))
BEGIN = date(2024, 3, 5)


@pytest.fixture
def staff(db: None, tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    Organ.objects.create(key="market", name="市场监督管理局", short="市监", kind="department", since=date(2010, 1, 1))
    for key in ("A1", "A2", "B1", "B2"):
        Officer.objects.create(key=key, name=key, organ="market", since=date(2020, 1, 1), until=date(2030, 1, 1))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=BEIJING)


def wrong(day: date) -> list[str]:
    return [str(d) for d in differences(day)]


def walk(procedure: type[Procedure], choices: list[int]) -> tuple[str, date]:
    """Opens a matter and takes steps that are open, as chosen, a few days apart; (the matter, the last day)."""
    first = next(s for s in procedure.steps() if s.must and not s.after and not s.each and not s.instead)
    facts = first.asks.example(BEGIN)
    if first.by.seat == FIRM:  # nobody of the staff may say it
        speaker = firm("91990123MA4K9T3C89", "鑫隆汽修", "market")
        with transaction.atomic(), connection.cursor() as cursor:
            doing = Doing(first.key, facts)
            matter = start(cursor, speaker, procedure, "鑫隆汽修", "", facts, doing, at(BEGIN), county()).matter
    else:
        matter = open_matter(EVERYBODY, procedure, "鑫隆汽修", facts, officers=("A1", "A2"), now=at(BEGIN)).matter
    return matter, go_on(procedure, matter, BEGIN, choices)


def go_on(procedure: type[Procedure], matter: str, day: date, choices: list[int]) -> date:
    for i, choice in enumerate(choices):
        day += timedelta(days=choice % 9)
        with connection.cursor() as cursor:
            entries = fold(procedure, raw_chain(cursor, matter))
        state = replay(procedure, entries, day, county().calendar, county().local)
        unserved = [e for e in state.entries if state.plan.steps[e.step].serves and not e.served and not e.deemed]
        can = state.open()
        try:
            if unserved and choice % 3 == 0:
                serve_paper(EVERYBODY, matter, unserved[0].id, {"method": "direct"}, on=day, now=at(day))
            elif can:
                step = can[choice % len(can)]
                asked = [e.id for e in state.waiting(step.key)]
                who, officers = ((EVERYBODY, ("A1", "A2")), (OTHER, ("B1", "B2")))[i % 2]
                facts = step.asks.example(day, pick=choice)
                take_step(who, matter, step, facts, officers=officers, about=asked[0] if asked else None, now=at(day))
            else:
                continue
        except Refused:
            continue
        assert_kept(procedure, matter, day)
    return day


def assert_kept(procedure: type[Procedure], matter: str, day: date) -> None:
    """What the process keeps of a chain is what is read from it."""
    with connection.cursor() as cursor:
        read = Standing(procedure, fold(procedure, raw_chain(cursor, matter)), day, county())
    kept = standing(Matter.objects.get(id=matter).head, procedure, day, county(), lambda: pytest.fail("not kept"))
    assert (list(kept.entries), kept.state.dues(), kept.projection) == (list(read.entries), read.state.dues(), read.projection)


@pytest.mark.parametrize("procedure", [p for p in procedures() if p.key not in TOGETHER], ids=lambda p: p.__name__)
@examples(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.integers(0, 999), max_size=14))
def test_what_is_cached_of_a_matter_is_what_follows_from_its_entries(
    staff: None, procedure: type[Procedure], choices: list[int]
) -> None:
    Matter.objects.all().delete()
    _, day = walk(procedure, choices)
    for today in (day, day + timedelta(days=3), day + timedelta(days=400)):
        tick(at(today))  # refolds only what wakes by then
        assert wrong(today) == []


def test_a_rebuild_restores_what_was_changed_beside_the_ledger(staff: None) -> None:
    procedure = next(p for p in procedures() if p.key == "penalty" and p.since <= BEGIN and (p.until or BEGIN) >= BEGIN)
    matter, day = walk(procedure, [1, 4, 7, 2, 5])
    before = (Due.objects.count(), Tally.objects.count())
    Matter.objects.update(organ="urban", number="青综执〔2024〕9号", seq=1, due_on=None)
    Due.objects.all().delete()
    Tally.objects.all().delete()
    told = " ".join(wrong(day))
    assert "organ" in told and "number" in told and "最后一条" in told
    assert rebuilt(day) == Matter.objects.count()
    assert wrong(day) == []
    assert (Due.objects.count(), Tally.objects.count()) == before
    assert Matter.objects.get(id=matter).organ == "market"
    assert matter in {m.id for m in search(Matter.objects.all(), "鑫隆")}


def test_what_is_kept_is_of_its_chain_day_and_county(staff: None, settings: Settings, tmp_path: Path) -> None:
    procedure = next(p for p in procedures() if p.key == "penalty" and p.since <= BEGIN and (p.until or BEGIN) >= BEGIN)
    matter, day = walk(procedure, [9, 18])
    head, reads = Matter.objects.get(id=matter).head, []

    def chain() -> list[Raw]:
        reads.append(1)
        with connection.cursor() as cursor:
            return raw_chain(cursor, matter)

    known = standing(head, procedure, day, county(), chain)
    assert standing(head, procedure, day, county(), chain) is known and not reads
    assert standing(head, procedure, day + timedelta(days=1), county(), chain) is not known
    assert standing(head, procedure, day, replace(county(), name="另一个县"), chain) is not known
    forget()
    assert standing(head, procedure, day, county(), chain) is not known
    assert len(reads) == 3


def test_the_oldest_is_dropped_first() -> None:
    procedure = procedures()[0]
    forget()
    for i in range(AT_MOST + 1):
        keep(str(i), Standing(procedure, [], BEGIN, county()))
    standing(str(AT_MOST), procedure, BEGIN, county(), lambda: pytest.fail("not kept"))
    reads: list[Raw] = []
    assert standing("0", procedure, BEGIN, county(), lambda: reads).entries == []
    with pytest.raises(ZeroDivisionError):
        standing("1", procedure, BEGIN, county(), lambda: 1 // 0)  # type: ignore[arg-type, return-value]  # read, not kept
    forget()


def test_a_step_that_was_rolled_back_leaves_nothing_behind(staff: None) -> None:
    procedure = next(p for p in procedures() if p.key == "penalty" and p.since <= BEGIN and (p.until or BEGIN) >= BEGIN)
    matter, day = walk(procedure, [])
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        go_on(procedure, matter, day, [9, 18])
        raise KeyboardInterrupt
    assert wrong(go_on(procedure, matter, day, [9])) == []
