"""What the report says of enforcement."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence(
        "全年开展行政检查{inspections_total}次",
        "其中入企检查{inspections_of_enterprises}次",
        "入企检查量同比{inspections_change}",
        zero=("inspections_change",),
    ),
    Sentence("推行“综合查一次”", "联合检查减少检查次数{joint_inspections_saved}次"),
    Sentence("开展“双随机”抽查{random_inspection_batches}批次", "抽查对象{random_inspection_subjects}家"),
    Sentence("办理行政处罚案件{penalty_cases}件", "公开行政处罚信息{penalties_published}条"),
    Sentence(
        "持证行政执法人员{officers_certified}名",
        "抽测执法人员{officers_tested}名",
        "抽测合格{officers_passed}名",
        "抽测合格率{officer_test_pass_rate}%",
        zero=("officer_test_pass_rate",),
    ),
    Sentence("评查行政执法案卷{casefiles_reviewed}份"),
)
