"""The text of the annual report, from figures, findings and signed statements; the .docx and the web page show the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from yifa.actions.county import county
from yifa.chapters import catalogue
from yifa.chapters.leadership.statement import Part
from yifa.figures.compute import Value, compute
from yifa.kernel.indicator import load
from yifa.kernel.relation import Holds, relations
from yifa.kernel.sentence import Sentence
from yifa.store.models import Body, Entry

from .shortcomings import Shortcoming, shortcomings

TITLES = {
    "leadership": "加强党的领导，完善推进机制",
    "service": "转变政府职能，优化政务服务",
    "norms": "规范文件制定，加强合法性审查",
    "decisions": "健全决策制度，提高决策质量",
    "enforcement": "规范行政执法，减少对企业的打扰",
    "emergencies": "完善应急体系，依法预防处置突发事件",
    "disputes": "化解矛盾纠纷，提供公共法律服务",
    "oversight": "加强行政监督，推进政务公开",
}


@dataclass(frozen=True)
class Figure:
    """A number in a sentence: its key and how it is written."""

    key: str
    text: str


Run = str | Figure


@dataclass(frozen=True)
class Given:
    """What a person signed: the text, who and when."""

    text: str
    by: str
    on: str


@dataclass(frozen=True)
class Report:
    """The annual report of a year as of a checkpoint. `given` holds None for what nobody has signed yet."""

    year: int
    county: str
    checkpoint: int
    values: Mapping[str, Value]
    chapters: tuple[tuple[str, tuple[tuple[Run, ...], ...]], ...]
    shortcomings: tuple[Shortcoming, ...]
    given: Mapping[Part, Given | None]
    breaches: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.county}{self.year}年度法治政府建设情况报告"


def build(year: int) -> Report:
    """Raises NoCheckpoint, Tampered."""
    values = compute(year)
    numbers = {k: v.value for k, v in values.items()}
    chapters = tuple(
        (TITLES[chapter], tuple(tuple(_runs(s, values)) for s in sentences(chapter) if s.said(numbers)))
        for chapter in catalogue.CHAPTERS
    )
    return Report(
        year,
        county().name,
        next(iter(values.values())).checkpoint,
        values,
        tuple((t, s) for t, s in chapters if s),
        tuple(shortcomings(year)),
        {part: statement(year, part) for part in Part},
        tuple(_breaches(values)),
    )


@cache
def sentences(chapter: str) -> tuple[Sentence, ...]:
    return tuple(
        s
        for m in catalogue.modules()
        if m.__name__.split(".")[2] == chapter
        for s in getattr(m, "SENTENCES", ())
    )


def _runs(sentence: Sentence, values: Mapping[str, Value]) -> list[Run]:
    return [p if isinstance(p, str) else Figure(p[0], said(values[p[0]])) for p in sentence.parts()]


def written(value: Value) -> str:
    """A figure as it is written: rates with two decimals, trailing zeros left out; whole numbers without separators."""
    if value.value is None:
        return "—"
    text = f"{value.value}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(value: Value) -> str:
    """A figure in a sentence: a change says its direction."""
    if load()[value.key].change_of and value.value is not None:
        return f"{'减少' if value.value < 0 else '增加'}{written(value).removeprefix('-')}%"
    return written(value)


def statement(year: int, part: Part) -> Given | None:
    """The latest signed statement for a part of the year's report."""
    bodies = Body.objects.filter(entry__in=Entry.objects.filter(step="signed", seq=1)).select_related("entry")
    for body in bodies.order_by("-entry_id"):
        facts = json.loads(body.text).get("facts", {})
        if facts.get("year") == year and facts.get("part") == part.value:
            return Given(facts["text"], body.entry.actor, body.entry.happened_at[:10])
    return None


def released(year: int) -> bool:
    """Whether the report of the year has been made public."""
    bodies = Body.objects.filter(entry__in=Entry.objects.filter(step="released", seq=1))
    return any(json.loads(b.text).get("facts", {}).get("year") == year for b in bodies)


def _breaches(values: Mapping[str, Value]) -> list[str]:
    """Relations between the figures that do not hold: a note to the drafter."""
    names = load()
    numbers = {k: v.value for k, v in values.items() if v.value is not None and not names[k].computed}
    found = (r.holds(numbers, {}) for r in relations())
    return [v.words for v in found if v.holds in (Holds.inconsistent, Holds.ambiguous)]

