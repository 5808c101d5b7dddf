"""Seal and beacon: a secret is fixed before chance speaks, and chance is taken down by two people who must agree."""

from __future__ import annotations

import json
import secrets
from typing import Any

from .beacon import named, value
from .days import day, minute, now
from .folder import Folder, one_at_a_time, write
from .mistakes import DrawError
from .tags import SIZE, commitment, digest
from .witness import body, signatures

ENTRY = "beacon-first.json"


@one_at_a_time
def seal(
    folder: Folder, beacon: str, beacon_at: str, open_by: str, at: str = "", secret: bytes | None = None
) -> dict[str, Any]:
    """Commits a secret and names the beacon. `beacon_at`: when its first result is made public, Beijing time; `open_by`:
    the day by which everything is opened. Raises DrawError."""
    folder.require("seal")
    frozen = folder.statement("freeze")
    when, due = minute(at or now(), "--at "), day(open_by, "--open-by ")
    which, known = named(beacon), minute(beacon_at, "--beacon-at ")
    if when < frozen["at"]:
        raise DrawError(f"封存的时间 {when} 早于冻结名单的时间 {frozen['at']}；请核对电脑的时钟。")
    if known <= when:
        raise DrawError(f"信标在 {known} 公布，现在已经是 {when}；要用还没有公布的信标，请改用后面的一期。")
    if due < max(frozen["visits"][1], known[:10]):
        raise DrawError(f"公开期限 {due} 早于检查的最后一天 {frozen['visits'][1]}，或者早于信标；请推后 --open-by。")
    secret = secret or secrets.token_bytes(SIZE)
    statement = {
        "kind": "seal",
        "number": frozen["number"],
        "before": digest(frozen),
        "at": when,
        "beacon": which.text,
        "beacon_at": known,
        "open_by": due,
        "commitment": commitment(frozen["number"], secret),
    }
    folder.keep("secret", secret.hex() + "\n")
    write(folder.public / "seal.txt", body(statement) + "\n")
    folder.publish("seal", statement)
    return statement


@one_at_a_time
def enter(folder: Folder, text: str, by: str, at: str = "") -> dict[str, Any] | None:
    """One person's entry of the beacon: None after the first, the public statement after the second that agrees. If
    they differ both are thrown away. Raises DrawError."""
    folder.require("beacon")
    sealed = folder.statement("seal")
    when, name = minute(at or now(), "--at "), by.strip()
    if not name:
        raise DrawError("没有写录入人；用 --by 写姓名。")
    if when < sealed["beacon_at"]:
        raise DrawError(f"信标在 {sealed['beacon_at']} 才公布，现在是 {when}；公布以后再录入。")
    entry = {"by": name, "at": when, "value": value(named(sealed["beacon"]), text)}
    first = _first(folder)
    if first is None:
        folder.keep(ENTRY, json.dumps(entry, ensure_ascii=False) + "\n")
        return None
    if first["by"] == name:
        raise DrawError(f"“{name}”已经录入过；第二次要由另一个人对照公告录入。")
    if first["value"] != entry["value"]:
        (folder.private / ENTRY).unlink()
        raise DrawError(f"两个人录入的不一样：{first['by']}录入“{first['value']}”，{name}录入“{entry['value']}”。两次都已作废，请对照公告重新录入。")
    statement = {
        "kind": "beacon",
        "number": sealed["number"],
        "before": digest(sealed),
        "at": when,
        "value": entry["value"],
        "entered_by": [first["by"], name],
        "witnesses": signatures(folder),
    }
    folder.publish("beacon", statement)
    (folder.private / ENTRY).unlink(missing_ok=True)
    return statement


def _first(folder: Folder) -> dict[str, Any] | None:
    file = folder.private / ENTRY
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        return {k: str(entry[k]) for k in ("by", "at", "value")}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise DrawError(f"{file} 读不出来，第一次的录入丢了；请删去这个文件，两个人重新录入。") from None


