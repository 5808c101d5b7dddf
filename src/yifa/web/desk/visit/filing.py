"""Filing a visit: how often the firm was visited and which items are on the list, said before anything is recorded.

What the ledger counts is filled in. The number of visits may be typed higher (visits held in a ministry's own system are
not here) and never lower than what the ledger holds; the cap may be typed lower and never higher than the roster's: a
typed number can make the rule stricter only. A warning is shown once, and the same button then files the visit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from yifa.actions import visits as read
from yifa.actions.recusals import Away, away_from
from yifa.actions.visits import Frequency
from yifa.chapters.enforcement.inspection_facts import PLANNED
from yifa.chapters.laws import ENTERPRISE_INSPECTION as X

from ... import fields
from ...forms import Field, Option
from ..gate import Desk
from .views import away_words, frequency_words

ITEMS, OTHER, DUTIES = "filing-items", "filing-items_other", "filing-duties"
TIMES, CAP, CAUSE, WARNED = "filing-times_this_year", "filing-cap", "filing-cause", "warned"
JOIN = "、"
KEY = read.KEY


@dataclass(frozen=True)
class Filing:
    """What is known of the firm and of the list when a visit is filed. `listed`: the organ's items, code -> name."""

    frequency: Frequency
    listed: Mapping[str, str]
    organs: Mapping[str, str]
    caps: tuple[str, ...] = ()
    away: tuple[Away, ...] = ()
    """The organ's officers who must stay away from the firm."""

    @property
    def initial(self) -> dict[str, Any]:
        return {"times_this_year": self.frequency.made, "cap": self.frequency.cap.times if self.frequency.cap else 0}

    @property
    def panel(self) -> dict[str, Any]:
        """What stands above the form."""
        return {
            "words": frequency_words(self.frequency, self.organs),
            "caps": self.caps,
            "reached": self.frequency.reached,
            "cite": str(X["频次上限部分"]),
            "listed": bool(self.listed),
            "rosters": reverse("desk:rosters"),
        }


def filing(desk: Desk, procedure: str, subject: str, organs: Mapping[str, str], codes: tuple[str, ...] = ()) -> Filing | None:
    """None for what is no visit of a firm of the register."""
    if procedure != KEY or not subject or subject == "none":
        return None
    found = read.frequency(desk.actor.organ, subject, desk.today, codes)
    listed = read.items_of(desk.actor.organ, desk.today)
    rows = read.caps_of(desk.actor.organ, subject, desk.today)
    caps = tuple(f"{listed.get(c.item, c.item)}：每年最多{c.times}次（{c.basis}）" for c in rows if c.item)
    return Filing(found, listed, organs, caps, tuple(away_from(subject, desk.today, desk.actor.organ)))


def prepared(posted: QueryDict, desk: Desk) -> QueryDict:
    """What was posted, with the picked items put into the one line that a filing records, and as duties if none are named."""
    data = posted.copy()
    listed = read.items_of(desk.actor.organ, desk.today)
    picked = [listed.get(x, x).strip() for x in data.getlist(ITEMS) if x.strip()]
    other = data.get(OTHER, "").strip()
    if listed:
        names = list(dict.fromkeys([*picked, *([other] if other else [])]))
        data[ITEMS] = JOIN.join(names)
        if not data.get(DUTIES, "").strip():
            data.setlist(DUTIES, names)
    return data


def shown(found: Filing, given: list[Any], posted: QueryDict | None) -> list[Any]:
    """The fields of the form, the items as choices from the organ's list."""
    if not found.listed:
        return given
    out: list[Any] = []
    for f in given:
        if not isinstance(f, Field) or f.name != ITEMS:
            out.append(f)
            continue
        picked, other = _picked(found, f, posted)
        options = [Option(k, name, k in picked or name in picked) for k, name in found.listed.items()]
        out.append(replace(f, kind="multi", options=options, hint="本单位公布的检查事项，清单以外的不查"))
        out.append(Field(name=OTHER, id=f"f-{OTHER}", label="清单以外的事项", kind="text", required=False, value=other, max_length=200,
                         hint="公布的清单里没有的，原则上不得检查；确有依据的，写明名称"))  # fmt: skip
    return out


def _picked(found: Filing, items: Field, posted: QueryDict | None) -> tuple[list[str], str]:
    """(what is ticked, what stands beside the list): as posted, or as the cause of the visit says."""
    if posted is not None:
        return posted.getlist(ITEMS), posted.get(OTHER, "")
    said = [x for x in str(items.value or "").split(JOIN) if x]
    known = {*found.listed, *found.listed.values()}
    return [x for x in said if x in known], JOIN.join(x for x in said if x not in known)


def codes_of(posted: QueryDict, listed: Mapping[str, str]) -> tuple[str, ...]:
    picked = set(posted.getlist(ITEMS))
    return tuple(k for k, name in listed.items() if k in picked or name in picked)


def settled(found: Filing, data: QueryDict) -> list[dict[str, str]]:
    """Puts the ledger's count and the roster's cap into what was posted, where they are stricter or nothing was typed.
    The words that say what was typed otherwise."""
    out = []
    for name, known_number in ((TIMES, found.initial["times_this_year"]), (CAP, found.initial["cap"])):
        if not data.get(name, "").strip():
            data[name] = str(known_number)
    times, cap = _number(data.get(TIMES, "")), _number(data.get(CAP, ""))
    if times is not None and times < found.frequency.made:
        data[TIMES] = str(found.frequency.made)
        out.append(f"本年度已检查次数改为{found.frequency.made}次：账本里数到{found.frequency.made}次，填的是{times}次，只能多填，不能少填")
    known = found.frequency.cap
    if known and cap is not None and (cap == 0 or cap > known.times):
        data[CAP] = str(known.times)
        filled = f"填的是{cap}次" if cap else "填的是没有上限"
        out.append(f"年度频次上限改为{known.times}次：名册登记的是{known.times}次（{known.basis}），{filled}，只能填得更少")
    return [{"words": words} for words in out]


def warnings(found: Filing, data: QueryDict) -> list[dict[str, str]]:
    """What must be said before this visit is filed: the cap is reached, an item is not on the list."""
    out: list[dict[str, str]] = []
    times, cap = _number(data.get(TIMES, "")) or 0, _number(data.get(CAP, "")) or 0
    if data.get(CAUSE) in {c.value for c in PLANNED}:
        if 0 < cap <= times:
            words = f"本年度计划内检查已去{times}次，上限{cap}次，再去就超过了"
            todo = "有投诉举报、转办交办、数据监测线索或者紧急情况的，改检查事由；确需再去的，备案后由负责人先说明理由才能批准"
            out.append({"words": words, "cite": str(X["频次上限部分"]), "todo": todo})
        elif 0 < cap <= times + found.frequency.ahead:
            words = f"已去{times}次，还有{found.frequency.ahead}次已备案没有去，加上这一次就超过上限{cap}次"
            out.append({"words": words, "cite": str(X["频次上限部分"]), "todo": "能合并的，和已备案的一起去"})
    if found.away:
        names = "；".join(away_words(a) for a in found.away)
        todo = "批准方案时另派没有利害关系的人员；登记有误的，请登记人员更正“执法人员回避”名册"
        out.append({"words": f"本单位有人员应当回避这家企业：{names}", "todo": todo})
    if found.listed and (other := data.get(OTHER, "").strip()):
        words = f"“{other}”不在本单位公布的检查事项清单里；没有公布的不得实施"
        out.append({"words": words, "cite": str(X["检查事项部分"]), "todo": "从清单里选；清单漏了的，先请登记人员补登权责清单并公布"})
    return out


def heard(warned: list[dict[str, str]], data: QueryDict) -> bool:
    """Whether just these warnings were shown before: the person files the visit all the same."""
    return not warned or data.get(WARNED, "") == mark(warned)


def mark(warned: list[dict[str, str]]) -> str:
    return hashlib.sha256("\n".join(w["words"] for w in warned).encode()).hexdigest()[:16]


def _number(text: str) -> int | None:
    """A whole number as the form reads it; None where it is none, which the form itself says."""
    try:
        return fields.whole(text.strip()) if text.strip() else 0
    except fields.Unreadable:
        return None
