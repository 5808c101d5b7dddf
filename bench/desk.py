"""Inbox and matter page over 100,000 matters, against a bare Django list of as many rows; and how many queries.

usage: python -m bench.desk COUNTY (a folder made by `yifa sample`; it is copied, not changed)"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from .measure import percentile, say

MATTERS, FEW, REQUESTS = 100_000, 2_000, 150
ORGAN = "jiaotong"
USER = f"{ORGAN}.officer"
SQL = """
INSERT INTO matter (id, number, procedure, definition, organ, subject, title, outcome, closed, due_on, due_what,
  due_party, still, warn_on, wakes_on, opened_on, parent, seq, head)
WITH RECURSIVE n(i) AS (SELECT %s UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %s)
SELECT printf('%%032x', i), '青市监罚〔2026〕' || i || '号', %s, %s,
  CASE WHEN i %% 10 = 0 THEN %s ELSE 'organ' || (i %% 52) END, '', '某公司涉嫌违法案（' || i || '）', '', i %% 4 > 0,
  CASE WHEN i %% 4 > 0 THEN NULL ELSE date(%s, (i * 7919 %% 400 - 20) || ' days') END, '作出决定', 0, 0,
  CASE WHEN i %% 4 > 0 THEN NULL ELSE date(%s, (i * 7919 %% 400 - 30) || ' days') END, NULL, %s, '', 1, printf('%%064x', i)
FROM n"""
DUES = """
INSERT INTO due (matter, "limit", start, since, due_on, warn_on, late, still, party, step)
SELECT id, %s, 1, opened_on, due_on, warn_on, 0, 0, 0, '作出决定' FROM matter WHERE due_on IS NOT NULL AND id BETWEEN
  printf('%%032x', %s) AND printf('%%032x', %s)"""
ENTRIES = """
INSERT INTO entry (matter, seq, definition, step, happened_at, recorded_at, actor, prev, body, personal, hash)
SELECT id, 1, definition, 'filing', opened_on, '2026-01-05T01:00:00Z', %s, %s, head, '', head FROM matter
WHERE id BETWEEN printf('%%032x', %s) AND printf('%%032x', %s)"""


def main(county: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="yifa-bench-"))
    try:
        shutil.copytree(county, folder / "county")
        say(measure(folder / "county"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path) -> dict[str, Any]:
    from yifa.site.boot import migrate, setup

    setup(folder)
    migrate()
    from django.db.models import Value
    from django.test import Client

    from yifa.registry.models import User
    from yifa.store.models import Matter

    user = User.objects.get(username=USER)
    client = Client()
    client.force_login(user)
    matter = longest()
    fill(Matter.objects.count() + FEW)
    few = {"inbox": queries(client, "/desk/"), "matter": queries(client, f"/desk/matters/{matter}/")}
    fill(MATTERS)
    many = {"inbox": queries(client, "/desk/"), "matter": queries(client, f"/desk/matters/{matter}/")}
    inbox = against(client, "/desk/", user.organ)
    page = against(client, f"/desk/matters/{matter}/", user.organ)
    mine = Matter.objects.filter(organ=user.organ, closed=Value(False)).count()
    return {"inbox": inbox, "matter": page, "few": few, "many": many, "matters": Matter.objects.count(), "mine": mine}


def longest() -> str:
    """The real matter of the organ with the longest chain."""
    from yifa.store.models import Matter

    return str(Matter.objects.filter(organ=ORGAN).order_by("-seq", "id").values_list("id", flat=True)[0])


def fill(upto: int) -> None:
    """Rows of matters up to so many, a tenth of them in the one organ, a quarter open, each open one with a term."""
    from django.db import connection

    from yifa.actions.county import now
    from yifa.chapters.catalogue import version
    from yifa.kernel.digest import digest, text_of
    from yifa.ledger.entry import GENESIS
    from yifa.store.models import Definition, Matter

    today = now().date()
    law = version("penalty", today)
    name = digest(law)
    Definition.objects.get_or_create(digest=name, defaults={"key": law.key, "title": law.title, "text": text_of(law)})
    opened = today - timedelta(days=40)
    with connection.cursor() as cursor:
        start = Matter.objects.count()
        cursor.execute(SQL, (start, upto, "penalty", name, ORGAN, today, today, opened))
        cursor.execute(DUES, ("penalty_decision", start, upto))
        cursor.execute(ENTRIES, (USER, GENESIS, start, upto))


def queries(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get(client, path)
    with CaptureQueriesContext(connection) as seen:
        get(client, path)
    return len(seen)


def get(client: Any, path: str) -> str:
    from yifa.actions.standing import forget

    forget()  # each request as to a process that has not seen the matter
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return str(answer.content.decode())


def against(client: Any, path: str, organ: str) -> dict[str, float]:
    """Requests to the page and to the bare list in turn."""
    rows = len(re.findall(r"<(?:tr|li)\b", get(client, path)))
    bare = f"/bench/{organ}/{rows}/"
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(REQUESTS):
        for seconds, address in ((ours, path), (theirs, bare)):
            start = time.perf_counter()
            get(client, address)
            seconds.append(time.perf_counter() - start)
    out = {"rows": float(rows)}
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        out[name], out[f"bare_{name}"] = percentile(ours, share) * 1000, percentile(theirs, share) * 1000
    return out | {"ratio": out["p95"] / out["bare_p95"], "ratio_p50": out["p50"] / out["bare_p50"]}


if __name__ == "__main__":
    main(sys.argv[1])
