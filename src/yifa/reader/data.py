"""Where the reader's words lie (`data/reader/*.toml`): inside an installed package, and in a checkout. Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_ROOTS = (Path(__file__).parents[1] / "data", Path(__file__).parents[3] / "data")


@cache
def words(name: str) -> dict[str, Any]:
    """The shipped table `data/reader/NAME.toml`. Raises FileNotFoundError if it is not there."""
    for root in _ROOTS:
        file = root / "reader" / f"{name}.toml"
        if file.exists():
            return tomllib.loads(file.read_text(encoding="utf-8"))
    raise FileNotFoundError(f"缺少随软件发布的数据文件 data/reader/{name}.toml；请重新安装，或者从发布包中补齐。")
