"""The county that this process serves: its name, calendar and local parameters, read from its data folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yifa.chapters.catalogue import book
from yifa.kernel import limits
from yifa.kernel.calendar import Calendar
from yifa.kernel.facts import BEIJING
from yifa.kernel.figure import Book
from yifa.kernel.limit import LocalError
from yifa.kernel.local import Local
from yifa.proofs.signing import Signer
from yifa.store.sequence import signer_of

RATING_AT_LEAST = 5
"""Our own default, of no statute: with fewer answers one could guess who gave which."""


@dataclass(frozen=True)
class County:
    """`local`: the county's own amounts by limit; `division`: its code of administrative division; `code_until`: until
    when on its day the code of a visit is good; `rating_at_least`: answers of firms below which no rating is published."""

    name: str
    division: str
    calendar: Calendar
    local: Mapping[str, Local]
    book: Book
    code_until: str = "18:00"
    rating_at_least: int = RATING_AT_LEAST

    @property
    def ledger(self) -> str:
        """The name under which the ledger is signed: the division code, which outlives a change of the county's name."""
        return f"yifa-{self.division}" if self.division else self.name

    def signer(self) -> Signer:
        """The key with which this county's ledger signs, made on first use. Raises KeyIsGone, BadKeyFile."""
        return signer_of(self.ledger)


@cache
def county() -> County:
    """Read once a process. A new notice or parameter takes effect on restart, and `yifa tick` refolds what it moves."""
    return read(Path(settings.DATA_DIR))


def read(folder: Path) -> County:
    file = folder / "county.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    about = raw.get("county", {})
    return County(
        str(about.get("name", "本县")),
        str(about.get("division", "")),
        Calendar.load(folder / "calendar") if (folder / "calendar").is_dir() else Calendar.load(),
        limits.load().with_local(folder).local(),
        book(),
        _hour(str(raw.get("visit", {}).get("code_until", "18:00"))),
        _rating_at_least(raw.get("rating", {})),
    )


def _hour(text: str) -> str:
    """An hour and minute of the county's file. Raises ValueError, in words."""
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError(f"county.toml [visit] code_until：“{text}”不是时刻；写成 18:00 的样子。")
    return text


def _rating_at_least(given: Any) -> int:
    """`[rating] at_least` of county.toml: a county may publish later, never sooner. Raises LocalError."""
    value = given.get("at_least", RATING_AT_LEAST) if isinstance(given, dict) else None
    if type(value) is not int or value < RATING_AT_LEAST:
        raise LocalError(f"county.toml [rating]：at_least 写不小于{RATING_AT_LEAST}的整数；评价太少就公布，会看出是谁评的。")
    return value


def now() -> datetime:
    """The present moment in Beijing. Actions take `now` as an argument; this is its default."""
    return datetime.now(BEIJING)
