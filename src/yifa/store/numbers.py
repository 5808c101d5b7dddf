"""Numbers of matters and papers: gapless by series and year, given in the step's transaction."""

from __future__ import annotations

from typing import Any

NEXT = (
    "INSERT INTO number (series, year, last) VALUES (%s, %s, 1) "
    "ON CONFLICT (series, year) DO UPDATE SET last = number.last + 1 RETURNING last"
)


def next_number(cursor: Any, series: str, year: int) -> str:
    """`青市监罚`, 2024 -> `青市监罚〔2024〕12号`. A rollback takes the number back, so there are no gaps."""
    cursor.execute(NEXT, (series, year))
    return f"{series}〔{year}〕{cursor.fetchone()[0]}号"
