"""The pages of the joint plan: from filing to the portal, for who may see them; no secret duty beyond the desk."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from store import joint_county as jc
from web.town import signed_in, text, town
from yifa.actions import county as place
from yifa.actions.joint import queue
from yifa.actions.joint.file_duties import as_csv
from yifa.actions.joint.files import PLANS, kept
from yifa.actions.joint.gate import workdays
from yifa.actions.joint.plans import filings, the_year
from yifa.joint.verify import verify

pytestmark = pytest.mark.usefixtures("town", "january")
__all__ = ["town"]
SECRET_ITEM = "计量"
"""Only the duty that may not be merged has this item."""


@pytest.fixture
def january(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The year lies ahead."""
    monkeypatch.setattr(place, "now", lambda: jc.NOW)


def upload(client: Client, data: str) -> Any:
    return client.post("/desk/joint/file/", {"year": str(jc.YEAR), "file": SimpleUploadedFile("计划.csv", data.encode())})


def plan_id() -> str:
    found = the_year(jc.YEAR)
    assert found is not None
    return found.matter.id


def do(user: str, verb: str, **more: str) -> Any:
    return signed_in(user).post(f"/desk/joint/plans/{plan_id()}/do/{verb}/", more)


def through_the_pages() -> str:
    """The whole year by forms alone: opened, filed, approved, merged, approved, published."""
    jc.settle()
    opened = signed_in("sifa.supervisor").post("/desk/joint/open/", {k: str(v) for k, v in jc.RULES.items()})
    assert opened.status_code == 302, text(opened)
    for organ, data in (("shichang", jc.MARKET), ("yingji", jc.SAFETY)):
        sent = upload(signed_in(f"{organ}.officer"), data)
        assert sent.status_code == 302, text(sent)
        assert signed_in(f"{organ}.head").post(sent["Location"], {"verb": "approved"}).status_code == 302
        assert signed_in(f"{organ}.registrar").post(sent["Location"], {"verb": "published"}).status_code == 302
    for user, verb in (("supervisor", "merge"), ("head", "approve"), ("registrar", "publish")):
        done = do(f"sifa.{user}", verb)
        assert done.status_code == 302, text(done)
    return plan_id()


def test_the_whole_year_goes_through_the_pages() -> None:
    plan = through_the_pages()
    page = text(signed_in("sifa.supervisor").get(f"/desk/joint/plans/{plan}/"))
    for words in ("应查", "6项", "3次", "减少＝（分头去的次数－合并后的次数）÷分头去的次数＝（5－3）÷5＝40.00%", "已公布"):
        assert words in page, words
    left = text(signed_in("sifa.supervisor").get(f"/desk/joint/plans/{plan}/unplaced/"))
    assert "超过每次入企人数上限6人" in left and "青禾县青山茶厂" in left


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"by": "township"}, "城关镇"),
        ({"by": "township", "who": "城关镇"}, "禾丰食品"),
        ({"by": "firm", "q": "禾丰"}, "禾丰食品"),
        ({"by": "firm", "who": jc.F1}, "安全、食品"),
        ({"by": "officer"}, "青市监"),
        ({"by": "officer", "q": "没有这个人"}, "这些条件下没有入企"),
    ],
)
def test_the_calendar_is_seen_by_firm_officer_and_township(params: dict[str, str], words: str) -> None:
    plan = through_the_pages()
    assert words in text(signed_in("sifa.supervisor").get(f"/desk/joint/plans/{plan}/calendar/", params))


def test_a_month_is_a_grid_whose_days_lead_to_their_week() -> None:
    plan = through_the_pages()
    v = next(v for v in kept(PLANS, _certificate()).visits if v.subject == jc.F1)
    where = {"by": "firm", "who": jc.F1, "month": str(v.on.month)}
    page = text(signed_in("sifa.supervisor").get(f"/desk/joint/plans/{plan}/calendar/", where))
    target = re.search(r'href="#(w[\d-]+)"', page)
    assert target and f'id="{target[1]}"' in page and f"{v.on.day}日" in page


def _certificate() -> str:
    found = the_year(jc.YEAR)
    assert found is not None
    return found.certificate


def test_a_visit_is_adjusted_on_its_page_and_a_forbidden_change_is_refused_with_what_was_typed() -> None:
    plan = through_the_pages()
    v = next(v for v in kept(PLANS, _certificate()).visits if len(v.duties) > 1 and v.subject == jc.F1)
    where, client = f"/desk/joint/plans/{plan}/visits/{v.id}/", signed_in("sifa.supervisor")
    assert "改日期" in text(client.get(where))
    refused = client.post(where, {"change": "moved", "on": "2026-05-23", "reason": "企业停产检修"})
    assert refused.status_code == 422 and "不是本年度的工作日" in text(refused) and "企业停产检修" in text(refused)
    assert client.post(where, {"change": "moved", "on": "不是日期", "reason": "x"}).status_code == 422
    assert client.post(where, {"change": "nonsense"}).status_code == 422
    done = client.post(where, {"change": "moved", "on": "2026-05-20", "reason": "企业停产检修"})
    assert done.status_code == 302, text(done)
    assert "证书已经重新计算" in text(client.get(done["Location"]))
    page = text(client.get(f"/desk/joint/plans/{plan}/"))
    assert "已公布，之后有调整" in page and "企业停产检修" in page
    assert "现在这一版还没有批准" in text(do("sifa.registrar", "publish"))


def test_the_whole_plan_can_be_taken_home_and_verified(tmp_path: Path) -> None:
    plan = through_the_pages()
    answer = signed_in("sifa.supervisor").get(f"/desk/joint/plans/{plan}/files/all/")
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    assert verify(tmp_path / f"joint-{jc.YEAR}", workdays).ok
    assert signed_in("sifa.supervisor").get(f"/desk/joint/plans/{plan}/files/nothing/").status_code == 404


def test_a_department_sees_the_visits_in_which_it_takes_part_and_no_file_of_the_whole() -> None:
    plan = through_the_pages()
    client = signed_in("yingji.officer")
    page = text(client.get(f"/desk/joint/plans/{plan}/calendar/", {"by": "firm", "who": jc.F1}))
    assert "安全、食品" in page and SECRET_ITEM not in page, "not the other organ's secret visit"
    assert client.get(f"/desk/joint/plans/{plan}/files/visits/").status_code == 404
    secret = next(v for v in kept(PLANS, _certificate()).visits if v.duties == ("shichang/3",))
    assert client.get(f"/desk/joint/plans/{plan}/visits/{secret.id}/").status_code == 404
    assert "shichang/4" not in text(client.get(f"/desk/joint/plans/{plan}/unplaced/"))
    assert client.post(f"/desk/joint/plans/{plan}/do/merge/").status_code == 404


def test_an_organ_files_its_part_of_a_planned_visit_from_the_visits_page() -> None:
    plan = through_the_pages()
    v = next(v for v in kept(PLANS, _certificate()).visits if len(v.duties) > 1 and v.subject == jc.F1)
    where, client = f"/desk/joint/plans/{plan}/visits/{v.id}/", signed_in("yingji.officer")
    link = re.search(r'href="([^"]+)">登记本单位的这次检查', text(client.get(where)))
    assert link, "the plan is published and the organ takes part"
    address = html.unescape(link[1])
    form = text(client.get(address))
    number = the_year(jc.YEAR).matter.number  # type: ignore[union-attr]  # `plan` is its matter
    for value in (f'value="{v.on}"', f'value="{number}"', 'value="安全"', "市场监督管理局"):
        assert value in form, value
    assert 'value="食品"' not in form and "食品</textarea>" not in form, "the other organ's part is not filed here"
    data = {
        "subject": jc.F1, "title": "联合检查：禾丰", "filing-on": "2026-01-05", "filing-place": "企业", "filing-cause": "年度计划",
        "filing-items": "安全", "filing-duties": "安全", "filing-joint": "1", "filing-partners": "市场监督管理局",
        "filing-plan_ref": number, "filing-planned_on": str(v.on), "filing-times_this_year": "0", "filing-cap": "0",
    }  # fmt: skip
    done = client.post("/desk/open/inspection/", data)
    if done.status_code != 302:  # what is warned of once is filed by the same button
        warned = re.search(r'name="warned" value="([^"]+)"', text(done))
        assert warned, text(done)
        done = client.post("/desk/open/inspection/", data | {"warned": warned[1]})
    assert done.status_code == 302, text(done)
    assert "本单位已经登记：青应" in text(client.get(where))
    other = text(client.get(address.replace(jc.F1, jc.F2)))
    assert f'value="{number}"' not in other, "another firm was not planned for that day"
    assert "登记本单位的这次检查" not in text(signed_in("sifa.supervisor").get(where)), "who takes no part has nothing to file"


ROUTES = ("", "progress/", "unplaced/", "calendar/", "files/certificate/", "visits/V00001/")


def test_who_has_no_part_in_a_plan_finds_none_of_its_pages() -> None:
    plan = through_the_pages()
    filing = filings(plan)[0].matter.id
    for user in ("zhengfu.officer", "zhengfu.head", "zhengfu.registrar"):
        client = signed_in(user)
        for route in ROUTES:
            assert client.get(f"/desk/joint/plans/{plan}/{route}").status_code == 404, f"{user} {route}"
        assert client.get(f"/desk/joint/filings/{filing}/").status_code == 404
        assert client.get(f"/desk/joint/filings/{filing}/duties.csv").status_code == 404
        assert client.post(f"/desk/joint/filings/{filing}/", {"verb": "recalled", "text": "x"}).status_code == 404
        assert client.post(f"/desk/joint/plans/{plan}/do/publish/").status_code == 404
    for route in ROUTES:
        assert signed_in("sifa.head").get(f"/desk/joint/plans/{plan}/{route}").status_code == 200, route
        assert Client().get(f"/desk/joint/plans/{plan}/{route}").status_code == 302
    leader = signed_in("zhengfu.leader")
    assert leader.get(f"/desk/joint/plans/{plan}/").status_code == 200, "leaders oversee"
    assert leader.post(f"/desk/joint/plans/{plan}/do/approve/").status_code == 404, "and take no step in another organ's plan"


def test_the_portal_shows_the_published_part_and_no_secret_duty() -> None:
    through_the_pages()
    client = Client()
    pages = [client.get("/joint/"), client.get(f"/joint/{jc.YEAR}/"), client.get(f"/joint/{jc.YEAR}/certificate.json")]
    for answer in pages:
        assert answer.status_code == 200
        assert SECRET_ITEM not in text(answer) and "shichang/3" not in text(answer)
    assert "（4－2）÷4＝50.00%" in text(pages[1]) and "食品" in text(pages[1]), "counted without the secret visit"
    assert json.loads(pages[2].content)["counts"]["visits"] == 2
    assert client.get("/joint/2031/").status_code == 404
    record = text(client.get(f"/records/{plan_id()}/"))
    assert "公布的入企" in record and SECRET_ITEM not in record


def test_nothing_is_on_the_portal_before_it_is_published_or_after_it_was_withdrawn() -> None:
    plan = through_the_pages()
    client = Client()
    assert do("sifa.registrar", "withdraw", text="数字有误").status_code == 302
    assert client.get(f"/joint/{jc.YEAR}/").status_code == 404
    assert client.get(f"/joint/{jc.YEAR}/certificate.json").status_code == 404
    assert "还没有公布的计划" in text(client.get("/joint/"))
    assert "数字有误" in text(client.get(f"/records/{plan}/"))


def test_a_spoiled_file_is_told_by_row_and_column_on_the_page() -> None:
    jc.settle()
    signed_in("sifa.supervisor").post("/desk/joint/open/", {k: str(v) for k, v in jc.RULES.items()})
    client = signed_in("shichang.officer")
    answer = upload(client, jc.MARKET.replace("60,0,2", "六十,0,2"))
    assert answer.status_code == 422 and "第4行 minutes 列" in text(answer)
    assert client.post("/desk/joint/file/", {"year": "2026"}).status_code == 422
    assert client.post("/desk/joint/file/", {"year": "1999", "file": io.BytesIO(b"x")}).status_code == 422
    assert upload(client, "\x00\x01").status_code == 422
    assert filings(plan_id()) == []
    assert signed_in("sifa.supervisor").post("/desk/joint/open/", {"year": "1999"}).status_code == 422


def test_a_large_plan_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    jc.settle()
    monkeypatch.setattr(queue, "AT_ONCE", 1)
    signed_in("sifa.supervisor").post("/desk/joint/open/", {k: str(v) for k, v in jc.RULES.items()})
    sent = upload(signed_in("shichang.officer"), jc.MARKET)
    signed_in("shichang.head").post(sent["Location"], {"verb": "approved"})
    assert do("sifa.supervisor", "merge").status_code == 302
    client = signed_in("sifa.supervisor")
    where = f"/desk/joint/plans/{plan_id()}/"
    assert "已经排队" in text(client.get(where)) and "every 4s" in text(client.get(where))
    assert "HX-Refresh" not in client.get(f"{where}progress/", headers={"HX-Request": "true"})
    assert queue.make_requested(jc.NOW) == 1
    assert client.get(f"{where}progress/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "排好了" in text(client.get(where)) and "every 4s" not in text(client.get(where))


def test_files_that_are_gone_are_said_to_be_gone() -> None:
    plan = through_the_pages()
    from yifa.actions.joint.files import _kept, home

    (home() / PLANS / _certificate()).rename(home() / "lost")
    _kept.cache_clear()
    for route in ("", "calendar/", "visits/V00001/"):
        answer = signed_in("sifa.supervisor").get(f"/desk/joint/plans/{plan}/{route}")
        assert answer.status_code == 409 and "备份" in text(answer), route


def test_every_address_is_known_by_its_name() -> None:
    assert reverse("desk:joint") == "/desk/joint/" and reverse("portal:joint") == "/joint/"
    assert as_csv(b"a,b\n\n1,2\n").decode() == "a,b\n\n1,2\n", "rows keep their numbers"
