"""The rules of replay, one by one, on small procedures written for the purpose (see yifa.kernel.replay)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

import pytest

from law.walking import always
from yifa.kernel.calendar import Calendar
from yifa.kernel.declare import (
    DeclarationError,
    May,
    NotBefore,
    Procedure,
    Role,
    Signal,
    Step,
    Unsettled,
    Within,
    between,
    deemed,
    gone,
)
from yifa.kernel.digest import digest
from yifa.kernel.dues import Due
from yifa.kernel.entry import Entry
from yifa.kernel.facts import BEIJING, Facts, Nothing, ask
from yifa.kernel.findings import findings
from yifa.kernel.law import Law, days, hours, months, workdays
from yifa.kernel.replay import State, replay

L = Law("示例法", date(2020, 1, 1), working=frozenset({5}), rolls=True)
CLERK, HEAD = Role("承办人"), Role("负责人", seat="head")
PARTY = Role("当事人", seat="outside", party=True)
CAL = Calendar.load()
D = date


class Plea(Facts):
    """What the notice proposes."""

    fine: int = ask("罚款", unit="fen", ge=0, examples=(100_00, 50_000_00), default=0)
    held_on: date | None = ask("听证日期", default=None, day=20)

    def heavy(self) -> bool:
        """较大数额罚款"""
        return self.fine >= 10_000_00


class End(StrEnum):
    done = "办结"
    dropped = "撤回"
    abandoned = "视为放弃"


ANNULLED = Signal("被撤销")


class Small(Procedure):
    """A notice, a right to be heard, a decision, and the ways around it."""

    key, law, title, since = "rules-test", L, "示例程序", date(2020, 1, 1)

    start = Step("立案", by=HEAD, asks=Nothing, cite=L[1])
    ask_more = May("通知补正", by=CLERK, asks=Nothing, cite=L[2], after=[start], serves=PARTY, repeats=True)
    more = Step("补正", by=PARTY, asks=Nothing, cite=L[2], each=ask_more)
    given_up = deemed("视为放弃", cite=L[2], instead=more, ends=End.abandoned)
    more_term = Within(days(5), of=more, since=ask_more.served, cite=L[2], lapse=given_up)
    notice = Step("告知", by=CLERK, asks=Plea, cite=L[3], after=[start, more], serves=PARTY)
    request = May("要求听证", by=PARTY, asks=Nothing, cite=L[4], after=[notice], when=notice.says(Plea.heavy))
    request_term = Within(days(5), of=request, since=notice.served, cite=L[4])
    hearing = Step("听证", by=CLERK, asks=Plea, cite=L[4], after=[request], when=request.done, never_by=[notice])
    hearing_ahead = NotBefore(days(5), of=hearing, ahead=hearing.on(lambda f: f.held_on), cite=L[4])
    prolong = May("延长", by=HEAD, asks=Nothing, cite=L[5], after=[start])
    withdraw = May("撤回", by=PARTY, asks=Nothing, cite=L[6], after=[start], ends=End.dropped)
    decision = Step("决定", by=HEAD, asks=Nothing, cite=L[7], after=[request, hearing], serves=PARTY, ends=End.done)
    decision_term = Within(
        days(30), of=decision, since=start, cite=L[7], less=[between(ask_more, more)], extended_by=prolong, up_to=days(10)
    )
    annulled = May("被撤销", by=HEAD, asks=Nothing, cite=L[8], after=[decision], hears=ANNULLED, reopens=notice)
    publish = Step("公示", by=CLERK, asks=Nothing, cite=L[9], after=[decision])
    publish_term = Within(workdays(7), of=publish, since=decision, cite=L[9])
    open_question = Within(Unsettled("法律未写天数"), of=publish, since=decision, cite=L[9])


def at(day: date, *entries: Entry, procedure: type[Procedure] = Small) -> State:
    return replay(procedure, entries, day, CAL)


def keys(state: State) -> set[str]:
    return {s.key for s in state.open()}


def due(state: State, key: str) -> Due:
    return next(d for d in state.dues() if d.limit.key == key)


START = Entry(1, "start", D(2024, 3, 1))
HEAVY = Entry(2, "notice", D(2024, 3, 4), Plea(fine=20_000_00), served=D(2024, 3, 5))
LIGHT = Entry(2, "notice", D(2024, 3, 4), Plea(fine=100_00), served=D(2024, 3, 5))


def test_rule_1_a_party_s_right_is_waited_for_until_its_term_runs_out() -> None:
    assert "decision" not in keys(at(D(2024, 3, 12), START, HEAVY))
    assert due(at(D(2024, 3, 12), START, HEAVY), "request_term").on == D(2024, 3, 12)
    assert "decision" in keys(at(D(2024, 3, 13), START, HEAVY))


def test_rule_1_a_step_that_does_not_apply_passes_the_question_to_what_it_rests_on() -> None:
    assert "decision" in keys(at(D(2024, 3, 6), START, LIGHT))
    assert "decision" not in keys(at(D(2024, 3, 6), START)), "a void notice must not open the decision"


def test_rule_1_the_authority_s_own_discretion_never_blocks() -> None:
    assert "notice" in keys(at(D(2024, 3, 2), START)), "通知补正 may be done, and need not"


def test_rule_2_a_step_closes_what_it_rests_on() -> None:
    state = at(D(2024, 3, 6), START, HEAVY)
    assert "ask_more" in keys(at(D(2024, 3, 2), START))
    done = at(D(2024, 3, 20), START, HEAVY, Entry(3, "decision", D(2024, 3, 18)))
    assert "notice" not in keys(state) and keys(done) == {"publish"}


def test_rule_3_each_letter_has_its_own_term_and_its_own_answer() -> None:
    a = Entry(2, "ask_more", D(2024, 3, 4), served=D(2024, 3, 4))
    b = Entry(3, "ask_more", D(2024, 3, 5), served=D(2024, 3, 6))
    state = at(D(2024, 3, 7), START, a, b, Entry(4, "more", D(2024, 3, 7), about=3))
    terms = {d.start.id: d.met.id if d.met else None for d in state.dues() if d.limit.key == "more_term"}
    assert terms == {2: None, 3: 4}
    assert [e.id for e in state.waiting("more")] == [2]


def test_rule_4_an_outcome_closes_all_but_what_rests_on_it() -> None:
    state = at(D(2024, 3, 7), START, HEAVY, Entry(3, "withdraw", D(2024, 3, 6)))
    assert state.outcome == "撤回" and keys(state) == set() and state.closed
    refusal = state.why_not(Small.decision)[0]
    assert "撤回" in refusal.words and refusal.todo


def test_rule_5_names_resolve_in_the_concrete_class() -> None:
    class Later(Small):
        since = date(2025, 1, 1)
        decision_term = Within(days(60), of=Small.decision, since=Small.start, cite=L[7])
        publish_term = gone()

    state = at(D(2025, 3, 4), Entry(1, "start", D(2025, 3, 3)), procedure=Later)
    assert due(state, "decision_term").on == D(2025, 5, 6)
    assert "publish_term" not in Later.lines and "publish_term" in Small.lines
    Procedure.versions["rules-test"].remove(Later)


def test_rule_6_a_clock_inside_an_open_exclusion_has_no_date() -> None:
    asked = Entry(2, "ask_more", D(2024, 3, 4), served=D(2024, 3, 4))
    still = due(at(D(2024, 3, 8), START, asked), "decision_term")
    assert still.on is None and still.still and still.light(D(2024, 3, 8)) == "still"
    again = due(at(D(2024, 3, 8), START, asked, Entry(3, "more", D(2024, 3, 6), about=2)), "decision_term")
    assert again.on == D(2024, 4, 3), "30 days, the 4th to the 6th of March taken out"


def test_rule_7_beyond_the_calendar_a_due_date_is_unknown() -> None:
    end = CAL.last
    state = at(end, Entry(1, "start", end - timedelta(days=3)), Entry(2, "ask_more", end, served=end))
    unknown = due(state, "more_term")
    assert unknown.on is None and unknown.beyond and not unknown.still


def test_rule_8_a_local_parameter_is_an_argument() -> None:
    state = replay(Small, [START], D(2024, 3, 2), CAL, {"decision_term": always(days(20))})
    assert due(state, "decision_term").on == D(2024, 3, 21)
    shorter = replay(Small, [START], D(2024, 3, 2), CAL, {"decision_term": always(days(5))})
    assert due(shorter, "decision_term").on == D(2024, 3, 6), "30 natural days shortened to 5 are natural days, though 5 日 are not"


def test_rule_9_an_extension_counts_only_if_granted_in_time() -> None:
    in_time = at(D(2024, 4, 20), START, Entry(2, "prolong", D(2024, 3, 29)))
    too_late = at(D(2024, 4, 20), START, Entry(2, "prolong", D(2024, 4, 19)))
    assert due(in_time, "decision_term").on == D(2024, 4, 10)
    assert due(too_late, "decision_term").on == D(2024, 4, 1), "day 30 is a Sunday: rolls to Monday"


def test_rule_9_what_came_after_the_due_date_does_not_wipe_out_a_lateness() -> None:
    class Fast(Procedure):
        key, law, title, since = "rules-fast", L, "示例", date(2020, 1, 1)
        start = Step("立案", by=HEAD, asks=Nothing, cite=L[1])
        convert = May("转为普通程序", by=HEAD, asks=Nothing, cite=L[1], after=[start])
        decision = Step("决定", by=HEAD, asks=Nothing, cite=L[1], after=[start])
        fast = Within(days(10), of=decision, since=start, when=~convert.done, cite=L[1])

    late = at(D(2024, 4, 1), START, Entry(2, "convert", D(2024, 3, 25)), procedure=Fast)
    saved = at(D(2024, 4, 1), START, Entry(2, "convert", D(2024, 3, 5)), procedure=Fast)
    assert [d.on for d in late.dues()] == [D(2024, 3, 11)] and not saved.dues()


def test_rule_10_entries_are_read_as_they_happened_not_as_they_were_recorded() -> None:
    first = at(D(2024, 3, 12), START, HEAVY)
    later = at(D(2024, 3, 12), Entry(9, "start", D(2024, 3, 1)), HEAVY)
    assert keys(first) == keys(later)


def test_what_the_law_deems_happens_by_itself_and_is_never_late() -> None:
    state = at(D(2024, 3, 20), START, Entry(2, "ask_more", D(2024, 3, 4), served=D(2024, 3, 4)))
    assert state.outcome == "视为放弃" and state.entries[-1].deemed and state.entries[-1].on == D(2024, 3, 11)
    assert not [f for f in findings(state) if f.line == "more_term"]


def test_reopening_sets_aside_all_that_rests_on_the_step() -> None:
    decided = Entry(3, "decision", D(2024, 3, 18))
    state = at(D(2024, 5, 6), START, LIGHT, decided, Entry(4, "annulled", D(2024, 5, 6)))
    assert state.outcome == "" and "notice" in keys(state) and "decision" not in keys(state)
    anew = Entry(5, "notice", D(2024, 5, 7), Plea(fine=100_00), served=D(2024, 5, 7))
    assert "decision" in keys(at(D(2024, 5, 8), START, LIGHT, decided, Entry(4, "annulled", D(2024, 5, 6)), anew))


def test_never_by_the_person_who_did_the_step_before() -> None:
    li = frozenset({"li"})
    notice = Entry(2, "notice", D(2024, 3, 4), Plea(fine=20_000_00), served=D(2024, 3, 5), by=li)
    state = at(D(2024, 3, 12), START, notice, Entry(3, "request", D(2024, 3, 6)))
    assert [r.words for r in state.why_not(Small.hearing, by=li)] and not state.why_not(Small.hearing, by=frozenset("w"))


def test_notice_ahead_needs_full_days_between() -> None:
    state = at(D(2024, 3, 12), START, HEAVY, Entry(3, "request", D(2024, 3, 6)))
    ok = Entry(4, "hearing", D(2024, 3, 12), Plea(held_on=D(2024, 3, 20)))
    short = Entry(4, "hearing", D(2024, 3, 12), Plea(held_on=D(2024, 3, 19)))
    assert not state.ahead(Small.hearing, ok)
    assert "2024-03-11" in state.ahead(Small.hearing, short)[0].words


def test_findings_tell_late_from_overdue() -> None:
    decided = Entry(3, "decision", D(2024, 4, 8))
    found = findings(at(D(2024, 5, 1), START, LIGHT, decided))
    assert [(f.kind, f.line) for f in found] == [("late", "decision_term"), ("overdue", "publish_term")]
    assert "晚7天" in found[0].words and "第七条" in str(found[0].cite) and found[1].todo


def test_a_limit_that_the_law_leaves_open_is_shown_and_not_counted() -> None:
    state = at(D(2024, 5, 1), START, LIGHT, Entry(3, "decision", D(2024, 3, 8)))
    assert "open_question" not in {d.limit.key for d in state.dues()}


def test_hours_count_from_the_minute_and_without_a_minute_only_what_is_surely_late_is_late() -> None:
    class Urgent(Procedure):
        key, law, title, since = "rules-hours", L, "示例", date(2020, 1, 1)
        seize = Step("当场实施", by=CLERK, asks=Nothing, cite=L[1])
        report = Step("补办批准", by=HEAD, asks=Nothing, cite=L[1], after=[seize])
        report_term = Within(hours(24), of=report, since=seize, cite=L[1])

    noon = datetime(2024, 3, 1, 12, 0, tzinfo=BEIJING)
    taken = Entry(1, "seize", noon.date(), at=noon)
    late = Entry(2, "report", D(2024, 3, 2), at=noon + timedelta(hours=25))
    assert due(at(D(2024, 3, 3), taken, late, procedure=Urgent), "report_term").late
    vague = Entry(1, "seize", D(2024, 3, 1))
    assert not due(at(D(2024, 3, 3), vague, Entry(2, "report", D(2024, 3, 2)), procedure=Urgent), "report_term").late


def test_the_digest_sees_a_changed_threshold_in_a_predicate() -> None:
    def build(limit: int) -> type[Procedure]:
        source = (
            "class F(Facts):\n    fine: int = 0\n    def heavy(self) -> bool:\n"
            f"        '重'\n        return self.fine >= {limit}\n"
            "class P(Procedure):\n    key, law, title, since = 'rules-digest', L, '示例', date(2020, 1, 1)\n"
            "    start = Step('立案', by=CLERK, asks=F, cite=L[1])\n"
            "    more = Step('补', by=CLERK, asks=F, cite=L[1], after=[start], when=start.says(F.heavy))\n"
        )
        import importlib.util
        import tempfile
        from pathlib import Path

        header = "from datetime import date\nfrom yifa.kernel.declare import *\nfrom yifa.kernel.facts import Facts\n"
        header += "from yifa.kernel.law import Law\nL = Law('示例法', date(2020, 1, 1))\nCLERK = Role('承办人')\n"
        file = Path(tempfile.mkdtemp()) / f"decl_{limit}.py"
        file.write_text(header + source)
        import sys

        spec = importlib.util.spec_from_file_location(file.stem, file)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[file.stem] = module
        spec.loader.exec_module(module)
        made: type[Procedure] = module.P
        return made

    a, same, b = build(10_000), build(10_000), build(20_000)
    assert digest(a) == digest(same) != digest(b)
    Procedure.versions.pop("rules-digest")


def test_a_slip_in_a_declaration_is_found_when_it_is_declared() -> None:
    with pytest.raises(DeclarationError, match=r"served|送达"):

        class Bad(Procedure):
            key, law, title, since = "rules-bad", L, "示例", date(2020, 1, 1)
            start = Step("立案", by=HEAD, asks=Nothing, cite=L[1])
            end = Step("决定", by=HEAD, asks=Nothing, cite=L[1], after=[start])
            term = Within(months(1), of=end, since=start.served, cite=L[1])


def test_rules_may_not_read_personal_facts_and_personal_facts_are_text() -> None:
    class Who(Facts):
        name: str = ask("姓名", personal=True, default="")

    public, personal = Who(name="张三").split()
    assert public == {} and personal == {"name": "张三"}
    assert "张三" not in Who.covered(public).name
    with pytest.raises(TypeError, match="个人信息"):

        class Wrong(Facts):
            age: int = ask("年龄", personal=True, default=0)
