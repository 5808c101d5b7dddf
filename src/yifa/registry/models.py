"""Who and what, each with its period of validity: organs, people, firms, powers, items, outlets, rosters.

Every row remembers the ledger entry that brought it (`matter`, `seq`), so that a stock figure opens into records.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


def valid_on(day: date) -> Q:
    """Rows that are valid on a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


VALID_ON = "since <= %s AND (until IS NULL OR until >= %s)"
"""`valid_on` as the database says it, for statements that are asked with every page; the day twice."""


class Valid(models.QuerySet[Any]):
    def as_of(self, day: date) -> Valid:
        return self.filter(valid_on(day))


class Row(models.Model):
    """A registered row. `key` names the same thing through its periods; `until` None: in force until further notice."""

    key = models.CharField("代码", max_length=64, db_index=True)
    name = models.CharField("名称", max_length=200)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    matter = models.CharField("登记记录", max_length=32, blank=True, db_index=True)
    seq = models.PositiveIntegerField("记录序号", default=0)
    objects = Valid.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["key", "since"]

    def __str__(self) -> str:
        return self.name


class Organ(Row):
    """An organ of the county. `short`: its characters in document numbers (机关代字)."""

    class Kind(models.TextChoices):
        government = "government", "县政府"
        justice = "justice", "司法局"
        department = "department", "部门"
        township = "township", "乡镇（街道）"

    kind = models.CharField("类别", max_length=16, choices=Kind.choices)
    short = models.CharField("机关代字", max_length=8)
    enforces = models.BooleanField("有行政执法职责", default=False)
    in_hall = models.BooleanField("进驻政务服务大厅", default=False)


class Officer(Row):
    """An enforcement officer with the certificate; `key` is the certificate's number."""

    organ = models.CharField("所在单位", max_length=64, db_index=True)
    items = models.CharField("执法类别", max_length=200, blank=True)


class Subject(Row):
    """A firm or other body met by the authority; `key` is its 统一社会信用代码. Citizens are not registered here."""

    kind = models.CharField("类别", max_length=32, default="企业")
    township = models.CharField("所在乡镇", max_length=64, blank=True)
    credit = models.CharField("信用等级", max_length=4, default="A")


class Power(Row):
    """A power of the list (权责清单): who may do what, under which article."""

    organ = models.CharField("实施单位", max_length=64, db_index=True)
    kind = models.CharField("类别", max_length=32)
    basis = models.CharField("依据", max_length=300)


class VisitCap(Row):
    """How often one organ may visit one firm in a year by plan (频次上限): published by ministries and the province, or
    set lower by the county. `organ`, `item` and `credit` narrow whom it is for; "" is everybody."""

    organ = models.CharField("检查机关", max_length=64, blank=True, db_index=True)
    item = models.CharField("检查事项编码", max_length=64, blank=True)
    credit = models.CharField("信用等级", max_length=4, blank=True)
    times = models.PositiveIntegerField("每年最多次数")
    basis = models.CharField("依据", max_length=300)


class Recusal(Row):
    """An officer who stays away from a firm (回避) while it is valid; `name` is the reason. Kept by the officer's organ."""

    officer = models.CharField("执法证号", max_length=64, db_index=True)
    subject = models.CharField("统一社会信用代码", max_length=18, db_index=True)
    organ = models.CharField("单位", max_length=64, db_index=True)


class ServiceItem(Row):
    """A government-service item."""

    organ = models.CharField("实施部门", max_length=64, db_index=True)
    online = models.BooleanField("网上可办", default=True)
    no_meeting = models.BooleanField("不见面审批", default=True)
    permit = models.BooleanField("行政许可", default=False)
    instant = models.BooleanField("即办件", default=False)
    cross_province = models.BooleanField("跨省通办", default=False)


class Bundle(Row):
    """A bundled service (一件事): how many papers it asked before, and how many fewer now."""

    materials_before = models.PositiveIntegerField("精减前材料数", default=0)
    materials_cut = models.PositiveIntegerField("精减材料数", default=0)


class Outlet(Row):
    """A place of service: township centres and village points."""

    class Kind(models.TextChoices):
        township = "township", "乡镇便民服务中心"
        village = "village", "村（社区）便民服务点"

    kind = models.CharField("类别", max_length=16, choices=Kind.choices)
    township = models.CharField("所在乡镇", max_length=64, blank=True)


class Norm(Row):
    """An administrative normative document in force, also one issued before this system; `key` is its 文号."""

    organ = models.CharField("制定机关", max_length=64, db_index=True)


class Member(Row):
    """A row of a roster of people or groups who help: mediators, committees, advisers, rescue teams."""

    class Kind(models.TextChoices):
        committee = "committee", "人民调解委员会"
        mediator = "mediator", "人民调解员"
        adviser = "adviser", "法律顾问"
        rescue = "rescue", "应急救援队伍"

    kind = models.CharField("名册", max_length=16, choices=Kind.choices, db_index=True)
    organ = models.CharField("所属", max_length=64, blank=True)
    people = models.PositiveIntegerField("人数", default=1)


class Former(models.Model):
    """What a row said until an entry (`matter`, `seq`) ended or changed it, so that a register can be read as it was at
    any checkpoint. Written with the change, never changed itself. `values`: the row's fields as JSON."""

    table = models.CharField(max_length=64)
    row = models.BigIntegerField()
    values = models.TextField()
    matter = models.CharField(max_length=32)
    seq = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["table", "row"], name="former_row")]


class Users(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What one may do follows from the seats held on the day."""

    username = models.CharField("登录名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    organ = models.CharField("单位", max_length=64, db_index=True)
    title = models.CharField("职务", max_length=64, blank=True)
    is_active = models.BooleanField("可以登录", default=True)
    one_time = models.BooleanField("密码是一次性的", default=False)
    """Another person knows the password: it only serves to set an own one."""
    objects = Users()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """An office that a user holds for a time: officer, reviewer, head, registrar, supervisor, leader, administrator."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField("职责", max_length=16)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role", "since"], name="one_seat_at_a_time")]


class FirmLink(models.Model):
    """A firm's way to its own page, without an account. Link and number are kept as digests only: whoever lost one
    gets new ones. `matter`: the record of handing it over."""

    token = models.CharField(primary_key=True, max_length=64)
    subject = models.CharField("企业", max_length=64, db_index=True)
    number = models.CharField("验证码的摘要", max_length=128)
    matter = models.CharField("登记记录", max_length=32, unique=True)
    issued_on = models.DateField("发放")
    revoked_on = models.DateField("收回", null=True, blank=True)

    class Meta:
        db_table = "firm_link"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject"], condition=Q(revoked_on__isnull=True), name="one_link_a_firm")
        ]


class RatingGiven(models.Model):
    """That the token for rating a visit was fetched; forgotten when the quarter is closed. It says nothing of the token."""

    matter = models.CharField(primary_key=True, max_length=32)
    closes = models.DateField("计到", db_index=True)

    class Meta:
        db_table = "rating_given"


class RatingToken(models.Model):
    """A token that was fetched and not used yet, as a digest, with all that a rating may say: the organ and the quarter."""

    token = models.CharField(primary_key=True, max_length=64)
    organ = models.CharField("单位", max_length=64)
    quarter = models.CharField("季度", max_length=6)
    closes = models.DateField("计到", db_index=True)

    class Meta:
        db_table = "rating_token"


class RatingCount(models.Model):
    """How many answers an organ got in a quarter, by stars. A rating is one added here, and no row of its own."""

    organ = models.CharField("单位", max_length=64)
    quarter = models.CharField("季度", max_length=6)
    stars = models.PositiveSmallIntegerField("评价")
    answers = models.PositiveIntegerField("份数", default=0)

    class Meta:
        db_table = "rating_count"
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "quarter", "stars"], name="one_rating_count")]


class SignInTries(models.Model):
    """Tries to sign in since the last success, by name and address; `tries.py` counts them."""

    pair = models.CharField(primary_key=True, max_length=64)
    tries = models.PositiveIntegerField()
    until = models.BigIntegerField("计到", db_index=True)
    """Seconds since 1970; then the count begins anew."""

    class Meta:
        db_table = "sign_in_tries"
