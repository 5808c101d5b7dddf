"""Sign a part of the annual report that only a person can say; release the report as of a checkpoint."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.leadership.statement import Part, ReportRelease2026
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor
from yifa.store.checkpoints import NoCheckpoint, checkpoint
from yifa.store.sequence import sequence

from .advance import Taken
from .county import county
from .county import now as present
from .open_matter import open_matter
from .refused import Refused


def sign_statement(actor: Actor, year: int, part: Part, text: str, *, now: datetime | None = None) -> Taken:
    """A later statement for the same part takes the place of an earlier one; both stand in the ledger. A checkpoint is
    signed over it, so that the report shows it at once and can be released with it. Raises Refused, Invalid."""
    moment = now or present()
    facts = {"year": year, "part": part.value, "text": text}
    taken = open_matter(actor, "report_statement", f"{year}年度报告：{part.value}", facts, now=moment)
    sequence(county().signer(), moment)
    return taken


def release_report(actor: Actor, year: int, size: int | None = None, *, now: datetime | None = None) -> Taken:
    """Makes the report of a year public on the portal, as of the checkpoint of this size (default: the newest). A later
    release takes the place of an earlier one; both stay. Raises Refused."""
    try:
        at = checkpoint(size)
    except NoCheckpoint as error:
        raise Refused(Refusal(str(error).rstrip("。"))) from None
    facts = {"year": year, "checkpoint": at.size, "root": at.root}
    return open_matter(actor, ReportRelease2026, f"公开{year}年度报告", facts, now=now)
