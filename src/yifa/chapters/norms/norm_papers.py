"""The papers of a normative document, in our own words."""

from __future__ import annotations

from yifa.kernel.paper import Paper

PROJECT = Paper(
    "行政规范性文件立项审批表",
    ("文件名称：{project.name}。", "制定机关：{project.maker}。", "必要性和依据：{project.need}。"),
    addressee="",
)
CONSULTATION = Paper(
    "公开征求意见公告",
    (
        "现就《{project.name}》公开征求意见，自{consult.started_on}开始，渠道：{consult.channel}。",
        "起草说明：{draft.text}",
        "与经营主体生产经营活动密切相关的，征求意见的时间一般不少于三十日。",
    ),
    addressee="",
)
COMMENTS = Paper(
    "公开征求意见采纳情况",
    ("《{project.name}》公开征求意见，共收到意见{comments.received}条，采纳{comments.adopted}条。", "相对集中的意见没有采纳的，另附说明。"),
    addressee="",
)
FAIRNESS = Paper(
    "公平竞争审查表",
    ("文件名称：{project.name}", "起草说明：{draft.text}", "审查结论：{fairness.text}"),
    addressee="",
)
FAIRNESS_SELF = Paper(
    "公平竞争审查表（起草单位审查）",
    ("文件名称：{project.name}", "起草说明：{draft.text}", "审查结论：{fairness_self.text}"),
    addressee="",
)
SUBMITTED = Paper(
    "合法性审核送审函",
    ("现将《{project.name}》送请合法性审核。", "随附材料：{submit.files}。", "制定的必要性和依据：{project.need}"),
    series="规送",
    addressee="",
)
OPINION = Paper(
    "行政规范性文件合法性审核意见书",
    ("送审的《{project.name}》已经审核。审核意见：{review.text}", "共提出意见{review.opinions}条。"),
    series="规审",
    addressee="",
)
MINUTES = Paper(
    "集体审议纪要",
    ("《{project.name}》经{meeting.body}审议。", "合法性审核意见：{review.text}"),
    addressee="",
)
ISSUED = Paper(
    "行政规范性文件公布单",
    (
        "《{publish.name}》经{meeting.body}审议通过，编号{sign.number}，现予公布，自{publish.effective_on}起施行。",
        "本文件已经统一登记、统一编号、统一印发。",
    ),
    series="规",
    addressee="",
)
FILED = Paper(
    "行政规范性文件备案报告",
    (
        "现将《{publish.name}》（{sign.number}）报请备案，该文件自{publish.effective_on}起施行。",
        "随附文件正式文本、起草说明、制定依据和合法性审核意见，并报送电子文本。",
    ),
    series="规备",
    addressee="",
)
