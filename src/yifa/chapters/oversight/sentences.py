"""What the report says of oversight and openness."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence(
        "对{supervised_units}家单位开展行政执法监督检查",
        "发现问题{supervision_problems_found}个",
        "整改问题{supervision_problems_fixed}个",
        zero=("supervision_problems_fixed",),
    ),
    Sentence("制发执法监督通知书{supervision_notices}份", "执法监督提示单{supervision_reminders}份"),
    Sentence(
        "办理人大代表建议{proposals_npc}件",
        "政协提案{proposals_cppcc}件",
        "答复建议提案{proposals_answered}件",
        "其中满意{proposals_satisfied}件",
        "建议提案满意率{proposal_satisfaction_rate}%",
        zero=("proposal_satisfaction_rate",),
    ),
    Sentence("主动公开政府信息{info_published}条", "收到政府信息公开申请{foi_requests}件"),
)
