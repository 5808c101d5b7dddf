"""What the report says of emergencies."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence("开展应急演练{drills}次"),
    Sentence("应急救援队伍{rescue_teams}支", "应急救援队员{rescue_members}人"),
)
