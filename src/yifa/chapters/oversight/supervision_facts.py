"""What the steps of enforcement supervision ask."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.facts import Facts, ask


class Way(StrEnum):
    daily = "日常监督"
    key = "重点监督"
    special = "专项监督"


class Plan(Facts):
    unit: str = ask("被监督单位", roster="organs", examples=("shichang",))
    way: Way = ask("监督方式", examples=tuple(Way))
    scope: str = ask("监督内容", max_length=500, examples=("执法程序和案卷质量", "行政执法三项制度落实情况"))
    plan_ref: str = ask("年度监督计划或者专项方案文号", default="", max_length=100)
    lead: str = ask("线索来源", default="", max_length=200, hint="12345、涉企诉求、投诉举报等；按计划进行的不填")

    def special(self) -> bool:
        """专项监督"""
        return self.way is Way.special


class Check(Facts):
    method: str = ask("检查方法", max_length=200, examples=("调阅案卷、访谈", "现场检查和暗访"))
    unit: str = ask("被监督单位", roster="organs", examples=("shichang",))
    casefiles: int = ask("评查案卷数", default=0, ge=0)


class Explanation(Facts):
    text: str = ask("说明", multiline=True, max_length=4000, examples=("已按要求提交书面说明和证据",))


class Sort(StrEnum):
    qualification = "主体和资格"
    procedure = "执法程序"
    evidence = "证据"
    basis = "适用依据"
    discretion = "裁量"
    papers = "文书"
    record = "全过程记录"
    publicity = "公示"
    inaction = "不履行职责"
    other = "其他"


class Problem(Facts):
    """One problem; each is an entry of its own and is put right on its own."""

    sort: Sort = ask("问题类别", examples=tuple(Sort))
    text: str = ask(
        "问题", multiline=True, max_length=1000, examples=("告知书未写明救济途径", "调查笔录缺少当事人签名")
    )
    case: str = ask("涉及的案号", default="", max_length=64)


class Instrument(StrEnum):
    none = "口头反馈"
    reminder = "执法监督提示单"
    notice = "执法监督通知书"


class Feedback(Facts):
    instrument: Instrument = ask("反馈形式", examples=(Instrument.notice, Instrument.reminder, Instrument.none))
    demands: str = ask("整改要求", multiline=True, max_length=2000, examples=("逐项整改并书面报告",))

    def is_notice(self) -> bool:
        """制发执法监督通知书"""
        return self.instrument is Instrument.notice

    def is_reminder(self) -> bool:
        """制发执法监督提示单"""
        return self.instrument is Instrument.reminder


class CaseNotice(Facts):
    """A single case that supervision took up, by complaint or transfer, apart from a check of the whole unit."""

    source: str = ask("线索来源", max_length=200, examples=("群众投诉",))
    case: str = ask("涉及的案号", default="", max_length=64)
    text: str = ask("要求", multiline=True, max_length=2000, examples=("依法办理并书面报告结果",))


class Answer(Facts):
    upheld: bool = ask("异议成立", default=False)
    reason: str = ask("答复理由", multiline=True, max_length=2000, examples=("经复查，问题属实，维持",))


class Fix(Facts):
    measures: str = ask("整改措施和结果", multiline=True, max_length=2000, examples=("已补正文书并组织培训",))


class LookBack(Facts):
    note: str = ask("核查情况", default="", multiline=True, max_length=1000)


class Demand(Facts):
    """What a paper of supervision asks, and by when: the day that the paper itself sets."""

    text: str = ask("要求", multiline=True, max_length=2000, examples=("限期办理并报告结果",))
    until: date | None = ask("文书写明的期限", default=None, day=30)


class Measure(StrEnum):
    criticism = "批评教育"
    study = "离岗教育"
    moved = "调离执法岗位"
    revoked = "取消执法资格"


class Advice(Facts):
    measure: Measure = ask("建议", examples=tuple(Measure))
    person: str = ask("执法人员姓名", default="", personal=True)
    reason: str = ask("理由", multiline=True, max_length=1000, examples=("多次违反执法程序",))


class Outcome(StrEnum):
    settled = "整改到位，结案"
    clean = "未发现问题，结案"
    decided = "已按监督决定处理，结案"
    elsewhere = "不重复监督，终止"


class Closed(StrEnum):
    settled = "整改到位，结案"
    clean = "未发现问题，结案"
    decided = "已按监督决定处理，结案"


class Closing(Facts):
    outcome: Closed = ask("结案结论", examples=tuple(Closed))
    summary: str = ask("情况", default="", multiline=True, max_length=1000)

    def end(self) -> Outcome:
        return Outcome(self.outcome.value)
