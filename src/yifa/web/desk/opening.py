"""Opening a new matter: which procedure, whom it is about, then the form of its first step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions.open_matter import _first, open_matter
from yifa.actions.refused import Refused
from yifa.chapters.catalogue import CHAPTERS, chapter_of, procedures, version
from yifa.kernel.declare import Procedure
from yifa.registry.models import Subject, valid_on
from yifa.store.actor import SEATS, Actor, may_take

from .. import forms as plain
from . import forms
from .gate import Desk, desk, frame, organ_names, refusals_of
from .titles import CHAPTER_TITLES

ELSEWHERE = frozenset({"roster_rows", "bulk_batch", "report_statement", "report_release", "account_change"})
"""Opened by importing a file, on the report's pages or with a change of an account, not by hand."""
FOUND = 20


def offered(day: date) -> list[tuple[type[Procedure], str]]:
    """(procedure, its variant's name or "") of every procedure in force on a day that one opens by hand."""
    out: list[tuple[type[Procedure], str]] = []
    for p in procedures():
        if p.key in ELSEWHERE or p.since > day or (p.until is not None and p.until < day):
            continue
        general = version(p.key, day)
        out.append((p, "" if p is general else p.__name__))
    return out


def may_open(actor: Actor, p: type[Procedure]) -> bool:
    return may_take(actor, actor.organ, _first(p).by.seat)


@require_safe
@desk()
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    chapters: dict[str, list[dict[str, str]]] = {c: [] for c in CHAPTERS}
    others: dict[str, list[str]] = {}
    for p, kind in offered(desk.today):
        first = _first(p)
        if may_open(desk.actor, p):
            where = reverse("desk:open-procedure", args=[p.key]) + (f"?kind={kind}" if kind else "")
            chapters[chapter_of(p)].append({"href": where, "title": p.title, "first": first.title})
        else:
            others.setdefault(SEATS.get(first.by.seat, "承办人员"), []).append(p.title)
    shown = [{"title": CHAPTER_TITLES[c], "key": c, "list": items} for c, items in chapters.items() if items]
    context = frame(desk, "open", chapters=shown, others=[{"seat": s, "titles": "、".join(t)} for s, t in others.items()])
    return render(request, "yifa/desk/open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def opening(request: HttpRequest, desk: Desk, procedure: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else request.GET
    kind, subject = data.get("kind", ""), data.get("subject", "")
    try:
        p = version(procedure, desk.today, kind)
    except LookupError:
        raise Http404 from None
    if p.key in ELSEWHERE:
        raise Http404
    if not may_open(desk.actor, p):
        return _barred(request, desk, p)
    if p.subject == "subject" and not subject and request.method != "POST":
        return _pick_subject(request, desk, p, kind)
    if request.method != "POST":
        return _page(request, desk, p, kind, subject, None, request.GET.get("title", ""), [], 200)
    return _open(request, desk, p, kind, subject)


def _barred(request: HttpRequest, desk: Desk, p: type[Procedure]) -> HttpResponse:
    first = _first(p)
    who = SEATS.get(first.by.seat, "承办人员")
    refusal = {"words": f"“{p.title}”从“{first.title}”开始，由{first.by.title}办理，您不担任{who}", "cite": str(first.cite),
               "todo": f"请本单位的{who}登记"}  # fmt: skip
    context = frame(desk, "open", title=f"您不能登记“{p.title}”", refusals=[refusal], kept="什么也没有记录。")
    return render(request, "yifa/desk/refused.html", context, status=403)


def _pick_subject(request: HttpRequest, desk: Desk, p: type[Procedure], kind: str) -> HttpResponse:
    """Whom the matter is about: a firm found by name or code, or nobody of the register."""
    q = request.GET.get("q", "").strip()[:100]
    found: list[dict[str, Any]] = []
    if q:
        valid = Subject.objects.filter(valid_on(desk.today))
        hits = valid.filter(key=q.upper()) or valid.filter(name__contains=q).order_by("name")
        for s in hits[: FOUND + 1]:
            small = "，".join(x for x in (s.kind, s.township) if x)
            found.append({"key": s.key, "name": s.name, "small": small})
    context = frame(
        desk, "open", p=p, kind=kind, q=q, found=found[:FOUND], more=len(found) > FOUND, trail=_trail(p, "选当事人")
    )
    return render(request, "yifa/desk/open_subject.html", context)


def _open(request: HttpRequest, desk: Desk, p: type[Procedure], kind: str, subject: str) -> HttpResponse:
    title = request.POST.get("title", "").strip()
    form = _form(desk, p, request)
    wrong = _unfit(desk, p, subject, title)
    if form.on is not None and not wrong and form.ok:
        other = _other_version(p, form.on, kind)
        if isinstance(other, list):
            wrong = other
        elif other is not p:  # the day belongs to another version of the law: its form may ask for other things
            form = _form(desk, other, request)
            p = other
    if wrong or not form.ok:
        return _page(request, desk, p, kind, subject, form, title, wrong + form.refusals(), 422)
    try:
        taken = open_matter(
            desk.actor,
            p.key,
            title,
            form.facts.facts or {},
            subject="" if subject == "none" else subject,
            kind=kind,
            on=form.on,
            officers=form.officers,
            attachments=form.kept,
            now=desk.now,
        )
    except Refused as refused:
        return _page(request, desk, p, kind, subject, form, title, refusals_of(refused.refusals), 422)
    return HttpResponseRedirect(f"{reverse('desk:matter', args=[taken.matter])}?done={taken.seq}")


def _form(desk: Desk, p: type[Procedure], request: HttpRequest) -> forms.StepForm:
    people = forms.officers_of(desk.actor.organ, desk.today)
    return forms.bound(p, _first(p), request.POST, request.FILES, people=people, organs=organ_names(desk.today))


def _other_version(p: type[Procedure], on: Any, kind: str) -> type[Procedure] | list[dict[str, str]]:
    day = on.date() if hasattr(on, "date") else on
    try:
        return version(p.key, day, kind)
    except LookupError as none:
        return [{"words": str(none).rstrip("。"), "href": f"#f-{_first(p).key}-on"}]


def _unfit(desk: Desk, p: type[Procedure], subject: str, title: str) -> list[dict[str, str]]:
    out = []
    if not title:
        out.append({"href": "#f-title", "words": "事由：没有填，请用一句话写明是什么事"})
    if p.subject == "organ" and subject not in organ_names(desk.today):
        out.append({"href": "#f-subject", "words": "单位：请从名单里选一个单位"})
    known = Subject.objects.filter(valid_on(desk.today), key=subject)
    if p.subject == "subject" and subject != "none" and not known.exists():
        out.append({"words": f"“{subject}”不在当事人名册里", "todo": "重新选当事人，或者先把它登记进名册"})
    return out


def _page(
    request: HttpRequest,
    desk: Desk,
    p: type[Procedure],
    kind: str,
    subject: str,
    form: forms.StepForm | None,
    title: str,
    refusals: list[dict[str, str]],
    status: int,
) -> HttpResponse:
    first = _first(p)
    organs = organ_names(desk.today)
    if form is None:
        form = forms.empty(p, first, desk.now, people=forms.officers_of(desk.actor.organ, desk.today), organs=organs)
    own = [
        plain.Field(name="title", id="f-title", label="事由", kind="text", hint="一句话：谁、什么事。公示时也显示，不写个人信息",
                    value=title, max_length=200)
    ]  # fmt: skip
    if p.subject == "organ":
        options = [plain.Option(k, t, k == subject) for k, t in organs.items()]
        own.append(plain.Field(name="subject", id="f-subject", label="单位", kind="select", options=options))
    hidden = {"kind": kind, **form.hidden}
    about = ""
    if p.subject == "subject":
        hidden["subject"] = subject
        name = Subject.objects.filter(valid_on(desk.today), key=subject).values_list("name", flat=True).first()
        about = "不在名册里的当事人" if subject == "none" else f"{name or '（不在名册里）'}，{subject}"
    context = frame(
        desk,
        "open",
        p=p,
        kind=kind,
        first=first,
        about=about,
        again=reverse("desk:open-procedure", args=[p.key]) + (f"?kind={kind}" if kind else ""),
        fields=own + form.fields,
        hidden=hidden,
        refusals=refusals,
        title=f"没有登记：有{len(refusals)}处要改",
        focus=bool(refusals),
        trail=_trail(p, p.title),
    )
    return render(request, "yifa/desk/open_form.html", context, status=status)


def _trail(p: type[Procedure], last: str) -> list[dict[str, str]]:
    middle = [{"text": p.title, "href": reverse("desk:open-procedure", args=[p.key])}] if last != p.title else []
    return [{"text": "登记新案", "href": reverse("desk:open")}, *middle, {"text": last}]
