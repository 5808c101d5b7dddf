"""One statutory limit: its number, its unit, for whom it runs, and how far a county may tighten it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from .law import Span, Unit
from .local import Local, Own

UNITS: Mapping[str, Unit] = {"working_day": "工作日", "day": "日", "month": "月", "year": "年", "hour": "时"}
UNIT_OF = {unit: name for name, unit in UNITS.items()}
UNIT_WORDS = {"working_day": "工作日", "day": "自然日", "month": "月", "year": "年", "hour": "小时"}
LOCAL = frozenset({"local_example", "practice"})
TIGHTER = {"max": "shorter", "window": "longer", "min": "longer", "display": "longer", "trigger": "fixed"}
"""How a county may change a limit of this kind, unless its row says otherwise."""


class LocalError(ValueError):
    """A local parameter that may not stand; the text names the row, the article and what to do."""


@dataclass(frozen=True)
class Limit:
    """One row. `bound`: max, min, window, display or trigger; `direction`: after or before the event.

    `extendable_by`: -1 where the law allows an extension without saying how long; `extension_count`: -1 where any number
    of times. `open`: what the text leaves open and how it was read, said with the answer, where `open_if` (extended,
    suspended) is set only then. `tighten`: shorter, longer or fixed.
    """

    id: str
    procedure: str
    name: str
    amount: int
    unit: str
    unit_basis: str
    bound: str
    direction: str
    from_event: str
    actor: str
    extendable_by: int
    extension_count: int
    excluded_by: tuple[str, ...]
    restarted_by: tuple[str, ...]
    law: str
    article: str
    since: date
    until: date | None
    scope: str
    confidence: str
    note: str
    rolls: bool
    rolls_basis: str
    replaces: str = ""
    open: str = ""
    open_if: str = ""
    tighten: str = "fixed"
    local_basis: str = ""
    """The local rule on which `amount` and `unit` rest, where they are the county's own."""
    local: Local | None = None
    """All that the county set for this limit; `amount` is then its latest."""
    national: Limit | None = None
    """The row as the law has it, where the county set its own."""

    @property
    def span(self) -> Span:
        return Span(self.amount, UNITS[self.unit])

    @property
    def cite(self) -> str:
        if self.article in ("地方性法规", "地方规定"):
            return f"{self.law}（{self.article}）"
        laws, articles = self.law.split("；"), self.article.split("；")
        if len(laws) == len(articles):
            return "；".join(f"《{law}》{article}" for law, article in zip(laws, articles, strict=True))
        return f"《{self.law}》{self.article}"

    @property
    def for_party(self) -> bool:
        return self.bound == "window"

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def on(self, start: date) -> Limit:
        """The row in force on the day from which a term runs: the county's own of that day, or the national one."""
        if self.local is None or self.national is None:
            return self
        own = self.local.on(start)
        if own is self.local.rows[-1]:
            return self
        return self.national._with(own) if own else self.national

    def _with(self, own: Own) -> Limit:
        return replace(self, amount=own.span.n, unit=UNIT_OF[own.span.unit], local_basis=own.basis, national=self)


def read(r: Mapping[str, Any], rules: Mapping[str, Mapping[str, Any]]) -> Limit:
    """A row of the file. `rules`: the day rules of the laws that let a last day roll, by title."""
    rule = next((rules[law] for law in r["law_zh"].split("；") if law in rules), None) if r.get("rolls", True) else None
    return Limit(
        id=r["id"],
        procedure=r["procedure"],
        name=r["name_zh"],
        amount=r["amount"],
        unit=r["unit"],
        unit_basis=r["unit_basis"],
        bound=r["bound"],
        direction=r["direction"],
        from_event=r["from_event"],
        actor=r["actor"],
        extendable_by=r["extendable_by"],
        extension_count=r.get("extension_count", 1),
        excluded_by=tuple(r["excluded_by"]),
        restarted_by=tuple(r["restarted_by"]),
        law=r["law_zh"],
        article=r["article"],
        since=r["in_force_from"],
        until=r.get("in_force_to"),
        scope=r["scope"],
        confidence=r["confidence"],
        note=r.get("note", ""),
        rolls=rule is not None,
        rolls_basis=_basis(rule) if rule else "",
        replaces=r.get("replaces", ""),
        open=r.get("open", ""),
        open_if=r.get("open_if", ""),
        tighten=r.get("tighten", TIGHTER[r["bound"]]),
    )


def _basis(rule: Mapping[str, Any]) -> str:
    """A law's own article stands bare in the file; where it refers to another law, that law is named."""
    own = rule["rolls_basis"]
    return f"《{rule['law_zh']}》{own}" if own.startswith("第") else str(own)


def localised(row: Limit, own: Any, file: str) -> Limit:
    """The row with the county's own: one section, or several that follow one another in time.

    A county may only tighten: shorter for the authority, longer for the citizen; a row that rests on local rules or
    practice takes any value. Raises LocalError."""
    several = isinstance(own, list)
    if several and not own:
        raise LocalError(f"{file} limits.{row.id}：一节也没有；写上 amount 和 basis，或者去掉这一项。")
    where = [f"{file} [[limits.{row.id}]] 第{i}节" for i in range(1, len(own) + 1)] if several else [f"{file} [limits.{row.id}]"]
    found = [_own(row, x, w) for x, w in zip(own if several else [own], where, strict=True)]
    days = [x.since for x in found]
    for i, day in enumerate(days):
        if day in days[:i]:
            first = f"第{days.index(day) + 1}节"
            words = f"也从{day}起" if day else "一样没有写 since"
            raise LocalError(f"{where[i]}：与{first}{words}；各节的 since 要不同，最早的一节可以不写。")
    local = Local(tuple(sorted(found, key=lambda x: x.since or date.min)))
    return replace(row._with(local.rows[-1]), local=local)


def _own(row: Limit, own: Any, where: str) -> Own:
    """One section of the file: `amount`, `unit`, `basis`, `since`. Raises LocalError."""
    if not isinstance(own, Mapping):
        raise LocalError(f"{where}：要写成一节，里面有 amount 和 basis。")
    strange = sorted(set(own) - {"amount", "unit", "basis", "since"})
    if strange:
        raise LocalError(f"{where}：不认识的项：{'、'.join(strange)}；可以写 amount、unit、basis、since。")
    amount, unit, basis, since = own.get("amount"), own.get("unit", row.unit), own.get("basis"), own.get("since")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= 1000:
        raise LocalError(f"{where}：amount 要是1到1000的整数。")
    if not isinstance(basis, str) or not basis.strip():
        raise LocalError(f"{where}：缺少 basis；写明本地规定的名称和条款。")
    if unit not in ("working_day", "day", "month", "year"):
        raise LocalError(f"{where}：unit 只能是 working_day、day、month、year。")
    if since is not None and (not isinstance(since, date) or isinstance(since, datetime)):
        raise LocalError(f"{where}：since 要是日期，写成 2025-07-01 的样子，不加引号。")
    if row.scope not in LOCAL:
        _only_tighter(row, amount, unit, where)
    elif unit != row.unit and row.extendable_by > 0:
        words = f"“{row.name}”可以延长{Span(row.extendable_by, UNITS[row.unit])}，换了单位就接不上"
        raise LocalError(f"{where}：{words}；去掉 unit，用{UNIT_WORDS[row.unit]}写。")
    return Own(Span(amount, UNITS[unit]), basis.strip(), since)


def _only_tighter(row: Limit, amount: int, unit: str, where: str) -> None:
    if unit != row.unit:
        raise LocalError(
            f"{where}：{row.cite}按{UNIT_WORDS[row.unit]}计算，本地规定不能换成{UNIT_WORDS[unit]}；去掉 unit。"
        )
    if amount == row.amount:
        return
    if row.tighten == "fixed":
        raise LocalError(f"{where}：“{row.name}”由{row.cite}定为{row.span}，县里不能改；去掉这一节。")
    if (row.tighten == "longer") != (amount > row.amount):
        rule = "只能更长（保护当事人）" if row.tighten == "longer" else "只能更短（约束机关）"
        raise LocalError(f"{where}：{row.cite}定为{row.span}，本地规定{rule}，不能改成{amount}。")
