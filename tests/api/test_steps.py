"""The derived paths do what the actions do: every procedure opens from its own example, refusals help, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from api.conftest import post
from yifa.actions.county import county, now
from yifa.actions.together import TOGETHER
from yifa.api import read
from yifa.api.write import first
from yifa.chapters.catalogue import procedures, version
from yifa.kernel.declare import Procedure
from yifa.ledger.keys import KeyRing
from yifa.ledger.proof import verify_receipt
from yifa.proofs.canon import canonical
from yifa.store.actor import FIRM
from yifa.store.models import Body, Entry, Matter, Personal
from yifa.store.sequence import keys_folder
from yifa.web import ledger
from yifa.web.ledger import verifiers

TODAY = now().date()
IN_FORCE = [p for p in procedures() if p.since <= TODAY and (p.until is None or p.until >= TODAY)]
CURRENT = [p for p in IN_FORCE if p.key not in TOGETHER and first(p).by.seat != FIRM]


def whole(facts: Any) -> dict[str, Any]:
    public, personal = facts.split()
    return public | personal


def opened(client: Client, p: type[Procedure], **more: Any) -> Any:
    begin = first(p)
    officers = ["market1", "market2"] if begin.by.certified else []
    body = {"title": "鑫隆汽修", "facts": whole(begin.asks.example(TODAY)), "officers": officers} | more
    return post(client, f"/api/{p.key}/{p.__name__}", body)


@pytest.mark.parametrize("p", CURRENT, ids=lambda p: p.__name__)
def test_every_procedure_in_force_opens_with_the_example_of_its_first_step(
    signed_in: Callable[..., Client], p: type[Procedure]
) -> None:
    client = signed_in()
    answer = opened(client, p)
    assert answer.status_code == 201, answer.json()
    found = client.get(f"/api/matters/{answer.json()['matter']}").json()
    assert found["version"] == p.__name__
    assert [t["step"] for t in found["done"]] == [first(p).key]
    assert found["done"][0]["hash"] == answer.json()["hash"]
    for s in found["open"]:
        assert s["path"] == f"/api/{p.key}/{p.__name__}/{found['id']}/{s['step']}"


def test_a_version_that_is_not_in_force_is_refused_with_those_that_are(signed_in: Callable[..., Client]) -> None:
    old = next(p for p in procedures() if p.__name__ == "Review2017")
    answer = opened(signed_in(), old)
    assert answer.status_code == 422
    assert "没有施行中" in answer.json()["errors"][0]["words"]


def test_an_inspection_from_filing_to_its_receipt(signed_in: Callable[..., Client]) -> None:
    client, p = signed_in(), version("inspection", TODAY)
    matter = opened(client, p).json()["matter"]
    base = f"/api/inspection/{p.__name__}/{matter}"
    barred = client.get(f"/api/matters/{matter}").json()["barred"]
    entry = next(b for b in barred if b["step"] == "entry")
    assert entry["reasons"][0]["cite"].startswith("《") and entry["reasons"][0]["todo"]
    step = p.lines["approval"]
    answer = post(client, f"{base}/approval", {"facts": whole(step.asks.example(TODAY)), "seen": 1})  # type: ignore[attr-defined]  # a step
    assert answer.status_code == 201, answer.json()
    stale = post(client, f"{base}/approval", {"facts": whole(step.asks.example(TODAY)), "seen": 1})  # type: ignore[attr-defined]  # a step
    assert stale.status_code == 409
    alone = post(
        client,
        f"{base}/entry",
        {"facts": whole(p.lines["entry"].asks.example(TODAY)), "officers": ["market1"]},  # type: ignore[attr-defined]  # a step
    )
    assert alone.status_code == 422 and "2名以上" in alone.json()["errors"][0]["words"]
    receipt = client.get(f"/api/matters/{matter}/entries/2/receipt").json()
    assert all(c.ok for c in verify_receipt(canonical(receipt), verifiers()))
    assert receipt["hash"] == answer.json()["hash"] and receipt["code"] == answer.json()["code"]
    assert client.get(f"/api/matters/{matter}/entries/9/receipt").status_code == 404
    assert client.get(f"/api/matters/{matter}/entries/{10**30}/receipt").status_code == 404


def test_a_receipt_is_signed_under_the_name_of_the_ledger_and_the_published_key_stays_as_it_is(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = replace(county(), division="350199")
    for module in (read, ledger.place):
        monkeypatch.setattr(module, "county", lambda: placed)
    published = verifiers()
    client = signed_in()
    matter = opened(client, version("inspection", TODAY)).json()["matter"]
    receipt = client.get(f"/api/matters/{matter}/entries/1/receipt").json()
    assert receipt["key"] == ledger.signer().public.text
    assert all(c.ok for c in verify_receipt(canonical(receipt), published))
    assert KeyRing.load(keys_folder()).verifiers() == published


def test_a_step_of_another_version_is_refused_with_the_way_to_the_right_one(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    matter = opened(client, version("inspection", TODAY)).json()["matter"]
    old = version("inspection", date(2024, 3, 5))
    assert old is not version("inspection", TODAY)
    answer = post(client, f"/api/inspection/{old.__name__}/{matter}/told", {"facts": {}})
    assert answer.status_code == 422
    assert matter in answer.json()["errors"][0]["todo"]


def test_wrong_facts_are_told_by_their_title(signed_in: Callable[..., Client]) -> None:
    p = version("inspection", TODAY)
    facts = whole(first(p).asks.example(TODAY)) | {"cause": "随便", "unheard": 1}
    answer = opened(signed_in(), p, facts=facts)
    assert answer.status_code == 422
    assert {e["field"] for e in answer.json()["errors"]} >= {"检查事由", "unheard"}
    assert all(e["words"] and e["todo"] for e in answer.json()["errors"])
    assert not Matter.objects.exists()


def test_personal_facts_go_in_and_do_not_come_out(signed_in: Callable[..., Client]) -> None:
    client, p = signed_in(), version("foi", TODAY)
    answer = opened(client, p, facts={"received_on": TODAY.isoformat(), "wants": "批准文件", "applicant": "王小明"})
    found = client.get(f"/api/matters/{answer.json()['matter']}")
    assert "批准文件" in found.content.decode() and "王小明" not in found.content.decode()
    assert "王小明" not in Body.objects.get().text


def test_erasure_takes_the_personal_part_and_leaves_the_record(signed_in: Callable[..., Client]) -> None:
    client, p = signed_in(), version("foi", TODAY)
    made = opened(client, p, facts={"received_on": TODAY.isoformat(), "wants": "批准文件", "applicant": "王小明"}).json()
    assert Personal.objects.count() == 1
    path = f"/api/matters/{made['matter']}/erasure"
    assert post(client, path, {"about": 1, "basis": "", "who": "本人", "x": 1}).status_code == 422
    gone = post(client, path, {"about": 1, "basis": "保存期限已满", "who": "本人"})
    assert gone.status_code == 201, gone.json()
    assert not Personal.objects.exists()
    found = client.get(f"/api/matters/{made['matter']}").json()
    assert [t["step"] for t in found["done"]] == ["received", "+erase"]
    assert found["done"][0]["hash"] == made["hash"]
    assert post(client, path, {"about": 1, "basis": "保存期限已满", "who": "本人"}).status_code == 422


def test_a_correction_names_the_entry_and_the_reason_and_is_followed(signed_in: Callable[..., Client]) -> None:
    client, p = signed_in(), version("training", TODAY)
    matter = opened(client, p).json()["matter"]
    path = f"/api/matters/{matter}/correction"
    assert post(client, path, {"about": 9, "reason": "笔误"}).status_code == 422
    earlier = (TODAY - timedelta(days=1)).isoformat()
    assert post(client, path, {"about": 1, "reason": "日期笔误", "on": earlier}).status_code == 201
    assert post(client, path, {"about": 1, "reason": "重复登记", "seen": 1}).status_code == 409
    assert post(client, path, {"about": 1, "reason": "重复登记"}).status_code == 201
    assert [t["void"] for t in client.get(f"/api/matters/{matter}").json()["done"]] == [True, False, False]


def test_service_starts_the_time_that_runs_from_it(signed_in: Callable[..., Client]) -> None:
    client, p = signed_in(), version("inspection", TODAY)
    matter = opened(client, p).json()["matter"]
    path = f"/api/matters/{matter}/service"
    refused = post(client, path, {"about": 1, "facts": {"method": "direct"}})
    assert refused.status_code == 422 and "没有需要送达的文书" in refused.json()["errors"][0]["words"]
    base = f"/api/inspection/{p.__name__}/{matter}"
    for step in ("approval", "notice"):
        answer = post(client, f"{base}/{step}", {"facts": whole(p.lines[step].asks.example(TODAY))})  # type: ignore[attr-defined]  # a step
        assert answer.status_code == 201, answer.json()
    wrong = post(client, path, {"about": 3, "facts": {"method": "鸽子"}})
    assert wrong.status_code == 422
    served = post(client, path, {"about": 3, "facts": {"method": "direct", "to": "王小明"}})
    assert served.status_code == 201, served.json()
    done = client.get(f"/api/matters/{matter}").json()["done"]
    assert done[2]["served"] == TODAY.isoformat() and "王小明" not in str(done)


def test_an_attachment_is_taken_from_its_uploader_only(signed_in: Callable[..., Client]) -> None:
    client, other = signed_in(), signed_in("urban")
    file = SimpleUploadedFile("记录.txt", "检查记录".encode())
    kept = client.post("/api/attachments", {"file": file})
    assert kept.status_code == 201, kept.json()
    p = version("training", TODAY)
    assert opened(client, p, attachments=[kept.json()["attachment"]]).status_code == 201
    assert opened(other, p, attachments=[kept.json()["attachment"]]).status_code == 422
    disguised = client.post("/api/attachments", {"file": SimpleUploadedFile("a.pdf", b"MZ not a pdf")})
    assert disguised.status_code == 422 and "格式" in disguised.json()["errors"][0]["words"]


def test_the_list_goes_on_where_it_ended(signed_in: Callable[..., Client]) -> None:
    client, p = signed_in(), version("training", TODAY)
    made = sorted(opened(client, p).json()["matter"] for _ in range(5))
    got: list[str] = []
    after = ""
    while True:
        page = client.get("/api/matters", {"limit": 2, "after": after}).json()
        got += [m["id"] for m in page["matters"]]
        after = page["after"]
        if not after:
            break
    assert got == made
    assert client.get("/api/matters", {"procedure": "penalty"}).json()["matters"] == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.just("\x00"),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=6), x, max_size=3),
    max_leaves=8,
)
NAMES = ("title", "subject", "parent", "on", "officers", "attachments", "facts", "about", "seen", "because", "x")


@examples(
    max_examples=25,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # each example makes six requests: a failure is readable without shrinking
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6), facts=st.dictionaries(st.text(max_size=5), VALUES))
def test_a_body_of_any_kind_is_answered_in_words_and_a_refused_one_writes_nothing(
    signed_in: Callable[..., Client], body: dict[str, Any], facts: dict[str, Any]
) -> None:
    from yifa.registry.models import User

    User.objects.all().delete()
    client = signed_in()
    p = version("inspection", TODAY)
    matter = opened(client, p).json()["matter"]
    good = whole(first(p).asks.example(TODAY))
    for path in (f"/api/inspection/{p.__name__}", f"/api/inspection/{p.__name__}/{matter}/approval"):
        for sent in (body, {"title": "某", "facts": facts}, {"title": "某", "facts": good | facts, "x": 1}):
            count = Entry.objects.count()
            answer = post(client, path, sent)
            assert answer.status_code in (201, 400, 404, 409, 422), (answer.status_code, sent)
            written = answer.status_code == 201
            assert written or answer.json()["errors"][0]["words"]
            assert Entry.objects.count() == count + written


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"facts": NaN}', b"[" * 5000, b'{"facts": {"a": "\\ud800"}}']
)
def test_what_is_no_json_object_is_told_so(signed_in: Callable[..., Client], raw: bytes) -> None:
    answer = signed_in().post("/api/training/OfficerTraining", raw, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert answer.json()["errors"][0]["words"]


@pytest.mark.parametrize("bad", ["2024-02-30", "昨天", "2024-03-05T09:30", "99999-01-01", "2024-03-05T25:00+08:00"])
def test_an_impossible_day_is_told_so(signed_in: Callable[..., Client], bad: str) -> None:
    answer = opened(signed_in(), version("training", TODAY), on=bad)
    assert answer.status_code == 422
    assert "2024-03-05" in answer.json()["errors"][0]["todo"]


def test_what_is_recorded_is_what_was_sent(signed_in: Callable[..., Client]) -> None:
    facts = whole(first(version("inspection", TODAY)).asks.example(TODAY, 1))
    opened(signed_in(), version("inspection", TODAY), facts=facts)
    assert f'"facts":{canonical(facts)}' in Body.objects.get().text
