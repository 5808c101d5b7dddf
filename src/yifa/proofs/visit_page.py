"""The page with which a firm checks the code of a visit: one file, no network, with the county's public keys in it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

from .page import assemble
from .signing import PublicKey
from .visit_code import TITLES

PARTS = Path(__file__).with_name("visit_parts")
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def page(keys: Iterable[PublicKey] = (), county: str = "本县", *, code: str = "", online: str = "") -> str:
    """HTML that needs no network, no library and no server. `code`: one already filled in; `online`: HTML of ours that a
    served page shows below the answer (a file shows none)."""
    given = {
        "keys": html.escape("\n".join(k.text for k in keys)),
        "county": html.escape(county),
        "code": html.escape(code),
        "online": online,
        "titles": json.dumps(TITLES, ensure_ascii=False),
    }
    return assemble(PARTS, given)


def policy(text: str) -> str:
    """The Content-Security-Policy under which a server sends the page: its own script and style by their digests."""
    digests = {"script": "", "style": ""}
    for tag, inner in INLINE.findall(text):
        digests[tag] = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digests['script']}'; style-src 'sha256-{digests['style']}'; "
        "img-src data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
