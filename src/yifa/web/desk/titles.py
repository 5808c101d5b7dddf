"""Names of chapters, in the words of the annual report, and of procedures apart from their versions."""

from __future__ import annotations

from functools import cache

from yifa.chapters.catalogue import procedures


@cache
def procedure_titles() -> dict[str, str]:
    """The name of each procedure by key: of its versions' titles the shortest, which names no version."""
    out: dict[str, str] = {}
    for p in procedures():
        out[p.key] = min(out.get(p.key, p.title), p.title, key=len)
    return out


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
