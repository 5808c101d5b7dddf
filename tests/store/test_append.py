"""The appender: a chain without a gap, a fork is impossible, and nothing written can be changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from store.chains import new
from yifa.ledger.entry import BODY, PERSONAL, commit, entry_hash
from yifa.proofs.canon import NotCanonical
from yifa.registry.models import User
from yifa.store.append import Chain, SomebodyElseWasFaster, append
from yifa.store.models import Body, Definition, Entry, Erasure, Matter, Personal
from yifa.store.numbers import next_number
from yifa.store.receipts import header_of

pytestmark = pytest.mark.django_db
Written = Callable[..., Chain]


def test_each_entry_names_the_hash_of_the_one_before_and_the_matter_its_end(written: Written) -> None:
    chain = written(4)
    entries = list(Entry.objects.filter(matter=chain.matter).order_by("seq"))
    assert [e.seq for e in entries] == [1, 2, 3, 4]
    assert [e.prev for e in entries] == ["0" * 64, *(e.hash for e in entries[:-1])]
    assert all(entry_hash(header_of(e)) == e.hash for e in entries)
    matter = Matter.objects.get(id=chain.matter)
    assert (matter.seq, matter.head) == (4, entries[-1].hash)


def test_the_header_commits_to_body_and_personal_part_with_their_own_salts(written: Written) -> None:
    written(1)
    entry = Entry.objects.get()
    body, personal = Body.objects.get(), Personal.objects.get()
    assert commit(BODY, bytes(body.salt), body.text) == entry.body
    assert commit(PERSONAL, bytes(personal.salt), personal.text) == entry.personal
    assert bytes(body.salt) != bytes(personal.salt)
    assert "王某" not in body.text


def test_who_is_late_is_told_who_did_what_and_when_and_nothing_is_written(begin: Callable[..., Chain]) -> None:
    User.objects.create(username="li", name="李强", organ="market")
    start = begin()
    with connection.cursor() as cursor:
        append(cursor, start, new("decide", actor="li"))
        with pytest.raises(SomebodyElseWasFaster, match="李强在3月5日10时15分已经办了“决定”.*没有丢失"):
            append(cursor, start, new("accept"))
    assert Entry.objects.count() == Body.objects.count() == 1


def test_the_database_itself_refuses_two_entries_of_one_number(written: Written) -> None:
    chain = written(2)
    Matter.objects.filter(id=chain.matter).update(seq=1)  # the guard on the row is lost
    with connection.cursor() as cursor, pytest.raises(SomebodyElseWasFaster), transaction.atomic():
        append(cursor, Chain(chain.matter, chain.definition, 1, "f" * 64), new())
    assert Entry.objects.count() == 2


def test_a_value_that_has_no_canonical_text_is_refused_before_anything_is_written(begin: Callable[..., Chain]) -> None:
    chain = begin()
    with connection.cursor() as cursor, pytest.raises(NotCanonical, match="金额记分"):
        append(cursor, chain, new(body={"facts": {"fine": 1.5}}))
    assert Matter.objects.get(id=chain.matter).seq == 0
    assert not Entry.objects.exists()


def _refused(statement: str, values: tuple[Any, ...] = ()) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(caught.value)


@pytest.mark.parametrize("table", ["entry", "body", "leaf", "node", "checkpoint", "definition", "erasure", "personal"])
def test_no_row_of_the_ledger_can_be_changed(table: str, written: Written) -> None:
    _everything(written)
    column = {"leaf": "entry_id", "node": "level", "erasure": "by_id", "checkpoint": "root", "definition": "title"}
    name = column.get(table, "step" if table == "entry" else "text")
    assert "只增不改" in _refused(f"UPDATE {table} SET {name} = {name}")


@pytest.mark.parametrize("table", ["entry", "body", "leaf", "node", "checkpoint", "definition", "erasure"])
def test_no_row_of_the_ledger_can_be_deleted(table: str, written: Written) -> None:
    _everything(written)
    assert "只增不改" in _refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        connection.check_constraints()  # settles what waits for the commit, else truncation is refused for that
        assert "只增不改" in _refused(f"TRUNCATE {table} CASCADE")


def test_replacing_a_row_is_deleting_it(written: Written) -> None:
    chain = written(2)
    values = ("x",) * 9
    insert = (
        "INSERT {} INTO entry (matter, seq, definition, step, happened_at, recorded_at, actor, prev, body, personal, "
        "hash) VALUES (%s, 2, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    )
    if connection.vendor == "sqlite":
        assert "只增不改" in _refused(insert.format("OR REPLACE"), (chain.matter, *values))
    else:
        sql = insert.format("") + " ON CONFLICT (matter, seq) DO UPDATE SET step = 'x'"
        assert "只增不改" in _refused(sql, (chain.matter, *values))


def test_a_personal_part_is_deleted_only_after_an_erasure_by_law_in_the_same_matter(written: Written) -> None:
    chain, other = written(2), written(1)
    first = Entry.objects.get(matter=chain.matter, seq=1)
    assert "依法删除" in _refused("DELETE FROM personal WHERE entry_id = %s", (first.id,))
    plain = Entry.objects.get(matter=chain.matter, seq=2)
    link = "INSERT INTO erasure (entry_id, by_id) VALUES (%s, %s)"
    assert "依法删除" in _refused(link, (first.id, plain.id))  # not an erasure
    with connection.cursor() as cursor:
        _, elsewhere = append(cursor, other, new("+erase", body={"about": 1}))
    assert "依法删除" in _refused(link, (first.id, elsewhere))  # another matter's
    with connection.cursor() as cursor:
        _, by = append(cursor, chain, new("+erase", body={"about": 1}))
        cursor.execute(link, (first.id, by))
        cursor.execute("DELETE FROM personal WHERE entry_id = %s", (first.id,))
    assert not Personal.objects.filter(entry=first).exists()
    assert Entry.objects.get(pk=first.pk).personal == first.personal  # the commitment stands


def test_numbers_of_a_series_have_no_gap_when_a_step_is_taken_back() -> None:
    with connection.cursor() as cursor:
        assert next_number(cursor, "青市监罚", 2024) == "青市监罚〔2024〕1号"
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert next_number(cursor, "青市监罚", 2024) == "青市监罚〔2024〕2号"
            raise ZeroDivisionError
        assert next_number(cursor, "青市监罚", 2024) == "青市监罚〔2024〕2号"
        assert next_number(cursor, "青市监罚", 2025) == "青市监罚〔2025〕1号"
        assert next_number(cursor, "青综执罚", 2024) == "青综执罚〔2024〕1号"


def _everything(written: Written) -> None:
    """A row in every table of the ledger."""
    chain = written(2)
    first = Entry.objects.get(matter=chain.matter, seq=1)
    with connection.cursor() as cursor:
        _, by = append(cursor, chain, new("+erase", body={"about": 1}))
        cursor.execute('INSERT INTO leaf ("index", entry_id) VALUES (0, %s)', (first.id,))
        cursor.execute('INSERT INTO node (level, "index", hash) VALUES (0, 0, %s)', (b"x" * 32,))
        cursor.execute("INSERT INTO checkpoint (size, root, signed_at, note) VALUES (1, 'r', 'a', 'n')")
    Erasure.objects.create(entry=first, by_id=by)
    assert Definition.objects.exists()
