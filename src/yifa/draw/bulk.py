"""Ten million subjects and more: the same roots, tickets and list, computed by DuckDB. Of the package only
`again` imports this module; without DuckDB the draw is whole.

The source is a CSV (UTF-8) or Parquet file with the columns of a pool; cells with blanks around them, which the engine
cuts off, are refused. What comes
out is what `freeze` and `select` write for the same rows, bit for bit, so `verify` and the page check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from yifa.proofs.merkle import EMPTY

from .lists import HEAVIEST
from .mistakes import DrawError
from .tags import prefix

ROW = "'[' || to_json(id) || ',' || to_json(name) || ',' || to_json(stratum) || ',' || weight || ',' || to_json(exclude_reason) || ']'"
CSV = """read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')"""
"""Nothing is guessed from what the cells hold."""
CELLS = (
    "CAST(id AS VARCHAR) AS id, CAST(name AS VARCHAR) AS name, CAST(stratum AS VARCHAR) AS stratum, "
    "CASE WHEN coalesce(CAST(weight AS VARCHAR), '') = '' THEN 1 "
    "WHEN regexp_full_match(CAST(weight AS VARCHAR), '[0-9]{1,10}') THEN CAST(weight AS BIGINT) END AS weight, "
    "coalesce(CAST(exclude_reason AS VARCHAR), '') AS exclude_reason"
)
FILLED = "NOT (id IS NULL AND name IS NULL AND stratum IS NULL AND weight IS NULL AND exclude_reason IS NULL)"
_BLANK = r"[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]"
WRONG = " OR ".join(
    [
        *(f"{c} IS NULL OR {c} = ''" for c in ("id", "name", "stratum")),
        *(f"regexp_matches({c}, '{at}')" for c in ("id", "name", "stratum", "exclude_reason") for at in (f"^{_BLANK}", f"{_BLANK}$")),
        f"weight IS NULL OR weight NOT BETWEEN 1 AND {HEAVIEST}",
    ]
)


@dataclass(frozen=True)
class Selected:
    """`drawn`: (stratum, id, ticket in hex), by ticket over all strata. `thresholds`: hex by stratum, empty for none."""

    drawn: list[tuple[str, str, str]]
    thresholds: dict[str, str]
    count: int
    root: str


def frozen(source: Path, salt: bytes, memory: str = "2GB") -> tuple[int, str]:
    """(number of subjects, root of the frozen list). Raises DrawError for rows that `freeze` would refuse."""
    with _opened(source, memory) as db:
        salted = _hash(_blob(prefix("salt subjects", salt)), "encode(id)")
        leaf = _hash(_blob(b"\0" + prefix("subjects")), f"unhex({salted})", f"encode({ROW})")
        db.execute(f"CREATE TABLE level AS SELECT unhex({leaf}) AS h FROM pool ORDER BY id")
        return _root(db)


def selected(source: Path, seed: bytes, take: Mapping[str, int], memory: str = "2GB") -> Selected:
    """The draw of `take` subjects by stratum under a seed of 32 bytes. Raises DrawError."""
    with _opened(source, memory) as db:
        if unknown := db.execute("SELECT id, stratum FROM pool WHERE NOT list_contains(?, stratum) LIMIT 1", [[*take]]).fetchone():
            raise DrawError(f"{source.name}：“{unknown[0]}”的类别“{unknown[1]}”不在规则里；改正名单，或者在规则里加上。")
        one = _hash(_blob(prefix("ticket", seed, (1).to_bytes(4, "big"))), "encode(id)")
        each = _hash(_blob(prefix("ticket", seed)), "unhex(printf('%08x', k))", "encode(id)")
        ticket = f"CASE WHEN weight = 1 THEN {one} ELSE list_min(list_transform(range(1, weight + 1), lambda k: {each})) END"
        db.execute(f"CREATE TABLE ticket AS SELECT id, stratum, {ticket} AS t FROM pool WHERE exclude_reason = ''")
        drawn: list[tuple[str, str, str]] = []
        thresholds = {}
        for key, n in take.items():
            sql = "SELECT stratum, id, t FROM ticket WHERE stratum = ? ORDER BY t, id LIMIT ?"
            rows = db.execute(sql, [key, n]).fetchall()
            thresholds[key] = rows[-1][2] if rows else ""
            drawn += rows
        leaf = _hash(
            _blob(b"\0" + prefix("ticket leaf")), "unhex(t)", "encode('[' || to_json(id) || ',' || to_json(stratum) || ']')"
        )
        db.execute(f"CREATE TABLE level AS SELECT unhex({leaf}) AS h FROM ticket ORDER BY id")
        return Selected(sorted(drawn, key=lambda r: (r[2], r[1].encode())), thresholds, *_root(db))


@contextmanager
def _opened(source: Path, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the table `pool`; what does not fit into `memory` goes to disk beside the source."""
    spill = str(source.parent / ".draw-tmp")
    with duckdb.connect(config={"memory_limit": memory, "temp_directory": spill, "preserve_insertion_order": True}) as db:
        reader = "read_parquet(?)" if source.suffix == ".parquet" else CSV
        try:
            db.execute(f"CREATE TABLE pool AS SELECT {CELLS} FROM {reader} WHERE {FILLED}", [str(source)])
        except duckdb.Error as error:
            if not source.is_file():
                raise DrawError(f"打不开 {source}；请核对文件名。") from None
            raise DrawError(f"{source.name} 读不出来（{str(error).splitlines()[0]}）；要有 id,name,stratum,weight,exclude_reason 各列。") from None
        if row := db.execute(f"SELECT id FROM pool WHERE {WRONG} LIMIT 1").fetchone():
            raise DrawError(f"{source.name}：“{row[0]}”这一行缺了格子，格子前后有空格，或者权数不是 1 到 {HEAVIEST} 的整数；请补上、改正。")
        if row := db.execute("SELECT id FROM pool GROUP BY id HAVING count(*) > 1 LIMIT 1").fetchone():
            raise DrawError(f"{source.name}：编号“{row[0]}”列了两次；一个编号只能列一次。")
        yield db


def _root(db: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """(leaves, root) of the table `level`(h) in the order of its rows, which DuckDB keeps: level by level in pairs, an odd
    last node goes up as it is, which is the tree of RFC 9162."""
    size = left = int(db.execute("SELECT count(*) FROM level").fetchall()[0][0])
    node = f"unhex({_hash(_blob(bytes([1])), 'a.h', 'b.h')})"
    while left > 1:
        db.execute(
            f"CREATE TABLE above AS SELECT CASE WHEN b.h IS NULL THEN a.h ELSE {node} END AS h FROM "
            "(SELECT h FROM level WHERE rowid % 2 = 0) a POSITIONAL JOIN (SELECT h FROM level WHERE rowid % 2 = 1) b"
        )
        db.execute("DROP TABLE level")
        db.execute("ALTER TABLE above RENAME TO level")
        left = (left + 1) // 2
    return size, str(db.execute("SELECT lower(hex(h)) FROM level").fetchall()[0][0]) if size else EMPTY.hex()


def _blob(data: bytes) -> str:
    return f"unhex('{data.hex()}')"


def _hash(*parts: str) -> str:
    return f"sha256({' || '.join(parts)})"
