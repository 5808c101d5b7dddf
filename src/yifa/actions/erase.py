"""Erase the personal part of an entry by law: an `+erase` entry first, then the row, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from yifa.chapters.catalogue import by_digest
from yifa.kernel.facts import Facts, ask
from yifa.kernel.fold import ERASE
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor, may_work
from yifa.store.append import New, append
from yifa.store.models import Entry, Erasure
from yifa.store.read import NoSuchMatter, lock

from .advance import Taken, project_anew
from .county import county
from .county import now as present
from .prepare import facts_of, moment_text, recorded
from .refused import Refused

ERASES = ("registrar", "head")
"""Who may erase, in matters of the own organ."""


class Basis(Facts):
    """On what ground (个人信息保护法第四十七条 and the like), and who asked."""

    basis: str = ask("删除的依据", hint="写明法律和事由，如《个人信息保护法》第四十七条，保存期限已满", max_length=500, examples=("保存期限已满",))
    who: str = ask("谁提出", hint="本人、本机关或者别的机关；不写姓名", max_length=100, examples=("本人",))


def erase(
    actor: Actor, matter: str, about: int, basis: str, who: str, *, now: datetime | None = None
) -> Taken:
    """Erases the personal part of entry `about`; header, chain and proofs stand. Raises Refused, Invalid, NoSuchMatter."""
    moment = now or present()
    facts, _ = facts_of(Basis, {"basis": basis, "who": who}).split()
    with transaction.atomic(), connection.cursor() as cursor:
        locked = lock(cursor, matter)
        if not may_work(actor, locked.organ):
            raise NoSuchMatter
        if not actor.holds(*ERASES):
            raise Refused(Refusal("删除个人信息由登记人员或者负责人办理", None, "请本单位的登记人员办理"))
        entry = Entry.objects.filter(matter=matter, seq=about).exclude(personal="").first()
        if entry is None or Erasure.objects.filter(entry=entry).exists():
            raise Refused(Refusal(f"第{about}号记载没有可以删除的个人信息", None, "核对记载的编号"))
        body = {"about": about, "facts": facts}
        new = New(ERASE, moment_text(moment.date()), recorded(moment), actor.key, body, {})
        chain, by = append(cursor, locked.chain, new)
        cursor.execute("INSERT INTO erasure (entry_id, by_id) VALUES (%s, %s)", (entry.pk, by))
        cursor.execute("DELETE FROM personal WHERE entry_id = %s", (entry.pk,))
        project_anew(cursor, chain, by_digest(locked.chain.definition), moment.date(), county())
        return Taken(matter, chain.seq, chain.head)
