"""Default deny: every address of the site, walked by a stranger, by the wrong organ, and by who may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

from web import factory
from web.town import signed_in, text, town
from yifa.store.actor import SEATS

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
SECRET = "机密线索核查"
PUBLIC = {"display", "styleguide", "sign-in", "portal-index", "portal-report", "portal-figure"}
"""Names of addresses that anybody may call, beside the portal's own."""
PUBLIC_API = {"openapi", "api-root"}
DRAW = {"draw", "draw-act", "draw-proof", "draw-file"}
"""Addresses of one draw: for other matters they do not exist; `test_draws.py` walks them for a draw."""
ACCOUNT = {"account", "account-change"}
"""One account's addresses: for administrators of its own organ and of the government."""
KEYS = {"roster": "subjects", "template": "subjects", "import": "subjects", "procedure": "inspection", "desk-figure": "inspections_total"}


def addresses(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """(namespace, route, pattern) of every address of the site."""
    for p in resolver.url_patterns:
        route = prefix + str(p.pattern)
        if isinstance(p, URLResolver):
            yield from addresses(p, route, p.namespace or space)
        else:
            yield space, route, p


def filled(route: str, name: str, matter: str) -> str:
    """The route with values: the matter given, its first entry, and keys that exist."""
    values = {"matter": matter, "seq": "2", "n": "0", "step": "entry", "procedure": "inspection", "year": "2026", "size": "1"}
    values |= {"plan": matter, "filing": matter, "visit": "V00001", "part": "certificate", "token": "guessed"}
    values |= {"login": "shichang.officer", "verb": "stop", "subject": factory.FIRM, "name": "freeze.json"}
    values["key"] = KEYS.get(name, "inspection")
    for part in ("str", "int", "slug"):
        for key, value in values.items():
            route = route.replace(f"<{part}:{key}>", value).replace(f"<{key}>", value)
    assert "<" not in route, f"no value for {route}"
    return "/" + route


def every(matter: str) -> list[tuple[str, str, str]]:
    """(namespace, name, address) of the whole site; static files apart."""
    found = [(space, p.name or "", filled(route, p.name or "", matter)) for space, route, p in addresses(get_resolver())]
    assert len([f for f in found if f[0] == "desk"]) > 15, "the walk finds the desk"
    return found


def is_public(space: str, name: str) -> bool:
    return space == "portal" or name in PUBLIC or (space.startswith("api") and name in PUBLIC_API)


def asked(client: Client, where: str) -> list[Any]:
    return [client.get(where), client.post(where, {}), client.put(where), client.delete(where)]


def test_a_stranger_gets_no_page_of_the_desk_no_download_and_no_answer_of_the_api() -> None:
    matter = factory.found(title=SECRET)
    client = Client()
    for space, name, where in every(matter):
        for answer in asked(client, where):
            assert SECRET not in text(answer), where
            if not is_public(space, name):
                assert answer.status_code in (302, 401, 403, 404, 405, 422), f"{where}: {answer.status_code}"
                assert answer.status_code != 422 or space.startswith("api"), where
                if answer.status_code == 302:
                    assert answer["Location"].startswith("/desk/sign-in/"), where


@pytest.mark.parametrize("seat", [s for s in SEATS if s not in ("supervisor", "leader")])
def test_the_wrong_organ_sees_nothing_of_a_foreign_matter_in_any_seat(seat: str) -> None:
    matter = factory.found(title=SECRET)
    client = signed_in(f"yingji.{seat}")
    for space, name, where in every(matter):
        if name == "sign-out":
            continue  # it would end the walk
        for answer in [client.get(where), client.post(where, {})]:
            assert SECRET not in text(answer), f"{where} as {seat}"
            if (matter in where or name in ACCOUNT) and space == "desk":
                barred = (403,) if name in ACCOUNT and seat != "administrator" else (404, 405)
                assert answer.status_code in (*barred, 405), f"{where} as {seat}: {answer.status_code}"
            if matter in where and space.startswith("api"):
                assert answer.status_code in (400, 401, 403, 404, 405, 422), f"{where} as {seat}: {answer.status_code}"
    assert client.get("/desk/").status_code == 200, "the walk was made by somebody signed in"


def test_who_works_on_the_matter_reads_every_page_of_it() -> None:
    matter = factory.found()
    officer, others = signed_in("shichang.officer"), {"overview": signed_in("zhengfu.leader")}
    others |= dict.fromkeys(("firms", "firm-issue"), signed_in("sifa.registrar"))
    others |= dict.fromkeys(("accounts", "account", "account-new"), signed_in("zhengfu.administrator"))
    others["draw-new"] = signed_in("shichang.registrar")
    for space, name, where in every(matter):
        if space != "desk" or name in ("sign-out", "import", "account-change", "firm-revoke", "visit-sent") or name in DRAW:
            continue
        if name in ("attachment", "erase"):  # only where an entry has such a part
            continue
        if name == "joint-open" or (name.startswith("joint-") and matter in where):
            continue  # a joint plan's pages, with a joint plan: test_joint.py
        answer = others.get(name, officer).get(where)
        assert answer.status_code == 200, f"{where}: {answer.status_code}"


def test_supervision_sees_every_organs_matters_but_takes_no_step_in_them() -> None:
    matter = factory.filed(title=SECRET)
    client = signed_in("sifa.supervisor")
    assert SECRET in text(client.get(f"/desk/matters/{matter}/"))
    assert "<form action" not in text(client.get(f"/desk/matters/{matter}/"))
    answer = client.post(f"/desk/matters/{matter}/step/approval/", {"seen": "1", "approval-on": "2026-10-20"})
    assert answer.status_code == 404


def test_a_seat_that_has_ended_opens_no_door() -> None:
    from yifa.registry.models import Seat

    Seat.objects.filter(user__username="shichang.officer").update(until="2026-10-19")
    answer = signed_in("shichang.officer").get("/desk/")
    assert answer.status_code == 403 and "岗位" in text(answer)


def test_a_view_that_is_not_gated_cannot_be_put_into_the_desk() -> None:
    from django.http import HttpRequest, HttpResponse

    from yifa.web.desk.gate import page

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(TypeError, match="gate"):
        page("bare/", bare, "bare")


def test_a_matter_that_is_not_published_has_no_public_page() -> None:
    matter = factory.found(title=SECRET)
    client = Client()
    assert client.get(f"/records/{matter}/").status_code == 404
    assert SECRET not in text(client.get("/records/?q=机密"))
