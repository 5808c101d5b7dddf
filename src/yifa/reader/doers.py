"""Who did what a number counts, as the sentence names it: 全县, 县司法局, 各乡镇, 市中级人民法院. Pure.

A body stands at the beginning of a clause, behind words of time and order, and does something there. One that is spoken to, helped or
spoken of (对, 为, 组织, 县司法局的) does nothing; then the clause before it tells, if any."""

from __future__ import annotations

import re

_LEAD = (
    r"(?>(?:[\s“”\"]|[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|20\d\d年(?:度|以来|来|底|初)?(?:\d{1,2}月(?:份|底)?)?|\d{1,2}月(?:份|底|末)?"
    r"|今年(?:以来)?|一年来|近年来|本?年度?(?!轻)|全年|年内|截至[^，]{0,8}|目前|其中|同时|此外|另外|由|经|据统计)*)"
)
_CHAR = r"[^\W\da-zA-Z年月日由为在对向起个各的和与及把将被从以等]"
_PLACE = rf"(?:{_CHAR}{{0,5}}(?:省|市|县|区|州|旗|盟|镇|乡|街道|新区))"
_BODY = (
    r"人民法院|法院|人民检察院|检察院|人民政府|(?<!法治)政府|党委(?!书记|会)|党工委|党组|委员会|常委会(?:会议)?|常务会议?|中心组|领导班子|支队|大队|司法所|派出所|调委会|综合窗口"
    r"|仲裁委|律师事务所|公证处|行政(?:复议)?机[构关]|执法(?:机关|部门|单位)|调解组织|行政部门|审判机关|监察机关|检察机关|公安机关|法律顾问|公职律师|人民调解员"
)
_OFFICE = rf"(?:{_CHAR}{{2,9}}(?<![布格大全结])局|{_CHAR}{{2,10}}中心(?!组)|{_CHAR}{{1,8}}大厅)"
_WHOLE = r"全[省市县区镇乡州旗盟局国](?!级|面)|全系统|全街道"
_SPOKEN_TO = (
    r"组织|指导|督促|召开|开展|协调|联合|支持|要求|安排|邀请|聘请|选聘|建成|设立|成立|建立|新建|打造|打破|通过|依托|加强|完善|强化|深化|配合|报送|印发|制定|落实|推进|推行|参加|协助"
    r"|会同|参与|接受|主动|不断|进一步|严格|认真|全面|深入|积极|扎实|切实|着力|健全|创新|构建|优化|审查|审核|办理|受理|处理|查处|评查|检查|抽查|收到|接到|完成|实现|发放|举办|建设|覆盖"
    r"|惠及|服务|提供|培训|规范|出台|梳理|公开|公布|发布|答复|围绕|按照|根据|发挥|推动|提请|向|给|让|使|对"
)
_DOES = (
    r"(?=[共均已先累接收受审办开召组制发完出结新调查实聘设建培处作履参进持提坚积深认严依切围配拥有化移解举评集带专自动达抽检执学研听讨下推落充率主]|负责人|全年|今年|20\d\d|本级)"
)
_DOER = re.compile(
    rf"{_LEAD}(?!{_SPOKEN_TO})(?P<who>(?:{_WHOLE})(?:各级|各类|各|两级)*(?:[一-龥]{{0,6}}?(?:{_BODY}|机关|部门|系统|单位|学校|组织|机构)|{_OFFICE})?"
    rf"|各(?:级|执法|行政|有关|相关)[一-龥、]{{0,8}}?(?:{_BODY}|机关|部门|单位|组织|机构)"
    rf"|各(?:乡镇|镇街|镇|乡|街道|部门|单位|县区|县市区)(?:[一-龥、]{{0,8}}?(?:{_BODY}|机关|部门|单位|组织|机构|乡镇|街道))?"
    rf"|[我本](?:省|市|县|区|镇|乡|局|委|办|街道|单位|系统|中心|院)(?!级)"
    rf"|(?:{_PLACE}|[省市县区镇乡局])?(?:委|政府|党委|党组|党工委)?(?:理论学习)?(?:{_BODY})|(?:[省市县区镇乡]|{_PLACE})?{_OFFICE})(?![的等长内外]){_DOES}"
)
_PARTED = re.compile(r"[，；：,;:（(。]")
_FAR = 120
"""So many characters before its number is the doer named at most."""


class Doers:
    """Of one report, asked for its numbers in their order: each clause is looked at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence = self._last = -1
        self._who = ""

    def before(self, sentence: int, place: int) -> str:
        """Who is named nearest before `place` in the sentence from `sentence`, "" if nobody is."""
        start = max(sentence, place - _FAR)
        clauses = _PARTED.split(self._text[max(start, self._last) : place])
        if sentence != self._sentence or start > self._last:
            self._who = ""
        if max(start, self._last) > sentence:
            del clauses[0]  # the rest of one that was looked at, or that is too far away
        for clause in reversed(clauses):
            if clause and (found := _DOER.match(clause)):
                self._who = found["who"]
                break
        self._sentence, self._last = sentence, place
        return self._who
