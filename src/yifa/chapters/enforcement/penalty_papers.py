"""The papers of a penalty, in our own words: what 行政处罚法 arts. 44, 52, 54, 59 and 63 ask a paper to say."""

from __future__ import annotations

from yifa.kernel.paper import Paper

FILED = Paper(
    "行政处罚立案审批表",
    (
        "案件来源：{clue.source}。",
        "发现线索日期：{clue.found_on}。",
        "涉嫌违法行为：{clue.conduct}。",
        "当事人类别：{filing.party_kind}。",
        "立案理由：{filing.reason}。",
        "经审查，符合立案条件，予以立案。",
    ),
    series="罚立",
    addressee="",
)
PRESERVED = Paper(
    "先行登记保存证据通知书",
    (
        "证据可能灭失或者以后难以取得，经负责人批准，本机关对下列物品先行登记保存：{preserve.goods}。",
        "本机关将在七个工作日内作出处理决定。在此期间，任何人不得销毁或者转移上述物品。",
    ),
    series="登存",
)
CLOSED = Paper(
    "案件调查终结报告",
    ("# 查明的事实", "{report.facts}", "# 处理建议", "{report.advice}"),
    addressee="",
)
NOTICE = Paper(
    "行政处罚事先告知书",
    (
        "{subject}：",
        "本机关拟作出行政处罚，现将内容、事实、理由和依据告知如下。",
        "# 事实和理由",
        "{notice.facts}",
        "# 依据",
        "{notice.basis}",
        "# 拟作出的处罚",
        "罚款{notice.fine}；没收{notice.confiscate}。",
        "# 你（单位）的权利",
        "对以上内容有权陈述和申辩，本机关不会因此加重处罚。",
        "符合听证条件的，可以自收到本告知书之日起五个工作日内要求听证；逾期不要求的，不再组织听证。听证不收费用。",
    ),
    series="罚告",
)
SUMMONED = Paper(
    "行政处罚听证通知书",
    (
        "{subject}：",
        "应你（单位）要求，定于{summons.held_on}在{summons.place}举行听证。",
        "可以亲自参加，也可以委托一至二人代理。无正当理由不到场或者中途退场的，视为放弃听证。",
        "认为主持人与本案有直接利害关系的，有权申请回避。",
    ),
    series="罚听",
)
DECISION = Paper(
    "行政处罚决定书",
    (
        "当事人：{subject}。",
        "# 违法事实和证据",
        "{decision.facts}",
        "# 处罚依据",
        "{decision.basis}",
        "# 决定",
        "{decision.outcome}。",
        "罚款{decision.fine}；没收{decision.confiscated}（不予处罚、违法事实不成立的，均为零）。",
        "# 履行方式和期限",
        (
            "应当自收到本决定书之日起十五日内到指定银行或者通过电子支付系统缴纳罚款；逾期不缴的，"
            "每日按罚款数额的百分之三加处罚款，加处总额不超过罚款数额。"
        ),
        "# 救济途径",
        (
            "不服本决定的，可以自收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼；"
            "期间不停止执行，法律另有规定的除外。"
        ),
    ),
    series="罚",
)
DEMAND = Paper(
    "履行行政处罚决定催告书",
    (
        "{subject}：",
        "本机关作出的行政处罚决定已经送达，你（单位）没有在规定期限内履行。{demand.text}",
        "请在收到本催告书之日起十个工作日内履行；仍不履行的，本机关将依法申请人民法院强制执行。",
        "收到本催告书后，有权陈述和申辩。",
    ),
    series="催",
)
TRANSFERRED = Paper(
    "涉嫌犯罪案件移送书",
    (
        "本机关在办理案件中发现涉嫌犯罪，现依法移送。",
        "# 涉嫌犯罪的情况",
        "{suspect.text}",
        "# 附送材料",
        "{transfer.papers}",
        "请自接受移送之日起三日内审查，并将是否立案的决定书面通知本机关。",
    ),
    series="移",
    addressee="公安机关",
)
