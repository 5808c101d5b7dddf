"""The chapters in the words of the annual report."""

from __future__ import annotations

CHAPTER_TITLES = {
    "leadership": "组织领导",
    "service": "政务服务",
    "norms": "制度建设",
    "decisions": "行政决策",
    "enforcement": "行政执法",
    "emergencies": "突发事件应对",
    "disputes": "矛盾纠纷化解",
    "oversight": "监督和公开",
}
