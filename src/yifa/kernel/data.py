"""Where the shipped data lies: statutory limits, holiday notices, canonical figures. Pure."""

from __future__ import annotations

from pathlib import Path

_ROOTS = (Path(__file__).parents[1] / "data", Path(__file__).parents[3] / "data")
"""Inside an installed package, and in a checkout."""


def path(name: str) -> Path:
    """The shipped file or folder `name`, such as `law/limits.toml`. Raises FileNotFoundError if it is not there."""
    for root in _ROOTS:
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"缺少随软件发布的数据文件 data/{name}；请重新安装，或者从发布包中补齐。")
