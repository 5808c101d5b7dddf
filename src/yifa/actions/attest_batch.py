"""Attest a batch of a bulk source: its rows are checked and stored, a head vouches for it, one entry stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from yifa.chapters.catalogue import book, sources
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor
from yifa.store.batches import RULES, BadBatch, Intake, take_in
from yifa.store.models import Batch

from .county import now as present
from .open_matter import open_matter
from .refused import Refused


@dataclass(frozen=True)
class Attested:
    matter: str
    seq: int
    intake: Intake


def attest_batch(
    actor: Actor, source: str, month: str, file: Path, *, replace: bool = False, now: datetime | None = None
) -> Attested:
    """Takes in `file` (CSV) as the month's batch of `source`. `replace`: it takes the place of the batch that is there.

    Raises Refused, with the reason; the stored file is kept only with its entry."""
    known = sources().get(source)
    if known is None:
        raise Refused(Refusal(f"没有“{source}”这个来源", None, f"来源有：{'、'.join(sources())}"))
    moment = now or present()
    if month > f"{moment:%Y-%m}":
        raise Refused(Refusal(f"{month}还没有到", None, "月份结束以后再报送"))
    standing = Batch.objects.filter(source=source, month=month, replaced=False).first()
    if standing is not None and not replace:
        raise Refused(Refusal(f"{known.title}{month}已经有一个批次（{standing.rows}行）", None, "要更正的，选择“取代原批次”"))
    try:
        intake = take_in(known, month, file, Path(settings.DATA_DIR) / "batches" / source, book().figures)
    except BadBatch as error:
        raise Refused(Refusal(str(error).rstrip("。"))) from None
    facts = {
        "source": source,
        "month": month,
        "sha256": intake.sha256,
        "rows": intake.rows,
        "rejected": intake.rejected,
        "sums": [f"{key}={value}" for key, value in intake.sums.items()],
        "rules": RULES,
        "replaces": standing.sha256 if standing else "",
    }
    with transaction.atomic():
        taken = open_matter(actor, "bulk_batch", f"{known.title}（{month}）", facts, together=True, now=moment)
        if standing is not None:
            Batch.objects.filter(pk=standing.pk).update(replaced=True)
        Batch.objects.create(
            source=source,
            month=month,
            matter=taken.matter,
            seq=taken.seq,
            sha256=intake.sha256,
            rows=intake.rows,
            rejected=intake.rejected,
        )
    return Attested(taken.matter, taken.seq, intake)
