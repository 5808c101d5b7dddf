"""What several procedures share: roles with their seats, signals between matters, small facts."""

from __future__ import annotations

from yifa.kernel.declare import Role, Signal
from yifa.kernel.facts import Facts, ask

# -- the authority
OFFICERS = Role("执法人员", seat="officer", at_least=2, certified=True)
CLERK = Role("承办人", seat="officer")
REVIEWER = Role("法制审核人员", seat="reviewer")
HOST = Role("听证主持人", seat="reviewer")
HEAD = Role("机关负责人", seat="head")
CHIEF = Role("机关正职负责人或者主持工作的负责人", seat="head")
PANEL = Role("机关负责人集体", seat="head")
PUBLISHER = Role("公开岗", seat="registrar")
REGISTRAR = Role("登记人员", seat="registrar")
SUPERVISOR = Role("执法监督人员", seat="supervisor")
LEADER = Role("县政府", seat="leader")

# -- outside the authority: recorded on their behalf, and waited for where they are parties
PARTY = Role("当事人", seat="outside", party=True)
UNIT = Role("被监督单位", seat="outside", party=True)
PUBLIC = Role("社会公众", seat="outside", party=True)
POLICE = Role("公安机关", seat="outside")
PROCURATORATE = Role("人民检察院", seat="outside")
COURT = Role("人民法院", seat="outside")
UPPER = Role("有权机关", seat="outside")

# -- a firm on its own page
FIRM = Role("企业", seat="outside", party=True)
FIRM_ITSELF = Role("企业本身", seat="firm", party=True)
"""What nobody in an authority may record, or change, in its place."""

ANNULLED = Signal("被撤销、变更或者确认违法")


class Reason(Facts):
    """A reason in words."""

    text: str = ask("理由", multiline=True, max_length=2000, examples=("因案情需要",))


class Note(Facts):
    """What was done, in words; may be left empty."""

    text: str = ask("说明", default="", multiline=True, max_length=2000)
