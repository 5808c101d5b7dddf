"""Complain about an inspection: what a firm says against it goes to the justice bureau, not to the organ that inspected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yifa.chapters.oversight.visit_reports import Complaint, VisitComplaint
from yifa.kernel.facts import Facts

from ..advance import Taken
from ..county import now as present
from ..prepare import facts_of
from .shared import VerifiedFirm, file


def complain(said: VerifiedFirm, facts: Mapping[str, Any] | Facts, *, now: datetime | None = None) -> Taken:
    """Records the complaint, open before the supervisor. The inspection that it is about is named by its number and not
    tied to it, so that the inspected organ's own page does not show it. Raises Invalid, Refused."""
    complaint = facts_of(Complaint, facts)
    return file(said, VisitComplaint.key, f"对检查的投诉（{said.name}）", complaint, now or present())
