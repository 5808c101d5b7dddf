"""A number of things against the list of them: 建立3项制度：A、B、C; A、B、C等3项; 从2个方面…：一是…二是….

Items are counted between 、 outside quotes and brackets. A 和 or 及 may or may not part two items, so a list has a least and
a greatest length. A list before its number has no certain beginning: it can only agree, or be doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..model import Bound, Check, Role, UnitKind, Verdict
from .near import Mention, Near
from .write import made

MOST = 20
_OPENS = re.compile(r"^[^，,。；;：:、\d]{0,16}(?:[：:—]{1,2}|[（(]|[，,]?(?:即|分别是|分别为|依次为|包括：|具体为))")
_ALIKE = re.compile(r"(?:[、，和或及\s]|[省市州盟县区旗镇乡村居场]|街道|社区|园区|新区|开发区|自治县|部门|单位)+")
"""18个县（市、区）: what else such a place may be called, no list of them."""
_SHUT = {"（": "）", "(": ")", "“": "”", "《": "》", "‘": "’", "〔": "〕", "[": "]", "【": "】"}
_JOINS = re.compile(r"和|及|与|以及|或|并")
_ORDINALS = "一二三四五六七八九十"
_POINTS = re.compile(rf"(?:^|[：:。；;，,\n\s])(?:第?([{_ORDINALS}])(?:是|要|、)|[（(]([{_ORDINALS}])[）)])")
_TITLE = re.compile(r"《[^《》]*》")
_UNITS = frozenset(("项", "个", "种", "类", "条", "份", "部", "件", "家", "大", "方面", "名", "人", "支", "块", "场", "点"))


def listed(near: Near) -> Iterator[Check]:
    for sentence in near.sentences:
        for i, m in enumerate(sentence):
            f = m.figure
            if f.unit not in _UNITS or f.value.denominator > 1 or not 2 <= f.value.numerator <= MOST:
                continue
            if f.unit_kind is UnitKind.counted and f.role is not Role.change and f.bound is Bound.exact:
                check = _points(near, m) or _behind(near, m) or (_ahead(near, m) if i == 0 or m.clauses else None)
                if check:
                    yield check


def _parts(words: str, marks: str = "、") -> list[str]:
    """The words between these marks, brackets and quotes left whole."""
    out: list[str] = []
    shut: list[str] = []
    last = 0
    for at, c in enumerate(words):
        if shut and c == shut[-1]:
            shut.pop()
        elif c in _SHUT:
            shut.append(_SHUT[c])
        elif not shut and c in marks:
            out.append(words[last:at])
            last = at + 1
    return [*out, words[last:]]


def _length(items: list[str]) -> range:
    """How many things the items can be: each joint in an item may part two."""
    bare = [re.sub(r"《[^《》]*》|“[^“”]*”|[（(][^（）()]*[）)]", "名", i) for i in items]
    return range(len(items), len(items) + sum(len(_JOINS.findall(b)) for b in bare) + 1)


def _behind(near: Near, m: Mention) -> Check | None:
    """The list after a colon or 即."""
    _, last = near.sentence_span(m)
    tail = near.text[m.stop : min(last, m.stop + 400)]
    if not (opened := _OPENS.match(tail)):
        return None
    stop = r"[）)]" if opened.group()[-1] in "（(" else r"[。；;\n]"
    words = re.split(stop, tail[opened.end() :], maxsplit=1)[0].strip()
    items = [i.strip() for i in _parts(words) if i.strip()]
    if _ALIKE.fullmatch(words) or len(items) < 2 or re.search(r"\d", re.sub(r"《[^》]*》|[（(〔][^）)〕]*[）)〕]", "", words)):
        return None
    size, count = _length(items), int(m.figure.value)
    if count in size:
        return _told(near, m, items, Verdict.consistent)
    # A comma may part items too, or begin a new clause; 等 leaves the list open.
    clean = not re.search(r"[，,：:]|等", re.sub(r"《[^》]*》|“[^”]*”|[（(][^）)]*[）)]", "", words))
    even = all(len(i) <= 16 for i in items) or all(i.startswith(("《", "“")) for i in items)
    if clean and even:
        return _told(near, m, items, Verdict.inconsistent if len(size) == 1 else Verdict.ambiguous)
    return None


def _ahead(near: Near, m: Mention) -> Check | None:
    """The list before the number: A、B、C等3项制度, 《A》和《B》2个文件."""
    first, _ = near.sentence_span(m)
    head = near.text[max(first, m.figure.start - 300) : m.figure.start]
    clause = _parts(head, "，,。；;：:")[-1].rstrip()
    count = int(m.figure.value)
    titles = re.search(r"(?:《[^《》]*》(?:[（(][^（）()]*[）)])?(?:[、和及与]|以及)?)+(?:等|这)?$", clause)
    if titles:
        names = _TITLE.findall(titles.group())
        if len(names) == count:
            return _told(near, m, names, Verdict.consistent)
        sure = len(names) > count or (len(names) > 1 and not titles.group().endswith("等"))
        return _told(near, m, names, Verdict.ambiguous) if sure else None
    ends = clause.endswith("等")
    items = [i.strip() for i in _parts(clause.removesuffix("等"))]
    if len(items) < 2 or not all(len(i) > 1 for i in items) or re.search(r"\d", items[-1]):
        return None
    if not ends and not m.after.strip():
        return None
    if count in _length(items):
        return _told(near, m, items, Verdict.consistent)
    return None


def _points(near: Near, m: Mention) -> Check | None:
    """一是… 二是… in the paragraph after a number of 方面 or the like that ends in a colon."""
    end = near.line_end(m.figure.start)
    tail = near.text[m.stop : min(end, m.stop + 3000)]
    opened = re.match(r"[^。；;：:]{0,30}[：:。]\s*(?=(?:第?一是|一要|[（(]一[）)]))", tail)
    if not opened:
        return None
    seen = 0
    for found in _POINTS.finditer(tail, max(0, opened.end() - 1)):
        at = _ORDINALS.index(found[1] or found[2]) + 1
        if at != seen + 1:
            break
        seen = at
    count = int(m.figure.value)
    if seen < 2 and count != seen:
        return None
    numbers = [f"第{_ORDINALS[k]}" for k in range(seen)]
    return _told(near, m, numbers, Verdict.consistent if seen == count else Verdict.ambiguous)


def _short(item: str) -> str:
    words = re.sub(r"[\s“”]", "", item)
    return words if len(words) <= 12 else words[:11] + "…"


def _told(near: Near, m: Mention, items: list[str], verdict: Verdict) -> Check:
    count = int(m.figure.value)
    computed = count if verdict is Verdict.consistent else len(items)
    shown = "、".join(_short(i) for i in items[:6]) + ("…" if len(items) > 6 else "")
    formula = f"{shown} = {computed}"
    tail = {
        Verdict.consistent: f"列出的正是{count}项",
        Verdict.inconsistent: f"写的是{count}项，列出的是{computed}项",
        Verdict.ambiguous: f"写的是{count}项，列出的像是{computed}项",
    }[verdict]
    return made("listed", formula, (m,), m.figure.value, Fraction(computed), verdict, f"{near.quote(m)}与“{shown}”：{tail}。")
