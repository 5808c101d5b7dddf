"""A step that was pressed on a phone without a network and sent later: recorded once, with the time of the press.

The phone makes a key for each press and sends the step until it hears an answer, so the same press may arrive twice. The
entry keeps the key and the moment of the press (`sent` in its body) as the phone reported it, beside the moment at which
it was received. Under the matter's lock a key that stands in its chain already gets the answer that it had.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor

from .advance import Taken
from .refused import Refused

KEY = re.compile(r"[0-9a-f]{32}")
FIND = "SELECT e.seq, e.hash, e.actor, b.text FROM entry e JOIN body b ON b.entry_id = e.id WHERE e.matter = %s AND b.text LIKE %s"


@dataclass(frozen=True)
class Sent:
    """`key`: 32 hex digits, one a press; `pressed`: the minute of the press, with +08:00, by the phone's clock."""

    key: str
    pressed: str

    def plain(self) -> dict[str, str]:
        return {"key": self.key, "pressed": self.pressed}


def recorded_before(cursor: Any, actor: Actor, matter: str, sent: Sent) -> Taken | None:
    """What this press led to when it arrived before; None the first time. The caller holds the matter's lock.

    Raises Refused where the key is another account's: nobody is told what somebody else pressed."""
    if not KEY.fullmatch(sent.key):
        raise Refused(Refusal("这一步的编号不对，没有记录", None, "刷新这一页，重新填一次"))
    cursor.execute(FIND, (matter, f'%"{sent.key}"%'))
    for seq, hash, who, text in cursor.fetchall():
        if json.loads(text).get("sent", {}).get("key") == sent.key:
            if who != actor.key:
                raise Refused(Refusal("这一步是别的账号送出的", None, "用按下时的账号登录，再送一次"))
            return Taken(matter, seq, hash)
    return None
