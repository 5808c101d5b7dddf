"""The plan for people: what is planned, how near it is to the fewest, what it spares, what is left out. Chinese. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from .charts import bars
from .plan import Plan
from .reasons import SHORT

MONTHS, ORGANS = "visits-by-month.svg", "load-by-organ.svg"


def percent(part: int, whole: int) -> str:
    """Two places, rounded half up, without floats."""
    points = (20_000 * part + whole) // (2 * whole) if whole else 0
    return f"{points // 100}.{points % 100:02}%"


def summary(plan: Plan, certificate: Mapping[str, Any]) -> dict[str, str]:
    """File name -> text: the summary in Markdown, and its charts."""
    months = Counter(v.on.month for v in plan.visits)
    labels, values = [f"{m}月" for m in range(1, 13)], [months[m] for m in range(1, 13)]
    organs = load(plan)
    text = [
        f"# {certificate['year']}年综合查一次计划",
        *_what(certificate["counts"], certificate["bound"], timed=bool(certificate["time"])),
        "## 少了多少次",
        _counterfactual(certificate["separate"], certificate["counts"]["visits"]),
        "## 没有排进去的",
        _left_out(certificate["unplaced"]),
        "## 各月入企次数",
        f"![各月入企次数]({MONTHS})",
        _table(("月份", "次数"), [(a, f"{b}") for a, b in zip(labels, values, strict=True)]),
        "## 各机关的工作量",
        f"![各机关人员工作时间的使用率]({ORGANS})",
        _table(
            ("机关", "检查项", "人次", "用去的分钟", "全年可用的分钟", "使用率"),
            [(name, *map(str, row), percent(row[2], row[3])) for name, row in organs.items()],
        ),
        "## 各乡镇（街道）",
        _table(("乡镇（街道）", "入企次数"), [(a or "（未写）", str(b)) for a, b in _townships(plan)]),
        "## 怎样核对",
        "`yifa joint verify` 加本文件夹，不用排计划的程序，逐条核对每一项约束和上面的下限；`certificate.json` 里列有依据。"
        "证明的是次数，不是检查的质量，也不证明应查的事项都已列入。",
    ]
    rates = [percent(row[2], row[3]) for row in organs.values()]
    points = [10_000 * row[2] // row[3] if row[3] else 0 for row in organs.values()]
    return {
        "summary.md": "\n\n".join(text) + "\n",
        MONTHS: bars("各月入企次数", labels, values),
        ORGANS: bars("各机关人员工作时间的使用率", list(organs), points, rates),
    }


def load(plan: Plan) -> dict[str, tuple[int, int, int, int]]:
    """Organ -> (duties placed, officers' visits, minutes taken, minutes that its officers have in the year)."""
    p = plan.problem
    duty, officer = {d.id: d for d in p.duties}, {o.id: o for o in p.officers}
    done, goes, minutes, there = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for o in p.officers:
        there[o.organ] += o.minutes_per_day * sum(o.valid_from <= d <= o.valid_to for d in p.workdays)
    for v in plan.visits:
        own = Counter[str]()
        for id in v.duties:
            done[duty[id].organ] += 1
            own[duty[id].organ] += duty[id].minutes
        for id in v.officers:
            organ = officer[id].organ
            goes[organ] += 1
            minutes[organ] += own[organ] + p.rules.travel_minutes
    return {organ: (done[organ], goes[organ], minutes[organ], there[organ]) for organ in sorted(there)}


def _what(counts: Mapping[str, int], bound: Mapping[str, int], *, timed: bool) -> list[str]:
    limits = "时限、次数上限和人员时间" if timed else "时限和次数上限"
    out = [
        f"应查{counts['duties']}项，排进{counts['placed']}项，合成{counts['visits']}次入企。"
        f"有{counts['impossible']}项任何计划都排不进；其余按{limits}，最多能排{counts['most']}项。",
        f"要排进同样多的检查，任何计划至少要{bound['any']}次（已经证明的下限）；本计划比它多{bound['gap']}次，"
        f"即多{percent(bound['gap'], bound['any'])}。" + ("次数已经最少。" if not bound["gap"] else ""),
    ]
    if bound["same"] != bound["any"]:
        out.append(f"如果排进的就是这些检查，至少要{bound['same']}次。")
    return out


def _counterfactual(separate: Mapping[str, int], visits: int) -> str:
    organs, duties = separate["organs"], separate["duties"]
    return (
        f"同样的企业、同样的检查、同一时期：各机关分头去，并且各自把自己的检查尽量合并，至少要{organs}次；合并后{visits}次。\n\n"
        f"减少 ＝ （分头去的次数 － 合并后的次数） ÷ 分头去的次数 ＝ （{organs} － {visits}） ÷ {organs} ＝ "
        f"{percent(organs - visits, organs)}\n\n"
        f"如果每一项检查各去一次：（{duties} － {visits}） ÷ {duties} ＝ {percent(duties - visits, duties)}。"
        "没有排进去的检查，两边都不算。"
    )


def _left_out(unplaced: Mapping[str, int]) -> str:
    if not unplaced:
        return "全部排进，没有遗漏。"
    return _table(("原因", "项数"), [(SHORT[k], str(n)) for k, n in unplaced.items()]) + "\n\n逐项的原因见 `unplaced.csv`。"


def _townships(plan: Plan) -> list[tuple[str, int]]:
    town = {d.subject: d.township for d in reversed(plan.problem.duties)}
    return sorted(Counter(town[v.subject] for v in plan.visits).items())


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "／") for c in line) + " |" for line in lines)


