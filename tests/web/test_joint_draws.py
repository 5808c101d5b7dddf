"""A joint draw (部门联合双随机抽查): every organ that visits knows whom, files its own visits from it, and nobody else knows."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

import drawing as d
from web import factory
from web.test_draws import drawn, on
from web.town import signed_in, text, town
from yifa.actions.county import county
from yifa.actions.draws.publish_draw import results_of
from yifa.actions.open_matter import open_matter
from yifa.actions.take_step import take_step
from yifa.chapters.catalogue import by_digest
from yifa.chapters.enforcement.inspection_facts import Cause, Place
from yifa.kernel.replay import replay
from yifa.store.models import Entry, Guest, Matter
from yifa.store.project import project
from yifa.store.rebuild import differences

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
DAY = date(2026, 9, 10)


@pytest.fixture(autouse=True)
def registers(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    d.registers()
    on(DAY.isoformat(), monkeypatch)


def page_of(matter: str, user: str = "yingji.officer") -> str:
    answer = signed_in(user).get(f"/desk/draws/{matter}/")
    assert answer.status_code == 200
    return text(answer)


def visited(draw: str, subject: str, organ: str, result: str) -> None:
    """One organ's visit of a drawn firm, from filing to its findings."""
    facts = {"place": Place.enterprise, "cause": Cause.random, "items": "食品标签检查", "duties": ("食品标签检查",), "planned_on": DAY}
    now, officer = d.at(DAY.isoformat()), factory.actor("officer", organ)
    matter = open_matter(officer, "inspection", "双随机", facts, subject=subject, on=DAY, parent=draw, now=now).matter
    two = ("ZF0", "ZF1") if organ == "shichang" else ("YJ0", "YJ1")
    take_step(factory.actor("head", organ), matter, "approval", {"officers": "、".join(two)}, on=DAY, now=now)
    scan = {"cards_shown": True, "admission": "检查通知书"}
    for step, told in (("entry", scan), ("on_site", {"record": "看过"}), ("findings", {"result": result})):
        take_step(officer, matter, step, told, officers=two, on=now if step in ("entry", "on_site") else DAY, now=now)


@pytest.mark.parametrize("seat", ["officer", "head", "registrar"])
def test_an_organ_that_takes_part_sees_the_drawn_and_the_officers_of_all(seat: str) -> None:
    matter = d.joint()
    page = page_of(matter, f"yingji.{seat}")
    assert drawn(matter) and all(s in page for s in drawn(matter))
    assert "青禾县应急管理局：应急" in page and "青禾县市场监督管理局：持证" in page
    assert f"/desk/draws/{matter}/" in text(signed_in(f"yingji.{seat}").get("/desk/draws/"))
    assert signed_in(f"yingji.{seat}").get(f"/desk/draws/{matter}/proof/{drawn(matter)[0]}.json").status_code == 200


@pytest.mark.parametrize("user", ["yingji.reviewer", "yingji.administrator", "sifa.officer", "sifa.head", "sifa.supervisor", "zhengfu.leader"])
def test_taking_part_opens_the_list_to_those_who_visit_and_to_nobody_else(user: str) -> None:
    matter = d.joint()
    client, subject = signed_in(user), drawn(matter)[0]
    pages = ["/desk/", "/desk/draws/", f"/desk/draws/{matter}/", f"/desk/matters/{matter}/", f"/desk/draws/{matter}/proof/{subject}.json"]
    pages += [f"/desk/matters/{matter}/{e.seq}/" for e in Entry.objects.filter(matter=matter)]
    for where in pages:
        answer = text(client.get(where))
        assert not [s for s in drawn(matter) if s in answer and s not in where], f"{where} as {user}"
    assert client.get(pages[-1]).status_code == (200 if user in ("yingji.reviewer", "sifa.supervisor", "zhengfu.leader") else 404)


def test_an_organ_that_takes_part_takes_no_step_of_the_ceremony() -> None:
    matter = d.joint()
    count = Entry.objects.filter(matter=matter).count()
    for seat in ("officer", "head", "registrar"):
        client = signed_in(f"yingji.{seat}")
        for verb in ("replaced", "finished", "opened", "voided"):
            assert client.post(f"/desk/draws/{matter}/{verb}/", {}).status_code == 404
        assert client.post(f"/desk/matters/{matter}/step/finished/", {}).status_code in (403, 404, 422)
    assert Entry.objects.filter(matter=matter).count() == count


def test_an_organ_that_takes_part_files_its_visit_from_the_draw() -> None:
    matter = d.joint()
    client = signed_in("yingji.officer")
    found = re.search(r'href="(/desk/open/inspection/[^"]*)"', page_of(matter))
    assert found
    form = text(client.get(found[1].replace("&amp;", "&")))
    number = Matter.objects.get(pk=matter).number
    assert '<option value="双随机抽查" selected' in form and f'value="{number}"' in form
    assert "青禾县市场监督管理局" in form and re.search(r'name="filing-joint"[^>]* checked', form), "it is a joint visit, with whom"
    subject = drawn(matter)[0]
    data: dict[str, Any] = {
        "subject": subject, "parent": number, "title": "双随机", "filing-on": DAY.isoformat(), "filing-place": "企业", "filing-cause": "双随机抽查",
        "filing-items": "消防检查", "filing-duties": "消防检查", "filing-planned_on": "2026-09-11", "filing-joint": "1", "filing-batch": number,
        "filing-times_this_year": "0", "filing-cap": "0",
    }  # fmt: skip
    assert client.post("/desk/open/inspection/", data).status_code == 302
    made = Matter.objects.get(procedure="inspection", subject=subject)
    assert (made.organ, made.parent) == ("yingji", matter)
    assert "正在办理" in page_of(matter) and "青禾县应急管理局：正在办理" in page_of(matter, "shichang.officer")
    assert f"/desk/matters/{made.id}/" not in page_of(matter, "shichang.officer"), "whose visit it is stays that organ's"


def test_of_several_organs_a_problem_that_one_found_counts() -> None:
    matter = d.joint()
    one, two, three = drawn(matter)[:3]
    visited(matter, one, "shichang", "责令限期改正")
    visited(matter, one, "yingji", "未发现问题")
    visited(matter, two, "shichang", "未发现问题")
    visited(matter, three, "yingji", "对象不存在或者无法检查")
    told = results_of(matter)
    assert (told.inspected, told.problems, told.absent) == (2, 1, 1)


def test_who_takes_part_follows_from_the_plan_and_can_be_rebuilt() -> None:
    matter = d.joint()
    place = county()

    def found() -> list[str]:
        every = differences(by_digest, lambda p, e: replay(p, e, DAY, place.calendar, place.local), lambda s: project(s, place.book),
                            [Matter.objects.get(pk=matter)])  # fmt: skip
        return [str(x) for x in every]

    assert list(Guest.objects.values_list("matter", "organ")) == [(matter, "yingji")] and found() == []
    Guest.objects.create(matter=matter, organ="sifa")
    assert any("参加的单位有1处不同" in x for x in found()), "an organ let in by the table alone is told"


def test_the_joint_draws_planned_before_are_found_when_the_county_is_brought_up_to_date() -> None:
    matter = d.joint()
    d.planned()
    Guest.objects.all().delete()
    import_module("yifa.store.migrations.0006_guest").known(None, SimpleNamespace(connection=connection))
    assert list(Guest.objects.values_list("matter", "organ")) == [(matter, "yingji")]
