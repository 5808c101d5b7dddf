"""Two people with the same form open: the second is told who did what and when, and writes nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pytest_django import Settings

from yifa.actions.open_matter import open_matter
from yifa.actions.refused import Refused, Stale
from yifa.actions.take_step import take_step
from yifa.chapters.catalogue import version
from yifa.kernel.facts import BEIJING
from yifa.registry.models import Organ, User
from yifa.store.actor import SEATS, Actor
from yifa.store.files import keep
from yifa.store.models import Carried, Entry

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 5)
NOW = datetime(2024, 3, 5, 10, 15, tzinfo=BEIJING)
CHEN, LI = (Actor(key, name, "gov", frozenset(SEATS)) for key, name in (("chen", "陈立"), ("li", "李强")))


@pytest.fixture
def matter() -> str:
    Organ.objects.create(key="gov", name="县政府", short="青政", kind="government", since=date(2010, 1, 1))
    for actor in (CHEN, LI):
        User.objects.create(username=actor.key, name=actor.name, organ="gov")
    norm = version("norm", DAY)
    return open_matter(CHEN, norm, "行政检查办法", norm.lines["project"].asks.example(DAY), now=NOW).matter  # type: ignore[attr-defined]  # the line is a step


def test_a_form_opened_before_a_colleague_acted_is_not_taken(matter: str) -> None:
    step = version("norm", DAY).lines["research"]
    take_step(LI, matter, "research", {}, seen=1, now=NOW)
    with pytest.raises(Stale, match=f"李强在3月5日10时15分已经办了“{step.title}”.*没有丢失"):  # type: ignore[attr-defined]  # the line is a step
        take_step(CHEN, matter, "research", {}, seen=1, now=NOW)
    assert Entry.objects.filter(matter=matter).count() == 2


def test_a_step_carries_what_was_kept_and_is_refused_with_what_was_not(
    matter: str, settings: Settings, tmp_path: object
) -> None:
    settings.DATA_DIR = tmp_path
    kept = keep("笔录.pdf", b"%PDF-1.7 x")
    with pytest.raises(Refused, match="重新上传"):
        take_step(CHEN, matter, "research", {}, attachments=[kept.plain() | {"sha256": "0" * 64}], now=NOW)
    assert Entry.objects.filter(matter=matter).count() == 1
    done = take_step(CHEN, matter, "research", {}, attachments=[kept.plain()], now=NOW)
    assert Carried.objects.get(matter=matter, entry=done.seq).name == "笔录.pdf"
