"""What happened to a matter whose chain fails: changed, deleted, inserted, reordered, replayed or forked. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .entry import GENESIS
from .export import ENTRIES
from .findings import Report
from .rows import EntryRow


def diagnose(rows: Sequence[EntryRow], report: Report) -> set[str]:
    """Reports on the rows of one matter, in the order of the file; the hashes that occur more than once."""
    by_hash: dict[str, list[EntryRow]] = defaultdict(list)
    for row in rows:
        by_hash[row.hash].append(row)
    again = {h for h, same in by_hash.items() if len(same) > 1}
    for h in again:
        first, *others = by_hash[h]
        for row in others:
            _add(report, "replayed", row, f"与第{first.line}行是同一条记载，被重复放进账本。")
    unique = [same[0] for same in by_hash.values()]
    before = report.kinds.total()
    _changed(unique, report)
    _sequence([r for r in unique if r.real == r.hash], unique, report)
    if report.kinds.total() == before and not again:
        _add(report, "broken", rows[0], "链接不上。")
    return again


def _add(report: Report, kind: str, row: EntryRow, words: str) -> None:
    h = row.header
    report.add(kind, words, matter=h.matter, seq=h.seq, entry=row.hash, file=ENTRIES, line=row.line)


def _changed(rows: Sequence[EntryRow], report: Report) -> None:
    """Rows whose header does not give the hash that stands beside it."""
    named = {r.header.prev for r in rows}
    for row in rows:
        if row.real == row.hash:
            continue
        if row.real in named:
            words = "抬头与后一条接得上，旁边写的编号（散列）却不是它的：编号被改动过。"
        elif row.hash in named:
            words = "抬头算出的编号与后一条所指的不符：抬头（时间、经办人、步骤、承诺等）在记载以后被改动过。"
        else:
            words = "抬头算出的编号与所写的不符：抬头（时间、经办人、步骤、承诺等）或者编号被改动过。"
        _add(report, "changed", row, words)


def _sequence(sound: Sequence[EntryRow], rows: Sequence[EntryRow], report: Report) -> None:
    """Gaps, forks, order and links. `sound`: rows whose header is whole; the others still fill their place."""
    places: dict[int, list[EntryRow]] = defaultdict(list)
    for row in rows:
        places[row.header.seq].append(row)
    for seq, same in sorted(places.items()):
        if len(same) > 1:
            lines = "、".join(f"第{r.line}行" for r in same)
            words = f"第{seq}条有{len(same)}种说法（{lines}）：历史分叉，或者插入了一条。"
            _add(report, "fork", same[-1], words)
    _gaps(sound, places, report)
    orders = [r.header.seq for r in rows]
    for i, row in enumerate(rows[1:], 1):
        if row.header.seq < orders[i - 1]:
            _add(report, "reordered", row, f"排在第{orders[i - 1]}条之后，次序被改动。")
    for seq in sorted(places):
        for row in places[seq]:
            _link(row, places.get(seq - 1, []), report)


def _gaps(sound: Sequence[EntryRow], places: dict[int, list[EntryRow]], report: Report) -> None:
    """Numbers below a sound row at which nothing stands."""
    expected = 1
    for row in sorted(sound, key=lambda r: r.header.seq):
        seq = row.header.seq
        missing = [s for s in range(max(expected, seq - 10_000), seq) if s not in places]
        if missing:
            what = (
                f"第{missing[0]}条" if len(missing) == 1 else f"第{missing[0]}到第{missing[-1]}条中的{len(missing)}条"
            )
            _add(report, "deleted", row, f"这一条之前，{what}不见了：记载被删除，或者没有导出。")
        expected = seq + 1


def _link(row: EntryRow, before: Sequence[EntryRow], report: Report) -> None:
    if row.header.seq == 1:
        if row.header.prev != GENESIS:
            _add(report, "broken", row, "第一条却指着更早的记载：它前面的被删除，或者它是从别处插入的。")
        return
    if row.real != row.hash or not before:
        return  # told already: changed, or a gap
    if row.header.prev not in {h for r in before for h in (r.hash, r.real)}:
        words = f"所指的前一条不是现在的第{row.header.seq - 1}条：前一条被整条换过，或者这一条是插入的。"
        _add(report, "broken", row, words)
