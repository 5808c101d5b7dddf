"""The draws of each organ over the years: who is never drawn or too often, what was replaced, not inspected or stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from yifa.actions.draws.publish_draw import outcomes_of
from yifa.actions.draws.shared import folder_of
from yifa.chapters.enforcement.inspection_facts import Result
from yifa.draw.fairness import WORDS, Finding, History, Past, history, past
from yifa.draw.mistakes import DrawError
from yifa.draw.record import BadRecord
from yifa.registry.models import Organ, valid_on
from yifa.store.models import Entry
from yifa.store.visibility import draws

Source = tuple[str, int, tuple[tuple[str, str], ...]]
"""A record's file, when it was written, and the outcomes of its visits: what the statistics depend on."""
KEPT = 4
"""Records are long; so many organs' statistics stay in memory."""


def outcome(text: str) -> str:
    """How an inspection ended, as the statistics call it."""
    if text == Result.absent:
        return "stale"
    return "inspected" if text and text != Result.none else "missed"


def parts(today: date) -> list[dict[str, Any]]:
    """Each organ that has opened a draw, with its statistics in words and its findings."""
    opened = set(Entry.objects.filter(step="opened", matter__in=draws().values("id")).values_list("matter", flat=True))
    names = dict(Organ.objects.filter(valid_on(today)).values_list("key", "name"))
    by_organ: dict[str, list[Source]] = {}
    for m in draws().filter(id__in=opened).order_by("organ", "opened_on", "id"):
        file = folder_of(m.id).public / "record.json"
        if file.is_file():
            outcomes = tuple(sorted((s, outcome(o)) for s, o in outcomes_of(m.id).items()))
            by_organ.setdefault(m.organ, []).append((str(file), file.stat().st_mtime_ns, outcomes))
    return [_part(names.get(organ, organ), tuple(sources)) for organ, sources in by_organ.items()]


@lru_cache(maxsize=KEPT)
def _part(name: str, sources: tuple[Source, ...]) -> dict[str, Any]:
    try:
        pasts = [_past(Path(file), dict(outcomes)) for file, _, outcomes in sources]
    except (DrawError, BadRecord, OSError):
        return {"name": name, "broken": True}
    h = history(pasts)
    return {"name": name, "broken": False, "rows": _rows(h), "findings": [_told(f) for f in h.findings], "draws": h.draws}


def _past(record: Path, outcomes: dict[str, str]) -> Past:
    """A record with an outcome for every visit that was to be made: one that is not recorded was missed."""
    read = past(record)
    visits = (read.drawn | read.taken) - read.replaced
    return replace(read, outcomes={id: outcomes.get(id, "missed") for id in visits})


def _rows(h: History) -> dict[str, Any]:
    def share(part: int, whole: int) -> str:
        return f"{part:,}/{whole:,}（万分之{part * 10000 // whole:,}）" if whole else "没有数据"

    lines = [
        ("已公开的抽查", f"{h.draws:,}次", ""),
        ("可以抽中过的对象", f"{h.eligible:,}户", "各次名单里参加抽取的，一户算一次"),
        ("从未抽中", f"{h.never:,}户", f"按各次比例，预期约{round(h.expected_never):,}户"),
        ("每次都不参加抽取", f"{h.always_excluded:,}户", "理由写在各次的名单里"),
        ("抽中以后替换", share(*h.replaced), ""),
        ("应查而没有查", share(*h.not_inspected), "按账本里登记的检查计算，没有登记的算没有查"),
        ("名单失实", share(*h.stale), "检查结果是“对象不存在或者无法检查”的"),
    ]
    rows = [{"cells": [{"text": a, "head": True}, {"text": b, "n": True, "th": "数"}, {"text": c, "th": "说明"} if c else {}]} for a, b, c in lines]
    heads = [{"text": "项目", "width": "third"}, {"text": "数", "n": True}, {"text": "说明"}]
    return {"caption": "历年统计", "heads": heads, "groups": [{"rows": rows}]}


def _told(f: Finding) -> str:
    odds = f"约为 1/{f.chance.denominator // f.chance.numerator:,}" if f.chance else "是零"
    return f"{WORDS[f.what].format(f.whom, f.times)}：按比例这样或者更甚的机会{odds}。"
