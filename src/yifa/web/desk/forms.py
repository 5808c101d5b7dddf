"""The form of a step: its facts, and around them the day, the persons, the entry it answers, and attachments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.plan import plan_of
from yifa.registry.models import Officer, valid_on
from yifa.store.files import ALLOWED, BadFile, keep

from .. import fields, forms

SALT = "yifa.desk.attachment"
Options = Sequence[tuple[str, str]]


@dataclass
class StepForm:
    """What a person fills in to take a step. Empty, or bound to what was posted."""

    step: Step[Any]
    facts: forms.Form[Any]
    on: date | datetime | None
    about: int | None = None
    officers: tuple[str, ...] = ()
    because: str = ""
    kept: list[dict[str, Any]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    typed_on: str = ""
    timed: bool = False
    people: Options = ()
    waiting: Options = ()
    ask_reason: bool = False

    @property
    def ok(self) -> bool:
        return self.facts.ok and not self.errors

    @property
    def prefix(self) -> str:
        return f"{self.step.key}-"

    @property
    def fields(self) -> list[forms.Field]:
        """The day, the entry it answers, the persons, the facts, attachments, the reason: in this order."""
        out = [self._day()]
        if len(self.waiting) > 1:
            out.append(self._pick("about", "答的是哪一件", "select", self.waiting, [str(self.about or "")]))
        if self.step.by.certified or self.step.by.at_least > 1:
            hint = f"须{self.step.by.at_least}名以上" if self.step.by.at_least > 1 else ""
            hint += "，每人持当天有效的执法证件" if self.step.by.certified else ""
            out.append(self._pick("officers", self.step.by.title, "multi", self.people, self.officers, hint.lstrip("，")))
        out += self.facts.fields
        out.append(self._files())
        if self.ask_reason:
            out.append(self._because())
        return out

    def refusals(self) -> list[dict[str, str]]:
        own = [{"href": f"#{self._id(k)}", "words": f"{TITLES[k]}：{v}"} for k, v in self.errors.items()]
        return own + self.facts.refusals()

    @property
    def hidden(self) -> dict[str, str]:
        """The attachments already taken, signed, so that they need not be chosen again."""
        return {f"{self.prefix}kept": signing.dumps(self.kept, salt=SALT)} if self.kept else {}

    # -- the fields that every step has
    def _id(self, name: str) -> str:
        return f"f-{self.prefix}{name}"

    def _day(self) -> forms.Field:
        kind = "datetime" if self.timed else "date"
        hint = "事情发生的时刻，记到分" if self.timed else "事情发生的日子，不是录入的日子"
        return forms.Field(
            name=f"{self.prefix}on",
            id=self._id("on"),
            label="什么时候" if self.timed else "哪一天",
            kind=kind,
            hint=hint,
            error=self.errors.get("on", ""),
            value=self.typed_on,
            said=forms.said(kind, self.typed_on),
        )

    def _pick(
        self, name: str, label: str, kind: str, pairs: Options, chosen: Sequence[str], hint: str = ""
    ) -> forms.Field:
        options = [forms.Option(v, t, v in chosen) for v, t in pairs]
        return forms.Field(
            name=f"{self.prefix}{name}",
            id=self._id(name),
            label=label,
            kind=kind,
            hint=hint,
            error=self.errors.get(name, ""),
            options=options,
        )

    def _files(self) -> Any:
        taken = "、".join(k["name"] for k in self.kept)
        hint = f"{ALLOWED}，每份不超过20 MB" + (f"；已经收下：{taken}，不用再选" if taken else "")
        return {
            "name": f"{self.prefix}files",
            "id": self._id("files"),
            "label": "附件",
            "kind": "file",
            "hint": hint,
            "error": self.errors.get("files", ""),
            "required": False,
            "multiple": True,
        }

    def _because(self) -> forms.Field:
        return forms.Field(
            name=f"{self.prefix}because",
            id=self._id("because"),
            label="已经发生，照实记录的理由",
            kind="textarea",
            hint="按规定当时不能办、但是已经办了的，写明理由。照实记录，并列为监督发现",
            error=self.errors.get("because", ""),
            value=self.because,
            required=False,
        )


TITLES = {"on": "日期", "about": "答的是哪一件", "officers": "办理人员", "files": "附件", "because": "理由"}


def officers_of(organ: str, day: date) -> Options:
    """The organ's officers whose certificates are valid on the day."""
    rows = Officer.objects.filter(valid_on(day), organ=organ).order_by("name", "key").values_list("key", "name")
    return choices_of(dict(rows))


def choices_of(officers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Officers by certificate, as a form offers them."""
    return [(key, f"{name}（{key}）") for key, name in officers.items()]


def timed(procedure: type[Procedure], step: Step[Any]) -> bool:
    """Whether the minute of this step is recorded: a term in hours begins or ends with it, or its procedure says so."""
    if any(s.key == step.key for s in procedure.minutes):
        return True
    plan = plan_of(procedure)
    for w in plan.limits:
        if getattr(w.amount, "unit", "") == "时":
            starts = {m.key for m in plan.moments(w.since) if isinstance(m, Step)}
            if step.key in starts | plan.answers[w.of.key]:
                return True
    return False


def empty(
    procedure: type[Procedure],
    step: Step[Any],
    now: datetime,
    *,
    people: Options = (),
    waiting: Options = (),
    organs: Mapping[str, str] | None = None,
    reason: bool = False,
    initial: Mapping[str, Any] | None = None,
) -> StepForm:
    hours = timed(procedure, step)
    typed = forms.shown("datetime", now)[0] if hours else now.date().isoformat()
    facts = forms.Form(step.asks, prefix=f"{step.key}-", initial=initial, rosters=_rosters(organs, people))
    return StepForm(step, facts, None, typed_on=typed, timed=hours, people=people, waiting=waiting, ask_reason=reason)


def bound(
    procedure: type[Procedure],
    step: Step[Any],
    data: QueryDict,
    files: MultiValueDict[str, Any],
    *,
    people: Options = (),
    waiting: Options = (),
    organs: Mapping[str, str] | None = None,
    reason: bool = False,
) -> StepForm:
    """Reads what was posted. Attachments are kept at once, so that a refusal does not lose them."""
    prefix = f"{step.key}-"
    facts = forms.Form(step.asks, data, prefix=prefix, rosters=_rosters(organs, people))
    form = StepForm(step, facts, None, people=people, waiting=waiting, ask_reason=reason)
    form.timed = timed(procedure, step)
    form.typed_on = data.get(f"{prefix}on", "").strip()
    form.officers = tuple(dict.fromkeys(data.getlist(f"{prefix}officers")))
    form.because = data.get(f"{prefix}because", "").strip()[:1000]
    try:
        form.on = (fields.minute if form.timed else fields.day)(form.typed_on) if form.typed_on else None
        if not form.typed_on:
            form.errors["on"] = "没有填，请填事情发生的日子"
    except fields.Unreadable as wrong:
        form.errors["on"] = str(wrong)
    about = data.get(f"{prefix}about", "")
    form.about = int(about) if about.isdecimal() and len(about) < 10 else None
    if len(waiting) > 1 and str(form.about) not in {v for v, _ in waiting}:
        form.errors["about"] = "请选一件"
    _attach(form, data, files)
    return form


def _attach(form: StepForm, data: QueryDict, files: MultiValueDict[str, Any]) -> None:
    try:
        form.kept = signing.loads(data.get(f"{form.prefix}kept", ""), salt=SALT, max_age=12 * 3600)
    except signing.BadSignature:
        form.kept = []
    for f in files.getlist(f"{form.prefix}files"):
        try:
            made = keep(f.name, f.read()).plain()
        except BadFile as bad:
            form.errors["files"] = str(bad).rstrip("。")
            continue
        if made not in form.kept:
            form.kept.append(made)


def _rosters(organs: Mapping[str, str] | None, people: Options) -> dict[str, Options]:
    """What may be picked: organs, and the officers with a certificate of the day, as far as the page knows them."""
    out: dict[str, Options] = {"organs": list(organs.items())} if organs is not None else {}
    return out | ({"officers": list(people)} if people else {})


