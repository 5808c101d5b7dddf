"""Rows of the table of limits that no procedure declares, each with the reason. tests/law/test_limits_declared.py
holds it: a row is a line of some procedure under its own name, or stands here."""

from __future__ import annotations

_POLICE = "治安案件由公安机关的办案系统办理，不在本平台立案"
_OLD_PENALTY = "2021年7月15日以前立案的处罚案件不在平台范围内；旧法原文未核，只供查算"
_COURT = "法院内部或者对法院裁定申请复议的期限，由法院办案系统管理；可用 yifa due 查算"
_OWN_FORCE = "属于有强制执行权的机关自行强制执行，另有程序；本处罚程序申请法院执行"
_FREEZE = "冻结须由法律授权的机关实施，县级部门没有这一权力；可用 yifa due 查算"

NOT_DECLARED: dict[str, str] = {
    # 行政处罚
    "penalty_report_verify_market": "投诉调解中发现线索属于投诉程序；转为线索后适用立案核查的十五个工作日",
    "complaint_accept_market": "消费投诉的受理属于投诉程序，不是处罚程序",
    "public_security_decision": _POLICE,
    "public_security_decision_2012": _POLICE,
    "public_security_prescription": _POLICE,
    "public_security_prescription_2012": _POLICE,
    "public_security_service": _POLICE,
    "public_security_service_2012": _POLICE,
    "public_security_onsite_filing": _POLICE,
    "public_security_onsite_filing_2012": _POLICE,
    "penalty_hearing_request_2017": _OLD_PENALTY,
    "penalty_service_2017": _OLD_PENALTY,
    # 行政强制
    "freeze_period": _FREEZE,
    "freeze_decision_delivery": _FREEZE,
    "money_execution_wait": _OWN_FORCE,
    "substitute_performance_notice": _OWN_FORCE,
    "execution_suspension_end": _OWN_FORCE,
    "court_nonaccept_review_request": _COURT,
    "court_nonaccept_review_ruling": _COURT,
    "court_execution_ruling_complex": _COURT,
    "court_refusal_delivery": _COURT,
    "court_refusal_review_request": _COURT,
    "court_refusal_review_ruling": _COURT,
    "court_urgent_execution": _COURT,
    # 行政诉讼：原告的权利和法院内部的期限
    "litigation_filing_after_review": "原告经复议后起诉的期限，由法院立案时审查；起诉日、知道日记在收到的副本里，供答辩提出",
    "litigation_untold_longest": "没有告知起诉期限时原告的最长期限，由法院立案时审查；可用 yifa due 查算",
    "litigation_inaction_wait": "原告对不履行职责起诉前的等待期，在诉讼以前，由法院立案时审查",
    "litigation_longest_general": "原告的最长起诉期限，由法院立案时审查；可用 yifa due 查算",
    "litigation_longest_realty": "因不动产起诉的最长期限，由法院立案时审查；可用 yifa due 查算",
    "litigation_extension_request": "原告向法院申请延长起诉期限，在被告收到副本以前，由法院决定",
    "litigation_case_register": "法院决定是否立案，在被告收到副本以前；收到副本时只记载立案之日",
    "litigation_copy_to_defendant": "法院发送副本的期限，由法院办案系统管理；被告的期限自收到副本之日起算，不受影响",
    "litigation_answer_2014": "1989年法，2015年4月30日以前，不在平台范围内；只供查算",
    # 行政规范性文件
    "rule_consultation_reference": "规章草案的天数，县级没有规章制定权，只作参照；一般文件的天数是本地参数",
    # 行政执法监督
    "enforcement_certificate_validity_local": "是持证执法人员名册里的有效期，不是案件里的期限",
}
"""By row. Rows of the procedures that are built in full: each has its own reason."""

_LATER = "这一程序现在只作登记，完整程序在以后的版本里；期限可用 yifa due 查算"

BY_PROCEDURE: dict[str, str] = {
    "admin_license": _LATER,
    "gov_service": _LATER,
    "major_decision": _LATER,
    "contract_village": _LATER,
    "mediation": _LATER,
    "petition": _LATER,
    "gov_info": _LATER,
    "legal_aid": _LATER,
    "deputy_proposal": _LATER,
    "gov_supervision": _LATER,
    "hotline_12345": _LATER,
    "credit_publicity": "公示期由决定书写明（公示截止期），信用修复另有程序",
    "community_correction": _LATER,
    "archives": _LATER,
    "service_of_documents": "公告送达的三十日由送达记录直接写送达日",
}
"""By procedure of the table: for the rows of it that are neither declared nor named above."""


def reason(id: str, procedure: str) -> str:
    """Why no procedure declares this row; "" if one should."""
    return NOT_DECLARED.get(id) or BY_PROCEDURE.get(procedure, "")
