"""A joint plan in words, figures and charts, for the desk and the portal alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from yifa.actions.joint.files import Kept
from yifa.joint.reasons import SHORT
from yifa.joint.summary import percent

from .. import charts, words

PROVED = "证明的是次数，不是检查的质量，也不证明应查的事项都已列入。"


def figures(certificate: Mapping[str, Any]) -> list[dict[str, str]]:
    """What is planned, and how near it is to the fewest, as the component `pairs` takes it."""
    counts, bound = certificate["counts"], certificate["bound"]
    left = counts["duties"] - counts["placed"]
    return [
        {"label": "应查", "text": f"{counts['duties']:,}项"},
        {"label": "排进", "text": f"{counts['placed']:,}项" + (f"，没有排进{left:,}项" if left else "，全部排进")},
        {"label": "入企", "text": f"{counts['visits']:,}次"},
        {"label": "证明的下限", "text": f"{bound['any']:,}次", "small": "要排进同样多的检查，任何计划至少要这么多次"},
        {"label": "比下限多", "text": f"{bound['gap']:,}次，{words.percent(bound['gap_bp'])}" if bound["gap"] else "0次，已经最少"},
    ]


def reduction(certificate: Mapping[str, Any]) -> dict[str, str]:
    """The honest counterfactual: `what` in a sentence, `formula`, and the same with a visit for each duty."""
    visits, organs, duties = certificate["counts"]["visits"], certificate["separate"]["organs"], certificate["separate"]["duties"]
    return {
        "what": f"同样的企业、同样的检查、同一时期：各机关分头去，并且各自把自己的检查尽量合并，至少要{organs:,}次；合并后{visits:,}次，"
        f"减少{percent(organs - visits, organs)}。",
        "formula": f"减少＝（分头去的次数－合并后的次数）÷分头去的次数＝（{organs:,}－{visits:,}）÷{organs:,}＝{percent(organs - visits, organs)}",
        "each": f"如果每一项检查各去一次，是{duties:,}次：（{duties:,}－{visits:,}）÷{duties:,}＝{percent(duties - visits, duties)}。"
        "没有排进去的检查，两边都不算。",
    }


def left_out(certificate: Mapping[str, Any]) -> dict[str, Any] | None:
    """How many duties were left out for which reason."""
    found = certificate["unplaced"]
    rows = [
        {"cells": [{"text": SHORT.get(key, key), "head": True}, {"text": f"{n:,}", "n": True, "th": "项"}]} for key, n in found.items()
    ]
    heads = [{"text": "原因"}, {"text": "检查（项）", "n": True}]
    return {"caption": "没有排进的，按原因", "heads": heads, "groups": [{"rows": rows}]} if rows else None


def by_month(plan: Kept) -> dict[str, Any]:
    months = Counter(v.on.month for v in plan.visits)
    return charts.bars("各月入企", [f"{m}月" for m in range(1, 13)], [months[m] for m in range(1, 13)], "次", head="月份")


def by_organ(plan: Kept, organs: Mapping[str, str]) -> dict[str, Any]:
    """Visits and duties of each organ. A joint visit counts for each organ that comes."""
    goes, duties, alone = Counter[str](), Counter[str](), Counter[str]()
    for v in plan.visits:
        there = plan.organs(v)
        goes.update(there)
        alone.update(there if len(there) == 1 else ())
        duties.update(plan.of[d].organ for d in v.duties)
    rows = [
        {
            "cells": [
                {"text": organs.get(k, k), "head": True},
                {"text": f"{duties[k]:,}", "n": True, "th": "检查"},
                {"text": f"{goes[k]:,}", "n": True, "th": "入企"},
                {"text": f"{goes[k] - alone[k]:,}" if goes[k] - alone[k] else "", "n": True, "th": "同去"},
            ]
        }
        for k in sorted(goes, key=lambda k: (-goes[k], k))
    ]
    heads = [
        {"text": "机关"},
        {"text": "检查（项）", "n": True},
        {"text": "参加的入企（次）", "n": True},
        {"text": "其中与别的机关同去", "n": True},
    ]
    return {"caption": "各机关", "heads": heads, "groups": [{"rows": rows}]}


def months_of_organs(plan: Kept, organs: Mapping[str, str]) -> dict[str, Any]:
    """Visits by organ and month; a joint visit counts for each organ, so that the last line counts visits, not sums."""
    every, total = Counter[tuple[str, int]](), Counter[int]()
    for v in plan.visits:
        total[v.on.month] += 1
        every.update((k, v.on.month) for k in plan.organs(v))

    def line(head: str, numbers: list[int], whole: int) -> list[dict[str, Any]]:
        months = [{"text": f"{n:,}" if n else "", "n": True, "th": f"{m}月"} for m, n in enumerate(numbers, 1)]
        return [{"text": head, "head": True}, *months, {"text": f"{whole:,}", "n": True, "th": "全年"}]

    keys = sorted({k for k, _ in every}, key=lambda k: organs.get(k, k))
    rows = [
        {"cells": line(organs.get(k, k), [every[k, m] for m in range(1, 13)], sum(every[k, m] for m in range(1, 13)))} for k in keys
    ]
    heads = [{"text": "机关"}, *({"text": f"{m}月", "n": True} for m in range(1, 13)), {"text": "全年", "n": True}]
    foot = line("入企次数", [total[m] for m in range(1, 13)], sum(total.values()))
    return {"caption": "各机关各月参加的入企（次）", "heads": heads, "groups": [{"rows": rows}], "foot": foot}
