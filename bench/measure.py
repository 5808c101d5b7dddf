"""What the parts share: rounds taken in turn, medians, the machine, peak memory, and a report as one line of JSON."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def rounds(runners: Mapping[str, Callable[[], int]], times: int) -> dict[str, list[float]]:
    """Seconds per piece of work of each runner in each round. A runner does its share and says how many pieces it was.
    They take turns, and the turns move on by one each round, so that none always follows the same other."""
    names = list(runners)
    out: dict[str, list[float]] = {name: [] for name in names}
    for i in range(times):
        turn = i % len(names)
        for name in names[turn:] + names[:turn]:
            start = time.perf_counter()
            pieces = runners[name]()
            out[name].append((time.perf_counter() - start) / pieces)
    return out


def ratio(ours: list[float], theirs: list[float]) -> float:
    """How fast we are against them: the median over the rounds of their time by our time."""
    return statistics.median(t / o for o, t in zip(ours, theirs, strict=True))


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def peak_mb(children: bool = False) -> float:
    """The largest resident memory so far, in MB."""
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / 1024


def run(module: str, *args: str) -> dict[str, Any]:
    """A part in a process of its own: what it says on its last line."""
    command = [sys.executable, "-m", f"bench.{module}", *args]
    done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def environment(**more: str) -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**os.environ, "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "bench.settings", **more}


def say(told: Mapping[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False))


def machine() -> str:
    """Processor, cores, memory, system and versions, in one line."""
    names = [x.partition(":")[2].strip() for x in _lines("/proc/cpuinfo") if x.startswith("model name")]
    total = next((int(x.split()[1]) for x in _lines("/proc/meminfo") if x.startswith("MemTotal")), 0)
    import sqlite3

    cpu = names[0] if names else platform.machine()
    return (
        f"{os.cpu_count()} × {cpu}, {total / 2**20:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _lines(file: str) -> list[str]:
    path = Path(file)
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
