"""What a number counts: its words, its topic, whether it is a level, a change, a target or last year's, and its period. Pure."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from yifa.reader.alternatives import each, literals
from yifa.reader.data import words
from yifa.reader.model import Direction, Role

_UP = "增长|上升|提高|增加|增幅|增多|提升|上涨|翻"
_DOWN = "减少|下降|降低|降幅|压减|压降|压缩|精减|精简|缩短|缩减|下调|回落|减"
_MOVES = re.compile(f"{_UP}|{_DOWN}")
_VERBS = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_AGAINST = re.compile("同比|环比|" + each("较|比", r"(?:上年|去年|前年|上一年|同期|上月|20\d\d年|往年|以前|规定|法定)"))
_CHANGE = re.compile(
    rf"(?:{_UP}|{_DOWN})(?:幅度|比例|率)?(?:了|约|近|超过?|逾|达到?|为|在|均)*[^\S\n]*$|(?:{_DOWN})[^，。#]{{0,12}}$"
)
_MORE = re.compile(r"[较比](?:上年|去年|前年|上一年|同期|往年)(?:度|同期)?(?:多|(?P<down>少))(?!数|样|元)")
_NEW_LEVEL = re.compile(rf"(?:{_UP}|{_DOWN})(?:到|至|为)[^#]{{0,4}}$")
_PREVIOUS = re.compile(
    r"(?:去年|上年|上一年)(?:同期)?(?:的|为|是)?[^较比转，]{0,4}$"
    r"|[由从](?:去年|上年|原来|原先|原|最初|20\d\d年)?的?[^，较比]{0,4}$|^(?:上一?年度|[去上]年同期)(?!结转)[^较比转同]*$"
)
_TARGET = re.compile(
    r"力争|明年|(?<![年以])来年|下一?年度|争取(?!资金|上级|政策|中央|省|支持)|目标(?:为|是|达|值)|不得|应当|必须|规定(?:不|应|最)|要求(?:达|不|至少|每|最)|拟(?:于|在|开展|组织|新建|建设|投入)|计划(?:开展|完成|到|于|在|用|对|组织|新建|建设|培训|投入|实施)|到20\d\d年|原则上|须|标准为"
    r"|每个?(?:季度?|月|年|周|半年|人每?年?|乡镇|镇街|街道|村|社区|单位|部门)[^，#]{0,8}(?:至少|不少于|不低于)"
)
_PART = re.compile(r"其中|包括|分别为|含(?!税)|里面")
_LEAD = re.compile(
    r"^(?:截至?[止到]?[^，]{0,8}[年月日底前]|20\d\d年|今年(?:以来)?|全年|本年度?|年内|目前|截[至止]目前|已|先后|累计|共计?|总计|合计|一共|其中|包括|同时|并|现(?!场|有)|均|全[县市区省局](?=共|累计|已)|以来|来)+"
)
_TRAIL = re.compile(r"(?:达到?|了|为|是|共[计有]?|累计|总计|合计|已|均|超过?|逾|约|近|不[少低]于|至少|有|：|:|分别)+$")
_YEAR = re.compile(r"(20\d\d)\s?年")
_HALF = re.compile("[上下]半年")
_MONTHS = re.compile(r"(\d{1,2})月?\s?[—–\-－至到~～]{1,2}\s?(\d{1,2})月")
BARE = re.compile(
    r"[已均全部直接按期时提前自行]{0,4}(?:审结|办结|结案|受理|立案|收到|接收|败诉|胜诉|维持|驳回|撤销|调解|和解|终止|撤回|化解|整改|查处|办理|完成|变更|履行|调处"
    r"|调解成功|成功|提出|反馈|答复|不予受理|纠正)$|.{0,4}率$"
)
_MEASURED = re.compile(r"[率度量数比额]$")


@cache
def _topics() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    table = words("topics")
    topic_of = {word: topic for topic, row in table.items() for word in row["words"].split()}
    return re.compile(literals(topic_of)), topic_of, {topic: row["noun"] for topic, row in table.items()}


@cache
def _chapters() -> dict[str, str]:
    return {topic: row["chapter"] for topic, row in words("topics").items() if "chapter" in row}


def chapter(topic: frozenset[str]) -> str:
    """The chapter in which all these topics belong, "" if they do not agree."""
    found = {_chapters().get(name, "") for name in topic}
    return found.pop() if len(found) == 1 else ""


def topics(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """What `text[start:end]` speaks of, with the places."""
    pattern, topic_of, _ = _topics()
    return [(m.start(), topic_of[m[0]]) for m in pattern.finditer(text, start, end)]


def spoken_of(words: str) -> frozenset[str]:
    """What some words speak of."""
    pattern, topic_of, _ = _topics()
    return frozenset([topic_of[word] for word in pattern.findall(words)])


_NEAR = 60
"""So far back a topic is looked for first."""


def nearest(text: str, sentence: int, place: int) -> frozenset[str]:
    """The topics of the nearest clause before `place` in its sentence that speaks of any."""
    near = max(sentence, place - _NEAR)
    found = topics(text, near, place) or (topics(text, sentence, near + 8) if near > sentence else [])
    if not found:
        return frozenset()
    last = found[-1][0]
    if len(found) == 1:
        return frozenset({found[0][1]})
    cut = max(text.rfind(stop, sentence, last) for stop in ",，;；:：")
    return frozenset(topic for at, topic in found if at > cut)


_FROM_TO = re.compile(rf"[^\S\n]*(?:{_UP}|{_DOWN}|降|升|增|压)(?:到|至|为)")
_TO = re.compile(rf"(?:大幅|快速|平稳)?(?:{_UP}|{_DOWN}|降|升|增|压)(?:到|至|为)$")


_FROM = re.compile(r"[由从][^由从，]{0,8}$")


def without_origin(before: str) -> str:
    """The words before a number without 由去年的."""
    return _FROM.sub("", before)


def moved_to(before: str) -> bool:
    """Whether a number is where that before it went (由12件降至8件)."""
    return _TO.match(before) is not None


_PEOPLE = frozenset(("名", "人", "位"))
_TO_COME = re.compile(r"\s*(?:下一?步|明年|来年|今后|到(20\d\d)年)(?!工作[^，。]{0,6}要点)")


def to_come(text: str, sentence: int, year: int | None) -> bool:
    """Whether the sentence that begins at `sentence` tells of plans from its first word on; `year`: the report's."""
    found = _TO_COME.match(text, sentence)
    return found is not None and (not found[1] or int(found[1]) > (year or 2100))


def role(before: str, after: str, unit: str, planned: bool) -> tuple[Role, Direction | None]:
    """What the number says, by the words around it. `after`: the text right behind its unit."""
    if planned:
        return Role.target, None
    if _FROM_TO.match(after):
        return Role.previous, None
    moves = _MOVES.search(before) is not None
    if unit == "个百分点" or (moves and _CHANGE.search(before) and not _NEW_LEVEL.search(before)):
        said = _last(before)
        return Role.change, said
    if moves and _AGAINST.search(before) and not _NEW_LEVEL.search(before) and (said := _last(before)):
        return Role.change, said
    if more := _MORE.search(before):
        return Role.change, Direction.down if more["down"] else Direction.up
    if _PREVIOUS.search(before) and not (unit in _PEOPLE and before.endswith("由")):  # 由7名律师组成
        return Role.previous, None
    if _TARGET.search(before):
        return Role.target, None
    return Role.level, None


_EARLIER = re.compile(
    r"(?<![自从较比至止])(20\d\d)年(?!以来|起|开始)(?:度|全年|1?\d(?:月?[-—－至~～]1?\d)?月|[上下]半年)?(?:，(?:[^，。；：》\d]{0,12}，)?)?[^，。；：》\d]{0,24}$"
)


def earlier(before: str, year: int | None) -> bool:
    """Whether the words before a number say that it is of a year before the report's: 2022年488件 in a report of 2024."""
    found = _EARLIER.search(before) if year and "20" in before else None
    return found is not None and int(found[1]) < (year or 0)


_WHEN = re.compile(
    r"(?:20\d\d年|[今去上]年)?(?:度|全年|同期)?(?:\d{1,2}(?:月?[-—－至~～]\d{1,2})?月|[上下]半年|第?[一二三四]季度)?(?:则|又|再)?"
    r"(?:下降|上升|回升|提高|减少|增加|增长|降|升|增)?(?:到|至|为|是|达到?|约|近|有)*$"
)


def only_when(before: str) -> bool:
    """Whether a number's own words say nothing but of which time it is."""
    return ("年" in before or "月" in before or "季度" in before) and _WHEN.match(before) is not None


_TIME = re.compile(r"^.*20\d\d年(?:度|全年)?(?:\d{1,2}(?:月?[-—－至~～]\d{1,2})?月)?")


def without_time(before: str) -> str:
    """The words before a number without the year in them and what stands before it."""
    return _TIME.sub("", before)


def _last(before: str) -> Direction | None:
    said = None
    for match in _VERBS.finditer(before):
        said = Direction.up if match["up"] else Direction.down
    return said


_TRAIL_ENDS = frozenset(_TRAIL.pattern + "\n")


def _without_lead(words: str) -> str:
    lead = _LEAD.match(words)
    return words[lead.end() :] if lead else words


def _without_trail(words: str) -> str:
    return _TRAIL.sub("", words) if words[-1:] in _TRAIL_ENDS else words


def counted(before: str, after: str, topic: frozenset[str], has_topic: bool) -> str:
    """What is counted, in the report's words; with the noun of the topic where the report leaves it out."""
    head = _without_trail(_without_lead(before.strip("，,、；;：: 　")))
    tail = after.strip("，,、；;：: 　的")
    what = (head + tail) if tail and not _MEASURED.search(head) else head
    if not has_topic and len(topic) == 1 and (not what or BARE.match(what)):
        noun = _topics()[2][next(iter(topic))]
        what = noun + what if not what or _MEASURED.search(what) else what + noun
    return what[-60:]


_ELIDED = re.compile(
    r"(?:全年|年内|今年|累计|[已共均])*(?:审查|审核|受理|办理|承办|收到|审结|办结|结案|败诉|胜诉|排查|调解|调处|化解|评查|抽查)(?:了|案件)?$"
)


def with_noun(before: str, topic: frozenset[str]) -> str:
    """The words before a number with the noun of its topic, where nothing stands there but what was done; "" elsewhere."""
    words = before.strip("，、； 　")
    return words + _topics()[2][next(iter(topic))] if len(topic) == 1 and _ELIDED.match(words) else ""


def part(before: str, lead: str) -> bool:
    """Whether the number is said to be part of a whole before it; `lead`: the clause before its own."""
    return _PART.match(before.lstrip("（( ")) is not None or lead.endswith(("其中", "包括"))


class Parts(NamedTuple):
    """A list of parts of a whole (其中…) as far as it is read: its sentence and unit, the words of the last part, the whole if it is
    known, and what the parts add up to."""

    sentence: int
    unit: str
    before: str
    whole: Fraction | None
    sum: Fraction

    def goes_on(self, sentence: int, unit: str, before: str, listed: bool, value: Fraction) -> bool:
        """Whether a number with these words is another part: in one list, of bare outcomes, of names only, or worded alike; it is
        never more than is left of the whole."""
        if (sentence, unit) != (self.sentence, self.unit) or (self.whole is not None and self.sum + value > self.whole):
            return False
        if listed or BARE.match(before):
            return True
        last, own = _AMONG.sub("", self.before), before.strip()
        if 1 < len(own) <= 8 and not _ACTS.search(own):
            return True
        return len(own) > 1 and len(last) > 1 and (own[0] == last[0] or own[-2:] == last[-2:]) and not _TOTAL.search(own)

    def with_next(self, before: str, value: Fraction) -> Parts:
        return self._replace(before=before, sum=self.sum + value)


_AMONG = re.compile(r"^[，、：\s]*(?:其中|包括)[，：\s]*")
_ACTS = re.compile("[受审办收调检抽评查制印发开举组培接公建出提完解排化移整][理查结到解核定发展办织训待开成具出除改送]|[共为有达是]|率$")
_TOTAL = re.compile("共|累计|总|全年|全[省市县区镇]")


def period(sentence: str, year: int | None, role: Role) -> str:
    """`2024`, `2024-01..2024-06`, or "" if nothing tells; of a value of the year before, that year."""
    years = _YEAR.findall(sentence) if "年" in sentence else ()
    told = years[-1] if years else str(year) if year else ""
    if role is Role.previous and told and "年" in sentence[-8:] and not (years and f"{told}年" in sentence[-8:]):
        told = str(int(told) - 1)
    if not told:
        return ""
    months = _MONTHS.search(sentence) if "月" in sentence else None
    if months and 1 <= int(months[1]) <= int(months[2]) <= 12:
        return f"{told}-{int(months[1]):02}..{told}-{int(months[2]):02}"
    half = _HALF.search(sentence) if "半年" in sentence else None
    if half:
        return f"{told}-01..{told}-06" if half[0] == "上半年" else f"{told}-07..{told}-12"
    return told
