"""The handbook page and the flow chart of a procedure, derived from its declaration. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .declare import LAW_ITSELF, Moment, NotBefore, Procedure, Start, Step, Unsettled, Within
from .law import Span, counts_workdays
from .plan import plan_of, words


@dataclass(frozen=True)
class Row:
    """One line of a handbook page, in words."""

    key: str
    title: str
    kind: str
    """必经, 可以, 视为."""
    who: str
    when: str
    after: str
    limits: tuple[str, ...]
    paper: str
    cite: str


@dataclass(frozen=True)
class Node:
    """A box of the flow chart. `rank`: its column, by what it rests on; `shape`: must, may, deemed or end."""

    key: str
    title: str
    shape: str
    rank: int
    outcome: str = ""


@dataclass(frozen=True)
class Edge:
    start: str
    end: str
    words: str = ""
    back: bool = False
    """A reopening: the way back."""


def amount_words(span: Span | None | Unsettled, line: Within | NotBefore) -> str:
    """`5日（工作日）`: the amount as written, and how the cited law counts it."""
    if span is None:
        return "机关确定的日期"
    if isinstance(span, Unsettled):
        return f"法律未定：{span.reason}"
    return span_words(span, counts_workdays(span, line.cite.law))


def span_words(span: Span, working: bool) -> str:
    """`5日（工作日）`, `60日（自然日）`, `20个工作日`."""
    return f"{span}（{'工作日' if working else '自然日'}）" if span.unit == "日" else str(span)


def start_words(start: Start) -> str:
    if isinstance(start, Step):
        return f"“{start.title}”之日"
    if isinstance(start, Moment):
        if start.kind == "served":
            return f"“{_title(start)}”送达之日"
        if start.kind == "end":
            return f"“{_title(start)}”期限届满之日"
        return f"“{_title(start)}”记载的日期"
    return "、".join(start_words(m) for m in start) + "（以最后一个为准）"


def _title(m: Moment) -> str:
    line = m.line
    return line.title if isinstance(line, Step) else line.of.title if isinstance(line, Within) else line.key


def limit_words(line: Within | NotBefore) -> str:
    """One limit in one sentence."""
    amount = amount_words(line.amount, line)
    if isinstance(line, NotBefore):
        if line.ahead is not None:
            return f"至少提前{amount}（{line.cite}）"
        return f"自{start_words(line.since)}满{amount}后才可以办（{line.cite}）" if line.since else ""
    more = [f"自{start_words(line.since)}起{amount}"]
    if line.when:
        more.append(f"适用于{line.when.words}")
    if line.less:
        more.append("扣除" + "、".join(f"“{g.start.title}”至“{g.end.title}”" for g in line.less))
    if line.extended_by and line.up_to:
        times = f"，不超过{line.times}次" if line.times > 1 else ""
        more.append(f"经“{line.extended_by.title}”可以延长{amount_words(line.up_to, line)}{times}")
    if line.lapse:
        more.append(f"届满的，{line.lapse.title}")
    return "；".join(more) + f"（{line.cite}）"


def handbook(p: type[Procedure]) -> list[Row]:
    """The lines of a handbook page, in the order of the declaration."""
    plan = plan_of(p)
    return [
        Row(
            s.key,
            s.title,
            "视为" if s.by is LAW_ITSELF else "必经" if s.must else "可以",
            s.by.title + (f"（{s.by.at_least}人以上）" if s.by.at_least > 1 else ""),
            words(s.when),
            "、".join(plan.steps[k].title for k in plan.after[s.key]) or (s.each.title if s.each else ""),
            (*map(limit_words, plan.limits_of[s.key]), *map(limit_words, plan.minima_of[s.key])),
            s.paper.title if s.paper else "",
            str(s.cite),
        )
        for s in plan.steps.values()
    ]


def chart(p: type[Procedure]) -> tuple[list[Node], list[Edge]]:
    """The flow chart: boxes in ranks and arrows between them."""
    plan = plan_of(p)
    rank: dict[str, int] = {}

    def rank_of(key: str) -> int:
        if key not in rank:
            s = plan.steps[key]
            below = [k for k in plan.below[key] if not (s.instead and k == s.instead.key)]
            rank[key] = max((rank_of(k) + 1 for k in below), default=rank_of(s.instead.key) if s.instead else 0)
        return rank[key]

    nodes = [
        Node(k, s.title, _shape(s), rank_of(k), str(s.ends) if isinstance(s.ends, str) else "")
        for k, s in plan.steps.items()
    ]
    edges = [
        Edge(k, s.key, words(s.when))
        for s in plan.steps.values()
        for k in dict.fromkeys((*plan.after[s.key], *([s.each.key] if s.each else [])))
    ]
    edges += [Edge(s.key, s.reopens.key, "重新办理", back=True) for s in plan.steps.values() if s.reopens]
    edges += [Edge(s.instead.key, s.key, "代替") for s in plan.steps.values() if s.instead and not plan.after[s.key]]
    return nodes, edges


def _shape(s: Step[Any]) -> str:
    if s.by is LAW_ITSELF:
        return "deemed"
    return "end" if s.ends else "must" if s.must else "may"
