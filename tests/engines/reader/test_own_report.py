"""The county's own report reads back to its own figures, and nothing in it fails."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from yifa.figures.compute import Value
from yifa.kernel import rate
from yifa.kernel.indicator import load
from yifa.reader.audit import audit
from yifa.reader.model import Role, Verdict
from yifa.report.reading import relations
from yifa.report.text import Figure, Run, chapters
from yifa.sample.solve import Solution, solve
from yifa.sample.targets import parse, read

EXAMPLE = Path(__file__).parents[3] / "counties" / "example" / "totals-2024.toml"
NUMERALS = "一二三四五六七八"


def values(counts: dict[str, int], before: dict[str, int]) -> dict[str, Value]:
    """The figures of a year as `figures.compute` gives them: rates and changes follow from the counts."""
    out = {}
    for key, i in load().items():
        if i.rate:
            top, base = counts.get(i.rate[0]), counts.get(i.rate[1])
            made = Decimal(rate.percent(top, base)) if top is not None and base else None
        elif i.change_of:
            top, base = counts.get(i.change_of), before.get(i.change_of)
            made = Decimal(rate.change(top, base)) if top is not None and base else None
        else:
            made = counts.get(key)
        out[key] = Value(key, made, i.unit)
    return out


def written(solution: Solution) -> tuple[str, list[tuple[int, Figure]]]:
    """The chapters as the report writes them, and where each figure stands."""
    text = "青禾县2024年法治政府建设情况报告\n现将青禾县人民政府2024年法治政府建设情况报告如下。\n一、主要举措和成效\n"
    places: list[tuple[int, Figure]] = []
    now, then = values(dict(solution.values), dict(solution.previous)), values(dict(solution.previous), {})
    for n, chapter in enumerate(chapters(now, then)):
        text += f"（{NUMERALS[n]}）{chapter.title}\n"
        runs: list[Run] = [r for sentence in chapter.sentences for r in sentence]
        for run in runs:
            if isinstance(run, Figure):
                places.append((len(text), run))
            text += run.text if isinstance(run, Figure) else run
        text += "\n"
    return text, places


def number(words: str) -> Fraction:
    digits = words.rstrip("%").replace(",", "")
    return Fraction(digits.rstrip("万亿")) * (10_000 if "万" in digits else 100_000_000 if "亿" in digits else 1)


def solutions() -> list[Solution]:
    other = "study_sessions = 24\nlitigation_closed = 31\nlitigation_lost = 3\nnormative_docs_issued = 12\nservice_cases_handled = 23456"
    county = '[county]\nname = "白石县"\ndivision = "990127"\nyear = 2024'
    return [solve(read(EXAMPLE)), solve(parse(f"{county}\n[totals]\n{other}\n"))]


@pytest.fixture(scope="module", params=[0, 1], ids=["example", "another"])
def solution(request: pytest.FixtureRequest) -> Solution:
    return solutions()[request.param]


def test_every_number_that_the_report_writes_is_read_at_its_place_with_its_value_and_no_other(solution: Solution) -> None:
    text, places = written(solution)
    counted = {start: f for start, f in places if any(c.isdigit() for c in f.text)}
    found = {f.start: f for f in audit(text, relations()).figures}
    assert found.keys() == counted.keys()
    assert {s: f.value for s, f in found.items()} == {s: number(f.text) for s, f in counted.items()}


def test_it_reads_back_to_its_own_canonical_figures(solution: Solution) -> None:
    text, places = written(solution)
    found = {f.start: f for f in audit(text, relations()).figures}
    wrong = []
    for start, figure in places:
        got = found.get(start)
        if got is None:
            continue
        changed = got.role is Role.change and not load()[figure.key].change_of
        if got.indicator != figure.key and not (changed and got.indicator in ("", figure.key)):
            wrong.append(f"{text[max(0, start - 15) : start + 10]!r}: {figure.key}, read as {got.indicator or 'none'}")
    assert not wrong, "\n".join(wrong)


def test_nothing_in_it_fails_or_is_doubtful(solution: Solution) -> None:
    text, _ = written(solution)
    checks = audit(text, relations()).checks
    assert len(checks) > 15
    assert [c.why for c in checks if c.verdict is not Verdict.consistent] == []


def test_a_number_changed_in_it_is_noticed(solution: Solution) -> None:
    """The test above can fail: the lost cases, one more than the rate allows."""
    text, places = written(solution)
    start, figure = next((s, f) for s, f in places if f.key == "litigation_lost")
    changed = text[:start] + str(int(figure.text) + 1) + text[start + len(figure.text) :]
    assert any(c.verdict is Verdict.inconsistent for c in audit(changed, relations()).checks)


