"""A whole year of whole numbers from any few of its totals. Pure and deterministic.

Every count gets a number so that all given totals, percentages (rounded half up at the decimals written) and relations
hold. What was not given is filled in with plausible numbers and marked as sample. What no whole numbers can give is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yifa.kernel import rate
from yifa.kernel.indicator import Indicators, load
from yifa.kernel.refusal import Refusal
from yifa.kernel.relation import Kind, Relation, relations

from .bounds import TOP, AtMost, Box, Contradiction, Needs, Ratio, Rule, Why, components, narrow
from .search import Search, broken
from .targets import Bound, Target, Targets
from .wishes import Wishes

BEFORE = "previous:"
"""Prefix of the year before's numbers inside the solver."""


class Impossible(ValueError):
    """No whole numbers give these totals; one refusal for each group of figures that contradict each other."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = tuple(refusals)


@dataclass(frozen=True)
class Solution:
    """values: every count of the year. previous: those of the year before that were given or that a change rests on.
    given: keys named in the file; derived: counts and percentages that follow from what was given; sample: the rest,
    filled in. sample_previous: the same for the year before. notes: sentences on what deserves a look."""

    values: Mapping[str, int]
    previous: Mapping[str, int]
    given: frozenset[str]
    derived: frozenset[str]
    sample: frozenset[str]
    sample_previous: frozenset[str]
    notes: tuple[str, ...]

    def percentages(self, indicators: Indicators | None = None) -> dict[str, Decimal | None]:
        """Every rate and change at two decimals; None where the denominator is zero or last year is not known."""
        known = indicators if indicators is not None else load()
        out: dict[str, Decimal | None] = {}
        for key in known.computed:
            i = known[key]
            if i.rate:
                top, base = (self.values[k] for k in i.rate)
                out[key] = rate.percent(top, base) if base else None
            else:
                before = self.previous.get(i.change_of, 0)
                out[key] = rate.change(self.values[i.change_of], before) if before else None
        return out


def solve(targets: Targets, indicators: Indicators | None = None) -> Solution:
    """Raises Impossible."""
    return _Solver(targets, indicators if indicators is not None else load()).solve()


class _Solver:
    def __init__(self, targets: Targets, known: Indicators) -> None:
        self.targets, self.known = targets, known
        self.needed = self._needed_before()
        self.names = [*known.counts, *(BEFORE + k for k in known.counts if k in self._with_wholes(self.needed))]
        self.given = {**targets.totals, **{BEFORE + k: t for k, t in targets.previous.items()}}
        self.wishes = Wishes(targets, known, {n: t for n, t in self.given.items() if n in self.names}, BEFORE)
        self.notes: list[str] = []

    def _needed_before(self) -> set[str]:
        """Counts of the year before: those given, those that its given rates are made of, and those that changes rest on."""
        out = {i.change_of for i in self.known.values() if i.change_of}
        for key in self.targets.previous:
            out.update(self.known[key].rate or (key,))
        return out

    def _with_wholes(self, keys: set[str]) -> set[str]:
        return keys | {w for k in keys for w in self.known.wholes(k)}

    def label(self, name: str) -> str:
        key = name.removeprefix(BEFORE)
        return f"{'上年' if name.startswith(BEFORE) else ''}{self.known[key].zh}"

    def solve(self) -> Solution:
        firm, loose, soft = self._rules(), self._rules(loose=True), self._rules(soft=True)
        whole = self._box()
        values: dict[str, int] = {}
        derived: set[str] = set()
        refusals = []
        for names, rules in components(self.names, [*firm, *soft]):
            box = whole.only(names)
            mine = {r.names for r in rules}
            wider = [r for r in loose if r.names in mine]
            try:
                found = self._one(names, [r for r in rules if r in firm], wider, [r for r in rules if r in soft], box)
                values.update({n: found.low[n] for n in names})
                self.wishes.settled = values
                derived |= self._forced(names, [r for r in rules if r in firm], box)
            except Contradiction as e:
                refusals.append(self._refusal(str(e)))
        if refusals:
            raise Impossible(refusals)
        return self._solution(values, derived)

    def _one(self, names: list[str], firm: list[Rule], wider: list[Rule], soft: list[Rule], box: Box) -> Box:
        """Rounded percentages and customary relations first; then without those relations that do not hold; then with
        percentages that may have been cut off."""
        first: Contradiction | None = None
        for strict in (firm, wider):
            usual = self._usual(strict, soft, box)
            for rules in dict.fromkeys(((*strict, *usual), tuple(strict))):
                try:
                    found = Search(names, rules, self.wishes).run(box)
                except Contradiction as e:
                    first = e if first is None or strict is firm else first
                    continue
                self._note(found, firm, soft)
                return found
        assert first is not None
        raise first

    @staticmethod
    def _usual(firm: Sequence[Rule], soft: Sequence[Rule], box: Box) -> list[Rule]:
        """The customary relations that what was given does not already break."""
        kept: list[Rule] = []
        for rule in soft:
            try:
                narrow(box.copy(), [*firm, *kept, rule])
            except Contradiction:
                continue
            kept.append(rule)
        return kept

    def _note(self, found: Box, firm: Sequence[Rule], soft: Sequence[Rule]) -> None:
        for rule in broken(soft, found.low):
            self.notes.append(f"{rule.words}，给定的数不是这样，按例外处理")
        cut = broken(firm, found.low)
        for rule in (r for r in firm if isinstance(r, Ratio)):
            top, base = found.low[rule.top], found.low[rule.base]
            quotient = f"({top} − {base})/{base}" if rule.of_change else f"{top}/{base}"
            if rule in cut:
                show = rate.change if rule.of_change else rate.percent
                shown = show(top, base, max(rate.PLACES, rate.places(rule.stated)))
                self.notes.append(f"{rule.said}：只有截尾才能得出，{quotient} 四舍五入是 {shown}%")
            elif not rule.of_change and rule.stated in (0, 100) and top not in (0, base):
                self.notes.append(f"{rule.said}：按写出的位数四舍五入才是，实为 {quotient}")

    def _forced(self, names: list[str], firm: list[Rule], box: Box) -> set[str]:
        tight = box.copy()
        try:
            narrow(tight, firm)
        except Contradiction:
            return set()
        return {n for n in names if tight.fixed(n) and n not in self.given}

    def _refusal(self, words: str) -> Refusal:
        return Refusal(words, None, "请核对这几个数，改正或者删去其中一个后再试；删去的会自动补出")

    def _box(self) -> Box:
        box = Box(label=self.label)
        for name in self.names:
            target = self.given.get(name)
            low, high = _span(target) if target else (0, TOP)
            box.add(name, low, high, Why(self._said(name, target)) if target else Why(""))
        return box

    def _said(self, name: str, target: Target) -> str:
        key = name.removeprefix(BEFORE)
        sign = "" if target.bound is not Bound.exact else "= "
        percent = "%" if self.known[key].computed else ""
        where = "previous" if name.startswith(BEFORE) else "totals"
        return f"“{self.label(name)}”{sign}{target}{percent}（{where}.{key}）"

    def _rules(self, loose: bool = False, soft: bool = False) -> list[Rule]:
        out: list[Rule] = []
        for relation in relations(self.known):
            if relation.firm == soft:
                continue
            for before in ("",) if soft else ("", BEFORE):
                rule = self._rule(relation, before, loose)
                if rule is not None and all(n in self.names for n in rule.names):
                    out.append(rule)
        return out

    def _rule(self, relation: Relation, before: str, loose: bool) -> Rule | None:
        parts, wholes = (tuple(before + k for k in keys) for keys in (relation.parts, relation.wholes))
        words = ("上年" if before else "") + relation.words(self.known)
        match relation.kind:
            case Kind.at_most:
                return AtMost(parts, wholes, words)
            case Kind.needs:
                return Needs(parts[0], wholes[0], words)
            case Kind.rate:
                return self._ratio(before + relation.figure, parts[0], wholes[0], words, loose)
            case Kind.change:
                base = BEFORE + relation.wholes[0]
                return None if before else self._ratio(relation.figure, parts[0], base, words, loose, True)

    def _ratio(self, figure: str, top: str, base: str, words: str, loose: bool, of_change: bool = False) -> Rule | None:
        target = self.given.get(figure)
        if target is None:
            return None
        window = _window(target, loose and target.bound is Bound.exact, of_change)
        scale = 100 * 10 ** rate.places(target.value)
        aim = int(target.value * 10 ** rate.places(target.value)) + (scale if of_change else 0), scale
        said = self._said(figure, target)
        return Ratio(top, base, window, aim, target.value, words, said, of_change, window.simplest())

    def _solution(self, values: dict[str, int], derived: set[str]) -> Solution:
        now = {k: values[k] for k in self.known.counts}
        before = {k: values[BEFORE + k] for k in self.known.counts if k in self.needed}
        given = frozenset(self.targets.totals)
        fixed = {n for n in derived if not n.startswith(BEFORE)}
        sure = {*fixed, *(k for k, t in self.targets.totals.items() if t.bound is Bound.exact)}
        sure_before = {n.removeprefix(BEFORE) for n in derived if n.startswith(BEFORE)} | set(self.targets.previous)
        for key in set(self.known.computed) - given:
            i = self.known[key]
            if all(k in sure for k in i.rate or (i.change_of,)) and (not i.change_of or i.change_of in sure_before):
                fixed.add(key)
        sample = frozenset(self.known) - given - fixed
        return Solution(
            now, before, given, frozenset(fixed), sample, frozenset(before) - sure_before, tuple(self.notes)
        )


def _span(target: Target) -> tuple[int, int]:
    """The whole numbers that a given count stands for."""
    value = int(target.value)
    match target.bound:
        case Bound.exact:
            return value, value
        case Bound.at_least:
            return value, TOP
        case Bound.at_most:
            return 0, value
        case Bound.about:
            return value - value // 10, value + value // 10


def _window(target: Target, loose: bool, of_change: bool) -> rate.Window:
    """The ratios that a given percentage stands for; about: a tenth to either side."""
    exact = (rate.change_window if of_change else rate.window)(target.value, loose)
    unit = 10 ** rate.places(target.value)
    stated = 2 * int(target.value * unit) + (exact.scale if of_change else 0)
    far = TOP * exact.scale
    slack = abs(2 * int(target.value * unit)) // 10 + 1
    match target.bound:
        case Bound.exact:
            return exact
        case Bound.at_least:
            return rate.Window(stated, far, exact.scale)
        case Bound.at_most:
            return rate.Window(0, stated, exact.scale, high_open=False)
        case Bound.about:
            return rate.Window(max(0, stated - slack), stated + slack, exact.scale, high_open=False)
