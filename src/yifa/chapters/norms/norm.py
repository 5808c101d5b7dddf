"""行政规范性文件 of the county government, its departments and townships, from project to filing.

Norm (until 2024-07-31): the drafter reviews fair competition itself by 国发〔2016〕34号. Norm2024 (from 2024-08-01): by
公平竞争审查条例, for documents of the government the market regulator with the drafter. Days that the nation left open (general
consultation, entry into force, filing, validity) are local parameters under the names of their rows.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from yifa.kernel.declare import May, NotBefore, Procedure, Role, Step, Unsettled, Within, between, deemed, gone
from yifa.kernel.law import days, months, workdays, years

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
from . import norm_papers as paper
from .norm_facts import Outcome

MARKET = Role("市场监督管理部门", seat="reviewer")
CONGRESS = Role("人大常委会", seat="outside")
CONGRESS_HEAD = Role("备案审查机构负责人", seat="outside")


class Norm(Procedure):
    """行政规范性文件制定"""

    key, law, title, since = "norm", N, "行政规范性文件制定", date(2018, 12, 4)
    until: ClassVar[date | None] = date(2024, 7, 31)
    series, subject = "规立", ""

    # -- project and draft
    project = Step("立项", by=HEAD, asks=f.Project, cite=N["制发程序部分"], paper=paper.PROJECT)
    ordinary = project.says(f.Project.ordinary)
    business = project.says(f.Project.about_business)
    market = project.says(f.Project.about_market)
    by_government = project.says(f.Project.by_government)
    by_others = project.says(f.Project.by_others)
    drop = May("决定不制定", by=HEAD, asks=Reason, cite=N["制发程序部分"], after=[project], ends=Outcome.dropped)
    research = May("调研", by=CLERK, asks=Note, cite=N["制发程序部分"], after=[project], repeats=True)
    assess = Step(
        "评估论证", by=CLERK, asks=f.Assessment, cite=N["制发程序部分"], after=[project],
        when=project.says(f.Project.important),
    )  # fmt: skip
    draft = Step("起草", by=CLERK, asks=f.Draft, cite=N["制发程序部分"], after=[project, assess])

    # -- opinions of units, the public and firms
    units = Step("征求部门意见", by=CLERK, asks=f.Units, cite=N["制发程序部分"], after=[draft])
    consult = Step(
        "公开征求意见", by=CLERK, asks=f.Consultation, cite=N["制发程序部分"] + B[62], after=[draft],
        when=project.says(f.Project.for_public) & ordinary, paper=paper.CONSULTATION,
    )  # fmt: skip
    comment = May("提出意见", by=PUBLIC, asks=Note, cite=N["制发程序部分"], after=[consult], repeats=True, when=consult.done)
    heard = Step("听取企业和协会商会意见", by=CLERK, asks=Note, cite=B[62], after=[draft], when=business)
    comments = Step(
        "汇总意见采纳情况", by=CLERK, asks=f.Comments, cite=N["制发程序部分"], after=[consult], when=consult.done,
        paper=paper.COMMENTS,
    )  # fmt: skip
    consulted_from = consult.on(lambda c: c.started_on)
    norm_consultation_business = NotBefore(days(30), of=comments, since=consulted_from, cite=B[62], when=business)
    consultation_other = Within(
        Unsettled("与经营主体无关的文件，全国没有统一天数，各省多为七日、十日、十五日或者三十日，由本地规定"),
        of=comments,
        since=consulted_from,
        cite=N["制发程序部分"],
    )

    # -- fair competition, then legality (nothing stands in its place)
    fairness_self = Step(
        "公平竞争自我审查", by=CLERK, asks=f.Fairness, cite=F16["审查方式部分"], after=[draft], when=market,
        paper=paper.FAIRNESS_SELF,
    )  # fmt: skip
    fair = project.says(f.Project.outside_market) | fairness_self.says(f.Fairness.fair)
    precheck = Step(
        "部门法制机构审核", by=REVIEWER, asks=Note, cite=V["审核程序部分"], after=[units, comments, heard]
    )
    submit = Step(
        "送合法性审核", by=CLERK, asks=f.Submission, cite=V["审核程序部分"], after=[precheck, fairness_self], when=fair,
        paper=paper.SUBMITTED,
    )  # fmt: skip
    ask_more = May("要求补充材料", by=REVIEWER, asks=Reason, cite=V["审核程序部分"], after=[submit], repeats=True)
    more = Step("补充材料", by=CLERK, asks=Note, cite=V["审核程序部分"], each=ask_more)
    experts = May("专家论证、征求意见", by=REVIEWER, asks=Note, cite=V["审核程序部分"], after=[submit], repeats=True)
    experts_done = Step("论证、征求意见结束", by=REVIEWER, asks=Note, cite=V["审核程序部分"], each=experts)
    review = Step(
        "合法性审核", by=REVIEWER, asks=f.Review, cite=V["审核程序部分"], after=[submit, more, experts_done],
        when=submit.done, paper=paper.OPINION,
    )  # fmt: skip
    norm_legality_review_min = NotBefore(
        workdays(5), of=review, since=submit, cite=V["审核程序部分"], when=ordinary
    )
    norm_legality_review_max = Within(
        workdays(15), of=review, since=submit, cite=V["审核程序部分"], when=ordinary,
        less=[between(ask_more, more), between(experts, experts_done)],
    )  # fmt: skip
    revise = May("退回修改", by=REVIEWER, asks=Reason, cite=V["审核程序部分"], after=[review], repeats=True, reopens=draft)
    meeting = Step(
        "集体审议", by=PANEL, asks=f.Meeting, cite=N["集体审议部分"], after=[review], when=review.says(f.Review.passed),
        paper=paper.MINUTES,
    )  # fmt: skip
    sign = Step(
        "签发和统一编号", by=HEAD, asks=f.Signing, cite=N["公开发布部分"], after=[meeting],
        when=meeting.says(f.Meeting.agreed),
    )  # fmt: skip
    redraft = May(
        "修改草案，重新办理", by=CLERK, asks=Reason, cite=N["制发程序部分"], after=[draft], repeats=True, when=~sign.done,
        reopens=draft,
    )  # fmt: skip

    # -- publication and effect
    publish = Step(
        "公布", by=PUBLISHER, asks=f.Issue, cite=N["公开发布部分"] + O[26], after=[sign], when=sign.done,
        paper=paper.ISSUED, publishes=True, ends=Outcome.issued,
    )  # fmt: skip
    info_proactive = Within(workdays(20), of=publish, since=sign, cite=O[26])
    explain = Step("政策解读", by=CLERK, asks=Note, cite=N["公开发布部分"], after=[publish], when=publish.done)
    effective = May("施行", by=REGISTRAR, asks=Note, cite=N["公开发布部分"], after=[publish], when=publish.done)
    effective_gap = Within(
        Unsettled("公布到施行的间隔全国没有统一天数，各省多为三十日，由本地规定；立即施行的要写明理由"),
        of=effective,
        since=publish,
        cite=L["地方规定"],
    )

    # -- filing and validity
    file_up = Step(
        "报上级或者本级政府备案", by=REGISTRAR, asks=Note, cite=N["备案监督部分"] + L["地方规定"], after=[publish],
        when=publish.done, paper=paper.FILED,
    )  # fmt: skip
    norm_filing_superior_local = Within(days(15), of=file_up, since=publish, cite=L["地方规定"])
    file_congress = Step(
        "报人大常委会备案", by=REGISTRAR, asks=Note, cite=L["地方规定"], after=[publish],
        when=publish.done & by_government, paper=paper.FILED,
    )  # fmt: skip
    file_congress_term = Within(
        Unsettled("报人大常委会备案的天数，2024年各省条例以前没有核到统一规定，由本地规定"),
        of=file_congress,
        since=publish,
        cite=L["地方规定"],
    )
    renew = May("有效期届满前评估处理", by=HEAD, asks=f.Renewal, cite=L["地方规定"], after=[publish], when=publish.done)
    expired = deemed("有效期届满，自动失效", cite=L["地方规定"], instead=renew)
    valid_from = publish.on(f.Issue.valid_from)
    norm_validity_general_local = Within(
        years(5), of=renew, since=valid_from, when=project.says(f.Project.lasting), cite=L["地方规定"], lapse=expired
    )
    norm_validity_trial_local = Within(
        years(2), of=renew, since=valid_from, when=project.says(f.Project.provisional), cite=L["地方规定"], lapse=expired
    )
    validity_written = Within(
        None, of=renew, since=publish.on(lambda i: i.expires_on), cite=L["地方规定"], lapse=expired
    )


FILED = Norm.file_congress


class Norm2024(Norm):
    """行政规范性文件制定（公平竞争审查条例）"""

    title, since, until = "行政规范性文件制定（2024年公平竞争审查条例）", date(2024, 8, 1), None

    # -- fair competition: the drafter alone for departments and townships, the market regulator for the government
    fairness_self = Step(
        "起草单位公平竞争审查", by=CLERK, asks=f.Fairness, cite=F[13], after=[Norm.draft], when=Norm.market & Norm.by_others,
        paper=paper.FAIRNESS_SELF,
    )  # fmt: skip
    fairness_first = Step(
        "起草单位公平竞争初审", by=CLERK, asks=f.FirstCheck, cite=F[14], after=[Norm.draft],
        when=Norm.market & Norm.by_government,
    )  # fmt: skip
    fairness = Step(
        "市场监管部门会同公平竞争审查", by=MARKET, asks=f.Fairness, cite=F[14], after=[fairness_first],
        when=Norm.market & Norm.by_government, paper=paper.FAIRNESS,
    )  # fmt: skip
    submit = Step(
        "送合法性审核", by=CLERK, asks=f.Submission, cite=V["审核程序部分"] + F[18],
        after=[Norm.precheck, fairness_self, fairness], when=Norm.fair | fairness.says(f.Fairness.fair),
        paper=paper.SUBMITTED,
    )  # fmt: skip

    # -- effect and filing by local rules of 2024, as defaults for local parameters
    effective_gap = gone()
    norm_effective_delay_local = NotBefore(
        days(30), of=Norm.effective, since=Norm.publish, cite=D["地方规定"], when=Norm.publish.says(f.Issue.delayed)
    )
    file_congress_term = gone()
    norm_filing_npc_local = Within(days(30), of=Norm.file_congress, since=Norm.publish, cite=K1["地方性法规"])
    formal = May("人大形式审查", by=CONGRESS, asks=Note, cite=K2["地方性法规"], after=[FILED], when=FILED.done)
    norm_filing_npc_formal_check = Within(days(10), of=formal, since=FILED, cite=K2["地方性法规"])
    returned = May("退回补报", by=CONGRESS, asks=Reason, cite=K5[12], after=[FILED], when=FILED.done, repeats=True)
    resubmit = Step("补报", by=REGISTRAR, asks=Note, cite=K5[12], each=returned)
    norm_filing_npc_resubmit = Within(days(10), of=resubmit, since=returned, cite=K5[12])
    checked = May("人大主动审查", by=CONGRESS, asks=Note, cite=K3["地方性法规"], after=[FILED], when=FILED.done)
    checked_longer = May(
        "延长主动审查期限", by=CONGRESS_HEAD, asks=Reason, cite=K3["地方性法规"], after=[FILED], when=FILED.done & ~checked.done
    )
    norm_npc_active_review = Within(
        months(3), of=checked, since=FILED, cite=K3["地方性法规"], extended_by=checked_longer, up_to=months(3)
    )
    correction = May("人大书面审查意见", by=CONGRESS, asks=Reason, cite=K4["地方性法规"], after=[FILED], when=FILED.done, repeats=True)
    corrected = Step("反馈处理情况", by=HEAD, asks=Note, cite=K4["地方性法规"], each=correction)
    norm_npc_correction_reply = Within(days(30), of=corrected, since=correction, cite=K4["地方性法规"])


class Cleanup(Procedure):
    """规范性文件清理"""

    key, law, title, since, series, subject = "norm_cleanup", N, "规范性文件清理", date(2018, 5, 16), "清", ""
    cleaned = Step("清理结果", by=CLERK, asks=f.Cleanup, cite=N["动态清理部分"], publishes=True)


class Evaluation(Procedure):
    """规范性文件后评估"""

    key, law, title, since, series, subject = "norm_evaluation", N, "规范性文件后评估", date(2018, 5, 16), "评", ""
    evaluated = Step("后评估", by=CLERK, asks=f.Evaluation, cite=N["动态清理部分"])


NOT_LINES: dict[str, str] = {
    "立项：不得越权设定": "是合法性审核的内容，写在审核意见里，不是步骤",
    "合法性审核：不得以征求意见、会签、参会代替": "集体审议要求合法性审核通过，没有别的步骤可以代替它",
    "公布：未公布不得作依据": "没有公布的文件在本平台不进入公开目录，其他程序不能引用",
    "备案（人大）：每年1月31日前报目录": "是年度报送日期，列在日历期限里（norm_catalog_npc_local），不属于某一份文件",
    "清理、后评估": "各为单独的登记程序（规范性文件清理、规范性文件后评估）",
    "续期": "续期的文件重新公布、重新备案，用新的一件办理",
    "裁量权基准": "以规范性文件形式制定的，走本程序；基准本身登记在权责清单",
}
"""Rows of section 5 that are not lines of these procedures, and where they live."""
