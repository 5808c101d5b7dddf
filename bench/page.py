"""The measurements as a page of documentation: goals met and missed alike."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

from .measure import machine

Told = Mapping[str, Any]


def page(told: Told) -> str:
    parts = [
        "# Performance",
        f"Measured on {date.today().isoformat()} by `make bench` on: {machine()}. The database of a section is named there.",
        "Ratios are taken within one run, the two sides in turn, and are the medians of several rounds; a ratio says how "
        "fast we are against the other side (1 is as fast, 0.5 takes twice the time). Absolute figures belong to this "
        f"machine; others were at work on it (load {os.getloadavg()[2]:.1f} on {os.cpu_count()} cores over the last quarter of an "
        "hour, our own share included). The parts may come from several runs of that day (`--told`). This page is written by the command, "
        "also where a goal is missed.",
        _goals(told),
    ]
    for kind, name in (("sqlite", "SQLite, WAL, `synchronous=FULL`, one writer"), ("postgres", "PostgreSQL, one writer")):
        if kind in told:
            parts.append(_steps(told[kind], name))
    sections = (
        ("desk", _desk),
        ("intake", _intake),
        ("figures", _figures),
        ("build", _build),
        ("replay", _kernel),
        ("draw", _draw),
        ("joint", _joint),
        ("reader", _reader),
    )
    parts += [write(told) for key, write in sections if key in told]
    absent = [key for key in ("draw", "joint", "reader") if key not in told]
    if absent:
        parts.append(f"Not part of this run: {', '.join(absent)} (`python -m bench --only {','.join(absent)} --out FILE`).")
    return "\n\n".join(parts) + "\n"


def _goals(told: Told) -> str:
    rows: list[tuple[str, str, str, bool]] = []
    for kind in ("sqlite", "postgres"):
        if kind in told:
            t = told[kind]
            rows.append((f"A step against its own statements, {kind}", "≥ 0.4", f"{t['to_bare']:.2f}", t["to_bare"] >= 0.4))
            best = min(t["to_fsm"], t["to_spiff"])
            rows.append((f"A step against the faster peer, {kind}", "> 1", f"{best:.2f}", best > 1))
    if "desk" in told:
        for name in ("inbox", "matter"):
            d = told["desk"][name]
            rows.append((f"p95 of the {name} page, as a multiple of the bare list's", "≤ 2", f"{d['ratio']:.2f}", d["ratio"] <= 2))
            few, many = told["desk"]["few"][name], told["desk"]["many"][name]
            rows.append((f"Queries of the {name} page, few and 100,000 matters", "the same", f"{few}, {many}", few == many))
    if "intake" in told:
        rows.append(("Bulk intake against DuckDB's copy", "≥ 0.4", f"{told['intake']['ratio']:.2f}", told["intake"]["ratio"] >= 0.4))
    if "figures" in told:
        worst = max(told["figures"]["first"], told["figures"]["cold"])
        rows.append(("All figures of the year", "< 2 s", f"{worst:.2f} s", worst < 2))
    if "build" in told:
        rows.append(("From nothing to the first page", "< 5 min", f"{told['build']['all']:.0f} s", told["build"]["all"] < 300))
    if "replay" in told:
        rows.append(("A matter of 20 entries replayed", "≪ 1 ms", f"{told['replay']['us']:.0f} µs", told["replay"]["us"] < 500))
    if "draw" in told:
        steps = told["draw"]["sizes"]["1000000"]
        engine = [steps[s] for s in ("freeze", "select", "verify")]
        slowest, most = max(s["seconds"] for s in engine), max(s["peak_mb"] for s in engine)
        rows.append(("The slowest step of a draw of a million, one core", "seconds: < 20 s", f"{slowest:.1f} s", slowest < 20))
        rows.append(("The most memory of its steps", "< 500 MB", f"{most:.0f} MB", most < 500))
    if "reader" in told:
        speed = told["reader"]["audit"]["mb_per_second"]
        rows.append(("A published report read and checked", "≥ 5 MB a second", f"{speed:.1f} MB/s", speed >= 5))
    if "joint" in told:
        normal = [t for t in told["joint"] if t["level"] not in ("tight", "over")]
        gap, slow = max(t["bound"]["gap_bp"] for t in normal), max(t["read"] + t["plan"] + t["write"] for t in told["joint"])
        memory = max(t["peak_mb"] for t in told["joint"])
        rows.append(("Joint visits above the proved bound, worst year but `tight` and `over`", "≤ 1 %", f"{gap / 100:.2f} %", gap <= 100))
        scarce = max(t["bound"]["gap_bp"] for t in told["joint"])
        rows.append(("The same in the years in which officers' time is scarce", "≤ 1 %", f"{scarce / 100:.2f} %", scarce <= 100))
        placed = min(t["counts"]["placed"] / t["counts"]["most"] for t in told["joint"])
        rows.append(("Duties placed, of those that could be at most, worst year", "≥ 99 %", f"{100 * placed:.1f} %", placed >= 0.99))
        rows.append(("A joint plan, slowest year", "< 60 s", f"{slow:.0f} s", slow < 60))
        rows.append(("A joint plan, most memory", "< 2,048 MB", f"{memory:.0f} MB", memory < 2048))
    return _table(("What", "Goal", "Measured", "Met"), [(a, b, c, "yes" if ok else "**no**") for a, b, c, ok in rows])


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _steps(t: Told, name: str) -> str:
    names = {
        "bare": "the same statements by a bare cursor, one transaction a step",
        "yifa": "the action: rights, replay, validation, append, projections; the step before was taken in this process",
        "cold": "the same where the process has not seen the matter: its chain is read, folded and replayed first",
        "fsm": "django-fsm-2 with django-simple-history",
        "spiff": "SpiffWorkflow, its state saved",
    }
    rows = [(names[k], f"{t['per_second'][k]:.0f}") for k in names]
    return (
        f"## A step — {name}\n\n"
        f"{t['steps']} steps of a reconsideration after its opening (acceptance and decision with their numbered papers), "
        f"one after the other, {t['statements']:.1f} statements a step. The bare cursor runs what was written down while the action "
        "ran, on a copy of the database. The peers move the same case through the same steps in one transaction each, "
        "with guard, permission and saved state; they keep no ledger and count no limits.\n\n"
        + _table(("Way", "Steps a second"), rows)
        + f"\n\nAgainst the bare statements {t['to_bare']:.2f} (not seen before: {t['cold_to_bare']:.2f}); "
        f"against django-fsm-2 with history {t['to_fsm']:.2f}; "
        f"against SpiffWorkflow {t['to_spiff']:.2f}."
    )


def _desk(told: Told) -> str:
    d = told["desk"]
    rows = []
    for name in ("inbox", "matter"):
        t = d[name]
        rows.append(
            (
                name,
                f"{t['rows']:.0f}",
                f"{t['p50']:.1f} / {t['p95']:.1f}",
                f"{t['bare_p50']:.1f} / {t['bare_p95']:.1f}",
                f"{t['ratio_p50']:.2f} / {t['ratio']:.2f}",
                f"{d['few'][name]} / {d['many'][name]}",
            )
        )
    heads = ("Page", "Rows", "ms, p50 / p95", "Bare list, ms", "Multiple", "Queries before / after filling")
    return (
        f"## Pages over {d['matters']:,} matters — SQLite\n\n"
        f"In one process through the whole middleware, signed in; {d['mine']:,} open matters in the inbox. The rows beside "
        "the example county's own are made in bulk. The bare list is one query and one table of as many rows as the page "
        "has table rows and list items, through the same middleware.\n\n" + _table(heads, rows)
    )


def _intake(told: Told) -> str:
    t = told["intake"]
    return (
        "## Bulk intake\n\n"
        f"{t['rows']:,} rows ({t['csv_mb']:.0f} MB of CSV) with all checks of the rows, control sums and digest: "
        f"{t['seconds']:.2f} s, at most {t['peak_mb']:.0f} MB of memory. DuckDB's own copy of the file to Parquet, nothing "
        f"checked: {t['copy_seconds']:.2f} s, {t['copy_peak_mb']:.0f} MB. Ratio {t['ratio']:.2f}."
    )


def _figures(told: Told) -> str:
    t = told["figures"]
    return (
        "## Figures\n\n"
        f"All {t['figures']} figures of the example county's year. The first time, columns written and every batch's digest "
        f"checked: {t['first']:.2f} s; columns written anew: {t['cold']:.2f} s; columns there: {t['warm']:.3f} s."
    )


def _build(told: Told) -> str:
    t = told["build"]
    return (
        "## From nothing to the first page\n\n"
        f"The example county's year through the actions: {t['sample']:.0f} s; its annual report: {t['report']:.1f} s; the "
        f"server to its first page: {t['page']:.1f} s. At most {t['peak_mb']:.0f} MB of memory."
    )


def _kernel(told: Told) -> str:
    replay, due = told["replay"], told["due"]
    lines = [
        "## Kernel and ledger\n",
        f"- A penalty of {replay['entries']} entries replayed, with its dues, open steps, findings and outcome: "
        f"{replay['us']:.0f} µs.",
        f"- `yifa due --batch`, start included: {due['per_second']:,.0f} lines a second ({due['lines']:,} lines).",
    ]
    if "check" in told:
        check = told["check"]
        lines.append(
            f"- The ledger's check of an export (every hash, chain, tree and signature): {check['per_second']:,.0f} entries "
            f"a second ({check['entries']:,} entries)."
        )
    return "\n".join(lines)


def _draw(told: Told) -> str:
    names = {
        "freeze": "freeze: read, check, sort, salt, root",
        "select": "select: tickets, their root, the drawn, two officers each",
        "open": "open: the record written",
        "verify": "verify the record, every check",
        "bulk_root": "DuckDB: the same root of the list",
        "bulk_draw": "DuckDB: the same tickets, root and list",
        "random": "not verifiable: csv and `random.sample` by stratum",
        "numpy": "not verifiable: csv and numpy's `Generator.choice` by stratum",
        "duckdb": "not verifiable: DuckDB `USING SAMPLE reservoir` by stratum",
    }
    sizes, drawn = told["draw"]["sizes"], told["draw"]["drawn"]
    rows = []
    for key, words in names.items():
        cells = [f"{s[key]['seconds']:.2f} s, {s[key]['peak_mb']:.0f} MB" if key in s else "–" for s in sizes.values()]
        rows.append((words, *cells))
    heads = ("Step, each in a process of its own", *(f"{int(n):,} ({drawn[n]:,} drawn)" for n in sizes))
    return (
        "## The draw\n\n"
        "Four strata at 1, 5, 10 and 20 %, from one CSV; the engine in Python on one core, DuckDB on all with 2 GB. Where both drew from "
        "the same list under the same seed, root and list were compared and are identical.\n\n" + _table(heads, rows)
    )


def _joint(told: Told) -> str:
    rows = []
    for t in told["joint"]:
        c, b, n = t["counts"], t["bound"], t["naive"]
        rows.append(
            (
                t["level"],
                f"{t['duties']:,} / {t['officers']:,}",
                f"{t['read'] + t['plan'] + t['write']:.1f}",
                f"{t['verify']:.1f}",
                f"{t['peak_mb']:.0f}",
                f"{c['placed']:,} of {c['most']:,}",
                f"{n['apart']:,} / {n['in_turn']:,}",
                f"{c['visits']:,}",
                f"{b['any']:,}",
                f"{b['gap_bp'] / 100:.2f} ({100 * (c['visits'] / b['same'] - 1):.2f})",
            )
        )
    heads = (
        "Year", "Duties / officers", "s", "Check, s", "MB", "Placed, of at most", "Visits: apart / in turn", "planned", "bound", "gap, %",
    )  # fmt: skip
    return (
        "## The joint plan\n\n"
        "Made-up years of 35,000 firms and 22 departments (`python -m bench.instances`), each in a process of its own on one "
        "core: seconds to read, plan and write with the certificate; the check is `yifa joint verify`. Apart: a visit for each placed duty. In "
        "turn: the departments plan one after the other, each joins whoever comes already within its window; officers and caps "
        "are no constraint to both. At most: by windows, caps, the size of visits and officers' time (in the year `over` a fifth more is "
        "asked than they have). Gap: to the proved bound on the visits of any plan that places as many duties, whichever; "
        "in brackets to the bound for just the duties that were placed.\n\n" + _table(heads, rows) + "\n\n" + _solver(told)
    )


def _reader(told: Told) -> str:
    names = {
        "figures": "figures with their meaning",
        "audit": "everything: reports, figures, checks, parts, vague claims",
        "pass": "a plain pass of the expression that finds numbers",
        "cn2an": "cn2an: `transform` of every sentence, numbers only",
        "jionlp": "jionlp: `parse_money` of every number, already found",
    }
    rows = [(names[k], f"{t['mb_per_second']:.2f}", f"{t['found']:,}", f"{t['grew_mb']:.0f}") for k, t in told["reader"].items() if k in names]
    memory = [
        (r["what"], f"{r['mb']:,}", f"{r['files']:,}", "refused: over the limit of a file" if r["refused"] else f"{r['peak_mb']:.0f}")
        for r in told["reader"]["memory"]["rows"]
    ]
    return (
        "## The reader\n\n"
        "Reports of made-up counties as our own report words them, with prose between, none twice; one core. MB of UTF-8 for "
        "each second of the processor; memory beyond that of the texts.\n\n"
        + _table(("Way", "MB a second", "found", "MB grown"), rows)
        + "\n\nResident memory of the largest process of `yifa audit`, start and libraries included (`python -m bench.reader memory`). "
        "A folder is read file by file; a file is held whole, with its figures.\n\n"
        + _table(("What", "MB of text", "files", "MB resident"), memory)
    )


def _solver(told: Told) -> str:
    rows = []
    for t in told.get("solver", []):
        found = f"{t['visits']:,}" if t["visits"] >= 0 else "none"
        size = f"{t['duties']:,} / {t['officers']:,}"
        rows.append((size, f"{t['planned']:,}", f"{t['plan_seconds']:.1f}", found, f"{t['bound']:,}", f"{t['seconds']:.0f}", f"{t['peak_mb']:.0f}"))
    heads = ("Duties / officers", "planned", "s", "CP-SAT: visits", "its bound", "s", "MB")
    return (
        "CP-SAT on the whole (OR-tools, two workers, a minute), year `usual`, an easier problem: days merged into quarters, officers into "
        "each department's minutes (`python -m bench.solver`).\n\n" + _table(heads, rows)
    )
