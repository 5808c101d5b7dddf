"""What the report says of leadership."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence("县政府常务会议、党组理论学习中心组集中学法{study_sessions}次", "研究法治建设议题{rule_of_law_topics_discussed}次"),
    Sentence("行政执法人员每人完成培训{training_hours}学时"),
)
