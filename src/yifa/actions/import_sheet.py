"""Import a roster from a spreadsheet: good rows are kept under one ledger entry, bad rows are told by row and column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yifa.kernel.refusal import Refusal
from yifa.registry.rosters import ROSTERS
from yifa.registry.sheets import BadSheet, Rejected, read_sheet
from yifa.store.actor import Actor

from .refused import Refused
from .register_rows import register_rows


@dataclass(frozen=True)
class Imported:
    """`matter` is "" when no row was good and nothing was written."""

    matter: str
    seq: int
    good: int
    rejected: tuple[Rejected, ...]


def import_sheet(
    actor: Actor, roster: str, filename: str, data: bytes, *, now: datetime | None = None
) -> Imported:
    """Reads .xlsx or .csv into a roster. Raises Refused where the file as a whole cannot be used, or the actor may not."""
    if not actor.holds("registrar"):
        raise Refused(Refusal("名册由登记人员维护，您不担任登记人员", None, "请本单位的登记人员导入"))
    known = ROSTERS.get(roster)
    if known is None:
        raise Refused(Refusal(f"没有“{roster}”这个名册", None, f"名册有：{'、'.join(ROSTERS)}"))
    try:
        sheet = read_sheet(known, data)
    except BadSheet as error:
        raise Refused(Refusal(str(error).rstrip("。"))) from None
    if not sheet.good:
        return Imported("", 0, 0, sheet.rejected)
    taken = register_rows(actor, known, sheet.good, file=filename, rejected=sheet.rejected_rows, now=now)
    return Imported(taken.matter, taken.seq, len(sheet.good), sheet.rejected)
