"""Start-up checks: what must be right before anybody relies on a date or a record."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks

from yifa.kernel.calendar import Calendar, CalendarError

NOT_COVERED, NO_CALENDAR, LOOSE_KEY = "yifa.W001", "yifa.E002", "yifa.E003"
WRONG_DATABASE, WRONG_ZONE, OPEN_DOOR, NO_KEY = "yifa.E004", "yifa.E005", "yifa.E006", "yifa.E007"
KEY_FILES = ("secret.key",)


@register()
def check_house(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """All checks, for `check`, `migrate` and the server."""
    data_dir = Path(settings.DATA_DIR)
    return [
        *check_calendar(data_dir, date.today()),
        *check_keys(data_dir),
        *check_database(settings.DATABASES["default"]),
        *check_zone(settings.TIME_ZONE, settings.USE_TZ),
        *check_debug(settings.DEBUG, settings.ALLOWED_HOSTS),
    ]


@register(Tags.database)
def check_ledger_key(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A ledger that was signed needs its key, and under its name; only asked where the database may be read."""
    if not databases or check_keys(Path(settings.DATA_DIR)):
        return []
    from yifa.actions.county import county
    from yifa.proofs.signing import BadKeyFile
    from yifa.store.sequence import KeyIsGone, keys_folder, require_key

    try:
        require_key()
        if (keys_folder() / "ledger.key").exists():
            county().signer()
    except (KeyIsGone, BadKeyFile) as error:
        return [Error(str(error), id=NO_KEY)]
    return []


def problems() -> tuple[list[str], list[str]]:
    """(what forbids to start, what is to be known) in words, for the commands that start the site."""
    found = [m for m in run_checks(databases=["default"]) if not m.is_silenced()]
    told = [(m.is_serious(), f"{m.msg}{f' {m.hint}' if m.hint else ''}") for m in found]
    return [words for serious, words in told if serious], [words for serious, words in told if not serious]


def check_calendar(data_dir: Path, today: date) -> list[CheckMessage]:
    """The holiday notices must cover this year: beyond them no due date in working days can be computed."""
    own = data_dir / "calendar"
    try:
        calendar = Calendar.load(own) if own.is_dir() else Calendar.load()
    except CalendarError as error:
        return [Error(f"放假安排读不进来：{error}", hint="改正这个文件后再启动。", id=NO_CALENDAR)]
    if today <= calendar.last:
        return []
    words = f"放假安排只装到{calendar.last.year}年，今天是{today}：以工作日计算的期限都算不出来。"
    hint = f"把国务院办公厅{today.year}年的放假通知写成 TOML，放进 {own}。"
    return [Warning(words, hint=hint, id=NOT_COVERED)]


def check_keys(data_dir: Path) -> list[CheckMessage]:
    """Keys are readable by their owner only."""
    files = [data_dir / name for name in KEY_FILES] + sorted((data_dir / "keys").glob("*.key"))
    out: list[CheckMessage] = []
    for file in files:
        if file.exists() and stat.S_IMODE(os.stat(file).st_mode) & 0o077:
            hint = f"chmod 600 {file}；如果别人可能读过，请换一把密钥。"
            out.append(Error(f"密钥文件 {file.name} 别人也能读。", hint=hint, id=LOOSE_KEY))
    return out


def check_database(database: dict[str, Any]) -> list[CheckMessage]:
    """SQLite without IMMEDIATE loses writers under load, without FULL it loses steps when the power fails."""
    engine = database["ENGINE"]
    if engine == "django.db.backends.postgresql":
        return []
    if engine != "yifa.site.sqlite":
        return [Error(f"账本只支持 SQLite 和 PostgreSQL，这里是 {engine}。", id=WRONG_DATABASE)]
    options = database.get("OPTIONS", {})
    init = options.get("init_command", "").replace(" ", "").lower()
    wanted = {
        "transaction_mode=IMMEDIATE": options.get("transaction_mode") == "IMMEDIATE",
        "journal_mode=WAL": "journal_mode=wal" in init,
        "synchronous=FULL": "synchronous=full" in init,
        "foreign_keys=ON": "foreign_keys=on" in init,
        "timeout>=5": options.get("timeout", 0) >= 5,
    }
    missing = [name for name, there in wanted.items() if not there]
    if not missing:
        return []
    words = f"SQLite 缺少必需的设置：{'、'.join(missing)}。"
    return [Error(words, hint="用 yifa.site.settings 的设置。", id=WRONG_DATABASE)]


def check_zone(zone: str, aware: bool) -> list[CheckMessage]:
    """Legal days are days in Beijing."""
    if zone == "Asia/Shanghai" and aware:
        return []
    return [Error("时区必须是 Asia/Shanghai，并且 USE_TZ = True：期限按北京时间的日子计算。", id=WRONG_ZONE)]


def check_debug(debug: bool, hosts: Sequence[str]) -> list[CheckMessage]:
    """Debugging pages show data: never beside a name that others can reach."""
    local = {"localhost", "127.0.0.1", "[::1]", "testserver"}
    if debug and not set(hosts) <= local:
        return [Error("对外提供服务时不能打开 YIFA_DEBUG。", hint="去掉 YIFA_DEBUG，或者只在本机使用。", id=OPEN_DOOR)]
    return []
