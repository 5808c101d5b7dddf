"""行政诉讼一审，县政府或者部门作被告 (行政诉讼法 2017, with 2018解释 and the court rules on heads in court of 2020).

The court's own terms are recorded too: what the court does is entered as it happened. Days are natural days, and a last day
that is a rest day rolls (art. 101; 民事诉讼法 art. 85). Rules that came later bind by the day of the judgment or of the
letter, not by the day on which the case began: disclosure in twenty working days (2025-06-01), advice (2023-11-16).
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, NotBefore, Procedure, Role, Step, Unsettled, Within, between, deemed
from yifa.kernel.law import days, months, workdays

from ..acts import CLERK, COURT, HEAD, Note, Reason
from ..laws import ADVICE, HEAD_IN_COURT, INFO_CASES
from ..laws import LITIGATION as A
from ..laws import LITIGATION_2018 as J
from . import litigation_facts as f
from . import litigation_papers as paper

PLAINTIFF = Role("原告", seat="outside", party=True)


class Litigation(Procedure):
    """一审行政诉讼（作为被告）"""

    key, law, title, since, series = "litigation", A, "一审行政应诉", date(2017, 7, 1), "诉"

    # -- answer and evidence (arts. 31, 34, 36, 67; 解释 art. 34)
    received = Step("收到起诉状副本", by=CLERK, asks=f.Received, cite=A[67])
    arrived = received.on(lambda r: r.received_on)
    assign = Step("指派代理人", by=HEAD, asks=f.Assignment, cite=A[31], after=[received], paper=paper.MANDATE)
    assign_term = Within(Unsettled("法律没有写天数，本地可以定内部期限"), of=assign, since=received, cite=A[31])
    extension = May(
        "申请延期提供证据", by=HEAD, asks=Reason, cite=A[36] + J[34], after=[received], paper=paper.MORE_TIME
    )
    extension_term = Within(days(15), of=extension, since=arrived, cite=J[34])
    allowed = Step("法院答复延期举证", by=COURT, asks=f.Permit, cite=A[36] + J[34], each=extension)
    granted = allowed.says(f.Permit.allowed)
    answer = Step("提交答辩状", by=HEAD, asks=f.Answer, cite=A[67], after=[assign], paper=paper.DEFENCE)
    litigation_answer = Within(days(15), of=answer, since=arrived, cite=A[67] + J[34])
    evidence = Step("提交证据和依据", by=HEAD, asks=f.Evidence, cite=A[34, 67], after=[assign], paper=paper.EVIDENCE)
    no_evidence = deemed("视为没有证据", cite=A[34], instead=evidence)
    evidence_term = Within(days(15), of=evidence, since=arrived, when=~granted, cite=A[34, 67] + J[34], lapse=no_evidence)
    evidence_later = Within(
        days(15), of=evidence, since=allowed.on(f.Permit.counted_from), cite=J[34], lapse=no_evidence
    )
    answer_copied = May("法院发送答辩状副本", by=COURT, asks=Note, cite=A[67], after=[answer], when=answer.done)
    litigation_answer_copy = Within(days(5), of=answer_copied, since=answer, cite=A[67])
    amend_act = May("改变被诉行为", by=HEAD, asks=Reason, cite=A[62], after=[received], repeats=True)

    # -- what stops the court's clock (解释 arts. 50, 87)
    suspend = May("诉讼中止", by=COURT, asks=Note, cite=J[87], after=[received], repeats=True)
    resume = Step("恢复诉讼", by=COURT, asks=Note, cite=J[87], each=suspend)
    appraisal = May(
        "公告、鉴定、调解，处理管辖争议或者另案民事争议", by=COURT, asks=Note, cite=J[50, 138], after=[received], repeats=True
    )
    appraised = Step("上述事项结束", by=COURT, asks=Note, cite=J[50, 138], each=appraisal)
    longer = May("高级人民法院批准延长审限", by=COURT, asks=Note, cite=A[81], after=[received])
    convert = May(
        "转为普通程序", by=COURT, asks=Note, cite=A[84] + J[105], after=[received], when=received.says(f.Received.summary)
    )

    # -- in court (art. 3; 2020规定 arts. 1–10)
    notice = May("收到开庭通知", by=CLERK, asks=f.Notice, cite=HEAD_IN_COURT[5], after=[assign], repeats=True)
    litigation_head_notice = NotBefore(days(3), of=notice, ahead=notice.on(lambda n: n.held_on), cite=HEAD_IN_COURT[5])
    excuse = May(
        "说明负责人不能出庭", by=HEAD, asks=f.Excuse, cite=HEAD_IN_COURT[8, 9], after=[notice], when=notice.done, repeats=True,
        paper=paper.EXCUSE,
    )  # fmt: skip
    hearing = Step("开庭", by=CLERK, asks=f.Hearing, cite=A[3] + HEAD_IN_COURT[1, 8], each=notice)

    # -- judgment or ruling (arts. 62, 63, 69–78, 81–83)
    judgment = Step(
        "收到裁判",
        by=COURT,
        asks=f.Judgment,
        cite=A[69, 70],
        after=[answer, evidence, allowed, hearing, resume, appraised],
        when=hearing.done,
        ends=lambda j: j.outcome,
        tells=f.Judgment.signal,
    )
    ruled = May(
        "未开庭结案（裁定或者撤诉）", by=COURT, asks=f.Ruling, cite=A[62], after=[received], ends=lambda j: j.outcome
    )
    stopped = (between(suspend, resume), between(appraisal, appraised))
    registered = received.on(lambda r: r.registered_on)
    summary = received.says(f.Received.summary) & ~convert.done
    litigation_first_instance = Within(
        months(6), of=judgment, since=registered, when=~summary & ~longer.done, cite=A[81] + J[50, 138], less=stopped
    )
    litigation_simple = Within(days(45), of=judgment, since=registered, when=summary, cite=A[83] + J[50], less=stopped)

    # -- appeal and effect (arts. 85, 88; 解释 art. 110)
    served_on = judgment.on(lambda j: j.received_on)
    judged = judgment.says(f.Judgment.judgment)
    turned_away = judgment.says(f.Judgment.ruling)
    appeal = May(
        "上诉", by=HEAD, asks=Reason, cite=A[85], after=[judgment], when=judged | turned_away, paper=paper.APPEAL
    )
    litigation_appeal_judgment = Within(days(15), of=appeal, since=served_on, when=judged, cite=A[85])
    litigation_appeal_ruling = Within(days(10), of=appeal, since=served_on, when=turned_away, cite=A[85])
    appealed = May("对方上诉", by=PLAINTIFF, asks=Note, cite=A[85], after=[judgment], when=judged | turned_away)
    appealed_judgment = Within(days(15), of=appealed, since=served_on, when=judged, cite=A[85])
    appealed_ruling = Within(days(10), of=appealed, since=served_on, when=turned_away, cite=A[85])
    contested = appeal.done | appealed.done
    suspend_second = May("二审中止", by=COURT, asks=Note, cite=J[87], after=[judgment], when=contested, repeats=True)
    resume_second = Step("二审恢复", by=COURT, asks=Note, cite=J[87], each=suspend_second)
    longer_second = May("高级人民法院批准延长二审审限", by=COURT, asks=Note, cite=A[88], after=[judgment], when=contested)
    second = Step(
        "收到二审裁判", by=COURT, asks=f.Second, cite=A[88, 89], after=[appeal, appealed, resume_second], when=contested
    )
    litigation_second_instance = Within(
        months(3), of=second, since=[appeal, appealed], when=contested & ~longer_second.done, cite=A[88] + J[50],
        less=[between(suspend_second, resume_second)],
    )  # fmt: skip
    effective = Step("登记裁判生效", by=CLERK, asks=f.Effective, cite=A[85, 88], after=[second], when=judgment.done)
    effective_judgment = NotBefore(days(1), of=effective, since=litigation_appeal_judgment.end, cite=A[85])
    effective_ruling = NotBefore(days(1), of=effective, since=litigation_appeal_ruling.end, cite=A[85])
    in_force = effective.on(lambda e: e.effective_on)
    retrial = May("申请再审", by=HEAD, asks=Reason, cite=J[110], after=[effective], when=effective.done)
    litigation_retrial_request = Within(months(6), of=retrial, since=in_force, cite=J[110])

    # -- performance (arts. 94–96)
    lost = (judgment.says(f.Judgment.lost) & ~second.done) | second.says(f.Second.lost)
    perform = Step("履行裁判", by=HEAD, asks=Note, cite=A[94, 96], after=[effective], when=lost)
    perform_until = Within(None, of=perform, since=judgment.on(lambda j: j.perform_by), when=lost, cite=A[96])
    litigation_gov_info_disclose = Within(
        workdays(20), of=perform, since=judgment.on(f.Judgment.disclose_from), cite=INFO_CASES[11],
        when=received.says(f.Received.about_information) & lost,
    )  # fmt: skip
    lessons = May("败诉复盘", by=HEAD, asks=Note, cite=A[96], after=[judgment], when=judgment.says(f.Judgment.lost))

    # -- advice of the court (法释〔2023〕11号)
    advice = May("收到司法建议", by=CLERK, asks=f.Advice, cite=ADVICE[8], after=[judgment], when=judgment.done, repeats=True)
    advice_reply = Step("回复司法建议", by=HEAD, asks=f.Reply, cite=ADVICE[8], each=advice, paper=paper.REPLY)
    judicial_advice_reply = Within(months(2), of=advice_reply, since=advice.on(f.Advice.two_months_from), cite=ADVICE[8])
    advice_until = Within(None, of=advice_reply, since=advice.on(lambda a: a.until), cite=ADVICE[8])


NOT_LINES: dict[str, str] = {
    "起诉": "是原告到法院的权利，由法院在立案时审查；副本上记载的起诉日、知道日写在“收到起诉状副本”里，供答辩时提出",
    "立案": "由法院办理，收到副本时记载立案之日，审限由此起算",
    "不得自行取证": "是诉讼期间的禁止，写在授权委托书里",
    "必须通知出庭": "由法院判断，写在开庭通知的“法院通知负责人出庭”里",
    "身份证明": "开庭前核对，作为开庭记载的附件；不合格的按未出庭记载",
    "司法建议追责触发": "由法院发出司法建议，收到后按“收到司法建议”办理",
    "公益诉讼检察建议": "是单独的程序：检察建议办理（advice.py）",
    "一般检察建议": "是单独的程序：检察建议办理（advice.py）",
    "国家赔偿": "是单独的程序：行政赔偿（compensation.py）",
    "履行：划拨、按日罚款、公告、拘留": "由法院对不履行的机关采取，没有被告办理的步骤",
    "复议维持的共同被告": "记在“收到起诉状副本”里，两个机关各办各的应诉案件",
}
"""Rows of section 9 that are not lines of this procedure, and where they live."""
