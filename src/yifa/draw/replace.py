"""Replace: the next ticket of the same stratum comes in, with a reason. Nobody else's turn or team changes."""

from __future__ import annotations

from typing import Any

from yifa.proofs.canon import canonical

from .assign import Officers
from .days import minute, now
from .folder import Folder, one_at_a_time, read_json
from .mistakes import DrawError
from .select import seed_of_folder
from .tags import Tickets, closed, digest


@one_at_a_time
def replace(folder: Folder, subject: str, reason: str, by: str, at: str = "") -> dict[str, Any]:
    """Takes a drawn subject out and the next one in; the replacement in full. Its public statement only commits to it.
    Raises DrawError."""
    folder.require("opening")
    frozen, before, done = folder.statement("freeze"), folder.last(), folder.replacements()
    when = minute(at or now(), "--at ")
    if not reason.strip() or not by.strip():
        raise DrawError("替补要写明理由（--reason）和批准人（--by）。")
    if when < before["at"]:
        raise DrawError(f"替补的时间 {when} 早于上一步 {before['at']}；请核对电脑的时钟。")
    gone = _active(folder, done, subject)
    taken = _next(folder, frozen, done, gone)
    detail = {"subject": subject, "reason": reason.strip(), "by": by.strip(), "taken": taken}
    statement = {
        "kind": "replacement",
        "number": frozen["number"],
        "seq": len(done) + 1,
        "before": digest(before),
        "at": when,
        "detail": closed("replacement", folder.bytes_of("salt"), [len(done) + 1, detail]),
    }
    full = {"statement": statement, "detail": detail}
    folder.keep("replacements.json", canonical([*done, full]) + "\n")
    for earlier in [*done, full]:  # all of them: a stop between the two writes is made good by the next
        folder.publish(f"replacement-{earlier['statement']['seq']}", earlier["statement"])
    return full


def _active(folder: Folder, done: list[dict[str, Any]], subject: str) -> list[Any]:
    """The drawn or taken row of a subject that has not been replaced. Raises DrawError."""
    rows = {row[1]: row for row in standing(folder, done)}
    if subject in {r["detail"]["subject"] for r in done}:
        raise DrawError(f"“{subject}”已经替换过了。")
    if subject not in rows:
        raise DrawError(f"“{subject}”没有被抽中；请核对编号。只有抽中的才能替换。")
    return rows[subject]


def standing(folder: Folder, done: list[dict[str, Any]]) -> list[list[Any]]:
    """The rows to be visited: the drawn, less the replaced, and those taken for them."""
    gone = {r["detail"]["subject"] for r in done}
    rows = [*read_json(folder.private / "drawn.json"), *(r["detail"]["taken"] for r in done if r["detail"]["taken"])]
    return [row for row in rows if row[1] not in gone]


def _next(folder: Folder, frozen: dict[str, Any], done: list[dict[str, Any]], gone: list[Any]) -> list[Any] | None:
    """The row that comes in for the row `gone`; None if the stratum has nobody left."""
    rows = [*read_json(folder.private / "drawn.json"), *(r["detail"]["taken"] for r in done if r["detail"]["taken"])]
    last = max((bytes.fromhex(r[2]), r[1].encode()) for r in rows if r[0] == gone[0])
    seed = seed_of_folder(folder)
    of = Tickets(seed).of
    later = (
        (entry, row[0])
        for row in folder.rows("subjects")
        if row[2] == gone[0] and not row[4] and (entry := (of(row[0], row[3]), row[0].encode())) > last
    )
    found = min(later, default=None)
    if found is None:
        return None
    officers = Officers(folder.rows("officers"), frozen["team"], frozen["visits"], seed)
    struck = {r["detail"]["subject"] for r in done} | {gone[1]}
    for row in rows:
        if row[1] not in struck:
            officers.count(row[3])
    return [gone[0], found[1], found[0][0].hex(), officers.take(found[1])]
