"""Periods of validity: what a register says depends on the day, and nothing is deleted by an import."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yifa.registry.apply import apply_rows
from yifa.registry.models import Officer, Organ, Seat, Subject, User
from yifa.registry.rosters import ROSTERS
from yifa.registry.sheets import read_sheet
from yifa.registry.templates import export_rows
from yifa.store.actor import NOBODY, actor_of

pytestmark = pytest.mark.django_db
OFFICERS, SUBJECTS, MEDIATORS, ADVISERS = (ROSTERS[k] for k in ("officers", "subjects", "mediator", "adviser"))


def row(since: date, until: date | None = None, **more: Any) -> dict[str, Any]:
    return {"key": "A1", "name": "陈立", "organ": "market", "items": "", "since": since, "until": until} | more


def periods() -> list[tuple[date, date | None, str, int]]:
    return [(o.since, o.until, o.organ, o.seq) for o in Officer.objects.order_by("since")]


def test_a_new_period_ends_the_one_before_on_the_day_before() -> None:
    apply_rows(OFFICERS, [row(date(2022, 1, 1))], "m" * 32, 1)
    done = apply_rows(OFFICERS, [row(date(2024, 6, 1), organ="urban")], "m" * 32, 2)
    assert (done.added, done.ended) == (1, 1)
    assert periods() == [(date(2022, 1, 1), date(2024, 5, 31), "market", 1), (date(2024, 6, 1), None, "urban", 2)]
    assert [o.organ for o in OFFICERS.rows().as_of(date(2024, 5, 31))] == ["market"]
    assert [o.organ for o in OFFICERS.rows().as_of(date(2024, 6, 1))] == ["urban"]
    assert not OFFICERS.rows().as_of(date(2021, 12, 31)).exists()


def test_the_order_of_imports_does_not_matter() -> None:
    apply_rows(OFFICERS, [row(date(2024, 6, 1), organ="urban")], "m" * 32, 1)
    apply_rows(OFFICERS, [row(date(2022, 1, 1), date(2030, 1, 1))], "m" * 32, 2)
    assert [p[:3] for p in periods()] == [
        (date(2022, 1, 1), date(2024, 5, 31), "market"),
        (date(2024, 6, 1), None, "urban"),
    ]


def test_importing_the_same_rows_again_changes_nothing() -> None:
    rows = [row(date(2022, 1, 1), date(2024, 5, 31)), row(date(2024, 6, 1))]
    apply_rows(OFFICERS, rows, "a" * 32, 1)
    before = periods()
    done = apply_rows(OFFICERS, rows, "b" * 32, 1)
    assert (done.added, done.changed, done.ended, done.same) == (0, 0, 0, 2)
    assert periods() == before


def test_a_row_of_the_same_first_day_replaces_the_values_and_names_its_entry() -> None:
    apply_rows(OFFICERS, [row(date(2022, 1, 1))], "a" * 32, 1)
    done = apply_rows(OFFICERS, [row(date(2022, 1, 1), items="食品")], "b" * 32, 7)
    assert done.changed == 1
    kept = Officer.objects.get()
    assert (kept.items, kept.matter, kept.seq) == ("食品", "b" * 32, 7)


def test_rosters_that_share_a_table_do_not_touch_each_other() -> None:
    who = {"key": "1", "name": "王芳", "organ": "", "since": date(2023, 1, 1), "until": None}
    apply_rows(MEDIATORS, [who], "m" * 32, 1)
    apply_rows(ADVISERS, [who], "m" * 32, 2)
    assert MEDIATORS.rows().count() == ADVISERS.rows().count() == 1
    assert MEDIATORS.rows().get().until is None


def test_an_export_can_be_imported_again_and_changes_nothing() -> None:
    firm = {"key": "91350100M000100Y43", "name": "=鑫隆汽修", "since": date(2020, 1, 1), "until": None}
    apply_rows(SUBJECTS, [firm], "m" * 32, 1)
    Subject.objects.update(name="鑫隆汽修")
    sheet = read_sheet(SUBJECTS, export_rows(SUBJECTS, date(2024, 1, 1)))
    assert not sheet.rejected
    assert apply_rows(SUBJECTS, sheet.good, "n" * 32, 1).same == 1


def test_a_text_that_begins_like_a_formula_leaves_as_text() -> None:
    firm = {"key": "91350100M000100Y43", "name": "=1+1", "since": date(2020, 1, 1), "until": None}
    apply_rows(SUBJECTS, [firm], "m" * 32, 1)
    sheet = read_sheet(SUBJECTS, export_rows(SUBJECTS, date(2024, 1, 1)))
    assert "以“=”开头" in str(sheet.rejected[0])  # read back as the text it is, and so named as what it looks like


def test_a_seat_gives_rights_only_while_it_lasts() -> None:
    user = User.objects.create_user("chen", "x", name="陈立", organ="market")
    Seat.objects.create(user=user, role="head", since=date(2024, 1, 1), until=date(2024, 6, 30))
    assert actor_of(user, date(2024, 6, 30)).seats == {"head"}
    assert actor_of(user, date(2024, 7, 1)).seats == frozenset()
    user.is_active = False
    assert actor_of(user, date(2024, 6, 30)) is NOBODY


def test_an_organ_keeps_its_old_name_for_its_old_days() -> None:
    common = {"key": "mkt", "kind": "department"}
    Organ.objects.create(**common, name="工商局", short="工商", since=date(2010, 1, 1), until=date(2019, 2, 28))
    Organ.objects.create(**common, name="市场监督管理局", short="市监", since=date(2019, 3, 1))
    assert [str(o) for o in ROSTERS["organs"].rows().as_of(date(2019, 2, 28))] == ["工商局"]
    assert [str(o) for o in ROSTERS["organs"].rows().as_of(date(2019, 3, 1))] == ["市场监督管理局"]
