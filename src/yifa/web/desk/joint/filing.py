"""One department's filing: what it says, its file, and what the department does with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions.joint.decide_filing import STEPS, decide_filing
from yifa.actions.joint.files import read_filed
from yifa.actions.joint.gate import ready
from yifa.actions.joint.plans import Filed, filing_seen_by
from yifa.actions.refused import Refused
from yifa.store.read import NoSuchMatter

from ...forms import Field
from ..entry import _file
from ..gate import Desk, desk, frame, organ_names, refusals_of
from .years import filing_state

BUTTONS = {
    "approved": ("批准报送", "批准以后，合并时收进全县的计划。", "说明", False),
    "recalled": ("撤回报送", "撤回以后，下一次合并不再收它；要改的，撤回后重新报送。", "理由", True),
    "published": ("公布检查计划", "公布的是事项、企业数和时限，不含不可合并的检查。", "说明", False),
    "withdrawn": ("撤回公布", "撤回以后，公开页面不再显示。", "理由", True),
}
"""Step: its button, what it brings about, what is asked, whether that must be filled in."""


def _may(desk: Desk, f: Filed) -> list[str]:
    out = []
    for key, line in STEPS.items():
        try:
            ready(desk.actor, f.matter.id, line, desk.now)
        except (Refused, NoSuchMatter):
            continue
        out.append(key)
    return out


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def filing(request: HttpRequest, desk: Desk, filing: str) -> HttpResponse:
    f = filing_seen_by(desk.actor, filing)
    refusals: list[dict[str, str]] = []
    verb, text = request.POST.get("verb", ""), request.POST.get("text", "")[:2000]
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            decide_filing(desk.actor, filing, verb, text, seen=int(seen) if seen.isdecimal() else f.matter.seq, now=desk.now)
        except Refused as refused:
            refusals = refusals_of(refused.refusals)
        else:
            return HttpResponseRedirect(reverse("desk:joint-filing", args=[filing]))
    acts = []
    for key in _may(desk, f):
        title, words, label, must = BUTTONS[key]
        typed = text if key == verb else ""
        field = Field(name="text", id=f"f-{key}", label=label, kind="textarea", value=typed, required=must, max_length=2000)
        acts.append({"verb": key, "title": title, "words": words, "field": field})
    d = f.duties
    pairs = [
        {"label": "机关", "text": organ_names(desk.today).get(f.matter.organ, f.matter.organ)},
        {"label": "年度", "text": f"{d.year}年"},
        {"label": "检查", "text": f"{d.rows:,}项" + (f"，其中不可合并{d.alone:,}项" if d.alone else "")},
        {"label": "企业", "text": f"{d.subjects:,}家"},
        {"label": "检查时间", "text": f"合计{d.minutes:,}分钟"},
        {"label": "文件", "text": d.file, "href": reverse("desk:joint-filing-file", args=[filing])},
        {"label": "文件摘要", "text": d.sha256, "code": True},
        {"label": "进展", "text": filing_state(f)["text"]},
        {"label": "办理记录", "text": f.matter.number, "href": reverse("desk:matter", args=[filing])},
    ]
    context = frame(
        desk,
        "joint",
        f=f,
        pairs=pairs,
        acts=acts,
        refusals=refusals,
        plan=f.matter.parent,
        trail=[{"text": "联合检查", "href": reverse("desk:joint")}, {"text": f"部门报送，{f.matter.number}"}],
    )
    return render(request, "yifa/desk/joint_filing.html", context, status=422 if refusals else 200)


@require_safe
@desk()
def file(request: HttpRequest, desk: Desk, filing: str) -> HttpResponse:
    """The duties as they were taken in."""
    f = filing_seen_by(desk.actor, filing)
    try:
        data = read_filed(f.duties.sha256, f.matter.number)
    except Refused as refused:
        gone = frame(desk, "joint", title="文件打不开", refusals=refusals_of(refused.refusals), kept="账本里的记录没有变动。")
        return render(request, "yifa/desk/refused.html", gone, status=409)
    return _file(data, "text/csv; charset=utf-8", f"{f.matter.number}.csv")


