"""The report on the web: who sees it when, every number opens, no link is dead, nothing of persons is public."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from web import factory
from web.town import signed_in, text, town
from yifa.actions.attest_batch import attest_batch
from yifa.actions.register_rows import register_rows
from yifa.papers.read import links, plain
from yifa.registry.rosters import ROSTERS
from yifa.store.checkpoints import checkpoint
from yifa.store.models import Entry, Matter

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
YEAR = factory.TODAY.year
DESK, PORTAL = f"/desk/report/{YEAR}/", f"/report/{YEAR}/"


@pytest.fixture(autouse=True)
def year(town: None) -> None:
    """Two inspections, one of them public; a batch of cases; advisers; all under a checkpoint."""
    factory.published(title="禾丰食品日常检查")
    factory.found(organ="yingji", title="应急局的检查")
    file = settings.DATA_DIR / "cases.csv"
    lines = [f"item{n},{YEAR}-02-1{n},true,true" for n in range(4)]
    file.write_text("事项编码,办结日期,已评价,好评\n" + "\n".join(lines) + "\n", encoding="utf-8")
    attest_batch(factory.actor("head", "zhengfu"), "service_cases", f"{YEAR}-02", file, now=factory.NOW)
    advisers = [{"key": "V1", "name": "顾问林昭", "organ": "sifa", "since": factory.SINCE, "until": None}]
    register_rows(factory.actor("registrar", "sifa"), ROSTERS["adviser"], advisers, now=factory.NOW)
    factory.tick()


def leader() -> Client:
    return signed_in("zhengfu.leader")


def release() -> None:
    assert leader().post(f"{DESK}release/").status_code == 302


def addresses(page: str, here: str) -> set[str]:
    found = (h.replace("&amp;", "&").split("#")[0] for h in re.findall(r'href="([^"]*)"', page))
    local = {here.split("?")[0] + h if h.startswith("?") else h for h in found if h}
    return {h for h in local if h.startswith("/") and "/static/" not in h and not h.startswith("/display")}


def test_before_its_release_the_report_is_seen_on_the_desk_only() -> None:
    assert Client().get(PORTAL).status_code == 404
    assert Client().get(f"{PORTAL}inspections_total/").status_code == 404
    assert Client().get(f"{PORTAL}docx/").status_code == 404
    assert f"{YEAR}年度报告" not in text(Client().get("/report/"))
    assert Client().get(DESK).status_code == 302, "a stranger is asked to sign in"
    page = text(signed_in().get(DESK))
    assert "还没有公开" in page and "签署报告的一部分" not in page
    release()
    assert Client().get(PORTAL).status_code == 200 and f"{YEAR}年度报告" in text(Client().get("/report/"))


def test_only_a_leader_signs_and_releases() -> None:
    officer = signed_in()
    assert officer.post(f"{DESK}release/").status_code == 403
    assert officer.post(f"{DESK}sign/", {"part": "下一年度工作安排", "text": "x"}).status_code == 403
    assert not Entry.objects.filter(step__in=("signed", "released")).exists()


def test_a_signed_part_takes_the_place_of_the_gap_and_says_who_signed() -> None:
    page = text(leader().get(DESK))
    assert page.count("尚未签署") == 3
    data = {"part": "下一年度工作安排", "text": "逐单位核对送达回证。\n第三季度回头看。"}
    assert leader().post(f"{DESK}sign/", data).status_code == 302
    release()
    public = text(Client().get(PORTAL))
    assert public.count("尚未签署") == 2 and "逐单位核对送达回证。" in public and "第三季度回头看。" in public
    assert "签署，不由系统生成" in public


def test_a_refused_signature_keeps_what_was_typed() -> None:
    refused = leader().post(f"{DESK}sign/", {"part": "", "text": "写了很久的一段话"})
    page = text(refused)
    assert refused.status_code == 422 and "没有办成" in page and "写了很久的一段话" in page
    assert not Entry.objects.filter(step="signed").exists()


def crawl(client: Client, start: str) -> set[str]:
    """Every page of the report, and every page that it leads to; all must open."""
    seen: set[str] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        seen.add(here)
        response = client.get(here)
        assert response.status_code == 200, here
        if "/report/" in here and "docx" not in here:
            todo += [h for h in addresses(text(response), here) - seen - set(todo) if not h.startswith("/desk/sign")]
    return seen


def test_no_link_of_the_report_is_dead_for_the_public() -> None:
    release()
    seen = crawl(Client(), "/report/")
    assert f"{PORTAL}inspections_total/" in seen and any(h.startswith("/records/") for h in seen)
    assert f"{PORTAL}service_cases_handled/?month={YEAR}-02" in seen and not any(h.startswith("/desk/") for h in seen)


def test_no_link_of_the_report_is_dead_for_an_officer_of_one_organ() -> None:
    seen = crawl(signed_in(), "/desk/report/")
    own, other = (Matter.objects.get(organ=organ, procedure="inspection").id for organ in ("shichang", "yingji"))
    assert f"/desk/matters/{own}/" in seen and f"/desk/matters/{other}/" not in seen


def test_a_number_opens_beside_its_paragraph_with_the_rows_behind_it() -> None:
    page = text(signed_in("sifa.supervisor").get(f"{DESK}inspections_total/"))
    assert re.search(r'<p class="big">2次</p>', page) and 'aria-expanded="true"' in page
    assert len(re.findall(r'href="/desk/matters/[0-9a-f]{32}/#e\d+"', page)) == 2
    assert "全年开展行政检查" in page and "inspections_total" in page


def test_a_shortcoming_opens_into_its_matters() -> None:
    late = factory.found(day=factory.TODAY - timedelta(days=60), title="早就该公示的")
    factory.tick()
    page = text(leader().get(DESK))
    found = sorted(set(re.findall(r'href="(/desk/report/\d+/fault-[0-9a-f]{12}/)"', page)))
    opened = {where: text(leader().get(where)) for where in found}
    (where,) = (w for w, html in opened.items() if "公示检查结果" in html)
    assert f"/desk/matters/{late}/" in opened[where] and "到期未办" in opened[where]
    release()
    assert "早就该公示的" not in text(Client().get(where.removeprefix("/desk")))
    assert leader().get(f"{DESK}fault-000000000000/").status_code == 404


def test_a_rate_shows_both_parts_the_sum_and_the_rows_of_its_numerator() -> None:
    page = text(signed_in().get(f"{DESK}satisfaction_rate/"))
    assert "4 ÷ 4 = 100.00%" in page
    assert f"{DESK}ratings_good/" in page and f"{DESK}ratings_given/" in page
    assert f"{DESK}ratings_good/?month={YEAR}-02" in page


def test_on_the_portal_stand_numbers_organs_and_days_but_no_titles_subjects_or_persons() -> None:
    release()
    page = text(Client().get(f"{PORTAL}inspections_total/"))
    assert "青应急" in page and "青禾县应急管理局" in page
    assert "禾丰" not in page and "应急局的检查" not in page
    advisers = text(Client().get(f"{PORTAL}legal_advisers/"))
    assert "V1" in advisers and "林昭" not in advisers
    assert "林昭" not in text(signed_in().get(f"{DESK}legal_advisers/"))
    assert "林昭" in text(leader().get(f"{DESK}legal_advisers/"))


def test_notes_to_the_drafter_stay_on_the_desk() -> None:
    factory.found(day=factory.TODAY - timedelta(days=5), organ="sifa", title="另一次检查")
    release()
    assert "公开以前请核对" not in text(Client().get(PORTAL))


def test_a_changed_file_shows_no_number_at_all() -> None:
    release()
    (file,) = (settings.DATA_DIR / "batches" / "service_cases").glob("*.parquet")
    file.write_bytes(file.read_bytes()[:-9] + b"x" * 9)
    for page in (PORTAL, f"{PORTAL}ratings_good/", f"{PORTAL}docx/"):
        response = Client().get(page)
        assert response.status_code == 503 and "摘要不符" in text(response)


@pytest.mark.parametrize("where", ["no_such_figure/", "inspections_total/?after=x", "service_cases_handled/?month=x", "satisfaction_rate/?last=1"])
def test_an_address_that_we_never_gave_is_not_found(where: str) -> None:
    assert signed_in().get(DESK + where).status_code == 404
    assert signed_in().get("/desk/report/9999/").status_code == 404


def test_the_document_can_be_taken_from_both_sides() -> None:
    release()
    for client, where in ((signed_in(), DESK), (Client(), PORTAL)):
        response: Any = client.get(f"{where}docx/")
        assert response.status_code == 200 and response.content[:2] == b"PK"
        assert f"annual-report-{YEAR}.docx" in response["Content-Disposition"]


# -- a released report stands
def afterwards() -> int:
    """What comes after the release: one more inspection of the year, another batch; the size of the new checkpoint."""
    factory.found(day=factory.TODAY - timedelta(days=5), organ="sifa", title="补登的检查")
    file = settings.DATA_DIR / "cases.csv"
    file.write_text(f"事项编码,办结日期,已评价,好评\nitem1,{YEAR}-02-11,true,false\n", encoding="utf-8")
    attest_batch(factory.actor("head", "zhengfu"), "service_cases", f"{YEAR}-02", file, replace=True, now=factory.NOW)
    factory.tick()
    return checkpoint().size


def shown(*pages: str) -> list[str]:
    """The main part of public pages; below it each page names the site's newest checkpoint."""
    return [text(Client().get(page)).split("<main")[1].split("</main>")[0] for page in pages]


PAGES = (PORTAL, *(f"{PORTAL}{key}/" for key in ("inspections_total", "satisfaction_rate", "service_cases_handled")))


def test_a_released_report_never_moves_whatever_is_recorded_afterwards() -> None:
    size = checkpoint().size
    release()
    before, paper = shown(*PAGES), plain(Client().get(f"{PORTAL}docx/").content)
    assert f"截至账本检查点，前{size}条记载" in before[0] and f"账本前{size}条记载" in before[1]
    afterwards()
    shutil.rmtree(settings.DATA_DIR / "figures")
    assert shown(*PAGES) == before and plain(Client().get(f"{PORTAL}docx/").content) == paper
    leader().post(f"{DESK}sign/", {"part": "下一年度工作安排", "text": "公开以后才签的"})
    assert shown(*PAGES) == before


def test_what_was_released_is_what_the_page_showed_not_what_came_in_between() -> None:
    size = checkpoint().size
    afterwards()
    assert leader().post(f"{DESK}release/", {"checkpoint": str(size)}).status_code == 302
    assert f"前{size}条记载" in text(Client().get(PORTAL))
    assert leader().post(f"{DESK}release/", {"checkpoint": str(size)}).status_code == 302
    assert Entry.objects.filter(step="released").count() == 1, "pressed twice"
    refused = leader().post(f"{DESK}release/", {"checkpoint": "999999"})
    assert refused.status_code == 422 and "从中选一个" in text(refused)


def test_the_desk_tells_which_numbers_are_no_longer_those_made_public_and_by_how_much() -> None:
    release()
    assert "此后数字没有变动" in text(leader().get(DESK)) and "公开更正后的报告" not in text(leader().get(DESK))
    afterwards()
    page = text(leader().get(DESK))
    table = page.split("公开以后变动的数字</h2>")[1].split("</table>")[0]
    cells = [re.sub("<[^>]*>", "", c) for c in re.findall(r"<t[dh] [^>]*>(.*?)</t[dh]>", table)]
    row = cells.index("行政检查次数")
    assert cells[row : row + 4] == ["行政检查次数", "2次", "3次", "+1"]
    assert f"{DESK}inspections_total/" in table and "公开更正后的报告" in page
    assert "公开更正后的报告" not in text(signed_in().get(DESK)), "an officer releases nothing"


def test_a_corrected_report_takes_the_place_of_the_first_which_can_still_be_seen() -> None:
    size = checkpoint().size
    release()
    first = shown(f"{PORTAL}at/{size}/", f"{PORTAL}at/{size}/inspections_total/")
    assert "2次</p>" in first[1] and f'href="{PORTAL}at/{size}/"' in first[1]
    new = afterwards()
    release()
    page = text(Client().get(PORTAL))
    assert f"前{new}条记载" in page and f'href="{PORTAL}at/{size}/"' in page
    earlier = text(Client().get(f"{PORTAL}at/{size}/"))
    assert "公开了更正后的报告" in earlier and f"前{size}条记载" in earlier
    assert shown(f"{PORTAL}at/{size}/inspections_total/") == first[1:]
    seen = crawl(Client(), "/report/")
    assert f"{PORTAL}at/{size}/docx/" in seen and f"{PORTAL}at/{size}/service_cases_handled/?month={YEAR}-02" in seen
    assert Client().get(f"{PORTAL}at/{size + 1}/").status_code == 404, "no release stands there"


def test_the_numbers_of_a_document_lead_to_the_release_it_was_taken_from() -> None:
    size = checkpoint().size
    release()
    afterwards()
    taken = links(Client().get(f"{PORTAL}docx/").content)
    assert taken and all(f"/report/{YEAR}/at/{size}/" in where for _, where in taken)
    assert not links(signed_in().get(f"{DESK}docx/").content), "a draft that nobody released leads nowhere"
