"""Where the files of the joint plan lie in the county's data folder: each under its digest, whole or not there at all.

    joint/filed/DIGEST.csv         a department's duties as taken in
    joint/plans/DIGEST/            a plan with its inputs, under the digest of its certificate
    joint/announced/DIGEST/        the part of a plan that may be announced, in the same form

Files come first and the ledger's entry last: a file that no entry names harms nobody, and doing it again finds it there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yifa.joint.inputs import FOLDER, NAMES
from yifa.joint.model import Duty, Officer, Problem, Visit
from yifa.joint.read import read_duties, read_officers, read_rules
from yifa.joint.verify import read_left, read_visits
from yifa.kernel.refusal import Refusal

from ..refused import Refused

PLANS, ANNOUNCED = "plans", "announced"
CERTIFICATE = "certificate.json"


def home() -> Path:
    return Path(settings.DATA_DIR) / "joint"


def filed(sha256: str) -> Path:
    return home() / "filed" / f"{sha256}.csv"


def keep_filed(data: bytes) -> str:
    """Stores a department's duties; gives their digest."""
    digest = hashlib.sha256(data).hexdigest()
    path = filed(digest)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    return digest


def read_filed(sha256: str, number: str) -> bytes:
    """The duties that an entry names. Raises Refused when they are missing or changed."""
    try:
        data = filed(sha256).read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        words = f"{number}报送的文件不在了，或者与账本记载的摘要不符"
        raise Refused(Refusal(words, None, "从备份恢复数据目录里的 joint/filed，或者请该部门撤回后重新报送"))
    return data


def draft() -> Path:
    """A new name for a folder in the making, beside where it will lie."""
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    return home() / f".draft-{uuid.uuid4().hex}"


def keep_folder(made: Path, kind: str, digest: str) -> None:
    """Puts a finished folder in its place under the digest of its certificate; what is there already is the same."""
    path = home() / kind / digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.replace(made, path)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not path.is_dir():
            raise


def folder(kind: str, digest: str) -> Path:
    """The folder of a plan. Raises Refused when it is gone."""
    path = home() / kind / digest
    if not (path / CERTIFICATE).is_file():
        raise Refused(Refusal(f"摘要为 {digest[:12]}… 的计划文件不在了", None, "从备份恢复数据目录里的 joint，或者重新合并"))
    return path


class Kept:
    """A plan's folder, read. `left`: (duty, reason in words); `of`: duties by id, `who`: officers by id; `problem`: without
    working days and blocked days."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.certificate: dict[str, Any] = json.loads((path / CERTIFICATE).read_bytes())
        self.visits: list[Visit] = read_visits(path)
        self.left: list[tuple[str, str]] = read_left(path)
        inputs = path / FOLDER
        self.of: dict[str, Duty] = {d.id: d for d in read_duties((inputs / NAMES["duties"]).read_bytes(), NAMES["duties"])}
        officers = read_officers((inputs / NAMES["officers"]).read_bytes(), NAMES["officers"])
        self.who: dict[str, Officer] = {o.id: o for o in officers}
        rules = read_rules((inputs / NAMES["rules"]).read_bytes(), NAMES["rules"])
        self.problem = Problem(tuple(self.of.values()), tuple(self.who.values()), rules, ())
        self.by_subject: dict[str, list[Visit]] = {}
        for v in self.visits:
            self.by_subject.setdefault(v.subject, []).append(v)

    @property
    def digest(self) -> str:
        return str(self.certificate["digest"])

    def secret(self, v: Visit) -> bool:
        """A visit of a duty that may not be merged: it might be a check that must come as a surprise."""
        return not all(self.of[d].mergeable for d in v.duties)

    def organs(self, v: Visit) -> list[str]:
        return sorted({self.of[d].organ for d in v.duties})

    def township(self, v: Visit) -> str:
        return self.of[v.duties[0]].township


@lru_cache(maxsize=3)
def _kept(path: Path) -> Kept:
    return Kept(path)


def kept(kind: str, digest: str) -> Kept:
    """A plan's folder, read once a process: what lies under a digest does not change. Raises Refused when it is gone."""
    return _kept(folder(kind, digest))
