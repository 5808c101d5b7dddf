"""Steps that a phone kept without a network: recorded once however often they arrive, with the press beside the receipt."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from web import factory
from web.test_visits import code_on, coded, december, visit_page
from web.town import signed_in, text, town
from yifa.actions.take_step import take_step
from yifa.proofs.visit_code import digest, short
from yifa.store.models import Entry, Matter

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["december", "town"]
KEY = "0123456789abcdef" * 2


def entry(now: datetime, **more: Any) -> dict[str, Any]:
    """The form of the entry as a phone sends it, pressed half an hour before `now`."""
    pressed = now - timedelta(minutes=30)
    data = {
        "seen": "2", "entry-on": f"{pressed:%Y-%m-%dT%H:%M}", "entry-officers": list(factory.officers("shichang")), "entry-cards_shown": "1",
        "entry-admission": "检查码（扫码入企）", "sent_key": KEY, "sent_pressed": str(int(pressed.timestamp() * 1000)),
    }  # fmt: skip
    return data | more


def send(matter: str, data: dict[str, Any], step: str = "entry", user: str = "shichang.officer") -> Any:
    return signed_in(user).post(f"/desk/visits/{matter}/sent/{step}/", data, HTTP_ACCEPT="application/json")


def made(matter: str, step: str = "entry") -> list[Entry]:
    return list(Entry.objects.filter(matter=matter, step=step).order_by("seq"))


def test_a_step_that_arrives_twice_is_recorded_once_and_gets_the_same_answer(december: datetime) -> None:
    matter = coded(december)
    first = send(matter, entry(december))
    assert first.status_code == 200 and first.json() == {"seq": 3}
    again = send(matter, entry(december))
    assert again.json() == {"seq": 3} and len(made(matter)) == 1
    changed = send(matter, entry(december, **{"entry-officers": []}))
    assert changed.json() == {"seq": 3}, "what arrived first stands, whatever comes under its key"


def test_the_entry_keeps_the_press_as_reported_beside_when_it_was_received(december: datetime) -> None:
    matter = coded(december)
    send(matter, entry(december))
    e = made(matter)[0]
    assert e.happened_at == "2026-12-03T09:00+08:00" and e.recorded_at == "2026-12-03T01:30:00Z"
    assert json.loads(e.body_row.text)["sent"] == {"key": KEY, "pressed": "2026-12-03T09:00+08:00"}
    page = text(signed_in().get(f"/desk/matters/{matter}/3/"))
    assert "手机上按下" in page and "12月3日 09:00（按手机的钟）" in page and "收到" in page and "12月3日 09:30" in page


def test_a_step_without_a_press_says_nothing_of_one(december: datetime) -> None:
    matter = coded(december)
    scan = {"cards_shown": True, "admission": "检查通知书"}
    take_step(factory.actor("officer"), matter, "entry", scan, officers=factory.officers("shichang"), on=december, now=december)
    assert "sent" not in json.loads(made(matter)[0].body_row.text)
    assert "手机上按下" not in text(signed_in().get(f"/desk/matters/{matter}/3/"))


def test_a_refusal_names_rule_and_what_to_do_and_records_nothing(december: datetime) -> None:
    matter = coded(december)
    early = send(matter, {"seen": "2", "on_site-on": "2026-12-03T09:00", "on_site-officers": list(factory.officers("shichang")),
                          "on_site-record": "看过", "sent_key": KEY, "sent_pressed": "1764723600000"}, "on_site")  # fmt: skip
    assert early.status_code == 422
    told = early.json()["refusals"][0]
    assert told["words"] and told["cite"] and told["todo"] and not made(matter, "on_site")
    lame = send(matter, entry(december, **{"entry-officers": list(factory.officers("shichang"))[:1]}))
    assert lame.status_code == 422 and lame.json()["refusals"] and not made(matter)
    late = send(matter, entry(december, seen="1"))
    assert late.status_code == 409 and late.json()["refusals"][0]["todo"] and not made(matter)


KEYS = [{"sent_key": ""}, {"sent_key": "x" * 32}, {"sent_key": KEY + "0"}]
MOMENTS = [{"sent_pressed": x} for x in ("", "gestern", "-1", "9" * 20, "１")]


@pytest.mark.parametrize("wrong", [*KEYS, *MOMENTS], ids=str)
def test_a_press_without_key_or_moment_is_told_so(december: datetime, wrong: dict[str, str]) -> None:
    matter = coded(december)
    answer = send(matter, entry(december) | wrong)
    assert answer.status_code == 422 and "重新填" in answer.json()["refusals"][0]["todo"] and not made(matter)


def test_rights_are_those_of_the_step_and_a_key_answers_only_whose_it_is(december: datetime) -> None:
    matter = coded(december)
    assert send(matter, entry(december), user="yingji.officer").status_code == 404
    assert send(matter, entry(december), user="sifa.supervisor").status_code == 404
    assert send(matter, entry(december), user="shichang.reviewer").status_code == 422 and not made(matter)
    assert Client().post(f"/desk/visits/{matter}/sent/entry/", entry(december)).status_code == 302
    assert signed_in().get(f"/desk/visits/{matter}/sent/entry/").status_code == 405
    assert Client(enforce_csrf_checks=True).post(f"/desk/visits/{matter}/sent/entry/", entry(december)).status_code == 403
    assert send(matter, entry(december), "nonsense").status_code == 404
    send(matter, entry(december))
    other = send(matter, entry(december), user="shichang.head")
    assert other.status_code == 422 and "别的账号" in other.json()["refusals"][0]["words"] and len(made(matter)) == 1


def test_the_same_key_in_another_matter_is_another_press(december: datetime) -> None:
    one, two = coded(december), coded(december)
    assert send(one, entry(december)).status_code == send(two, entry(december)).status_code == 200
    assert len(made(one)) == len(made(two)) == 1


def test_steps_sent_in_order_follow_one_another_by_the_answers(december: datetime) -> None:
    matter = coded(december)
    seq = send(matter, entry(december)).json()["seq"]
    two = list(factory.officers("shichang"))
    site = {"seen": str(seq), "on_site-on": "2026-12-03T09:20", "on_site-officers": two, "on_site-record": "看过", "on_site-signed": "1",
            "sent_key": KEY[::-1], "sent_pressed": "1764725000000"}  # fmt: skip
    assert send(matter, site, "on_site").json() == {"seq": seq + 1}
    assert Matter.objects.get(pk=matter).seq == seq + 1


def test_the_page_offers_the_steps_that_wait_for_an_earlier_one_to_the_script_alone(december: datetime) -> None:
    matter = coded(december)
    page = visit_page(matter)
    later = page.split('id="later"', 1)[1].split("</section>", 1)[0]
    assert " hidden>" in later.split("<h2", 1)[0] and "/step/on_site/" in later and "/step/findings/" in later
    assert "/step/entry/" not in later and "/step/at_once/" not in later
    assert 'data-user="shichang.officer"' in page and "queue.js" in page
    assert short(code_on(page)) in page and digest(code_on(page)) in page
    assert 'id="later"' not in visit_page(matter, "shichang.reviewer"), "who may not take them is not offered them"
