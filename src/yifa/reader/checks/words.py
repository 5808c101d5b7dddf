"""Words on which the checks lean: what excludes one another, what makes up a whole, what a rate is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

REST = re.compile(r"^(?:其余|其他|其它|剩余|余下)")
"""A part so called is all that the others are not."""

_COMPLETE = (
    ("男", "女"), ("线上", "线下"), ("网上", "线下"), ("上半年", "下半年"), ("简易程序", "普通程序"), ("简易程序", "一般程序"),
    ("人大代表建议", "政协提案"), ("人大建议", "政协提案"), ("人大代表建议", "政协委员提案"), ("本地", "外地"), ("新收", "旧存"),
    ("新收", "结转"),
    ("一季度", "二季度", "三季度", "四季度"),
)  # fmt: skip
EXCLUSIVE = (
    ("提前", "按时", "按期", "超期", "逾期"),
    ("维持", "撤销", "变更", "驳回", "确认违法", "责令履行", "终止", "撤回", "不予受理"),
    ("受理", "不予受理", "不受理"), ("胜诉", "败诉", "撤诉"), ("办结", "在办", "未办结", "正在办理", "未结"),
    ("优秀", "良好", "合格", "基本合格", "不合格"), ("满意", "基本满意", "不满意"), ("不合格", "合格"),
    ("国家级", "省级", "市级", "县级", "区级", "镇级", "乡级", "村级"), ("城镇", "农村"), ("个人", "企业", "单位"),
    ("一级", "二级", "三级", "四级"), ("上半年", "下半年"), ("简易程序", "普通程序", "一般程序", "快速办理"),
    ("行政许可", "行政处罚", "行政强制", "行政检查", "行政裁决", "行政征收", "行政确认", "行政给付"),
    ("规范性文件", "合同", "重大行政决策", "行政协议", "协议", "重大决策", "其他文件"),
    ("继续有效", "废止", "修改", "失效", "拟修改"), ("民事", "刑事", "行政"),
    ("来访", "来电", "来信", "网上"), ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"), ("专职", "兼职"),
    ("主办", "协办"), ("一审", "二审", "再审"), ("国内", "涉外"), ("准予", "暂缓", "不予"), ("咨询", "求助", "投诉", "举报", "建议"),
)  # fmt: skip
_OVERLAP = re.compile(r"女|党员|民族|罚款|没收|警告|听证|法制审核|涉企|重大|联合|本科|学历|退役|困难|老年|残疾|未成年|执法证|兼任|跨")
"""Properties that one thing has beside another."""
_CUMULATIVE = re.compile(r"以上|以下|以内|累计|各类|总")


_YEAR = re.compile(r"20\d\d年度?")


def matched(names: list[str], sets: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    """The set of which every name holds a different member."""
    for members in sets:
        longest = sorted(members, key=len, reverse=True)
        held = [next((w for w in longest if w in n), "") for n in names]
        if all(held) and len(set(held)) == len(names):
            return members
    return None


def complete(names: list[str], whole: str) -> bool:
    """Whether the parts so named are all there can be of the whole so named."""
    members = matched(names, _COMPLETE)
    return (members is not None and len(members) == len(names)) or any(_rest(n, whole) for n in names)


def _rest(name: str, whole: str) -> bool:
    """其余, 其他案件 of 援助案件; not 其他协议 of 合同, which are others of their own kind."""
    found = REST.match(name)
    return found is not None and (found[0] in ("其余", "剩余", "余下") or name[found.end() :][-2:] in (whole + "情形类型方面案件"))


def exclusive(names: list[str]) -> bool:
    """Whether by their meaning no thing can be in two of the parts so named."""
    if any(_CUMULATIVE.search(n) for n in names):
        return False
    if all(_YEAR.fullmatch(n) for n in names):
        return len(set(names)) == len(names)
    return bool(matched(names, EXCLUSIVE) or matched(names, _COMPLETE)) or any(REST.match(n) for n in names)


def one_kind(names: list[str]) -> bool:
    """Whether the parts are one word with different attributes (国内公证, 涉外公证), none a property that another can have too.
    They most likely exclude each other; only a small excess is then a slip of the pen."""
    if len(set(names)) < len(names) or any(len(n) < 3 or _OVERLAP.search(n) or _CUMULATIVE.search(n) for n in names):
        return False
    return len({n[-2:] for n in names}) == 1


_GENERIC = re.compile(
    r"行政机关|行政|机关|案件|事项|政务|服务|申请|部门|单位|人员|负责人|办理|平均|总体|综合|一审|全[省市县区镇年]|各|实际|项目|诉讼|矛盾|纠纷"
)
_RATE = re.compile(
    r"(?P<stem>[^，,。；;、：:（）()\d]*?)(?P<head>率|占比|比例|比重|满意度|占)(?P<of>[^率度]*?)"
    r"(?:均?[达为是约近超]+[到过]?了?|高达|提升至|保持在|稳定在|均)?\s*$"
)
MOVING = re.compile(r"(?:增长|增加|上升|下降|减少|降低|压减|精减|精简|压缩|提升|提高|提速|缩减|缩短)$")
"""What is so called is no share but a change."""
SURVEY = re.compile(r"满意|好评|知晓|支持|认可|感|覆盖|参与|普及|下降|上升|增长")
"""Rates found by asking, or of something that the sentence does not count."""
PLAIN_RATES = re.compile(
    r"^(?:考试|测试|抽测|考核|检查|抽查|抽检|一次|调解|化解|按[时期]|及时|案件|问题)?"
    r"(?:合格|通过|及格|优秀|优良|持证|参训|到课|败诉|胜诉|办结|结案|审结|整改|答复|办复|采纳|回复|出庭|出庭应诉|成功|达标|维持|纠错|"
    r"撤销|履行|完成|签约|不合格|问题|查处|调处|撤回|准确)$"
)
"""Rates that count among the things named just before, if nothing else is named."""
DONE = re.compile(r"化解|办结|完成|成功|整改|通过|合格|达标|审结|结案|调解|兑现|获|答复|办复|采纳|调处|挽回|胜诉|败诉|持证|持有|拥有|取得|具有|具备")
"""A number so named may be the numerator."""
NOT_ALL = re.compile(r"到期|应当?办|法定|期限|剔除|扣除|除外|不含|不包括|去重|交叉|重复")
"""The whole is not simply the number that stands there."""


_SAME = tuple(
    (re.compile(rule), word)
    for rule, word in (
        ("通过|及格", "合格"), ("审结|结案", "办结"), ("办复", "答复"), ("出庭应诉", "出庭"), ("调处|化解", "调解"), ("完成整改", "整改"),
        ("完成", "办结"), ("整改办结", "整改"), ("办理办结", "办结"),
    )
)  # fmt: skip

_SAID_OTHERWISE = re.compile("|".join(rule.pattern for rule, _ in _SAME))


_MANNER = re.compile(r"直接|实际|成功|依法|及时|按[时期]|全部|均|目前|完成|有效|现场|参加|考试|数|总|率")


def elided(name: str, stem: str, base: str) -> bool:
    """Whether a numerator's name says nothing that its base's name does not, but what the rate counts."""
    left = _MANNER.sub("", _GENERIC.sub("", _one_word(name).replace(core(stem), "")))
    return not left or left in base or left in _one_word(base) or set(left) <= set(base + "应诉不未")


def rate_of(before: str) -> tuple[str, str] | None:
    """The stem and the head (率, 占比, 占) of the rate named at the end of a clause; the stem is what the rate counts."""
    found = _RATE.search(before.replace("“", "").replace("”", ""))
    return (found["stem"].strip(), found["head"]) if found else None


def core(stem: str) -> str:
    """What of a rate's stem tells it from other rates, one word for those that mean the same."""
    return _one_word(_GENERIC.sub("", re.sub(r"\s|其中|同时", "", stem)))


def _one_word(words: str) -> str:
    if _SAID_OTHERWISE.search(words):
        for rule, word in _SAME:
            words = rule.sub(word, words)
    return words


_NO = ("不", "不予", "未", "没", "无", "非")


def _before(word: str, name: str) -> Iterator[str]:
    """What stands before the word, wherever the name holds it."""
    at = name.find(word)
    while at >= 0:
        yield name[:at]
        at = name.find(word, at + 1)


def likeness(stem: str) -> Callable[[str], int]:
    """How far a number's name is that of the rate's numerator: 2 wholly, 1 in part, 0 not; −1 of its contrary (不合格)."""
    word = core(stem)
    if not word:
        return lambda name: 0
    can_be_denied = not word.startswith(("不", "未", "无"))
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]

    def alike(name: str) -> int:
        name = _one_word(name)
        if word in name:
            return -1 if can_be_denied and any(before.endswith(_NO) for before in _before(word, name)) else 2
        return int(any(p in name for p in pairs))

    return alike
