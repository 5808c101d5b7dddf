"""Days and minutes as the draw writes them: `2026-05-11`, and Beijing time to the minute `2026-05-08T21:15`."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from .mistakes import DrawError

BEIJING = timezone(timedelta(hours=8))


def day(text: object, where: str) -> str:
    """Raises DrawError."""
    if not is_day(text):
        raise DrawError(f"{where}日期“{text}”读不出来；写成 2026-05-11 这样，年四位，月、日两位。")
    return str(text)


def minute(text: object, where: str) -> str:
    """Raises DrawError."""
    if not is_minute(text):
        raise DrawError(f"{where}时间“{text}”读不出来；写成北京时间 2026-05-08T21:15 这样，到分钟。")
    return str(text)


def is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_minute(text: object) -> bool:
    try:
        return isinstance(text, str) and datetime.strptime(text, "%Y-%m-%dT%H:%M").strftime("%Y-%m-%dT%H:%M") == text
    except ValueError:
        return False


def now() -> str:
    return datetime.now(BEIJING).strftime("%Y-%m-%dT%H:%M")
