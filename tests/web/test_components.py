"""Every component shows its example, escapes what users typed, and says by words and roles what it shows."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from yifa.web import charts, component, context, words
from yifa.web.component import FOLDER, NoSuchComponent, examples, names, render
from yifa.web.styleguide import styleguide

VOID = {"input", "br", "col", "meta", "link", "img", "hr"}
SAMPLES = [(name, i) for name in names() for i, _ in enumerate(examples(name))]


class Page(HTMLParser):
    """Collects the elements of a piece of HTML and whether its tags close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for t, attrs in self.elements if t == tag]


def shown(name: str, i: int = 0) -> Page:
    return Page(render(name, examples(name)[i]["params"]))


def written(source: str, **context: Any) -> str:
    """A piece of a page."""
    return str(engines["jinja2"].from_string(source).render(context))


@pytest.mark.parametrize(("name", "i"), SAMPLES)
def test_a_component_is_well_formed_and_needs_no_inline_style_or_script(name: str, i: int) -> None:
    page = shown(name, i)
    assert page.elements and not page.wrong and not page.open, page.wrong or page.open
    for tag, attrs in page.elements:
        assert tag not in ("style", "script"), "the content policy forbids it"
        assert not [a for a in attrs if a == "style" or a.startswith("on")], (tag, attrs)


@pytest.mark.parametrize("name", names())
def test_a_component_tells_its_parameters_and_accessibility(name: str) -> None:
    told = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    assert "## Parameters" in told and "## Accessibility" in told
    for one in examples(name):
        for key in one["params"]:
            assert re.search(rf"\b{key}\b", told), f"{name}: the README does not name {key}"


def poison(value: Any) -> Any:
    """The same parameters with a tag in every text."""
    if isinstance(value, str):
        return value + '<b id="evil">\'"&'
    if isinstance(value, list):
        return [poison(v) for v in value]
    return {k: poison(v) for k, v in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize(("name", "i"), SAMPLES)
def test_what_users_typed_never_becomes_markup(name: str, i: int) -> None:
    params = {k: v for k, v in examples(name)[i]["params"].items() if k != "content"}
    page = Page(render(name, poison(params)))
    assert not [e for e in page.elements if e[1].get("id") == "evil"]


@pytest.mark.parametrize(("name", "i"), SAMPLES)
def test_ids_are_unique_and_descriptions_point_at_something(name: str, i: int) -> None:
    page = shown(name, i)
    ids = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    for _, attrs in page.elements:
        for key in ("aria-describedby", "aria-labelledby", "for"):
            for target in (attrs.get(key) or "").split():
                assert target in ids, f"{name}: {key}={target} points at nothing"


@pytest.mark.parametrize(("name", "i"), SAMPLES)
def test_every_control_has_a_label(name: str, i: int) -> None:
    html = render(name, examples(name)[i]["params"])
    labelled = {a.get("for") for a in Page(html).all("label")}
    for tag in ("input", "select", "textarea"):
        for attrs in Page(html).all(tag):
            if attrs.get("type") == "hidden" or attrs.get("type") in ("radio", "checkbox"):
                continue
            assert attrs.get("id") in labelled, f"{name}: {attrs.get('name')}"


def test_tables_that_become_lists_keep_their_roles() -> None:
    for name in ("rows", "why", "approve"):
        page = shown(name)
        assert page.all("table")[0]["role"] == "table"
        assert all(a.get("role") == "row" for a in page.all("tr"))
        assert all(a.get("role") == "cell" for a in page.all("td"))
        assert all(a.get("role") in ("rowheader", "columnheader") for a in page.all("th"))


def test_a_light_is_a_shape_and_a_word() -> None:
    for one in examples("light"):
        page = Page(render("light", one["params"]))
        assert page.elements[0][1]["class"] == f"light {one['params']['light']}"
        assert one["params"]["words"] in page.text


def test_a_forbidden_step_shows_its_reason_and_no_form() -> None:
    page = shown("step", 1)
    assert not page.all("form") and not page.all("button")
    assert "《行政复议法》第四十九条" in page.text and "怎么办" in page.text


def test_a_step_form_carries_the_token_of_the_page_and_what_was_hidden() -> None:
    html = written('{{ component("step", **step) }}', csrf_token="tok", step=examples("step")[0]["params"])
    hidden = {a["name"]: a["value"] for a in Page(html).all("input") if a.get("type") == "hidden"}
    assert hidden == {"csrfmiddlewaretoken": "tok", "seq": "9"}


def test_a_component_sees_only_its_parameters() -> None:
    html = written('{{ component("light", light="red", words="逾期4天") }}', left="泄漏")
    assert "泄漏" not in html


def test_a_call_places_the_page_s_own_markup_and_escapes_the_rest() -> None:
    html = written('{% call component("note", kind="warn", title=t) %}<p>{{ t }}</p>{% endcall %}', t="<i>")
    assert "<p>&lt;i&gt;</p>" in html and "<h3>&lt;i&gt;</h3>" in html and 'class="note warn"' in html


def test_a_key_of_a_mapping_is_found_before_its_methods() -> None:
    assert written("{{ x.items }}{{ x.values }}", x={"items": "三项"}) == "三项"


def test_a_misspelt_component_is_named_with_those_that_exist() -> None:
    with pytest.raises(NoSuchComponent, match="light"):
        component.render("lamp", {})


@pytest.mark.parametrize("code", ["403", "403_csrf", "404", "429", "500"])
def test_error_pages_say_what_happened_and_what_to_do_even_without_a_context(code: str) -> None:
    page = Page(render_to_string(f"{code}.html"))
    assert not page.wrong and "怎么办" in page.text
    assert len(page.all("h1")) == 1
    for word in ("操作失败", "系统错误", "请联系管理员"):
        assert word not in page.text


@override_settings(STYLEGUIDE=True)
def test_the_style_guide_shows_every_component() -> None:
    html = styleguide(RequestFactory().get("/styleguide/")).content.decode()
    page = Page(html)
    assert not page.wrong and len(page.all("h1")) == 1
    assert all(f'id="c-{name}"' in html for name in names())


def test_display_keeps_a_choice_and_never_leads_elsewhere() -> None:
    answer = context.display(RequestFactory().get("/display/", {"type": "large", "next": "//evil.example/"}))
    assert answer["Location"] == "/" and answer.cookies["type"].value == "large"
    request = RequestFactory().get("/x/?a=1")
    request.COOKIES = {"type": "large", "theme": "<script>"}
    assert context.page(request)["type"] == "large" and context.page(request)["theme"] == ""


def test_dates_and_numbers_are_said_as_the_county_writes_them() -> None:
    assert words.day(date(2026, 3, 5)) == "2026年3月5日" and words.day(date(2026, 3, 5), 2026) == "3月5日"
    assert words.day_weekday(date(2026, 10, 16)) == "2026年10月16日，星期五"
    assert words.moment(datetime.fromisoformat("2026-10-20T01:12:00+00:00")) == "2026年10月20日 09:12"
    assert words.yuan(5_000_000) == "50,000" and words.yuan(386_050) == "3,860.50" and words.yuan(-5) == "-0.05"
    assert words.percent(893) == "8.93%" and words.percent(-231) == "-2.31%"


def test_a_light_s_words_carry_the_amount_and_the_law_s_unit() -> None:
    today = date(2026, 10, 20)
    assert words.lamp("red", today, on=date(2026, 10, 16)).words == "逾期4天"
    assert words.lamp("yellow", today, on=today).words == "今天到期"
    assert words.lamp("yellow", today, on=date(2026, 10, 22), workdays=2).words == "还剩2个工作日"
    assert words.lamp("green", today, on=date(2026, 10, 26)).words == "还剩6天"
    still = words.lamp("still", today, still_since=date(2026, 10, 12))
    assert still.words == "停走8天" and "没有到期日" in still.left
    late = words.lamp("late", today, on=date(2026, 10, 14), met=date(2026, 10, 15))
    assert late.words == "晚1天办结" and late.left == "期限10月14日，10月15日办结"


def test_charts_start_at_zero_or_say_where_and_repeat_every_number_in_the_table() -> None:
    bars = charts.bars("检查", ["1月", "2月"], [10, 20], "次")
    assert bars["shapes"][1]["h"] == 2 * bars["shapes"][0]["h"]
    assert [row[1] for row in bars["table"]] == ["10", "20"]
    assert "纵轴从90%起" in charts.line("按期率", ["1月"], [9407], low=9000)["title"]
    assert "没有数据" in charts.bars("检查", [], [], "次")["alt"]


def test_examples_are_plain_data() -> None:
    for name in names():
        for one in json.loads((FOLDER / name / "example.json").read_text(encoding="utf-8")):
            assert set(one) == {"name", "params"}
