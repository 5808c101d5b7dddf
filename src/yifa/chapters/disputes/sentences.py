"""What the report says of disputes and public legal services."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence(
        "收到行政复议申请{reconsideration_received}件",
        "受理行政复议案件{reconsideration_accepted}件",
        "审结行政复议案件{reconsideration_closed}件",
    ),
    Sentence(
        "其中按期审结{reconsideration_closed_on_time}件",
        "行政复议按期办结率{reconsideration_on_time_rate}%",
        "调解和解（含撤回）结案{reconsideration_mediated}件",
        "行政复议调撤率{reconsideration_mediation_rate}%",
        zero=("reconsideration_on_time_rate", "reconsideration_mediation_rate"),
    ),
    Sentence(
        "一审行政诉讼案件{litigation_cases}件",
        "审结行政诉讼案件{litigation_closed}件",
        "其中行政机关胜诉{litigation_won}件",
        "行政机关胜诉率{litigation_win_rate}%",
        "行政机关败诉{litigation_lost}件",
        "行政机关败诉率{litigation_loss_rate}%",
        zero=("litigation_win_rate", "litigation_lost", "litigation_loss_rate"),
    ),
    Sentence(
        "行政诉讼开庭{hearings_held}次",
        "其中行政机关负责人出庭{hearings_head_present}次",
        "行政机关负责人出庭应诉率{head_appearance_rate}%",
        zero=("head_appearance_rate",),
    ),
    Sentence(
        "排查矛盾纠纷{disputes_screened}件",
        "调解矛盾纠纷{disputes_mediated}件",
        "调解成功{disputes_resolved}件",
        "调解成功率{mediation_success_rate}%",
        zero=("mediation_success_rate",),
    ),
    Sentence("人民调解委员会{mediation_committees}个", "人民调解员{mediators}人"),
    Sentence("办理法律援助案件{legal_aid_cases}件", "提供法律咨询{legal_consultations}人次"),
    Sentence("举办普法活动{publicity_events}场次", "普法受众{publicity_audience}人次"),
)
