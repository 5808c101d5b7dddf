"""Writing: for each version of each procedure, a path to open a matter and one for each step; files, service,
correction, erasure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from yifa.actions import advance
from yifa.actions.correct import correct
from yifa.actions.erase import erase
from yifa.actions.open_matter import open_matter
from yifa.actions.refused import Refused
from yifa.actions.serve_paper import Service, serve_paper
from yifa.actions.take_step import take_step
from yifa.actions.together import TOGETHER
from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import LAW_ITSELF, Procedure, Step
from yifa.kernel.digest import digest
from yifa.kernel.refusal import Refusal
from yifa.ledger.proof import code_of
from yifa.store.actor import FIRM
from yifa.store.files import keep

from .errors import advice
from .read import about, seen
from .shapes import SALT, Doing, Done, Kept, Opening, When, attached, doing, moment, opening
from .who import caller

ANSWERS: dict[int, Any] = {201: Done}
router = Router()


def told(taken: advance.Taken) -> Status[Done]:
    code = code_of(taken.hash)
    opened = list(taken.opened)
    return Status(201, Done(matter=taken.matter, seq=taken.seq, hash=taken.hash, code=code, paper=taken.paper, opened=opened))


# -- what every procedure has
class Served(Schema):
    """`method`: direct, left, post, electronic, entrusted or announcement."""

    model_config = ConfigDict(extra="forbid")
    about: int = Field(ge=1, le=2**31 - 1, description="送达的是第几号记载的文书")
    on: When = ""
    facts: Service
    seen: int | None = Field(None, ge=0, le=2**31 - 1)


class Corrected(Schema):
    """New `facts`, a new day (`on`), or, with neither, the entry is void."""

    model_config = ConfigDict(extra="forbid")
    about: int = Field(ge=1, le=2**31 - 1)
    reason: str = Field(max_length=1000)
    facts: dict[str, Any] | None = None
    on: When = ""
    seen: int | None = Field(None, ge=0, le=2**31 - 1)


class Erased(Schema):
    """`basis`: the ground in law; `who`: who asked."""

    model_config = ConfigDict(extra="forbid")
    about: int = Field(ge=1, le=2**31 - 1)
    basis: str = Field(max_length=500)
    who: str = Field(max_length=100)


@router.post(
    "/attachments",
    response={201: Kept},
    tags=["案件"],
    summary="上传附件",
    operation_id="upload_attachment",
    openapi_extra=advice(),
)
def upload(request: HttpRequest, file: File[UploadedFile]) -> Status[Kept]:
    """Keeps a file for a step that follows within a day."""
    who = caller(request)
    plain = keep(file.name or "", file.read()).plain()
    return Status(201, Kept(attachment=signing.dumps(plain, salt=f"{SALT}.{who.actor.key}"), **plain))


@router.post(
    "/matters/{matter}/service",
    response=ANSWERS,
    tags=["案件"],
    summary="记载送达",
    operation_id="serve_paper",
    openapi_extra=advice(),
)
def serve(request: HttpRequest, matter: str, body: Served) -> Status[Done]:
    who = caller(request)
    row = seen(who, matter)
    on = moment(body.on)
    return told(serve_paper(who.actor, row.id, body.about, body.facts, on=on, seen=body.seen, now=who.now))


@router.post(
    "/matters/{matter}/correction",
    response=ANSWERS,
    tags=["案件"],
    summary="更正",
    operation_id="correct_entry",
    openapi_extra=advice(),
)
def put_right(request: HttpRequest, matter: str, body: Corrected) -> Status[Done]:
    who = caller(request)
    row = seen(who, matter)
    on = moment(body.on)
    return told(correct(who.actor, row.id, body.about, body.reason, body.facts, on=on, seen=body.seen, now=who.now))


@router.post(
    "/matters/{matter}/erasure",
    response=ANSWERS,
    tags=["案件"],
    summary="依法删除个人信息",
    operation_id="erase_personal",
    openapi_extra=advice(),
)
def remove(request: HttpRequest, matter: str, body: Erased) -> Status[Done]:
    who = caller(request)
    row = seen(who, matter)
    return told(erase(who.actor, row.id, body.about, body.basis, body.who, now=who.now))


# -- what follows from the declarations
def first(p: type[Procedure]) -> Step[Any]:
    """The step with which a matter begins (as `open_matter` has it)."""
    return next(s for s in p.steps() if s.must and not s.after and not s.each and not s.instead)


def opener(p: type[Procedure], asks: type[Opening]) -> Callable[..., Any]:
    def view(request: HttpRequest, body: Any) -> Status[Done]:
        who = caller(request)
        parent = about(who, body.parent).id if body.parent else ""
        taken = open_matter(
            who.actor,
            p.key,
            body.title,
            body.facts,
            subject=body.subject,
            kind=p.__name__,
            on=moment(body.on),
            officers=body.officers,
            attachments=attached(body.attachments, who.actor.key),
            parent=parent,
            now=who.now,
        )
        return told(taken)

    return _typed(view, asks, f"{p.title}：{p.since}起施行的版本。{first(p).cite}")


def taker(p: type[Procedure], s: Step[Any], asks: type[Doing]) -> Callable[..., Any]:
    def view(request: HttpRequest, matter: str, body: Any) -> Status[Done]:
        who = caller(request)
        row = seen(who, matter)
        if row.definition_id != digest(p):
            words = f"这个案件不适用{p.title}{p.since}版"
            raise Refused(Refusal(words, None, f"GET /api/matters/{row.id} 的 open 列出了它的步骤和地址"))
        taken = take_step(
            who.actor,
            row.id,
            s.key,
            body.facts,
            on=moment(body.on),
            about=body.about,
            officers=body.officers,
            attachments=attached(body.attachments, who.actor.key),
            seen=body.seen,
            because=body.because,
            now=who.now,
        )
        return told(taken)

    view.__annotations__["matter"] = str
    return _typed(view, asks, f"{'必经' if s.must else '可以'}，由{s.by.title}办理。{s.cite}")


def _typed(view: Callable[..., Any], body: type[Any], words: str) -> Callable[..., Any]:
    """The view with the types that the framework reads, which differ from step to step."""
    view.__annotations__ |= {"request": HttpRequest, "body": body}
    view.__doc__ = words
    return view


def derive(router: Router) -> None:
    """Adds the paths of every declared version: a matter lives under the version that it was opened under."""
    for p in procedures():
        if p.key in TOGETHER:
            continue
        begin = first(p)
        base = f"/{p.key}/{p.__name__}"
        if begin.by.seat != FIRM:  # what a firm itself says, no account says
            router.post(
                base,
                response=ANSWERS,
                tags=[p.title],
                summary=f"{p.title}：立案（{begin.title}）",
                operation_id=f"open_{p.__name__}",
                openapi_extra=advice(),
            )(opener(p, opening(begin.asks)))
        for s in p.steps():
            if s.by is LAW_ITSELF or s.hears or s.by.seat == FIRM:
                continue
            router.post(
                f"{base}/{{matter}}/{s.key}",
                response=ANSWERS,
                tags=[p.title],
                summary=f"{p.title}：{s.title}",
                operation_id=f"{p.__name__}_{s.key}",
                openapi_extra=advice(),
            )(taker(p, s, doing(s.asks)))


derive(router)
