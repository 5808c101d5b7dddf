"""The ceremony of a draw: order, different people, clocks, what a stop leaves behind, and what the ledger commits to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

import drawing as d
from yifa.actions.draws import shared as draws
from yifa.actions.draws.enter_beacon import enter_first, enter_second
from yifa.actions.draws.freeze_draw import freeze_draw
from yifa.actions.draws.open_draw import finish_draw, open_draw
from yifa.actions.draws.publish_draw import publish_draw, results_of
from yifa.actions.draws.replace_drawn import replace_drawn
from yifa.actions.draws.seal_draw import seal_draw
from yifa.actions.draws.select_draw import select_draw
from yifa.actions.draws.shared import folder_of
from yifa.actions.draws.void_draw import void_draw
from yifa.actions.draws.witness_draw import witness_draw
from yifa.actions.open_matter import open_matter
from yifa.actions.refused import Invalid, Refused
from yifa.actions.take_step import take_step
from yifa.chapters.catalogue import book
from yifa.chapters.enforcement.draw import Draw
from yifa.draw.tags import digest
from yifa.draw.verify import verify
from yifa.draw.witness import sign
from yifa.kernel.calendar import Calendar
from yifa.kernel.fold import fold
from yifa.kernel.replay import State, replay
from yifa.proofs.signing import Signer
from yifa.store.actor import Actor
from yifa.store.models import Body, Due, Entry, Matter, Tally
from yifa.store.read import NoSuchMatter, chain_of

pytestmark = pytest.mark.usefixtures("county")


@pytest.fixture(autouse=True)
def registers(county: None) -> None:
    d.registers()


def drawn(matter: str) -> list[str]:
    rows = json.loads((folder_of(matter).private / "drawn.json").read_text(encoding="utf-8"))
    return [r[1] for r in rows]


def state(matter: str, day: str) -> State:
    entries = fold(Draw, chain_of(Matter.objects.get(pk=matter)))
    return replay(Draw, entries, date.fromisoformat(day), Calendar.load())


def stopped(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """The act stops after its files and before its entry, as a process does that is killed there."""

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(draws, "advance", killed)
        with pytest.raises(KeyboardInterrupt):
            act()


def entries(matter: str) -> list[dict[str, Any]]:
    found = Entry.objects.filter(matter=matter).order_by("seq").values_list("id", flat=True)
    return [json.loads(Body.objects.get(entry_id=i).text) for i in found]


def test_the_ceremony_from_plan_to_results_verifies_and_the_ledger_commits_to_every_statement() -> None:
    matter = d.selected()
    gone = drawn(matter)[0]
    d.replaced(matter, gone)
    d.opened(matter)
    publish_draw(d.who("registrar"), matter, now=d.at("2026-09-30"))
    folder = folder_of(matter)
    seen = sorted(f for f in folder.public.glob("*.json") if f.name != "record.json")
    checks = verify(folder.public / "record.json", seen)
    assert [str(c) for c in checks if not c.ok] == []
    recorded = {b["facts"]["digest"] for b in entries(matter) if "digest" in b.get("facts", {})}
    statements = ("freeze", "seal", "beacon", "selection", "replacement-1", "opening")
    assert recorded == {digest(json.loads((folder.public / f"{s}.json").read_text(encoding="utf-8"))) for s in statements}
    m = Matter.objects.get(pk=matter)
    assert (m.closed, m.outcome, m.number) == (True, "结果已公示", "青市监抽查〔2026〕1号")
    assert folder.statement("freeze")["number"] == "2026-001"
    assert len(drawn(matter)) == 3 + 3, "ten per cent of thirty and three of ten"
    assert gone not in json.dumps(entries(matter)), "the ledger names nobody who was drawn"


def test_only_firms_of_the_plan_are_listed_exclusions_with_their_code_and_officers_who_may_go() -> None:
    matter = d.frozen(excluded={d.firm(0): "closed"}, recused=[("ZF0", d.firm(1))])
    made = folder_of(matter).statement("freeze")
    assert (made["subjects"]["count"], made["officers"]["count"]) == (40, 7), "the firm of class B is not in the plan"
    assert made["strata"][0]["excluded"] == {"closed": 1}
    recuse = {r[0]: r[5] for r in folder_of(matter).rows("officers")}
    assert recuse["ZF0"] == [d.firm(1)]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"excluded": {"X": "closed"}}, "不在名单里"),
        ({"excluded": {d.firm(0): "moved"}}, "不认识的理由代码"),
        ({"recused": [("ZF9", d.firm(0))]}, "不在名单里"),
    ],
)
def test_a_freeze_that_cannot_be_leaves_nothing(more: dict[str, Any], words: str) -> None:
    matter = d.planned()
    with pytest.raises(Refused, match=words):
        freeze_draw(d.who("registrar"), matter, now=d.at("2026-08-29"), **more)
    assert not [*Path(settings.DATA_DIR).glob("draws/*")]
    assert Entry.objects.filter(matter=matter).count() == 1


@pytest.mark.parametrize(
    "more", [{"ratios": ("A=101%",)}, {"ratios": ("A 5",)}, {"ratios": ("A=5%", "A=6%")}, {"last_visit": "2026-09-01"}, {"officers": 1}]
)
def test_a_plan_that_cannot_be_drawn_by_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        d.planned(**more)
    assert not Matter.objects.filter(procedure="random_draw").exists()


def test_too_few_certified_officers_are_told_before_the_list_is_frozen() -> None:
    matter = d.planned(certificates=("交通",))
    with pytest.raises(Refused, match="不足2人"):
        freeze_draw(d.who("registrar"), matter, now=d.at("2026-08-29"))


def test_who_froze_does_not_seal_and_who_entered_first_does_not_enter_second() -> None:
    matter = d.frozen()
    both = Actor("shichang.registrar", "一人", "shichang", frozenset({"registrar", "head", "officer"}))
    with pytest.raises(Refused, match="冻结名单.*不能办"):
        seal_draw(both, matter, "双色球 2026101", d.at("2026-09-01", 21), d.OPEN_BY, now=d.at("2026-08-31"))
    assert not (folder_of(matter).private / "secret").exists(), "refused before anything was done"
    matter = d.sealed()
    enter_first(both, matter, d.VALUE, now=d.at("2026-09-02"))
    with pytest.raises(Refused, match="第一人录入信标.*不能办"):
        enter_second(both, matter, d.VALUE, now=d.at("2026-09-02"))
    assert not folder_of(matter).has("beacon")


def test_two_entries_that_differ_are_void_and_both_are_made_anew() -> None:
    matter = d.sealed()
    enter_first(d.who("officer"), matter, d.VALUE, now=d.at("2026-09-02"))
    with pytest.raises(Refused, match="不一样"):
        enter_second(d.who("registrar"), matter, "02 05 12 19 25 30 + 10", now=d.at("2026-09-02"))
    assert [e.step for e in Entry.objects.filter(matter=matter).order_by("seq")][-2:] == ["beacon_first", "differed"]
    with pytest.raises(Refused, match="还没有办"):
        enter_second(d.who("registrar"), matter, d.VALUE, now=d.at("2026-09-02"))
    enter_first(d.who("officer"), matter, d.VALUE, now=d.at("2026-09-02", 11))
    enter_second(d.who("registrar"), matter, d.VALUE, now=d.at("2026-09-02", 12))
    assert folder_of(matter).statement("beacon")["value"] == d.VALUE


def test_the_beacon_waits_for_its_hour_and_a_value_that_cannot_be_read_leaves_the_first_entry() -> None:
    matter = d.sealed()
    with pytest.raises(Refused, match="才公布"):
        enter_first(d.who("officer"), matter, d.VALUE, now=d.at("2026-09-01", 20))
    enter_first(d.who("officer"), matter, d.VALUE, now=d.at("2026-09-02"))
    with pytest.raises(Refused, match="读不出来"):
        enter_second(d.who("registrar"), matter, "不知道", now=d.at("2026-09-02"))
    enter_second(d.who("registrar"), matter, d.VALUE, now=d.at("2026-09-02"))


def test_a_witness_signs_before_the_beacon_and_stands_in_the_record(tmp_path: Path) -> None:
    matter = d.sealed()
    signer = Signer.at(tmp_path / "见证.key", "县检察院")
    line = sign(folder_of(matter).public / "seal.json", signer, "2026-08-31T12:00")
    dash, key, signature = line.split()
    other = f"{dash} {key} {'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    with pytest.raises(Refused, match="有效签名"):
        witness_draw(d.who("registrar"), matter, other, now=d.at("2026-09-01"))
    witness_draw(d.who("registrar"), matter, line, now=d.at("2026-09-01"))
    with pytest.raises(Refused, match="已经公布"):
        witness_draw(d.who("registrar"), matter, line, now=d.at("2026-09-01", 22))
    enter_first(d.who("officer"), matter, d.VALUE, now=d.at("2026-09-02"))
    enter_second(d.who("registrar"), matter, d.VALUE, now=d.at("2026-09-02"))
    assert folder_of(matter).statement("beacon")["witnesses"] == [line.split()[1:]]


STEPS: dict[str, tuple[Callable[[], str], Callable[[str], object], str]] = {
    "freeze": (d.planned, lambda m: freeze_draw(d.who("registrar"), m, now=d.at("2026-08-29")), "freeze"),
    "seal": (
        d.frozen,
        lambda m: seal_draw(d.who("head"), m, "双色球 2026101", d.at("2026-09-01", 21), d.OPEN_BY, now=d.at("2026-08-31")),
        "seal",
    ),
    "select": (d.beaconed, lambda m: select_draw(d.who("registrar"), m, now=d.at("2026-09-02")), "selection"),
    "open": (d.selected, lambda m: open_draw(d.who("registrar"), m, now=d.at("2026-09-28")), "opening"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_stop_between_file_and_entry_is_made_good_by_the_same_statement(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, act, stage = STEPS[name]
    matter = before()
    count = Entry.objects.filter(matter=matter).count()
    stopped(monkeypatch, lambda: act(matter))
    assert Entry.objects.filter(matter=matter).count() == count
    made = folder_of(matter).statement(stage)
    act(matter)
    assert folder_of(matter).statement(stage) == made, "nothing is drawn anew"
    assert entries(matter)[-1]["facts"]["digest"] == digest(made)
    assert batches(matter) == (1 if name in ("select", "open") else 0)


def batches(matter: str) -> int:
    return Matter.objects.filter(parent=matter, procedure="random_batch").count()


def test_a_replacement_that_was_stopped_is_recorded_first(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.selected()
    one, two = drawn(matter)[:2]
    stopped(monkeypatch, lambda: d.replaced(matter, one))
    with pytest.raises(Refused, match="替补中断"):
        open_draw(d.who("registrar"), matter, now=d.at("2026-09-28"))
    with pytest.raises(Refused, match="已经补记"):
        d.replaced(matter, two)
    d.replaced(matter, two)
    assert [r["detail"]["subject"] for r in folder_of(matter).replacements()] == [one, two]
    with pytest.raises(Refused, match="没有被抽中"):
        replace_drawn(d.who("head"), matter, d.firm(40), "误", now=d.at("2026-09-09"))


def test_a_lost_first_entry_makes_both_void_instead_of_blocking_the_draw() -> None:
    matter = d.sealed()
    enter_first(d.who("officer"), matter, d.VALUE, now=d.at("2026-09-02"))
    (folder_of(matter).private / "beacon-first.json").unlink()
    with pytest.raises(Refused, match="作废"):
        enter_second(d.who("registrar"), matter, d.VALUE, now=d.at("2026-09-02"))
    enter_first(d.who("officer"), matter, d.VALUE, now=d.at("2026-09-02"))


def test_after_the_day_that_was_named_the_matter_is_red_by_itself_and_a_late_opening_is_a_finding() -> None:
    from yifa.kernel.findings import findings

    matter = d.selected()
    assert [x.light(date(2026, 10, 10)) for x in state(matter, "2026-10-10").dues() if x.limit.key == "opening_term"] == ["yellow"]
    assert [x.light(date(2026, 10, 11)) for x in state(matter, "2026-10-11").dues() if x.limit.key == "opening_term"] == ["red"]
    assert Due.objects.get(matter=matter, limit="opening_term").on == d.OPEN_BY
    found = findings(state(matter, "2026-10-11"))
    assert any("公开密值" in f.words for f in found)
    open_draw(d.who("registrar"), matter, now=d.at("2026-10-12"))
    assert [x.light(date(2026, 10, 12)) for x in state(matter, "2026-10-12").dues() if x.limit.key == "opening_term"] == ["late"]
    assert {c.name for c in verify(folder_of(matter).public / "record.json") if not c.ok} == {"deadline"}


def test_a_draw_that_is_left_lying_before_its_seal_turns_red_after_its_own_last_day_until_it_is_void() -> None:
    matter = d.frozen()
    assert [x.light(date(2026, 9, 26)) for x in state(matter, "2026-09-26").dues()] == ["red"]
    void_draw(d.who("head"), matter, "不办了", now=d.at("2026-09-27"))
    assert Matter.objects.get(pk=matter).closed


def test_it_opens_before_the_last_visit_only_when_all_are_made() -> None:
    matter = d.selected()
    with pytest.raises(Refused, match="检查到 2026-09-25 才结束"):
        open_draw(d.who("registrar"), matter, now=d.at("2026-09-20"))
    assert not folder_of(matter).has("opening")
    d.opened(matter, "2026-09-20")
    assert folder_of(matter).has("opening")


def test_results_are_due_within_twenty_working_days_after_the_task_is_done() -> None:
    matter = d.selected()
    d.opened(matter, "2026-09-21")
    due = next(x for x in state(matter, "2026-09-22").unmet() if x.limit.key == "inspection_random_result_publicity")
    assert due.on == date(2026, 10, 26), "21 September, twenty working days, over Mid-Autumn and National Day"


def test_a_draw_that_is_void_keeps_its_number_and_no_longer_counts() -> None:
    matter = d.selected()
    figures = {"random_inspection_batches", "random_inspection_subjects"}
    assert dict(Tally.objects.filter(figure__in=figures).values_list("figure", "value")) == {
        "random_inspection_batches": 1,
        "random_inspection_subjects": 6,
    }
    void_draw(d.who("head"), matter, "名单有误", now=d.at("2026-09-03"))
    assert not Tally.objects.filter(figure__in=figures).exists()
    m = Matter.objects.get(pk=matter)
    assert (m.outcome, m.closed, m.due_on) == ("已作废", True, None)
    assert Matter.objects.get(pk=d.planned()).number == "青市监抽查〔2026〕2号"
    with pytest.raises(Refused):
        open_draw(d.who("registrar"), matter, now=d.at("2026-09-28"))
    finished = d.selected()
    finish_draw(d.who("officer"), finished, now=d.at("2026-09-26"))
    void_draw(d.who("head"), finished, "密值遗失", now=d.at("2026-09-27"))
    assert Matter.objects.get(pk=finished).closed
    opened = d.selected()
    d.opened(opened)
    with pytest.raises(Refused):
        void_draw(d.who("head"), opened, "后悔", now=d.at("2026-09-29"))


def test_a_draw_counts_for_the_figures_like_a_batch_of_the_register() -> None:
    assert "random_draw" not in {s.owner.key for k in book().figures for s in getattr(book().figures[k], "steps", ())}
    matter = d.selected()
    batch = Matter.objects.get(parent=matter, procedure="random_batch")
    assert batch.number.startswith("青市监抽〔2026〕")


def test_results_are_counted_from_the_inspections_under_the_draw() -> None:
    matter = d.selected()
    first = drawn(matter)[0]
    plan = {"place": "企业", "cause": "双随机抽查", "items": "标签", "duties": ("标签",), "planned_on": "2026-09-08"}
    opened = open_matter(d.who("officer"), "inspection", "检查", plan, subject=first, parent=matter, now=d.at("2026-09-08"))
    assert results_of(matter).inspected == 0
    Matter.objects.filter(pk=opened.matter).update(outcome="责令限期改正")
    got = results_of(matter)
    assert (got.visits, got.inspected, got.problems, got.absent) == (6, 1, 1, 0)


def test_nobody_else_takes_a_step_and_none_is_taken_without_its_files() -> None:
    matter = d.planned()
    with pytest.raises(NoSuchMatter):
        freeze_draw(d.who("registrar", "sifa"), matter, now=d.at("2026-08-29"))
    with pytest.raises(Refused, match="登记人员"):
        freeze_draw(d.who("reviewer"), matter, now=d.at("2026-08-29"))
    with pytest.raises(Refused, match="一起办"):
        take_step(d.who("registrar"), matter, "frozen", {}, now=d.at("2026-08-29"))
    with pytest.raises(Refused, match="一起办"):
        open_matter(d.who("registrar"), "random_draw", "x", d.PLAN, now=d.at("2026-08-29"))
    assert not folder_of(matter).path.exists()


def test_the_secret_is_nowhere_but_in_its_file_before_the_opening(tmp_path: Path) -> None:
    matter = d.selected()
    secret = (folder_of(matter).private / "secret").read_text(encoding="ascii").strip()
    salt = (folder_of(matter).private / "salt").read_text(encoding="ascii").strip()
    everything = json.dumps(entries(matter)) + "".join(
        f.read_text(encoding="utf-8") for f in folder_of(matter).public.iterdir() if f.suffix in (".json", ".txt")
    )
    assert secret not in everything and salt not in everything
    assert not any(s in everything for s in drawn(matter))
    assert folder_of(matter).private.stat().st_mode & 0o777 == 0o700
    assert folder_of(matter).path.parent.stat().st_mode & 0o777 == 0o700


def test_lists_and_folder_are_not_left_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.planned()
    stopped(monkeypatch, lambda: freeze_draw(d.who("registrar"), matter, now=d.at("2026-08-29")))
    shutil.rmtree(folder_of(matter).path)  # also then it can be frozen again: nobody has seen the first
    freeze_draw(d.who("registrar"), matter, now=d.at("2026-08-30"))
    assert sorted(p.name for p in folder_of(matter).path.parent.iterdir()) == [matter]
