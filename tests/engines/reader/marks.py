"""Figures of simple sentences for the tests of the checks, taken down by a plain pattern instead of the reader itself."""

from __future__ import annotations

import re
from fractions import Fraction

from yifa.reader.checks import Relation, check
from yifa.reader.model import Bound, Check, Direction, Figure, Role, Segment, UnitKind

UNITS = ("个百分点", "户次", "人次", "场次", "批次", "万元", "%", *"件起宗人名家户个项条份次场期天日年篇部支种类元处卷款")
NUMBER = re.compile(
    rf"(?P<pre>不少于|至少|超过?|逾|近|约)?(?P<n>\d+(?:\.(?P<d>\d+))?) ?(?P<s>[万亿])?(?P<post>[余多])?(?P<u>{'|'.join(UNITS)})(?P<up>以上)?"
)
DATE = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?|20\d\d年度?|(?<=[至到—-])\d{1,2}日")
UP, DOWN = r"增长|增加|上升|提升|提高|多", r"减少|下降|降低|压减|少"
MOVED = re.compile(rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))了?(?:幅度)?(?:为|达到?|约)?$")
SCALES = {"": 1, "万": 10**4, "亿": 10**8}


def figures_of(text: str) -> tuple[Figure, ...]:
    """Every number before a measure word, dates left out."""
    dates = [d.span() for d in DATE.finditer(text)]
    return tuple(
        _figure(text, m) for m in NUMBER.finditer(text) if not any(a <= m.start("n") < b for a, b in dates)
    )


def _figure(text: str, m: re.Match[str]) -> Figure:
    scale = SCALES[m["s"] or ""]
    bound = Bound.exact
    if m["pre"] in ("约", "近"):
        bound = Bound.about
    elif m["pre"] or m["post"] or m["up"]:
        bound = Bound.at_least
    head = re.split(r"[，。；：（）]", text[max(0, m.start() - 30) : m.start()])[-1]
    role, direction = Role.level, None
    moved = MOVED.search(head)
    if moved and (re.search("同比|比|较|去年|上年", text[max(0, m.start() - 24) : m.start()]) or "百分点" in m["u"]):
        role, direction = Role.change, Direction.up if moved["up"] else Direction.down
    elif re.search(r"(?:去年|上年)(?:同期)?[的为]?$", head):
        role = Role.previous
    elif re.search("目标|力争|不少于|至少", head + (m["pre"] or "")):
        role = Role.target
    unit = m["u"].removeprefix("万")
    if m["u"] == "万元":
        scale *= 10**4
    kind = {"%": UnitKind.percent, "个百分点": UnitKind.percent, "天": UnitKind.duration, "日": UnitKind.duration,
            "年": UnitKind.duration, "元": UnitKind.money}.get(unit, UnitKind.counted)  # fmt: skip
    end = m.end("s") if m["s"] else m.end("n")
    return Figure(
        m.start("n"), end, m.group(), Fraction(m["n"]) * scale, bound, unit, kind, head, "other",
        role=role, direction=direction, decimals=len(m["d"] or ""), scale=scale,
    )  # fmt: skip


def checks_of(text: str, relations: tuple[Relation, ...] = ()) -> tuple[Check, ...]:
    return check(text, (Segment(0, len(text)),), figures_of(text), relations)
