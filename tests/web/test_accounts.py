"""Accounts on the desk: who keeps them, the one-time password, and that it is written nowhere."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from web import factory
from web.town import signed_in, text, town
from yifa.registry.models import Seat, User
from yifa.store.models import Entry

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
ROOT, OWN = "zhengfu.administrator", "shichang.administrator"
NEW = {"login": "shichang.li", "name": "李之远", "organ": "shichang", "duties": ["officer"], "since": "2026-10-20"}
MINE = "八月秋高风怒号，卷我屋上"


def one_time(page: str) -> str:
    found = re.search(r"一次性密码 <b>([2-9a-z]{4}(?:-[2-9a-z]{4}){2})</b>", page)
    assert found, page
    return found[1]


def act(client: Client, login: str, verb: str, **facts: Any) -> Any:
    data = {f"{verb}-{k}": v for k, v in facts.items()}
    return client.post(reverse("desk:account-change", args=[login, verb]), data)


def opened(client: Client | None = None, **more: Any) -> str:
    """A new account; its one-time password."""
    answer = (client or signed_in(ROOT)).post(reverse("desk:account-new"), NEW | more)
    assert answer.status_code == 200, text(answer)
    return one_time(text(answer))


def enter(login: str, password: str) -> Client:
    client = Client()
    client.post("/desk/sign-in/", {"username": login, "password": password})
    return client


def change(client: Client, old: str, new: str, again: str | None = None) -> Any:
    return client.post("/desk/password/", {"old": old, "new": new, "again": new if again is None else again})


def test_a_new_account_signs_in_once_with_the_one_time_password_and_sets_its_own_before_anything_else() -> None:
    password = opened(signed_in(OWN))
    client = enter("shichang.li", password)
    for where in ("/desk/", "/desk/matters/", "/desk/report/", "/desk/handbook/", "/desk/accounts/"):
        answer = client.get(where)
        assert answer.status_code == 302 and answer["Location"] == "/desk/password/", where
    assert client.get("/api/matters").status_code == 401
    page = text(client.get("/desk/password/"))
    assert "先换成自己的密码" in page and "登记新案" not in page
    assert change(client, password, MINE)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert enter("shichang.li", password).get("/desk/").status_code == 302, "the one-time password is used up"
    assert enter("shichang.li", MINE).get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("wrong", MINE, MINE, "现在的密码：不对"),
        (factory.PASSWORD, "short", "short", "至少10个字符"),
        (factory.PASSWORD, "83746592017", "83746592017", "全是数字"),
        (factory.PASSWORD, "1234567890", "1234567890", "太常见"),
        (factory.PASSWORD, "shichang.officer", "shichang.officer", "和登录名或者姓名太像"),
        (factory.PASSWORD, factory.PASSWORD, factory.PASSWORD, "和现在的一样"),
        (factory.PASSWORD, MINE, "别的", "两次输的不一样"),
        (factory.PASSWORD, "x" * 200, "x" * 200, "最多128个字符"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_in_words(old: str, new: str, again: str, says: str) -> None:
    client = signed_in()
    answer = change(client, old, new, again)
    assert answer.status_code == 422 and says in text(answer)
    typed = text(answer).replace('name="username" value="shichang.officer"', "")
    assert f'value="{new}"' not in typed, "what was typed is not sent back"
    assert not Entry.objects.exists() and enter("shichang.officer", factory.PASSWORD).get("/desk/").status_code == 200


def test_five_wrong_present_passwords_end_the_session() -> None:
    client = signed_in()
    assert change(client, factory.PASSWORD, "weak").status_code == 422
    for _ in range(5):
        assert change(client, "wrong", MINE).status_code == 422
    assert change(client, "wrong", MINE)["Location"] == "/desk/sign-in/"
    assert client.get("/desk/password/").status_code == 302


def test_the_name_on_every_page_leads_to_ones_own_password() -> None:
    client = signed_in()
    for where in ("/desk/", "/desk/matters/", "/desk/report/"):
        assert 'href="/desk/password/"' in text(client.get(where))
    assert change(client, factory.PASSWORD, MINE).status_code == 302
    assert client.get("/desk/").status_code == 200, "one's own session goes on"


def test_the_session_of_a_reset_or_stopped_account_ends_and_does_not_come_back() -> None:
    client, root = signed_in(), signed_in(ROOT)
    assert client.get("/desk/").status_code == 200
    answer = act(root, "shichang.officer", "reset", reason="本人忘记密码")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    again = signed_in()
    User.objects.filter(username="shichang.officer").update(one_time=False)
    assert again.get("/desk/").status_code == 200
    assert act(root, "shichang.officer", "stop", reason="调离").status_code == 302
    assert again.get("/desk/").status_code == 302
    assert enter("shichang.officer", one_time(text(answer))).get("/desk/").status_code == 302
    back = act(root, "shichang.officer", "reopen", reason="调回")
    mine = text(enter("shichang.officer", one_time(text(back))).get("/desk/password/"))
    assert "调离" in mine and "重设密码" in mine and "重新启用" in mine, "everybody sees what was done to the own account"
    assert again.get("/desk/").status_code == 302, "the session of before does not come back"
    assert enter("shichang.officer", one_time(text(back))).get("/desk/")["Location"] == "/desk/password/"


def test_no_password_and_no_hash_is_in_the_ledger_a_log_a_session_or_a_page_after(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    root = signed_in(ROOT)
    first = opened(root)
    assert change(enter("shichang.li", first), first, MINE).status_code == 302
    second = one_time(text(act(root, "shichang.li", "reset", reason="忘了")))
    hashes = [p for p in User.objects.values_list("password", flat=True) if "$" in p]
    tables = [m for m in apps.get_models() if m is not User and m is not Session]
    told = "".join(str(list(m._default_manager.values())) for m in tables)
    told += "".join(str(s.get_decoded()) for s in Session.objects.all())
    told += caplog.text
    told += text(root.get(reverse("desk:account", args=["shichang.li"]))) + text(root.get("/desk/accounts/"))
    for secret in (first, second, MINE, *hashes):
        assert secret not in told
    assert Entry.objects.count() == 3 and "shichang.li" in told


def test_the_account_page_tells_its_seats_and_changes_with_who_and_when() -> None:
    root = signed_in(ROOT)
    opened(root, reason="新录用")
    assert act(root, "shichang.li", "give", duties=["reviewer", "head"], since="2026-11-01", until="2026-12-31").status_code == 302
    assert act(root, "shichang.li", "end", duty="officer", end="2026-11-01", reason="轮岗").status_code == 302
    page = text(root.get(reverse("desk:account", args=["shichang.li"])))
    for words in ("李之远", "开通账号", "新录用", "审核人员、负责人，2026年11月1日起，到2026年12月31日", "轮岗", "还没有到任", "现任",
                  "2026年10月31日", "2026年10月20日 09:12"):  # fmt: skip
        assert words in page, words
    who = User.objects.get(username=ROOT).name
    assert page.count(f">{who}</td>") == 3
    listed = text(root.get("/desk/accounts/?q=之远"))
    assert "李之远" in listed and "等本人换密码" in listed and "shichang.officer" not in listed
    assert "yingji.officer" in text(root.get("/desk/accounts/?organ=yingji")) and "没有查到" in text(root.get("/desk/accounts/?q=zzz"))


def test_only_administrators_find_the_accounts_and_each_only_those_that_are_kept() -> None:
    for seat in ("officer", "registrar", "head", "reviewer"):
        client = signed_in(f"shichang.{seat}")
        assert client.get("/desk/accounts/").status_code == 403 and "/desk/accounts/" not in text(client.get("/desk/"))
        assert client.post(reverse("desk:account-new"), NEW).status_code == 403
        assert act(client, "shichang.head", "reset", reason="x").status_code == 403
    own = signed_in(OWN)
    assert "/desk/accounts/" in text(own.get("/desk/"))
    page = text(own.get("/desk/accounts/?organ=yingji"))
    assert "shichang.officer" in page and "yingji.officer" not in page
    for verb in ("give", "end", "reset", "stop", "reopen"):
        there, nowhere = act(own, "yingji.officer", verb, reason="x"), act(own, "nobody", verb, reason="x")
        assert there.status_code == nowhere.status_code == 404
    assert own.get(reverse("desk:account", args=["yingji.officer"])).status_code == 404
    assert own.post(reverse("desk:account-new"), NEW | {"organ": "yingji"}).status_code == 422
    assert own.post(reverse("desk:account-new"), NEW | {"duties": ["leader"]}).status_code == 422
    assert not Entry.objects.exists() and not User.objects.filter(username="shichang.li").exists()


def test_ones_own_account_and_those_of_supervision_and_leaders_are_kept_by_others() -> None:
    own, root = signed_in(OWN), signed_in(ROOT)
    page = text(own.get(reverse("desk:account", args=[OWN])))
    assert "这是您自己的账号" in page and 'class="step"' not in page
    assert "由县政府的管理员办理" in text(own.get(reverse("desk:account", args=["shichang.leader"])))
    assert act(own, OWN, "reset", reason="x").status_code == 422
    assert act(own, "shichang.leader", "reset", reason="x").status_code == 422
    assert act(root, "shichang.leader", "reset", reason="忘了").status_code == 200


def test_a_refusal_keeps_what_was_typed_and_stands_beside_its_field() -> None:
    root = signed_in(ROOT)
    answer = root.post(reverse("desk:account-new"), NEW | {"login": "李", "title": "科员"})
    page = text(answer)
    assert answer.status_code == 422 and 'id="f-login-e"' in page and "李之远" in page and "科员" in page
    taken = root.post(reverse("desk:account-new"), NEW | {"login": "Shichang.Officer"})
    assert taken.status_code == 422 and "已经有人用" in text(taken) and 'href="#f-login"' in text(taken)
    late = act(root, "shichang.officer", "give", duties=["head"], since="2026-10-01", reason="补登")
    assert late.status_code == 422 and 'id="f-give-since-e"' in text(late) and "补登" in text(late)
    assert act(root, "shichang.officer", "dance").status_code == 404
    assert root.get(reverse("desk:account-change", args=["shichang.officer", "stop"])).status_code == 405
    assert not Seat.objects.filter(user__username="shichang.officer").exclude(role="officer").exists()


def test_an_administrator_opens_no_matter_and_reads_none() -> None:
    matter = factory.filed(organ="zhengfu")
    root = signed_in(ROOT)
    opened(root)
    change = Entry.objects.latest("id")
    for m in (matter, change.matter):
        assert root.get(f"/desk/matters/{m}/").status_code == 404
    assert root.get("/desk/open/account_change/").status_code == 404
    assert "账号登记" not in text(root.get("/desk/open/"))
    assert root.get("/desk/rosters/subjects/import/").status_code == 403
    assert "导入表格" not in text(root.get("/desk/rosters/subjects/"))


def test_what_is_said_to_who_forgot_the_password_is_where_it_is_reset() -> None:
    page = text(Client().get("/desk/sign-in/"))
    assert "管理员" in page and "“账号”" in page and "“人员”" not in page
