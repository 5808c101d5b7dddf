"""Writes a plan as a folder that appears only when it is whole. Pure but for files."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .certificate import certificate, sealed
from .inputs import FOLDER, NAMES, Inputs, digest
from .plan import Plan
from .reasons import told
from .summary import summary

VISITS, UNPLACED, CERTIFICATE = "visits.csv", "unplaced.csv", "certificate.json"


class Occupied(FileExistsError):
    """Something is there already; the message says what to do."""


def free(out: Path) -> None:
    """Raises Occupied unless `out` is a new name or an empty folder."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 里已经有东西；请换一个新文件夹，或者先把它移走。")


def write(out: Path, plan: Plan, inputs: Inputs) -> dict[str, Any]:
    """The plan with its certificate, summary, charts and copies of the input; gives the certificate. Raises Occupied."""
    free(out)
    plain = certificate(plan, inputs.digests())
    visits = ((v.id, v.subject, v.on.isoformat(), ";".join(v.duties), ";".join(v.officers)) for v in plan.visits)
    left = ((id, told(reason, figures)) for id, (reason, figures) in plan.unplaced.items())
    files = {
        VISITS: _csv(("visit", "subject", "date", "duties", "officers"), visits),
        UNPLACED: _csv(("duty", "reason"), left),
        **{name: text.encode() for name, text in summary(plan, plain).items()},
    }
    whole = sealed({**plain, "outputs": {name: digest(data) for name, data in files.items()}})
    files[CERTIFICATE] = (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    files |= {f"{FOLDER}/{NAMES[part]}": data for part, data in inputs.files.items()}
    _appear(out, files)
    return whole


def _appear(out: Path, files: dict[str, bytes]) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        (draft / FOLDER).mkdir()
        for name, data in files.items():
            (draft / name).write_bytes(data)
        draft.chmod(0o755)
        os.replace(draft, out)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _csv(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(heads)
    out.writerows(rows)
    return text.getvalue().encode()
