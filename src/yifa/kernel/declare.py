"""The grammar: what a line of a procedure can say. Pure.

A procedure is a class whose attributes are its lines. Lines name earlier lines as values, never as strings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar

from .facts import Facts, Nothing
from .law import Cite, Law, Span
from .paper import Paper

F = TypeVar("F", bound=Facts)
Seat = Literal["officer", "reviewer", "head", "registrar", "supervisor", "leader", "administrator", "outside", "firm", "law"]


@dataclass(frozen=True)
class Role:
    """Who takes a step. `seat`: which office in the authority may record it ("firm": none, the firm itself on its own
    page); `party`: outside the authority, with
    rights here, and to be waited for; `at_least`: so many persons together, `certified`: each with a valid certificate."""

    title: str
    seat: Seat = "officer"
    at_least: int = 1
    certified: bool = False
    party: bool = False


LAW_ITSELF = Role("法律规定", seat="law")


@dataclass(frozen=True)
class Signal:
    """What one matter tells another, such as 被撤销."""

    title: str


class View(Protocol):
    """What a condition may look at."""

    def last(self, line: Line) -> Any | None:
        """The latest standing entry of a step, or None."""


@dataclass(frozen=True)
class Cond:
    """A condition with the words in which it is shown. `about` names the steps that it reads."""

    words: str
    test: Callable[[View], bool]
    about: tuple[Step[Any], ...] = ()
    facts: tuple[Callable[[Any], bool], ...] = ()

    def __and__(self, o: Cond) -> Cond:
        return Cond(
            f"{self.words}且{o.words}",
            lambda r: self.test(r) and o.test(r),
            (*self.about, *o.about),
            (*self.facts, *o.facts),
        )

    def __or__(self, o: Cond) -> Cond:
        return Cond(
            f"{self.words}或者{o.words}",
            lambda r: self.test(r) or o.test(r),
            (*self.about, *o.about),
            (*self.facts, *o.facts),
        )

    def __invert__(self) -> Cond:
        return Cond(f"不属于“{self.words}”", lambda r: not self.test(r), self.about, self.facts)


@dataclass(eq=False, repr=False)
class Line:
    """A named line. `key` is its attribute name and `owner` the class that wrote it."""

    key: str = field(default="", init=False)
    owner: type[Procedure] = field(init=False)

    def __set_name__(self, owner: type[Procedure], name: str) -> None:
        if not self.key:
            self.key, self.owner = name, owner

    def __repr__(self) -> str:
        """Short: a line leads to every other line of its procedure."""
        return f"<{type(self).__name__} {self.owner.__name__}.{self.key}>" if self.key else f"<{type(self).__name__}>"


@dataclass(frozen=True)
class Moment:
    """A day in the life of a matter: when a paper was served, a date among the facts, the end of a limit."""

    line: Line
    kind: Literal["served", "fact", "end"]
    read: Callable[[Any], date | datetime | None] | None = None


def words_of(test: Callable[..., Any]) -> str:
    """The wording of a predicate: its docstring."""
    return (test.__doc__ or test.__name__).strip().removesuffix("。")


@dataclass(eq=False, repr=False)
class Step(Line, Generic[F]):
    """Must be done when it applies. Once done, what it rests on is closed."""

    title: str
    _: KW_ONLY
    by: Role
    asks: type[F]
    cite: Cite
    after: Sequence[Step[Any]] = ()
    """Each is settled: done, replaced, not applicable, or its right run out."""
    when: Cond | None = None
    each: Step[Any] | None = None
    """Once for every entry of that step, which it names."""
    instead: Step[Any] | None = None
    """In its place: settles it, meets its term, excludes it."""
    repeats: bool = False
    never_by: Sequence[Step[Any]] = ()
    """Not by a person who took one of these steps."""
    serves: Role | None = None
    """Its paper is served on them; gives `.served`."""
    opens: type[Procedure] | None = None
    """A matter of its own: own act, own remedies, outlives this one."""
    reopens: Step[Any] | None = None
    """That step, and all that rests on it, is to be done anew."""
    ends: StrEnum | Callable[[F], StrEnum | None] | None = None
    tells: Callable[[F], Signal | None] | None = None
    """To the matter that this one is about."""
    hears: Signal | None = None
    paper: Paper | None = None
    publishes: bool = False
    """Its doing puts the matter's public record on the portal."""
    withdraws: bool = False
    """Its doing takes the public record off the portal, with the reason."""
    must: ClassVar[bool] = True

    def says(self, test: Callable[[F], bool]) -> Cond:
        """A condition on the facts of this step, shown in the words of the predicate's docstring."""

        def holds(r: View) -> bool:
            entry = r.last(self)
            return entry is not None and bool(test(entry.facts))

        return Cond(words_of(test), holds, (self,), (test,))

    @property
    def done(self) -> Cond:
        return Cond(f"已{self.title}", lambda r: r.last(self) is not None, (self,))

    @property
    def served(self) -> Moment:
        return Moment(self, "served")

    def on(self, read: Callable[[F], date | datetime | None]) -> Moment:
        """A date among the facts, such as 知道之日 or 听证举行日."""
        return Moment(self, "fact", read)


@dataclass(eq=False, repr=False)
class May(Step[F]):
    """May be done: a party's right, or the authority's discretion."""

    must: ClassVar[bool] = False


def deemed(title: str, *, cite: Cite, instead: Step[Any], ends: StrEnum | None = None) -> May[Nothing]:
    """What the law lets happen by itself (视为): nobody does it, only the lapse of a Within."""
    return May(title, by=LAW_ITSELF, asks=Nothing, cite=cite, instead=instead, ends=ends)


Start = Step[Any] | Moment | Sequence[Step[Any] | Moment]
"""Several: the latest counts (重新起算)."""


@dataclass(frozen=True)
class Between:
    """The time from every entry of `start` to the entry of `end` that answers it."""

    start: Step[Any]
    end: Step[Any]


def between(start: Step[Any], end: Step[Any]) -> Between:
    return Between(start, end)


@dataclass(frozen=True)
class Unsettled:
    """What the law leaves open, with the reason: shown to people, never counted."""

    reason: str


@dataclass(eq=False, repr=False)
class Within(Line):
    """`of` is done by then, else late; a May's right runs out. Its key is the row of the table of limits.

    `amount`: None is the moment itself, a day that the authority set; Unsettled is shown and not counted.
    """

    amount: Span | None | Unsettled
    _: KW_ONLY
    of: Step[Any]
    since: Start
    cite: Cite
    when: Cond | None = None
    less: Sequence[Between] = ()
    """Time that does not count (扣除、中止)."""
    extended_by: Step[Any] | None = None
    up_to: Span | None = None
    times: int = 1
    """How often it may be extended by `up_to`."""
    lapse: Step[Any] | None = None
    """What is deemed when it runs out."""

    @property
    def end(self) -> Moment:
        return Moment(self, "end")


@dataclass(eq=False, repr=False)
class NotBefore(Line):
    """`of` only after this much since that moment, or this much ahead of it (N full days between)."""

    amount: Span
    _: KW_ONLY
    of: Step[Any]
    cite: Cite
    since: Start | None = None
    ahead: Moment | None = None
    when: Cond | None = None


def gone() -> Any:
    """In a subclass: the line of this name no longer stands in this version of the law."""
    return None


class DeclarationError(TypeError):
    """A procedure that cannot be read as law; the text names the class, the line and what to do."""


class Procedure:
    """Base of all procedures. A new version of a law is a subclass with its own `since`."""

    key: ClassVar[str]
    """Slug shared by all versions, such as `penalty`."""
    law: ClassVar[Law]
    title: ClassVar[str]
    since: ClassVar[date]
    until: ClassVar[date | None] = None
    series: ClassVar[str] = ""
    """The character of its document numbers: 青市监〈罚〉〔2024〕1号."""
    subject: ClassVar[Literal["subject", "organ", ""]] = "subject"
    """Whom it is about: a firm of the register, an organ, or nobody in particular."""
    guests: ClassVar[str] = ""
    """The field of its first step that names other organs that take part: their people may read the matter. Who may read
    is no part of the law, hence set beside the class and not covered by its digest."""
    minutes: ClassVar[Sequence[Step[Any]]] = ()
    """Steps that are recorded with their minute, though no term counts in hours."""
    lines: ClassVar[dict[str, Line]]
    versions: ClassVar[dict[str, list[type[Procedure]]]] = {}

    def __init_subclass__(cls) -> None:
        cls.lines = {}
        for base in reversed(cls.__mro__):  # a later version restates only what changed; names resolve in it
            for name, value in vars(base).items():
                if isinstance(value, Line):
                    cls.lines[name] = value
                elif value is None and name in cls.lines:
                    del cls.lines[name]
        if "since" in vars(cls):
            from .verify import verify

            verify(cls)
            cls.until = vars(cls).get("until")
            Procedure.versions.setdefault(cls.key, []).append(cls)
            Procedure.versions[cls.key].sort(key=lambda p: p.since)

    @classmethod
    def steps(cls) -> list[Step[Any]]:
        return [x for x in cls.lines.values() if isinstance(x, Step)]

    @classmethod
    def limits(cls) -> list[Within]:
        return [x for x in cls.lines.values() if isinstance(x, Within)]


def in_force(key: str, day: date, *, kind: str = "") -> type[Procedure]:
    """The version of a procedure under which a matter opened on `day` lives. `kind` picks among variants that are in
    force together (a sector's own rule) by class name; without it the general one, declared first, is taken.

    Raises LookupError, in words, when none is in force that day."""
    found = [
        p for p in Procedure.versions.get(key, []) if p.since <= day and (p.until is None or day <= p.until)
    ]
    named = [p for p in found if p.__name__ == kind] if kind else found
    if not named:
        known = "、".join(f"{p.title}（{p.since}起）" for p in Procedure.versions.get(key, [])) or "没有登记任何版本"
        raise LookupError(f"{day}没有施行中的程序“{key}”{kind}。已登记：{known}。请核对日期，或者补登记当时的法律版本。")
    general = [p for p in named if not any(issubclass(p, q) for q in named if q is not p)]
    return general[0] if not kind else named[0]
