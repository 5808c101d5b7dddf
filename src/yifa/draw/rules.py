"""RULES.toml: who draws, how many of which stratum, who goes and when. README.md documents every key. Pure."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .days import day
from .mistakes import DrawError, at

LEAST_TEAM, MOST_TEAM = 2, 20
"""Officers of one organ at a visit: not under two (行政处罚法 第四十二条), and no crowd."""
MOST = 10**9
"""No whole number of the draw is greater; JavaScript counts exactly up to 2^53."""
KEY = re.compile(r"[0-9A-Za-z_\-\u3400-\u9fff]{1,40}")
TOP = {"title", "organ", "visits", "strata", "reasons", "team"}


@dataclass(frozen=True)
class Stratum:
    """Either `basis_points` of the eligible (rounded up) or a `count` of them is drawn."""

    key: str
    name: str
    basis_points: int | None
    count: int | None

    def plain(self) -> dict[str, Any]:
        share = {"count": self.count} if self.count is not None else {"basis_points": self.basis_points}
        return {"key": self.key, "name": self.name, **share}


@dataclass(frozen=True)
class Part:
    """So many officers of an organ, each holding every one of the items."""

    organ: str
    officers: int
    items: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        return {"organ": self.organ, "officers": self.officers, "items": list(self.items)}


@dataclass(frozen=True)
class Rules:
    """`visits`: first and last day. `strata` by key, `reasons`: code of an exclusion to its words."""

    title: str
    organ: str
    visits: tuple[str, str]
    strata: dict[str, Stratum]
    reasons: dict[str, str]
    team: tuple[Part, ...]


def read(file: Path) -> Rules:
    """Raises DrawError."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DrawError(f"打不开规则文件 {file}（{error.strerror}）；请核对文件名。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DrawError(f"{at(file.name)}不是写对的 TOML（{error}）；请对照 README 的样例改正，并存为 UTF-8。") from None
    return rules(raw, file.name)


def rules(raw: dict[str, Any], file: str) -> Rules:
    """Raises DrawError, naming the key."""
    where = at(file)
    if unknown := sorted(set(raw) - TOP):
        raise DrawError(f"{where}不认识的项“{unknown[0]}”；可以写的有：{'、'.join(sorted(TOP))}。")
    visits = raw.get("visits")
    if not isinstance(visits, list) or len(visits) != 2:
        raise DrawError(f'{where}visits 要写检查的第一天和最后一天，例如 ["2026-05-11", "2026-05-29"]。')
    first, last = (day(str(v), f"{where}visits ") for v in visits)
    if first > last:
        raise DrawError(f"{where}visits 的第一天 {first} 晚于最后一天 {last}；请改正次序。")
    return Rules(
        _text(raw, "title", where),
        _text(raw, "organ", where),
        (first, last),
        _strata(raw.get("strata"), where),
        _reasons(raw.get("reasons", {}), where),
        _team(raw.get("team"), where),
    )


def _text(raw: dict[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DrawError(f"{where}缺少 {key}，或者不是文字；请补上。")
    return value.strip()


def _strata(raw: object, where: str) -> dict[str, Stratum]:
    if not isinstance(raw, dict) or not raw:
        raise DrawError(f"{where}没有 [strata.…]；每一类写一段，写明 basis_points（万分之几）或者 count（户数）。")
    return {key: _stratum(key, value, where) for key, value in sorted(raw.items(), key=lambda kv: kv[0].encode())}


def _stratum(key: str, raw: object, where: str) -> Stratum:
    spot = f"{where}strata.{key} "
    if not KEY.fullmatch(key):
        raise DrawError(f"{spot}的名字不能用；用汉字、字母、数字、横线，四十字以内。")
    if not isinstance(raw, dict) or set(raw) - {"name", "basis_points", "count"}:
        raise DrawError(f"{spot}只能写 name、basis_points、count。")
    ratio, count = raw.get("basis_points"), raw.get("count")
    if (ratio is None) == (count is None):
        raise DrawError(f"{spot}要写 basis_points 或者 count，只写一个。")
    if isinstance(ratio, float) or isinstance(count, float):
        raise DrawError(f"{spot}不能有小数：比例写万分之几的整数，5% 写 basis_points = 500。")
    if ratio is not None and not (type(ratio) is int and 0 <= ratio <= 10000):
        raise DrawError(f"{spot}的 basis_points 是 {ratio}；要在 0 到 10000 之间，10000 就是全部抽取，比例不能超过 1。")
    if count is not None and not (type(count) is int and 0 <= count <= MOST):
        raise DrawError(f"{spot}的 count 是 {count}；要写不小于 0 的整数。")
    return Stratum(key, _text({"name": key, **raw}, "name", spot), ratio, count)


def _reasons(raw: object, where: str) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise DrawError(f'{where}[reasons] 要写成 代码 = "不列入的理由"。')
    for code, words in raw.items():
        if not KEY.fullmatch(code) or not isinstance(words, str) or not words.strip():
            raise DrawError(f"{where}reasons.{code} 不能用；代码用汉字、字母、数字、横线，理由写成文字。")
    return {code: str(raw[code]).strip() for code in sorted(raw, key=str.encode)}


def _team(raw: object, where: str) -> tuple[Part, ...]:
    if not isinstance(raw, list) or not raw:
        raise DrawError(f"{where}没有 [[team]]；每个参加的单位写一段：organ、officers（人数）、items（事项）。")
    parts = tuple(_part(n, value, where) for n, value in enumerate(raw, 1))
    if len({p.organ for p in parts}) < len(parts):
        raise DrawError(f"{where}[[team]] 里同一个单位写了两段；请合成一段。")
    return parts


def _part(n: int, raw: object, where: str) -> Part:
    spot = f"{where}第{n}个 [[team]] "
    if not isinstance(raw, dict) or set(raw) != {"organ", "officers", "items"}:
        raise DrawError(f"{spot}要写 organ、officers、items 三项，不多不少。")
    officers, items = raw["officers"], raw["items"]
    if type(officers) is not int or not LEAST_TEAM <= officers <= MOST_TEAM:
        raise DrawError(f"{spot}的 officers 是 {officers}；检查不得少于两人，也不要多于{MOST_TEAM}人。")
    if not isinstance(items, list) or not items or not all(isinstance(i, str) and i.strip() for i in items):
        raise DrawError(f'{spot}的 items 要写检查的事项，例如 ["食品经营检查"]。')
    if any(";" in i for i in items):
        raise DrawError(f"{spot}的 items 里不能有分号；分号用来隔开几个事项。")
    return Part(_text(raw, "organ", spot), officers, tuple(sorted({i.strip() for i in items}, key=str.encode)))
