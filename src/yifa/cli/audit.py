"""`yifa audit`: what published reports say, and whether it holds together; plain files, no county needed."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated, Any, NoReturn

import typer

from yifa.reader.audit import audit as read_text
from yifa.reader.model import Verdict
from yifa.reader.output import as_json as in_pieces
from yifa.reader.output import as_plain, summary, told
from yifa.reader.sheet import Book
from yifa.reader.sources import KINDS, Unreadable, from_file
from yifa.report.reading import relations

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

WHOLE = 3
"""So many files are told whole; of more, one line each and what does not hold."""
STOPPED = 130
"""What a command ends with that was stopped from the keyboard."""
ALONE = 4
"""So many files are read in this process: starting others would take longer."""
CHUNK = 8
"""Files handed to a process at a time."""
OFTEN = 500
"""After so many files a line says how far it is, where nobody looks on and a bar would be lost."""


@dataclass(frozen=True)
class Job:
    """`whole`: told whole, else in a line. `plain`: its plain values are wanted too."""

    path: str
    whole: bool
    plain: bool


@dataclass(frozen=True)
class Done:
    """A file read (`plain` if wanted, `lines`, `failed` checks) or not (`error`)."""

    path: str
    plain: dict[str, Any] | None = None
    lines: tuple[str, ...] = ()
    failed: int = 0
    error: str = ""


@app.command()
def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="报告：.txt、.html、.docx、带文字的 .pdf；也可以是文件夹", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：一个文件一个对象，多个文件一行一个")] = False,
    xlsx: Annotated[Path | None, typer.Option(help="另外写一个 Excel 文件", show_default=False)] = None,
    jobs: Annotated[int, typer.Option(help="同时用几个处理器核；0 是全部", min=0)] = 0,
) -> None:
    """读已公布的年度报告：记下每个数字，核对它们之间的关系，列出缺的部分和没有数字的说法。

    退出码：0 全部读完，没有不一致；1 有不一致的数字；2 有读不了的文件，或者写法不对（其余文件仍然读完）；130 中途停下。
    """
    if xlsx is not None:
        _free(xlsx)
    paths = list(_expanded(files))
    if not paths:
        _stop(f"没有找到报告：文件夹里要有 {'、'.join(KINDS)} 文件。")
    book = Book() if xlsx is not None else None
    failed = unread = 0
    single = len(paths) == 1
    wanted, whole = as_json or book is not None, len(paths) <= WHOLE and not as_json
    read = 0
    try:
        with closing(_all([Job(str(p), whole, wanted) for p in paths], jobs or os.cpu_count() or 1)) as dones:
            for done in dones:
                read, failed, unread = read + 1, failed + done.failed, unread + bool(done.error)
                if book is not None and done.plain is not None:
                    book.add(done.plain)
                _tell(done, as_json)
    except KeyboardInterrupt:
        if book is not None and xlsx is not None:
            _save(book, xlsx)
        written = f"；{xlsx} 里只有这{read}个" if xlsx is not None else ""
        typer.secho(f"停下了：{len(paths)}个文件读了{read}个，结果已经输出{written}。", err=True, fg="red")
        raise typer.Exit(STOPPED) from None
    if book is not None and xlsx is not None:
        _save(book, xlsx)
        typer.echo(f"已写到 {xlsx}。", err=True)
    if not single and not as_json:
        typer.echo(f"共{len(paths)}个文件，读完{len(paths) - unread}个；不一致{failed}项" + (f"；读不了{unread}个。" if unread else "。"))
    if unread or failed:
        raise typer.Exit(2 if unread else 1)


def _free(xlsx: Path) -> None:
    """Ends the command where the workbook could not be written, before hours of reading and not after."""
    if xlsx.exists():
        _stop(f"{xlsx} 已经有了，没有覆盖；请换一个文件名。")
    try:
        with TemporaryFile(dir=xlsx.parent):
            pass
    except OSError as error:
        _stop(f"写不进 {xlsx}（{error.strerror}）；请换一个可以写的地方。")


def _save(book: Book, xlsx: Path) -> None:
    """The workbook appears whole or not at all."""
    draft = xlsx.with_name(f".{xlsx.name[:60]}.{os.getpid()}.draft")
    try:
        book.save(draft)
        os.replace(draft, xlsx)
    finally:
        draft.unlink(missing_ok=True)


def _tell(done: Done, as_json: bool) -> None:
    if done.error:
        if as_json:
            typer.echo(json.dumps({"document": {"name": Path(done.path).name}, "error": done.error}, ensure_ascii=False))
        typer.secho(done.error, err=True, fg="red")
    elif done.plain is not None and as_json:
        sys.stdout.writelines(in_pieces(done.plain))
        typer.echo()
    else:
        typer.echo("\n".join(done.lines))


def _expanded(files: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of a folder those that can be reports, in the order of their names. Hidden ones and Office's locks are none."""
    for file in files:
        if not file.is_dir():
            yield file
            continue
        for found in sorted(file.rglob("*")):
            if found.suffix.lower() in KINDS and not found.name.startswith((".", "~$")) and found.is_file():
                yield found


def _all(work: Sequence[Job], cores: int) -> Generator[Done, None, None]:
    """In the order given, whichever core is first."""
    cores = min(cores, len(work))
    with _progress(len(work)) as step:
        if len(work) <= ALONE or cores == 1:
            for job in work:
                yield _one(job)
                step()
            return
        pool = ProcessPoolExecutor(cores, get_context("spawn"))
        try:
            with _deaf():
                reading = pool.map(_one, work, chunksize=CHUNK)
            for done in reading:
                yield done
                step()
        except BrokenProcessPool:
            _stop("有一个文件让读报告的进程中断了，多半是内存不够。请用 --jobs 1 再读，停在哪一个，就是哪一个。")
        finally:
            pool.shutdown(cancel_futures=True)  # whoever stops waits for no more than what is being read


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl-C: this one stops in order; a pool whose processes die by themselves can hang."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    """A bar on the error stream where a person looks on, else a line now and then; nothing where there is nothing to wait for."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if total <= ALONE:
        yield lambda: None
        return
    if not console.is_terminal:
        count = itertools.count(1)

        def line() -> None:
            if (n := next(count)) % OFTEN == 0:
                typer.echo(f"读报告 {n}/{total}", err=True)

        yield line
        return
    with Progress(TextColumn("读报告"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def _one(job: Job) -> Done:
    """Runs in a process of its own for many files: only plain values go back."""
    try:
        document = from_file(Path(job.path))
    except Unreadable as error:
        return Done(job.path, error=str(error))
    reading = read_text(document.text, relations())
    broken = [c for c in reading.checks if c.verdict is Verdict.inconsistent]
    brief = [f"{document.name}：{summary(reading)}", *(f"  不一致：{c.why}" for c in broken)]
    lines = told(document, reading) if job.whole else brief
    return Done(job.path, as_plain(document, reading) if job.plain else None, tuple(lines), len(broken))


def _stop(words: str) -> NoReturn:
    typer.secho(words, err=True, fg="red")
    raise typer.Exit(2)
