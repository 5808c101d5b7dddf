"""Writes docs/reference from the declarations: `python -m tools.reference`; with `--check` it only compares (exit 1)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from yifa.chapters import limits_elsewhere
from yifa.chapters.catalogue import CHAPTERS, chapter_of, procedures
from yifa.kernel import limits
from yifa.kernel.declare import NotBefore, Procedure, Step, Within
from yifa.kernel.explain import handbook
from yifa.kernel.facts import extra
from yifa.kernel.indicator import load
from yifa.kernel.limits import LOCAL, UNIT_WORDS, Limit

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- Made by `make docs` from the declarations; do not edit. -->\n"
BOUNDS = {"max": "最长", "min": "最短", "window": "当事人权利期", "display": "公示期", "trigger": "触发"}
TITLES = {
    "leadership": "组织领导",
    "service": "政务服务",
    "norms": "规范性文件",
    "decisions": "重大决策",
    "enforcement": "行政执法",
    "emergencies": "突发事件",
    "disputes": "矛盾化解",
    "oversight": "监督",
}


def cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


def row(*cells: object) -> str:
    return "| " + " | ".join(map(cell, cells)) + " |"


def table(*heads: str) -> list[str]:
    return [row(*heads), row(*("---" for _ in heads))]


# -- procedures.md
def procedures_page() -> str:
    out = [MADE, "# 程序 Procedures", "", "每一章、每个程序、每一版：步骤、谁办、依据和期限。同样的内容用 `yifa procedures` 查看。", ""]
    for chapter, versions in groupby(procedures(), key=chapter_of):
        out += [f"## {TITLES[chapter]}（{chapter}）", ""]
        for p in versions:
            out += version(p)
    return "\n".join(out)


def version(p: type[Procedure]) -> Iterator[str]:
    until = f"至{p.until}" if p.until else "起"
    yield f"### {p.title}（`{p.key}`，`{p.__name__}`）"
    yield ""
    yield f"《{p.law.title}》；{p.since}{until}。"
    yield ""
    yield from table("步骤", "名称", "", "谁办", "在…之后", "条件", "期限", "文书", "依据")
    for r in handbook(p):
        yield row(f"`{r.key}`", r.title, r.kind, r.who, r.after, r.when, "<br>".join(r.limits), r.paper, r.cite)
    yield ""


# -- limits.md
def limits_page() -> str:
    known = limits.load()
    where: dict[str, list[str]] = {}
    for p in procedures():
        for key, line in p.lines.items():
            if isinstance(line, (Within, NotBefore)):
                where.setdefault(key, []).append(p.__name__)
    out = [MADE, "# 期限 Limits", "", "`data/law/limits.toml` 的每一行：法律、条款、怎样算、在哪里声明。`yifa due 行名 --since 日期` 算届满日。", ""]
    out += table("行", "名称", "期限", "种类", "依据", "施行", "把握", "声明在")
    for id in known:
        x = known[id]
        until = f"至{x.until}" if x.until else "起"
        place = "、".join(f"`{n}`" for n in where.get(id, ())) or f"未声明：{limits_elsewhere.reason(id, x.procedure)}"
        out.append(row(f"`{id}`", x.name, amount(x), BOUNDS[x.bound], x.cite, f"{x.since}{until}", x.confidence, place))
    return "\n".join([*out, ""])


def amount(x: Limit) -> str:
    local = "（本地参数，可改）" if x.scope in LOCAL else ""
    return f"{x.amount}{UNIT_WORDS[x.unit]}{local}"


# -- glossary.md
def glossary_page() -> str:
    out = [MADE, "# 词汇 Glossary", "", "标识符、界面上的词、依据。同一个标识符在几版法律里含义相同的只列最近一版。", ""]
    out += ["## 程序和步骤", ""] + table("标识符", "名称", "依据")
    for p in latest():
        out.append(row(f"`{p.key}`", p.title, f"《{p.law.title}》"))
        out += [row(f"`{p.key}.{s.key}`", s.title, s.cite) for s in p.steps()]
    out += ["", "## 事实", "", "每一步所问的内容。", ""] + table("标识符", "名称", "步骤", "说明")
    out += facts()
    out += ["", "## 指标", ""] + table("标识符", "名称", "单位")
    out += [row(f"`{k}`", i.zh, i.unit) for k, i in load().items()]
    return "\n".join([*out, ""])


def latest() -> list[type[Procedure]]:
    """The general version of each procedure that came last, by chapter."""
    found: dict[str, type[Procedure]] = {}
    for p in procedures():
        general = found.get(p.key)
        if general is None or p.since > general.since:
            found[p.key] = p
    return sorted(found.values(), key=lambda p: (CHAPTERS.index(chapter_of(p)), p.key))


def facts() -> list[str]:
    asked: dict[tuple[str, str], list[Step[Any]]] = {}
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    for p in latest():
        for s in p.steps():
            for name, field in s.asks.model_fields.items():
                place = (f"{s.asks.__module__.removeprefix('yifa.chapters.')}.{s.asks.__name__}", name)
                notes = ["个人信息，可依法删除" if extra(field).get("personal") else "", field.description or ""]
                titles[place] = (field.title or name, "；".join(n for n in notes if n))
                asked.setdefault(place, []).append(s)
    out = []
    for place in sorted(titles):
        steps = list(dict.fromkeys(s.title for s in asked[place]))
        shown = "、".join(steps[:4]) + (f"等{len(steps)}步" if len(steps) > 4 else "")
        out.append(row(f"`{place[0]}.{place[1]}`", titles[place][0], shown, titles[place][1]))
    return out


PAGES = {"procedures.md": procedures_page, "limits.md": limits_page, "glossary.md": glossary_page}


def stale() -> list[str]:
    """The pages that are not what the declarations give."""
    return [
        name
        for name, page in PAGES.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != page()
    ]


def main(check: bool) -> int:
    if check:
        return 1 if stale() else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
