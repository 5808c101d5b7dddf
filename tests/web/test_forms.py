"""A form follows its facts: it reads yuan, per cent and days, keeps what was typed, and says how to put it right."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from yifa.chapters.catalogue import procedures
from yifa.kernel.facts import BEIJING, Facts, ask
from yifa.web import fields, words
from yifa.web.component import render
from yifa.web.forms import Form, shown

OFFICERS = {"officers": [("A1", "周启明"), ("B2", "何婉清")]}


class How(StrEnum):
    there = "当面"
    phone = "电话"


class Decision(Facts):
    on: date = ask("决定日期", hint="事情发生的日子")
    fine: int = ask("罚款", unit="fen", ge=0, le=20_000_000)
    rate: int = ask("合格率", unit="bp", default=0)
    count: int | None = ask("件数", unit="件", default=None)
    how: How = ask("怎么听的")
    heard: bool = ask("听取了意见")
    video: bool = ask("视频", default=False)
    officers: tuple[str, ...] = ask("执法人员", roster="officers")
    reason: str = ask("理由", multiline=True, max_length=10)
    phone: str = ask("电话", default="", personal=True)
    at: datetime | None = ask("时刻", default=None)


GOOD: dict[str, list[str]] = {
    "on": ["2026-10-20"],
    "fine": ["50,000.50"],
    "rate": ["98.87"],
    "how": ["当面"],
    "heard": ["0"],
    "officers": ["A1", "B2"],
    "reason": ["违法事实清楚"],
    "at": ["2026-10-20T09:30"],
}


def posted(**changed: list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for k, v in (GOOD | changed).items():
        data.setlist(k, v)
    return data


def form(**changed: list[str]) -> Form[Decision]:
    return Form(Decision, posted(**changed), rosters=OFFICERS)


def test_what_was_typed_becomes_plain_facts() -> None:
    facts = form().facts
    assert facts is not None
    assert facts.fine == 5_000_050 and facts.rate == 9887 and facts.count is None
    assert facts.how is How.there and facts.heard is False and facts.video is False
    assert facts.officers == ("A1", "B2") and facts.at == datetime(2026, 10, 20, 9, 30, tzinfo=BEIJING)


def test_each_type_has_its_control() -> None:
    kinds = {f.name: f.kind for f in Form(Decision, rosters=OFFICERS).fields}
    assert kinds == {
        "on": "date",
        "fine": "money",
        "rate": "rate",
        "count": "int",
        "how": "radio",
        "heard": "radio",
        "video": "checkbox",
        "officers": "multi",
        "reason": "textarea",
        "phone": "text",
        "at": "datetime",
    }


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("on", [""], "没有填"),
        ("on", ["2026-02-30"], "没有2026年2月30日这一天"),
        ("on", ["昨天"], "请填年、月、日"),
        ("fine", ["三万"], "请填数字"),
        ("fine", ["1.005"], "两位小数"),
        ("fine", ["200,000.01"], "不能大于200,000元"),
        ("fine", ["-1"], "不能小于0元"),
        ("count", ["1.5"], "整数"),
        ("how", ["托梦"], "从列出的选项里选"),
        ("heard", [], "没有填"),
        ("officers", ["Z9"], "不在可以选的名单里"),
        ("reason", ["一二三四五六七八九十一"], "最多10个字，现在11个字"),
        ("at", ["2026-10-20 25:00"], "没有25时0分"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(name: str, typed: list[str], says: str) -> None:
    f = form(**{name: typed})
    assert not f.ok and list(f.errors) == [name] and says in f.errors[name]
    field = next(x for x in f.fields if x.name == name)
    assert field.error == f.errors[name]
    if field.kind not in ("radio", "multi"):
        assert field.value == (typed[-1] if typed else "")
        assert next(x for x in f.fields if x.name == "reason").value in ("违法事实清楚", typed[-1] if typed else "")
    assert f.refusals()[0]["href"] == f"#f-{name}"


def test_all_errors_are_told_at_once_in_the_order_of_the_form() -> None:
    f = form(reason=["一" * 11], fine=["x"], on=[""])
    assert list(f.errors) == ["on", "fine", "reason"]


def test_a_chosen_date_is_repeated_in_words() -> None:
    field = next(x for x in form().fields if x.name == "on")
    assert field.said == "2026年10月20日，星期二"


def test_markup_typed_into_a_field_comes_back_as_text() -> None:
    field = next(x for x in form(reason=["</textarea><script>"]).fields if x.name == "reason")
    assert "<script>" not in render("field", {"field": field})


def test_a_type_without_a_control_is_a_fault_of_the_declaration() -> None:
    class Odd(Facts):
        place: dict[str, int] = ask("何处")

    with pytest.raises(TypeError, match="Odd.place"):
        Form(Odd)


STEPS: list[type[Facts]] = list(dict.fromkeys(step.asks for p in procedures() for step in p.steps()))


@pytest.mark.parametrize("facts", STEPS, ids=lambda x: f"{x.__module__}.{x.__name__}")
def test_every_step_s_form_takes_what_it_shows(facts: type[Facts]) -> None:
    """The form of each declared step shows a plausible answer and reads the very same facts back."""
    answer = facts.example(date(2026, 10, 20))
    empty = Form(facts, initial=dict(answer))
    data = QueryDict(mutable=True)
    for field in empty.fields:
        chosen = [o.value for o in field.options if o.chosen]
        data.setlist(field.name, chosen if field.options else [field.value])
        assert render("field", {"field": field})
    back = Form(facts, data)
    assert back.facts == answer, back.errors


@given(st.integers(-(10**12), 10**12))
def test_money_and_rates_read_back_as_they_are_shown(n: int) -> None:
    assert fields.fen(words.yuan(n)) == n
    assert fields.basis_points(words.percent(n)) == n
    assert fields.fen(words.money(n)) == n


@given(st.dates(date(1949, 10, 1), date(2100, 12, 31)))
def test_a_day_reads_back_in_each_way_of_writing_it(d: date) -> None:
    for text in (d.isoformat(), words.day(d), f"{d:%Y/%m/%d}", f"{d:%Y%m%d}", f" {d:%Y-%m-%d} "):
        assert fields.day(text) == d


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    """Whatever is typed is either read or refused in words."""
    for read in (fields.whole, fields.fen, fields.basis_points, fields.day, fields.minute):
        try:
            value: Any = read(text)
        except fields.Unreadable as e:
            assert str(e)
        else:
            assert shown("", value) is not None
