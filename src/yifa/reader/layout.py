"""A text as units: its lines, parted again before a heading that stands inside a line. What each looks like. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

TEN = "一二三四五六七八九十"
NUMERALS = {n: i for i, n in enumerate([*TEN, *(f"十{n}" for n in TEN[:9]), "二十"], 1)}
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
INSIDE = re.compile(rf"[。；：:！？][ \t　]*(?=[{TEN}]{{1,3}}、)")
"""Where a lost line break parted a sentence from the next heading."""
LEVEL1 = re.compile(rf"([{TEN}]{{1,3}})、")
NUMBERED = re.compile(rf"(?:[（(][{TEN}\d]{{1,3}}[)）]|\d{{1,2}}[.．、](?!\d)|[{TEN}]{{1,3}}[是要]|第[{TEN}]{{1,3}}[,，、部章])")
ABOUT = "法治|依法行政|依法治|法制建设|普法|行政执法"
TITLE = re.compile(
    rf"[^。；;，,：:！？|]{{0,40}}(?:{ABOUT})[^。；;，,：:！？|]{{0,30}}(?:报告|总结|汇报|通报|情况|公告|自查|公示)(?:[（(][^）)]{{1,12}}[)）])?"
)
SALUTATION = re.compile(r"[^。；;，,：:]{1,30}(?:委|政府|人大|办公室|局|厅|办|部门|常委会|小组)(?:[、，,及和][^。；;：:]{2,30})?[：:]")
ORGAN_LINE = re.compile(r"[一-龥]{2,20}(?:人民政府|局|委员会|办公室|厅|办事处|委|院|中心)")
FIELD = (
    "索引号|文号|发文字号|发布(?:时间|日期|机构|单位|者|人)|公开(?:方式|日期|时间|形式|主体)|信息来源|文章来源|稿件来源|来源|作者|编辑|责任编辑|责编|审核|"
    "(?:浏览|阅读|点击|访问)(?:次数|量|数|人次)?|字号|字体|视力保护|打印|关闭|分享|收藏|纠错|上一[篇页条个]|下一[篇页条个]|相关|当前位置|您(?:现在|当前)?的?(?:所在)?位置|"
    "首页|网站(?:首页|地图|标识码)|联系(?:我们|电话|地址)|更新(?:时间|日期)|有效性|主题分类|主题词|体裁分类|生成日期|成文日期|发文日期|发文机关|公文时效|返回|下载|热门|推荐|"
    "标签|关键词|举报|评论|登录|注册|版权|主办|承办|备案|[京津沪渝苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新蒙冀晋辽吉黑]?ICP|[一-龥]公网安备|邮编|政府网站|技术支持|扫一扫|微信|微博|"
    "移动版|无障碍|繁体|English|保护视力|\\[?大 ?中 ?小\\]?"
)
FURNITURE = re.compile(rf"[\[【(（>·|\s]*(?:{FIELD})", re.I)
STAMP = re.compile(r"[\s\d\-—/.:：年月日时分秒|]+|[^。，,；;|>＞»]*(?:[|>＞»][^。，,；;|>＞»]*){3,}")
ROW = re.compile(r"\|[ \t　]*\d[\d.,]{0,15}[ \t　]*(?:[%％]|[一-龥]|[人户场批]次|[万亿]元)?[ \t　]*(?:\||$)")
"""A cell that holds a number, with its unit or without, and no more: a row of a table, no line of links."""
TAIL = re.compile(
    r"[\[【(（>·|\s]*(?:相关(?:阅读|链接|文章|文档|推荐|信息|附件|新闻|稿件)|推荐阅读|热门|[上下]一[篇页条个]|扫一扫|版权所有|主办|友情链接|打印|关闭|分享)"
)
BODY = re.compile("[。；;，,]")
ASK = 120
"""Longer lines are no furniture, whatever they begin with."""


class Look(StrEnum):
    furniture = "furniture"
    titled = "titled"
    salutation = "salutation"
    heading = "heading"
    """一、"""
    numbered = "numbered"
    """（一）, 1., 一是 at the beginning."""
    body = "body"
    """A paragraph that reads like sentences."""
    short = "short"
    """Anything else."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`start`, `end`: without the spaces around it. `number`: of a heading 一、, else 0."""

    start: int
    end: int
    look: Look
    text: str
    number: int = 0


def units(text: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """Those of `text[start:end]` in their order, placed in the whole text; empty lines are none. Linear in the text."""
    out = []
    for line in LINE.finditer(text, start, len(text) if end is None else end):
        at = line.start()
        cuts = [m.start() + 1 for m in INSIDE.finditer(text, line.start(), line.end())] if line.end() - at > 2 else []
        for end in (*cuts, line.end()):
            words = text[at:end]
            first = at + len(words) - len(words.lstrip(" \t　\ufeff\u00a0"))
            words = words.strip(" \t　\ufeff\u00a0")
            if words:
                out.append(_unit(words, first))
            at = end
    return out


def _unit(words: str, start: int) -> Unit:
    end = start + len(words)
    if m := LEVEL1.match(words):
        return Unit(start, end, Look.heading, words, NUMERALS.get(m[1], 0))
    if NUMBERED.match(words):
        return Unit(start, end, Look.numbered, words)
    return Unit(start, end, _look(words), words)


def _look(words: str) -> Look:
    short = len(words) <= ASK
    if short and "。" not in words and (FURNITURE.match(words) or STAMP.fullmatch(words) and not ROW.search(words)):
        return Look.furniture
    if len(words) <= 80 and TITLE.fullmatch(words):
        return Look.titled
    if len(words) <= 70 and "如下" not in words and SALUTATION.fullmatch(words):
        return Look.salutation
    if len(words) >= 30 and BODY.search(words) or len(words) >= 12 and "。" in words:
        return Look.body
    return Look.short


def tail(unit: Unit) -> bool:
    """Begins what stands below a report on its page."""
    return unit.look is Look.furniture and bool(TAIL.match(unit.text))
