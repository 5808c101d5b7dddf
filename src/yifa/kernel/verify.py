"""Can this class be read as law? Checked when it is declared, so that a slip is found at once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .declare import Line, Procedure, Step

SYSTEM_NAMES = frozenset({"organ", "subject", "number", "date", "matter"})


def verify(p: type[Procedure]) -> None:
    """Raises DeclarationError, naming the class, the line and what to do."""
    from .declare import DeclarationError

    for name in ("key", "law", "title"):
        if not getattr(p, name, None):
            raise DeclarationError(f"{p.__name__}：缺少 {name}。")
    for name, line in p.lines.items():
        if line.key != name:
            raise DeclarationError(
                f"{p.__name__}.{name}：与“{line.key}”是同一行，一行只有一个名字；请直接写 {line.key}，或者把简称写在类的外面。"
            )
        for what, other in references(line):
            if other.key not in p.lines:
                raise DeclarationError(
                    f"{p.__name__}.{line.key}：{what} 指向“{other.key}”，但本版本没有这一行；请重述这一行或者一并去掉。"
                )
        for problem in _problems(p, line):
            raise DeclarationError(f"{p.__name__}.{line.key}：{problem}")
    _one_meaning(p)
    _no_circle(p)


def references(line: Line) -> Iterator[tuple[str, Line]]:
    """Every other line that a line names, with the word under which it names it."""
    for what in ("after", "never_by", "each", "instead", "reopens", "of", "extended_by", "lapse"):
        yield from ((what, x) for x in _lines(getattr(line, what, None)))
    for what in ("since", "ahead"):
        yield from ((what, x) for x in _lines(getattr(line, what, None)))
    for gap in getattr(line, "less", ()):
        yield "less", gap.start
        yield "less", gap.end
    if getattr(line, "when", None) is not None:
        yield from (("when", x) for x in line.when.about)  # type: ignore[attr-defined]  # lines that have it, have a Cond


def _lines(value: Any) -> list[Line]:
    from .declare import Line, Moment

    if value is None:
        return []
    if isinstance(value, Line):
        return [value]
    if isinstance(value, Moment):
        return [value.line]
    return [x for v in value for x in _lines(v)] if isinstance(value, Sequence) else []


def _problems(p: type[Procedure], line: Line) -> Iterator[str]:
    from .declare import LAW_ITSELF, Moment, NotBefore, Step, Within

    if isinstance(line, Within):
        if (line.extended_by is None) != (line.up_to is None):
            yield "延长要同时写明由哪一步批准（extended_by）和最多延长多少（up_to）。"
        for m in [line.since] if isinstance(line.since, (Step, Moment)) else list(line.since):
            if isinstance(m, Moment) and m.kind == "served" and not getattr(p.lines[m.line.key], "serves", None):
                yield f"期限自“{m.line.key}”送达起算，但这一步没有写送达给谁（serves）。"
    if isinstance(line, NotBefore) and (line.since is None) == (line.ahead is None):
        yield "NotBefore 要在 since 与 ahead 中写一个，而且只写一个。"
    if isinstance(line, Step):
        if line.by is LAW_ITSELF and not any(
            isinstance(w, Within) and w.lapse is not None and w.lapse.key == line.key for w in p.lines.values()
        ):
            yield "法律规定的效果没有任何期限会产生它；请在某个 Within 上写 lapse。"
        if line.paper:
            steps = {s.key: s for s in p.lines.values() if isinstance(s, Step)}
            for gap in sorted(line.paper.gaps() - SYSTEM_NAMES):
                step, _, fact = gap.partition(".")
                if step not in steps or fact not in steps[step].asks.model_fields:
                    yield f"文书“{line.paper.title}”要填 {{{gap}}}，本程序没有这一项。"


def _one_meaning(p: type[Procedure]) -> None:
    """Two classes of facts under one name would hide each other in the definition's description, and so in its digest."""
    from .declare import DeclarationError

    known: dict[str, Step[Any]] = {}
    for s in p.steps():
        first = known.setdefault(s.asks.__name__, s)
        if first.asks is not s.asks:
            raise DeclarationError(
                f"{p.__name__}.{s.key}：与“{first.key}”各问一个叫 {s.asks.__name__} 的类，摘要分不清；请给其中一个另起名字。"
            )


def _no_circle(p: type[Procedure]) -> None:
    """A step may rest only on earlier steps; `reopens` is the one way back."""
    from .declare import DeclarationError, Step

    state: dict[str, int] = {}

    def visit(key: str, path: tuple[str, ...]) -> None:
        if state.get(key) == 2:
            return
        if state.get(key) == 1:
            raise DeclarationError(f"{p.__name__}：步骤互相等待：{' → '.join((*path, key))}。")
        state[key] = 1
        s = p.lines[key]
        assert isinstance(s, Step)
        for x in (*s.after, *([s.each] if s.each else []), *([s.instead] if s.instead else [])):
            visit(x.key, (*path, key))
        state[key] = 2

    for s in p.steps():
        visit(s.key, ())
