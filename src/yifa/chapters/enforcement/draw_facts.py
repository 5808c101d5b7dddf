"""What the steps of a random draw ask. Facts of the steps after the plan are made by the action from the draw's files."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum

from pydantic import model_validator

from yifa.kernel.facts import Facts, ask

RATIO = re.compile(r"(?P<stratum>[0-9A-Za-z_\-\u3400-\u9fff]{1,40})\s*[=＝:：]\s*(?P<n>[0-9]{1,9}(\.[0-9]{1,2})?)\s*(?P<unit>%|％|户)")
REASON = re.compile(r"(?P<code>[0-9A-Za-z_\-\u3400-\u9fff]{1,40})\s*[=＝:：]\s*(?P<words>\S.*)")


class Ended(StrEnum):
    """How a draw ends."""

    published = "结果已公示"
    void = "已作废"


class DrawPlan(Facts):
    """Who is to be drawn from, how many, and who goes when: fixed and public before the list is frozen."""

    items: tuple[str, ...] = ask("抽查事项", hint="抽查事项清单里的，一行一项", examples=(("经营资质和台账",),))
    first_visit: date = ask("检查的第一天", day=20)
    last_visit: date = ask("检查的最后一天", day=40)
    ratios: tuple[str, ...] = ask(
        "每一类的比例或者户数",
        hint="信用等级=比例，一行一类，例如 A=5%，D=100%，C=20户。没有写的等级不参加",
        examples=(("A=5%",),),
    )
    townships: tuple[str, ...] = ask("只抽这些乡镇", default=(), hint="照对象名册的写法，一行一个；不填就是全部")
    kinds: tuple[str, ...] = ask("只抽这些类别", default=(), hint="照对象名册的写法，例如 企业；不填就是全部")
    reasons: tuple[str, ...] = ask(
        "不列入抽取的理由", default=(), hint="代码=理由，一行一个，例如 closed=已注销。冻结名单时用代码"
    )
    certificates: tuple[str, ...] = ask("检查人员须有的执法类别", hint="照执法人员名册的写法，一行一类；每名检查人员都要有", examples=(("综合",),))
    organs: tuple[str, ...] = ask("联合抽查的单位", default=(), roster="organs", hint="本单位不用选")
    officers: int = ask("每个单位去几名检查人员", default=2, ge=2, le=20)
    visits: int = ask("每人最多检查几户", default=20, ge=1, le=1000)

    @model_validator(mode="after")
    def _fits(self) -> DrawPlan:
        if self.first_visit > self.last_visit:
            raise ValueError("检查的第一天晚于最后一天，请改正")
        for line in self.ratios:
            found = RATIO.fullmatch(line.strip())
            if not found or (found["unit"] == "户" and found["n"].partition(".")[1]):
                raise ValueError(f"比例“{line}”看不懂，写成 A=5% 或者 C=20户")
            if found["unit"] != "户" and _basis_points(found["n"]) > 10000:
                raise ValueError(f"比例“{line}”超过100%，请改小")
        for what, names in (("信用等级", [*self.strata()]), ("理由代码", [*self.codes()])):
            if len(set(names)) < len(self.ratios if what == "信用等级" else self.reasons):
                raise ValueError(f"{what}写重了，或者写法不对：一行一个，代码在等号前面")
        return self

    def strata(self) -> dict[str, dict[str, int]]:
        """By credit class: {"basis_points": n} or {"count": n}."""
        found = [m for line in self.ratios if (m := RATIO.fullmatch(line.strip()))]
        return {m["stratum"]: {"count": int(m["n"])} if m["unit"] == "户" else {"basis_points": _basis_points(m["n"])} for m in found}

    def codes(self) -> dict[str, str]:
        """The words of each code of an exclusion."""
        return {m["code"]: m["words"].strip() for line in self.reasons if (m := REASON.fullmatch(line.strip()))}


def _basis_points(text: str) -> int:
    """`5` or `5.25` per cent, as basis points; no float on the way."""
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0"))


class Announced(Facts):
    """A public statement: its digest as the next statement names it, and that of the file as it can be downloaded."""

    digest: str = ask("声明摘要", max_length=64, examples=("0" * 64,))
    sha256: str = ask("文件的 SHA-256", max_length=64, examples=("0" * 64,))


class Frozen(Announced):
    subjects: int = ask("列入名单的对象", ge=0, examples=(40,))
    excluded: int = ask("其中不参加抽取的", ge=0, default=0)
    officers: int = ask("列入名单的检查人员", ge=0, examples=(6,))
    take: int = ask("要抽取的户数", ge=0, examples=(4,))


class Sealed(Announced):
    beacon: str = ask("信标", max_length=200, examples=("双色球 2026051",))
    beacon_at: datetime = ask("信标公布的时间", day=2)
    open_by: date = ask("最迟公开的日期", day=60)


class Witnessed(Facts):
    key: str = ask("见证人的公钥", max_length=200, examples=("见证+00000000+AA==",))
    signature: str = ask("签名", max_length=200, examples=("AA==",))


class Beacon(Announced):
    value: str = ask("信标的结果", max_length=300, examples=("03 08 12 19 25 31 + 07",))
    witnesses: int = ask("见证签名数", ge=0, default=0)


class Selected(Announced):
    drawn: int = ask("抽中的户数", ge=0, examples=(4,))
    short: int = ask("派不足人的户数", ge=0, default=0)


class Replaced(Announced):
    nth: int = ask("第几次替补", ge=1, examples=(1,))


class Opened(Announced):
    record: str = ask("全部记录的 SHA-256", max_length=64, examples=("0" * 64,))
    replaced: int = ask("替补次数", ge=0, default=0)


class Results(Facts):
    """Counted from the inspections that were recorded under the draw."""

    visits: int = ask("应检查的户数", ge=0, examples=(4,))
    inspected: int = ask("已检查的户数", ge=0, examples=(4,))
    problems: int = ask("发现问题的户数", ge=0, default=0)
    absent: int = ask("查无此户或者无法检查的户数", ge=0, default=0)
    words: str = ask("说明", default="", multiline=True, max_length=2000)
