"""What the report says of government service."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence("进驻政务服务大厅的部门{service_departments}个，政务服务事项{service_items_total}项。"),
    Sentence("建成乡镇便民服务中心{service_points_township}个、村（社区）便民服务点{service_points_village}个。"),
    Sentence("全年办结政务服务{service_cases_handled}件。"),
    Sentence("网上可办率{online_rate}%，不见面审批率{no_meeting_rate}%。"),
    Sentence("行政许可类即办件占比{instant_rate}%。"),
    Sentence("推出“一件事”事项{service_bundles}项，申请材料精减{materials_cut_rate}%。"),
    Sentence("“跨省通办”事项{cross_province_items}项。"),
    Sentence("政务服务好评率{satisfaction_rate}%。"),
)
