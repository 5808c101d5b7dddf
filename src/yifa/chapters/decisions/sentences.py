"""What the report says of major decisions."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence(
        "列入年度目录的重大行政决策{major_decisions_listed}件",
        "完成重大行政决策{major_decisions_completed}件",
        zero=("major_decisions_completed",),
    ),
    Sentence("聘请法律顾问{legal_advisers}名"),
)
