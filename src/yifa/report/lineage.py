"""What stands behind a number: the rows that it is the sum of, page by page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
from django.db import connection

from yifa.chapters.catalogue import book, sources
from yifa.figures.batches import measure, quoted
from yifa.figures.columns import latest, written
from yifa.figures.compute import batch_file
from yifa.kernel.figure import Bulk, Closed, Count, Stock, Sum
from yifa.kernel.indicator import load
from yifa.registry.rosters import ROSTERS

LIMIT = 50


@dataclass(frozen=True)
class Row:
    """One row behind a number. `value`: what it adds; `matter`: its id, "" for rows of rosters and batches."""

    cells: Mapping[str, str]
    value: int
    matter: str = ""


@dataclass(frozen=True)
class Behind:
    """A page of the rows behind a number. `kind`: entries, roster, batches, rows or parts; `after`: the next page's key."""

    key: str
    kind: str
    rows: Sequence[Row]
    after: str = ""
    parts: tuple[str, ...] = ()
    note: str = ""


class NoSuchFigure(LookupError):
    """Not a canonical figure."""


def behind(key: str, year: int, after: str = "", limit: int = LIMIT) -> Behind:
    """The rows behind a figure of a year, from the position `after` on. Raises NoSuchFigure, NoCheckpoint, Tampered."""
    indicator = load().get(key)
    if indicator is None:
        raise NoSuchFigure(f"没有“{key}”这个指标。")
    if indicator.rate:
        return Behind(key, "parts", (), parts=indicator.rate, note="分子 ÷ 分母")
    if indicator.change_of:
        return Behind(key, "parts", (), parts=(indicator.change_of,), note="本年与上年之差 ÷ 上年")
    figure = book().figures[key]
    if isinstance(figure, Stock):
        return _roster(key, figure, year, after, limit)
    if isinstance(figure, Bulk):
        return _batches(key, figure, year) if not after.startswith("rows:") else _rows(key, figure, year, after, limit)
    return _entries(key, figure, year, after, limit)


ENTRIES = (
    "SELECT t.id, t.counted_on, t.value, t.\"distinct\", t.entry, m.id, m.number, m.procedure, m.organ, m.outcome "
    "FROM tally t JOIN matter m ON m.id = t.matter "
    "JOIN entry e ON e.matter = t.matter AND e.seq = CASE WHEN t.entry >= 1000000 THEN 1 ELSE t.entry END "
    'JOIN leaf l ON l.entry_id = e.id WHERE t.figure = %s AND t.counted_on BETWEEN %s AND %s AND l."index" < %s '
    "AND (t.counted_on, t.id) > (%s, %s) ORDER BY t.counted_on, t.id LIMIT %s"
)


def _entries(key: str, figure: Count | Sum | Closed, year: int, after: str, limit: int) -> Behind:
    day, _, last = after.partition("~")
    size = latest().size
    begin = date.fromisoformat(day) if day else date(year, 1, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            ENTRIES,
            (key, date(year, 1, 1), date(year, 12, 31), size, begin, int(last or 0), limit + 1),
        )
        found = cursor.fetchall()
    rows = [
        Row({"日期": str(r[1])[:10], "编号": r[6], "单位": r[8], "结果": r[9], "对象": r[3]}, int(r[2]), r[5])
        for r in found[:limit]
    ]
    more = f"{str(found[limit - 1][1])[:10]}~{found[limit - 1][0]}" if len(found) > limit else ""
    distinct = isinstance(figure, Count) and figure.distinct is not None
    return Behind(key, "entries", rows, more, note="同一对象只计一次" if distinct else "")


def _roster(key: str, figure: Stock, year: int, after: str, limit: int) -> Behind:
    """Rows of the roster valid on the last day of the year, from the columnar file of the checkpoint."""
    folder, day = written(latest()), date(year, 12, 31)
    start = int(after or 0)
    where = " AND ".join(["since <= ?", "(until IS NULL OR until >= ?)", *(f'"{c}" = {_sql(v)}' for c, v in figure.where)])
    number = f'"{figure.number}"' if figure.number else "1"
    sql = (
        f'SELECT key, name, since, {number}, matter FROM read_parquet({quoted(folder / f"roster_{figure.roster}.parquet")}) '
        f"WHERE {where} ORDER BY key, since LIMIT {limit + 1} OFFSET {start}"
    )
    with duckdb.connect() as db:
        found = db.execute(sql, [day, day]).fetchall()
    rows = [Row({"编码": r[0], "名称": r[1], "生效": str(r[2])}, int(r[3]), r[4] or "") for r in found[:limit]]
    more = str(start + limit) if len(found) > limit else ""
    return Behind(key, "roster", rows, more, note=f"名册“{ROSTERS[figure.roster].title}”，{day}有效的行")


def _sql(value: object) -> str:
    return str(value).lower() if isinstance(value, (bool, int)) else quoted(value)


def _listed(figure: Bulk, year: int) -> list[dict[str, Any]]:
    about = json.loads((written(latest()) / "done.json").read_text(encoding="utf-8"))
    return [b for b in about["batches"] if b["source"] == figure.source and b["month"].startswith(f"{year}-")]


def _batches(key: str, figure: Bulk, year: int) -> Behind:
    rows: list[Row] = []
    with duckdb.connect() as db:
        for b in _listed(figure, year):
            value = db.execute(f"SELECT {measure(figure)} FROM read_parquet({quoted(batch_file(b))})").fetchall()[0][0]
            cells = {"月份": b["month"], "行数": f"{b['rows']:,}", "文件摘要": b["sha256"][:16]}
            rows.append(Row(cells, int(value), b["matter"]))
    return Behind(key, "batches", rows, note=f"来源“{sources()[figure.source].title}”，每月一个批次，由负责人签认")


def _rows(key: str, figure: Bulk, year: int, after: str, limit: int) -> Behind:
    """`rows:2024-03:0`: a page of the rows of one batch that the figure counts. A row's address is (batch, row)."""
    _, month, start = after.split(":")
    batch = next((b for b in _listed(figure, year) if b["month"] == month), None)
    if batch is None:
        raise NoSuchFigure(f"{month}没有批次。")
    where = " AND ".join(f'"{c}" = {_sql(v)}' for c, v in figure.where) or "true"
    source = sources()[figure.source]
    columns = ", ".join(f'"{c.name}"' for c in source.columns)
    sql = (
        f"SELECT file_row_number, {columns} FROM read_parquet({quoted(batch_file(batch))}, file_row_number = true) "
        f"WHERE {where} ORDER BY file_row_number LIMIT {limit + 1} OFFSET {int(start)}"
    )
    with duckdb.connect() as db:
        found = db.execute(sql).fetchall()
    rows = [
        Row({"行": str(r[0] + 1), **{c.title: _cell(v) for c, v in zip(source.columns, r[1:], strict=True)}}, 1, batch["matter"])
        for r in found[:limit]
    ]
    more = f"rows:{month}:{int(start) + limit}" if len(found) > limit else ""
    return Behind(key, "rows", rows, more, note=f"{month}批次，文件摘要 {batch['sha256'][:16]}")


def _cell(value: object) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
