"""Checkpoints of the ledger: the newest, the one of a size, and its day."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Min

from yifa.kernel.fold import moment

from .models import Checkpoint


class NoCheckpoint(LookupError):
    """Nothing has been sequenced yet, or nothing was signed at the size asked for; the text says what to do."""

    def __init__(self, words: str = "账本还没有检查点；先运行 yifa tick，再计算指标。") -> None:
        super().__init__(words)


def checkpoint(size: int | None = None) -> Checkpoint:
    """The checkpoint of so many entries; None: the newest. Raises NoCheckpoint, naming those nearby."""
    every = Checkpoint.objects.order_by("-size")
    found = every.first() if size is None else every.filter(size=size).first()
    if found is None and size is not None and every.exists():
        raise NoCheckpoint(f"账本没有签过前{size}条记载的检查点；{_nearby(size)}")
    if found is None:
        raise NoCheckpoint
    return found


def _nearby(size: int) -> str:
    below = Checkpoint.objects.filter(size__lt=size).aggregate(size=Max("size"))["size"]
    above = Checkpoint.objects.filter(size__gt=size).aggregate(size=Min("size"))["size"]
    return f"最近的是{'、'.join(str(s) for s in (below, above) if s is not None)}，从中选一个，或者不写，用最新的。"


def day_of(checkpoint: Checkpoint) -> date:
    """The day in Beijing on which it was signed: what the clock had brought about by then belongs to it."""
    return moment(checkpoint.signed_at)[0]
