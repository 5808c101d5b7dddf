"""The relations between canonical figures, declared once by the caller and tried on what a report states.

Two figures far apart in a report are surely the same course of business only if both are stated once; broken across
paragraphs a relation is worth a look, not an error.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from ..model import Check, Direction, Role, Verdict
from .interval import added, how, percent, shown
from .near import EXACT, LEVEL, Mention, Near
from .write import made


class Relation(Protocol):
    """A relation between figures by their keys. `kind`: at_most (the sum of `parts` is never more than that of `wholes`), needs
    (a part that is not 0 needs a whole that is not 0), rate (`figure` = part / whole in per cent), or change (`figure` = part
    against the year before in per cent). Not `firm`: customary only. `words`: the rule in Chinese; `why`: what excepts from it."""

    @property
    def kind(self) -> str: ...
    @property
    def parts(self) -> tuple[str, ...]: ...
    @property
    def wholes(self) -> tuple[str, ...]: ...
    @property
    def figure(self) -> str: ...
    @property
    def firm(self) -> bool: ...
    @property
    def words(self) -> str: ...
    @property
    def why(self) -> str: ...


def canon(near: Near, relations: Sequence[Relation]) -> Iterator[Check]:
    for values in _stated(near):
        for r in relations if len(values) > 1 else ():
            match r.kind:
                case "at_most":
                    yield from _at_most(near, r, values)
                case "needs":
                    yield from _needs(near, r, values)
                case "rate":
                    yield from _rate(near, r, values.get(r.parts[0]), values.get(r.wholes[0]), values.get(r.figure))
                case "change":
                    yield from _rate(near, r, values.get(r.parts[0]), values.get(f"-{r.wholes[0]}"), values.get(r.figure))


_OUT = re.compile("撤诉|撤回|和解|不计|剔除|扣除")


def _stated(near: Near) -> Iterator[dict[str, Mention]]:
    """For each report its canonical figures, of one exactly known value however often they are stated; last year's with a "-"
    before the key. A change in per cent stands under its own key."""
    reports: dict[int, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for m in near.mentions:
        f = m.figure
        if not f.indicator or f.bound is not EXACT or f.scale != 1:
            continue
        if f.role is LEVEL or (f.role is Role.change and m.percent):
            reports[m.segment][f.indicator].append(m)
        elif f.role is Role.previous:
            reports[m.segment][f"-{f.indicator}"].append(m)
    for figures in reports.values():
        yield {k: ms[0] for k, ms in figures.items() if all(m.figure.value == ms[0].figure.value for m in ms[1:])}


def _broken(r: Relation, *mentions: Mention) -> Verdict:
    sure = r.firm and len({m.sentence for m in mentions}) == 1
    return Verdict.inconsistent if sure else Verdict.ambiguous


def _at_most(near: Near, r: Relation, values: dict[str, Mention]) -> Iterator[Check]:
    parts = [values[k] for k in r.parts if k in values]
    wholes = [values[k] for k in r.wholes if k in values] if parts else []
    if not parts or len(wholes) < len(r.wholes) or any(m.percent for m in (*parts, *wholes)):
        return
    left, right = (added([m.figure.value for m in ms]) for ms in (parts, wholes))
    if left <= right and len(parts) < len(r.parts):
        return
    sign, verdict = ("≤", Verdict.consistent) if left <= right else (">", _broken(r, *parts, *wholes))
    sums = [" + ".join(shown(m.figure.value) for m in ms) for ms in (parts, wholes)]
    formula = f"{sums[0]} {sign} {sums[1]}"
    except_ = f"（{r.why}）" if r.why and verdict is not Verdict.consistent else ""
    why = f"{near.places(*parts, *wholes)}：{r.words}，{formula}{except_}。"
    yield made("relation", formula, (*parts, *wholes), None, left, verdict, why)


def _needs(near: Near, r: Relation, values: dict[str, Mention]) -> Iterator[Check]:
    part, whole = values.get(r.parts[0]), values.get(r.wholes[0])
    if part and whole and part.figure.value > 0 and whole.figure.value == 0:
        formula = f"{shown(part.figure.value)} > 0，{shown(whole.figure.value)} = 0"
        why = f"{near.places(part, whole)}：{r.words}，而后者为0{f'（{r.why}）' if r.why else ''}。"
        yield made("relation", formula, (part, whole), None, None, _broken(r, part, whole), why)


def _rate(
    near: Near, r: Relation, part: Mention | None, whole: Mention | None, rate: Mention | None
) -> Iterator[Check]:
    """A share of the whole, or a change against it; a change says by its direction whether it went up."""
    if not part or not whole or not rate or not rate.percent or whole.figure.value <= 0:
        return
    now, base, stated = part.figure.value, whole.figure.value, rate.figure.value
    told = percent(now - base if r.kind == "change" else now, base)
    value = -told if rate.figure.direction is Direction.down else told
    by = how(value, rate.figure) if value >= 0 else ""
    top = f"({shown(now)} − {shown(base)})" if r.kind == "change" else shown(now)
    formula = f"{top}/{shown(base)} = {shown(told, max(2, rate.figure.decimals))}%"
    said = f"{shown(stated, rate.figure.decimals)}%"
    tail = f"与所写{said}相合（{by}）" if by else f"不是所写{said}"
    verdict = Verdict.consistent if by else _broken(r, part, whole, rate)
    if _OUT.search(near.text, min(m.span[0] for m in (part, whole, rate)), max(m.stop for m in (part, whole, rate))):
        verdict = Verdict.consistent if by else Verdict.ambiguous  # may be left out of the whole
    why = f"{near.places(part, whole, rate)}：{r.words}，{formula}，{tail}。"
    yield made("relation", formula, (part, whole, rate), stated, value, verdict, why)
