"""The links of firms at the desk of the justice bureau: which stand, a new one, and taking one back."""

from __future__ import annotations

from typing import Any

import segno
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import BaseModel

from yifa.actions.firms.issue_firm_link import IssuedLink, issue_firm_link
from yifa.actions.firms.links import NoSuchLink
from yifa.actions.firms.revoke_firm_link import revoke_firm_link
from yifa.actions.names import subject_name
from yifa.actions.refused import Refused
from yifa.kernel.facts import ask
from yifa.registry.models import FirmLink, Subject, valid_on
from yifa.store.visibility import keeps_links, links_visible_to

from .. import words
from ..forms import Form
from .account.forms import told
from .gate import Desk, denied, desk, frame, refusals_of
from .lists import query

PAGE = 50
KEEPER = "registrar"
NOT_YOURS = "企业链接由司法局的登记人员发放：经手的人看得见它，所以检查企业的单位不经手。"


class New(BaseModel):
    code: str = ask("统一社会信用代码", max_length=64)
    how: str = ask("怎样交给企业", max_length=200, hint="交给谁、在哪里、凭什么核对身份，例如：窗口交给法定代表人，核对身份证")


class Because(BaseModel):
    reason: str = ask("收回的理由", max_length=200)


@require_safe
@desk(KEEPER)
def firms(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The links that stand, by firm."""
    if not keeps_links(desk.actor, desk.today):
        return denied(request, NOT_YOURS)
    return _list(request, desk, done=request.GET.get("done", "") == "revoked")


def _list(
    request: HttpRequest, desk: Desk, *, done: bool = False, refusals: list[dict[str, str]] | None = None
) -> HttpResponse:
    q, after = request.GET.get("q", "").strip()[:64], request.GET.get("after", "")[:64]
    found = links_visible_to(desk.actor, desk.today).filter(revoked_on__isnull=True)
    if q:
        named = Subject.objects.filter(valid_on(desk.today)).filter(Q(key__iexact=q) | Q(name__contains=q))
        found = found.filter(subject__in=named.values("key"))
    page = list(found.filter(subject__gt=after).order_by("subject")[: PAGE + 1])
    context = frame(
        desk,
        "firms",
        filters={
            "label": "查企业链接",
            "fields": [{"id": "q", "name": "q", "label": "企业名称或者代码", "type": "search", "value": q, "grow": True}],
            "button": "查找",
            "clear": "?" if q else "",
        },
        links=[_step(x, desk) for x in page[:PAGE]],
        narrowed=bool(q),
        done=done,
        refusals=refusals or [],
        pager={
            "words": f"这一页{len(page[:PAGE])}个",
            "next": query({"q": q}, after=page[PAGE - 1].subject) if len(page) > PAGE else "",
            "links": [{"href": query({"q": q}), "text": "回到第一页"}] if after else [],
        },
    )
    return render(request, "yifa/desk/firms.html", context, status=422 if refusals else 200)


def _step(link: FirmLink, desk: Desk) -> dict[str, Any]:
    """One link with the form that takes it back, as the component `step` takes it."""
    return {
        "key": link.matter,
        "title": subject_name(link.subject, desk.today),
        "who": f"{link.subject}，{words.day(link.issued_on)}发放",
        "action": reverse("desk:firm-revoke", args=[link.matter]),
        "words": "收回以后，链接马上打不开，正在看的也退出。丢了链接或者验证码的，收回以后再发新的。",
        "fields": Form(Because, prefix=f"{link.matter}-").fields,
        "button": "收回这个链接",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk(KEEPER)
def issue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new link: the code of the firm, and how it is handed over; then link and number, shown once."""
    if not keeps_links(desk.actor, desk.today):
        return denied(request, NOT_YOURS)
    if request.method != "POST":
        return _new(request, desk, Form(New, initial={"code": request.GET.get("code", "")[:64]}))
    form = Form(New, request.POST)
    if form.facts is None:
        return _new(request, desk, form, form.refusals())
    try:
        made = issue_firm_link(desk.actor, form.facts.code.upper(), form.facts.how, now=desk.now)
    except Refused as refused:
        return _new(request, desk, form, told(form, refused))
    return _handed(request, desk, made)


def _new(request: HttpRequest, desk: Desk, form: Form[New], refusals: list[dict[str, str]] | None = None) -> HttpResponse:
    trail = [{"text": "企业链接", "href": reverse("desk:firms")}, {"text": "发放"}]
    context = frame(desk, "firms", fields=form.fields, refusals=refusals or [], trail=trail)
    return render(request, "yifa/desk/firm_new.html", context, status=422 if refusals else 200)


def _handed(request: HttpRequest, desk: Desk, made: IssuedLink) -> HttpResponse:
    where = request.build_absolute_uri(reverse("firm:page", args=[made.token]))
    drawn = segno.make(where, error="m").svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None)
    picture = mark_safe(drawn)  # drawn by segno from an address of ours
    trail = [{"text": "企业链接", "href": reverse("desk:firms")}, {"text": made.firm.name}]
    context = frame(desk, "firms", firm=made.firm, where=where, number=made.number, picture=picture, trail=trail)
    return render(request, "yifa/desk/firm_link.html", context)


@require_POST
@desk()
def revoke(request: HttpRequest, desk: Desk, matter: str) -> HttpResponse:
    """Takes one back. Whose it is not, is not told that there is one."""
    if not links_visible_to(desk.actor, desk.today).filter(matter=matter).exists():
        raise Http404
    form = Form(Because, request.POST, prefix=f"{matter}-")
    if form.facts is None:
        return _list(request, desk, refusals=form.refusals())
    try:
        revoke_firm_link(desk.actor, matter, form.facts.reason, now=desk.now)
    except Refused as refused:
        return _list(request, desk, refusals=refusals_of(refused.refusals))
    except NoSuchLink:
        raise Http404 from None
    return HttpResponseRedirect(f"{reverse('desk:firms')}?done=revoked")
