"""Which procedure makes how much of a figure: parts inside their wholes, what a full procedure cannot carry in a register."""

from __future__ import annotations

import pytest

from yifa.chapters.catalogue import book, procedures
from yifa.sample.demand import Pairs
from yifa.sample.share import Unwalkable, _part, shared


def test_contracts_beyond_the_legality_reviews_were_read_by_advisers_only() -> None:
    out = shared(book(), {"legality_reviews": 20, "contracts_reviewed": 50, "normative_docs_reviewed": 3})
    of_reviews = out["legality_review"]
    assert of_reviews["contracts_reviewed"] <= of_reviews["legality_reviews"]
    assert of_reviews["contracts_reviewed"] + out["contract_advice"]["contracts_reviewed"] == 50
    reviewed = [out[k].get("legality_reviews", 0) for k in ("norm", "penalty", "legality_review")]
    assert sum(reviewed) == 20


@pytest.mark.parametrize(("problems", "notices"), [(0, 6), (10, 60), (80, 5)])
def test_notices_beyond_the_problems_belong_to_single_cases(problems: int, notices: int) -> None:
    out = shared(book(), {"supervision_problems_found": problems, "supervision_notices": notices, "supervised_units": problems})
    assert out["supervision"]["supervision_notices"] <= problems
    assert out["supervision"]["supervision_notices"] + out["supervision_case"]["supervision_notices"] == notices


def test_documents_beyond_the_legality_reviews_were_passed_by_departments_own_reviewers() -> None:
    out = shared(book(), {"legality_reviews": 5, "normative_docs_reviewed": 30, "normative_docs_issued": 4})
    assert out["norm"]["normative_docs_reviewed"] == out["norm"]["legality_reviews"] == 5
    assert out["norm_own_review"]["normative_docs_reviewed"] == 25


def test_documents_issued_in_a_year_without_a_review_were_reviewed_the_year_before() -> None:
    out = shared(book(), {"legality_reviews": 98, "normative_docs_reviewed": 0, "normative_docs_issued": 98})
    assert out["norm"]["legality_reviews"] == out["norm"]["normative_docs_reviewed"] == 0
    assert out["legality_review"]["legality_reviews"] == 98


def test_a_whole_smaller_than_what_must_lie_in_it_is_refused_by_name() -> None:
    p = next(p for p in procedures() if p.key == "legality_review")
    pairs = Pairs(p, book().of_procedure(p))
    with pytest.raises(Unwalkable, match=r"合法性审查件数（legality_reviews）5，少于.*审查政府合同协议数（contracts_reviewed）30"):
        _part(pairs, "legality_reviews", 5, {"contracts_reviewed": 30}, {})
