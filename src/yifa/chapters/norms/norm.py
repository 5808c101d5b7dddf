"""行政规范性文件 of the county government, its departments and townships, from project to filing.

Norm (until 2024-07-31): fair-competition review by 国发〔2016〕34号. Norm2024 (from 2024-08-01): by 公平竞争审查条例. Days that the nation
left open (general consultation, entry into force, filing, validity) are local parameters.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from yifa.kernel.declare import May, NotBefore, Procedure, Role, Step, Within
from yifa.kernel.law import days, months, workdays, years
from yifa.kernel.paper import Paper

from ..acts import CLERK, HEAD, PANEL, PUBLIC, PUBLISHER, REGISTRAR, REVIEWER, Note, Reason
from ..laws import BUSINESS as B
from ..laws import FAIR_COMPETITION as F
from ..laws import FAIR_COMPETITION_2016 as F16
from ..laws import INFO as O
from ..laws import NORM_ACTIVE_REVIEW as K3
from ..laws import NORM_CORRECTION as K4
from ..laws import NORM_FILING_NPC as K1
from ..laws import NORM_FORMAL_CHECK as K2
from ..laws import NORM_RESUBMIT as K5
from ..laws import NORM_REVIEW_2018 as V
from ..laws import NORMS_2018 as N
from ..laws import NORMS_DELAY as D
from ..laws import NORMS_LOCAL as L
from . import norm_facts as f
from .norm_facts import Outcome

MARKET = Role("市场监督管理部门", seat="reviewer")
UPPER = Role("备案机关", seat="outside")
CONGRESS = Role("人大常委会", seat="outside")

OPINION = Paper(
    "行政规范性文件合法性审核意见书",
    ("{subject}：", "送审的《{project.name}》已经审核。审核意见：{review.text}", "共提出意见{review.opinions}条。"),
    series="规审",
)
ISSUED = Paper(
    "行政规范性文件公布单",
    (
        "《{publish.name}》经{meeting.body}审议通过，现予公布，自{publish.effective_on}起施行。",
        "本文件已经统一登记、统一编号、统一印发。",
    ),
    series="规",
    addressee="",
)


class Norm(Procedure):
    """行政规范性文件制定"""

    key, law, title, since = "norm", N, "行政规范性文件制定", date(2018, 12, 4)
    until: ClassVar[date | None] = date(2024, 7, 31)
    series, subject = "规立", ""

    project = Step("立项", by=HEAD, asks=f.Project, cite=N["制发程序部分"])
    drop = May("决定不制定", by=HEAD, asks=Reason, cite=N["制发程序部分"], after=[project], ends=Outcome.dropped)
    research = May("调研、评估论证", by=CLERK, asks=Note, cite=N["制发程序部分"], after=[project], repeats=True)
    draft = Step("起草", by=CLERK, asks=f.Draft, cite=N["制发程序部分"], after=[project])
    units = Step("征求部门意见", by=CLERK, asks=Note, cite=N["制发程序部分"], after=[draft])
    consult = Step(
        "公开征求意见",
        by=CLERK,
        asks=f.Consultation,
        cite=N["制发程序部分"] + B[62],
        after=[draft],
        when=project.says(f.Project.for_public) & project.says(f.Project.ordinary),
    )
    comment = May("提出意见", by=PUBLIC, asks=Note, cite=N["制发程序部分"], after=[consult], repeats=True, when=consult.done)
    heard = Step(
        "听取企业和协会商会意见",
        by=CLERK,
        asks=Note,
        cite=B[62],
        after=[draft],
        when=project.says(f.Project.about_business),
    )
    comments = Step("汇总意见采纳情况", by=CLERK, asks=f.Comments, cite=N["制发程序部分"], after=[consult], when=consult.done)
    norm_consultation_business = NotBefore(
        days(30),
        of=comments,
        since=consult.on(lambda c: c.started_on),
        cite=B[62],
        when=project.says(f.Project.about_business),
    )
    fairness = Step(
        "公平竞争审查",
        by=MARKET,
        asks=f.Fairness,
        cite=F16["审查方式部分"],
        after=[draft],
        when=project.says(f.Project.about_business),
    )
    precheck = Step("部门法制机构审核", by=REVIEWER, asks=Note, cite=V["审核程序部分"], after=[units, comments, heard])
    submit = Step("送合法性审核", by=CLERK, asks=f.Submission, cite=V["审核程序部分"], after=[precheck, fairness])
    review = Step("合法性审核", by=REVIEWER, asks=f.Review, cite=V["审核程序部分"], after=[submit], paper=OPINION)
    norm_legality_review_min = NotBefore(
        workdays(5), of=review, since=submit, cite=V["审核程序部分"], when=project.says(f.Project.ordinary)
    )
    norm_legality_review_max = Within(
        workdays(15), of=review, since=submit, cite=V["审核程序部分"], when=project.says(f.Project.ordinary)
    )
    revise = May("退回修改", by=REVIEWER, asks=Reason, cite=V["审核程序部分"], after=[review], repeats=True, reopens=draft)
    meeting = Step(
        "集体审议", by=PANEL, asks=f.Meeting, cite=N["集体审议部分"], after=[review], when=review.says(f.Review.passed)
    )
    sign = Step(
        "签发和统一编号", by=HEAD, asks=Note, cite=N["公开发布部分"], after=[meeting], when=meeting.says(f.Meeting.agreed)
    )
    publish = Step(
        "公布",
        by=PUBLISHER,
        asks=f.Issue,
        cite=N["公开发布部分"] + O[26],
        after=[sign],
        when=sign.done,
        paper=ISSUED,
        publishes=True,
        ends=Outcome.issued,
    )
    info_proactive = Within(workdays(20), of=publish, since=sign, cite=O[26])
    explain = Step("政策解读", by=CLERK, asks=Note, cite=N["公开发布部分"], after=[publish])
    effective = May("施行", by=REGISTRAR, asks=Note, cite=D["地方规定"], after=[publish])
    norm_effective_delay_local = NotBefore(days(30), of=effective, since=publish, cite=D["地方规定"])
    file_up = Step("报上级备案", by=REGISTRAR, asks=Note, cite=L["地方规定"], after=[publish])
    norm_filing_superior_local = Within(days(15), of=file_up, since=publish, cite=L["地方规定"])
    file_congress = Step(
        "报人大常委会备案",
        by=REGISTRAR,
        asks=Note,
        cite=K1["备案部分"],
        after=[publish],
        when=project.says(f.Project.by_government),
    )
    norm_filing_npc_local = Within(days(30), of=file_congress, since=publish, cite=K1["备案部分"])
    formal = May("人大形式审查", by=CONGRESS, asks=Note, cite=K2["备案部分"], after=[file_congress], when=file_congress.done)
    norm_filing_npc_formal_check = Within(days(10), of=formal, since=file_congress, cite=K2["备案部分"])
    returned = May("退回补报", by=CONGRESS, asks=Reason, cite=K5["第十二条"], after=[file_congress], when=file_congress.done)
    resubmit = Step("补报", by=REGISTRAR, asks=Note, cite=K5["第十二条"], each=returned)
    norm_filing_npc_resubmit = Within(days(10), of=resubmit, since=returned, cite=K5["第十二条"])
    checked = May("人大主动审查", by=CONGRESS, asks=Note, cite=K3["审查部分"], after=[file_congress], when=file_congress.done)
    norm_npc_active_review = Within(months(3), of=checked, since=file_congress, cite=K3["审查部分"])
    correction = May("人大书面审查意见", by=CONGRESS, asks=Reason, cite=K4["审查部分"], after=[file_congress], when=file_congress.done)
    corrected = Step("反馈处理情况", by=HEAD, asks=Note, cite=K4["审查部分"], each=correction)
    norm_npc_correction_reply = Within(days(30), of=corrected, since=correction, cite=K4["审查部分"])
    renew = May("到期前评估、续期或者宣布失效", by=HEAD, asks=Note, cite=L["地方规定"], after=[publish])
    norm_validity_general_local = Within(
        years(5), of=renew, since=publish, when=project.says(f.Project.lasting), cite=L["地方规定"]
    )
    norm_validity_trial_local = Within(
        years(2), of=renew, since=publish, when=project.says(f.Project.provisional), cite=L["地方规定"]
    )


class Norm2024(Norm):
    """行政规范性文件制定（公平竞争审查条例）"""

    title, since, until = "行政规范性文件制定（2024年公平竞争审查条例）", date(2024, 8, 1), None
    fairness = Step(
        "公平竞争审查",
        by=MARKET,
        asks=f.Fairness,
        cite=F[13, 14],
        after=[Norm.draft],
        when=Norm.project.says(f.Project.about_business),
    )


class Cleanup(Procedure):
    """规范性文件清理"""

    key, law, title, since, series, subject = "norm_cleanup", N, "规范性文件清理", date(2018, 5, 16), "清", ""
    cleaned = Step("清理结果", by=CLERK, asks=f.Cleanup, cite=N["动态清理部分"], publishes=True)


class Evaluation(Procedure):
    """规范性文件后评估"""

    key, law, title, since, series, subject = "norm_evaluation", N, "规范性文件后评估", date(2018, 5, 16), "评", ""
    evaluated = Step("后评估", by=CLERK, asks=f.Evaluation, cite=N["动态清理部分"])
