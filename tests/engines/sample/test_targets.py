"""A totals file is read as written, and everything wrong with it is said at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from yifa.sample.targets import Bound, Invalid, Shares, Target, Targets, parse, read

COUNTY = '[county]\nname = "甲县"\ndivision = "990101"\nyear = 2024\n'


def refused(text: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        parse(text)
    return caught.value.mistakes


def totals(rows: str) -> Targets:
    return parse(f"{COUNTY}[totals]\n{rows}\n")


def test_decimals_are_kept_as_written() -> None:
    got = totals(
        "online_rate = 100.0\nofficer_test_pass_rate = 98.8\nonline_rate_of = 1".replace("\nonline_rate_of = 1", "")
    )
    assert str(got.totals["online_rate"].value) == "100.0"
    assert got.totals["officer_test_pass_rate"] == Target(Decimal("98.8"))


def test_over_610_is_a_lower_bound() -> None:
    got = totals('inspections_total = { value = 610, bound = "at_least" }').totals["inspections_total"]
    assert got == Target(Decimal(610), Bound.at_least)


def test_shares_are_basis_points_or_decimals() -> None:
    got = parse(f"{COUNTY}[totals]\n[shares]\nlate = 250\nwithdrawn = 0.0375\nseed = 7\n").shares
    assert got == Shares(late=250, withdrawn=375, seed=7)


def test_every_mistake_is_said_with_key_value_rule_and_remedy() -> None:
    rows = 'study_sesions = 3\nfoi_requests = -1\npenalty_cases = 3.5\nonline_rate = 120\nmediators = "12人"\n'
    mistakes = refused(f"{COUNTY}[totals]\n{rows}drills = true\ninfo_published = nan\ninspections_change = -120\n")
    assert len(mistakes) == 8
    assert "totals.study_sesions = 3" in mistakes[0]
    assert "study_sessions" in mistakes[0]
    assert all("。请" in m or "是不是" in m for m in mistakes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[totals]\n", "[county]"),
        (COUNTY, "[totals]"),
        ('[county]\nname = ""\ndivision = "12"\nyear = "2024"\n[totals]\n', "county.year"),
        (f"{COUNTY}yaer = 3\n[totals]\n", "是不是 year"),
        (f"{COUNTY}[totals]\n[total]\n", "是不是 totals"),
        (f"{COUNTY}[totals]\n[shares]\nlate = 0.00001\n", "shares.late"),
        (f"{COUNTY}[totals]\n[shares]\nlate = 10001\n", "shares.late"),
        (f"{COUNTY}[totals]\n[previous]\ninspections_change = -5\n", "previous.inspections_change"),
        (f'{COUNTY}[totals]\ndrills = {{ value = 3, bound = "over" }}\n', "at_least"),
        (f"{COUNTY}[totals]\ndrills = {{ count = 3 }}\n", "value 和 bound"),
        (f"{COUNTY}[totals]\ndrills = 3\ndrills = 4\n", "写了两次"),
    ],
)
def test_mistakes_in_the_frame_of_the_file(text: str, said: str) -> None:
    assert any(said in m for m in refused(text))


def test_a_syntax_error_names_its_line() -> None:
    assert refused(f"{COUNTY}[totals]\ndrills = = 3\n")[0].startswith("第 6 行")


def test_a_missing_or_garbled_file_is_said_without_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="没有找到"):
        read(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes("[county]\nname = '甲县'".encode("gb18030"))
    with pytest.raises(Invalid, match="UTF-8"):
        read(tmp_path / "bad.toml")
