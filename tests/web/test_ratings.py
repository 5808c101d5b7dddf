"""Ratings that carry no name: one token a visit, used once; nothing below the threshold, nothing before the quarter closes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from web import factory
from web.factory import FIRM, NOW, TODAY
from web.test_firm_page import given, inside
from web.town import text, town
from yifa.actions import county as place
from yifa.actions.firms.fetch_rating_token import fetch_rating_token
from yifa.actions.firms.rate_visit import rate_visit
from yifa.actions.firms.ratings import Quarter, closed_quarters, forget, published, quarter_of
from yifa.actions.firms.shared import VerifiedFirm
from yifa.actions.refused import Invalid, Refused
from yifa.kernel.facts import BEIJING
from yifa.kernel.limit import LocalError
from yifa.registry.models import FirmLink, RatingCount, RatingGiven, RatingToken
from yifa.store.models import Entry
from yifa.store.read import NoSuchMatter

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
WHO, OTHER = VerifiedFirm(FIRM, ""), VerifiedFirm(factory.FIRMS[1][0], "")
Q4 = quarter_of(TODAY)
AFTER = date(2027, 2, 1)


def rated(stars: int) -> None:
    rate_visit(fetch_rating_token(WHO, factory.found(), now=NOW), stars, now=NOW)


def test_four_answers_show_nothing_and_five_show_the_distribution_and_who_did_not_answer() -> None:
    for stars in (5, 5, 4, 1):
        rated(stars)
    factory.found()
    factory.found()
    [below] = published(Q4, AFTER, 5)
    assert below.organ == "shichang" and below.visits == 6 and not below.stars
    rated(5)
    [above] = published(Q4, AFTER, 5)
    assert dict(above.stars) == {1: 1, 2: 0, 3: 0, 4: 1, 5: 3}
    assert (above.visits, above.answers, above.silent) == (7, 5, 2)


def test_nothing_is_published_before_the_quarter_is_closed_for_answers() -> None:
    """Two publications one answer apart would betray the answer."""
    for _ in range(6):
        rated(5)
    assert published(Q4, date(2027, 1, 31), 5) == []
    assert published(Q4, AFTER, 5) != []


def test_what_is_kept_of_a_rating_names_no_firm_no_visit_and_no_day() -> None:
    matter = factory.found()
    token = fetch_rating_token(WHO, matter, now=NOW)
    entries = Entry.objects.count()
    rate_visit(token, 2, now=NOW)
    [row] = RatingCount.objects.values()
    row.pop("id")
    assert row == {"organ": "shichang", "quarter": "2026Q4", "stars": 2, "answers": 1}
    assert not RatingToken.objects.exists() and Entry.objects.count() == entries, "no entry of the ledger, no row of its own"
    assert list(RatingGiven.objects.values_list("matter", "closes")) == [(matter, date(2027, 1, 31))]


def test_a_token_is_kept_as_a_digest_and_serves_once() -> None:
    token = fetch_rating_token(WHO, factory.found(), now=NOW)
    row = RatingToken.objects.get()
    assert token not in (row.token, row.organ, row.quarter)
    rate_visit(f" {token} ", 4, now=NOW)
    with pytest.raises(Refused, match="已经用过"):
        rate_visit(token, 4, now=NOW)
    with pytest.raises(Refused):
        rate_visit("guessed", 4, now=NOW)
    assert RatingCount.objects.get().answers == 1


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_that_are_none_do_not_use_the_token_up(stars: int) -> None:
    token = fetch_rating_token(WHO, factory.found(), now=NOW)
    with pytest.raises(Invalid):
        rate_visit(token, stars, now=NOW)
    rate_visit(token, 3, now=NOW)


def test_a_visit_gives_one_token_only_when_it_is_over_only_to_its_firm() -> None:
    matter, open_ = factory.found(), factory.filed()
    with pytest.raises(NoSuchMatter):
        fetch_rating_token(OTHER, matter, now=NOW)
    with pytest.raises(NoSuchMatter):
        fetch_rating_token(WHO, open_, now=NOW)
    fetch_rating_token(WHO, matter, now=NOW)
    with pytest.raises(Refused, match="已经领过"):
        fetch_rating_token(WHO, matter, now=NOW)
    assert RatingToken.objects.count() == 1


def test_after_the_quarter_is_closed_no_token_is_given_and_none_serves() -> None:
    late = datetime.combine(AFTER, time(9), BEIJING)
    token = fetch_rating_token(WHO, factory.found(), now=NOW)
    with pytest.raises(Refused):
        rate_visit(token, 5, now=late)
    with pytest.raises(Refused, match="截止"):
        fetch_rating_token(WHO, factory.found(), now=late)
    forget(AFTER - timedelta(days=1))
    assert RatingToken.objects.exists()
    forget(AFTER)
    assert not RatingToken.objects.exists() and not RatingGiven.objects.exists()


@pytest.mark.parametrize(
    ("day", "name", "closes"),
    [
        (date(2026, 1, 1), "2026Q1", date(2026, 4, 30)),
        (date(2026, 6, 30), "2026Q2", date(2026, 7, 31)),
        (date(2027, 9, 30), "2027Q3", date(2027, 10, 31)),
        (date(2026, 12, 31), "2026Q4", date(2027, 1, 31)),
    ],
)
def test_a_quarter_closes_at_the_end_of_the_month_after_it(day: date, name: str, closes: date) -> None:
    assert (str(quarter_of(day)), quarter_of(day).closes) == (name, closes)


def test_the_closed_quarters_are_the_four_latest() -> None:
    assert closed_quarters(date(2026, 10, 31))[0] == Quarter(2026, 2)
    assert closed_quarters(date(2026, 11, 1)) == [Quarter(2026, n) for n in (3, 2, 1)] + [Quarter(2025, 4)]


@pytest.mark.parametrize(("text_", "good"), [("5", True), ("8", True), ("4", False), ("0", False), ('"many"', False), ("5.5", False)])
def test_a_county_may_publish_later_and_never_sooner(tmp_path: Path, text_: str, good: bool) -> None:
    (tmp_path / "county.toml").write_text(f"[rating]\nat_least = {text_}\n", encoding="utf-8")
    if good:
        assert place.read(tmp_path).rating_at_least == int(text_)
    else:
        with pytest.raises(LocalError, match="at_least"):
            place.read(tmp_path)


# -- the pages


def test_from_the_firms_page_to_a_page_that_does_not_know_the_firm() -> None:
    link, matter = given(), factory.found()
    client = inside(link)
    shown = text(client.post(f"/firm/{link.token}/rating/", {"visit": matter}))
    token = shown.split("凭证 <b>")[1].split("</b>")[0]
    elsewhere = Client()  # another device, without the cookie
    form = text(elsewhere.post("/rate/", {"token": token, "ask": "1"}))
    assert token in form and "禾丰" not in form
    assert "没有填" in text(elsewhere.post("/rate/", {"token": token}))
    assert "已经评价" in text(elsewhere.post("/rate/", {"token": token, "stars": "2"}))
    assert elsewhere.post("/rate/", {"token": token, "stars": "2"}).status_code == 422
    again = client.post(f"/firm/{link.token}/rating/", {"visit": matter})
    assert again.status_code == 422 and "已经领过" in text(again)
    assert client.post(f"/firm/{FirmLink.objects.get().matter}/rating/", {"visit": matter}).status_code == 404


def test_the_browser_does_not_send_the_firms_cookie_to_the_page_where_it_rates() -> None:
    cookie = inside(given()).cookies["yifa_firm"]
    assert cookie["path"] == "/firm/" and not "/rate/".startswith(cookie["path"])


def test_the_published_page_shows_the_threshold_the_distribution_and_what_is_not_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    for stars in (5, 5, 4, 1):
        rated(stars)
    monkeypatch.setattr(place, "now", lambda: datetime.combine(AFTER, time(9), BEIJING))
    shown = text(Client().get("/ratings/"))
    assert "不满5份，不公布" in shown and "盲签名" in shown and "没有做到的" in shown
    RatingCount.objects.filter(stars=1).update(answers=2)
    assert "不满5份" not in text(Client().get("/ratings/"))


def test_no_page_of_the_desk_names_the_tables_of_ratings() -> None:
    """The department never sees who: nothing under web/desk or the API reads tokens, marks or counts."""
    source = Path(place.__file__).parents[1]
    for file in [*(source / "web" / "desk").rglob("*.py"), *(source / "api").rglob("*.py")]:
        assert "Rating" not in file.read_text(encoding="utf-8"), file


def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "registry", check=True, dry_run=True, verbosity=0)
    with connection.cursor() as cursor:
        columns: Any = {c.name for c in connection.introspection.get_table_description(cursor, "rating_count")}
    assert columns == {"id", "organ", "quarter", "stars", "answers"}
