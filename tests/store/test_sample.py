"""A county's year through the actions: the totals read back, the numbers open, the ledger holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from yifa.actions.county import county
from yifa.actions.draws.shared import folder_of
from yifa.draw.verify import verify
from yifa.figures.compute import Tampered, compute
from yifa.kernel.indicator import load
from yifa.report.lineage import behind
from yifa.report.text import build as report
from yifa.sample.build import Built, build
from yifa.sample.targets import parse
from yifa.store.models import Batch, Due, Entry, Matter
from yifa.web.shown.draws import missing

TOTALS = """
[county]
name = "青禾县"
division = "990126"
year = 2024
[totals]
study_sessions = 4
training_hours = 40
service_items_total = 60
instant_rate = 75.0
service_cases_handled = 2400
satisfaction_rate = 98.5
normative_docs_issued = 3
normative_docs_reviewed = 2
legality_reviews = 9
inspections_total = 52
inspections_of_enterprises = 50
random_inspection_batches = 4
random_inspection_subjects = 28
inspections_change = -50
joint_inspections_saved = 7
penalty_cases = 6
penalties_published = 5
officers_certified = 90
officers_tested = 20
officer_test_pass_rate = 95
reconsideration_received = 9
reconsideration_accepted = 8
reconsideration_closed = 8
reconsideration_mediated = 3
reconsideration_on_time_rate = 87.5
litigation_cases = 6
litigation_closed = 7
litigation_lost = 1
supervised_units = 5
supervision_problems_found = 8
supervision_problems_fixed = 7
supervision_notices = 2
legal_aid_cases = 5
publicity_events = 3
publicity_audience = 1000
disputes_screened = 50
mediation_success_rate = 98.0
disputes_mediated = 50
drills = 2
[previous]
normative_docs_issued = 2
[shares]
late = 2000
withdrawn = 2500
wrong = 2000
"""


@pytest.fixture
def year(transactional_db: None, tmp_path: Path, settings: object) -> Built:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # Django's settings fixture
    (tmp_path / "county.toml").write_text('[county]\nname = "青禾县"\ndivision = "990126"\n', encoding="utf-8")
    county.cache_clear()
    built = build(parse(TOTALS), lambda *_: None)
    yield built
    county.cache_clear()


@pytest.mark.django_db(transaction=True)
def test_a_year_reads_back_opens_and_holds(year: Built) -> None:
    """One year, since it takes some seconds to live through."""
    assert year.wrong == {}
    values = compute(2024)
    assert str(values["reconsideration_on_time_rate"].value) == "87.50" and values["litigation_closed"].value == 7
    assert (values["inspections_change"].numerator or 0) * 2 == values["inspections_change"].denominator
    every_number_opens_into_rows_that_add_up_to_it()
    its_draws_stand_for_batches_and_inspections_and_verify()
    what_is_late_in_the_ledger_is_a_shortcoming_in_the_report()
    matters_of_the_year_before_lived_under_their_own_law()
    shares_of_late_withdrawn_and_wrong_matters_are_there()
    a_changed_batch_file_is_found()


def shares_of_late_withdrawn_and_wrong_matters_are_there() -> None:
    assert Due.objects.filter(late=True).exclude(limit__startswith="review_decision").exists()
    assert Matter.objects.filter(outcome__in=("不予立案", "对象不存在或者无法检查", "取消检查")).exists()
    assert Entry.objects.filter(step="+correct").exists()


def every_number_opens_into_rows_that_add_up_to_it() -> None:
    values = compute(2024)
    for key, indicator in load().items():
        if indicator.computed:
            assert behind(key, 2024).parts
            continue
        total, seen, after = 0, set(), ""
        while True:
            page = behind(key, 2024, after, limit=7)
            total += sum(r.value for r in page.rows)
            seen |= {r.cells.get("对象", "") for r in page.rows}
            if not page.after:
                break
            after = page.after
        assert (len(seen) if key == "supervised_units" else total) == values[key].value, key


def its_draws_stand_for_batches_and_inspections_and_verify() -> None:
    draws = list(Matter.objects.filter(procedure="random_draw").order_by("opened_on"))
    assert [m.outcome for m in draws] == ["结果已公示", "已作废", "结果已公示", "结果已公示"] and missing(m.number for m in draws) == []
    for m in draws:
        made = {p: n for p in ("random_batch", "inspection") if (n := Matter.objects.filter(parent=m.id, procedure=p).count())}
        if m.outcome == "已作废":
            assert made == {}, "an abandoned draw counts for nothing"
            continue
        public = folder_of(m.id).public
        assert [str(c) for c in verify(public / "record.json", []) if not c.ok] == []
        assert made == {"random_batch": 1, "inspection": 7 - (m is draws[2])}, "one of the drawn was not inspected"


def what_is_late_in_the_ledger_is_a_shortcoming_in_the_report() -> None:
    text = report(2024)
    assert any("作出复议决定" in s.words and "第六十二条" in s.cite for s in text.shortcomings)
    assert len(text.breaches) == 2 and all("除外" in words for words in text.breaches), "only what was carried over"
    assert all(given is None for given in text.given.values())


def matters_of_the_year_before_lived_under_their_own_law() -> None:
    old = Matter.objects.filter(procedure="norm", opened_on__year=2023).first()
    assert old is not None and old.definition.title == "行政规范性文件制定"


def a_changed_batch_file_is_found() -> None:
    batch = Batch.objects.filter(source="service_cases").first()
    assert batch is not None
    folder = Path(settings.DATA_DIR) / "batches" / "service_cases"
    file = folder / f"{batch.month}-{batch.sha256[:16]}.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(Tampered, match="摘要不符"):
        compute(2024)


def test_the_tables_are_empty_again(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM entry")
        assert cursor.fetchone()[0] == 0
