"""Rules of replay where one step answers each entry of another (see yifa.kernel.replay, rules 1, 3 and 9)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from law.walking import Case
from yifa.kernel.declare import May, Procedure, Role, Step, Within
from yifa.kernel.facts import Facts, Nothing, ask
from yifa.kernel.law import Law, days

L = Law("示例法", date(2020, 1, 1))
CLERK = Role("承办人")
PARTY = Role("当事人", seat="outside", party=True)
D = date


class End(StrEnum):
    filed = "立案"


class Start(Facts):
    since: date = ask("发生之日", day=-400)
    grave: bool = ask("严重", default=False)

    def is_grave(self) -> bool:
        """严重"""
        return self.grave


class Each(Procedure):
    """Problems told in one notice; letters answered one way or another."""

    key, law, title, since = "each-test", L, "示例程序", date(2020, 1, 1)

    start = Step("开始", by=CLERK, asks=Start, cite=L[1])
    short = Within(days(30), of=start, since=start.on(lambda s: s.since), when=~start.says(Start.is_grave), cite=L[1])
    problem = May("发现问题", by=CLERK, asks=Nothing, cite=L[2], after=[start], repeats=True)
    notice = Step("通知", by=CLERK, asks=Nothing, cite=L[2], after=[problem], serves=PARTY)
    fix = Step("整改", by=PARTY, asks=Nothing, cite=L[2], each=problem, after=[notice])
    fix_term = Within(days(30), of=fix, since=notice.served, cite=L[2])
    letter = May("去函", by=CLERK, asks=Nothing, cite=L[3], after=[start], repeats=True)
    no = Step("对方不同意", by=PARTY, asks=Nothing, cite=L[3], each=letter)
    yes = May("对方同意", by=CLERK, asks=Nothing, cite=L[3], instead=no, ends=End.filed)
    follow = Step("后续", by=CLERK, asks=Nothing, cite=L[3], after=[yes], when=yes.done)
    protest = May("再去函", by=CLERK, asks=Nothing, cite=L[3], each=no)
    done = Step("完成", by=CLERK, asks=Nothing, cite=L[4], after=[no, protest])


def told() -> tuple[Case, int, int]:
    case = Case(Each)
    case.do("start", D(2024, 3, 1))
    first = case.do("problem", D(2024, 3, 4))
    second = case.do("problem", D(2024, 3, 5))
    case.do("notice", D(2024, 3, 6), served=D(2024, 3, 8))
    return case, first, second


def test_rule_3_what_one_notice_tells_is_due_for_each_from_its_service() -> None:
    case, first, second = told()
    case.do("fix", D(2024, 3, 20), about=first)
    dues = case.dues("fix_term", D(2024, 4, 8))
    assert [(d.start.id, d.on, d.met is not None) for d in dues] == [
        (first, D(2024, 4, 7), True),
        (second, D(2024, 4, 7), False),
    ]
    assert case.faults(D(2024, 4, 8)) == {("overdue", "fix_term"), ("late", "short")}


def test_rule_3_nothing_is_due_before_the_notice_is_served() -> None:
    case = Case(Each)
    case.do("start", D(2024, 3, 1))
    case.do("problem", D(2024, 3, 4))
    case.do("notice", D(2024, 3, 6))
    assert not case.dues("fix_term", D(2024, 6, 3))


def test_rule_1_what_stands_in_place_of_an_answer_settles_what_rests_on_it() -> None:
    case, _, _ = told()
    case.do("letter", D(2024, 3, 11))
    assert "done" not in case.open(D(2024, 3, 12))
    case.do("yes", D(2024, 3, 12))
    assert case.open(D(2024, 3, 13)) == {"follow"}, "what rests on the end stays open, and only that"


def test_rule_1_a_discretion_for_each_entry_never_blocks() -> None:
    case, _, _ = told()
    case.do("letter", D(2024, 3, 11))
    case.do("no", D(2024, 3, 12))
    assert {"protest", "done"} <= case.open(D(2024, 3, 13))


def test_rule_9_a_condition_on_the_start_itself_holds_though_the_term_was_over_before_it_was_recorded() -> None:
    case = Case(Each)
    case.do("start", D(2024, 3, 1), grave=True)
    assert not case.dues("short", D(2024, 3, 1))
    plain = Case(Each)
    plain.do("start", D(2024, 3, 1))
    assert plain.faults(D(2024, 3, 1)) == {("late", "short")}
