"""Who may change whose account: each refusal, that nothing is written then, and that administrators gain nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import connection, transaction
from pytest_django import Settings

from people import FIRM, actor, at, settle
from yifa.actions import county as place
from yifa.actions.accounts.change_seats import end_seat, give_seats
from yifa.actions.accounts.open_account import Handed, open_account
from yifa.actions.accounts.passwords import READABLE, one_time
from yifa.actions.accounts.set_password import own_password, reset_password
from yifa.actions.accounts.shared import NoSuchAccount
from yifa.actions.accounts.stop_account import reopen_account, stop_account
from yifa.actions.correct import correct
from yifa.actions.erase import erase
from yifa.actions.open_matter import open_matter
from yifa.actions.refused import Invalid, Refused
from yifa.actions.register_rows import register_rows
from yifa.actions.serve_paper import serve_paper
from yifa.actions.take_step import take_step
from yifa.chapters.catalogue import procedures, version
from yifa.chapters.service.accounts import AccountChange, Duty, What
from yifa.registry.models import Organ, Seat, User
from yifa.registry.rosters import ROSTERS
from yifa.store.actor import (
    SEATS,
    Actor,
    actor_of,
    command_line,
    may_take,
    may_work,
    must_change,
    signed_in,
    visible_to,
)
from yifa.store.models import Entry, Matter
from yifa.store.read import NoSuchMatter
from yifa.store.visibility import changes_of

NOW = at(2026, 10, 20)
TODAY = NOW.date()
EVER = date(2020, 1, 1)
ROOT, SECOND, OWN = (Actor(k, k, k.split(".")[0], frozenset({"administrator"})) for k in ("zhengfu.a", "zhengfu.b", "shichang.a"))
BOTH = frozenset({"administrator", "officer", "registrar", "head"})


@pytest.fixture(autouse=True)
def town(db: None, tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    place.county.cache_clear()
    settle()
    Organ.objects.create(key="zhengfu", name="青禾县人民政府", kind="government", short="青政", since=EVER)
    for login, role in (("zhengfu.a", "administrator"), ("zhengfu.b", "administrator"), ("shichang.a", "administrator"),
                        ("shichang.c", "officer"), ("shichang.l", "leader"), ("sifa.c", "officer")):  # fmt: skip
        user = User.objects.create(username=login, name=login, organ=login.split(".")[0], password="!")
        Seat.objects.create(user=user, role=role, since=EVER)
    yield
    place.county.cache_clear()


def everything() -> tuple[Any, ...]:
    """All that a change could have written."""
    users = sorted(User.objects.values_list("username", "password", "is_active", "one_time"))
    return users, sorted(Seat.objects.values_list("user__username", "role", "since")), Entry.objects.count(), Matter.objects.count()


def refused(act: Callable[[], Any], words: str, kind: type[Exception] = Refused) -> None:
    """The act is refused with these words and with what to do, and writes nothing."""
    before = everything()
    with pytest.raises(kind, match=words) as told:
        act()
    assert everything() == before
    if isinstance(told.value, Refused):
        assert all(r.todo for r in told.value.refusals)


def body(n: int = -1) -> str:
    return str(list(Entry.objects.order_by("id"))[n].body_row.text)


def held(login: str, day: date = TODAY) -> set[str]:
    return set(actor_of(User.objects.get(username=login), day).seats)


# -- opening
def test_an_administrator_opens_an_account_of_the_own_organ_with_its_seats_and_one_entry() -> None:
    made = open_account(OWN, "shichang.li", "李之远", "shichang", title="科员", roles=["officer", "registrar"], reason="新录用", now=NOW)
    user = User.objects.get(username="shichang.li")
    assert user.one_time and user.check_password(made.password) and held("shichang.li") == {"officer", "registrar"}
    assert must_change(user) and not signed_in(user, TODAY).seats
    entry = Entry.objects.get()
    m = Matter.objects.get(id=made.taken.matter)
    assert (entry.actor, entry.step, m.organ, m.subject, m.closed) == (OWN.key, "changed", "shichang", "shichang.li", True)
    for words in ("shichang.li", "开通账号", "承办人员", "登记人员", "2026-10-20", "新录用"):
        assert words in body()
    assert made.password not in body() + repr(made) and user.password not in body() and "李之远" not in body() + m.title


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"login": "李"}, "登录名：用字母"),
        ({"login": "a"}, "登录名：用字母"),
        ({"login": ".a"}, "登录名：用字母"),
        ({"login": "a b"}, "登录名：用字母"),
        ({"login": "x" * 65}, "登录名：用字母"),
        ({"login": "shichang.c"}, "已经有人用"),
        ({"login": "SHICHANG.C"}, "已经有人用"),
        ({"name": " "}, "姓名"),
        ({"organ": "nowhere"}, "单位名册里今天没有"),
        ({"organ": ""}, "单位名册里今天没有"),
        ({"roles": ["king"]}, "没有“king”这个职责"),
        ({"since": TODAY - timedelta(days=1)}, "不能倒填"),
    ],
)
def test_an_account_that_is_not_in_order_is_refused_by_its_field(more: dict[str, Any], words: str) -> None:
    given: dict[str, Any] = {"login": "new.one", "name": "某人", "organ": "shichang", "now": NOW} | more
    refused(lambda: open_account(ROOT, **given), words, Invalid)


def test_an_organ_that_has_ended_gets_no_account() -> None:
    Organ.objects.filter(key="sifa").update(until=TODAY - timedelta(days=1))
    refused(lambda: open_account(ROOT, "sifa.li", "某人", "sifa", now=NOW), "今天没有", Invalid)


# -- rights
def test_other_seats_change_no_account() -> None:
    for seat in set(SEATS) - {"administrator"}:
        who = actor("zhengfu", seat)
        for act in acts(who, "shichang.c"):
            refused(act, "您不担任管理员")


def acts(who: Actor, login: str) -> list[Callable[[], Any]]:
    return [
        lambda: open_account(who, "new.one", "某人", "shichang", now=NOW),
        *on_one(who, login),
    ]


def on_one(who: Actor, login: str) -> list[Callable[[], Any]]:
    return [
        lambda: give_seats(who, login, ["reviewer"], TODAY, now=NOW),
        lambda: end_seat(who, login, "officer", TODAY, now=NOW),
        lambda: stop_account(who, login, "x", now=NOW),
        lambda: reopen_account(who, login, "x", now=NOW),
        lambda: reset_password(who, login, "x", now=NOW),
    ]


def test_an_account_of_another_organ_does_not_exist_for_an_organs_administrator() -> None:
    for login in ("sifa.c", "nobody"):
        for act in on_one(OWN, login):
            refused(act, f"没有叫“{login}”", NoSuchAccount)
    refused(lambda: open_account(OWN, "sifa.li", "某人", "sifa", now=NOW), "属于别的单位")
    assert give_seats(ROOT, "sifa.c", ["reviewer"], TODAY, now=NOW)
    assert changes_of(ROOT, "sifa.c", TODAY).count() == 1 and not changes_of(OWN, "sifa.c", TODAY).exists()


@pytest.mark.parametrize("role", ["supervisor", "leader", "administrator"])
def test_only_the_governments_administrator_gives_and_ends_the_seats_for_the_whole_county(role: str) -> None:
    refused(lambda: give_seats(OWN, "shichang.c", [role], TODAY, now=NOW), "只由县政府的管理员任免")
    refused(lambda: open_account(OWN, "shichang.x", "某人", "shichang", roles=[role], now=NOW), "只由县政府的管理员任免")
    give_seats(ROOT, "shichang.c", [role], TODAY + timedelta(days=9), now=NOW)
    refused(lambda: end_seat(OWN, "shichang.c", role, TODAY, now=NOW), "不由本单位的管理员")
    end_seat(ROOT, "shichang.c", role, TODAY, now=NOW)
    assert role not in held("shichang.c", TODAY + timedelta(days=9))


def test_an_organs_administrator_cannot_take_over_the_account_of_a_leader() -> None:
    """Who resets a password could sign in with it: so it takes the right to give the seats that the account holds."""
    for act in on_one(OWN, "shichang.l"):
        refused(act, "担任县领导，不由本单位的管理员")
    assert reset_password(ROOT, "shichang.l", "忘了", now=NOW).password


def test_nobody_changes_the_own_account_and_a_second_administrator_does() -> None:
    for act in on_one(ROOT, ROOT.key):
        refused(act, "自己的账号不能由自己")
    stop_account(SECOND, ROOT.key, "休假", now=NOW)
    reopen_account(SECOND, ROOT.key, "回来", now=NOW)
    give_seats(SECOND, ROOT.key, ["registrar"], TODAY, now=NOW)
    assert held(ROOT.key) == {"administrator", "registrar"}


def test_the_last_administrator_of_the_government_is_neither_stopped_nor_dismissed() -> None:
    stop_account(ROOT, SECOND.key, "调离", now=NOW)
    late = SECOND  # whose rights were read before the account was stopped
    refused(lambda: stop_account(late, ROOT.key, "x", now=NOW), "最后一名管理员")
    refused(lambda: end_seat(late, ROOT.key, "administrator", TODAY + timedelta(days=30), now=NOW), "最后一名管理员")
    refused(lambda: stop_account(command_line("zhengfu"), ROOT.key, "x", now=NOW), "最后一名管理员")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_stop_each_other_at_the_same_moment_leave_one() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite 的写事务本来就排队")
    told: list[str] = []
    together = Barrier(2)

    def stop(who: Actor, other: Actor) -> None:
        together.wait(10)
        try:
            told.append(stop_account(who, other.key, "x", now=NOW).matter)
        except Refused as no:
            told.append(str(no))
        finally:
            connection.close()

    both = [Thread(target=stop, args=pair) for pair in ((ROOT, SECOND), (SECOND, ROOT))]
    for t in both:
        t.start()
    for t in both:
        t.join(30)
    assert User.objects.filter(username__in=[ROOT.key, SECOND.key], is_active=True).count() == 1
    assert len(told) == 2 and any("最后一名管理员" in t for t in told) and Entry.objects.count() == 1


def test_two_administrators_cannot_agree_on_a_day_from_which_there_is_none() -> None:
    soon, sooner = TODAY + timedelta(days=40), TODAY + timedelta(days=20)
    end_seat(ROOT, SECOND.key, "administrator", soon, now=NOW)
    for day in (sooner, soon, soon + timedelta(days=1)):
        refused(lambda day=day: end_seat(SECOND, ROOT.key, "administrator", day, now=NOW), "最后一名管理员")  # type: ignore[misc]  # its own day
    give_seats(ROOT, SECOND.key, ["administrator"], soon, now=NOW)
    assert end_seat(SECOND, ROOT.key, "administrator", soon, now=NOW)


def test_an_administrator_of_another_organ_does_not_count_as_one_of_the_government() -> None:
    stop_account(ROOT, SECOND.key, "调离", now=NOW)
    assert stop_account(ROOT, OWN.key, "调离", now=NOW)


# -- seats
def test_seats_are_given_and_ended_by_date_and_never_backwards() -> None:
    end = TODAY + timedelta(days=10)
    give_seats(OWN, "shichang.c", ["reviewer", "head"], TODAY, end, now=NOW)
    assert held("shichang.c") == {"officer", "reviewer", "head"} and held("shichang.c", end + timedelta(days=1)) == {"officer"}
    refused(lambda: give_seats(OWN, "shichang.c", ["head"], end, now=NOW), "已经担任负责人")
    refused(lambda: give_seats(OWN, "shichang.c", [], TODAY, now=NOW), "选一项", Invalid)
    refused(lambda: give_seats(OWN, "shichang.c", ["registrar"], TODAY - timedelta(days=1), now=NOW), "不能倒填", Invalid)
    refused(lambda: give_seats(OWN, "shichang.c", ["registrar"], TODAY, EVER, now=NOW), "不能早于", Invalid)
    refused(lambda: end_seat(OWN, "shichang.c", "registrar", TODAY, now=NOW), "没有担任登记人员")
    refused(lambda: end_seat(OWN, "shichang.c", "officer", TODAY - timedelta(days=1), now=NOW), "不能倒填", Invalid)
    end_seat(OWN, "shichang.c", "officer", TODAY, reason="轮岗", now=NOW)
    assert held("shichang.c") == {"reviewer", "head"} and held("shichang.c", TODAY - timedelta(days=1)) == {"officer"}
    end_seat(OWN, "shichang.c", "head", TODAY, now=NOW)
    assert not Seat.objects.filter(user__username="shichang.c", role="head").exists(), "it was never held for a day"
    give_seats(OWN, "shichang.c", ["head"], TODAY, now=NOW)
    assert "head" in held("shichang.c") and Entry.objects.count() == 4


# -- passwords
def test_a_stopped_account_signs_in_no_more_and_its_session_does_not_come_back() -> None:
    made = reset_password(OWN, "shichang.c", "第一次", now=NOW)
    before = User.objects.get(username="shichang.c").get_session_auth_hash()
    stop_account(OWN, "shichang.c", "调离", now=NOW)
    assert authenticate(username="shichang.c", password=made.password) is None and not held("shichang.c")
    refused(lambda: stop_account(OWN, "shichang.c", "x", now=NOW), "已经停用")
    refused(lambda: reset_password(OWN, "shichang.c", "x", now=NOW), "没有密码可以重设")
    refused(lambda: own_password("shichang.c", made.password, "a" * 20, "a" * 20, now=NOW), "没有叫", NoSuchAccount)
    again = reopen_account(OWN, "shichang.c", "调回", now=NOW)
    user = User.objects.get(username="shichang.c")
    assert user.get_session_auth_hash() != before and must_change(user)
    assert authenticate(username="shichang.c", password=made.password) is None
    assert authenticate(username="shichang.c", password=again.password) == user
    refused(lambda: reopen_account(OWN, "shichang.c", "x", now=NOW), "没有停用")


def test_ones_own_password_is_recorded_by_oneself_and_ends_the_one_time_password() -> None:
    made: Handed = reset_password(OWN, "shichang.c", "忘了", now=NOW)
    taken = own_password("shichang.c", made.password, "春风又绿江南岸，明月何时", "春风又绿江南岸，明月何时", now=NOW)
    user = User.objects.get(username="shichang.c")
    assert not user.one_time and signed_in(user, TODAY).seats == {"officer"}
    assert Entry.objects.get(matter=taken.matter).actor == "shichang.c" and What.own.value in body()
    for secret in (made.password, "春风又绿", user.password):
        assert secret not in body(0) + body(1)


def test_one_time_passwords_are_random_and_can_be_read_aloud() -> None:
    made = {one_time() for _ in range(500)}
    assert len(made) == 500 and not set("".join(made)) - set(READABLE) - {"-"}
    assert not set("01loi") & set(READABLE) and {len(p) for p in made} == {14}


# -- what an administrator does not gain
def test_an_administrator_takes_no_step_but_the_own_and_serves_corrects_erases_nothing() -> None:
    root = actor("shichang", "administrator")
    for p in procedures():
        for s in p.steps():
            assert may_take(root, "shichang", s.by.seat) == (s.by.seat == "administrator"), (p.__name__, s.key)
    assert not may_work(root, "shichang") and not may_take(root, "sifa", "administrator")
    assert not may_take(actor("", "administrator"), "", "administrator")
    matter = open_account(OWN, "shichang.li", "某人", "shichang", now=NOW).taken.matter
    refused(lambda: take_step(root, matter, "changed", {"login": "x", "what": "停用"}, now=NOW), "不能单独记载")
    doings: list[Callable[[], Any]] = [
        lambda: correct(root, matter, 1, "错了", now=NOW),
        lambda: erase(root, matter, 1, "期满", "本人", now=NOW),
        lambda: serve_paper(root, matter, 1, {"method": "direct"}, now=NOW),
    ]
    for act in doings:
        refused(act, "没有这个案件", NoSuchMatter)
    refused(lambda: open_matter(root, "inspection", "检查", {}, subject=FIRM, now=NOW), "没有在任何单位任职")
    refused(lambda: register_rows(root, ROSTERS["adviser"], [], now=NOW), "没有在任何单位任职")
    assert not visible_to(root).exists()


def test_no_change_is_recorded_that_nobody_made() -> None:
    """The general actions refuse the step, even to an administrator who also works in the organ."""
    both = Actor("shichang.a", "", "shichang", BOTH)
    facts = {"login": "shichang.c", "what": "停用"}
    matter = open_account(OWN, "shichang.li", "某人", "shichang", now=NOW).taken.matter
    refused(lambda: open_matter(both, "account_change", "x", facts, now=NOW), "不能单独记载")
    rows = {"roster": "officers", "rows": 3, "sha256": "0" * 64}
    refused(lambda: open_matter(both, "roster_rows", "x", rows, now=NOW), "不能单独记载")
    batch = {"source": "service_cases", "month": "2024-01", "rows": 9, "sha256": "0" * 64}
    refused(lambda: open_matter(both, "bulk_batch", "x", batch, now=NOW), "不能单独记载")
    refused(lambda: take_step(both, matter, "changed", facts, now=NOW, because="x", on=TODAY - timedelta(days=1)), "不能单独记载")
    refused(lambda: correct(both, matter, 1, "错了", facts, now=NOW), "不能单独记载")


def test_a_failure_after_the_entry_takes_the_entry_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(User, "save", fail)
    before = everything()
    with pytest.raises(RuntimeError), transaction.atomic():
        stop_account(OWN, "shichang.c", "调离", now=NOW)
    monkeypatch.undo()
    assert everything() == before


# -- the command line, and a county without organs
def test_the_county_folder_opens_the_first_account_before_any_organ_is_registered() -> None:
    Organ.objects.all().delete()
    made = open_account(command_line("zheng"), "zheng.li", "某人", "zheng", roles=["administrator", "registrar"], now=NOW)
    assert Entry.objects.get().actor == "命令行" and Matter.objects.get().organ == "zheng"
    first = Actor("zheng.li", "", "zheng", frozenset({"administrator", "registrar"}))
    refused(lambda: open_account(first, "zheng.wang", "某人", "zheng", now=NOW), "今天没有", Invalid)
    row = {"key": "zheng", "name": "某县人民政府", "kind": "government", "short": "某政", "since": EVER}
    register_rows(first, ROSTERS["organs"], [row], now=NOW)
    assert open_account(first, "zheng.wang", "某人", "zheng", roles=["leader"], now=NOW).taken
    assert Matter.objects.filter(number__startswith="某政").exists(), "a name that was missing is asked again"
    assert made.password


def test_the_duties_of_the_ledger_are_the_seats() -> None:
    assert {d.name: d.value for d in Duty} == SEATS
    assert version("account_change", TODAY) is AccountChange
