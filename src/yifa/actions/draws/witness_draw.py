"""Add a witness's signature to the seal of a draw, before the beacon is public."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.enforcement.draw_facts import Witnessed
from yifa.draw.folder import write
from yifa.draw.mistakes import DrawError
from yifa.draw.witness import DASH, signatures, signed
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor

from ..advance import Taken
from ..refused import Refused
from .shared import At, take

WRONG = Refusal("这一行不是对这份封存声明的有效签名", None, "请见证人下载 seal.json，用 yifa draw witness 重新签，把输出的一行原样交来")


def witness_draw(actor: Actor, matter: str, line: str, *, seen: int | None = None, now: datetime | None = None) -> Taken:
    """`line`: what `yifa draw witness` wrote. A signature after the beacon vouches for nothing and is refused.
    Raises as `draws.take` does."""

    def work(at: At) -> Witnessed:
        sealed = at.folder.statement("seal")
        if at.minute >= sealed["beacon_at"]:
            raise DrawError(f"信标在 {sealed['beacon_at']} 已经公布，这时再签不能证明什么；见证要在信标公布以前。")
        parts = line.strip().splitlines()[-1].split(" ") if line.strip() else []
        if len(parts) != 3 or parts[0] != DASH or not signed(sealed, parts[1:]):
            raise Refused(WRONG)
        if parts[1:] not in signatures(at.folder):
            file = at.folder.public / "seal.txt"
            write(file, file.read_text(encoding="utf-8") + " ".join(parts) + "\n")
        return Witnessed(key=parts[1], signature=parts[2])

    return take(actor, matter, "witnessed", work, seen=seen, now=now)
