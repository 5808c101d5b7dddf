"""How the figures hang together, declared once for the report, the reader of published reports, and the sampler. Pure.

Parts, rates and changes come from data/indicators.toml; what that file cannot say stands in `BESIDE`. A relation that is not
firm is only customary (cases carried over from the year before break it): breaking it is worth a look, not an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from . import rate
from .indicator import Indicators, load

Number = int | Decimal


class Kind(StrEnum):
    at_most = "不超过"
    needs = "依附"
    rate = "比率"
    change = "同比"


class Holds(StrEnum):
    consistent = "consistent"
    inconsistent = "inconsistent"
    ambiguous = "ambiguous"
    unknown = "unknown"


@dataclass(frozen=True)
class Verdict:
    """Whether the numbers agree, in words. `computed` and `stated` are percentages where the relation is about one."""

    holds: Holds
    words: str
    formula: str = ""
    computed: Decimal | None = None
    stated: Decimal | None = None


@dataclass(frozen=True)
class Relation:
    """at_most: the sum of `parts` is never more than the sum of `wholes`. needs: if the part is not zero, neither is the
    whole. rate: `figure` = part / whole. change: `figure` = part / the same figure a year before − 1."""

    kind: Kind
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    figure: str = ""
    firm: bool = True
    why: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.parts, *self.wholes, *filter(None, (self.figure,)))))

    def words(self, names: Indicators | None = None) -> str:
        """The rule in Chinese, for a refusal or a check."""
        names = names or load()
        parts = "与".join(names[k].zh for k in self.parts)
        wholes = "与".join(names[k].zh for k in self.wholes)
        match self.kind:
            case Kind.at_most:
                sums = "合计" if len(self.parts) > 1 else ""
                return f"{parts}{sums}不超过{wholes}{'合计' if len(self.wholes) > 1 else ''}"
            case Kind.needs:
                return f"有{parts}就必有{wholes}"
            case Kind.rate:
                return f"{names[self.figure].zh} = {parts} ÷ {wholes}"
            case Kind.change:
                return f"{names[self.figure].zh} = {parts}比上年的增减 ÷ 上年"

    def holds(self, values: Mapping[str, Number], previous: Mapping[str, Number] | None = None) -> Verdict:
        """Whether these values (exact ones; leave out lower bounds) agree. unknown: too few of them are there."""
        match self.kind:
            case Kind.at_most:
                return self._at_most(values)
            case Kind.needs:
                return self._needs(values)
            case _:
                return self._percentage(values, previous or {})

    def _broken(self) -> Holds:
        return Holds.inconsistent if self.firm else Holds.ambiguous

    def _at_most(self, values: Mapping[str, Number]) -> Verdict:
        known = [values[k] for k in self.parts if k in values]
        if not known or any(k not in values for k in self.wholes):
            return Verdict(Holds.unknown, "数字不全")
        left, right = sum(known), sum(values[k] for k in self.wholes)
        formula = f"{' + '.join(map(str, known))} ≤ {' + '.join(str(values[k]) for k in self.wholes)}"
        if left > right:
            why = f"（{self.why}）" if self.why else ""
            return Verdict(self._broken(), f"{self.words()}，而 {left} 多于 {right}{why}", formula)
        if len(known) < len(self.parts):
            return Verdict(Holds.unknown, "数字不全")
        return Verdict(Holds.consistent, self.words(), formula)

    def _needs(self, values: Mapping[str, Number]) -> Verdict:
        if any(k not in values for k in self.keys):
            return Verdict(Holds.unknown, "数字不全")
        part, whole = values[self.parts[0]], values[self.wholes[0]]
        formula = f"{part} > 0，{whole} > 0"
        if part > 0 and whole == 0:
            why = f"（{self.why}）" if self.why else ""
            return Verdict(self._broken(), f"{self.words()}，而前者为 {part}、后者为 0{why}", formula)
        return Verdict(Holds.consistent, self.words(), formula)

    def _percentage(self, values: Mapping[str, Number], previous: Mapping[str, Number]) -> Verdict:
        of_change = self.kind is Kind.change
        top, base = values.get(self.parts[0]), (previous if of_change else values).get(self.wholes[0])
        given = values.get(self.figure)
        if given is None or base is None:
            return Verdict(Holds.unknown, "数字不全")
        stated, below = Decimal(given), int(base)
        if top is None:
            return self._unreachable(below, stated) if not of_change else Verdict(Holds.unknown, "数字不全")
        if below == 0:
            return Verdict(Holds.inconsistent, f"{self.words()}，而分母为 0", "", None, stated)
        above, digits = int(top), max(rate.PLACES, rate.places(stated))
        computed = (rate.change if of_change else rate.percent)(above, below, digits)
        formula = f"({above} − {below})/{below} = {computed}%" if of_change else f"{above}/{below} = {computed}%"
        match_ = (rate.change_matches if of_change else rate.rate_matches)(above, below, stated)
        if match_ is rate.Match.no:
            return Verdict(Holds.inconsistent, f"{formula}，不是 {stated}%", formula, computed, stated)
        return Verdict(Holds.consistent, f"{formula}，{match_}为 {stated}%", formula, computed, stated)

    def _unreachable(self, below: int, stated: Decimal) -> Verdict:
        """A rate and its denominator without the numerator: is there any whole number at all?"""
        if rate.possible_numerators(below, stated, loose=True):
            return Verdict(Holds.unknown, "数字不全")
        return Verdict(Holds.inconsistent, rate.why_none(below, stated), f"?/{below} = {stated}%", None, stated)


def _most(parts: str, wholes: str, firm: bool = True, why: str = "") -> Relation:
    return Relation(Kind.at_most, tuple(parts.split()), tuple(wholes.split()), firm=firm, why=why)


def _needs(part: str, whole: str, firm: bool = True, why: str = "") -> Relation:
    return Relation(Kind.needs, (part,), (whole,), firm=firm, why=why)


_CARRIED = "上年结转的除外"

BESIDE: tuple[Relation, ...] = (
    _most("litigation_won litigation_lost", "litigation_closed"),
    _needs("joint_inspections_saved", "inspections_total"),
    _needs("random_inspection_subjects", "random_inspection_batches"),
    _needs("publicity_audience", "publicity_events"),
    _needs("legality_opinions", "legality_reviews"),
    _needs("rescue_members", "rescue_teams"),
    _needs("supervision_problems_found", "supervised_units"),
    _needs("hearings_held", "litigation_cases", False, _CARRIED),
    _most("litigation_lost", "hearings_held", False, "以前年度开庭的除外"),
    _most("litigation_closed", "litigation_cases", False, _CARRIED),
    _most("reconsideration_closed", "reconsideration_accepted", False, _CARRIED),
    _most("proposals_answered", "proposals_npc proposals_cppcc", False, _CARRIED),
    _most("major_decisions_completed", "major_decisions_listed", False, "以前年度列入目录的除外"),
    _most("penalties_published", "penalty_cases", False, "按条公开或者公开以前年度案件的除外"),
    _most("normative_docs_issued", "normative_docs_reviewed", False, "以前年度审核的除外"),
    _most("normative_docs_reviewed contracts_reviewed", "legality_reviews", False, "另行统计的除外"),
    _needs("materials_before", "service_bundles"),
    _most("supervision_notices", "supervision_problems_found", False, "对以前年度发现的问题制发的除外"),
    _needs("supervision_notices", "supervised_units", False, "对以前年度检查发出的除外"),
    _needs("supervision_reminders", "supervised_units", False, "对以前年度检查发出的除外"),
    _most("cross_province_items", "service_items_total"),
)
"""Beside what indicators.toml holds. needs: a number that the records of another figure carry."""


def relations(indicators: Indicators | None = None) -> tuple[Relation, ...]:
    """Every relation between the figures, firm ones first within each source."""
    known = indicators if indicators is not None else load()
    out: list[Relation] = []
    for key, i in known.items():
        if i.part_of:
            out.append(Relation(Kind.at_most, (key,), (i.part_of,)))
        if i.rate:
            out.append(Relation(Kind.rate, (i.rate[0],), (i.rate[1],), key))
        if i.change_of:
            out.append(Relation(Kind.change, (i.change_of,), (i.change_of,), key))
    return (*out, *(r for r in BESIDE if all(k in known for k in r.keys)))


def check(values: Mapping[str, Number], previous: Mapping[str, Number] | None = None) -> list[Verdict]:
    """Every relation about which these values say something, in order."""
    verdicts = (r.holds(values, previous) for r in relations())
    return [v for v in verdicts if v.holds is not Holds.unknown]
