"""Stages of one course of business: what is received is no less than what is accepted, closed, lost.

Cases carried over from the year before break the first of these, so that is an error only where the text leaves them out;
what is lost, upheld or passed is always among what was closed or examined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..alternatives import each
from ..model import Check, Verdict
from .interval import shown
from .near import SEMICOLON, Mention, Near, plain, same_unit
from .write import made

_CASES = (r"收到|接收|收件|申请", r"受理|立案", r"审结|办结|结案|审理完毕", r"败诉|胜诉|维持|撤销|纠错|调解结案|调撤")
_DISPUTES = (r"排查(?!出问题)", r"调解(?!成功|结案)|调处(?!成功)", r"成功|化解")
_FAULTS = (each("发现|查出|排查出|反馈", "[^，。；]*(?:问题|隐患)") + "|发现", r"整改|处置|销号")
_PEOPLE = (r"参训|参加培训|参加考试|参考|抽测|报名", r"合格|通过|及格|获证|取得")
_FIRM = {(_CASES, 2, 3), (_PEOPLE, 0, 1)}
_CHAINS = tuple((c, tuple(re.compile(s) for s in c)) for c in (_CASES, _DISPUTES, _FAULTS, _PEOPLE))
_ANY = re.compile("|".join(s for chain in (_CASES, _DISPUTES, _FAULTS, _PEOPLE) for s in chain))
_NOT_CARRIED = re.compile(r"当年(?:受理|收到|办结|审结)|本年度?新收|无(?:上年)?结转|不含(?:上年)?结转|剔除结转")
_AMONG = re.compile(r"其中|[（(]含")
_FILLER = re.compile(r"一审|二审|行政|机关|案件|诉讼|复议|申请|应诉|事项|数量|总数|目前|现|同时|全部|当年|本年|新|问题|隐患|人员|培训|考试|结案")
LOOK = 3


def orders(near: Near) -> Iterator[Check]:
    for sentence in near.sentences:
        staged = [m.whole and _ANY.search(m.name) is not None for m in sentence]
        if sum(staged) < 2:
            continue
        for i, later in enumerate(sentence):
            if staged[i] and not _AMONG.search(later.gap):
                for earlier in reversed(sentence[max(0, i - LOOK) : i]):
                    if (found := _stages(earlier, later)) is not None:
                        yield _told(near, earlier, later, found)
                        break


def _stages(earlier: Mention, later: Mention) -> bool | None:
    """Whether the second number can never be above the first (True), or not but for cases carried over (False); None: the
    two are no stages of one thing."""
    if not earlier.whole or earlier.depth != later.depth or not same_unit(earlier.figure, later.figure):
        return None
    if later.mark >= SEMICOLON or later.clauses > 2:
        return None
    for chain, stages in _CHAINS:
        a, b = _stage(stages, earlier), _stage(stages, later)
        if a is not None and b is not None and a < b and _elided(stages[b].sub("", later.name), earlier):
            return (chain, a, b) in _FIRM
    return None


def _stage(stages: tuple[re.Pattern[str], ...], m: Mention) -> int | None:
    return next((i for i in reversed(range(len(stages))) if stages[i].search(m.name)), None)


def _elided(rest: str, earlier: Mention) -> bool:
    """Whether the later number names nothing that the earlier one does not."""
    left = _FILLER.sub("", plain(rest))
    return not left or left in earlier.name


def _told(near: Near, earlier: Mention, later: Mention, firm: bool) -> Check:
    above, below = earlier.figure.value, later.figure.value
    said = near.places(earlier, later)
    if below <= above:
        formula, verdict, words = f"{shown(below)} ≤ {shown(above)}", Verdict.consistent, "后一环节不多于前一环节"
    else:
        formula = f"{shown(below)} > {shown(above)}"
        first, last = near.sentence_span(later)
        sure = firm or _NOT_CARRIED.search(near.text, first, last) is not None
        verdict = Verdict.inconsistent if sure else Verdict.ambiguous
        words = "后一环节多于前一环节" + ("" if sure else "，除非含有上年结转的")
    return made("order", formula, (earlier, later), None, below, verdict, f"{said}：{formula}，{words}。")
