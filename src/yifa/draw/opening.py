"""Open: the secret, the salt, the lists and the result become public; anybody can now do the draw again."""

from __future__ import annotations

from typing import Any

from yifa.proofs.canon import canonical

from .days import minute, now
from .folder import Folder, one_at_a_time, read_json, write_with
from .mistakes import DrawError
from .record import compose
from .tags import digest


@one_at_a_time
def open_draw(folder: Folder, at: str = "", done: bool = False) -> dict[str, Any]:
    """Publishes opening.json, record.json and the page that verifies. `done`: all visits have been made, so that it may
    open before their last planned day. A late opening is possible, and every check will say that it is late.
    Raises DrawError."""
    folder.require("opening")
    frozen, before = folder.statement("freeze"), folder.last()
    when = minute(at or now(), "--at ")
    if when < before["at"]:
        raise DrawError(f"公开的时间 {when} 早于上一步 {before['at']}；请核对电脑的时钟。")
    if when[:10] < frozen["visits"][1] and not done:
        raise DrawError(
            f"检查到 {frozen['visits'][1]} 才结束，现在公开，没查的就知道自己要被查了。已经全部查完的，加 --done。"
        )
    replaced, drawn = folder.replacements(), read_json(folder.private / "drawn.json")
    opening = {
        "kind": "opening",
        "number": frozen["number"],
        "before": digest(before),
        "at": when,
        "secret": folder.bytes_of("secret").hex(),
        "salt": folder.bytes_of("salt").hex(),
        "drawn": len(drawn),
        "replaced": len(replaced),
    }
    heads: dict[str, Any] = {s: folder.statement(s) for s in ("freeze", "seal", "beacon", "selection")}
    heads |= {"replacements": replaced, "opening": opening}
    lists = {"drawn": map(canonical, drawn), "officers": folder.texts("officers"), "subjects": folder.texts("subjects")}
    for r in replaced:
        folder.publish(f"replacement-{r['statement']['seq']}", r["statement"])
    write_with(folder.public / "record.json", lambda out: compose(heads, lists, out))
    folder.put_page()
    folder.publish("opening", opening)
    return opening
