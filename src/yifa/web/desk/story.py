"""The life story of a matter, its papers, findings, related matters and points, as components take them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.urls import reverse

from yifa.kernel.dues import Due
from yifa.kernel.entry import Entry
from yifa.kernel.findings import findings
from yifa.kernel.replay import BY_LAW
from yifa.ledger.proof import code_of
from yifa.store.actor import Actor, readable_by, visible_to
from yifa.store.models import Matter

from .. import words
from .case import Case, Record
from .clock import running
from .lists import href, procedure_title

LONGEST, MOST_LINKED = 160, 20
FINDING = {"late": "late", "overdue": "red", "early": "red", "irregular": "red"}


def life(case: Case) -> list[dict[str, Any]]:
    """What happened in order, what the law brought about, and what is still to come."""
    met: dict[int, list[Due]] = {}
    for d in case.state.dues():
        if d.met is not None and not d.met.deemed:
            met.setdefault(d.met.id, []).append(d)
    happened = [(r.on, r.at.isoformat() if r.at else "", r.seq, _happened(case, r, met.get(r.seq, []))) for r in case.records]
    happened += [(e.on, "", e.id, _deemed(case, e)) for e in case.state.entries if e.id >= BY_LAW]
    happened.sort(key=lambda x: x[:3])
    return [x[3] for x in happened] + [_to_come(case, d) for d in running(case)]


def _happened(case: Case, r: Record, dues: Iterable[Due]) -> dict[str, Any]:
    step = case.step(r)
    facts = "；".join(f"{label}：{_short(value)}" for label, value in case.facts(r))
    out: dict[str, Any] = {
        "id": f"e{r.seq}",
        "iso": r.happened_at if r.at is None else r.at.isoformat(),
        "date": words.moment(r.at) if r.at else words.day(r.on),
        "title": case.title(r),
        "href": href(case.matter, r.seq),
        "words": facts,
        "who": case.who(r),
        "cites": [{"text": str(step.cite)}] if step else [],
        "links": [],
    }
    due = next((d for d in sorted(dues, key=lambda d: not d.late)), None)
    if case.void(r.seq):
        out |= {"light": "off", "status": "已更正作废"}
    elif r.body.get("irregular"):
        out |= {"light": "red", "status": "当时不符合规定"}
    elif due is not None and due.on is not None:
        late = (due.met.on - due.on).days if due.met and due.late else 0
        status = f"期限{words.day(due.on, r.on.year)}，" + (f"晚{late}天" if late else "晚办" if due.late else "按期")
        out |= {"light": "late" if due.late else "done", "status": status}
    if case.corrections.get(r.seq) and not case.void(r.seq):
        out["links"].append({"text": f"第{case.corrections[r.seq].seq}号更正过", "href": f"#e{case.corrections[r.seq].seq}"})
    if any(x.off and any(o.start <= r.on <= (o.end or case.today) for o in x.off) for x in case.state.dues()):
        out["kind"] = "halt"
    return out


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"


def _deemed(case: Case, e: Entry) -> dict[str, Any]:
    step = case.state.plan.steps[e.step]
    return {
        "iso": e.on.isoformat(),
        "date": words.day(e.on),
        "title": step.title,
        "who": "法律规定，期限届满自动发生",
        "cites": [{"text": str(step.cite)}],
    }


def _to_come(case: Case, d: Due) -> dict[str, Any]:
    light = d.light(case.today)
    status = {"red": "还没有做", "yellow": "还没有做", "green": "还没有做", "still": "停走"}.get(light, "还没有做")
    return {
        "kind": "next",
        "iso": d.on.isoformat() if d.on else "",
        "date": words.day(d.on) if d.on else "以后",
        "title": d.limit.of.title,
        "words": status,
        "who": d.limit.of.by.title,
        "cites": [{"text": str(d.limit.cite)}],
    }


def papers(case: Case) -> list[dict[str, Any]]:
    """The papers of the matter, each with how it was served or whether that waits."""
    out: list[dict[str, Any]] = []
    served = {e.id: e.served for e in case.state.entries}
    for r in case.records:
        step, paper = case.step(r), r.body.get("paper")
        if step is None or case.void(r.seq) or (not paper and step.serves is None):
            continue
        out.append(
            {
                "seq": r.seq,
                "title": paper["title"] if paper else step.title,
                "number": paper.get("number", "") if paper else "",
                "date": words.day(r.on),
                "served": words.day(d) if (d := served.get(r.seq)) else "",
                "to": step.serves.title if step.serves else "",
                "waits": step.serves is not None and served.get(r.seq) is None,
                "docx": bool(paper),
            }
        )
    return out


def papers_table(case: Case, listed: list[dict[str, Any]]) -> dict[str, Any]:
    rows = []
    for p in listed:
        there = href(case.matter, p["seq"])
        state = {"text": f"还没有送达{p['to']}", "light": "off"} if p["waits"] else {"text": p["served"]}
        cells = [
            {"text": p["title"], "href": there, "head": True},
            {"text": p["number"], "th": "文号"},
            {"text": p["date"], "th": "日期"},
            {**state, "th": "送达"},
            {"text": "下载 .docx", "href": reverse("desk:paper", args=[case.matter.id, p["seq"]])} if p["docx"] else {},
        ]
        rows.append({"cells": cells})
    heads = [{"text": t} for t in ("文书", "文号", "日期", "送达")] + [{"text": "文件", "hide": True}]
    return {"caption": "文书目录", "heads": heads, "groups": [{"rows": rows}]}


def findings_table(case: Case) -> dict[str, Any] | None:
    found = findings(case.state)
    if not found:
        return None
    kinds = {"late": "晚办", "overdue": "逾期", "early": "太早", "irregular": "不符合规定"}
    rows = [
        {
            "cells": [
                {"text": kinds[f.kind], "light": FINDING[f.kind]},
                {"text": f.words, "head": True},
                {"text": str(f.cite), "th": "依据"},
                {"text": f.todo, "th": "怎么办"},
            ]
        }
        for f in found
    ]
    heads = [{"text": "哪一类", "width": "m"}, {"text": "发现"}, {"text": "依据"}, {"text": "怎么办"}]
    return {"caption": "监督发现", "heads": heads, "groups": [{"rows": rows}]}


def chain(case: Case, actor: Actor) -> list[dict[str, Any]]:
    """Matters linked by what opened what, oldest first; those that one may not see are left out."""
    seen: dict[str, Matter] = {case.matter.id: case.matter}
    up = case.matter.parent
    while up and up not in seen and len(seen) < 8:
        above = readable_by(actor).filter(pk=up).first()
        if above is None:
            break
        seen[above.id] = above
        up = above.parent
    with connection.cursor() as cursor:  # asked by id, so that the narrow index on the parent is walked and not the organ's
        cursor.execute("SELECT id FROM matter WHERE parent = %s LIMIT %s", (case.matter.id, MOST_LINKED))
        below = [id for (id,) in cursor.fetchall()]
    if below:
        seen |= {m.id: m for m in visible_to(actor).filter(pk__in=below)}
    if len(seen) == 1:
        return []
    ordered = sorted(seen.values(), key=lambda m: (m.opened_on, m.id != case.matter.parent))
    return [
        {
            "title": procedure_title(m),
            "words": m.outcome or ("已办结" if m.closed else "正在办理"),
            "small": f"{m.number}，{words.day(m.opened_on)}",
            "href": href(m),
            "current": m.id == case.matter.id,
        }
        for m in ordered
    ]


def points(case: Case) -> list[dict[str, Any]]:
    m = case.matter
    rows = [
        ("承办单位", case.organ, ""),
        ("当事人" if case.procedure.subject == "subject" else "对象", case.subject, m.subject if case.subject != m.subject else ""),
        ("开始", words.day(m.opened_on), ""),
        ("结果", m.outcome, words.day(m.closed_on) if m.closed_on else ""),
        ("公示", words.day(m.published_on) if m.published_on else "", f"{words.day(m.withdrawn_on)}撤回" if m.withdrawn_on else ""),
        ("适用的法", f"《{case.procedure.law.title}》", f"本程序的这一版自{words.day(case.procedure.since)}起"),
    ]
    return [{"label": a, "text": b, "small": c} for a, b, c in rows if b]


def proof(case: Case, size: int | None) -> list[dict[str, Any]]:
    last = case.records[-1]
    return [
        {"label": "记录", "text": f"{len(case.records)}条，最后一条的回执：", "small": ""},
        {"label": "回执码", "text": code_of(last.hash), "code": True, "href": ""},
        {"label": "摘要值", "text": f"{last.hash[:16]} … {last.hash[-8:]}", "code": True},
        {"label": "检查点", "text": f"含前{size:,}条记录" if size else "还没有"},
    ]
