"""Actions: rights, rules, refusals that help, and what one step does to other matters."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from people import BODY, CLERK, FIRM, HEAD, JUDGE, PUBLISHER, actor, at, settle
from yifa.actions.advance import Taken
from yifa.actions.correct import correct
from yifa.actions.erase import erase
from yifa.actions.open_matter import open_matter
from yifa.actions.refused import Invalid, Refused, Stale
from yifa.actions.serve_paper import serve_paper
from yifa.actions.take_step import take_step
from yifa.chapters.enforcement.penalty import Penalty
from yifa.store.actor import NOBODY, visible_to
from yifa.store.models import Body, Due, Entry, Matter, Personal, Tally
from yifa.store.read import NoSuchMatter

pytestmark = pytest.mark.django_db
PAIR = ("A1", "A2")


@pytest.fixture(autouse=True)
def county(db: None) -> None:
    settle()


def facts(step: str, day: date = date(2024, 3, 5), **given: Any) -> Any:
    """The declared example of a step's facts, with what matters here."""
    return Penalty.lines[step].asks.example(day, 0, **given)  # type: ignore[attr-defined]  # a step


def penalty(day: int = 4) -> Taken:
    """A penalty case that has been filed; its last entry has seq 2."""
    clue = facts("clue", date(2024, 3, day))
    opened = open_matter(CLERK, "penalty", "禾丰食品涉嫌违法经营案", clue, subject=FIRM, now=at(2024, 3, day))
    take_step(HEAD, opened.matter, "filing", facts("filing"), now=at(2024, 3, day))
    return opened


def to_notice(matter: str) -> Taken:
    take_step(CLERK, matter, "inquiry", facts("inquiry"), officers=PAIR, now=at(2024, 3, 5))
    take_step(CLERK, matter, "report", facts("report"), officers=PAIR, now=at(2024, 3, 6))
    notice = take_step(CLERK, matter, "notice", facts("notice"), now=at(2024, 3, 7))
    serve_paper(CLERK, matter, notice.seq, {"method": "direct"}, now=at(2024, 3, 8))
    return notice


def decide(matter: str) -> Taken:
    return take_step(HEAD, matter, "decision", facts("decision", date(2024, 3, 11)), now=at(2024, 3, 11))


def body(matter: str, seq: int) -> dict[str, Any]:
    text = Body.objects.get(entry=Entry.objects.get(matter=matter, seq=seq)).text
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_a_penalty_from_filing_to_publication_and_its_figures() -> None:
    opened = penalty()
    to_notice(opened.matter)
    decided = decide(opened.matter)
    assert decided.paper == "青市监罚〔2024〕1号" and body(opened.matter, decided.seq)["paper"]["title"] == "行政处罚决定书"
    take_step(PUBLISHER, opened.matter, "publish", {}, now=at(2024, 3, 13))
    matter = Matter.objects.get(id=opened.matter)
    assert (matter.outcome, matter.published_on) == ("予以处罚", date(2024, 3, 13))
    assert set(Tally.objects.values_list("figure", flat=True)) == {"penalty_cases", "penalties_published"}


def test_a_penalty_cannot_be_issued_before_the_party_was_heard() -> None:
    """行政处罚法 arts. 44, 45, 57: without notice no decision; the refusal names the article and what to do."""
    opened = penalty()
    with pytest.raises(Refused) as refused:
        decide(opened.matter)
    words = str(refused.value)
    assert "事先告知" in words and "行政处罚法" in words and "先办" in words
    assert Entry.objects.filter(matter=opened.matter).count() == 2, "nothing was written"


def test_two_certified_officers_are_needed() -> None:
    """行政处罚法 art. 42: two or more, each with a valid certificate of this organ on that day."""
    matter = penalty().matter
    for officers, word in (((), "2名以上"), (("A1",), "2名以上"), (("A1", "A1"), "2名以上"), (("A1", "OLD"), "OLD"), (("A1", "B1"), "B1")):
        with pytest.raises(Refused, match=word):
            take_step(CLERK, matter, "inquiry", facts("inquiry"), officers=officers, now=at(2024, 3, 5))
    take_step(CLERK, matter, "inquiry", facts("inquiry"), officers=PAIR, now=at(2024, 3, 5))


def test_who_does_not_hold_the_seat_may_not_take_the_step() -> None:
    matter = penalty().matter
    with pytest.raises(Refused, match="不担任"):
        take_step(HEAD, matter, "inquiry", facts("inquiry"), officers=PAIR, now=at(2024, 3, 5))
    with pytest.raises(Refused, match="不担任"):
        take_step(actor("shichang", "administrator", "officer"), matter, "approve_transfer", {}, now=at(2024, 3, 5))


def test_another_organ_s_matter_does_not_exist_for_me() -> None:
    matter = penalty().matter
    acts: list[Callable[[], Any]] = [
        lambda: take_step(BODY, matter, "inquiry", facts("inquiry"), officers=PAIR, now=at(2024, 3, 5)),
        lambda: serve_paper(BODY, matter, 1, {"method": "direct"}, now=at(2024, 3, 5)),
        lambda: correct(BODY, matter, 1, "错了", now=at(2024, 3, 5)),
        lambda: erase(BODY, matter, 1, "期满", "本人", now=at(2024, 3, 5)),
        lambda: take_step(NOBODY, matter, "inquiry", facts("inquiry"), officers=PAIR, now=at(2024, 3, 5)),
    ]
    for act in acts:
        with pytest.raises(NoSuchMatter):
            act()
    assert not visible_to(BODY).exists() and not visible_to(NOBODY).exists() and visible_to(CLERK).count() == 1
    assert visible_to(actor("sifa", "supervisor")).count() == 1 and not visible_to(actor("shichang", "administrator")).exists()


def test_facts_that_do_not_pass_are_told_field_by_field() -> None:
    matter = penalty().matter
    with pytest.raises(Invalid) as wrong:
        take_step(CLERK, matter, "report", {"fine": "many", "nonsense": 1}, officers=PAIR, now=at(2024, 3, 5))
    assert "nonsense" in wrong.value.fields and all(wrong.value.fields.values()) and len(wrong.value.fields) > 1


def test_a_form_made_for_an_earlier_state_is_stale() -> None:
    matter = penalty().matter
    take_step(CLERK, matter, "inquiry", facts("inquiry"), officers=PAIR, now=at(2024, 3, 5))
    with pytest.raises(Stale, match="已经办了"):
        take_step(CLERK, matter, "inquiry", facts("inquiry"), officers=PAIR, seen=2, now=at(2024, 3, 5))


def test_the_future_cannot_be_recorded_and_the_past_can_with_its_reason() -> None:
    """The system never refuses to record what really happened; it refuses to issue what the law forbids."""
    matter = penalty().matter
    with pytest.raises(Refused, match="还没有到"):
        take_step(CLERK, matter, "inquiry", facts("inquiry"), on=date(2024, 4, 1), officers=PAIR, now=at(2024, 3, 5))
    with pytest.raises(Refused):
        take_step(HEAD, matter, "decision", facts("decision"), on=date(2024, 3, 8), now=at(2024, 3, 20))
    late = take_step(
        HEAD, matter, "decision", facts("decision"), on=date(2024, 3, 8), because="纸质决定已经发出，补记", now=at(2024, 3, 20)
    )
    assert "补记" in body(matter, late.seq)["irregular"]


def test_an_annulled_penalty_opens_again_and_its_publication_is_to_be_withdrawn_in_three_working_days() -> None:
    """行政处罚法 art. 48; the decision in the reconsideration tells the penalty that it is about."""
    matter = penalty().matter
    to_notice(matter)
    decide(matter)
    take_step(PUBLISHER, matter, "publish", {}, now=at(2024, 3, 13))
    application = {"received_on": "2024-04-01", "known_on": "2024-03-12", "act": "行政处罚", "respondent": "shichang", "claim": "撤销"}
    review = open_matter(BODY, "review", "禾丰食品不服处罚", application, subject=FIRM, parent=matter, now=at(2024, 4, 1)).matter
    take_step(JUDGE, review, "accept", {}, now=at(2024, 4, 3))
    copied = take_step(BODY, review, "copy", {}, now=at(2024, 4, 7))
    serve_paper(BODY, review, copied.seq, {"method": "direct"}, now=at(2024, 4, 8))
    take_step(BODY, review, "answer", {"text": "合法"}, now=at(2024, 4, 10))
    take_step(BODY, review, "views", {"way": "电话", "record": "坚持请求"}, now=at(2024, 4, 11))
    take_step(BODY, review, "propose", {"text": "程序违法，建议撤销"}, now=at(2024, 4, 30))
    take_step(JUDGE, review, "decision", {"outcome": "撤销并责令重作", "reasons": "程序违法", "content": "撤销"}, now=at(2024, 5, 6))
    told = Matter.objects.get(id=matter)
    assert told.outcome == "" and Entry.objects.filter(matter=matter, step="annulled").exists()
    assert Due.objects.get(matter=matter, limit="penalty_publication_withdrawal").on == date(2024, 5, 9)
    take_step(PUBLISHER, matter, "withdrawal", {"text": "复议撤销"}, now=at(2024, 5, 8))
    assert Matter.objects.get(id=matter).withdrawn_on == date(2024, 5, 8)


def test_seizure_is_a_matter_of_its_own() -> None:
    """行政强制法: own act, own term, own remedies; it outlives the case."""
    matter = penalty().matter
    taken = take_step(CLERK, matter, "seizure", facts("seizure"), officers=PAIR, now=at(2024, 3, 5))
    (opened,) = taken.opened
    seized = Matter.objects.get(id=opened)
    assert seized.parent == matter and seized.procedure == "seizure"
    assert Entry.objects.get(matter=opened).seq == 1 and Entry.objects.filter(matter=matter).count() == 3


def test_numbers_are_gapless_even_when_a_step_is_refused() -> None:
    first, second = penalty().matter, penalty().matter
    for matter in (first, second):
        to_notice(matter)
    with pytest.raises(Invalid):
        take_step(HEAD, first, "decision", {"outcome": "没有这种"}, now=at(2024, 3, 11))
    assert [decide(m).paper for m in (second, first)] == ["青市监罚〔2024〕1号", "青市监罚〔2024〕2号"]


def test_a_correction_names_the_old_entry_and_the_reason_and_nothing_is_edited() -> None:
    matter = penalty().matter
    take_step(CLERK, matter, "inquiry", facts("inquiry"), officers=PAIR, now=at(2024, 3, 5))
    before = body(matter, 3)
    correct(CLERK, matter, 3, "证据名称写错", facts("inquiry", evidence="现场笔录"), now=at(2024, 3, 6))
    assert body(matter, 3) == before and body(matter, 4)["facts"]["reason"] == "证据名称写错"
    take_step(CLERK, matter, "report", facts("report"), officers=PAIR, now=at(2024, 3, 6))
    with pytest.raises(Refused, match="没有依据"):
        correct(CLERK, matter, 3, "没有调查过", now=at(2024, 3, 7))


def test_personal_data_is_erased_by_an_entry_and_the_chain_stands() -> None:
    clue = facts("clue", date(2024, 3, 4), reporter="梁某")
    matter = open_matter(CLERK, "penalty", "一名自然人案", clue, now=at(2024, 3, 4)).matter
    entry = Entry.objects.get(matter=matter, seq=1)
    assert "梁某" in Personal.objects.get(entry=entry).text and "梁某" not in Body.objects.get(entry=entry).text
    erase(PUBLISHER, matter, 1, "保存期限已满", "本人", now=at(2024, 9, 4))
    assert not Personal.objects.filter(entry=entry).exists()
    with pytest.raises(Refused, match="没有可以删除"):
        erase(PUBLISHER, matter, 1, "再删", "本人", now=at(2024, 9, 4))
    take_step(HEAD, matter, "filing", facts("filing"), now=at(2024, 9, 5))


def test_a_matter_lives_under_the_law_of_the_day_on_which_it_was_opened() -> None:
    application = {"received_on": "2023-12-20", "known_on": "2023-12-01", "act": "行政处罚", "respondent": "shichang", "claim": "撤销"}
    old = open_matter(BODY, "review", "旧法案件", application, now=at(2023, 12, 20)).matter
    new = open_matter(BODY, "review", "新法案件", {**application, "received_on": "2024-01-05"}, now=at(2024, 1, 5)).matter
    names = dict(Matter.objects.values_list("id", "definition__title"))
    assert names[old].endswith("（2017年修正）") and names[new] == "行政复议"
    with pytest.raises(Refused, match="没有施行中的程序"):
        open_matter(BODY, "review", "太早", application, now=at(2010, 1, 5))
