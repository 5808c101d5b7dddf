"""The papers that a defendant sends to the court, in our own words."""

from __future__ import annotations

from yifa.kernel.paper import Paper

COURT = "{received.court_number}承办法院"

MANDATE = Paper(
    "授权委托书",
    (
        "委托机关：{organ}",
        "案号：{received.court_number}",
        "现委托下列人员参加本案诉讼：{assign.agents}，其中本机关工作人员{assign.staff}人。",
        "诉讼期间，本机关和代理人不自行向原告、第三人和证人收集证据。",
    ),
    addressee=COURT,
)
DEFENCE = Paper(
    "行政诉讼答辩状",
    (
        "答辩人：{organ}",
        "案号：{received.court_number}",
        "# 答辩请求",
        "请求依法驳回原告的诉讼请求。",
        "# 事实和理由",
        "{answer.points}",
        "证据、依据按期另行提交，附清单。",
    ),
    series="应诉",
    addressee=COURT,
)
EVIDENCE = Paper(
    "行政诉讼证据清单",
    ("提交机关：{organ}", "案号：{received.court_number}", "提交作出被诉行为的证据和所依据的规范性文件共{evidence.listed}份，清单附后。"),
    addressee=COURT,
)
MORE_TIME = Paper(
    "延期提供证据申请书",
    ("案号：{received.court_number}", "本机关因正当事由不能在十五日内提供证据：{extension.text}", "请准许延期提供。答辩状仍按期提交。"),
    series="应延",
    addressee=COURT,
)
EXCUSE = Paper(
    "行政机关负责人不能出庭情况说明",
    (
        "案号：{received.court_number}",
        "本机关负责人因{excuse.cause}不能出庭：{excuse.text}",
        "已经委托了解情况的工作人员出庭，不只委托律师。",
    ),
    series="应说",
    addressee=COURT,
)
APPEAL = Paper(
    "行政上诉状",
    (
        "上诉人：{organ}",
        "一审案号：{received.court_number}",
        "一审结果：{judgment.outcome}，于{judgment.received_on}收到。",
        "# 上诉理由",
        "{appeal.text}",
    ),
    series="应上",
    addressee=COURT,
)
REPLY = Paper("司法建议办理情况回复", ("收到贵院的司法建议后，本机关已经研究办理。", "{advice_reply.text}"), series="应复", addressee=COURT)
