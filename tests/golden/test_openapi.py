"""The API's description is an interface: a change of it is seen before it is released."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from yifa.api.site import schema

GOLDEN = Path(__file__).parent / "openapi.json"


def by_line(plain: dict[str, Any]) -> str:
    """One path or schema a line, so that a difference shows what changed."""
    whole = {f"paths {k}": v for k, v in plain.pop("paths").items()}
    whole |= {f"schemas {k}": v for k, v in plain["components"].pop("schemas").items()}
    whole |= {f"about {k}": v for k, v in plain.items()}
    rows = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False, sort_keys=True)}" for k, v in sorted(whole.items())]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def test_the_description_of_the_api_is_the_released_one() -> None:
    """On purpose? `make golden` writes it anew; clients of the API have to be told of what went away."""
    now = by_line(json.loads(schema()))
    if os.environ.get("YIFA_GOLDEN") == "write":
        GOLDEN.write_text(now, encoding="utf-8")
    before, after = json.loads(GOLDEN.read_text(encoding="utf-8")), json.loads(now)
    gone = sorted(before.keys() - after.keys())
    changed = sorted(k for k in before.keys() & after.keys() if before[k] != after[k])
    assert not gone and not changed, f"不再有：{gone[:10]}；改变了：{changed[:10]}。有意改的，运行 make golden 并看过差异。"
    assert sorted(after.keys() - before.keys()) == [], "多了新的地址；运行 make golden 记下。"


def test_every_reference_in_it_resolves_and_no_two_schemas_share_a_name() -> None:
    plain = json.loads(schema())
    known = set(plain["components"]["schemas"])
    text = json.dumps(plain)
    for part in text.split("#/components/schemas/")[1:]:
        assert part.split('"', 1)[0] in known
    ids = [op["operationId"] for methods in plain["paths"].values() for op in methods.values()]
    assert len(ids) == len(set(ids))
