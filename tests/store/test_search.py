"""Searching by Chinese words: what LIKE would find is found, and only among what one may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from yifa.store.actor import NOBODY, Actor, visible_to
from yifa.store.append import Chain
from yifa.store.models import Matter
from yifa.store.search import forget_all, index, runs, search, tokens

pytestmark = pytest.mark.django_db
TITLES = {
    "a": ("青市监罚〔2024〕1号", "鑫隆汽修超范围经营案"),
    "b": ("青市监罚〔2024〕12号", "恒达汽修有限公司食品安全案"),
    "c": ("青综执罚〔2023〕1号", "负责人出庭应诉，ABC Trading"),
}


@pytest.fixture
def titles(begin: Callable[..., Chain]) -> dict[str, str]:
    out = {}
    with connection.cursor() as cursor:
        for key, (number, title) in TITLES.items():
            organ = "urban" if key == "c" else "market"
            out[begin(organ=organ, number=number, title=title).matter] = key
        for matter, key in out.items():
            index(cursor, matter, TITLES[key])
    return out


def found(titles: dict[str, str], text: str) -> set[str]:
    return {titles[m.id] for m in search(Matter.objects.all(), text)}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("汽修", "ab"),
        ("鑫隆", "a"),
        ("鑫", "a"),
        ("案", "ab"),
        ("食品安全", "b"),
        ("食品全安", ""),
        ("市监罚 汽修", "ab"),
        ("恒达汽修有限公司", "b"),
        ("〔2023〕", "c"),
        ("ＡＢＣ", "c"),
        ("abc tra", "c"),
        ("2024 12", "b"),
        ("出庭 汽修", ""),
        ("'\"*;--()", ""),
        ("", ""),
        ("食' OR '1", ""),
    ],
)
def test_a_word_finds_the_matters_that_hold_it(titles: dict[str, str], text: str, keys: str) -> None:
    assert found(titles, text) == set(keys)


def test_only_what_one_may_see_is_found(titles: dict[str, str]) -> None:
    clerk = Actor("chen", "陈立", "market", frozenset({"officer"}))
    assert {titles[m.id] for m in search(visible_to(clerk), "号")} == {"a", "b"}
    assert not search(visible_to(NOBODY), "号").exists()


def test_a_list_found_can_be_ordered_and_cut_like_any_other(titles: dict[str, str]) -> None:
    page = search(Matter.objects.filter(opened_on=date(2024, 3, 5)), "汽修").order_by("number")[:1]
    assert [m.title for m in page] == [TITLES["b"][1]]


def test_a_forgotten_index_finds_nothing(titles: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        forget_all(cursor)
    assert not found(titles, "汽修")


@given(st.text(max_size=40))
def test_tokens_hold_nothing_that_a_query_language_would_read(text: str) -> None:
    assert not set("".join(tokens(text))) & set("'\"*:;()&|!<>\\ \t\n")
    assert all(t and len(t) <= len(run) for run in runs(text) for t in tokens(run))
