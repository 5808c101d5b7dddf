"""Facts: examples validate, what is split comes together again, and personal data never reach the public part."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from yifa.actions.erase import Basis
from yifa.actions.serve_paper import Service
from yifa.chapters.catalogue import procedures
from yifa.kernel.facts import ERASED, PERSONAL, Facts, choices
from yifa.proofs.canon import canonical

EVERY = sorted(
    {s.asks for p in procedures() for s in p.steps()} | {Basis, Service}, key=lambda f: (f.__module__, f.__name__)
)
every = pytest.mark.parametrize("asks", EVERY, ids=lambda f: f"{f.__module__.split('.')[-1]}.{f.__name__}")
few = settings(max_examples=15, deadline=None)
DATES = st.dates(date(2022, 1, 1), date(2026, 12, 31))
SECRET = "〔王小明13800000000〕"


def picked(asks: type[Facts], day: date, pick: int, **given: str) -> Facts:
    """The plain example is valid on any day; another may be forbidden by the facts' own rule, which says so in words."""
    try:
        return asks.example(day, pick, **given)
    except ValidationError as error:
        assert pick and {e["type"] for e in error.errors()} == {"value_error"}
        return asks.example(day, **given)


@every
@few
@given(DATES, st.integers(0, 40))
def test_an_example_is_valid_and_survives_the_ledgers_text(asks: type[Facts], day: date, pick: int) -> None:
    made = picked(asks, day, pick)
    public, personal = made.split()
    text = canonical(public), canonical(personal)
    assert asks.model_validate(json.loads(text[0]) | json.loads(text[1])) == made


@every
@few
@given(DATES, st.integers(0, 40), st.booleans())
def test_rules_see_everything_but_the_personal_part(asks: type[Facts], day: date, pick: int, erased: bool) -> None:
    """Covered or erased, the facts a rule reads are the same but for the personal fields, which say only that."""
    made = picked(asks, day, pick, **dict.fromkeys(asks.personal, SECRET))
    public, personal = made.split()
    assert set(personal) == asks.personal
    assert SECRET not in canonical(public)
    seen = asks.covered(public, erased=erased)
    for name in asks.model_fields:
        if name in asks.personal:
            assert getattr(seen, name) == (ERASED if erased else PERSONAL)
        else:
            assert getattr(seen, name) == getattr(made, name)


@every
def test_what_decides_a_rule_can_be_chosen(asks: type[Facts]) -> None:
    """Every deciding field takes each of its values in an example, else a rule could not be reached by any sample."""
    day = date(2024, 3, 5)
    for name, values in choices(asks):
        for value in values:
            try:
                assert getattr(asks.example(day, 0, **{name: value}), name) == value
            except ValueError as error:  # the facts forbid it together with the rest of the example, and say so
                assert "Value error" in str(error)


@every
def test_each_field_has_a_chinese_label(asks: type[Facts]) -> None:
    for name, field in asks.model_fields.items():
        assert field.title and any("一" <= c <= "鿿" for c in field.title), name
