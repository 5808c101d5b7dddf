"""Default deny: every path of the API as a stranger, without a seat, without the token, and from the wrong organ."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from api.conftest import post
from yifa.api.site import schema
from yifa.store.models import Entry, Matter

NOBODYS = "0" * 32


def operations() -> Iterator[tuple[str, str]]:
    for path, methods in json.loads(schema())["paths"].items():
        for method in methods:
            yield method, path


def call(client: Client, method: str, path: str, matter: str = NOBODYS, body: Any = None) -> Any:
    url = path.replace("{matter}", matter).replace("{seq}", "1")
    if method == "get":
        return client.get(url)
    if url.endswith("/attachments"):
        return client.post(url)
    return post(client, url, body if body is not None else {})


def test_a_stranger_gets_nowhere() -> None:
    every = list(operations())
    assert len(every) > 400
    for method, path in every:
        answer = call(Client(), method, path)
        assert answer.status_code == 401, (method, path)
        assert answer.json()["errors"][0]["todo"]


def test_who_holds_no_seat_today_gets_nowhere(signed_in: Callable[..., Client]) -> None:
    client = signed_in(none=True)
    assert {call(client, method, path).status_code for method, path in operations()} == {401}


def test_writing_needs_the_token(signed_in: Callable[..., Client]) -> None:
    client = signed_in(enforce_csrf_checks=True)
    for method, path in operations():
        if method == "post":
            assert call(client, method, path).status_code == 403, path


@pytest.fixture
def theirs(signed_in: Callable[..., Client]) -> str:
    """A matter of the other organ."""
    body = {"title": "培训", "facts": example("officer_training")}
    answer = post(signed_in("urban"), "/api/training/OfficerTraining", body)
    assert answer.status_code == 201, answer.json()
    return str(answer.json()["matter"])


def example(_: str) -> dict[str, Any]:
    from yifa.chapters.leadership.registers import OfficerTraining

    facts = next(iter(OfficerTraining.steps())).asks.example(date(2024, 3, 5))
    public, personal = facts.split()
    return public | personal


def test_a_matter_of_another_organ_is_as_if_it_were_not(signed_in: Callable[..., Client], theirs: str) -> None:
    """The answer is the same for a matter of others and for none: it does not tell that there is one."""
    client = signed_in("market", "officer", "reviewer", "head", "registrar")
    count = Entry.objects.count()
    for method, path in operations():
        if "{matter}" not in path:
            continue
        body: dict[str, Any] = {"facts": {}}
        if path.startswith("/api/matters"):
            bodies: dict[str, Any] = {
                "service": {"facts": {"method": "direct"}},
                "correction": {"reason": "笔误"},
                "erasure": {"basis": "保存期限已满", "who": "本人"},
            }
            body = {"about": 1} | bodies.get(path.rsplit("/", 1)[1], {})
        of_others, of_none = (call(client, method, path, m, body) for m in (theirs, NOBODYS))
        assert of_others.status_code == 404, (path, of_others.json())
        assert of_others.json() == of_none.json()
    assert client.get("/api/matters").json()["matters"] == []
    assert Entry.objects.count() == count


def test_who_supervises_sees_it_but_does_not_act_in_it(signed_in: Callable[..., Client], theirs: str) -> None:
    client = signed_in("market", "supervisor")
    assert client.get(f"/api/matters/{theirs}").status_code == 200
    assert [m["id"] for m in client.get("/api/matters").json()["matters"]] == [theirs]
    answer = post(client, f"/api/matters/{theirs}/correction", {"about": 1, "reason": "笔误"})
    assert answer.status_code == 404
    assert Matter.objects.get().seq == 1


def test_a_step_belongs_to_its_seat(signed_in: Callable[..., Client]) -> None:
    answer = post(signed_in("market", "head"), "/api/training/OfficerTraining", {"title": "培训", "facts": example("")})
    assert answer.status_code == 422
    told = answer.json()["errors"][0]
    assert "不担任" in told["words"] and told["cite"].startswith("《") and told["todo"]


def test_the_description_of_the_api_is_public_and_says_nothing_of_matters(theirs: str) -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert theirs not in answer.content.decode()
