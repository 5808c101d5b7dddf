"""All figures of a year, computed by DuckDB over the columnar files of a checkpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from yifa.chapters.catalogue import book
from yifa.kernel import rate
from yifa.kernel.figure import Bulk, Closed, Count, Stock, Sum
from yifa.kernel.indicator import Indicator, load
from yifa.store.batches import measure, quoted, sha256_of
from yifa.store.checkpoints import checkpoint

from .columns import about, written


@dataclass(frozen=True)
class Value:
    """A figure of a year: `value` is None where it is undefined (a rate over nothing). Rates and changes have two
    decimals and show both parts; the change's denominator is the figure of the year before."""

    key: str
    value: int | Decimal | None
    unit: str
    numerator: int | None = None
    denominator: int | None = None
    checkpoint: int = 0

    def plain(self) -> dict[str, Any]:
        number = float(self.value) if isinstance(self.value, Decimal) else self.value
        return {**{k: v for k, v in asdict(self).items() if k != "key"}, "value": number}


class Tampered(ValueError):
    """A stored file is not the one that its ledger entry vouches for."""


def compute(year: int, size: int | None = None) -> dict[str, Value]:
    """Every canonical figure of the year as of the checkpoint of this size (default: the newest): the same whenever it
    is computed. Raises NoCheckpoint, Tampered."""
    at = checkpoint(size)
    folder = written(at)
    with duckdb.connect() as db:
        counts = _counts(db, folder, year)
        before = _counts(db, folder, year - 1)
    return {
        key: _value(indicator, counts, before, at.size) for key, indicator in load().items()
    }


def _value(i: Indicator, counts: dict[str, int], before: dict[str, int], size: int) -> Value:
    if i.rate:
        top, base = counts[i.rate[0]], counts[i.rate[1]]
        return Value(i.key, rate.percent(top, base) if base else None, i.unit, top, base, size)
    if i.change_of:
        now, then = counts[i.change_of], before[i.change_of]
        return Value(i.key, rate.change(now, then) if then else None, i.unit, now, then, size)
    return Value(i.key, counts[i.key], i.unit, None, None, size)


def _counts(db: duckdb.DuckDBPyConnection, folder: Path, year: int) -> dict[str, int]:
    """Every counted figure of a year; 0 where nothing was counted."""
    figures = book().figures
    out = dict.fromkeys(figures, 0)
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = db.execute(
        "SELECT figure, sum(value), count(DISTINCT nullif(\"distinct\", '')) "
        f"FROM read_parquet({quoted(folder / 'tallies.parquet')}) WHERE \"on\" BETWEEN ? AND ? GROUP BY figure",
        [first, last],
    ).fetchall()
    for key, total, distinct in rows:
        figure = figures.get(key)
        if isinstance(figure, (Count, Sum, Closed)):
            out[key] = int(distinct if isinstance(figure, Count) and figure.distinct else total)
    out |= _stocks(db, folder, last)
    return out | _bulk(db, folder, year)


def _stocks(db: duckdb.DuckDBPyConnection, folder: Path, day: date) -> dict[str, int]:
    out: dict[str, int] = {}
    for roster, mine in _grouped((k, f) for k, f in book().figures.items() if isinstance(f, Stock)):
        select = ", ".join(_stock(f) for _, f in mine)
        source = quoted(folder / f"roster_{roster}.parquet")
        sql = f"SELECT {select} FROM read_parquet({source}) WHERE since <= ? AND (until IS NULL OR until >= ?)"
        values = db.execute(sql, [day, day]).fetchall()[0]
        out |= {key: int(v) for (key, _), v in zip(mine, values, strict=True)}
    return out


def _stock(f: Stock) -> str:
    return measure(Bulk(f.roster, f.where, f.number))


def _bulk(db: duckdb.DuckDBPyConnection, folder: Path, year: int) -> dict[str, int]:
    out: dict[str, int] = {}
    batches = about(folder)["batches"]
    for source, mine in _grouped((k, f) for k, f in book().figures.items() if isinstance(f, Bulk)):
        files = [batch_file(b) for b in batches if b["source"] == source and b["month"].startswith(f"{year}-")]
        if not files:
            continue
        select = ", ".join(measure(f) for _, f in mine)
        listed = "[" + ", ".join(map(quoted, files)) + "]"
        values = db.execute(f"SELECT {select} FROM read_parquet({listed})").fetchall()[0]
        out |= {key: int(v) for (key, _), v in zip(mine, values, strict=True)}
    return out


def _grouped(pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, list[tuple[str, Any]]]]:
    groups: dict[str, list[tuple[str, Any]]] = {}
    for key, figure in pairs:
        groups.setdefault(figure.roster if isinstance(figure, Stock) else figure.source, []).append((key, figure))
    return list(groups.items())


_CHECKED: dict[Path, tuple[int, int]] = {}


def batch_file(batch: dict[str, Any]) -> Path:
    """The stored file of a batch, its digest checked against the ledger's (once for each state of the file)."""
    file: Path = Path(settings.DATA_DIR) / "batches" / batch["source"] / f"{batch['month']}-{batch['sha256'][:16]}.parquet"
    if not file.exists():
        raise Tampered(f"批量数据文件 {file.name} 不见了；从备份恢复后再计算。")
    stat = file.stat()
    if _CHECKED.get(file) != (stat.st_mtime_ns, stat.st_size):
        if sha256_of(file) != batch["sha256"]:
            raise Tampered(f"批量数据文件 {file.name} 与账本里的摘要不符：文件被改动过。从备份恢复，或者重新报送本月批次。")
        _CHECKED[file] = (stat.st_mtime_ns, stat.st_size)
    return file
