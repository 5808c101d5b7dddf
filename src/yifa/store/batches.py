"""Bulk intake: one file of one source and month, checked by DuckDB and stored as Parquet, named by its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from yifa.kernel.figure import Bulk, Figure, Source

RULES = 1
"""Version of the rules of intake; recorded with each batch."""
PERSONAL = re.compile(r"姓名|身份证|证件号|手机|电话|住址|地址|邮箱|(^|_)(name|phone|mobile|id_?card|address|email)($|_)", re.I)
TYPES = {"text": "VARCHAR", "date": "DATE", "bool": "BOOLEAN", "int": "BIGINT"}
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
LISTED = 200
MEMORY = "512MB"


class BadBatch(ValueError):
    """A file that cannot be taken in at all; the text says why and what to do. Nothing was stored."""


@dataclass(frozen=True)
class Rejected:
    """A row that was left out. `line`: its line in the file; `column`: the heading, "" for the whole row."""

    line: int
    column: str
    words: str


@dataclass(frozen=True)
class Intake:
    """A stored batch. `sums`: control sums by figure; `listed`: the first rejected rows."""

    path: Path
    sha256: str
    rows: int
    rejected: int
    sums: Mapping[str, int]
    listed: tuple[Rejected, ...]


def quoted(text: object) -> str:
    """A string literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def headers(file: Path) -> list[str]:
    """The column names of a CSV file (UTF-8, with or without BOM). Raises BadBatch."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            line = source.readline(100_000)
    except UnicodeDecodeError:
        raise BadBatch(f"{file.name}：不是 UTF-8 编码；请另存为 CSV UTF-8 再导入。") from None
    if not line.strip() or "\x00" in line:
        raise BadBatch(f"{file.name}：没有表头；第一行要是列名。")
    return [h.strip().strip('"') for h in line.rstrip("\r\n").split(",")]


def check_headers(source: Source, found: list[str], name: str) -> list[str]:
    """The file's columns as fields of the source, in the file's order. Raises BadBatch."""
    personal = [h for h in found if PERSONAL.search(h)]
    if personal:
        raise BadBatch(f"{name}：列“{'、'.join(personal)}”像是个人信息；批量数据不收个人信息，请删去这些列再导入。")
    known = {c.title: c.name for c in source.columns} | {c.name: c.name for c in source.columns}
    fields = [known.get(h, "") for h in found]
    missing = [c.title for c in source.columns if c.name not in fields]
    extra = [h for h, f in zip(found, fields, strict=True) if not f]
    if missing or extra or len(set(fields)) != len(fields):
        want = "、".join(c.title for c in source.columns)
        more = "".join(
            [f"；缺少：{'、'.join(missing)}" if missing else "", f"；多出：{'、'.join(extra)}" if extra else ""]
        )
        raise BadBatch(f"{name}：“{source.title}”的列应当是：{want}{more or '；有重复的列'}。")
    return fields


def take_in(source: Source, month: str, file: Path, folder: Path, figures: Mapping[str, Figure]) -> Intake:
    """Checks a CSV file row by row and stores the good rows. Raises BadBatch; bad rows are left out and told."""
    if not MONTH.fullmatch(month):
        raise BadBatch(f"月份“{month}”写成 2024-03 的样子。")
    fields = check_headers(source, headers(file), file.name)
    kinds = {c.name: TYPES[c.kind] for c in source.columns}
    shape = "{" + ", ".join(f"{quoted(f)}: {quoted(kinds[f])}" for f in fields) + "}"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{month}.parquet.part"
    with duckdb.connect() as db:
        db.execute(f"SET memory_limit = '{MEMORY}'")
        db.execute(f"SET temp_directory = {quoted(folder / '.spill')}")
        try:
            db.execute(
                f"CREATE TEMP TABLE given AS SELECT * FROM read_csv({quoted(file)}, header = true, delim = ',', "
                f"columns = {shape}, store_rejects = true, rejects_limit = 0, null_padding = false)"
            )
        except duckdb.Error as error:
            raise BadBatch(f"{file.name}：读不出来（{str(error).splitlines()[0][:120]}）；请检查是不是逗号分隔的 CSV。") from None
        good = _good(source, month)
        columns = ", ".join(f'"{c.name}"' for c in source.columns)
        db.execute(f"COPY (SELECT {columns} FROM given WHERE {good}) TO {quoted(draft)} (FORMAT parquet, COMPRESSION zstd)")
        rows = _one(db, f"SELECT count(*) FROM read_parquet({quoted(draft)})")
        listed, rejected = _rejects(db, source, month, good)
        sums = control_sums(db, source, draft, figures)
    digest = sha256_of(draft)
    path = folder / f"{month}-{digest[:16]}.parquet"
    draft.replace(path)
    return Intake(path, digest, rows, rejected, sums, listed)


def _good(source: Source, month: str) -> str:
    """The condition of a row that counts: dated in the month, nothing missing, texts from the allowed ones."""
    parts = [f"strftime(\"{source.day}\", '%Y-%m') = {quoted(month)}"]
    for c in source.columns:
        parts.append(f'"{c.name}" IS NOT NULL')
        if c.kind == "text":
            parts.append(f"NOT regexp_full_match(\"{c.name}\", '[0-9]{{17}}[0-9Xx]')")
        if c.values:
            parts.append(f'"{c.name}" IN ({", ".join(map(quoted, c.values))})')
    return " AND ".join(parts)


def _rejects(
    db: duckdb.DuckDBPyConnection, source: Source, month: str, good: str
) -> tuple[tuple[Rejected, ...], int]:
    titles = {c.name: c.title for c in source.columns}
    unread = db.execute(
        f"SELECT line, column_name, csv_line FROM reject_errors ORDER BY line LIMIT {LISTED}"
    ).fetchall()
    out = [
        Rejected(int(line), titles.get(str(column).strip('"'), ""), f"这一行读不懂：{str(text)[:60]}")
        for line, column, text in unread
    ]
    lost = _one(db, "SELECT count(DISTINCT line) FROM reject_errors")
    bad = _one(db, f"SELECT count(*) FROM given WHERE NOT coalesce({good}, false)")
    if bad:
        day = titles[source.day]
        out.append(Rejected(0, day, f"有{bad}行{day}不在{month}，或者有空格、不允许的值、身份证号，没有收"))
    return tuple(out), lost + bad


def _one(db: duckdb.DuckDBPyConnection, sql: str) -> int:
    rows = db.execute(sql).fetchall()
    return int(rows[0][0] or 0)


def measure(figure: Bulk) -> str:
    """The aggregate of a bulk figure as SQL over the rows of its source."""
    where = " AND ".join(f'"{name}" = {_literal(value)}' for name, value in figure.where) or "true"
    what = f'sum("{figure.number}")' if figure.number else "count(*)"
    return f"coalesce({what} FILTER (WHERE {where}), 0)"


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, (bool, int)) else quoted(value)


def control_sums(
    db: duckdb.DuckDBPyConnection, source: Source, file: Path, figures: Mapping[str, Figure]
) -> dict[str, int]:
    """The figures over this one file: they stand in the ledger beside the digest."""
    mine = {key: f for key, f in figures.items() if isinstance(f, Bulk) and f.source == source.key}
    if not mine:
        return {}
    select = ", ".join(map(measure, mine.values()))
    values = db.execute(f"SELECT {select} FROM read_parquet({quoted(file)})").fetchall()[0]
    return {key: int(v) for key, v in zip(mine, values, strict=True)}


def sha256_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
