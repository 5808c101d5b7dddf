"""Start-up checks and the log."""

from __future__ import annotations

import logging
import sys
from datetime import date
from pathlib import Path

from django.conf import settings

from yifa.site.checks import (
    LOOSE_KEY,
    NO_CALENDAR,
    NOT_COVERED,
    OPEN_DOOR,
    WRONG_DATABASE,
    WRONG_ZONE,
    check_calendar,
    check_database,
    check_debug,
    check_keys,
    check_zone,
)
from yifa.site.logs import Bare
from yifa.site.settings import database


def ids(found: list) -> list[str]:  # type: ignore[type-arg]  # of whatever kind
    return [m.id for m in found]


def test_a_year_without_its_holiday_notice_is_told_at_the_start(tmp_path: Path) -> None:
    assert ids(check_calendar(tmp_path, date(2024, 5, 1))) == []
    assert ids(check_calendar(tmp_path, date(2099, 5, 1))) == [NOT_COVERED]


def test_a_notice_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2027.toml").write_text("year = ", encoding="utf-8")
    assert ids(check_calendar(tmp_path, date(2024, 5, 1))) == [NO_CALENDAR]


def test_a_key_that_others_can_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    key = tmp_path / "keys" / "ledger.key"
    key.write_text("x")
    key.chmod(0o600)
    assert ids(check_keys(tmp_path)) == []
    key.chmod(0o644)
    assert ids(check_keys(tmp_path)) == [LOOSE_KEY]


def test_the_database_settings_that_keep_the_ledger_safe_are_required(monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's own fixture
    monkeypatch.delenv("YIFA_DATABASE", raising=False)
    right = database()
    assert ids(check_database(right)) == []
    loose = {**right, "OPTIONS": {**right["OPTIONS"], "transaction_mode": None}}
    assert ids(check_database(loose)) == [WRONG_DATABASE]
    assert ids(check_database({"ENGINE": "django.db.backends.mysql"})) == [WRONG_DATABASE]


def test_a_postgresql_address_is_read_with_socket_and_port(monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's own fixture
    monkeypatch.setenv("YIFA_DATABASE", "postgresql://u%40x:p%3Aw@db.local:5433/yifa?sslmode=require")
    got = database()
    where = [got[k] for k in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert where == ["u@x", "p:w", "db.local", "5433", "yifa"]
    assert got["OPTIONS"]["sslmode"] == "require"
    monkeypatch.setenv("YIFA_DATABASE", "postgresql://postgres:@/postgres?host=/run/pg")
    assert database()["HOST"] == "/run/pg"


def test_legal_days_are_days_in_beijing() -> None:
    assert ids(check_zone(settings.TIME_ZONE, settings.USE_TZ)) == []
    assert ids(check_zone("UTC", True)) == [WRONG_ZONE]


def test_debugging_is_not_for_others() -> None:
    assert ids(check_debug(True, ["localhost"])) == []
    assert ids(check_debug(True, ["yifa.example.gov.cn"])) == [OPEN_DOOR]


def test_the_log_names_the_place_and_not_what_somebody_typed() -> None:
    try:
        raise ValueError("王某 13800000000")
    except ValueError:
        record = logging.LogRecord("yifa", logging.ERROR, __file__, 1, "没有完成", (), sys.exc_info())
    line = Bare().format(record)
    assert "ValueError" in line and "test_site.py" in line
    assert "王某" not in line and "138" not in line
