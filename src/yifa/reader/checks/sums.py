"""Parts and wholes: 其中 and brackets (nested too), the head word repeated with attributes, lists with their total.

That parts exceed their whole is an error only if nothing can be in two of them; that they fall short, only if they are all
there can be (其余, 男 and 女, 建议提案 = 建议 + 提案, a bare 合计). Else: ambiguous, or not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..model import Bound, Check, Verdict
from .interval import Interval, added, how, in_full, meant, written
from .near import COMMA, EXACT, NONE, PAUSE, REACH, SEMICOLON, Mention, Near, outside, same_unit
from .words import EXCLUSIVE, NOT_ALL, REST, complete, exclusive, matched, one_kind
from .write import made

_AMONG = re.compile(r"其中|这当中")
_BY_KIND = re.compile(
    r"按照?[^，,。；]{0,10}(?:类型|种类|类别|性质|主体|领域|方式|来源|渠道|结果|级别|行业|区域|部门)(?:来)?(?:划分|分为|分(?![别批析组步布级工]))"
)
"""按照案件类型分…: nothing is in two of the parts."""
_HOLDS = re.compile(r"[（(]\s*(?:包?含|包括|内含)")
_TOTAL = re.compile(r"^(?:[，,、—\s]*)(?:共计|合计|总计|总共|一共|共|总数)(?:为|达|是|有)?\s*$")
_TOTAL_OF = re.compile(r"共计|合计|总计|总共|一共|^共|共有?$")
_UNDONE = re.compile(r"^(?:未|尚未|不|剩余|在办|正在|结转)")
_EACH = re.compile(r"平均|人均|每[^，,。；]{0,3}$")
_DONE = re.compile(r"^(?:已?整改|办结|审结|结案|处置|完成|已)")
_CLOSED = re.compile(r"审结|办结|结案|审理")
_INFLOW = re.compile(r"受理|收到|新收|接收|立案|登记|申请|转入|结转")
_ALL_OF_THEM = re.compile(r"共|总|审结|办结|结案|审理|办理|全年|处理")
_LEFT = re.compile(r"剩余|余下|其余|尚余|尚有|还有|另有")
_STAGE = re.compile(r"受理|收到|审结|办结|结案|败诉|胜诉|立案|移送|排查|发现|整改")


def sums(near: Near) -> Iterator[Check]:
    before: list[Mention] = []
    for sentence in near.sentences:
        if before and (before[-1].segment != sentence[0].segment or sentence[0].paragraph - before[-1].paragraph > 1):
            before = []
        told: set[int] = set()
        yield from _left(near, sentence)
        for i, m in enumerate(sentence):
            if not m.counted:
                continue
            opener = _opener(sentence, i)
            if _TOTAL_OF.search(m.before) and (not opener or _TOTAL.match(m.before)):
                yield from _totalled(near, sentence, i, told)
            elif opener:
                wholes = _wholes(sentence, i, before)
                close = i > 0 or not before or not wholes or wholes[0].sentence == before[-1].sentence
                yield from _among(near, wholes, _run(sentence, i), opener, told, close)
        for i in range(len(sentence) - 2):
            if sentence[i].figure.start not in told:
                yield from _headed(near, sentence, i, told)
        yield from _of_before(near, sentence, before, told)
        before = [*before, *sentence][-2 * REACH :]


def _of_before(near: Near, sentence: Sequence[Mention], before: Sequence[Mention], told: set[int]) -> Iterator[Check]:
    """A list that makes up a number of the sentences before: it can be confirmed, but need not be of that number."""
    run = [m for m in _run(sentence, 0) if m.whole]
    if len(run) < 3 or not run[0].counted or any(m.figure.start in told for m in run):
        return
    for whole in reversed(before):
        if whole.whole and same_unit(whole.figure, run[0].figure) and whole.figure.value == _value(run):
            yield _told(near, whole, run, Verdict.consistent, "各部分相加等于总数")
            return


def _opener(sentence: Sequence[Mention], i: int) -> str:
    """What says that a part begins here: 其中, 含, （ or nothing."""
    m = sentence[i]
    gap = outside(m.gap)
    if _AMONG.search(gap):
        return "其中"
    if _HOLDS.search(gap):
        return "含"
    if _BY_KIND.search(gap):
        return "分"
    inside = i and m.depth > sentence[i - 1].depth and not re.search(r"[（(][^（）()]*[，。；]", gap)
    return "（" if inside else ""


def _wholes(sentence: Sequence[Mention], i: int, before: Sequence[Mention]) -> list[Mention]:
    """The numbers that the parts beginning at i can be parts of, nearest first."""
    m = sentence[i]
    out = [w for w in reversed(sentence[max(0, i - REACH) : i]) if w.counted and same_unit(w.figure, m.figure)]
    if i == 0:
        out = [w for w in reversed(before) if w.counted and same_unit(w.figure, m.figure)]
    if any(w.depth <= m.depth for w in out):  # of what stands in brackets only what goes on there is a part
        out = [w for w in out if w.depth <= m.depth]
    return [w for w in out if not _UNDONE.search(w.name) and not _EACH.search(w.gap[-12:])]


def _run(sentence: Sequence[Mention], i: int) -> list[Mention]:
    """The list that begins at i: numbers of one unit between marks no stronger than the first; what is deeper in brackets
    belongs to its own number."""
    first, out, strongest = sentence[i], [sentence[i]], 0
    for m in sentence[i + 1 : i + 1 + REACH]:
        if m.depth > first.depth:
            continue
        mark = m.mark
        if m.depth < first.depth or _AMONG.search(m.gap) or _BY_KIND.search(m.gap) or _TOTAL_OF.search(m.before):
            break
        if len(out) == 1:
            strongest = max(mark, PAUSE)
        if mark > max(strongest, COMMA if strongest == PAUSE and m.clauses == 1 else 0):
            break
        if not m.counted or not same_unit(m.figure, first.figure):
            break
        if _DONE.search(m.name) and not _DONE.search(first.name):
            break  # no part beside the first, but what became of it
        out.append(m)
    return out


def _sum(parts: Sequence[Mention]) -> Interval:
    if all(in_full(p.figure) for p in parts):
        value = _value(parts)
        return Interval(value, value)
    total = Interval(Fraction(0), Fraction(0))
    for p in parts:
        total = total + meant(p.figure)
    return total


def _value(parts: Sequence[Mention]) -> Fraction:
    if all([p.whole for p in parts]):
        return Fraction(sum([p.size for p in parts]))
    return added([p.figure.value for p in parts])


def _exact(*mentions: Mention) -> bool:
    return all(m.figure.bound is EXACT for m in mentions)


def _among(
    near: Near, wholes: list[Mention], run: list[Mention], opener: str, told: set[int], close: bool
) -> Iterator[Check]:
    """`close`: the nearest whole stands in the sentence or the one before it; one further back can be confirmed, but need not be it."""
    if not wholes or (opener == "（" and len(run) < 2):
        return
    nearest = wholes[0]
    if opener == "含":
        run = run[:1]
    told.update(m.figure.start for m in run)
    if not _exact(nearest, *run):
        if _bounded_fits(nearest, run):
            yield _told(near, nearest, run, Verdict.consistent, "部分不超过总数")
        return
    for n in range(len(run), len(run) - 1 if opener == "分" else 1, -1):  # a list by kind is whole
        for whole in wholes[:3] if n < len(run) else wholes:
            if meant(whole.figure).meets(_sum(run[:n])) and _exact(whole):
                yield _told(near, whole, run[:n], Verdict.consistent, "各部分相加等于总数")
                return
    if close:
        yield _weighed(near, nearest, wholes[1:], run if opener == "分" else _list(run), opener == "分")


def _in_list(whole: Mention, run: Sequence[Mention]) -> bool:
    """Whether 其中 begins a sentence after a list: then it is of what the list is of, not of the last in it."""
    return run[0].sentence != whole.sentence and (whole.part or 0 < whole.mark < SEMICOLON)


def _list(run: list[Mention]) -> list[Mention]:
    """The part of a run between equal marks: what surely is one list."""
    if len(run) < 3:
        return run
    for n in range(2, len(run)):
        if run[n].mark > max(run[1].mark, PAUSE) and not REST.match(run[n].name):
            return run[:n]
    return run


def _bounded_fits(whole: Mention, run: Sequence[Mention]) -> bool:
    """With 余, 约 and the like only the plain case is told: one part, not above its whole as printed."""
    return len(run) == 1 and run[0].figure.value <= whole.figure.value and Bound.about not in (
        whole.figure.bound,
        run[0].figure.bound,
    )  # fmt: skip


def _weighed(near: Near, whole: Mention, others: Sequence[Mention], run: list[Mention], apart: bool) -> Check:
    """The parts of a list against the nearest whole, where they do not add up to any. `apart`: nothing is in two of them."""
    total, whole_span, names = _sum(run), meant(whole.figure), [_named(p) for p in run]
    if not total.meets(whole_span) and _value(run) > whole.figure.value:
        ended = _CLOSED.search(whole.name) and run[0].clauses <= 2 and matched(names, EXCLUSIVE)
        elsewhere = _in_list(whole, run) or not ended and any(total.low <= meant(w.figure).high for w in others)
        lone = any(meant(p.figure).low > whole_span.high for p in run)
        slip = (_value(run) - whole.figure.value) * (20 if len(run) == 2 else 10) <= whole.figure.value
        sure = not elsewhere and (apart or lone or exclusive(names) or (slip and one_kind(names)))
        over = "多于总数" if len(run) == 1 else "相加多于总数"
        doubt = "，可能是别的总数的一部分" if elsewhere else "，除非一件可以归入两类"
        return _told(near, whole, run, Verdict.inconsistent if sure else Verdict.ambiguous, over + ("" if sure else doubt))
    if len(run) > 1 and (complete(names, whole.name) or _composed(whole, names)):
        return _told(near, whole, run, Verdict.inconsistent, "各部分应当合成总数，相加却少了")
    if len(run) > 1 and (whole_span.low - total.high) * 10 <= whole_span.low:
        return _told(near, whole, run, Verdict.ambiguous, "相加略少于总数，或者还有没写的部分")
    return _told(near, whole, run, Verdict.consistent, "部分不超过总数")


def _named(part: Mention) -> str:
    """What a part is called, by its year if by nothing else."""
    return part.name or part.before.strip().removeprefix("其中").strip()


def _composed(whole: Mention, names: Sequence[str]) -> bool:
    """Whether the whole is named after its parts: 建议提案, of 人大代表建议 and 政协提案."""
    heads = {n[-2:] for n in names}
    return len(heads) == len(names) and all(len(h) == 2 and h in whole.name for h in heads)


def _headed(near: Near, sentence: Sequence[Mention], i: int, told: set[int]) -> Iterator[Check]:
    """Without 其中: the whole's own word with attributes (办结840项，提前办结771项，按时办结81项), or outcomes after their sum."""
    whole = sentence[i]
    if not whole.counted or not whole.figure.value or i + 2 >= len(sentence) or not _exact(whole):
        return
    run = [m for m in _run(sentence, i + 1) if m.counted]
    if len(run) < 2 or not same_unit(run[0].figure, whole.figure) or _opener(sentence, i + 1) or not _exact(*run):
        return
    if any(m.figure.start in told for m in run):
        return
    head = whole.name
    named = [m for m in run if len(head) > 1 and m.name != head and m.name.endswith(head)]
    kinds = [m.name for m in named]
    if len(named) > 1 and (exclusive(kinds) or one_kind(kinds)):
        run = named
    else:
        named = []
        sums_up = (run[:n] for n in range(len(run), 1, -1) if _value(run[:n]) == whole.figure.value)
        run = next(sums_up, _outcomes(whole, run))
    total, span = _sum(run), meant(whole.figure)
    if len(run) < 2:
        return
    if total.meets(span):
        told.update(m.figure.start for m in run)
        yield _told(near, whole, run, Verdict.consistent, "各部分相加等于总数")
    elif _value(run) > whole.figure.value:
        told.update(m.figure.start for m in run)
        yield _told(near, whole, run, Verdict.inconsistent, "相加多于总数")
    elif named and (complete([m.name for m in named], head) or (span.low - total.high) * 10 <= span.low):
        told.update(m.figure.start for m in run)
        sure = complete([m.name for m in named], head)
        yield _told(near, whole, run, Verdict.inconsistent if sure else Verdict.ambiguous, "相加少于总数")


def _outcomes(whole: Mention, run: list[Mention]) -> list[Mention]:
    """The run, if it lists the ways in which the whole ended: of such no thing has two, and nothing is carried over. A number that
    is itself one of the ways (优秀5份、合格54份、不合格8份) is no whole."""
    list_ = _list(run)
    names = [m.name for m in list_]
    if len(list_) < 2 or not _ALL_OF_THEM.search(whole.before) or _INFLOW.search(whole.before):
        return []
    return list_ if matched(names, EXCLUSIVE) and not matched([whole.name, *names], EXCLUSIVE) else []


def _totalled(near: Near, sentence: Sequence[Mention], i: int, told: set[int]) -> Iterator[Check]:
    """A list and then its total (共计, 合计)."""
    total = sentence[i]
    run: list[Mention] = []
    for m in reversed(sentence[max(0, i - REACH) : i]):
        level = m.depth in (total.depth, total.depth - 1) and (not run or m.depth == run[0].depth)
        if not level or not m.counted or not same_unit(m.figure, total.figure):
            break
        run.insert(0, m)
        if _AMONG.search(m.gap):
            break
    if len(run) < 2 or not _exact(total, *run):
        return
    for n in range(len(run)):
        parts = run[n:]
        if len(parts) > 1 and _sum(parts).meets(meant(total.figure)):
            told.update(m.figure.start for m in parts)
            yield _told(near, total, parts, Verdict.consistent, "各项相加等于合计数")
            return
    year = total.before.strip().startswith("全年") and complete([m.name for m in run], "")
    joined = total.mark == NONE and total.before.rstrip().endswith("共")
    bare = ((_TOTAL.match(total.before) or year) and not total.after.strip()) or joined
    words = "".join(m.gap for m in (*run, total))
    if bare and not NOT_ALL.search(words):
        stages = len({s.group() for m in run if (s := _STAGE.search(m.name))}) > 1
        yield _told(near, total, run, Verdict.ambiguous if stages else Verdict.inconsistent, "各项相加不等于合计数")


def _left(near: Near, sentence: Sequence[Mention]) -> Iterator[Check]:
    """A whole, a part and what is left of it: 排查1256处，整改1198处，剩余58处."""
    for i, m in enumerate(sentence):
        if not m.counted or not _LEFT.match(m.before.strip()) or "其中" in m.gap:
            continue
        others = [w for w in sentence[max(0, i - REACH) : i] if w.counted and same_unit(w.figure, m.figure)]
        if len(others) == 2 and _exact(m, *others) and others[0].figure.value >= others[1].figure.value:
            parts = (others[1], m)
            fits = _sum(parts).meets(meant(others[0].figure))
            words = "已办的与剩余的相加等于总数" if fits else "已办的与剩余的相加不等于总数"
            yield _told(near, others[0], parts, Verdict.consistent if fits else Verdict.inconsistent, words)


def _told(near: Near, whole: Mention, parts: Sequence[Mention], verdict: Verdict, words: str) -> Check:
    stated, computed = whole.figure.value, _value(parts)
    sign = "=" if computed == stated else "<" if computed < stated else ">"
    added = " + ".join(written(p.figure.value, p.figure) for p in parts)
    total = written(computed, whole.figure)
    if len(parts) > 1 and sign != "=":
        added += f" = {total}"
    near_by = "" if sign == "=" or not how(computed, whole.figure) else f"（{how(computed, whole.figure)}）"
    why = f"{near.places(*parts)}{'共' + total if len(parts) > 1 else ''}，{near.places(whole)}：{words}{near_by}。"
    return made("sum", f"{added} {sign} {written(stated, whole.figure)}", (whole, *parts), stated, computed, verdict, why)
