"""The kernel alone: a matter of 20 entries replayed, due dates by the line, the ledger's check.

usage: python -m bench.kernel replay | due | check EXPORT"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .measure import ROOT, environment, say

ENTRIES, LINES = 20, 100_000


def replay() -> None:
    """A penalty whose inquiry took many sessions, one entry a day; the account is for its last day."""
    from yifa.chapters.catalogue import version
    from yifa.kernel.calendar import Calendar
    from yifa.kernel.entry import Entry
    from yifa.kernel.findings import findings
    from yifa.kernel.plan import plan_of
    from yifa.kernel.replay import replay as state_of

    first = date(2024, 3, 5)
    procedure = version("penalty", first)
    keys = ["filing", *["inquiry"] * 9, "report", "notice", "defence", "weighed", "decision", "delivery", "publish"]
    keys += ["payment", "demand", "filed_away"]
    entries: list[Entry] = []
    for i, key in enumerate(keys[:ENTRIES], 1):
        day = first + timedelta(days=i)
        about = i - 1 if plan_of(procedure).each[key] else None
        entries.append(Entry(i, key, day, plan_of(procedure).steps[key].asks.example(day), about, by=frozenset("a")))
    calendar, day = Calendar.load(), entries[-1].on

    def once() -> None:
        state = state_of(procedure, entries, day, calendar)
        state.dues(), state.open(), findings(state), state.outcome, state.closed, state.wakes_on

    seconds: list[float] = []
    for _ in range(400):
        start = time.perf_counter()
        once()
        seconds.append(time.perf_counter() - start)
    say({"entries": len(entries), "us": statistics.median(seconds) * 1e6})


def due() -> None:
    """Lines through the command itself, its start included."""
    names = ("penalty_decision", "review_decision_ordinary", "penalty_service", "review_acceptance")
    day = date(2024, 1, 1)
    questions = (
        json.dumps({"limit": names[i % 4], "since": (day + timedelta(days=i % 360)).isoformat(), "suspend": []})
        for i in range(LINES)
    )
    text = "\n".join(questions) + "\n"
    command = [sys.executable, "-m", "yifa.cli.main", "due", "--batch", "-"]
    start = time.perf_counter()
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, env=environment(), cwd=ROOT)
    seconds = time.perf_counter() - start
    answers = done.stdout.splitlines()
    if len(answers) != LINES or not all(json.loads(a)["on"] for a in answers[:: LINES // 100]):
        raise RuntimeError("not every line was answered")
    say({"lines": LINES, "per_second": LINES / seconds})


def check(export: str) -> None:
    """A whole export: every hash, chain, tree and signature."""
    from yifa.ledger.check import check as check_export

    start = time.perf_counter()
    report: Any = check_export(Path(export))
    seconds = time.perf_counter() - start
    if not report.ok:
        raise RuntimeError("\n".join(report.lines()))
    entries = report.counts["entries"]
    say({"entries": entries, "per_second": entries / seconds})


if __name__ == "__main__":
    {"replay": replay, "due": due, "check": check}[sys.argv[1]](*sys.argv[2:])
