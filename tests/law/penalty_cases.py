"""Penalty cases with which the tests by article begin."""

from __future__ import annotations

from datetime import date

from law.walking import Case
from yifa.chapters.enforcement import penalty_facts as f
from yifa.chapters.enforcement.penalty import Penalty

D = date
SMALL = f.Proposal.example(D(2026, 7, 16), fine=5_000_00)
LARGE = f.Proposal.example(D(2026, 7, 16), fine=200_000_00)
PUNISHED = f.Decision.example(D(2026, 8, 3), outcome=f.Decided.penalised, fine=5_000_00)


def told(proposal: f.Proposal = SMALL, kind: f.Kind = f.Kind.body, procedure: type[Penalty] = Penalty) -> Case:
    """A case up to the notice, served on 2026-07-17 (Friday)."""
    case = Case(procedure)
    case.do("clue", D(2026, 7, 2))
    case.do("filing", D(2026, 7, 6), party_kind=kind)
    case.do("inquiry", D(2026, 7, 10), by="张三")
    case.do("report", D(2026, 7, 15))
    case.do("notice", D(2026, 7, 16), proposal, served=D(2026, 7, 17))
    return case


def decided(decision: f.Decision = PUNISHED) -> Case:
    case = told()
    case.do("decision", D(2026, 8, 3), decision)
    return case
