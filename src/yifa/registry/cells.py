"""One cell at a time: from what a spreadsheet holds to the value of a column. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from typing import Any

from stdnum.cn import ric

from .rosters import Column

YES, NO = frozenset(("是", "√", "有", "y", "yes", "true", "1")), frozenset(("否", "×", "无", "n", "no", "false", "0"))
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$|(\d{4})(\d{2})(\d{2})$")
_CITIZEN = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
_ERROR = re.compile(r"#(REF|N/A|NAME\?|VALUE|DIV/0|NUM|NULL)!?$")
MOST = 2**31 - 1
EXACT_DIGITS = 15


class BadCell(ValueError):
    """What is wrong with the cell and what to put there."""


def value_of(column: Column, cell: Any) -> Any:
    """The column's value: str, int, bool, date, or None for an empty cell that may be empty. Raises BadCell."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        if column.required:
            raise BadCell("没有填写")
        return "" if column.kind in ("text", "choice") else None
    if isinstance(cell, str) and _ERROR.match(cell.strip()):
        raise BadCell(f"这一格是出错的公式（{cell.strip()}），请改成值")
    return _KINDS[column.kind](column, cell)


def _text(column: Column, cell: Any) -> str:
    if isinstance(cell, bool):
        cell = "是" if cell else "否"
    elif isinstance(cell, (datetime, date)):
        cell = (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    elif isinstance(cell, (int, float)):
        cell = _digits(cell)
    elif not isinstance(cell, str):
        raise BadCell("这一格不是文字")
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") for c in text):
        raise BadCell("有看不见的字符，请重新输入这一格")
    if column.field == "key":
        text = unicodedata.normalize("NFKC", text).replace(" ", "") if column.check else text
    if text.startswith("="):
        raise BadCell("以“=”开头，像是公式，请改成值")
    if len(text) > column.max_length:
        raise BadCell(f"有{len(text)}个字，最多{column.max_length}个")
    if any(ric.is_valid(n) for n in _CITIZEN.findall(text)):
        raise BadCell("像是居民身份证号；登记表不收公民身份号码，请去掉")
    wrong = column.check(text) if column.check else ""
    if wrong:
        raise BadCell(wrong)
    return text


def _digits(cell: float) -> str:
    """A code that the spreadsheet took for a number."""
    if not math.isfinite(cell) or cell != int(cell):
        raise BadCell(f"应该是文字或者编号，这里是小数 {cell}")
    text = str(int(cell))
    if len(text) > EXACT_DIGITS:
        raise BadCell("这一格是数字格式，超过15位的尾数已经丢失；请把整列改成“文本”格式重新填写")
    return text


def _int(column: Column, cell: Any) -> int:
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).replace(",", "").strip()
        if not re.fullmatch(r"\d{1,10}", text):
            raise BadCell(f"要填整数，这里是“{cell.strip()[:20]}”")
        cell = int(text)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not math.isfinite(cell) or cell != int(cell):
        raise BadCell(f"要填整数，这里是“{cell}”")
    if not 0 <= cell <= MOST:
        raise BadCell(f"要填0到{MOST}之间的整数，这里是{int(cell)}")
    return int(cell)


def _bool(column: Column, cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
    text = unicodedata.normalize("NFKC", text).strip().lower()
    if text in YES or text in NO:
        return text in YES
    raise BadCell(f"要填“是”或者“否”，这里是“{str(cell)[:20]}”")


def _date(column: Column, cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and cell == int(cell):
        cell = str(int(cell))
    match = _DATE.match(unicodedata.normalize("NFKC", str(cell)).strip())
    if not match:
        raise BadCell(f"要填日期，写成2024-03-05的样子，这里是“{str(cell)[:20]}”")
    parts = match.groups()[:3] if match[1] else match.groups()[3:]
    try:
        return date(*(int(p) for p in parts))
    except ValueError:
        raise BadCell(f"没有这一天：{cell}") from None


def _choice(column: Column, cell: Any) -> str:
    text = str(cell).strip()
    for key, label in column.choices:
        if text in (key, label):
            return key
    raise BadCell(f"要从“{'”“'.join(label for _, label in column.choices)}”里选一个，这里是“{text[:20]}”")


_KINDS = {"text": _text, "int": _int, "bool": _bool, "date": _date, "choice": _choice}
