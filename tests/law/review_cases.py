"""Reconsideration cases with which the tests by article begin."""

from __future__ import annotations

from datetime import date

from law.walking import Case
from yifa.chapters.disputes import review_facts as f
from yifa.chapters.disputes.review import Review

D = date
UPHELD = {"outcome": f.Outcome.upheld}


def accepted(**given: object) -> Case:
    """A case under the law of 2024, accepted on Monday 2024-03-04."""
    case = Case(Review)
    case.do("application", D(2024, 3, 1), **given)
    case.do("accept", D(2024, 3, 4), served=D(2024, 3, 4))
    return case


def heard(case: Case) -> Case:
    """Copy, answer, views and the body's draft, all by 2024-03-25."""
    case.do("copy", D(2024, 3, 5), served=D(2024, 3, 5))
    case.do("answer", D(2024, 3, 15))
    case.do("views", D(2024, 3, 20))
    return case


def decided(**given: object) -> Case:
    case = heard(accepted())
    case.do("propose", D(2024, 3, 25))
    case.do("decision", D(2024, 3, 28), served=D(2024, 3, 29), **(given or UPHELD))
    return case
