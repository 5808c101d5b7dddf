"""Why a duty is not in the plan, in words: the constraint in the way, and what would help. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORDS = {
    "no_workday": "时限内没有工作日：在计划年度里，从最早日到最晚日没有一天上班；请核对时限和年度。",
    "blocked": "时限内的{0}个工作日都是企业请求避开的日子；请与企业另商日期，或者延长时限。",
    "visitors": "这一项要{0}人到场，超过每次入企人数上限{1}人；请核对人数，或者调整上限。",
    "certified": "要{0}人，本机关持有这一事项执法证的只有{1}人；请增加持证人员，或者核对事项名称。",
    "recused": "要{0}人，除去应当回避的，本机关持有这一事项执法证的只有{1}人；请增加人员，或者报请指定其他机关。",
    "certificate": "时限内可去的每一天，执法证在有效期内的都不足{0}人；请先换发执法证，或者调整时限。",
    "minutes": "这一项要{0}分钟，另加路上{1}分钟，超出持证人员一天的工作时间；请拆成几项，或者核对时间。",
    "cap": "该企业全年的入企次数上限（{0}次）已经用完，其余检查又不能与它同日合并；请调整时限使其能合并，或者不查。",
    "capacity": "时限内可去的{0}天，持证人员的工作时间都排满了，凑不齐{1}人；请增加持证人员，或者延长时限。",
}
SHORT = {
    "no_workday": "时限内没有工作日",
    "blocked": "企业避开了全部日子",
    "visitors": "超过每次入企人数上限",
    "certified": "没有足够的持证人员",
    "recused": "回避后人员不足",
    "certificate": "执法证不在有效期",
    "minutes": "超出一天的工作时间",
    "cap": "全年次数上限用完",
    "capacity": "人员时间排满",
}


def told(reason: str, figures: Sequence[int]) -> str:
    """The reason in words."""
    return WORDS[reason].format(*figures)


def code(words: str) -> str:
    """The reason that these words tell; "" for others."""
    return next((key for key, pattern in _PATTERNS.items() if pattern.fullmatch(words)), "")


def figures(words: str) -> tuple[str, tuple[int, ...]]:
    """(reason, its figures) that these words tell, as `told` takes them; ("", ()) for others."""
    key = code(words)
    found = _PATTERNS[key].fullmatch(words) if key else None
    return key, tuple(map(int, found.groups())) if found else ()


_PATTERNS = {
    key: re.compile("([0-9]+)".join(re.escape(part) for part in re.split(r"\{[0-9]\}", text))) for key, text in WORDS.items()
}
