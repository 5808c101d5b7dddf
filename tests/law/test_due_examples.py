"""The worked due dates, and what `yifa due` answers to what cannot be asked."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from yifa.cli.due import answer_lines, ask
from yifa.kernel import limits
from yifa.kernel.calendar import Calendar
from yifa.kernel.law import days
from yifa.kernel.local import Own

CAL, TABLE = Calendar.load(), limits.load()
EXAMPLES = [json.loads(x) for x in (Path(__file__).parent / "examples.jsonl").read_text("utf-8").splitlines()]


def question(example: dict[str, object]) -> dict[str, object]:
    return {k: example[k] for k in ("limit", "since", "extended", "suspend")}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_worked_example(example: dict[str, object]) -> None:
    answer = ask(question(example), CAL, TABLE)
    assert answer.on and answer.on.isoformat() == example["on"], answer.why
    assert answer.why and TABLE[str(example["limit"])].cite in answer.why


def test_the_calendar_agrees_with_the_published_package_on_every_day() -> None:
    day = CAL.first
    while day <= CAL.last:
        assert CAL.works(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert all(n.number.startswith("国办发明电〔") for n in CAL.notices)


def lines(*questions: str) -> list[dict[str, object]]:
    out = io.StringIO()
    answer_lines(questions, out, CAL, TABLE)
    return [json.loads(x) for x in out.getvalue().splitlines()]


def test_a_batch_answers_line_by_line_and_a_bad_line_stops_nothing() -> None:
    got = lines(
        '{"limit":"penalty_decision","since":"2025-01-15"}',
        "not json",
        '{"limit":"penalty_desision","since":"2025-01-15"}',
        '{"limit":"penalty_decision","since":"2025-02-30"}',
        '{"limit":"penalty_decision","since":"2025-01-15","suspend":["2025-03-09..2025-03-01"]}',
        '{"limit":"penalty_decision","since":"2025-01-15","extended":true}',
        '{"limit":"penalty_hearing_request","since":"2025-01-23"}',
    )
    assert [x.get("on") for x in got] == ["2025-04-15", None, None, None, None, "2025-04-15", "2025-02-06"]
    assert "penalty_decision" in str(got[2]["error"]) and "2025-02-30" in str(got[3]["error"])
    assert "对调" in str(got[4]["error"]) and "不能延长" in str(got[5]["why"])


def test_beyond_the_loaded_calendar_the_answer_says_so() -> None:
    (got,) = lines(json.dumps({"limit": "info_reply", "since": CAL.last.isoformat()}))
    assert got["on"] is None and "通知还没有装入" in str(got["why"])


def test_where_the_law_is_silent_about_a_last_rest_day_the_answer_says_so() -> None:
    """行政处罚法 does not say whether a last day rolls: 2025-01-25 + 90 days is a Friday; + 15 days a Sunday."""
    (got,) = lines('{"limit":"penalty_fine_payment","since":"2025-03-01"}')
    assert got["on"] == "2025-03-16" and "2025年3月17日" in str(got["arguable"])


def test_a_row_that_was_not_in_force_says_which_one_was() -> None:
    (got,) = lines('{"limit":"review_reply_ordinary","since":"2023-09-19"}')
    assert "review_decision" not in str(got["arguable"]) and "施行" in str(got["arguable"])


def test_a_county_may_only_tighten(tmp_path: Path) -> None:
    """The authority's time may be shortened, the citizen's lengthened, a local row set at will, with its basis."""

    def local(text: str) -> limits.Table:
        (tmp_path / "local.toml").write_text(text, encoding="utf-8")
        return TABLE.with_local(tmp_path)

    shorter = local('[limits.penalty_decision]\namount = 60\nbasis = "县办法第三条"\n')
    assert shorter["penalty_decision"].amount == 60 and shorter.local()["penalty_decision"].on(date(2024, 3, 5)) == Own(days(60), "县办法第三条")
    with pytest.raises(limits.LocalError, match="第六十条"):
        local('[limits.penalty_decision]\namount = 100\nbasis = "县办法"\n')
    with pytest.raises(limits.LocalError, match="只能更长"):
        local('[limits.penalty_hearing_request]\namount = 3\nbasis = "县办法"\n')
    with pytest.raises(limits.LocalError, match="basis"):
        local("[limits.supervision_rectify_local]\namount = 20\n")
    assert (
        local('[limits.supervision_rectify_local]\namount = 45\nbasis = "省条例"\n')["supervision_rectify_local"].amount
        == 45
    )


def test_a_holiday_announced_late_moves_what_has_not_come(tmp_path: Path) -> None:
    later = tmp_path / "2026.toml"
    source = Path(__file__).parents[2] / "data" / "calendar" / "2026.toml"
    later.write_text(
        source.read_text("utf-8") + '\n[[holiday]]\nname = "临时放假"\nfrom = 2026-11-09\nto = 2026-11-10\n',
        encoding="utf-8",
    )
    moved = Calendar.load(tmp_path)
    assert moved.add_workdays(date(2026, 11, 6), 5) == date(2026, 11, 17) and moved.digest != CAL.digest
