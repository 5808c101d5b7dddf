"""Opening a new matter: which procedure, whom it is about, then the form of its first step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions.open_matter import _first, open_matter
from yifa.actions.refused import Refused
from yifa.actions.together import TOGETHER
from yifa.chapters.catalogue import CHAPTERS, chapter_of, procedures, version
from yifa.kernel.declare import Procedure
from yifa.registry.models import Subject, valid_on
from yifa.store.actor import FIRM, SEATS, Actor, may_take
from yifa.store.models import Matter
from yifa.store.visibility import may_be_about

from .. import forms as plain
from . import forms
from .gate import Desk, desk, frame, organ_names, refusals_of
from .titles import CHAPTER_TITLES
from .visit import cause as visit_cause
from .visit import filing as visit_filing

ELSEWHERE = TOGETHER.keys() | {"report_statement", "report_release"}
"""Opened by importing a file, on the report's pages or with a change of an account, not by hand."""
FOUND = 20


def offered(day: date) -> list[tuple[type[Procedure], str]]:
    """(procedure, its variant's name or "") of every procedure in force on a day that one of the staff opens by hand."""
    out: list[tuple[type[Procedure], str]] = []
    for p in procedures():
        if p.key in ELSEWHERE or p.since > day or (p.until is not None and p.until < day) or _first(p).by.seat == FIRM:
            continue
        general = version(p.key, day)
        out.append((p, "" if p is general else p.__name__))
    return out


def may_open(actor: Actor, p: type[Procedure]) -> bool:
    return may_take(actor, actor.organ, _first(p).by.seat)


@dataclass(frozen=True)
class Wanted:
    """What a person wants to open, as the address and the form say it. `subject`: a key, "none" for nobody of the
    register, "" for not chosen yet; `parent`: the number of the matter that it is about;
    `planned`: MATTER.VISIT of a joint plan that the first form begins with."""

    procedure: type[Procedure]
    kind: str = ""
    subject: str = ""
    title: str = ""
    parent: str = ""
    planned: str = ""

    def href(self, **more: str) -> str:
        """The address that leads here again, without the subject."""
        given = {k: v for k, v in {"kind": self.kind, "parent": self.parent, "planned": self.planned}.items() if v} | more
        return reverse("desk:open-procedure", args=[self.procedure.key]) + (f"?{urlencode(given)}" if given else "")


@require_safe
@desk()
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    parent = request.GET.get("parent", "").strip()[:80]
    chapters: dict[str, list[dict[str, str]]] = {c: [] for c in CHAPTERS}
    others: dict[str, list[str]] = {}
    for p, kind in offered(desk.today):
        first = _first(p)
        if may_open(desk.actor, p):
            where = Wanted(p, kind, parent=parent).href()
            chapters[chapter_of(p)].append({"href": where, "title": p.title, "first": first.title})
        else:
            others.setdefault(SEATS.get(first.by.seat, "承办人员"), []).append(p.title)
    shown = [{"title": CHAPTER_TITLES[c], "key": c, "list": items} for c, items in chapters.items() if items]
    seats = [{"seat": s, "titles": "、".join(t)} for s, t in others.items()]
    context = frame(desk, "open", chapters=shown, others=seats, parent=parent)
    return render(request, "yifa/desk/open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def opening(request: HttpRequest, desk: Desk, procedure: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else request.GET
    kind = data.get("kind", "")
    try:
        p = version(procedure, desk.today, kind)
    except LookupError:
        raise Http404 from None
    if p.key in ELSEWHERE:
        raise Http404
    if not may_open(desk.actor, p):
        return _barred(request, desk, p)
    given = {k: data.get(k, "").strip()[:200] for k in ("subject", "title", "parent", "planned")}
    wanted = Wanted(p, kind, **given)
    if request.method == "POST":
        return _open(request, desk, wanted)
    if p.subject == "subject" and not wanted.subject:
        above = _named(desk, wanted.parent)
        if "q" in request.GET or above is None or not Subject.objects.filter(valid_on(desk.today), key=above.subject).exists():
            return _pick_subject(request, desk, wanted)
        wanted = replace(wanted, subject=above.subject)
    return _page(request, desk, wanted, None, [], 200)


def _named(desk: Desk, number: str) -> Matter | None:
    """The matter of this number, as far as the actor may open one about it."""
    return may_be_about(desk.actor).filter(number=number).order_by("-opened_on").first() if number else None


def _barred(request: HttpRequest, desk: Desk, p: type[Procedure]) -> HttpResponse:
    first = _first(p)
    who = SEATS.get(first.by.seat, "承办人员")
    refusal = {"words": f"“{p.title}”从“{first.title}”开始，由{first.by.title}办理，您不担任{who}", "cite": str(first.cite),
               "todo": f"请本单位的{who}登记"}  # fmt: skip
    context = frame(desk, "open", title=f"您不能登记“{p.title}”", refusals=[refusal], kept="什么也没有记录。")
    return render(request, "yifa/desk/refused.html", context, status=403)


def _pick_subject(request: HttpRequest, desk: Desk, wanted: Wanted) -> HttpResponse:
    """Whom the matter is about: a firm found by name or code, or nobody of the register."""
    q = request.GET.get("q", "").strip()[:100]
    found: list[dict[str, Any]] = []
    if q:
        valid = Subject.objects.filter(valid_on(desk.today))
        hits = valid.filter(key=q.upper()) or valid.filter(name__contains=q).order_by("name")
        for s in hits[: FOUND + 1]:
            small = "，".join(x for x in (s.kind, s.township) if x)
            found.append({"key": s.key, "name": s.name, "small": small, "href": wanted.href(subject=s.key)})
    context = frame(
        desk,
        "open",
        p=wanted.procedure,
        kept={"kind": wanted.kind, "parent": wanted.parent},
        q=q,
        found=found[:FOUND],
        more=len(found) > FOUND,
        nobody=wanted.href(subject="none"),
        trail=_trail(wanted.procedure, "选当事人"),
    )
    return render(request, "yifa/desk/open_subject.html", context)


def _open(request: HttpRequest, desk: Desk, wanted: Wanted) -> HttpResponse:
    data = visit_filing.prepared(request.POST, desk) if wanted.procedure.key == visit_filing.KEY else request.POST.copy()
    visit = _visit(desk, wanted, organ_names(desk.today), request.POST)
    told = visit_filing.settled(visit, data) if visit else []
    form = _form(desk, wanted.procedure, request, data)
    wrong = _unfit(desk, wanted)
    if form.on is not None and not wrong and form.ok:
        other = _other_version(wanted, form.on)
        if isinstance(other, list):
            wrong = other
        elif other is not wanted.procedure:  # the day belongs to another version of the law: its form may ask for other things
            form = _form(desk, other, request, data)
            wanted = replace(wanted, procedure=other)
    if wrong or not form.ok:
        return _page(request, desk, wanted, form, wrong + form.refusals(), 422)
    warned = visit_filing.warnings(visit, data) if visit else []
    if told or not visit_filing.heard(warned, data):
        return _page(request, desk, wanted, form, warned + told, 422, warned=visit_filing.mark(warned))
    above = _named(desk, wanted.parent)
    try:
        taken = open_matter(
            desk.actor,
            wanted.procedure.key,
            wanted.title,
            form.facts.facts or {},
            subject="" if wanted.subject == "none" else wanted.subject,
            kind=wanted.kind,
            on=form.on,
            officers=form.officers,
            attachments=form.kept,
            parent=above.id if above else "",
            now=desk.now,
        )
    except Refused as refused:
        return _page(request, desk, wanted, form, refusals_of(refused.refusals), 422)
    return HttpResponseRedirect(f"{reverse('desk:matter', args=[taken.matter])}?done={taken.seq}")


def _visit(
    desk: Desk, wanted: Wanted, organs: Mapping[str, str], posted: QueryDict | None = None
) -> visit_filing.Filing | None:
    """What must be known before a visit of a firm is filed; None for any other matter."""
    visit = visit_filing.filing(desk, wanted.procedure.key, wanted.subject, organs)
    if visit is None or posted is None:
        return visit
    codes = visit_filing.codes_of(posted, visit.listed)
    return visit_filing.filing(desk, wanted.procedure.key, wanted.subject, organs, codes)


def _form(desk: Desk, p: type[Procedure], request: HttpRequest, data: QueryDict) -> forms.StepForm:
    people = forms.officers_of(desk.actor.organ, desk.today)
    return forms.bound(p, _first(p), data, request.FILES, people=people, organs=organ_names(desk.today))


def _other_version(wanted: Wanted, on: Any) -> type[Procedure] | list[dict[str, str]]:
    day = on.date() if hasattr(on, "date") else on
    try:
        return version(wanted.procedure.key, day, wanted.kind)
    except LookupError as none:
        return [{"words": str(none).rstrip("。"), "href": f"#f-{_first(wanted.procedure).key}-on"}]


NO_PARENT = "没有这个案号，或者不归您查看"


def _unfit(desk: Desk, wanted: Wanted) -> list[dict[str, str]]:
    out = []
    if not wanted.title:
        out.append({"href": "#f-title", "words": "事由：没有填，请用一句话写明是什么事"})
    if wanted.procedure.subject == "organ" and wanted.subject not in organ_names(desk.today):
        out.append({"href": "#f-subject", "words": "单位：请从名单里选一个单位"})
    known = Subject.objects.filter(valid_on(desk.today), key=wanted.subject)
    if wanted.procedure.subject == "subject" and wanted.subject != "none" and not known.exists():
        out.append({"words": f"“{wanted.subject}”不在当事人名册里", "todo": "重新选当事人，或者先把它登记进名册"})
    if wanted.parent and _named(desk, wanted.parent) is None:
        out.append({"href": "#f-parent", "words": f"相关案件：{NO_PARENT}", "todo": "核对案号，或者不填"})
    return out


def _page(
    request: HttpRequest,
    desk: Desk,
    wanted: Wanted,
    form: forms.StepForm | None,
    refusals: list[dict[str, str]],
    status: int,
    *,
    warned: str = "",
) -> HttpResponse:
    """`warned`: the mark of warnings that are shown now and need no mending: the same button then records."""
    p, first = wanted.procedure, _first(wanted.procedure)
    organs = organ_names(desk.today)
    posted = request.POST if form is not None else None
    visit = _visit(desk, wanted, organs, posted)
    if form is None:
        people = forms.officers_of(desk.actor.organ, desk.today)
        said = visit_cause.known(desk, p.key, wanted.subject, _named(desk, wanted.parent), wanted.planned)
        form = forms.empty(p, first, desk.now, people=people, organs=organs, initial=said | (visit.initial if visit else {}))
    own = visit_filing.shown(visit, form.fields, posted) if visit else form.fields
    hidden = {"kind": wanted.kind, **form.hidden} | ({visit_filing.WARNED: warned} if warned else {})
    hidden |= ({"subject": wanted.subject} if p.subject == "subject" else {})
    context = frame(
        desk,
        "open",
        p=p,
        first=first,
        about=_about(desk, wanted) if p.subject == "subject" else "",
        again=wanted.href(q=""),
        parent=wanted.parent,
        fields=_fields(desk, wanted, organs) + own,
        visit=visit.panel if visit else None,
        hidden=hidden,
        refusals=refusals,
        title="还没有登记：请先看一眼，要照这样登记，再按一次下面的按钮" if warned else f"没有登记：有{len(refusals)}处要改",
        focus=bool(refusals),
        trail=_trail(p, p.title),
    )
    return render(request, "yifa/desk/open_form.html", context, status=status)


def _about(desk: Desk, wanted: Wanted) -> str:
    if wanted.subject == "none":
        return "不在名册里的当事人"
    name = Subject.objects.filter(valid_on(desk.today), key=wanted.subject).values_list("name", flat=True).first()
    return f"{name or '（不在名册里）'}，{wanted.subject}"


def _fields(desk: Desk, wanted: Wanted, organs: Mapping[str, str]) -> list[plain.Field]:
    """What every matter asks: what it is about in a line, its organ where there is one, and the matter before it."""
    out = [
        plain.Field(name="title", id="f-title", label="事由", kind="text", hint="一句话：谁、什么事。公示时也显示，不写个人信息",
                    value=wanted.title, max_length=200)
    ]  # fmt: skip
    if wanted.procedure.subject == "organ":
        options = [plain.Option(k, t, k == wanted.subject) for k, t in organs.items()]
        out.append(plain.Field(name="subject", id="f-subject", label="单位", kind="select", options=options))
    unknown = bool(wanted.parent) and _named(desk, wanted.parent) is None
    out.append(
        plain.Field(name="parent", id="f-parent", label="相关案件", kind="text", required=False, value=wanted.parent,
                    hint="由哪件案件引起、针对哪件案件，写它的案号", error=NO_PARENT if unknown else "", max_length=80)
    )  # fmt: skip
    return out


def _trail(p: type[Procedure], last: str) -> list[dict[str, str]]:
    middle = [{"text": p.title, "href": reverse("desk:open-procedure", args=[p.key])}] if last != p.title else []
    return [{"text": "登记新案", "href": reverse("desk:open")}, *middle, {"text": last}]
