"""The reader on reports of made-up counties, as our own report words them: figures alone, everything, and beside it a plain
pass of the expression that finds numbers, and the number parsing of cn2an and jionlp on the same sentences and numbers.

usage: python -m bench.reader            all of it, each in a process of its own
       python -m bench.reader WAY        one of figures, audit, pass, cn2an, jionlp"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from typing import Any

from .measure import peak_mb, run, say

WAYS = ("figures", "audit", "pass", "cn2an", "jionlp")
PROSE = (
    "县政府把依法行政放在各项工作的前面，主要负责人亲自部署、亲自过问，各部门按照分工抓好落实，遇到的问题及时研究解决。",
    "坚持公开为常态、不公开为例外，办事依据、条件、流程和结果都向社会公布，群众少跑腿、企业好办事，服务方式不断改进。",
    "执法人员先学法再上岗，执法过程全程留痕，重大决定先审后发，当事人的陈述和申辩有人听、有记录、有回音。",
    "矛盾纠纷在乡村解决在前面，调解、复议和诉讼各走各的路，又相互衔接；普法进机关、进学校、进企业、进村社。",
    "工作中还有不足：有的单位重视不够，有的程序走得不实，基层的法制力量偏弱，需要在今后的工作中加以改进。",
)
"""What stands between the figures: published reports have one to some four hundred bytes."""
COUNTIES, BYTES, FEW = 12, 5_000_000, 500_000
"""Different reports; bytes that the reader reads; bytes that the slower peers are given."""


def reports() -> list[str]:
    """The report of a solved year for each made-up county: no totals are given but a few."""
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

    rng, out = random.Random(20241), []
    for n in range(COUNTIES):
        given = {"study_sessions": (4, 40), "litigation_closed": (20, 90), "service_cases_handled": (10**4, 10**6)}
        lines = "\n".join(f"{key} = {rng.randrange(*between)}" for key, between in given.items())
        made = solve(parse(f'[county]\nname = "第{n}县"\ndivision = "9901{n:02}"\nyear = 2024\n[totals]\n{lines}\n'))
        told = chapters(values(dict(made.values), dict(made.previous)), values(dict(made.previous), {}))
        text = "青禾县2024年法治政府建设情况报告\n现将2024年法治政府建设情况报告如下。\n一、主要举措和成效\n"
        for title, part in zip("一二三四五六七八", told, strict=False):
            text += f"（{title}）{part.title}\n"
            for i, sentence in enumerate(part.sentences):
                text += "".join(r if isinstance(r, str) else r.text for r in sentence) + "".join(PROSE[(i + k) % len(PROSE)] for k in range(7))
            text += "\n"
        out.append(text)
    return out


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
    some, texts, total = reports(), list[str](), 0
    work(some[:1])  # what is read and compiled once
    while total < size:
        texts.append(some[len(texts) % len(some)])
        total += len(texts[-1].encode())
    before, start = peak_mb(), time.process_time()
    found = work(texts)
    seconds = time.process_time() - start
    return {"mb_per_second": total / 1e6 / seconds, "found": found, "bytes": total, "grew_mb": peak_mb() - before}


if __name__ == "__main__":
    say(one(sys.argv[1]) if len(sys.argv) > 1 else {way: run("reader", way) for way in WAYS})
