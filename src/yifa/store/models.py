"""The tables of the ledger, and the projections that are a cache of it.

Ledger: Entry, Body, Personal, Erasure, Definition (insert-only by trigger; Personal may be deleted only after an
erasure), Leaf, Node, Checkpoint. Projections, kept in the step's transaction and rebuilt at will: Matter, Due, Guest, Tally.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Definition(models.Model):
    """A released definition of a procedure, as it was when the first matter was opened under it."""

    digest = models.CharField(primary_key=True, max_length=64)
    key = models.CharField(max_length=64, db_index=True)
    title = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        db_table = "definition"


class Matter(models.Model):
    """What is asked across procedures. `head` and `seq` are the end of the chain; all else follows from the entries."""

    id = models.CharField(primary_key=True, max_length=32)
    number = models.CharField("编号", max_length=64, db_index=True)
    procedure = models.CharField("程序", max_length=64)
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, db_column="definition")
    organ = models.CharField("承办单位", max_length=64)
    subject = models.CharField("对象", max_length=64, blank=True)
    title = models.CharField("事由", max_length=200)
    outcome = models.CharField("结果", max_length=64, blank=True)
    closed = models.BooleanField("已结", default=False)
    due_on = models.DateField("期限", null=True)
    due_what = models.CharField("办什么", max_length=64, blank=True)
    due_party = models.BooleanField("等对方", default=False)
    still = models.BooleanField("停走", default=False)
    warn_on = models.DateField("预警日", null=True)
    wakes_on = models.DateField("下次重算", null=True)
    opened_on = models.DateField("开始")
    closed_on = models.DateField("办结", null=True)
    published_on = models.DateField("公示", null=True)
    withdrawn_on = models.DateField("撤回公示", null=True)
    parent = models.CharField("相关案件", max_length=32, blank=True)
    seq = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)

    class Meta:
        db_table = "matter"
        indexes: ClassVar = [
            # The lights are counted within these, so they hold all that a light depends on.
            models.Index(fields=["organ", "closed", "due_on", "id", "warn_on", "still"], name="matter_inbox"),
            models.Index(fields=["closed", "due_on", "id", "warn_on", "still"], name="matter_all_inbox"),
            models.Index(fields=["procedure", "opened_on", "id"], name="matter_procedure"),
            models.Index(fields=["published_on", "id"], name="matter_published"),
            models.Index(fields=["wakes_on"], name="matter_wakes"),
            models.Index(fields=["parent"], name="matter_parent"),
            models.Index(fields=["subject"], name="matter_subject"),
        ]


class Entry(models.Model):
    """The header of one step taken. Insert-only."""

    id = models.BigAutoField(primary_key=True)
    matter = models.CharField(max_length=32)
    seq = models.PositiveIntegerField()
    definition = models.CharField(max_length=64)
    step = models.CharField(max_length=64)
    happened_at = models.CharField(max_length=32)
    recorded_at = models.CharField(max_length=20)
    actor = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    personal = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "entry"
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "seq"], name="one_chain_per_matter")]


class Body(models.Model):
    """The public part of an entry, with its salt."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="body_row")
    salt = models.BinaryField()
    text = models.TextField()

    class Meta:
        db_table = "body"


class Personal(models.Model):
    """The personal part of an entry: what the law may require to be erased."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="personal_row")
    salt = models.BinaryField()
    text = models.TextField()

    class Meta:
        db_table = "personal"


class Erasure(models.Model):
    """That the personal part of `entry` was erased by the `+erase` entry `by`."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="erased")
    by = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="erases")

    class Meta:
        db_table = "erasure"


class Leaf(models.Model):
    """The place of an entry in the tree."""

    index = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)

    class Meta:
        db_table = "leaf"


class Node(models.Model):
    """A complete node of the tree: it never changes once written."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "node"
        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "index"], name="one_node")]


class Checkpoint(models.Model):
    """A signed head of the tree. `note` is the signed text."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    signed_at = models.CharField(max_length=20)
    note = models.TextField()

    class Meta:
        db_table = "checkpoint"


class Number(models.Model):
    """The last number given in a series and year: numbers of papers are without gaps."""

    series = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "number"
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "year"], name="one_series")]


class Due(models.Model):
    """One instance of a limit. The light is computed on reading, from the day."""

    matter = models.CharField(max_length=32)
    limit = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    since = models.DateField()
    on = models.DateField(null=True, db_column="due_on")
    warn_on = models.DateField(null=True)
    met = models.PositiveIntegerField(null=True)
    met_on = models.DateField(null=True)
    late = models.BooleanField(default=False)
    still = models.BooleanField(default=False)
    party = models.BooleanField(default=False)
    step = models.CharField(max_length=64)

    class Meta:
        db_table = "due"
        indexes: ClassVar = [
            models.Index(fields=["matter"], name="due_matter"),
            models.Index(fields=["limit", "met_on"], name="due_limit"),
        ]


class Guest(models.Model):
    """An organ that takes part in another organ's matter, as its procedure declares (`Procedure.guests`): it may read it."""

    matter = models.CharField(max_length=32)
    organ = models.CharField(max_length=64)

    class Meta:
        db_table = "guest"
        indexes: ClassVar = [
            models.Index(fields=["matter"], name="guest_matter"),
            models.Index(fields=["organ", "matter"], name="guest_organ"),
        ]


class Tally(models.Model):
    """One row behind a number of the report: this entry adds `value` to `figure`."""

    figure = models.CharField(max_length=64)
    matter = models.CharField(max_length=32)
    entry = models.PositiveIntegerField()
    on = models.DateField(db_column="counted_on")
    value = models.BigIntegerField()
    distinct = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "tally"
        indexes: ClassVar = [
            models.Index(fields=["figure", "on", "id"], name="tally_figure"),
            models.Index(fields=["matter"], name="tally_matter"),
        ]


class Attachment(models.Model):
    """A file named by its digest. The bytes lie in the data folder; that an entry carries it stands in its body."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=100)

    class Meta:
        db_table = "attachment"


class Carried(models.Model):
    """Which matter carries which attachment, so that a download is checked against the matter's visibility."""

    matter = models.CharField(max_length=32, db_index=True)
    entry = models.PositiveIntegerField()
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "carried"


class Batch(models.Model):
    """One attested batch of a bulk source: its file as stored, and the ledger entry that vouches for it."""

    source = models.CharField(max_length=32)
    month = models.CharField(max_length=7)
    matter = models.CharField(max_length=32)
    seq = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    rejected = models.PositiveBigIntegerField(default=0)
    replaced = models.BooleanField("已被更正批次取代", default=False)

    class Meta:
        db_table = "batch"
        indexes: ClassVar = [models.Index(fields=["source", "month"], name="batch_month")]
