"""All procedures and figures of all chapters, found by walking the chapters' folders: adding a procedure is one file."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from functools import cache
from types import ModuleType

from yifa.kernel.declare import Procedure, in_force
from yifa.kernel.digest import digest
from yifa.kernel.figure import Book, Figure, Source

CHAPTERS = ("leadership", "service", "norms", "decisions", "enforcement", "emergencies", "disputes", "oversight")


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module of every chapter, imported in the order of the report's chapters."""
    out: list[ModuleType] = []
    for chapter in CHAPTERS:
        package = importlib.import_module(f"yifa.chapters.{chapter}")
        out += [
            importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)
        ]
    return tuple(out)


@cache
def procedures() -> tuple[type[Procedure], ...]:
    """Every declared version of every procedure, by chapter and key."""
    modules()
    here = [p for versions in Procedure.versions.values() for p in versions if p.__module__.startswith("yifa.chapters.")]
    return tuple(sorted(here, key=lambda p: (CHAPTERS.index(chapter_of(p)), p.key, p.since)))


@cache
def _by_digest() -> dict[str, type[Procedure]]:
    return {digest(p): p for p in procedures()}


def by_digest(value: str) -> type[Procedure]:
    """The definition to which a matter is pinned. Raises LookupError, in words, if this release does not hold it."""
    found = _by_digest().get(value)
    if found is None:
        raise LookupError(
            f"本版软件里没有摘要为 {value[:12]}… 的程序定义；已发布的定义不能改动，请换回含有它的版本，或者恢复被改动的文件。"
        )
    return found


def held(value: str) -> bool:
    """Whether this release holds the definition of this digest."""
    return value in _by_digest()


def chapter_of(p: type[Procedure]) -> str:
    return p.__module__.split(".")[2]


@cache
def book() -> Book:
    """The figures of all chapters (`FIGURES` in each chapter's figures.py); a key stands in one chapter only."""
    figures: dict[str, Figure] = {}
    for module in modules():
        for key, figure in getattr(module, "FIGURES", {}).items():
            if key in figures:
                raise TypeError(f"指标 {key} 在两个章节里都有定义；一个指标只写一次。")
            figures[key] = figure
    return Book(figures)


@cache
def sources() -> dict[str, Source]:
    """The bulk sources of all chapters (`SOURCES` beside the figures)."""
    return {s.key: s for module in modules() for s in getattr(module, "SOURCES", ())}


def version(key: str, day: date, kind: str = "") -> type[Procedure]:
    """The version of a procedure in force on a day. Raises LookupError, in words."""
    modules()
    return in_force(key, day, kind=kind)
