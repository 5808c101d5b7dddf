"""The annual report on the web: numbers that open, parts that only a person can say, and what the public sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from web import factory
from yifa.actions import county as place
from yifa.papers.read import measures, plain

pytestmark = pytest.mark.django_db
YEAR = factory.TODAY.year


@pytest.fixture(autouse=True)
def county(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(place, "now", lambda: factory.NOW)
    factory.seed()
    factory.published()
    factory.found()
    factory.tick()
    yield
    place.county.cache_clear()


def signed_in(user: str) -> Client:
    client = Client()
    client.post("/desk/sign-in/", {"username": user, "password": factory.PASSWORD})
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_every_number_of_the_report_opens_into_its_records() -> None:
    client = signed_in("shichang.officer")
    page = text(client, f"/desk/report/{YEAR}/")
    assert "全年开展行政检查" in page and "尚未签署" in page
    links = set(re.findall(rf'href="(/desk/report/{YEAR}/[a-z_]+/)"', page))
    assert len(links) > 80
    for address in links - {f"/desk/report/{YEAR}/docx/"}:
        text(client, address)
    opened = text(client, f"/desk/report/{YEAR}/inspections_total/")
    assert opened.count("青市监检案") == 2 and "/desk/matters/" in opened


def test_a_rate_shows_both_its_parts() -> None:
    page = text(signed_in("shichang.officer"), f"/desk/report/{YEAR}/litigation_loss_rate/")
    assert "行政机关败诉案件数" in page and "审结行政诉讼案件数" in page and "分子" in page


def test_a_leader_signs_a_part_and_nobody_else_can() -> None:
    body = {"year": str(YEAR), "part": "第一责任人履职情况", "text": "全年听取汇报四次。"}
    clerk = signed_in("shichang.officer")
    assert clerk.post(f"/desk/report/{YEAR}/sign/", body).status_code == 403
    leader = signed_in("zhengfu.leader")
    assert leader.post(f"/desk/report/{YEAR}/sign/", body | {"text": ""}).status_code == 422
    assert leader.post(f"/desk/report/{YEAR}/sign/", body).status_code == 302
    assert "全年听取汇报四次" in text(leader, f"/desk/report/{YEAR}/")


def test_the_public_sees_the_report_only_once_it_is_released_and_only_public_records() -> None:
    stranger = Client()
    text(stranger, f"/report/{YEAR}/", 404)
    text(stranger, f"/report/{YEAR}/inspections_total/", 404)
    assert stranger.get(f"/desk/report/{YEAR}/").status_code == 302
    signed_in("zhengfu.leader").post(f"/desk/report/{YEAR}/release/")
    assert f"/report/{YEAR}/inspections_total/" in text(stranger, f"/report/{YEAR}/")
    rows = text(stranger, f"/report/{YEAR}/inspections_total/")
    assert len(set(re.findall(r'href="/records/[0-9a-f]{32}/"', rows))) == 1, "the other one is not published"
    assert "/desk/matters/" not in rows
    assert f"{YEAR}年度报告" in text(stranger, "/report/")


def test_what_is_no_figure_is_not_found() -> None:
    client = signed_in("shichang.officer")
    text(client, f"/desk/report/{YEAR}/nonsense/", 404)
    text(client, f"/desk/report/{YEAR}/inspections_total/?after=rubbish", 404)
    text(client, f"/desk/report/{YEAR}/service_cases_handled/?after=rows:{YEAR}-01:0", 404)


def test_the_report_as_a_paper_keeps_the_measures_of_gb_t_9704_and_says_what_is_missing() -> None:
    response = signed_in("shichang.officer").get(f"/desk/report/{YEAR}/docx/")
    data = response.content
    assert "尚未签署" in plain(data) and "全年开展行政检查2次" in plain(data)
    measured = measures(data)
    assert [round(x) for x in (*measured.page, measured.top, measured.left, *measured.type_area)] == [210, 297, 37, 28, 156, 225]
