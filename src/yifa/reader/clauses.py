"""Clauses and sentences, and which words in a clause belong to which number. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from yifa.reader import cells
from yifa.reader.scan import Number

_STOP = re.compile(r"[,，。;；:：!！?？\n|\t](?!(?<=\d[,，:：])\d\d\d(?!\d))")
_SENTENCE_ENDS = frozenset("。!！?？\n|\t")
_LINE_BREAK = re.compile(r"\n")
_ENUMERATED = re.compile(
    r"\s*(?:$|\n|[一二三四五六七八九十]{1,3}[、是]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|第[一二三四五六七八九十]部分)"
)
_WRAP = 18
"""A line shorter than this that ends without punctuation is a heading or a cell, not a line broken inside a sentence."""

_WORDS = 80
"""A number's own words reach so far and no further, before and after it."""

_VERB = re.compile(
    r"(?:[对向为给把将在从与和及其中共有达的已被让使由]|组织|开展|完成|实现|办理|受理|审结|办结|调解|化解|排查|抽测|抽查|培训|覆盖|评查|审查|审核|发放"
    r"|建成|建立|聘请|聘任|配备|任命|新增|查处|立案|处理|处置|发现|整改|制定|制发|印发|出台|修订|修改|废止|清理|公开|公示|公布|检查|走访|服务|惠及|接待"
    r"|解答|提供|收到|接到|全年|累计|召开|举办|进行|组建|设立|选派|选聘|纳入|入选|获|获得|命名|表彰|打造|创建|吸引|邀请|参与|调处|梳理|开设|"
    r"全[省市县区局]|辖区|推送|发布|征集|采纳|提出|查办|移送|现有|目前|培育|培养|配置|推出|确定|列入|落实|整合|取消|下放|承接|录用|招录|约谈|曝光)[^\S\n]*$"
)
_JOIN = re.compile(r".*(?:、|和|及|与|并|以及|或)", re.DOTALL)
_AFTER_NOUN = re.compile(r"[^\S\n]*[\u4e00-\u9fffA-Za-z“《‘\"]")


class Own(NamedTuple):
    """A number's own words: before it and after its unit; where its clause and sentence begin and its clause ends."""

    before: str
    after: str
    clause: int
    clause_end: int
    sentence: int
    verb: str
    """What is done to it, where the verb stands once before a list (审查文件6件、合同9份)."""
    listed: bool
    """In one list, or one pair, with the number before it."""
    cell: cells.Cell | None
    """What its table says of it, where it stands in a cell of its own."""


class Clauses:
    """The clauses of one report."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        wrapped = self._wrapped()
        self.stops = [start - 1, *[m.start() for m in _STOP.finditer(text, start, end)], end]
        if wrapped:
            self.stops = [at for at in self.stops if at not in wrapped]
        self.sentences = [start, *[at + 1 for at in self.stops[1:-1] if text[at] in _SENTENCE_ENDS]]

    def _wrapped(self) -> set[int]:
        """Line breaks inside sentences."""
        wrapped, line = set(), self.start
        for match in _LINE_BREAK.finditer(self.text, self.start, self.end):
            at = match.start()
            row = self.text.find("|", line, at) >= 0
            if not row and at - line >= _WRAP and self.text[at - 1] not in "。；;：:！!？?" and not _ENUMERATED.match(self.text, at + 1, self.end):
                wrapped.add(at)
            line = at + 1
        return wrapped

    def around(self, place: int, tail: int) -> tuple[int, int, int]:
        """Start and end of the clause and start of the sentence in which a number from `place` to `tail` stands."""
        stops, index = self.stops, bisect_left(self.stops, place)
        last = index
        while stops[last] < tail:
            last += 1
        return stops[index - 1] + 1, stops[last], self.sentences[bisect_right(self.sentences, place) - 1]

    def divide(self, numbers: Sequence[Number]) -> list[Own]:
        """For each number (in order) its own words."""
        places = [self.around(number.start, number.tail) for number in numbers]
        before = [self.text[max(p[0], self.start, n.start - _WORDS) : n.start] for n, p in zip(numbers, places, strict=True)]
        after = [self.text[n.tail : max(min(p[1], n.tail + _WORDS), n.tail)] for n, p in zip(numbers, places, strict=True)]
        shared, listed, verbs = [False] * len(numbers), [False] * len(numbers), [""] * len(numbers)
        for i in range(1, len(numbers)):
            if numbers[i - 1].tail > places[i][0] - 1 and numbers[i - 1].start >= places[i][0]:
                gap = self.text[numbers[i - 1].tail : numbers[i].start]
                if numbers[i].group == numbers[i - 1].group:
                    after[i - 1], before[i] = after[i], before[i - 1]
                elif not gap.strip(" 、　和及") or gap in ("以及", "与"):
                    after[i - 1], before[i], shared[i] = "", before[i - 1], True
                else:
                    after[i - 1], before[i] = _share(gap, numbers[i - 1], before[i - 1], after[i])
                    if gap[0] in "、和及":
                        verbs[i] = verbs[i - 1] or _first_verb(before[i - 1])
                        listed[i] = True
        told: list[cells.Cell | None] = [None] * len(numbers)
        for i, place in enumerate(places):
            if place[0] > self.start and cells.opens(self.text, place[0], before[i], numbers[i].tail):
                told[i] = cell = cells.cell(self.text, numbers[i].start, numbers[i].end)
                before[i] = cell.words
        _respectively(before, shared)
        return [
            Own(b[-_WORDS:].strip(), a[:_WORDS].strip(), p[0], p[1], p[2], "" if _BEGINS.match(b) else v, k or s, m)
            for b, a, p, v, k, s, m in zip(before, after, places, verbs, listed, shared, told, strict=True)
        ]


_DOING = (
    "审查|审核|办理|承办|受理|制发|制定|印发|出台|开展|组织|举办|建成|发放|聘请|调解|排查|化解|公开|公示|修改|修订|废止|完成|发出|下发|提出|收到|办结|审结"
    "|查处|查办|接待|解答|配备|培训|维持|驳回|撤销|终止|保留|宣布|新增|移送|发现|整改|评查|抽查|检查|成立|组建|建立|设立|梳理|推出|发布|公布|压减|减少|精简|取消|引发"
)
_DONE_TO = re.compile(_DOING)
_BEGINS = re.compile(rf"[^\S\n]*(?:拟|建议|决定|继续|予以)?(?:{_DOING})")


def _first_verb(before: str) -> str:
    """The last verb before the first member of a list."""
    found = _DONE_TO.findall(before[-_WORDS:])
    return found[-1] if found else ""


def _last_verb(gap: str) -> str:
    """The verb with which a gap ends (…发现 before 12个问题)."""
    found = _VERB.search(gap)
    return found[0] if found else ""


_RESPECTIVELY = re.compile(r"(.*?)(?:，|,)?(?:数量?|率)?分别", re.DOTALL)
_AND = re.compile("[、和及与]|(?<=”)(?=“)")


def _respectively(before: list[str], shared: list[bool]) -> None:
    """收到、受理、审结复议案件分别为9件、8件和7件: each number gets the member of the list in its place."""
    first = 0
    while first < len(before):
        last = first + 1
        while last < len(before) and shared[last]:
            last += 1
        said = _RESPECTIVELY.match(before[first][-_WORDS:]) if last - first > 1 else None
        members = _AND.split(said[1]) if said else []
        if len(members) == last - first:
            for i, member in enumerate(members):
                before[first + i], shared[first + i] = member, False
        first = last


def _share(gap: str, number: Number, before: str, next_after: str) -> tuple[str, str]:
    """Which of the words between two numbers belong to the first, which to the second."""
    if gap[0] in "、和及":
        return "", gap[1:]
    if number.unit == "%":
        return (gap, gap) if gap.startswith("的") else ("", gap)
    prenominal = not before.strip() or _VERB.search(before) is not None
    if _AFTER_NOUN.match(next_after):
        joined = _JOIN.match(gap)
        if joined and (prenominal or joined.end() == len(gap)):
            return joined[0][:-1], gap[joined.end() :]
        return gap, _last_verb(gap)
    return (gap, gap) if prenominal else ("", gap)
