"""Whose report it is, of which year, and of which kind of body: from the title, the signature, and how it speaks of itself. Pure.

A name is taken only as it stands in the text; none is put together from its parts, but for 某县 → 某县人民政府 of a government."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from .alternatives import each
from .layout import ORGAN_LINE, Look, Unit

DEPARTMENT, GOVERNMENT = "department", "government"
OWN = {
    DEPARTMENT: re.compile(
        each("我|本", "(?:局|委(?!员)|厅|办(?!公|理|法)|中心|单位)") + "|局(?:党组|党委|机关|领导|长办公会)"
    ),
    GOVERNMENT: re.compile(
        f"{each('我|全', '(?:[县区市州旗盟](?!级)|镇|乡|街道)')}"
        f"|{each('县|区|市|州|旗', '(?:政府(?:常务会|党组)|委[、和]?[县区市州旗]政府)')}|{each('镇|乡|处', '党(?:委|工委)')}"
    ),
}
SAID = 6000
"""So many characters from its beginning tell how a report speaks of itself."""
ALL_OF = re.compile("全[县区市州旗盟](?!级)")
SELF = {"局": "局", "委": "委员会", "厅": "厅", "办": "办公室"}
"""我局 is one that ends with 局."""
ENDING = re.compile("人民政府|局|委员会|办公室|厅|办事处|管委会")
PLACE = "[一-龥]{1,6}?(?:自治[县州旗区]|[县区市州旗省盟镇乡]|街道)"
BEFORE = "中共|关于|根据|按照|建立|召开|印发|制定|编制|制订|[由在经向与和对是]"
NAME = re.compile(rf"(?:{BEFORE})?(({PLACE})(?:{PLACE})?(?:[一-龥]{{1,12}})?)")
IN_PLACE = re.compile("[县区市州旗省盟镇乡道]")
PARTED = re.compile(r"[^一-龥]")
LONGEST = 28
DOES = r"(?=[始坚委政认深以在全法\d，,人])"
TOWN = re.compile(rf"[^一-龥](?:[在由经对]|关于|印发)?([一-龥]{{1,6}}?(?:自治县|[县区旗市州]|[镇乡]|街道)){DOES}")
TOWN_END = re.compile(f"[县区旗市州镇乡道]{DOES}")
RUN = re.compile("[^一-龥][一-龥]*$")
TOWN_LONGEST = 12
"""Characters of TOWN at most."""
NOT_PLACE = re.compile(
    "全|我|本|各|该|省|市|县|区|在|入|进|对|和|与|及|由|是|为|有|将|把|向|从|以|按|根据|国家|中央|上|下|基层|城|社|园|辖|山|小|示范|试点|先|其|两|多|覆盖"
)
YEAR = re.compile(r"(?<![〔\[(（\d])(20\d\d) ?(?:年|—|－)")
RANGE = re.compile(r"20\d\d ?年?[—－\-~～至]+ ?20\d\d ?年?")
PLANS = re.compile("下一步|下步|打算|安排|思路|展望|计划")
NO_NAME = re.compile(
    "[年月日起由个全各在对向把将被的了等]|公布|通过|组织|推动|完成|制定|印发|发布"
    "|实现|建成|建立|落实|推进|受理|办理|开展|召开|完善|结合|打造|覆盖|加强|立足|围绕|聚焦"
)
"""What stands in no name of a place, but before 县 in a sentence."""
HEAD = 6
"""So many units hold a title, a letterhead and an introduction."""


def kind_of(text: str) -> str:
    """`government` (a county, town or street), `department`, or "" where it does not say."""
    text = text[:SAID]
    own = {kind: len(pattern.findall(text)) for kind, pattern in OWN.items()}
    own[GOVERNMENT] -= len(ALL_OF.findall(text)) if own[DEPARTMENT] else 0  # a bureau speaks of 全县 too
    if not any(own.values()):
        name = next((n for n, _ in _names(text[:600])), "")
        return (GOVERNMENT if name.endswith("人民政府") else DEPARTMENT) if name else ""
    return max(own, key=lambda k: own[k])


def organ_of(own: Sequence[Unit], kind: str) -> str:
    """The name in the title, else in the signature, else the one that the text uses most and that fits how it speaks of
    itself; "" where it is not named."""
    for unit in own[:HEAD]:
        if unit.look is Look.titled and (name := _titled(unit.text)):
            return name
    for unit in [*own[:2], *own[-3:]]:
        if unit.look is Look.short and ORGAN_LINE.fullmatch(unit.text):
            return unit.text
    text = "\n".join(u.text for u in own if u.look is not Look.salutation)
    fits = _fitting(kind, text)
    names = Counter((n, place) for n, place in _names(text) if fits(n))
    # A place that the report names again is one; 保留县教育局 is cut out of 保留县教育局行政审批办公室.
    ranked = sorted(((count, text.count(place), n) for (n, place), count in names.items() if text.count(place) > 1), reverse=True)
    if ranked and (len(ranked) == 1 or ranked[0][:2] > ranked[1][:2]):
        return ranked[0][2]
    if kind != GOVERNMENT:
        return ""
    towns = Counter(town for town in _towns(text) if not NO_NAME.search(town))
    most, often = towns.most_common(1)[0] if towns else ("", 0)
    return f"{most}人民政府" if often > 1 else ""


def _names(text: str) -> Iterator[tuple[str, str]]:
    """(name, its place) of the organs that the text names with the place before them."""
    for end in ENDING.finditer(text):
        before = text[max(0, end.start() - LONGEST) : end.start()]
        own = PARTED.split(before)[-1]
        m = NAME.fullmatch(own) if IN_PLACE.search(own) else None
        if m and not NOT_PLACE.match(m[1]):
            yield m[1] + end[0], m[2]


def _towns(text: str) -> Iterator[str]:
    """The places that a clause begins with, asked for only where one may end."""
    text, last = "\n" + text, -1
    for end in TOWN_END.finditer(text):
        run = RUN.search(text, max(0, end.end() - TOWN_LONGEST), end.end())
        if run and run.start() != last:
            last = run.start()
            if (m := TOWN.match(text, last)) and not NOT_PLACE.match(m[1]):
                yield m[1]


def _titled(title: str) -> str:
    """青禾县人民政府关于…, 青禾县司法局2024年度…"""
    words = re.split(r"关于|20\d\d|[一二〇○０-９零]{4}年", title)[0].strip(" 《中共")
    return words if ORGAN_LINE.fullmatch(words) else ""


def _fitting(kind: str, text: str) -> Callable[[str], bool]:
    """Whether a name can be that of a body which speaks so of itself: 我局 is no 厅."""
    if kind == GOVERNMENT:
        return lambda name: name.endswith(("政府", "办事处", "管委会"))
    says = Counter(text[m.start() + 1] for m in OWN[DEPARTMENT].finditer(text, 0, SAID) if text[m.start()] in "我本")
    own = next((SELF[s] for s, _ in says.most_common() if s in SELF), "")
    return lambda name: name.endswith(own) and not name.endswith("政府")


def year_of(own: Sequence[Unit]) -> int | None:
    """The year reported on: of the title, else the year named most, the plans for the next one apart; None where none is."""
    for unit in own[:HEAD]:
        if unit.look is Look.titled and (m := YEAR.search(unit.text)):
            return int(m[1])
    count: Counter[int] = Counter()
    for i, unit in enumerate(own):
        if unit.look is Look.furniture:
            continue
        if unit.look is Look.heading and PLANS.search(unit.text[:40]):
            break
        if "20" not in unit.text:
            continue
        weight = 3 if i < HEAD or unit.look is Look.heading else 1
        for m in YEAR.finditer(RANGE.sub("", unit.text)):
            count[int(m[1])] += weight
    return max(count, key=lambda y: (count[y], y)) if count else None
