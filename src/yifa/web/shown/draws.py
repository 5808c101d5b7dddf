"""What desk and portal show of a random draw: its state in words, its statements, and what of it may be fetched.

Nothing is shown of a step whose entry does not stand, whatever lies in the folder: the ledger announces, files follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from yifa.actions.draws.shared import folder_of, sha256_of
from yifa.chapters.enforcement.draw import Draw, Draw2026
from yifa.chapters.enforcement.draw_facts import DrawPlan, Ended
from yifa.draw.mistakes import DrawError
from yifa.store.models import Due, Entry, Matter

from .. import words
from ..desk.case import Case
from ..desk.lists import lamp

STATES = {
    "planned": "已立项，还没有冻结名单",
    "frozen": "名单已冻结，还没有封存密值",
    "sealed": "密值已封存，等信标公布",
    "witnessed": "密值已封存，等信标公布",
    "beacon_first": "一人已录入信标，等第二人录入",
    "differed": "两次录入不一致，信标重新录入",
    "beacon_second": "信标已录入，还没有抽取",
    "selected": "已抽取，正在检查",
    "replaced": "已抽取，正在检查",
    "finished": "检查已完成，还没有公开全部记录",
}
FILES = {"frozen": "freeze", "sealed": "seal", "beacon_second": "beacon", "selected": "selection", "opened": "opening"}
"""The statement that each step announces."""
RECORD, NOTE, PAGE = "record.json", "seal.txt", "verify.html"


@dataclass(frozen=True)
class Statement:
    """A statement that was announced. `same`: the file is the one whose digest stands in the ledger."""

    step: str
    title: str
    file: str
    on: date
    sha256: str
    same: bool


def state_words(m: Matter, steps: Sequence[str]) -> str:
    """Where a draw stands, from its steps in order."""
    if m.outcome:
        return m.outcome
    if "opened" in steps:
        return "已公开，等公示结果" if "finished" in steps else "已公开全部记录"
    return STATES.get(next((s for s in reversed(steps) if s in STATES), "planned"), "")


def steps_of(matters: Iterable[Matter]) -> dict[str, list[str]]:
    """The steps of each matter in order, in one query."""
    out: dict[str, list[str]] = {m.id: [] for m in matters}
    for matter, step in Entry.objects.filter(matter__in=list(out)).order_by("seq").values_list("matter", "step"):
        out[matter].append(step)
    return out


def lights(page: Sequence[Matter], today: date) -> dict[str, dict[str, str]]:
    """The light of each draw as a cell shows it: red by itself once a day is past. An opening that is overdue comes
    before any other day, since it is what everybody waits for."""
    waited = {
        Draw2026.finished_term.key: "过了检查的最后一天，还没有记载抽查任务完成",
        Draw.opening_term.key: Draw.opened.title,
        Draw.unsealed_term.key: "过了检查的最后一天还没有封存，应当作废",
    }
    overdue = Due.objects.filter(matter__in=[m.id for m in page], limit__in=list(waited), met__isnull=True, on__lt=today)
    found = sorted(overdue.values_list("matter", "on", "limit"), key=lambda row: list(waited).index(row[2]))
    late = {matter: (on, waited[limit]) for matter, on, limit in found}  # of several the last one stands
    out = {}
    for m in page:
        on, what = late.get(m.id, (None, m.due_what))
        shown = words.lamp("red", today, on=on) if on else lamp(m, today, None)
        out[m.id] = {"text": shown.words, "light": shown.light, "small": what}
        if m.outcome:
            out[m.id] = {"text": m.outcome, "light": "off" if m.outcome == Ended.void else "done"}
    return out


def table(page: Sequence[Matter], today: date, organs: Mapping[str, str], href: Any) -> dict[str, Any]:
    """The list of draws as the component `rows` takes it; `href` gives the address of one."""
    steps, lamps = steps_of(page), lights(page, today)
    groups: dict[str, list[dict[str, Any]]] = {}
    for m in sorted(page, key=lambda m: (m.organ, -_year(m.number), -_nth(m.number))):
        cells = [
            {"text": m.number, "href": href(m), "head": True, "small": m.title},
            {"text": words.day(m.opened_on), "th": "立项"},
            {"text": state_words(m, steps[m.id]), "th": "进行到"},
            lamps[m.id],
        ]
        groups.setdefault(organs.get(m.organ, m.organ), []).append({"cells": cells})
    heads = [{"text": "编号", "width": "third"}, {"text": "立项"}, {"text": "进行到"}, {"text": "期限"}]
    return {"caption": "双随机抽查", "heads": heads, "groups": [{"title": k, "rows": v} for k, v in groups.items()]}


def _year(number: str) -> int:
    return int(number.partition("〔")[2].partition("〕")[0] or 0)


def _nth(number: str) -> int:
    return int(number.partition("〕")[2].removesuffix("号") or 0)


def missing(numbers: Iterable[str]) -> list[str]:
    """The numbers of series that are not there between 1 and the last: none, unless the register was tampered with."""
    series: dict[str, set[int]] = {}
    for n in numbers:
        series.setdefault(n.partition("〕")[0], set()).add(_nth(n))
    return [f"{name}〕{i}号" for name, there in sorted(series.items()) for i in range(1, max(there)) if i not in there]


def plan_of(case: Case) -> DrawPlan:
    planned = case.state.last(Draw.planned)
    assert planned is not None  # it opened the matter
    plan: DrawPlan = planned.facts
    return plan


def statements(case: Case) -> list[Statement]:
    """The statements that the ledger announced, in order."""
    public = folder_of(case.matter.id).public
    out = []
    for e in case.state.entries:
        stage = FILES.get(e.step, "") if e.step != "replaced" else f"replacement-{e.facts.nth}"
        if stage:
            file = f"{stage}.json"
            title = case.state.plan.steps[e.step].title + (f"（第{e.facts.nth}次）" if e.step == "replaced" else "")
            out.append(Statement(e.step, title, file, e.on, e.facts.sha256, _same(public / file, e.facts.sha256)))
    return out


def _same(file: Path, sha256: str) -> bool:
    try:
        return sha256_of(file) == sha256
    except OSError:
        return False


def public_files(case: Case) -> list[str]:
    """What anybody may fetch: announced statements; the note for witnesses once sealed; the whole record once opened."""
    out = [s.file for s in statements(case)]
    out += [NOTE] if case.state.last(Draw.sealed) else []
    return out + ([RECORD] if case.state.last(Draw.opened) else [])


def statement_table(case: Case, href: Any) -> dict[str, Any] | None:
    """The statements as the component `rows` takes them; `href` gives the address of a file."""
    rows = []
    for s in statements(case):
        same = {"text": "与账本一致", "light": "green"} if s.same else {"text": "文件与账本记载的摘要不符", "light": "red"}
        cells = [
            {"text": s.file, "href": href(s.file), "head": True, "small": s.title},
            {"text": words.day(s.on), "th": "公布"},
            {"text": f"{s.sha256[:16]}…{s.sha256[-8:]}", "th": "SHA-256"},
            same,
        ]
        rows.append({"cells": cells})
    heads = [{"text": "声明", "width": "third"}, {"text": "公布"}, {"text": "SHA-256"}, {"text": "核对"}]
    return {"caption": "已经公布的声明", "heads": heads, "groups": [{"rows": rows}]} if rows else None


def strata_table(case: Case) -> dict[str, Any] | None:
    """The counts of the frozen list."""
    if not case.state.last(Draw.frozen):
        return None
    try:
        strata = folder_of(case.matter.id).statement("freeze")["strata"]
    except DrawError:
        return None  # the list of statements tells that the file is not what it was
    rows = []
    for s in strata:
        share = f"{s['count']}户" if "count" in s else words.percent(s["basis_points"])
        out = s["listed"] - s["eligible"]
        cells = [
            {"text": s["name"], "head": True},
            {"text": f"{s['listed']:,}", "n": True, "th": "列入"},
            {"zero": True, "n": True, "th": "不参加"} if not out else {"text": f"{out:,}", "n": True, "th": "不参加"},
            {"text": share, "n": True, "th": "比例"},
            {"text": f"{s['take']:,}", "n": True, "th": "抽取"},
        ]
        rows.append({"cells": cells})
    heads = [{"text": "类别"}, *({"text": t, "n": True} for t in ("列入（户）", "不参加（户）", "比例", "抽取（户）"))]
    return {"caption": "名单的户数", "heads": heads, "groups": [{"rows": rows}]}


def points(case: Case) -> list[dict[str, str]]:
    """What is public of a draw in pairs."""
    plan = plan_of(case)
    sealed, beacon = case.state.last(Draw.sealed), case.state.last(Draw.beacon_second)
    selected, opened, results = (case.state.last(s) for s in (Draw.selected, Draw.opened, Draw.results))
    finished = case.state.last(Draw.finished)
    rows = [
        ("机关", case.organ),
        ("联合的单位", "、".join(case.organs.get(o, o) for o in plan.organs)),
        ("抽查事项", "、".join(plan.items)),
        ("检查期间", f"{words.day(plan.first_visit)}至{words.day(plan.last_visit)}"),
        ("比例", "，".join(plan.ratios)),
        ("范围", "、".join([*plan.townships, *plan.kinds])),
        ("信标", f"{sealed.facts.beacon}，{words.moment(sealed.facts.beacon_at)}公布" if sealed else ""),
        ("信标的结果", f"{beacon.facts.value}；见证签名{beacon.facts.witnesses}个" if beacon else ""),
        ("最迟公开", words.day(sealed.facts.open_by) if sealed else ""),
        ("抽中", f"{selected.facts.drawn:,}户" if selected else ""),
        ("任务完成", words.day(finished.on) if finished else ""),
        ("替补", f"{opened.facts.replaced}次" if opened else ""),
        ("公开日期", words.day(opened.on) if opened else ""),
        ("公示结果", words.day(results.on) if results else ""),
    ]
    return [{"label": a, "text": b} for a, b in rows if b]
