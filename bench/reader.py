"""The reader on reports of made-up counties, as our own report words them: figures alone, everything, and beside it a plain
pass of the expression that finds numbers, and the number parsing of cn2an and jionlp on the same sentences and numbers; and
the memory of `yifa audit` on files and folders of several sizes.

No report stands twice: each has the figures of a year of its own and prose put together anew, so that nothing remembered of one
makes the next one faster.

usage: python -m bench.reader                    all of it, each in a process of its own
       python -m bench.reader WAY                one of figures, audit, pass, cn2an, jionlp
       python -m bench.reader memory [MB …]      a file and a folder of so many MB each; without any: 10, 50, 150"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from .measure import ROOT, environment, peak_mb, run, say

WAYS = ("figures", "audit", "pass", "cn2an", "jionlp")
PROSE = (
    "县政府把依法行政放在各项工作的前面，主要负责人亲自部署、亲自过问，各部门按照分工抓好落实，遇到的问题及时研究解决。",
    "坚持公开为常态、不公开为例外，办事依据、条件、流程和结果都向社会公布，群众少跑腿、企业好办事，服务方式不断改进。",
    "执法人员先学法再上岗，执法过程全程留痕，重大决定先审后发，当事人的陈述和申辩有人听、有记录、有回音。",
    "矛盾纠纷在乡村解决在前面，调解、复议和诉讼各走各的路，又相互衔接；普法进机关、进学校、进企业、进村社。",
    "工作中还有不足：有的单位重视不够，有的程序走得不实，基层的法制力量偏弱，需要在今后的工作中加以改进。",
)
"""What stands between the figures: published reports have one to some four hundred bytes."""
CLAUSES = tuple(clause for sentence in PROSE for clause in re.split("[，；。]", sentence) if clause)
COUNTIES, BYTES, FEW = 120, 5_000_000, 500_000
"""Different years; bytes that the reader reads; bytes that the slower peers are given."""
SIZES = (10, 50, 150)
"""MB of text whose reading is measured for memory."""


Told = list[tuple[str, list[str]]]
"""A report as chapters: title, and sentences with figures."""


def years() -> Iterator[Told]:
    """The report of a solved year of made-up counties, one after the other: no totals are given but a few."""
    import django

    django.setup()  # the report's figures are declared beside its tables
    from yifa.figures.compute import Value
    from yifa.kernel import rate
    from yifa.kernel.indicator import load
    from yifa.report.text import chapters
    from yifa.sample.solve import solve
    from yifa.sample.targets import parse

    def values(counts: dict[str, int], before: dict[str, int]) -> dict[str, Value]:
        out = {}
        for key, i in load().items():
            made: Any = counts.get(key)
            if i.rate and counts.get(i.rate[1]):
                made = rate.percent(counts.get(i.rate[0], 0), counts[i.rate[1]])
            elif i.change_of and before.get(i.change_of):
                made = rate.change(counts.get(i.change_of, 0), before[i.change_of])
            out[key] = Value(key, made, i.unit)
        return out

    rng = random.Random(20241)
    for n in range(COUNTIES):
        given = {"study_sessions": (4, 40), "litigation_closed": (20, 90), "service_cases_handled": (10**4, 10**6)}
        lines = "\n".join(f"{key} = {rng.randrange(*between)}" for key, between in given.items())
        made = solve(parse(f'[county]\nname = "第{n}县"\ndivision = "99{n:04}"\nyear = 2024\n[totals]\n{lines}\n'))
        told = chapters(values(dict(made.values), dict(made.previous)), values(dict(made.previous), {}))
        yield [(part.title, ["".join(r if isinstance(r, str) else r.text for r in s) for s in part.sentences]) for part in told]


def reports(size: int) -> Iterator[str]:
    """So many bytes of reports. From the second round of the years on only the prose between the figures is new."""
    rng, made, known = random.Random(20242), list[Told](), years()
    while size > 0:
        if (told := next(known, None)) is not None:
            made.append(told)
        text = report(told or rng.choice(made), rng)
        size -= len(text.encode())
        yield text


def report(told: Told, rng: random.Random) -> str:
    text = "青禾县2024年法治政府建设情况报告\n现将2024年法治政府建设情况报告如下。\n一、主要举措和成效\n"
    for title, (about, sentences) in zip("一二三四五六七八", told, strict=False):
        text += f"（{title}）{about}\n"
        for sentence in sentences:
            text += sentence + "".join("，".join(rng.sample(CLAUSES, 4)) + "。" for _ in range(7))
        text += "\n"
    return text


def figures(texts: list[str]) -> int:
    from yifa.reader.figures import read_figures
    from yifa.reader.segments import segments

    return sum(len(read_figures(t, segments(t))) for t in texts)


def audited(texts: list[str]) -> int:
    from yifa.reader.audit import audit
    from yifa.report.reading import relations

    known = relations()
    return sum(len(audit(t, known).figures) for t in texts)


def plain_pass(texts: list[str]) -> int:
    from yifa.reader.scan import number_starts

    return sum(1 for t in texts for _ in number_starts().finditer(t))


def with_cn2an(texts: list[str]) -> int:
    import cn2an

    sentences = [s for t in texts for s in re.split("[。\n]", t) if s]
    for s in sentences:
        cn2an.transform(s, "cn2an")
    return len(sentences)


def with_jionlp(texts: list[str]) -> int:
    import jionlp

    numbers = [n for t in texts for n in re.findall(r"[0-9][0-9.,]*[万亿]?", t)]
    for n in numbers:
        jionlp.parse_money(f"{n}元")
    return len(numbers)


RUNNERS: dict[str, tuple[Callable[[list[str]], int], int]] = {
    "figures": (figures, BYTES),
    "audit": (audited, BYTES),
    "pass": (plain_pass, BYTES),
    "cn2an": (with_cn2an, FEW),
    "jionlp": (with_jionlp, FEW),
}


def one(way: str) -> dict[str, Any]:
    work, size = RUNNERS[way]
    texts = list(reports(size))
    total = sum(len(t.encode()) for t in texts)
    work(texts[:1])  # what is read and compiled once
    before, start = peak_mb(), time.process_time()
    found = work(texts)
    seconds = time.process_time() - start
    return {"mb_per_second": total / 1e6 / seconds, "found": found, "bytes": total, "grew_mb": peak_mb() - before}


def memory(sizes: Sequence[int]) -> dict[str, Any]:
    """The largest process of `yifa audit` on a file and on a folder of so many MB, in MB; a file over the limit is refused."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="yifa-bench-") as scratch:
        for size in sizes:
            folder, whole = Path(scratch) / str(size), Path(scratch) / f"{size}.txt"
            folder.mkdir()
            with whole.open("w", encoding="utf-8") as file:
                for n, text in enumerate(reports(size * 10**6)):
                    (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")
                    file.write(text)
            for what, path, options in (("file", whole, ()), ("file, --json", whole, ("--json",)), ("folder", folder, ("--json",))):
                code, most = _audit(path, *options)
                rows.append({"what": what, "mb": size, "files": n + 1 if path is folder else 1, "refused": code == REFUSED, "peak_mb": most})
    return {"rows": rows}


PLAIN = {"DJANGO_SETTINGS_MODULE": "yifa.site.settings"}
"""The command runs as it is shipped."""
REFUSED = 2
"""What `yifa audit` ends with where it could not read a file."""


APART = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Starts a command from a process that is small itself: the system counts what a process was before it became another."""


def _audit(path: Path, *options: str) -> tuple[int, float]:
    """How it ended, and the resident memory of its largest process in MB."""
    command = [sys.executable, "-m", "yifa.cli.main", "audit", str(path), *options]
    done = subprocess.run([sys.executable, "-c", APART, *command], cwd=ROOT, env=environment(**PLAIN), stdout=subprocess.PIPE, check=True)
    code, most = done.stdout.split()
    return int(code), int(most) / 1024


def main(way: str, *sizes: str) -> dict[str, Any]:
    return memory([int(s) for s in sizes] or SIZES) if way == "memory" else one(way)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    say(main(*sys.argv[1:]) if len(sys.argv) > 1 else {way: run("reader", way) for way in (*WAYS, "memory")})
