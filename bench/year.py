"""A county's year from nothing to the first page, and all its figures.

usage: python -m bench.year build FOLDER      builds the county there, writes its report, opens the site, asks for a page
       python -m bench.year figures FOLDER    all figures, columns written anew, then again"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from .measure import ROOT, environment, peak_mb, say

TOTALS = ROOT / "counties" / "example" / "totals-2024.toml"
YEAR, TIMES = 2024, 5
PLAIN = {"DJANGO_SETTINGS_MODULE": "yifa.site.settings"}
"""The commands run as they are shipped, without the peers."""


def build(folder: str) -> None:
    seconds: dict[str, Any] = {}
    start = time.perf_counter()
    yifa("sample", "--targets", str(TOTALS), "--out", folder)
    seconds["sample"] = time.perf_counter() - start
    start = time.perf_counter()
    yifa("report", "--year", str(YEAR), "--out", str(Path(folder) / "report.docx"), "--data", folder)
    seconds["report"] = time.perf_counter() - start
    seconds["page"] = first_page(folder)
    say({**seconds, "all": sum(seconds.values()), "peak_mb": peak_mb(children=True)})


def yifa(*args: str) -> None:
    command = [sys.executable, "-m", "yifa.cli.main", *args]
    subprocess.run(command, check=True, env=environment(**PLAIN), cwd=ROOT, capture_output=True)


def first_page(folder: str) -> float:
    """Seconds from starting the server to its first page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "yifa.cli.main", "serve", "--data", folder, "--port", str(port)]
    start = time.perf_counter()
    server = subprocess.Popen(command, env=environment(**PLAIN), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - start < 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - start
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise TimeoutError("the site did not open")
    finally:
        server.terminate()
        server.wait(timeout=20)


def figures(folder: str) -> None:
    from yifa.site.boot import setup

    setup(folder)
    from yifa.figures.compute import compute

    cold: list[float] = []
    warm: list[float] = []
    for _ in range(TIMES):
        shutil.rmtree(Path(folder) / "figures", ignore_errors=True)
        for seconds in (cold, warm):
            start = time.perf_counter()
            values = compute(YEAR)
            seconds.append(time.perf_counter() - start)
    first = max(cold[:1])
    say({"figures": len(values), "first": first, "cold": statistics.median(cold), "warm": statistics.median(warm)})


if __name__ == "__main__":
    {"build": build, "figures": figures}[sys.argv[1]](sys.argv[2])
