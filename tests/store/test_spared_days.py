"""Days that firms ask to be spared: what stands is read, what was corrected away is not."""

from __future__ import annotations

from datetime import date

import pytest

import people
from yifa.actions.correct import correct
from yifa.actions.firms.shared import VerifiedFirm, receiver
from yifa.actions.firms.spared_days import spare_days, spared
from yifa.actions.refused import Invalid, Refused
from yifa.actions.take_step import take_step
from yifa.registry.models import Organ
from yifa.store.actor import firm, may_take, visible_to
from yifa.store.models import Entry, Matter

pytestmark = pytest.mark.django_db
NOW = people.at(2026, 10, 20)
FIRM = VerifiedFirm(people.FIRM, "禾丰食品有限公司")
TEA = {"first": "2027-03-25", "last": "2027-04-12", "reason": "采茶"}


@pytest.fixture(autouse=True)
def settled() -> None:
    people.settle()


def test_a_standing_request_is_read_in_every_year_that_it_touches() -> None:
    spare_days(FIRM, TEA, now=NOW)
    spare_days(FIRM, {"first": "2027-12-28", "last": "2028-01-05", "reason": "盘点"}, now=NOW)
    tea = (people.FIRM, date(2027, 3, 25), date(2027, 4, 12))
    stock = (people.FIRM, date(2027, 12, 28), date(2028, 1, 5))
    assert spared(2027) == [tea, stock]
    assert spared(2028) == [stock]
    assert spared(2026) == []


def test_a_request_corrected_away_does_not_count_and_a_corrected_one_counts_as_it_stands() -> None:
    away, moved = spare_days(FIRM, TEA, now=NOW).matter, spare_days(FIRM, TEA, now=NOW).matter
    correct(people.BODY, away, 1, "企业来电，登记错了", now=NOW)
    correct(people.BODY, moved, 1, "企业来电，推迟一周", TEA | {"first": "2027-04-01", "last": "2027-04-19"}, now=NOW)
    assert spared(2027) == [(people.FIRM, date(2027, 4, 1), date(2027, 4, 19))]


def test_the_ledger_names_the_firm_and_the_justice_bureau_keeps_the_request() -> None:
    taken = spare_days(FIRM, TEA, now=NOW)
    assert Entry.objects.get(matter=taken.matter).actor == f"企业{people.FIRM}"
    assert Matter.objects.get(pk=taken.matter).organ == "sifa"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"last": "2027-03-01"}, "以前"),
        ({"last": "2027-08-01"}, "最多登记60天"),
    ],
)
def test_days_in_the_wrong_order_or_without_measure_are_refused_and_nothing_is_written(given: dict[str, str], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        spare_days(FIRM, TEA | given, now=NOW)
    assert not Matter.objects.exists()


def test_without_a_justice_bureau_the_refusal_says_who_registers_one() -> None:
    Organ.objects.filter(kind="justice").delete()
    with pytest.raises(Refused, match="登记司法局"):
        spare_days(FIRM, TEA, now=NOW)


def test_a_firm_sees_no_matter_of_the_desk_and_takes_no_step_of_the_staff() -> None:
    """Default deny also for who holds a link: what it reads, it reads on its own page."""
    taken = spare_days(FIRM, TEA, now=NOW)
    itself = firm(people.FIRM, "", receiver(NOW.date()))
    assert not visible_to(itself).exists()
    assert not any(may_take(itself, "sifa", s) for s in ("officer", "registrar", "supervisor", "head", "administrator"))
    assert not may_take(itself, "shichang", "outside")
    with pytest.raises(Refused):
        take_step(itself, taken.matter, "asked", TEA, now=NOW)
