"""What is wrong with what was handed in, in words that say where and what to do."""

from __future__ import annotations


class DrawError(ValueError):
    """A file, a rule or a step of the draw that cannot be used; the message says where, what, and what to do."""


def at(file: str, row: int | None = None, column: str = "") -> str:
    """The place, as the beginning of a message. Rows count from 1, the heading is row 1."""
    place = f"{file} 第{row}行" if row else file
    return f"{place}，{column} 列：" if column else f"{place}："
