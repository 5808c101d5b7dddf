"""The portal: what is published is shown without personal facts, what is withdrawn shows the reason only."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from web import factory
from web.town import signed_in, text, town
from yifa.chapters import catalogue
from yifa.ledger.proof import code_of
from yifa.store.models import Entry

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]


def test_a_published_record_shows_organ_firm_outcome_and_decision_but_nobody_by_name() -> None:
    matter = factory.published(title="禾丰食品日常检查")
    client = Client()
    assert "禾丰食品日常检查" in text(client.get("/"))
    page = text(client.get(f"/records/{matter}/"))
    assert "青禾县禾丰食品有限公司" in page and "青禾县市场监督管理局" in page and "未发现问题" in page
    assert "林昭" not in page and "13800000000" not in page and "沈知微" not in page


def test_a_withdrawn_record_keeps_its_number_and_the_reason_and_is_not_found_by_its_content() -> None:
    matter = factory.withdrawn(title="顺达建材专项检查")
    client = Client()
    page = text(client.get(f"/records/{matter}/"))
    assert "公示的单位名称有误" in page and "顺达建材" not in page
    assert "顺达建材" not in text(client.get("/records/")) and "已撤回的公示" in text(client.get("/records/"))
    assert "已撤回" not in text(client.get("/records/?q=顺达"))


def test_a_typed_code_tells_what_was_recorded_when_and_in_which_checkpoint_but_no_facts() -> None:
    matter = factory.found(title="还没有公示的检查")
    entry = Entry.objects.get(matter=matter, seq=4)
    client = Client()
    before = text(client.get("/receipt/", {"code": code_of(entry.hash)}))
    assert "现场检查并制作笔录" in before and "等下一次检查点" in before
    factory.tick()
    page = text(client.get("/receipt/", {"code": code_of(entry.hash).lower()}))
    assert "含前5条的检查点" in page and entry.hash in page
    assert "还没有公示的检查" not in page and "未见异常" not in page and "林昭" not in page


def test_a_receipt_is_still_checked_when_this_release_no_longer_holds_the_definition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = Entry.objects.get(matter=factory.found(), seq=4)
    monkeypatch.setattr(catalogue, "_by_digest", dict)
    page = text(Client().get("/receipt/", {"code": code_of(entry.hash)}))
    assert "没有摘要为" in page and entry.hash in page


def test_a_code_that_is_none_or_unknown_is_told_so_with_what_to_do() -> None:
    client = Client()
    wrong = client.get("/receipt/?code=XYZ")
    assert wrong.status_code == 404 and "不是回执码" in text(wrong) and 'value="XYZ"' in text(wrong)
    unknown = client.get("/receipt/?code=0000-0000-0000-0000")
    assert unknown.status_code == 404 and "账本里没有" in text(unknown)


def test_a_whole_receipt_is_checked_by_signature_and_proof_and_a_changed_one_fails() -> None:
    matter = factory.found()
    factory.tick()
    receipt = signed_in().get(f"/desk/matters/{matter}/4/receipt.json").content.decode()
    client = Client()
    page = text(client.post("/receipt/", {"text": receipt}))
    assert "核对一致" in page and "已列入5条的检查点" in page
    changed = json.loads(receipt)
    changed["header"]["recorded_at"] = "2026-01-01T00:00:00Z"
    page = text(client.post("/receipt/", {"text": json.dumps(changed)}))
    assert "核对不一致" in page and "核对一致" not in page
    assert "不是一张完整的回执" in text(client.post("/receipt/", {"text": "你好"}))
    assert client.post("/receipt/", {"text": ""}).status_code == 422


def test_the_ledgers_key_and_checkpoints_are_public_and_the_note_verifies() -> None:
    from yifa.ledger.checkpoint import verify
    from yifa.web.ledger import signer, verifiers

    factory.found()
    factory.tick()
    client = Client()
    page = text(client.get("/ledger/"))
    assert signer().public.text in page.replace("&#x2B;", "+") and "前5条记录" in page
    checkpoint, _ = verify(text(client.get("/ledger/5.txt")), verifiers())
    assert checkpoint.size == 5
    assert client.get("/ledger/6.txt").status_code == 404


def test_an_empty_county_says_what_will_stand_there() -> None:
    client = Client()
    for where in ("/", "/records/", "/ledger/", "/handbook/", "/receipt/"):
        assert client.get(where).status_code == 200
    assert "还没有公示信息" in text(client.get("/"))


def test_records_are_listed_page_by_page_without_gap_or_repetition() -> None:
    from yifa.web.portal.records import latest, published

    made = {factory.published() for _ in range(5)}
    seen: list[str] = []
    after = ""
    while True:
        page, after = latest(published(), after, 2)
        seen += [m.id for m in page]
        if not after:
            break
    assert len(seen) == 5 and set(seen) == made
