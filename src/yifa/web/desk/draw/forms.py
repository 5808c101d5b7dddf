"""What can be done with a draw: a form for each step of the ceremony, and the action behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from pydantic import BaseModel

from yifa.actions.draws.enter_beacon import enter_first, enter_second
from yifa.actions.draws.freeze_draw import freeze_draw
from yifa.actions.draws.open_draw import finish_draw, open_draw
from yifa.actions.draws.publish_draw import publish_draw, results_of
from yifa.actions.draws.replace_drawn import replace_drawn
from yifa.actions.draws.seal_draw import seal_draw
from yifa.actions.draws.select_draw import select_draw
from yifa.actions.draws.void_draw import void_draw
from yifa.actions.draws.witness_draw import witness_draw
from yifa.draw.beacon import EXAMPLE, HELP, named
from yifa.kernel.facts import ask
from yifa.store.actor import SEATS, Actor, may_take

from ...forms import Form, Posted, Tried
from ..case import Case


class Title(BaseModel):
    title: str = ask("名称", hint="公开，例如 2026年秋季食品经营抽查", max_length=100)


class Nothing(BaseModel):
    pass


class Freeze(BaseModel):
    excluded: tuple[str, ...] = ask(
        "不参加抽取的对象", default=(), hint="统一社会信用代码、空格、方案里的理由代码，例如 91110108MA01A2B34X closed"
    )
    recused: tuple[str, ...] = ask("回避", default=(), hint="“执法人员回避”名册以外的才填：执法证号、空格、要回避的对象的统一社会信用代码")


class Seal(BaseModel):
    beacon: str = ask("信标", hint=HELP, max_length=200)
    beacon_at: datetime = ask("信标公布的时间", hint="第一个结果公布的北京时间，要在现在以后")
    open_by: date = ask("最迟公开的日期", hint="不早于检查的最后一天；过了这一天还没有公开，公开网站自己变红")


class Witness(BaseModel):
    line: str = ask("见证人的签名", hint="yifa draw witness 输出的一行，以“—”开头", multiline=True, max_length=1000)


class Value(BaseModel):
    value: str = ask("信标的结果", max_length=300)


class Replace(BaseModel):
    subject: str = ask("换下哪一户", roster="drawn")
    reason: str = ask("理由", hint="公开以后任何人都能看到，不写个人信息", multiline=True, max_length=500)


class Words(BaseModel):
    text: str = ask("说明", default="", multiline=True, max_length=2000)


class Because(BaseModel):
    text: str = ask("理由", multiline=True, max_length=2000)


class BadLine(ValueError):
    """A line of a list that is not two words; the text says which."""


def pairs(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """Raises BadLine."""
    out = []
    for line in lines:
        parts = line.split()
        if len(parts) != 2:
            raise BadLine(f"“{line[:60]}”要写成两段，中间空一格")
        out.append((parts[0], parts[1]))
    return out


@dataclass(frozen=True)
class Doing:
    actor: Actor
    matter: str
    facts: Any
    seen: int | None
    now: datetime

    @property
    def more(self) -> dict[str, Any]:
        return {"seen": self.seen, "now": self.now}


@dataclass(frozen=True)
class Verb:
    """A step of the ceremony by its key: what is asked, what does it, and what to know before."""

    model: type[BaseModel]
    act: Callable[[Doing], Any]
    button: str
    words: str = ""


def _freeze(d: Doing) -> Any:
    lists = dict(pairs(d.facts.excluded)), pairs(d.facts.recused)
    return freeze_draw(d.actor, d.matter, excluded=lists[0], recused=lists[1], **d.more)


VERBS: dict[str, Verb] = {
    "frozen": Verb(
        Freeze, _freeze, "冻结名单",
        "按方案从对象名册和执法人员名册取今天有效的行，编成名单并冻结，以后一个字也不能改。公布的只有户数和摘要。",
    ),
    "sealed": Verb(
        Seal, lambda d: seal_draw(d.actor, d.matter, d.facts.beacon, d.facts.beacon_at, d.facts.open_by, **d.more), "封存",
        "电脑生成一个密值，只公布它的承诺。密值不在任何页面显示，丢了就只能作废，请管数据目录的人另行备份 draws 文件夹。",
    ),
    "witnessed": Verb(
        Witness, lambda d: witness_draw(d.actor, d.matter, d.facts.line, **d.more), "附上签名",
        "见证人从公开网站下载 seal.json，在信标公布以前用自己的密钥签名。",
    ),
    "beacon_first": Verb(
        Value, lambda d: enter_first(d.actor, d.matter, d.facts.value, **d.more), "录入",
        "对照公告录入。第二个人录入以前，不显示您录入的内容。",
    ),
    "beacon_second": Verb(
        Value, lambda d: enter_second(d.actor, d.matter, d.facts.value, **d.more), "录入",
        "请自己对照公告录入，不问第一个人。两次不一样的，两次都作废，重新录入。",
    ),
    "selected": Verb(Nothing, lambda d: select_draw(d.actor, d.matter, **d.more), "抽取", "抽取只有一次，不能重抽。抽中的名单只给去检查的单位看。"),
    "replaced": Verb(
        Replace, lambda d: replace_drawn(d.actor, d.matter, d.facts.subject, d.facts.reason, **d.more), "批准替补",
        "同一类的下一个签号替补，其余各户不变。换下谁、谁来替补、理由，公开以前只给去检查的单位看。",
    ),
    "finished": Verb(
        Words, lambda d: finish_draw(d.actor, d.matter, d.facts.text, **d.more), "记录全部查完",
        "记录以后可以提前公开，结果在二十个工作日以内公示。",
    ),
    "opened": Verb(
        Nothing, lambda d: open_draw(d.actor, d.matter, **d.more), "公开全部记录",
        "密值、名单、抽中的、替补的和理由全部公开，任何人都可以重算。公开以后不能收回。",
    ),
    "results": Verb(Words, lambda d: publish_draw(d.actor, d.matter, d.facts.text, **d.more), "公示结果"),
    "voided": Verb(
        Because, lambda d: void_draw(d.actor, d.matter, d.facts.text, **d.more), "宣布作废",
        "编号、已经公布的声明和理由一直列在公开网站上。要另抽，用新的编号从头开始。",
    ),
}  # fmt: skip


def form(case: Case, key: str, drawn: list[tuple[str, str]], data: Posted | None = None) -> Form[BaseModel]:
    return Form(VERBS[key].model, data, rosters={"drawn": drawn}, prefix=f"{key}-")


def steps(case: Case, actor: Actor, drawn: list[tuple[str, str]], tried: Tried | None) -> list[dict[str, Any]]:
    """The steps that may be taken now, as the component `step` takes them: with the form for who may, else with who does.
    The refused one stands open with what was typed."""
    out = []
    for key, verb in VERBS.items():
        step = case.state.plan.steps[key]
        if case.state.why_not(step) and not (tried and tried.key == key):
            continue
        shown: dict[str, Any] = {"key": key, "title": step.title, "cite": str(step.cite), "must": step.must}
        who = SEATS.get(step.by.seat, "")
        duty = "应当做" if step.must else "可以做"
        if not may_take(actor, case.matter.organ, step.by.seat):
            refusal = {"words": f"“{step.title}”由{case.organ}的{who}办理", "todo": f"请{case.organ}的{who}办理"}
            out.append({**shown, "who": f"{duty}，由{who}办理", "refusals": [refusal]})
            continue
        barred = case.state.why_not(step, None, frozenset((actor.key,)))
        if barred and not (tried and tried.key == key):
            refusals = [{"words": r.words, "cite": str(r.cite), "todo": r.todo} for r in barred]
            out.append({**shown, "who": f"{duty}，您不能办", "refusals": refusals})
            continue
        asked = tried.form if tried and tried.key == key else form(case, key, drawn)
        fields = asked.fields
        for f in fields:
            if key.startswith("beacon_") and f.label == "信标的结果":
                f.hint = hint(case)
        out.append(
            {
                **shown,
                "who": f"{duty}，{who}",
                "open": bool(tried and tried.key == key) or (tried is None and step.must and not any(s.get("open") for s in out)),
                "action": reverse("desk:draw-act", args=[case.matter.id, key]),
                "hidden": {"seen": str(case.matter.seq)},
                "fields": fields,
                "button": verb.button,
                "words": verb.words or results_words(case.matter.id),
            }
        )
    return out


def hint(case: Case) -> str:
    """How the result of the beacon that was named is written."""
    sealed = next(e for e in reversed(case.state.entries) if e.step == "sealed")
    return f"{sealed.facts.beacon}：{EXAMPLE[named(sealed.facts.beacon).source]}"


def results_words(matter: str) -> str:
    """What will be published, so that it is read before it is."""
    r = results_of(matter)
    words = f"按抽查名下登记的检查计算：应检查{r.visits}户，已检查{r.inspected}户，发现问题{r.problems}户，查无此户或者无法检查{r.absent}户。"
    return words + "有检查还没有登记的，先登记再公示。"
