"""The text of the annual report, from figures, findings and signed statements; the .docx and the web page show the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from yifa.actions import county as place
from yifa.chapters import catalogue
from yifa.chapters.leadership.statement import Part
from yifa.figures.compute import Value
from yifa.kernel.indicator import load
from yifa.kernel.relation import Holds, relations
from yifa.kernel.sentence import CHANGE, Piece, Sentence
from yifa.store.checkpoints import checkpoint

from .shortcomings import Shortcoming, shortcomings
from .statements import Given, statement
from .values import values_of

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
WAN = 10_000


@dataclass(frozen=True)
class Figure:
    """A number in a sentence: its key and how it is written."""

    key: str
    text: str


Run = str | Figure


@dataclass(frozen=True)
class Chapter:
    """A chapter of the first part. `sentences` is empty where the ledger has nothing of it this year."""

    key: str
    title: str
    sentences: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class Report:
    """The annual report of a year as of a checkpoint. `given` holds None for what nobody has signed yet; `breaches` are
    notes to the drafter and no part of the report."""

    year: int
    county: str
    checkpoint: int
    values: Mapping[str, Value]
    chapters: tuple[Chapter, ...]
    shortcomings: tuple[Shortcoming, ...]
    given: Mapping[Part, Given | None]
    breaches: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.county}{self.year}年法治政府建设情况报告"

    @property
    def opening(self) -> str:
        return (
            f"现将{self.county}人民政府{self.year}年法治政府建设情况报告如下。"
            "文中数字由依法行政账本计算，标有＊的内容由党政主要负责人签署。"
        )

    @property
    def faultless(self) -> str:
        """What stands in the second part where the ledger shows no fault."""
        return f"账本中没有{self.year}年晚于期限、到期未办或者不符合规定的记载。"

    @property
    def faults(self) -> str:
        return f"对照条文，账本中{self.year}年的记载有{sum(s.total for s in self.shortcomings)}处不合规定，按条文归类如下。"

    def absent(self, part: Part) -> str:
        """What stands where a signed statement is missing."""
        return f"{part.value}，尚未签署"


SILENT = "账本中没有本年度这一方面的数字。"


def build(year: int, size: int | None = None) -> Report:
    """The report as of the checkpoint of this size (default: the newest), seen on its day: the same whenever it is
    written. Raises NoCheckpoint, Tampered."""
    size = checkpoint(size).size
    values, before = values_of(year, size), values_of(year - 1, size)
    return Report(
        year,
        place.county().name,
        size,
        values,
        chapters(values, before),
        tuple(shortcomings(year, size)),
        {part: statement(year, part, size) for part in Part},
        tuple(breaches(values)),
    )


def chapters(values: Mapping[str, Value], before: Mapping[str, Value]) -> tuple[Chapter, ...]:
    """The eight chapters in their order, with what they have to say of these values."""
    numbers = _numbers(values, before)
    return tuple(
        Chapter(key, TITLES[key], tuple(_runs(kept, numbers) for s in sentences(key) if (kept := s.said(numbers))))
        for key in catalogue.CHAPTERS
    )


@cache
def sentences(chapter: str) -> tuple[Sentence, ...]:
    """`SENTENCES` of a chapter, declared beside its figures."""
    modules = [m for m in catalogue.modules() if m.__name__.split(".")[2] == chapter]
    return tuple(s for m in modules for s in getattr(m, "SENTENCES", ()))


def _numbers(values: Mapping[str, Value], before: Mapping[str, Value]) -> dict[str, int | Decimal | None]:
    """The values by the name of their place; a difference is unknown where the year before has no record at all."""
    out: dict[str, int | Decimal | None] = {k: v.value for k, v in values.items()}
    for key, value in values.items():
        then = before[key].value if key in before else None
        out[f"{key}:{CHANGE}"] = value.value - then if value.value is not None and then else None
    return out


def _runs(clauses: list[list[Piece]], numbers: Mapping[str, int | Decimal | None]) -> tuple[Run, ...]:
    out: list[Run] = []
    for n, clause in enumerate(clauses):
        out.append("，" if n else "")
        out += [r for p in clause for r in ([p] if isinstance(p, str) else _said(p.key, p.role, numbers[p.name]))]
    return tuple(_joined([*out, "。"]))


def _said(key: str, role: str, number: int | Decimal | None) -> list[Run]:
    indicator = load()[key]
    if number is None:
        raise ValueError(f"{key} 没有数，不能写进句子。")
    size: int | Decimal = -number if number < 0 else number
    way = "减少" if number < 0 else "增加"
    if role == CHANGE:
        return [f"比上年{way}", Figure(key, spelled(size)), indicator.unit] if size else [Figure(key, "与上年持平")]
    if indicator.change_of:
        return [way, Figure(key, spelled(size)), "%"] if size else [Figure(key, "持平")]
    return [Figure(key, spelled(number))]


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbouring texts as one; the percent sign belongs to its number."""
    out: list[Run] = []
    for r in runs:
        last = out[-1] if out else None
        if isinstance(r, str) and isinstance(last, Figure) and r.startswith("%"):
            out[-1], r = replace(last, text=f"{last.text}%"), r[1:]
            last = out[-1]
        if isinstance(r, str) and isinstance(last, str):
            out[-1] = last + r
        elif r:
            out.append(r)
    return out


def spelled(number: int | Decimal) -> str:
    """A number as it stands in a sentence, always exact: 万 only for whole ten thousands, no needless zeros after the
    point (164万, 1640212, 98.5)."""
    if isinstance(number, int) and number >= WAN and number % WAN == 0:
        return f"{number // WAN}万"
    text = f"{number}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(value: Value) -> str:
    """A figure in a table: never shortened; — where it is undefined (a rate over nothing)."""
    if value.value is None:
        return "—"
    return f"{value.value:,}" if isinstance(value.value, int) else spelled(value.value)


def breaches(values: Mapping[str, Value]) -> list[str]:
    """Relations between the figures that do not hold, in words: notes to the drafter."""
    names = load()
    numbers = {k: v.value for k, v in values.items() if v.value is not None and not names[k].computed}
    found = (r.holds(numbers, {}) for r in relations())
    return [v.words for v in found if v.holds in (Holds.inconsistent, Holds.ambiguous)]
