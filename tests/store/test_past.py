"""Figures as of checkpoint N follow from the entries under N alone, and from its day: whenever they are computed, however
often, and whatever was recorded, corrected, replaced or deemed since."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from people import FIRM, HEAD, actor, at
from store.test_rebuild import at as on
from store.test_rebuild import go_on, staff, walk
from yifa.actions import county as place
from yifa.actions.attest_batch import attest_batch
from yifa.actions.correct import correct
from yifa.actions.open_matter import open_matter
from yifa.actions.register_rows import register_rows
from yifa.actions.sign_statement import release_report
from yifa.actions.take_step import take_step
from yifa.actions.together import TOGETHER
from yifa.chapters.catalogue import procedures
from yifa.chapters.disputes.review import Review
from yifa.figures import past
from yifa.figures.columns import AGE, folder_of, root, written
from yifa.figures.compute import compute
from yifa.kernel.declare import Procedure
from yifa.registry.rosters import ROSTERS
from yifa.report.lineage import behind
from yifa.report.text import build
from yifa.site.rebuild import rebuilt
from yifa.site.tick import keep_columns, tick
from yifa.store.checkpoints import NoCheckpoint, checkpoint
from yifa.store.models import Checkpoint, Matter
from yifa.store.sequence import sequence

pytestmark = pytest.mark.django_db
__all__ = ["staff"]
REGISTRAR, LEADER = actor("sifa", "registrar", "officer"), actor("zhengfu", "leader")
NEW_YEAR = datetime(2025, 1, 2, 10, tzinfo=at(2025, 1, 2).tzinfo)
EARLY = date(2022, 1, 1)


class Year:
    """A small year 2024, under a checkpoint of 2025-01-02, and what may happen to it afterwards."""

    def __init__(self, tmp: Path) -> None:
        self.tmp = tmp
        facts = {"name": "年度培训", "hours": 8}
        self.trainings = [open_matter(REGISTRAR, "training", "培训", facts, now=at(2024, 6, n)).matter for n in (3, 4)]
        suggestion = {"sort": "人大代表建议", "title": "改善公共服务"}
        self.waiting = open_matter(REGISTRAR, "proposal", "建议", suggestion, now=at(2024, 9, 2)).matter
        application = Review.lines["application"].asks.example(date(2024, 12, 30), 0)  # type: ignore[attr-defined]  # a step
        self.review = open_matter(HEAD_OF_REVIEW, Review, "复议", application, subject=FIRM, now=at(2024, 12, 30)).matter
        self.batch(3)
        register_rows(REGISTRAR, ROSTERS["rescue"], [team(1), team(2), team(3)], now=at(2024, 1, 5))
        tick(NEW_YEAR)

    def batch(self, lines: int, **more: Any) -> None:
        file = self.tmp / "cases.csv"
        rows = [f"item{n},2024-02-1{n},true,true" for n in range(lines)]
        file.write_text("事项编码,办结日期,已评价,好评\n" + "\n".join(rows) + "\n", encoding="utf-8")
        attest_batch(HEAD, "service_cases", "2024-02", file, now=at(2025, 2, 3), **more)

    # -- afterwards
    def void(self) -> None:
        correct(REGISTRAR, self.trainings[0], 1, "重复登记", now=at(2025, 2, 3))

    def other_facts(self) -> None:
        correct(REGISTRAR, self.trainings[0], 1, "少登了", {"name": "年度培训", "hours": 80}, now=at(2025, 2, 3))

    def another_day(self) -> None:
        correct(REGISTRAR, self.trainings[0], 1, "写错年份", on=date(2023, 6, 3), now=at(2025, 2, 3))

    def late_entry(self) -> None:
        open_matter(REGISTRAR, "training", "补登", {"name": "补登", "hours": 5}, on=date(2024, 7, 1), now=at(2025, 2, 3))

    def late_answer(self) -> None:
        take_step(REGISTRAR, self.waiting, "answered", {"satisfied": True}, now=at(2025, 2, 3))

    def replaced_batch(self) -> None:
        self.batch(5, replace=True)

    def ended_row(self) -> None:
        register_rows(REGISTRAR, ROSTERS["rescue"], [team(1) | {"until": date(2024, 6, 30)}], now=at(2025, 2, 3))

    def changed_rows(self) -> None:
        """Twice, and once by a new period that ends the one before."""
        for people in (50, 60):
            register_rows(REGISTRAR, ROSTERS["rescue"], [team(2) | {"people": people}], now=at(2025, 2, 3))
        register_rows(REGISTRAR, ROSTERS["rescue"], [team(3) | {"since": date(2024, 5, 1), "people": 1}], now=at(2025, 2, 3))

    def new_row(self) -> None:
        register_rows(REGISTRAR, ROSTERS["rescue"], [team(9)], now=at(2025, 2, 3))

    def the_clock(self) -> None:
        """行政复议法 art. 30: what was not decided within five days is deemed accepted; nobody recorded anything."""
        tick(at(2025, 2, 3))

    def a_rebuild(self) -> None:
        rebuilt(date(2025, 2, 3))


HEAD_OF_REVIEW = actor("sifa", "officer", "head")
LATER: list[Callable[[Year], None]] = [
    Year.void,
    Year.other_facts,
    Year.another_day,
    Year.late_entry,
    Year.late_answer,
    Year.replaced_batch,
    Year.ended_row,
    Year.changed_rows,
    Year.new_row,
    Year.the_clock,
    Year.a_rebuild,
]


def team(n: int) -> dict[str, Any]:
    return {"key": f"R{n}", "name": f"第{n}队", "organ": "yingji", "people": 10 + n, "since": EARLY, "until": None}


def told(size: int) -> Any:
    """All that is said as of a checkpoint: figures, the rows behind some, the text with its shortcomings, the files."""
    keys = ("training_hours", "service_cases_handled", "rescue_members", "reconsideration_accepted")
    pages = {key: behind(key, 2024, size=size) for key in keys}
    folder = written(checkpoint(size))
    return compute(2024, size), compute(2025, size), pages, build(2024, size), {f.name: f.read_bytes() for f in folder.iterdir()}


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("later", LATER, ids=lambda f: f.__name__)
def test_what_comes_after_a_checkpoint_moves_nothing_of_it(tmp_path: Path, later: Callable[[Year], None]) -> None:
    year = Year(tmp_path)
    size = checkpoint().size
    first = told(size)
    assert first[0]["training_hours"].value == 16 and first[0]["service_cases_handled"].value == 3
    assert first[0]["rescue_members"].value == 36 and first[0]["reconsideration_accepted"].value == 0
    shutil.rmtree(root())
    later(year)
    for moment in (None, at(2025, 2, 4), at(2026, 2, 4)):
        if moment:
            open_matter(REGISTRAR, "training", "另一次", {"name": "另一次", "hours": 1}, now=moment)
            tick(moment)
        assert told(size) == first
        shutil.rmtree(root())


@pytest.mark.usefixtures("county")
def test_the_next_checkpoint_has_it_all(tmp_path: Path) -> None:
    year = Year(tmp_path)
    size = checkpoint().size
    for later in LATER:
        if later not in (Year.other_facts, Year.another_day, Year.a_rebuild):
            later(year)
    tick(at(2025, 2, 4))
    now, rows = compute(2024), behind("rescue_members", 2024).rows
    assert (now["training_hours"].value, now["service_cases_handled"].value) == (8 + 5, 5)
    assert (now["rescue_members"].value, len(rows)) == (60 + 1 + 19, 3)
    assert compute(2025)["reconsideration_accepted"].value == 1
    assert [s.counts for s in build(2024, size).shortcomings if s.step == "答复"] == [[(1, "件到期未办")]]
    assert [s.counts for s in build(2025).shortcomings if s.step == "答复"] == [[(1, "件晚于期限")]]


@pytest.mark.usefixtures("county")
def test_what_is_recorded_while_the_columns_are_written_does_not_get_into_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = Year(tmp_path)
    size = checkpoint().size
    before = told(size)
    shutil.rmtree(root())
    plain, events = past.live, [year.void, year.late_answer]

    def live(sql: str) -> Iterator[Any]:
        if events:
            events.pop()()
        return plain(sql)

    monkeypatch.setattr(past, "live", live)
    assert told(size) == before and not events


@pytest.mark.usefixtures("county")
def test_what_the_clock_brought_about_by_its_day_counts_though_the_clock_was_behind(tmp_path: Path) -> None:
    """The tree was signed, and the matters that woke were not folded again yet."""
    Year(tmp_path).late_entry()
    sequence(place.county().signer(), at(2025, 1, 20))
    size = checkpoint().size
    before = told(size)
    assert before[1]["reconsideration_accepted"].value == 1
    tick(at(2025, 1, 20))
    shutil.rmtree(root())
    assert told(size) == before


@pytest.mark.usefixtures("county")
def test_what_is_dated_after_its_day_does_not_count(tmp_path: Path) -> None:
    """A correction may name a day to come; it counts from then on."""
    year = Year(tmp_path)
    correct(REGISTRAR, year.trainings[0], 1, "改期", on=date(2025, 6, 1), now=NEW_YEAR)
    tick(NEW_YEAR)
    size = checkpoint().size
    before = told(size)
    assert (before[0]["training_hours"].value, before[1]["training_hours"].value) == (8, 0)
    rebuilt(date(2025, 7, 1))
    shutil.rmtree(root())
    assert told(size) == before


@pytest.mark.parametrize("procedure", [p for p in procedures() if p.key not in TOGETHER], ids=lambda p: p.__name__)
@examples(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.integers(0, 999), min_size=1, max_size=14), part=st.integers(0, 14))
def test_any_matter_is_read_at_a_checkpoint_as_it_was(
    staff: None, procedure: type[Procedure], choices: list[int], part: int
) -> None:
    """Also where its terms have run out since, and where more steps were taken."""
    Matter.objects.all().delete()
    matter, day = walk(procedure, choices[:part])
    tick(on(day))
    at_that_time = checkpoint()
    first = rows(matter, at_that_time)
    assert first == rows(matter, at_that_time, replayed={matter})
    for later in (day + timedelta(days=3), day + timedelta(days=40), day + timedelta(days=400)):
        tick(on(later))
        assert rows(matter, at_that_time) == first
    go_on(procedure, matter, day, choices[part:])
    assert rows(matter, at_that_time) == first


def rows(matter: str, of: Checkpoint, replayed: set[str] | None = None) -> set[tuple[str, ...]]:
    """Tallies and dues of a matter at a checkpoint; `replayed`: instead of what is found to have moved."""
    moved = {matter} & (past.moved(of) if replayed is None else replayed)
    again = past.replayed(moved, of)
    live = [r for sql in (past.TALLIES, past.DUES) for r in past.live(sql) if matter in r[:2] and not moved]
    return {tuple(str(int(v) if isinstance(v, bool) else v) for v in row) for row in [*live, *again.tallies, *again.dues]}


# -- which checkpoints, which folders
@pytest.mark.usefixtures("county")
def test_a_checkpoint_that_was_never_signed_is_told_with_those_nearby(tmp_path: Path) -> None:
    with pytest.raises(NoCheckpoint, match="yifa tick"):
        compute(2024, 3)
    year = Year(tmp_path)
    year.new_row()
    tick(at(2025, 2, 4))
    low, high = Checkpoint.objects.order_by("size").values_list("size", flat=True)
    with pytest.raises(NoCheckpoint, match=f"前{high + 9}条.*最近的是{high}，"):
        compute(2024, high + 9)
    with pytest.raises(NoCheckpoint, match=f"最近的是{low}，"):
        compute(2024, 1)


@pytest.mark.usefixtures("county")
def test_released_folders_stay_old_ones_go_and_what_is_gone_is_written_again_as_it_was(tmp_path: Path) -> None:
    year = Year(tmp_path)
    release_report(LEADER, 2024, now=at(2025, 2, 3))
    kept, files = checkpoint(), told(checkpoint().size)
    year.new_row()
    tick(at(2025, 2, 4))
    between = told(checkpoint().size)
    middle = checkpoint()
    aged(*root().iterdir())
    year.void()
    tick(at(2025, 2, 5))
    keep_columns()
    assert folder_of(kept).exists() and not folder_of(middle).exists() and folder_of(checkpoint()).exists()
    assert told(middle.size) == between and told(kept.size) == files
    aged(folder_of(checkpoint()))
    keep_columns()
    assert folder_of(middle).exists(), "written within the hour: somebody may be reading it"
    assert folder_of(checkpoint()).exists(), "the newest stays"


def aged(*folders: Path) -> None:
    for folder in folders:
        os.utime(folder, (time.time() - AGE - 9,) * 2)


@pytest.mark.usefixtures("county")
def test_columns_of_an_older_format_and_of_a_writer_that_was_stopped_do_no_harm(tmp_path: Path) -> None:
    Year(tmp_path)
    first = told(checkpoint().size)
    (folder_of(checkpoint()) / "done.json").write_text('{"size": 1, "batches": []}', encoding="utf-8")
    (root() / "0000000001-abc.x.part").mkdir()
    assert told(checkpoint().size) == first
    aged(*root().iterdir())
    keep_columns()
    assert [f.name for f in root().iterdir()] == [folder_of(checkpoint()).name]
