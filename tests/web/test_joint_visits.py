"""综合查一次 at the door: one code of all organs that come together, from their filings, and never of anybody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from web import factory
from web.test_visits import DAY, code_on, december, visit_page
from web.town import text, town
from yifa.actions.take_step import take_step
from yifa.proofs.visit_code import check
from yifa.web.ledger import verifiers

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["december", "town"]


def joint(now: datetime, organ: str, **more: Any) -> str:
    """A joint visit of today by one organ, not approved yet."""
    facts = factory.PLAN | {"planned_on": DAY, "joint": True, "items": f"{organ}的检查"} | more
    taken = factory.open_matter(factory.actor("officer", organ), "inspection", "联合检查", facts, subject=factory.FIRM, on=DAY, now=now)
    return taken.matter


def approve(now: datetime, matter: str, organ: str) -> None:
    approval = {"certificates": list(factory.officers(organ))}
    take_step(factory.actor("head", organ), matter, "approval", approval, on=DAY, now=now)


def test_54_one_code_names_all_who_come_together_and_every_organ_shows_the_same(december: datetime) -> None:
    market, emergency = joint(december, "shichang"), joint(december, "yingji")
    approve(december, market, "shichang")
    page = visit_page(market)
    alone = check(code_on(page), verifiers().values(), "2026-12-03T09:30").says
    assert alone and len(alone.parties) == 1 and "一起去的还缺：青禾县应急管理局" in page and "还没有批准" in page
    approve(december, emergency, "yingji")
    page = visit_page(market)
    code = code_on(page)
    says = check(code, verifiers().values(), "2026-12-03T09:30").says
    assert says and code.startswith("YFV2.") and code == code_on(visit_page(emergency, "yingji.officer"))
    known = {p.organ: (p.items, p.officers) for p in says.parties}
    assert known == {
        "青禾县市场监督管理局": ("shichang的检查", factory.officers("shichang")),
        "青禾县应急管理局": ("yingji的检查", factory.officers("yingji")),
    }
    assert "一起进门的2个机关" in page and "还缺" not in page
    online = text(Client().post("/visit-code/now/", {"code": code}))
    assert "检查码有效" in online and "yingji的检查" in online and "青应急-002" in online


def test_54_a_code_of_several_falls_when_one_of_them_is_called_off(december: datetime) -> None:
    market, emergency = joint(december, "shichang"), joint(december, "yingji")
    approve(december, market, "shichang")
    approve(december, emergency, "yingji")
    code = code_on(visit_page(market))
    take_step(factory.actor("head", "yingji"), emergency, "called_off", {"text": "改期"}, on=DAY, now=december)
    gone = text(Client().post("/visit-code/now/", {"code": code}))
    assert "不能用" in gone and "青禾县应急管理局的检查已经不再有效：取消已批准的检查" in gone
    left = check(code_on(visit_page(market)), verifiers().values(), "2026-12-03T09:30").says
    assert left and [p.organ for p in left.parties] == ["青禾县市场监督管理局"]
    assert "没有被责令停止" in text(Client().post("/visit-code/now/", {"code": code_on(visit_page(market))}))


@pytest.mark.parametrize("change", [{"joint": False}, {"planned_on": DAY + timedelta(days=1)}, {"cause": "投诉举报"}], ids=lambda c: next(iter(c)))
def test_54_only_joint_visits_of_the_same_day_and_never_one_on_a_lead_share_a_code(december: datetime, change: dict[str, Any]) -> None:
    market, other = joint(december, "shichang"), joint(december, "yingji", **change)
    approve(december, market, "shichang")
    approve(december, other, "yingji")
    assert code_on(visit_page(market)).startswith("YFV1.") and "还缺" not in visit_page(market)
