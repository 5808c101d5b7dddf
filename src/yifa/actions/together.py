"""Procedures whose step records what is done with it elsewhere: only the action that does both takes it."""

from __future__ import annotations

from collections.abc import Mapping

from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.joint_plan import DepartmentPlan, JointPlan
from yifa.chapters.service.accounts import AccountChange
from yifa.chapters.service.firm_links import FirmLink
from yifa.chapters.service.records import BulkBatch, RosterRows
from yifa.kernel.refusal import Refusal

from .refused import Refused

TOGETHER: Mapping[str, Refusal] = {
    AccountChange.key: Refusal("账号的变动和它的记载一起办，不能单独记载", None, "请管理员在“账号”里办理"),
    FirmLink.key: Refusal("企业链接和它的记载一起办，不能单独记载", None, "请司法局的登记人员在“企业链接”里办理"),
    RosterRows.key: Refusal("名册的行和它的记载一起登记，不能单独记载", None, "请登记人员在“名册”里导入表格"),
    JointPlan.key: Refusal("年度联合检查计划和它的文件一起办，不能单独记载", None, "在“联合检查”里办理"),
    DepartmentPlan.key: Refusal("部门检查计划和它的文件一起报送，不能单独记载", None, "在“联合检查”里报送"),
    Draw.key: Refusal("抽查的每一步和它的文件一起办，不能单独记载", None, "请在“抽查”里办理"),
    BulkBatch.key: Refusal("批量数据和它的记载一起接收，不能单独记载", None, "用 yifa import --source 报送这个月的文件"),
}
"""By procedure, why not alone. The API has no paths for them, the desk does not offer them, the general actions refuse them."""


def not_alone(procedure: str) -> None:
    """Refuses a step that would record a change which nobody made. Raises Refused."""
    if procedure in TOGETHER:
        raise Refused(TOGETHER[procedure])
