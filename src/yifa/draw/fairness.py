"""Over the years: who is never drawn, who too often, what was replaced, not inspected or stale, with exact tests. Pure.

A subject that was eligible in draws with chances p1, p2, … is drawn X times, X a sum of independent trials (Poisson
binomial); P(X ≥ x) and P(X = 0) are computed in fractions. Of two draws in turn, the number drawn in both, of those
eligible in both, is hypergeometric. A finding is a probability below 1/100 after multiplication by the number of
things tested (Bonferroni). Subjects of a stratum whose weights differ are counted but not tested: their chances have
no short exact form."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import comb
from pathlib import Path

from .mistakes import DrawError, at
from .record import load

LEVEL = Fraction(1, 100)
OUTCOMES = ("inspected", "missed", "stale")


@dataclass(frozen=True)
class Past:
    """An opened draw. `chances`: of each eligible subject, None where weights differ; `outcomes`: by subject, of OUTCOMES."""

    number: str
    chances: Mapping[str, Fraction | None]
    strata: Mapping[str, str]
    excluded: frozenset[str]
    drawn: frozenset[str]
    replaced: frozenset[str]
    taken: frozenset[str]
    outcomes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """`what`: over, never, both or few; `chance`: the exact probability of this or more extreme, before multiplication."""

    what: str
    whom: str
    times: int
    chance: Fraction


@dataclass(frozen=True)
class History:
    """`missing`: numbers skipped between the first and the last of a year. `known`: eligible subjects whose chances have
    a short exact form, `never_known` of them were never drawn where `expected_never` are to be expected. Shares are
    (part, whole)."""

    draws: int
    missing: tuple[str, ...]
    eligible: int
    never: int
    known: int
    never_known: int
    expected_never: Fraction
    always_excluded: int
    replaced: tuple[int, int]
    not_inspected: tuple[int, int]
    stale: tuple[int, int]
    findings: tuple[Finding, ...]


def past(record: Path, results: Path | None = None) -> Past:
    """From a record and, if there is one, a table `id,outcome` of the visits. Raises DrawError, BadRecord."""
    heads, lists = load(record)
    shares = {s["key"]: Fraction(s["take"], s["eligible"]) for s in heads["freeze"]["strata"] if s["eligible"]}
    weights: defaultdict[str, set[int]] = defaultdict(set)
    eligible = [row for row in lists["subjects"] if not row[4]]
    for row in eligible:
        weights[row[2]].add(row[3])
    details = [r["detail"] for r in heads["replacements"]]
    return Past(
        heads["freeze"]["number"],
        {r[0]: shares[r[2]] if len(weights[r[2]]) == 1 else None for r in eligible},
        {r[0]: r[2] for r in eligible},
        frozenset(r[0] for r in lists["subjects"] if r[4]),
        frozenset(r[1] for r in lists["drawn"]),
        frozenset(d["subject"] for d in details),
        frozenset(d["taken"][1] for d in details if d["taken"]),
        _outcomes(results) if results else {},
    )


def _outcomes(file: Path) -> dict[str, str]:
    try:
        return _read_outcomes(file)
    except (UnicodeDecodeError, csv.Error):
        raise DrawError(f"{at(file.name)}不是 UTF-8 的 CSV；在表格软件里另存为“CSV UTF-8”。") from None


def _read_outcomes(file: Path) -> dict[str, str]:
    out = {}
    with file.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        if not {"id", "outcome"} <= set(reader.fieldnames or ()):
            raise DrawError(f"{at(file.name, 1)}表头应为 id,outcome。")
        for row in reader:
            if (row["id"] or "") in out:
                raise DrawError(f"{at(file.name, reader.line_num, 'id')}“{row['id']}”列了两次；一户只能有一个结果。")
            if row["outcome"] not in OUTCOMES:
                known = "、".join(OUTCOMES)
                raise DrawError(f"{at(file.name, reader.line_num, 'outcome')}“{row['outcome']}”不能用；可以写 {known}。")
            out[row["id"]] = row["outcome"]
    return out


def history(pasts: Iterable[Past]) -> History:
    """Of the draws of one organ. Raises DrawError for a number that comes twice: counts would double, gaps hide."""
    draws = sorted(pasts, key=lambda p: (p.number[:4], int(p.number[5:])))
    if twice := [a.number for a, b in zip(draws, draws[1:], strict=False) if a.number == b.number]:
        raise DrawError(f"编号 {twice[0]} 给了两次；一次抽查只统计一遍，各机关的编号各自连续，请分开统计。")
    times: Counter[str] = Counter(id for p in draws for id in p.drawn)
    chances: defaultdict[str, list[Fraction | None]] = defaultdict(list)
    for p in draws:
        for id, chance in p.chances.items():
            chances[id].append(chance)
    known = {id: tuple(sorted(c for c in cs if c is not None)) for id, cs in chances.items() if None not in cs}
    visits = [(p, id) for p in draws for id in (p.drawn | p.taken) - p.replaced]
    outcomes = [p.outcomes[id] for p in draws for id in p.drawn | p.taken if id in p.outcomes]
    done = [p.outcomes.get(id) for p, id in visits if p.outcomes]
    return History(
        len(draws),
        _missing([p.number for p in draws]),
        len(chances),
        sum(not times[id] for id in chances),
        len(known),
        sum(not times[id] for id in known),
        sum((_none(cs) for cs in known.values()), Fraction(0)),
        len({id for p in draws for id in p.excluded} - chances.keys()),
        (sum(len(p.replaced) for p in draws), sum(len(p.drawn) for p in draws)),
        (sum(o != "inspected" for o in done), len(done)),
        (outcomes.count("stale"), len(outcomes)),
        tuple(_subjects(known, times)) + tuple(_pairs(draws)),
    )


def _missing(numbers: Sequence[str]) -> tuple[str, ...]:
    out = []
    for year in sorted({n[:4] for n in numbers}):
        there = {int(n[5:]) for n in numbers if n.startswith(year)}
        out += [f"{year}-{n:03}" for n in range(1, max(there)) if n not in there]
    return tuple(out)


def _subjects(known: Mapping[str, tuple[Fraction, ...]], times: Mapping[str, int]) -> Iterable[Finding]:
    for id in sorted(known):
        x = times.get(id, 0)
        if x and (p := tail(known[id], x)) * len(known) < LEVEL:
            yield Finding("over", id, x, p)
        elif not x and (p := _none(known[id])) * len(known) < LEVEL:
            yield Finding("never", id, 0, p)


def _pairs(draws: Sequence[Past]) -> Iterable[Finding]:
    tests = []
    for one, two in zip(draws, draws[1:], strict=False):
        for stratum in sorted({*two.strata.values()}):
            both = [
                id
                for id, s in two.strata.items()
                if s == stratum and one.strata.get(id) == s and None not in (one.chances[id], two.chances[id])
            ]
            first, second = one.drawn.intersection(both), two.drawn.intersection(both)
            if first and second:
                tests.append((f"{one.number}、{two.number} {stratum}", len(both), len(first), len(second), len(first & second)))
    for whom, n, k, m, x in tests:
        for what, p in (("both", overlap(n, k, m, range(x, min(k, m) + 1))), ("few", overlap(n, k, m, range(x + 1)))):
            if 2 * p * len(tests) < LEVEL:
                yield Finding(what, whom, x, p)


@cache
def tail(chances: tuple[Fraction, ...], x: int) -> Fraction:
    """P(X ≥ x) of independent trials with these chances, exactly."""
    counts = [Fraction(1)]
    for p in chances:
        counts = [a * (1 - p) + b * p for a, b in zip([*counts, Fraction(0)], [Fraction(0), *counts], strict=True)]
    return sum(counts[x:], Fraction(0))


@cache
def _none(chances: tuple[Fraction, ...]) -> Fraction:
    out = Fraction(1)
    for p in chances:
        out *= 1 - p
    return out


def overlap(n: int, k: int, m: int, values: Iterable[int]) -> Fraction:
    """P(the overlap is one of `values`) when m of n are drawn and k of them are marked (hypergeometric), exactly."""
    return Fraction(sum(comb(k, x) * comb(n - k, m - x) for x in values if m - x >= 0), comb(n, m))


WORDS = {
    "over": "“{}”被抽中{}次，偏多",
    "never": "“{}”一次也没有抽中，偏少",
    "both": "{}：两次都抽中的有{}户，偏多",
    "few": "{}：两次都抽中的有{}户，偏少",
}


def told(h: History) -> list[str]:
    """In words."""
    lines = [f"抽查{h.draws}次；编号{'没有缺号' if not h.missing else '缺：' + '、'.join(h.missing)}。"]
    expected = f"按各次比例，预期从未抽中约{round(h.expected_never)}户。"
    if h.known == h.eligible:
        lines.append(f"可抽过的对象{h.eligible}户，从未抽中{h.never}户；{expected}")
    else:
        some = f"其中同类权数都相同、机会算得出的{h.known}户，从未抽中{h.never_known}户；{expected}"
        lines.append(f"可抽过的对象{h.eligible}户，从未抽中{h.never}户。{some if h.known else '权数不同，机会没有算。'}")
    lines.append(f"每次都不列入抽取的{h.always_excluded}户。")
    for words, (part, whole) in (("抽中以后替换的", h.replaced), ("应查而没有查的", h.not_inspected), ("名单失实的（查无此户等）", h.stale)):
        share = f"{part}/{whole}（万分之{part * 10000 // whole}）" if whole else "没有数据"
        lines.append(f"{words}：{share}。")
    for f in h.findings:
        odds = f"约为 1/{f.chance.denominator // f.chance.numerator}" if f.chance else "是零"
        lines.append(f"{WORDS[f.what].format(f.whom, f.times)}：按比例这样或者更甚的机会{odds}。")
    if not h.findings:
        lines.append("精确检验没有发现异常的多抽、少抽。")
    return lines

