"""Draws on desk and portal: what is shown to whom, and that nothing sealed is shown to anybody before the opening."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

import drawing as d
from web import factory
from web.town import signed_in, text, town
from yifa.actions import county as place
from yifa.actions.draws import shared as draws
from yifa.actions.draws.publish_draw import publish_draw
from yifa.actions.draws.shared import folder_of
from yifa.actions.draws.void_draw import void_draw
from yifa.actions.open_matter import open_matter
from yifa.actions.take_step import take_step
from yifa.chapters.enforcement.inspection_facts import Cause
from yifa.draw.firm import verify_proof
from yifa.draw.verify import verify
from yifa.registry.models import Seat, User
from yifa.store.models import Entry, Matter

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]


@pytest.fixture(autouse=True)
def registers(town: None) -> None:
    d.registers()


def on(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "now", lambda: d.at(day))


def drawn(matter: str) -> list[str]:
    rows = json.loads((folder_of(matter).private / "drawn.json").read_text(encoding="utf-8"))
    return [r[1] for r in rows]


def sealed_things(matter: str) -> list[str]:
    private = folder_of(matter).private
    secrets = [(private / name).read_text(encoding="ascii").strip() for name in ("secret", "salt")]
    names = [f"第{int(s[-6:])}家食品店" for s in drawn(matter) if s.startswith("91990126DRAW")]
    return [*secrets, *drawn(matter), *names]


def public_pages(matter: str) -> list[str]:
    files = [*(f.name for f in folder_of(matter).path.rglob("*") if f.is_file()), "secret", "../private/secret"]
    return ["/", "/draws/", "/draws/history/", f"/draws/{matter}/", "/records/", *(f"/draws/{matter}/{f}" for f in files)]


def test_the_portal_shows_every_statement_and_nothing_sealed_before_the_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.selected()
    d.replaced(matter, drawn(matter)[0])
    on("2026-09-10", monkeypatch)
    client = Client()
    for where in public_pages(matter):
        answer = client.get(where)
        assert not [s for s in sealed_things(matter) if s in text(answer)], where
    for name in ("freeze.json", "seal.json", "seal.txt", "beacon.json", "selection.json", "replacement-1.json"):
        answer = client.get(f"/draws/{matter}/{name}")
        assert answer.content == (folder_of(matter).public / name).read_bytes()
    for name in ("record.json", "opening.json", "drawn.json", "secret"):
        assert client.get(f"/draws/{matter}/{name}").status_code == 404
    page = text(client.get(f"/draws/{matter}/"))
    assert "已抽取，正在检查" in page and "与账本一致" in page and "还剩" in page


@pytest.mark.parametrize("user", ["shichang.reviewer", "shichang.administrator", "sifa.supervisor", "zhengfu.leader", "yingji.registrar"])
def test_who_may_not_know_the_drawn_finds_them_nowhere_on_the_desk(user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.selected()
    on("2026-09-10", monkeypatch)
    client = signed_in(user)
    subject = drawn(matter)[0]
    pages = ["/desk/", "/desk/draws/", f"/desk/draws/{matter}/", f"/desk/matters/{matter}/", f"/desk/draws/{matter}/proof/{subject}.json"]
    pages += [f"/desk/matters/{matter}/{e.seq}/" for e in Entry.objects.filter(matter=matter)]
    for where in pages:
        answer = client.get(where)
        assert not [s for s in sealed_things(matter) if s in text(answer) and s not in where], f"{where} as {user}"
    assert client.get(pages[4]).status_code == 404 if user != "shichang.administrator" else True
    assert client.post(f"/desk/draws/{matter}/replaced/", {}).status_code == 404


@pytest.mark.parametrize("verb", ["frozen", "sealed", "selected", "opened", "voided", "nonsense"])
def test_a_stranger_and_the_wrong_organ_take_no_step(verb: str) -> None:
    matter = d.planned()
    count = Entry.objects.filter(matter=matter).count()
    assert Client().post(f"/desk/draws/{matter}/{verb}/", {}).status_code == 302
    for seat in ("officer", "reviewer", "head", "registrar"):
        assert signed_in(f"yingji.{seat}").post(f"/desk/draws/{matter}/{verb}/", {}).status_code == 404
    assert Entry.objects.filter(matter=matter).count() == count


def test_the_whole_ceremony_on_the_desk_by_four_people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    registrar, head, officer = (signed_in(f"shichang.{s}") for s in ("registrar", "head", "officer"))
    on("2026-08-28", monkeypatch)
    assert "信用等级：A、B、C" in text(registrar.get("/desk/draws/new/"))
    plan = {
        "title": "秋季食品抽查", "items": "食品标签检查", "first_visit": "2026-09-07", "last_visit": "2026-09-25", "ratios": "A=10%\nC=3户",
        "reasons": "closed=已注销", "certificates": "综合", "officers": "2", "visits": "20", "townships": "禾丰镇",
    }  # fmt: skip
    refused = registrar.post("/desk/draws/new/", plan | {"ratios": "A=五成"})
    assert refused.status_code == 422 and "看不懂" in text(refused)
    where = registrar.post("/desk/draws/new/", plan)["Location"]
    matter = where.split("/")[-2]

    def did(client: Client, verb: str, **fields: str) -> None:
        answer = client.post(f"{where}{verb}/", {f"{verb}-{k}": v for k, v in fields.items()})
        assert answer.status_code == 302, text(answer)
        assert "已经记录" in text(client.get(answer["Location"]))

    bad = registrar.post(f"{where}frozen/", {"frozen-excluded": "只有一段"})
    assert bad.status_code == 422 and "要写成两段" in text(bad)
    did(registrar, "frozen", excluded=f"{d.firm(3)} closed")
    on("2026-08-31", monkeypatch)
    late = head.post(f"{where}sealed/", {"sealed-beacon": "双色球 2026101", "sealed-beacon_at": "2026-08-30 21:00", "sealed-open_by": "2026-10-10"})
    assert late.status_code == 422 and "已经" in text(late) and "--" not in text(late).split("<main", 1)[1].split("</main", 1)[0]
    did(head, "sealed", beacon="双色球 2026101", beacon_at="2026-09-01 21:15", open_by="2026-10-10")
    on("2026-09-02", monkeypatch)
    did(officer, "beacon_first", value=d.VALUE)
    assert d.VALUE not in text(registrar.get(where)), "the second person is not shown what the first entered"
    did(registrar, "beacon_second", value=d.VALUE)
    did(registrar, "selected")
    page = text(officer.get(where))
    assert "要检查的对象" in page and all(s in page for s in drawn(matter))
    asked = officer.get(page.split('href="/desk/open/inspection/?', 1)[1].split('"')[0].join(("/desk/open/inspection/?", "")).replace("&amp;", "&"))
    assert asked.status_code == 200 and "双随机抽查：" in text(asked)
    assert '<option value="双随机抽查" selected' in text(asked), "an inspection under a draw is made because of it"
    assert 'name="filing-batch" type="text" autocomplete="off" value="青市监抽查〔2026〕1号"' in text(asked)
    gone = drawn(matter)[1]
    did(head, "replaced", subject=gone, reason="已经停业")
    assert gone not in text(head.get(where)).split('id="drawn"', 1)[1].split("</section", 1)[0]
    on("2026-09-24", monkeypatch)
    early = registrar.post(f"{where}opened/", {})
    assert early.status_code == 422 and "检查到 2026-09-25 才结束" in text(early)
    did(officer, "finished")
    did(registrar, "opened")
    did(registrar, "results", text="下次多抽C类")
    public = text(Client().get(f"/draws/{matter}/"))
    assert "结果已公示" in public and "应检查" in public and "下次多抽C类" in public
    record = tmp_path / "record.json"
    record.write_bytes(Client().get(f"/draws/{matter}/record.json").content)
    seal = tmp_path / "seal.json"
    seal.write_bytes(Client().get(f"/draws/{matter}/seal.json").content)
    assert [str(c) for c in verify(record, [seal]) if not c.ok] == []
    years = text(Client().get("/draws/history/"))
    assert "已公开的抽查" in years and "1次" in years and "6/6" in years, "no inspection was recorded, so all six were missed"


def test_a_firm_gets_a_proof_at_its_door_that_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.selected()
    on("2026-09-10", monkeypatch)
    subject = drawn(matter)[0]
    answer = signed_in("shichang.officer").get(f"/desk/draws/{matter}/proof/{subject}.json")
    file = tmp_path / "proof.json"
    file.write_bytes(answer.content)
    assert [str(c) for c in verify_proof(file, [folder_of(matter).public / "selection.json"]) if not c.ok] == []
    other = next(d.firm(i) for i in range(40) if d.firm(i) not in drawn(matter))
    assert signed_in("shichang.officer").get(f"/desk/draws/{matter}/proof/{other}.json").status_code == 404


def test_one_person_with_both_seats_is_told_why_the_second_entry_is_not_his(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.sealed()
    on("2026-09-02", monkeypatch)
    Seat.objects.create(user=User.objects.get(username="shichang.officer"), role="registrar", since=date(2020, 1, 1))
    client = signed_in("shichang.officer")
    client.post(f"/desk/draws/{matter}/beacon_first/", {"beacon_first-value": d.VALUE})
    assert "您不能办" in text(client.get(f"/desk/draws/{matter}/"))
    answer = client.post(f"/desk/draws/{matter}/beacon_second/", {"beacon_second-value": d.VALUE})
    assert answer.status_code == 422 and "换一名没有参与的人员" in text(answer)
    assert not folder_of(matter).has("beacon")


def test_past_the_named_day_the_portal_is_red_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    lying, matter = d.frozen(), d.selected()
    on("2026-10-13", monkeypatch)
    client = Client()
    assert "还没有封存，应当作废" in text(client.get(f"/draws/{lying}/")) and "逾期18天" in text(client.get(f"/draws/{lying}/"))
    for where in ("/draws/", f"/draws/{matter}/"):
        assert '<span class="light red">逾期3天</span>' in text(client.get(where)), where
        assert "公开密值和全部记录" in text(client.get(where)), where


def test_a_void_draw_stays_listed_with_its_reason_and_its_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    matter, other = d.frozen(), d.planned()
    void_draw(d.who("head"), matter, "名单有误", now=d.at("2026-08-30"))
    on("2026-10-20", monkeypatch)
    client = Client()
    page = text(client.get("/draws/"))
    assert "青市监抽查〔2026〕1号" in page and "青市监抽查〔2026〕2号" in page and "已作废" in page and "没有缺号" in page
    assert "名单有误" in text(client.get(f"/draws/{matter}/"))
    assert client.get(f"/draws/{matter}/freeze.json").status_code == 200
    assert client.get(f"/draws/{other}/freeze.json").status_code == 404
    Matter.objects.filter(pk=matter).delete()
    assert "缺号：青市监抽查〔2026〕1号" in text(client.get("/draws/"))


def test_a_statement_that_was_changed_on_disk_or_is_gone_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.frozen()
    file = folder_of(matter).public / "freeze.json"
    file.write_text(file.read_text(encoding="utf-8").replace("秋季", "冬季"), encoding="utf-8")
    assert "文件与账本记载的摘要不符" in text(Client().get(f"/draws/{matter}/"))
    shutil.rmtree(folder_of(matter).path)
    assert "文件与账本记载的摘要不符" in text(Client().get(f"/draws/{matter}/"))
    assert Client().get(f"/draws/{matter}/freeze.json").status_code == 404


@pytest.mark.parametrize("name", ["private/drawn.json", "public/freeze.json", "private/secret"])
def test_damaged_files_are_told_in_words_and_nothing_is_recorded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.selected()
    count = Entry.objects.filter(matter=matter).count()
    (folder_of(matter).path / name).write_text("x", encoding="utf-8")
    on("2026-09-28", monkeypatch)
    assert Client().get(f"/draws/{matter}/").status_code == 200
    registrar = signed_in("shichang.registrar")
    assert registrar.get(f"/desk/draws/{matter}/").status_code in (200, 409)
    answer = registrar.post(f"/desk/draws/{matter}/opened/", {})
    assert answer.status_code in (409, 422) and "从备份恢复" in text(answer) and str(folder_of(matter).path) not in text(answer)
    assert Entry.objects.filter(matter=matter).count() == count


def test_files_of_a_step_that_was_not_recorded_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    from yifa.actions.draws.open_draw import open_draw

    matter = d.selected()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(draws, "advance", killed)
        with pytest.raises(KeyboardInterrupt):
            open_draw(d.who("registrar"), matter, now=d.at("2026-09-28"))
    assert folder_of(matter).has("opening")
    on("2026-09-28", monkeypatch)
    for where in (*public_pages(matter), f"/draws/{matter}/record.json"):
        assert not [s for s in sealed_things(matter) if s in text(Client().get(where))], where


def test_the_page_that_verifies_stands_alone() -> None:
    answer = Client().get("/draws/verify.html")
    assert answer.status_code == 200 and "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sandbox" in answer["Content-Security-Policy"] and "src=" not in text(answer)


def test_the_matter_leads_to_the_draw_and_takes_no_step_itself() -> None:
    matter = d.planned()
    client = signed_in("shichang.registrar")
    page = text(client.get(f"/desk/matters/{matter}/"))
    assert f"/desk/draws/{matter}/" in page and "<form action" not in page
    assert client.post(f"/desk/matters/{matter}/step/frozen/", {}).status_code == 302
    assert Entry.objects.filter(matter=matter).count() == 1


def test_published_results_stand_among_the_public_records(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.selected()
    d.opened(matter)
    publish_draw(d.who("registrar"), matter, now=d.at("2026-09-29"))
    on("2026-09-30", monkeypatch)
    assert "青市监抽查〔2026〕1号" in text(Client().get("/records/"))
    assert Client().get(f"/records/{matter}/").status_code == 200


def test_the_officers_who_were_drawn_are_filled_in_for_approval_and_another_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.in_december()
    [first, second, *_] = d.drawn_rows(matter)
    now = d.at("2026-12-08")
    on("2026-12-08", monkeypatch)
    facts = factory.PLAN | {"cause": Cause.random, "planned_on": now.date()}
    page = {}
    for row, sent in ((first, first[3][0]), (second, [o for o in (f"ZF{i}" for i in range(6)) if o not in second[3][0]][:2])):
        visit = open_matter(factory.actor("officer"), "inspection", "双随机", facts, subject=row[1], on=now.date(), parent=matter, now=now).matter
        shown = text(signed_in("shichang.head").get(f"/desk/visits/{visit}/"))
        picked = re.findall(r'name="approval-certificates" value="([^"]+)" checked', shown)
        assert sorted(picked) == sorted(row[3][0]), "and nobody else"
        take_step(factory.actor("head"), visit, "approval", {"certificates": sent}, on=now.date(), now=now)
        page[row[1]] = text(signed_in().get(f"/desk/visits/{visit}/"))
    assert "抽取派的是" not in page[first[1]] and "证件今天都有效" in page[first[1]]
    assert "抽取派的是" in page[second[1]] and "换人要有理由" in page[second[1]]
    assert "抽取派的是" not in text(signed_in("shichang.reviewer").get(f"/desk/visits/{visit}/")), "who may not know the drawn is not told"
