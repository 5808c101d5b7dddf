"""The rosters: for each register its columns; template, import, export, list and figures derive from this place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from .models import (
    Bundle,
    Member,
    Norm,
    Officer,
    Organ,
    Outlet,
    Power,
    Recusal,
    Row,
    ServiceItem,
    Subject,
    Valid,
    VisitCap,
)


def check_uscc(text: str) -> str:
    """"" if the code is a valid 统一社会信用代码 (GB 32100-2015), else what is wrong."""
    try:
        uscc.validate(text)
    except ValidationError:
        return "统一社会信用代码不对（18位，校验码不符）；请照营业执照核对"
    return ""


@dataclass(frozen=True)
class Column:
    """One column of a sheet. `kind`: text, date, int, bool or choice."""

    field: str
    header: str
    kind: str = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    check: Callable[[str], str] | None = None
    max_length: int = 200


@dataclass(frozen=True)
class Roster:
    """A register. `fixed`: values that every row of this roster has (several rosters may share a table); `finds`: the
    columns by whose exact value a row is looked up."""

    key: str
    title: str
    model: type[Row]
    columns: tuple[Column, ...]
    fixed: tuple[tuple[str, str], ...] = ()
    finds: tuple[str, ...] = ("key",)

    def rows(self) -> Valid:
        """The rows of this roster, of all periods; `.as_of(day)` for those in force on a day."""
        found: Valid = self.model._default_manager.filter(**dict(self.fixed))
        return found

    def column(self, field: str) -> Column:
        return next(c for c in self.columns if c.field == field)


SINCE = Column("since", "生效日期", "date", required=True)
UNTIL = Column("until", "失效日期", "date")


def _choices(kind: type[models.TextChoices]) -> tuple[tuple[str, str], ...]:
    return tuple((str(v), str(label)) for v, label in kind.choices)


def _member(key: str, title: str, people: bool = False) -> Roster:
    columns = (
        Column("key", "编号", required=True, max_length=64),
        Column("name", "名称", required=True),
        Column("organ", "所属", max_length=64),
        *((Column("people", "人数", "int", required=True),) if people else ()),
        SINCE,
        UNTIL,
    )
    return Roster(key, title, Member, columns, (("kind", key),))


def _outlet(kind: str, title: str) -> Roster:
    columns = (
        Column("key", "编号", required=True, max_length=64),
        Column("name", "名称", required=True),
        Column("township", "所在乡镇", max_length=64),
        SINCE,
        UNTIL,
    )
    return Roster(f"outlet_{kind}", title, Outlet, columns, (("kind", kind),))


ROSTERS: dict[str, Roster] = {
    r.key: r
    for r in (
        Roster(
            "organs",
            "单位",
            Organ,
            (
                Column("key", "代码", required=True, max_length=64),
                Column("name", "名称", required=True),
                Column("kind", "类别", "choice", required=True, choices=_choices(Organ.Kind)),
                Column("short", "机关代字", required=True, max_length=8),
                Column("enforces", "有行政执法职责", "bool"),
                Column("in_hall", "进驻政务服务大厅", "bool"),
                SINCE,
                UNTIL,
            ),
        ),
        Roster(
            "officers",
            "持证执法人员",
            Officer,
            (
                Column("key", "证号", required=True, max_length=64),
                Column("name", "姓名", required=True),
                Column("organ", "单位代码", required=True, max_length=64),
                Column("items", "执法类别"),
                Column("since", "证件有效期起", "date", required=True),
                Column("until", "证件有效期止", "date", required=True),
            ),
        ),
        Roster(
            "subjects",
            "监管对象",
            Subject,
            (
                Column("key", "统一社会信用代码", required=True, check=check_uscc, max_length=18),
                Column("name", "名称", required=True),
                Column("kind", "类别", max_length=32),
                Column("township", "所在乡镇", max_length=64),
                Column("credit", "信用等级", max_length=4),
                SINCE,
                UNTIL,
            ),
        ),
        Roster(
            "powers",
            "权责清单",
            Power,
            (
                Column("key", "编码", required=True, max_length=64),
                Column("name", "事项名称", required=True),
                Column("organ", "单位代码", required=True, max_length=64),
                Column("kind", "类别", required=True, max_length=32),
                Column("basis", "依据", required=True, max_length=300),
                SINCE,
                UNTIL,
            ),
        ),
        Roster(
            "visit_caps",
            "入企频次上限",
            VisitCap,
            (
                Column("key", "编号", required=True, max_length=64),
                Column("name", "名称", required=True),
                Column("organ", "单位代码", max_length=64),
                Column("item", "检查事项编码", max_length=64),
                Column("credit", "信用等级", max_length=4),
                Column("times", "每年最多次数", "int", required=True),
                Column("basis", "依据", required=True, max_length=300),
                SINCE,
                UNTIL,
            ),
        ),
        Roster(
            "recusals",
            "执法人员回避",
            Recusal,
            (
                Column("key", "编号", required=True, max_length=64),
                Column("officer", "执法证号", required=True, max_length=64),
                Column("subject", "统一社会信用代码", required=True, check=check_uscc, max_length=18),
                Column("organ", "单位代码", required=True, max_length=64),
                Column("name", "回避事由", required=True),
                SINCE,
                UNTIL,
            ),
            finds=("key", "officer", "subject"),
        ),
        Roster(
            "service_items",
            "政务服务事项",
            ServiceItem,
            (
                Column("key", "编码", required=True, max_length=64),
                Column("name", "事项名称", required=True),
                Column("organ", "部门代码", required=True, max_length=64),
                Column("online", "网上可办", "bool"),
                Column("no_meeting", "不见面审批", "bool"),
                Column("permit", "行政许可", "bool"),
                Column("instant", "即办件", "bool"),
                Column("cross_province", "跨省通办", "bool"),
                SINCE,
                UNTIL,
            ),
        ),
        Roster(
            "bundles",
            "一件事",
            Bundle,
            (
                Column("key", "编码", required=True, max_length=64),
                Column("name", "名称", required=True),
                Column("materials_before", "精减前材料数", "int"),
                Column("materials_cut", "精减材料数", "int"),
                SINCE,
                UNTIL,
            ),
        ),
        Roster(
            "norms",
            "现行行政规范性文件",
            Norm,
            (
                Column("key", "文号", required=True, max_length=64),
                Column("name", "标题", required=True),
                Column("organ", "制定机关代码", required=True, max_length=64),
                Column("since", "施行日期", "date", required=True),
                Column("until", "失效日期", "date"),
            ),
        ),
        _outlet("township", "乡镇便民服务中心"),
        _outlet("village", "村（社区）便民服务点"),
        _member("committee", "人民调解委员会"),
        _member("mediator", "人民调解员"),
        _member("adviser", "法律顾问"),
        _member("rescue", "应急救援队伍", people=True),
    )
}
