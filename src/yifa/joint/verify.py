"""Checks a plan's folder again: every constraint and the certificate, without the planner. Pure but for files.

Of this package only the reader of inputs and the check of the bound are used."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .inputs import FOLDER, NAMES, Inputs, Workdays, together
from .model import Duty, Officer, Visit
from .read import BadInput
from .recheck import Recheck
from .reprice import VISIT, Reprice, Unsound

FORMATS = (1, 2)
SHOWN = 5
"""Faults of one check that are told one by one."""
OUTPUTS = {"visits.csv", "unplaced.csv", "summary.md", "visits-by-month.svg", "load-by-organ.svg"}
HEADS, LEFT = ["visit", "subject", "date", "duties", "officers"], ["duty", "reason"]


class NotAPlan(ValueError):
    """What was given cannot be read as a plan; the message says why."""


@dataclass
class Report:
    """`checks`: (what was checked, what is wrong with it)."""

    checks: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, words: str, faults: Iterable[str]) -> None:
        self.checks.append((words, list(faults)))

    @property
    def ok(self) -> bool:
        return not any(faults for _, faults in self.checks)

    def lines(self) -> list[str]:
        out = []
        for words, faults in self.checks:
            more = f"……共{len(faults)}处" if len(faults) > SHOWN else ""
            out.append(f"✗ {words}：{'；'.join(faults[:SHOWN])}{more}" if faults else f"✓ {words}")
        wrong = sum(1 for _, faults in self.checks if faults)
        return [*out, "核对完毕，全部成立。" if self.ok else f"核对完毕，{wrong}项不成立；这份计划不能采信。"]

    def plain(self) -> dict[str, Any]:
        return {"ok": self.ok, "checks": [{"what": w, "ok": not f, "faults": f} for w, f in self.checks]}


def verify(folder: Path, workdays: Workdays, given: Mapping[str, Path] | None = None) -> Report:
    """Every check of a plan. `workdays`: of a year by the county's calendar. `given`: part (duties, officers, rules,
    blocked) -> the file to check against, instead of the copy in the folder. Raises NotAPlan."""
    report = Report()
    certificate = _certificate(folder)
    inputs = _inputs(folder, certificate, given or {}, workdays, report)
    _digests(folder, certificate, report)
    visits, left = read_visits(folder), read_left(folder)
    plan = _Plan(inputs, visits, left)
    for words, faults in plan.checks():
        report.add(words, faults)
    try:
        for words, faults in _bound(plan, certificate):
            report.add(words, faults)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        report.add("证书的内容完整", [f"读不懂（{type(error).__name__} {error}）"])
    return report


def constraints(inputs: Inputs, visits: list[Visit], left: list[tuple[str, str]]) -> Report:
    """Every constraint on these visits; `left`: what is left out, with reasons. The bound apart."""
    report = Report()
    for words, faults in _Plan(inputs, visits, left).checks():
        report.add(words, faults)
    return report


class _Plan:
    """Visits against inputs."""

    def __init__(self, inputs: Inputs, visits: list[Visit], left: list[tuple[str, str]]) -> None:
        self.problem, self.visits, self.left = inputs.problem, visits, left
        self.duty = {d.id: d for d in self.problem.duties}
        self.officer = {o.id: o for o in self.problem.officers}

    def checks(self) -> Iterable[tuple[str, Iterable[str]]]:
        strange = list(self._strange())
        yield "计划里的检查、企业和人员都在名单里，编号不重复", strange
        yield "每一项检查恰好出现一次：排进一次入企，或者列为没有排进并写明原因", self._once()
        if strange:
            return
        yield "日期都是本年度的工作日，在每项检查的时限以内", self._days()
        yield "没有排在企业请求避开的日子", self._blocked()
        yield "不可合并的检查都单独成一次", self._alone()
        yield f"每家企业全年不超过{self.problem.rules.visits_per_subject}次", self._caps()
        yield f"每次入企不超过{self.problem.rules.visitors_per_visit}人", self._heads()
        yield "到场人员的执法证当日有效，没有应当回避的", self._certificates()
        yield "每项检查都有足够的本机关持证人员", self._teams()
        yield "没有多余的人到场：去掉任何一人，就有检查人数不足", self._needed()
        yield "每人每天的工作时间（检查加路上）都没有超出", self._minutes()

    def _strange(self) -> Iterable[str]:
        for id, n in Counter(v.id for v in self.visits).items():
            if n > 1:
                yield f"编号{id}出现{n}次"
        for v in self.visits:
            if not v.id:
                yield f"{v.subject}在{v.on}的一次没有编号"
            if not v.duties or not v.officers:
                yield f"{v.id}没有检查或者没有人员"
            for d in v.duties:
                if d not in self.duty or self.duty[d].subject != v.subject:
                    yield f"{v.id}的检查{d}不在名单里，或者不是{v.subject}的"
            for o in v.officers:
                if o not in self.officer:
                    yield f"{v.id}的人员{o}不在名单里"
            if len(set(v.officers)) < len(v.officers):
                yield f"{v.id}里同一人写了两次"

    def _once(self) -> Iterable[str]:
        seen = Counter(d for v in self.visits for d in v.duties) + Counter(d for d, _ in self.left)
        for id in self.duty:
            if seen[id] != 1:
                yield f"{id}出现{seen[id]}次"
        for id, reason in self.left:
            if id not in self.duty or not reason.strip():
                yield f"没有排进的{id}不在名单里，或者没有写原因"

    def _days(self) -> Iterable[str]:
        works = set(self.problem.workdays)
        for v in self.visits:
            if v.on not in works:
                yield f"{v.id}排在{v.on}，不是本年度的工作日"
            for d in self._duties(v):
                if not d.earliest <= v.on <= d.latest:
                    yield f"{v.id}排在{v.on}，{d.id}的时限是{d.earliest}至{d.latest}"

    def _blocked(self) -> Iterable[str]:
        for v in self.visits:
            if v.on in self.problem.blocked.get(v.subject, ()):
                yield f"{v.id}排在{v.on}，{v.subject}请求避开这一天"

    def _alone(self) -> Iterable[str]:
        for v in self.visits:
            if len(v.duties) > 1 and not all(d.mergeable for d in self._duties(v)):
                yield f"{v.id}里有不可合并的检查"

    def _caps(self) -> Iterable[str]:
        for subject, n in Counter(v.subject for v in self.visits).items():
            if n > self.problem.rules.visits_per_subject:
                yield f"{subject}有{n}次"

    def _heads(self) -> Iterable[str]:
        for v in self.visits:
            if len(v.officers) > self.problem.rules.visitors_per_visit:
                yield f"{v.id}有{len(v.officers)}人"

    def _certificates(self) -> Iterable[str]:
        for v in self.visits:
            for o in self._officers(v):
                if not o.valid_from <= v.on <= o.valid_to:
                    yield f"{v.id}的{o.id}执法证{v.on}不在有效期"
                if v.subject in o.recuse:
                    yield f"{v.id}的{o.id}应当回避{v.subject}"

    def _teams(self) -> Iterable[str]:
        for v in self.visits:
            for d in self._duties(v):
                if (n := self._there(v, d)) < d.team:
                    yield f"{v.id}的{d.id}要{d.team}人，只有{n}人"

    def _needed(self) -> Iterable[str]:
        for v in self.visits:
            tight = [d for d in self._duties(v) if self._there(v, d) <= d.team]
            for o in self._officers(v):
                if not any(d.organ == o.organ and d.item in o.items for d in tight):
                    yield f"{v.id}不需要{o.id}"

    def _minutes(self) -> Iterable[str]:
        used = Counter[tuple[str, date]]()
        for v in self.visits:
            for o in self._officers(v):
                own = sum(d.minutes for d in self._duties(v) if d.organ == o.organ)
                used[o.id, v.on] += own + self.problem.rules.travel_minutes
        for (id, day), minutes in used.items():
            if minutes > self.officer[id].minutes_per_day:
                yield f"{id}在{day}有{minutes}分钟，一天只有{self.officer[id].minutes_per_day}分钟"

    def _duties(self, v: Visit) -> list[Duty]:
        return [self.duty[d] for d in v.duties]

    def _officers(self, v: Visit) -> list[Officer]:
        return [self.officer[o] for o in v.officers]

    def _there(self, v: Visit, d: Duty) -> int:
        return sum(o.organ == d.organ and d.item in o.items for o in self._officers(v))


def _bound(plan: _Plan, certificate: Mapping[str, Any]) -> Iterable[tuple[str, Iterable[str]]]:
    """The certificate's figures, counted again."""
    again = Recheck(plan.problem)
    placed = {d for v in plan.visits for d in v.duties}
    blocks, some = certificate["blocks"], certificate["same_blocks"]
    possible = set(again.spans)
    kept = {s: {d.id for d in duties} & placed for s, duties in again.by_subject.items()}
    yield (
        "下限的依据成立：各段没有共同的日子，段内的检查只能在段内做，而且需要那么多次",
        [
            *(f for s, b in blocks.items() for f in again.block_faults(s, b, possible)),
            *(f for s, b in some.items() for f in again.block_faults(s, b, kept.get(s, set()))),
        ],
    )
    needs, same = dict[str, int](), 0
    for subject, duties in again.by_subject.items():
        alone = [d.id for d in duties if not d.mergeable]
        needs[subject] = len(alone) + sum(b["needs"] for b in blocks.get(subject, ()))
        mine = needs[subject]
        if len(kept[subject]) < len(duties):
            mine = len(placed.intersection(alone)) + sum(b["needs"] for b in some.get(subject, ()))
        same += mine
    dropped = len(again.spans) - len(placed & possible)
    bound, price = certificate["bound"], certificate["bound"]["price"]
    fair = len(price) == 2 and 0 <= price[0] <= price[1] and price[1] > 0
    any_ = again.any_bound(needs, dropped, price) if fair else -1
    most, faults = again.most(), list[str]()
    if time := certificate.get("time"):
        try:
            few, many = Reprice(again, time, "any"), Reprice(again, time, "most")
            any_ = max(any_, -(-(few.total(VISIT, needs) - few.drop * dropped) // VISIT))
            most = min(most, len(again.spans) - max(0, -(-many.total(0) // many.drop)))
        except Unsound as error:
            faults.append(str(error))
        yield "人员时间的价格有效：按它重算下限", faults
    gap = len(plan.visits) - any_
    truth = {"any": any_, "price": price, "same": max(same, any_), "gap": gap, "gap_bp": -(-10_000 * gap // any_) if any_ else 0}
    yield f"下限重算一致：排进同样多的检查，任何计划至少{any_}次；本计划{len(plan.visits)}次", _differences(bound, truth)
    counts = {
        "duties": len(plan.duty),
        "impossible": len(plan.duty) - len(again.spans),
        "most": most,
        "placed": len(placed),
        "visits": len(plan.visits),
    }
    years = _differences({"year": certificate["year"]}, {"year": plan.problem.rules.year})
    yield "年度、项数、次数与计划一致", _differences(certificate["counts"], counts) + years
    separate = {"duties": len(placed), "organs": again.separate(plan.duty[d] for d in placed if d in again.spans)}
    yield "分头去的次数重算一致", _differences(certificate["separate"], separate)
    yield (
        "没有排进的原因的数目一致",
        _differences({"n": sum(certificate["unplaced"].values())}, {"n": len(plan.left)}),
    )
    if sum(b["needs"] for bs in blocks.values() for b in bs) < 0 or gap < 0 or len(placed) > counts["most"]:
        yield "计划不比下限还少", [f"{len(plan.visits)}次，下限{any_}次"]


def _differences(said: Mapping[str, Any], truth: Mapping[str, Any]) -> list[str]:
    return [f"{k} 写的是{said.get(k)}，重算是{truth.get(k)}" for k in sorted({*said, *truth}) if said.get(k) != truth.get(k)]


def _certificate(folder: Path) -> dict[str, Any]:
    try:
        plain = json.loads(_bytes(folder / "certificate.json"))
        plain["inputs"]["duties"], plain["outputs"]["visits.csv"], plain["bound"]["price"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAPlan(f"{folder} 里的 certificate.json 读不懂；它不是一份计划，或者已经损坏。") from error
    if plain.get("format") not in FORMATS:
        raise NotAPlan(f"certificate.json 的格式是 {plain.get('format')}，只认得 1 和 2；请用更新的版本核对。")
    return dict(plain)


def _inputs(
    folder: Path, certificate: Mapping[str, Any], given: Mapping[str, Path], workdays: Workdays, report: Report
) -> Inputs:
    """The inputs from the files given or the copies, compared with the digests of the certificate."""
    wanted = certificate["inputs"]
    files = {part: given.get(part, folder / FOLDER / NAMES[part]) for part in NAMES if part in wanted or part in given}
    data = {part: _bytes(path) for part, path in files.items()}
    faults = [
        f"{files[part]} 不是排计划时的那一份"
        for part, raw in data.items()
        if hashlib.sha256(raw).hexdigest() != wanted.get(part, {}).get("sha256")
    ]
    listed = data.pop("workdays", b"")
    try:
        inputs = together(data, {part: str(path) for part, path in files.items()} | {"blocked": NAMES["blocked"]}, workdays)
    except BadInput as error:
        raise NotAPlan(f"排计划用的文件读不懂：\n{error}") from error
    if inputs.problem.rules.blocked and "blocked" not in data:
        faults.append("缺少企业请求避开的日子的文件")
    report.add("检查、人员、规则等文件就是排计划时用的（按散列值）", faults)
    report.add("工作日与本县的日历一致", [] if listed == inputs.files["workdays"] else ["日历有变动，或者 workdays.txt 被改过"])
    return inputs


def _digests(folder: Path, certificate: Mapping[str, Any], report: Report) -> None:
    body = {k: v for k, v in certificate.items() if k != "digest"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    own = hashlib.sha256(text.encode()).hexdigest() == certificate.get("digest")
    faults = [] if own else ["散列值不符"]
    written = json.dumps(certificate, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if _bytes(folder / "certificate.json") != written.encode(errors="surrogatepass"):
        faults.append("写法不是排计划时的写法")
    report.add("证书没有被改动（按它自己的散列值）", faults)
    outputs = certificate["outputs"]
    named = [n for n in sorted({*outputs} & OUTPUTS) if hashlib.sha256(_bytes(folder / n)).hexdigest() != outputs[n]]
    changed = [f"{n} 被改过" for n in named] + [f"{n} 在证书里没有，或者多了" for n in sorted({*outputs} ^ OUTPUTS)]
    report.add("计划的各个文件没有被改动（按证书里的散列值）", changed)


def read_visits(folder: Path) -> list[Visit]:
    """The visits of a plan's folder. Raises NotAPlan."""
    out = []
    for n, row in enumerate(_table(folder / "visits.csv", HEADS), 2):
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", row[2]):
            raise NotAPlan(f"visits.csv 第{n}行 date 列：“{row[2]}”不是日期。")
        try:
            on = date.fromisoformat(row[2])
        except ValueError:
            raise NotAPlan(f"visits.csv 第{n}行 date 列：“{row[2]}”不是日期。") from None
        out.append(Visit(row[0], row[1], on, tuple(filter(None, row[3].split(";"))), tuple(filter(None, row[4].split(";")))))
    return out


def read_left(folder: Path) -> list[tuple[str, str]]:
    """(duty, reason in words) of what a plan's folder leaves out. Raises NotAPlan."""
    return [(row[0], row[1]) for row in _table(folder / "unplaced.csv", LEFT)]


def _table(path: Path, heads: list[str]) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(_bytes(path).decode(), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotAPlan(f"{path.name} 不是完好的 CSV。") from error
    if not rows or rows[0] != heads or any(len(r) != len(heads) for r in rows):
        raise NotAPlan(f"{path.name} 的列不对；应当是 {','.join(heads)}。")
    return rows[1:]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotAPlan(f"{path} 打不开（{error.strerror}）；请核对文件夹。") from error
