"""The papers of a reconsideration, in our own words: what 行政复议法 arts. 30–33, 39, 41, 48, 51, 61–77 ask a paper to say."""

from __future__ import annotations

from yifa.kernel.paper import Paper

ACCEPTANCE = Paper(
    "行政复议受理通知书",
    (
        "{subject}：",
        "你（单位）不服{application.act}提出的行政复议申请，本机关已于{application.received_on}收到。经审查，符合受理条件，决定予以受理。",
        "本案自受理之日起计算审理期限。需要补充意见或者证据的，请在审理期间向行政复议机构提出。",
    ),
    series="复受",
)
REFUSAL = Paper(
    "不予受理决定书",
    (
        "{subject}：",
        "你（单位）不服{application.act}，于{application.received_on}提出行政复议申请。",
        "# 理由",
        "{refuse.text}",
        "# 决定",
        "不予受理。法律、行政法规规定应当先申请行政复议的，可以自收到本决定书之日起十五日内依法向人民法院提起行政诉讼。",
    ),
    series="复不受",
)
SUPPLEMENT = Paper(
    "行政复议补正通知书",
    (
        "{subject}：",
        "你（单位）的申请材料还缺少：{ask_more.missing}。请自收到本通知之日起十日（工作日）内一并补正；"
        "无正当理由逾期不补正的，视为放弃申请。",
    ),
    series="复补",
)
SUPPLEMENT_2017 = Paper(
    "行政复议补正通知书",
    (
        "{subject}：",
        "你（单位）的申请材料还缺少：{ask_more.missing}。请在{ask_more.until}前一并补正；无正当理由逾期不补正的，视为放弃申请。"
        "补正所用时间不计入审理期限。",
    ),
    series="复补",
)
ANSWER = Paper(
    "行政复议答复通知书",
    (
        "{application.respondent}：",
        "申请人不服你单位作出的{application.act}，申请行政复议，本机关已经受理。现发送申请书副本。",
        "请自收到之日起十日（工作日）内提出书面答复，提交作出该行为的证据、依据和其他有关材料；适用简易程序的为五日（工作日）。",
        "逾期不答复、不提交的，视为该行为没有证据、依据。复议期间，不得自行向申请人和其他组织、个人收集证据。",
    ),
    series="复答",
    addressee="{application.respondent}",
)
ANSWER_2017 = Paper(
    "行政复议答复通知书",
    (
        "{application.respondent}：",
        "申请人不服你单位作出的{application.act}，申请行政复议，本机关已经受理。现发送申请书副本。",
        "请自收到之日起十日内提出书面答复，提交作出该行为的证据、依据和其他有关材料；逾期不提出的，视为该行为没有证据、依据。",
    ),
    series="复答",
    addressee="{application.respondent}",
)
JOINED = Paper(
    "第三人参加行政复议通知书",
    (
        "{join.to}：",
        "本机关正在审理一起行政复议案件（{application.act}），你（单位）与该行为或者案件处理结果有利害关系，可以作为第三人参加。",
        "不参加不影响案件审理。",
    ),
    series="复参",
    addressee="{join.to}",
)
SUMMONS = Paper(
    "行政复议听证通知书",
    (
        "{subject}：",
        "本案定于{summons.held_on}在{summons.place}举行听证，请当事人按时参加。",
        "申请人无正当理由拒不参加的，视为放弃听证权利。被申请人的负责人应当参加；不能参加的，说明理由并委托工作人员参加。",
    ),
    series="复听",
)
SUSPENDED = Paper(
    "行政复议中止通知书",
    ("{subject}：", "本案有下列情形，决定中止审理：{suspend.ground}。中止期间不计入审理期限；原因消除后恢复审理。"),
    series="复中",
)
SUSPENDED_PARTY = Paper(
    "行政复议中止通知书",
    (
        "{subject}：",
        "本案有下列情形，决定中止审理：{suspend_party.ground}。满六十日原因仍未消除的，终止行政复议。",
    ),
    series="复中",
)
SUSPENDED_DOCUMENT = Paper(
    "行政复议中止通知书",
    ("{subject}：", "本案需要审查《{documents.document}》，{documents.handled_by}。审查期间中止审理，结果另行告知。"),
    series="复中",
)
TRANSFERRED = Paper(
    "规范性文件转送函",
    ("本机关审理行政复议案件中需要审查《{documents.document}》，本机关无权处理，现转送你机关。", "请自收到之日起六十日内回复处理意见。"),
    series="复转",
    addressee="",
)
ASKED_MAKER = Paper(
    "规范性文件审查答复通知书",
    (
        "本机关审理行政复议案件中需要审查《{documents.document}》。",
        "请自收到本通知之日起十日（工作日）内，就相关条款的合法性提出书面答复，并提交依据材料。",
    ),
    series="复规",
    addressee="",
)
RESUMED = Paper("恢复审理通知书", ("{subject}：", "中止审理的原因已经消除，本案自本通知作出之日起恢复审理。"), series="复恢")
EXTENDED = Paper(
    "行政复议延期审理通知书",
    ("{subject}：", "本案情况复杂，不能在规定期限内作出决定。经批准，审理期限延长，最多三十日。理由：{extend.text}"),
    series="复延",
)
SETTLEMENT = Paper(
    "行政复议调解书",
    (
        "# 复议请求",
        "{application.claim}",
        "# 调解结果",
        "{mediate.content}",
        "本调解书经各方当事人签字或者签章，并加盖行政复议机关印章，即具有法律效力。不履行的，依法强制执行。",
    ),
    series="复调",
)
TERMINATED = Paper(
    "行政复议终止决定书", ("{subject}：", "本案有应当终止的情形：{terminate.text}", "决定终止行政复议。"), series="复终"
)
TERMINATED_PARTY = Paper(
    "行政复议终止决定书",
    ("{subject}：", "本案因“{suspend_party.ground}”中止审理满六十日，原因仍未消除，决定终止行政复议。"),
    series="复终",
)
DECISION = Paper(
    "行政复议决定书",
    (
        "# 复议请求",
        "{application.claim}",
        "# 审理查明和认为",
        "{decision.reasons}",
        "# 决定",
        "{decision.content}（决定种类：{decision.outcome}）。",
        "不服本决定的，可以自收到决定书之日起十五日内依法向人民法院提起行政诉讼；法律规定本决定为终局的除外。",
    ),
    series="复决",
)
ORDER = Paper(
    "责令履行行政复议决定通知书",
    ("{application.respondent}：", "你单位没有按期履行本机关的行政复议决定。责令在{order.until}前履行并报告。事由：{order.text}"),
    series="复责",
    addressee="{application.respondent}",
)
OPINION = Paper(
    "行政复议意见书",
    ("{opinion.to}：", "本机关在办理行政复议案件中发现问题，提出意见：{opinion.text}", "请自收到之日起六十日内报送纠正情况。"),
    series="复意",
    addressee="{opinion.to}",
)
