"""The checks of a record and of a proof, in words. The page that verifies has the same names in the same order. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

TITLES = {
    "format": "文件完整，写法规范，末行摘要相符",
    "chain": "冻结、封存、信标、抽取、替补、公开前后相接，编号一致",
    "times": "时间先后正确：封存早于信标公布",
    "witness": "见证人对封存的签名有效",
    "beacon": "信标由两人录入，是封存时指定的那一个",
    "secret": "公开的密值就是封存的密值",
    "rules": "比例是整数，户数按比例进一，每个单位不少于两人",
    "subjects": "对象名单与冻结的树根相符，次序、户数、不列入的理由都对",
    "officers": "人员名单与冻结的树根相符",
    "tickets": "逐户重算签号，签号的树根和每一类的门槛都对",
    "drawn": "抽中的就是每一类签号最小的各户，不多不少",
    "team": "检查人员按签号派出：证件有效、事项相符、单位相符、已经回避、没有超量",
    "replacements": "替补都是同类的下一个签号，有理由，没有重抽",
    "deadline": "在期限以前公开",
    "seen": "与从前公布、保存的一致",
    "listed": "这一户列在冻结的名单里",
    "ticket": "这一户的签号列在公布的签号树里",
    "turn": "签号与这一类的门槛相比，结果与所说的一致",
}


@dataclass(frozen=True)
class Check:
    """`name`: a key of TITLES. `words`: what is wrong, empty if nothing is."""

    name: str
    ok: bool
    words: str = ""

    def __str__(self) -> str:
        return f"{'✓' if self.ok else '✗'} {TITLES[self.name]}{'。' if self.ok else '：' + self.words + '。'}"


class Checks:
    """Checks as they are made."""

    def __init__(self) -> None:
        self.done: list[Check] = []

    def add(self, name: str, wrong: list[str]) -> None:
        more = f"（共{len(wrong)}处）" if len(wrong) > 3 else ""
        self.done.append(Check(name, not wrong, "；".join(w.rstrip("。") for w in wrong[:3]) + more))


def quiet(check: Callable[[], list[str]]) -> list[str]:
    """A check that stumbles over what an earlier one has found (an id that is not in the lists) has found it too."""
    try:
        return check()
    except (KeyError, IndexError):
        return ["有名单里没有的编号"]
