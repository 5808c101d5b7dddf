"""What the report says of emergencies."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence("组织应急演练{drills}次。"),
    Sentence("建立应急救援队伍{rescue_teams}支，队员{rescue_members}人。"),
)
