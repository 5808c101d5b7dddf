"""One matter read for its page: the entries as recorded, the state that follows from them, and the names in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection

from yifa.actions import county as place
from yifa.actions.papers import words as fact_words
from yifa.actions.standing import standing
from yifa.chapters.catalogue import by_digest
from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import extra
from yifa.kernel.fold import CORRECT, ERASE, SERVE, SYSTEM_STEPS, Raw, moment
from yifa.kernel.replay import State
from yifa.store.actor import Actor, may_work, readable_by
from yifa.store.models import Matter
from yifa.store.read import NoSuchMatter

from . import forms
from .names import Names, names_of

READ = (
    "SELECT e.seq, e.step, e.happened_at, e.recorded_at, e.actor, e.hash, b.text, p.text, x.entry_id IS NOT NULL, "
    "e.personal FROM entry e JOIN body b ON b.entry_id = e.id LEFT JOIN personal p ON p.entry_id = e.id "
    "LEFT JOIN erasure x ON x.entry_id = e.id WHERE e.matter = %s ORDER BY e.seq"
)
ERASED, COVERED = "（已依法删除）", "（个人信息，不归您办理，不显示）"


@dataclass(frozen=True)
class Record:
    """One entry as the ledger holds it."""

    seq: int
    step: str
    happened_at: str
    recorded_at: str
    actor: str
    hash: str
    body: Mapping[str, Any]
    personal: Mapping[str, Any]
    erased: bool
    sealed: bool
    """It has, or had, a personal part."""

    @property
    def on(self) -> date:
        return moment(self.happened_at)[0]

    @property
    def at(self) -> datetime | None:
        return moment(self.happened_at)[1]

    @property
    def about(self) -> int | None:
        about = self.body.get("about")
        return int(about) if about is not None else None


@dataclass
class Case:
    """A matter with its chain. `see_personal`: who works on it sees the personal facts, others do not."""

    matter: Matter
    procedure: type[Procedure]
    records: list[Record]
    state: State
    today: date
    names: Names
    see_personal: bool = False

    @property
    def organs(self) -> Mapping[str, str]:
        return self.names.organs

    @property
    def organ(self) -> str:
        return self.organs.get(self.matter.organ, self.matter.organ)

    @property
    def subject(self) -> str:
        """The name of the firm or organ that it is about, as on the day of opening; "" for none."""
        return self.names.subject

    @property
    def serving(self) -> list[tuple[str, str]]:
        """The officers who may be named today, as a form offers them."""
        return forms.choices_of(self.names.serving)

    @cached_property
    def by_seq(self) -> dict[int, Record]:
        return {r.seq: r for r in self.records}

    @cached_property
    def corrections(self) -> dict[int, Record]:
        """The latest correction of each corrected entry."""
        return {r.about: r for r in self.records if r.step == CORRECT and r.about is not None}

    def void(self, seq: int) -> bool:
        """Corrected away: it no longer stands."""
        made = self.corrections.get(seq)
        if made is None:
            return False
        changed = made.body["facts"]
        return changed.get("facts") is None and changed.get("happened_at") is None

    def step(self, r: Record) -> Step[Any] | None:
        return self.state.plan.steps.get(r.step)

    def title(self, r: Record) -> str:
        step = self.step(r)
        if step is not None:
            return step.title
        about = self.by_seq.get(r.about or 0)
        return SYSTEM_STEPS.get(r.step, r.step) + (f"：{self.title(about)}" if about else "")

    def person(self, key: str) -> str:
        return self.names.people.get(key, key)

    def who(self, r: Record) -> str:
        """The persons of an entry; who recorded it, where somebody else did."""
        officers = [self.person(k) for k in r.body.get("officers", ())]
        return "、".join(officers) + f"，{self.person(r.actor)}记录" if officers else self.person(r.actor)

    def facts(self, r: Record) -> list[tuple[str, str]]:
        """(label, value) of an entry's facts in words, personal ones as far as the reader may see them."""
        step = self.step(r)
        if step is None:
            return self._system_facts(r)
        public = r.body.get("facts", {})
        made = self.corrections.get(r.seq)
        if made is not None and made.body["facts"].get("facts") is not None:
            public = made.body["facts"]["facts"]
        stands = step.asks.covered(dict(public)) if step.asks.model_fields else None
        out: list[tuple[str, str]] = []
        for name, info in step.asks.model_fields.items():
            if extra(info).get("personal"):
                value = self._personal(r, name)
            else:
                given = getattr(stands, name)
                blank = given in (None, "", ()) or (not info.is_required() and given == info.default)
                value = "" if blank else self._pick(info, fact_words(stands, name, given))
            if value:
                out.append((info.title or name, value))
        return out

    def personal_facts(self, r: Record) -> list[tuple[str, str]]:
        """(label, value) of what the personal part of an entry holds."""
        step = self.step(r)
        titles = {n: i.title or n for n, i in step.asks.model_fields.items()} if step else {"to": "收件人"}
        return [(titles.get(n, n), str(v)) for n, v in r.personal.items() if v]

    def _pick(self, info: Any, value: str) -> str:
        return self.organs.get(value, value) if extra(info).get("roster") == "organs" else value

    def _personal(self, r: Record, name: str) -> str:
        if r.erased:
            return ERASED
        if not r.sealed:
            return ""
        return str(r.personal.get(name, "")) if self.see_personal else COVERED

    def _system_facts(self, r: Record) -> list[tuple[str, str]]:
        facts = r.body.get("facts", {})
        if r.step == SERVE:
            from yifa.actions.serve_paper import METHOD_NAMES, Method

            out = [("方式", METHOD_NAMES[Method(facts["method"])])]
            out += [("收件人", to)] if (to := self._personal(r, "to")) else []
            return out + ([("回证编号", facts["receipt"])] if facts.get("receipt") else [])
        if r.step == CORRECT:
            what = "作废" if self._voids(facts) else "改为新的内容"
            return [("做法", what), ("理由", facts.get("reason", ""))]
        if r.step == ERASE:
            return [("依据", str(facts.get("basis", "")))]
        return []

    @staticmethod
    def _voids(facts: Mapping[str, Any]) -> bool:
        return facts.get("facts") is None and facts.get("happened_at") is None


def load(matter: str, actor: Actor, today: date) -> Case:
    """The matter as this actor may see it. Raises NoSuchMatter. A constant number of queries."""
    found = readable_by(actor).filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    case = read(found, today)
    case.see_personal = may_work(actor, found.organ)
    return case


def read(matter: Matter, today: date) -> Case:
    """The chain and what follows from it; two queries. The caller has checked the right to see it."""
    with connection.cursor() as cursor:
        cursor.execute(READ, (matter.id,))
        rows = cursor.fetchall()
    records = [_record(*r) for r in rows]
    procedure = by_digest(matter.definition_id)
    raw = [Raw(r.seq, r.step, r.happened_at, r.actor, r.body, r.erased) for r in records]
    county = place.county()
    state = standing(records[-1].hash, procedure, today, county, lambda: raw).state
    users = {r.actor for r in records}
    officers = {k for r in records for k in r.body.get("officers", ())}
    return Case(matter, procedure, records, state, today, names_of(matter, users, officers, today))


def _record(
    seq: int, step: str, happened: str, recorded: str, actor: str, hash: str, body: str, own: str | None, erased: Any, sealed: str
) -> Record:
    facts = json.loads(own) if own else {}
    return Record(seq, step, happened, recorded, actor, hash, json.loads(body), facts, bool(erased), bool(sealed))
