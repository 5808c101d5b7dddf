"""The log: what failed and where in the code, never what somebody typed."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Bare(logging.Formatter):
    """One line a record: time, level, words; for an error its type and the places it passed, without its message, since
    a database's message quotes the values of the row."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        if record.name == "django.request":
            request = getattr(record, "request", None)
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"{status} {getattr(request, 'method', '')} {getattr(request, 'path', '')}", ()
        return super().format(record)

    def formatException(self, ei: _Error) -> str:
        kind, _, places = ei
        name = kind.__name__ if kind else ""
        steps = [f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in traceback.extract_tb(places)]
        return f"  {name}: {' > '.join(steps)}"
