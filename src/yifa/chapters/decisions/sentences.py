"""What the report says of major decisions."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence("列入目录的重大行政决策事项{major_decisions_listed}件，完成决策{major_decisions_completed}件。"),
    Sentence("聘请法律顾问{legal_advisers}名，参与重大决策、合同审查和行政应诉。"),
)
