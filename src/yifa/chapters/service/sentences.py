"""What the report says of government service."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence("{service_departments}个政务服务部门进驻政务服务大厅", "政务服务事项{service_items_total}项"),
    Sentence(
        "其中网上可办事项{service_items_online}项",
        "网上可办率{online_rate}%",
        "不见面审批事项{service_items_no_meeting}项",
        "不见面审批率{no_meeting_rate}%",
        zero=("online_rate", "no_meeting_rate"),
    ),
    Sentence(
        "行政许可类事项{permit_items_total}项",
        "其中即办件事项{permit_items_instant}项",
        "行政许可类即办件占比{instant_rate}%",
        zero=("instant_rate",),
    ),
    Sentence("“跨省通办”事项{cross_province_items}项"),
    Sentence("乡镇便民服务中心{service_points_township}个", "村（社区）便民服务点{service_points_village}个"),
    Sentence(
        "“一件事”事项{service_bundles}项",
        "精减前申请材料{materials_before}份",
        "精减申请材料{materials_cut}份",
        "申请材料精减率{materials_cut_rate}%",
        zero=("materials_cut_rate",),
    ),
    Sentence(
        "全年政务服务办件{service_cases_handled}件",
        "收到服务评价{ratings_given}件",
        "其中好评{ratings_good}件",
        "政务服务好评率{satisfaction_rate}%",
        zero=("satisfaction_rate",),
    ),
)
