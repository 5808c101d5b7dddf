"""Counties that the tests of faults work on: a folder and a database each, and processes that write to them."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse, urlunparse

import psycopg

WORKER = Path(__file__).with_name("worker.py")
BOOT = (
    "import os, runpy; from yifa.site.boot import setup; setup(os.environ['YIFA_DATA']); "
    f"runpy.run_path({str(WORKER)!r}, run_name='__main__')"
)
A, B = uuid.uuid4().hex, uuid.uuid4().hex
"""The matters of every county here."""


@dataclass
class Place:
    """A county's folder and database, worked on by processes."""

    folder: Path
    env: dict[str, str]
    url: str

    def start(self, *args: str) -> subprocess.Popen[str]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([sys.executable, "-c", BOOT, *args], env=self.env, text=True, **pipes)  # type: ignore[call-overload, no-any-return]  # two drivers, two signatures

    def run(self, *args: str) -> Any:
        """The worker's last answer. Fails with what it said on stderr."""
        return answer(self.start(*args))

    def killed(self, *args: str) -> None:
        process = self.start(*args)
        process.communicate(timeout=60)
        assert process.returncode == -9, "the process was to be killed in the midst of its work"

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """A query by a connection that knows nothing of the software."""
        if self.url:
            with psycopg.connect(self.url) as connection:
                return connection.execute(sql).fetchall()  # type: ignore[arg-type]  # two drivers, two signatures
        with sqlite3.connect(self.folder / "yifa.sqlite3") as connection:
            return connection.execute(sql).fetchall()

    def tamper(self, *statements: str) -> None:
        """Changes the ledger behind the software's back: whoever owns the database can lift its triggers."""
        if self.url:
            with psycopg.connect(self.url) as connection:
                connection.execute("SET session_replication_role = replica")
                for sql in statements:
                    connection.execute(sql)  # type: ignore[arg-type]  # two drivers, two signatures
            return
        with sqlite3.connect(self.folder / "yifa.sqlite3") as plain:
            for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                plain.execute(f"DROP TRIGGER {name}")
            for sql in statements:
                plain.execute(sql)


def answer(process: subprocess.Popen[str]) -> Any:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out.splitlines()[-1]) if out else None


def new_place(folder: Path, like: Place | None = None) -> Place:
    """An empty county, or a copy of one in which nobody is at work."""
    server = os.environ.get("YIFA_DATABASE", "")
    env = {**os.environ, "YIFA_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "yifa.site.settings"}
    env["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    if like is not None:
        shutil.copytree(like.folder, folder, dirs_exist_ok=True)
    if not server:
        return Place(folder, env, "")
    name = f"fault_{uuid.uuid4().hex[:12]}"
    template = f' TEMPLATE "{_name(like.url)}"' if like is not None else ""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"{template}')  # type: ignore[arg-type]  # two drivers, two signatures
    url = urlunparse(urlparse(server)._replace(scheme="postgresql", path=f"/{name}"))
    return Place(folder, {**env, "YIFA_DATABASE": url}, url)


def drop(place: Place) -> None:
    if place.url:
        with psycopg.connect(os.environ["YIFA_DATABASE"], autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{_name(place.url)}" WITH (FORCE)')  # type: ignore[arg-type]  # two drivers, two signatures


def _name(url: str) -> str:
    return urlparse(url).path.lstrip("/")
