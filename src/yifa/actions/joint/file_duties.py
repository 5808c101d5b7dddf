"""File a department's duties of a year: the sheet is checked whole, stored under its digest, and one entry stands for it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yifa.chapters.enforcement.joint_plan import DepartmentPlan
from yifa.joint.adjust import duties_csv
from yifa.joint.model import Duty
from yifa.joint.read import MOST, BadInput, read_duties
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Subject, valid_on
from yifa.registry.workbook import BadSheet, read_grid
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..names import organ_name
from ..open_matter import open_matter
from ..refused import Refused
from .files import keep_filed, read_filed
from .plans import FILING, Year, filings, the_year

SHEET = "检查计划"
AGAIN = "改好后把整份文件再报送一次；这一次什么也没有收"


def file_duties(actor: Actor, year: int, filename: str, data: bytes, *, now: datetime | None = None) -> Taken:
    """Takes in .csv or .xlsx with the columns of `yifa.joint.read.DUTY`; `organ` is the actor's organ, by key or by
    name. All mistakes are told at once, by row and column, and nothing is written then.

    Raises Refused."""
    moment = now or present()
    parent = the_year(year)
    if parent is None:
        raise Refused(Refusal(f"{year}年的联合检查计划还没有开始", DepartmentPlan.filed.cite, "请司法局先确定年度和规则"))
    name = filename[:200] or f"{SHEET}.csv"
    duties = checked(actor.organ, year, name, data, moment.date())
    stored = keep_filed(duties_csv(duties))
    facts = {
        "year": year,
        "file": name,
        "sha256": stored,
        "rows": len(duties),
        "subjects": len({d.subject for d in duties}),
        "alone": sum(not d.mergeable for d in duties),
        "minutes": sum(d.minutes for d in duties),
    }
    with transaction.atomic():
        not_twice(actor.organ, parent, duties)
        title = f"{year}年检查计划"
        return open_matter(actor, FILING, title, facts, parent=parent.matter.id, together=True, now=moment)


def checked(organ: str, year: int, name: str, data: bytes, day: date) -> list[Duty]:
    """The duties of a sheet, ready to be stored. Raises Refused with every mistake."""
    try:
        table = as_csv(data)
        duties = read_duties(table, name)
    except BadSheet as error:
        raise Refused(Refusal(str(error).rstrip("。"), None, AGAIN)) from None
    except BadInput as error:
        raise Refused(*told(error.mistakes)) from None
    if not duties:
        raise Refused(Refusal(f"{name}：没有一项检查", None, "填好再报送"))
    titles = {organ, organ_name(organ, day)}
    rows = dict(Subject.objects.filter(valid_on(day)).values_list("key", "township"))
    wrong, lines = [], rows_of(table)
    for d in sorted(duties, key=lambda d: lines[d.id]):
        at = f"{name} 第{lines[d.id]}行"
        if d.organ not in titles:
            wrong.append(f"{at} organ 列：“{d.organ}”不是本单位；只报送本单位的检查")
        if d.subject not in rows:
            wrong.append(f"{at} subject 列：“{d.subject}”不在监管对象名册里；请核对统一社会信用代码，或者先登记")
        if d.latest.year < year or d.earliest.year > year:
            wrong.append(f"{at} earliest、latest 列：{d.earliest}至{d.latest}不在{year}年")
        elif d.latest < day:
            wrong.append(f"{at} latest 列：{d.latest}已经过去")
    if wrong:
        raise Refused(*told(wrong))
    return [replace(d, organ=organ, township=d.township or rows[d.subject]) for d in duties]


def told(mistakes: list[str]) -> list[Refusal]:
    """The first mistakes one by one, and how many there are."""
    more = [f"共{len(mistakes)}处，以上列出{MOST}处"] if len(mistakes) > MOST else []
    return [Refusal(m.rstrip("。"), None, "") for m in [*mistakes[:MOST], *more]]


def rows_of(table: bytes) -> dict[str, int]:
    """Duty -> its row, counted as a spreadsheet shows it."""
    rows = csv.reader(io.StringIO(table.decode(), newline=""))
    column = [h.strip() for h in next(rows)].index("duty")
    return {cells[column].strip(): n for n, cells in enumerate(rows, 2) if any(cells)}


def not_twice(organ: str, parent: Year, duties: list[Duty]) -> None:
    """Raises Refused for a duty that a standing filing of the organ has already."""
    ids = {d.id for d in duties}
    for f in filings(parent.matter.id):
        if f.matter.organ == organ and not f.recalled:
            before = {d.id for d in read_duties(read_filed(f.duties.sha256, f.matter.number), f.duties.file)}
            if both := sorted(ids & before):
                which = "、".join(both[:3]) + ("等" if len(both) > 3 else "")
                words = f"检查{which}共{len(both)}项已经在{f.matter.number}里报送"
                raise Refused(Refusal(words, None, "先撤回那一份，或者从这份文件里去掉"))


def as_csv(data: bytes) -> bytes:
    """A sheet as the engine reads it, row by row, so that rows keep their numbers. Raises BadSheet."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    width, last = 0, 0
    for n, cells in read_grid(data, SHEET).rows:
        while last + 1 < n:
            out.writerow([])
            last += 1
        plain = [_plain(c) for c in cells]
        width = width or len([c for c in plain if c])
        while len(plain) > width and not plain[-1]:
            plain.pop()
        out.writerow(plain + [""] * (width - len(plain)) if any(plain) else [])
        last = n
    return text.getvalue().encode()


def _plain(cell: Any) -> str:
    """A cell as text: days as 2027-03-05, whole numbers without a point, yes and no as 1 and 0."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
