"""What stands behind a number: the rows that it is the sum of, page by page.

Everything is read from the files of the checkpoint from which the number itself was computed, so that the rows of all
pages add up to it, whatever has been recorded or corrected since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from yifa.chapters.catalogue import book, sources
from yifa.figures.columns import about, written
from yifa.figures.compute import batch_file
from yifa.kernel.figure import Bulk, Closed, Count, Stock, Sum
from yifa.kernel.indicator import load
from yifa.registry.rosters import ROSTERS
from yifa.store.batches import measure, quoted
from yifa.store.checkpoints import checkpoint
from yifa.store.models import Entry as Header
from yifa.store.models import Matter

LIMIT = 50
ENTRIES, ROSTER, BATCHES, ROWS, PARTS = "entries", "roster", "batches", "rows", "parts"
MARK = "~"
"""Between the parts of a page's position."""


@dataclass(frozen=True)
class Row:
    """One row behind a number. `value`: what it adds; `matter`: the id of the matter that holds it, `seq` its entry."""

    cells: Mapping[str, str]
    value: int
    matter: str = ""
    seq: int = 0


@dataclass(frozen=True)
class Behind:
    """A page of the rows behind a number. `kind`: entries, roster, batches, rows (of one batch) or parts; `after`: where
    the next page begins, "" at the end; `parts`: the figures that a percentage is made of; `note`: how it is counted."""

    key: str
    kind: str
    rows: Sequence[Row]
    after: str = ""
    parts: tuple[str, ...] = ()
    note: str = ""
    month: str = ""


class NoSuchFigure(LookupError):
    """Not a figure of the report, or not a page of it."""


def behind(
    key: str, year: int, after: str = "", limit: int = LIMIT, month: str = "", size: int | None = None
) -> Behind:
    """The rows behind a figure of a year, from the position `after` on; `month`: the rows of that month's batch, for a
    figure counted from batches; `size`: of which checkpoint (default: the newest). Raises NoSuchFigure (also for a
    position that none of our pages gave), NoCheckpoint, Tampered."""
    indicator = load().get(key)
    if indicator is None:
        raise NoSuchFigure(f"没有“{key}”这个指标。")
    if indicator.rate:
        return Behind(key, PARTS, (), parts=indicator.rate, note="分子 ÷ 分母")
    if indicator.change_of:
        return Behind(key, PARTS, (), parts=(indicator.change_of,), note="（本年 − 上年）÷ 上年")
    figure, folder = book().figures[key], written(checkpoint(size))
    try:
        if isinstance(figure, Stock):
            return _roster(key, figure, year, after, limit, folder)
        if not isinstance(figure, Bulk):
            return _entries(key, figure, year, after, limit, folder)
        listed = [b for b in about(folder)["batches"] if b["source"] == figure.source and b["month"].startswith(f"{year}-")]
        return _rows(key, figure, year, month, after, limit, listed) if month else _batches(key, figure, listed)
    except ValueError as wrong:
        if type(wrong) is not ValueError:
            raise
        raise NoSuchFigure("没有这一页；请从第一页看起。") from None


def monthly(key: str, year: int, size: int | None = None) -> list[int]:
    """A figure that counts entries, by month: twelve numbers that add up to it unless it counts something only once."""
    sql = (
        f"SELECT month(\"on\"), sum(value) FROM read_parquet({_tallies(written(checkpoint(size)))}) "
        'WHERE figure = ? AND "on" BETWEEN ? AND ? GROUP BY 1'
    )
    found = {m: int(n) for m, n in _query(sql, [key, date(year, 1, 1), date(year, 12, 31)])}
    return [found.get(m, 0) for m in range(1, 13)]


def _query(sql: str, given: Sequence[object]) -> list[tuple[Any, ...]]:
    with duckdb.connect() as db:
        return db.execute(sql, list(given)).fetchall()


def _tallies(folder: Path) -> str:
    return quoted(folder / "tallies.parquet")


COUNTED = (
    'SELECT "on", matter, entry, value, "distinct" FROM read_parquet({file}) WHERE figure = ? AND "on" BETWEEN ? AND ? {once}'
)
ONCE = "AND \"distinct\" <> '' QUALIFY row_number() OVER (PARTITION BY \"distinct\" ORDER BY \"on\", matter, entry) = 1"
"""What is counted once a year is shown by its first row."""


def _entries(
    key: str, figure: Count | Sum | Closed, year: int, after: str, limit: int, folder: Path
) -> Behind:
    once = isinstance(figure, Count) and figure.distinct is not None
    start: tuple[object, ...] = (date.min, "", 0)
    if after:
        day, matter, entry = after.split(MARK)
        start = (date.fromisoformat(day), matter, _place(entry))
    inner = COUNTED.format(file=_tallies(folder), once=ONCE if once else "")
    sql = (
        f'SELECT * FROM ({inner}) WHERE ("on", matter, entry) > (?, ?, ?) ORDER BY "on", matter, entry LIMIT {limit + 1}'
    )
    found = _query(sql, [key, date(year, 1, 1), date(year, 12, 31), *start])
    page = found[:limit]
    matters = Matter.objects.filter(id__in={r[1] for r in page}).select_related("definition").in_bulk()
    rows = [
        Row(
            {
                "编号": matters[r[1]].number,
                "程序": matters[r[1]].definition.title,
                "单位": matters[r[1]].organ,
                **({"对象": r[4]} if once else {}),
                "日期": r[0].isoformat(),
            },
            1 if once else int(r[3]),
            r[1],
            int(r[2]),
        )
        for r in page
    ]
    more = f"{page[-1][0]}{MARK}{page[-1][1]}{MARK}{page[-1][2]}" if len(found) > limit else ""
    return Behind(key, ENTRIES, rows, more, note="同一对象一年只计一次，列出的是第一次" if once else _how(figure))


def _place(text: str) -> int:
    """A number in a page's position. Raises ValueError for what no file can have."""
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise ValueError(text)
    return int(text)


def _how(figure: Count | Sum | Closed) -> str:
    if isinstance(figure, Sum):
        return "下列记载所报数字之和"
    return "本年办结的事项" if isinstance(figure, Closed) else "本年的记载，一条计一"


def _roster(key: str, figure: Stock, year: int, after: str, limit: int, folder: Path) -> Behind:
    """Rows of the roster that are valid on the last day of the year."""
    day = date(year, 12, 31)
    start: tuple[object, ...] = ("", date.min, "", 0)
    if after:
        code, since, matter, seq = after.rsplit(MARK, 3)
        start = (code, date.fromisoformat(since), matter, _place(seq))
    number = f'"{figure.number}"' if figure.number else "1"
    file = folder / f"roster_{figure.roster}.parquet"
    sql = (
        f"SELECT key, since, coalesce(matter, ''), seq, name, {number} FROM read_parquet({quoted(file)}) "
        f"WHERE since <= ? AND (until IS NULL OR until >= ?) AND {_where(figure.where)} "
        "AND (key, since, coalesce(matter, ''), seq) > (?, ?, ?, ?) "
        f"ORDER BY key, since, coalesce(matter, ''), seq LIMIT {limit + 1}"
    )
    found = _query(sql, [day, day, *start])
    page = found[:limit]
    rows = [Row({"编码": r[0], "名称": r[4] or "", "生效": r[1].isoformat()}, int(r[5]), r[2], int(r[3])) for r in page]
    more = MARK.join(map(str, page[-1][:4])) if len(found) > limit else ""
    return Behind(key, ROSTER, rows, more, note=f"名册“{ROSTERS[figure.roster].title}”在{year}年12月31日有效的行")


def _where(pairs: tuple[tuple[str, object], ...]) -> str:
    return " AND ".join(f'"{c}" = {_sql(v)}' for c, v in pairs) or "true"


def _sql(value: object) -> str:
    return str(value).lower() if isinstance(value, (bool, int)) else quoted(value)


def _batches(key: str, figure: Bulk, listed: list[dict[str, Any]]) -> Behind:
    """The batches of the year with their digests; each file is checked against its digest before it is counted. The
    control sum is what the ledger's entry says of this figure."""
    sums = _control_sums([b["matter"] for b in listed], key)
    rows = []
    for b in listed:
        (value,) = _query(f"SELECT {measure(figure)} FROM read_parquet({quoted(batch_file(b))})", [])
        cells = {
            "月份": b["month"],
            "行数": f"{b['rows']:,}",
            "控制总数": sums.get(b["matter"], ""),
            "文件摘要": f"{b['sha256'][:16]}…",
        }
        rows.append(Row(cells, int(value[0]), b["matter"], 1))
    return Behind(key, BATCHES, rows, note=f"来源“{sources()[figure.source].title}”，每月一个批次，由负责人签认；文件与账本里的摘要相符")


def _control_sums(matters: list[str], key: str) -> dict[str, str]:
    headers = Header.objects.filter(matter__in=matters, seq=1).select_related("body_row")
    out: dict[str, str] = {}
    for h in headers:
        facts = json.loads(h.body_row.text).get("facts", {})
        said = dict(s.split("=") for s in facts.get("sums", ()))
        if key in said:
            out[h.matter] = f"{int(said[key]):,}"
    return out


def _rows(
    key: str, figure: Bulk, year: int, month: str, after: str, limit: int, listed: list[dict[str, Any]]
) -> Behind:
    """A page of the rows of one batch that the figure counts. A row's address is (batch, place in the file)."""
    batch = next((b for b in listed if b["month"] == month), None)
    if batch is None:
        raise NoSuchFigure(f"{year}年的数据里没有{month}这个批次。")
    source = sources()[figure.source]
    columns = ", ".join(f'"{c.name}"' for c in source.columns)
    number = f'"{figure.number}"' if figure.number else "1"
    sql = (
        f"SELECT file_row_number, {number}, {columns} "
        f"FROM read_parquet({quoted(batch_file(batch))}, file_row_number = true) "
        f"WHERE {_where(figure.where)} AND file_row_number > ? ORDER BY file_row_number LIMIT {limit + 1}"
    )
    found = _query(sql, [_place(after) if after else -1])
    page = found[:limit]
    titles = [c.title for c in source.columns]
    rows = [
        Row(
            {"行": f"{r[0] + 1:,}", **{t: _cell(v) for t, v in zip(titles, r[2:], strict=True)}},
            int(r[1]),
            batch["matter"],
            1,
        )
        for r in page
    ]
    more = str(page[-1][0]) if len(found) > limit else ""
    return Behind(key, ROWS, rows, more, note=f"{month}批次，文件摘要{batch['sha256']}，已核对", month=month)


def _cell(value: object) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
