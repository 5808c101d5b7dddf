"""The addresses of the desk. Only the sign-in stands outside the gate."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import entry, entry_acts, firms, inbox, matter, matters, opening, pages, password, rosters, sign_in
from .account import views as accounts
from .draw import views as draws
from .gate import page
from .joint import calendar, filing, plan, visit, years
from .visit import saved, sent
from .visit import views as visits

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    page("", inbox.inbox, "inbox"),
    page("matters/", matters.matters, "matters"),
    page("matters/<str:matter>/", matter.matter, "matter"),
    page("matters/<str:matter>/step/<slug:step>/", matter.step, "step"),
    page("matters/<str:matter>/<int:seq>/", entry.entry, "entry"),
    page("matters/<str:matter>/<int:seq>/serve/", entry_acts.serve, "serve"),
    page("matters/<str:matter>/<int:seq>/correct/", entry_acts.correct, "correct"),
    page("matters/<str:matter>/<int:seq>/erase/", entry_acts.erase, "erase"),
    page("matters/<str:matter>/<int:seq>/receipt.json", entry.receipt_file, "receipt"),
    page("matters/<str:matter>/<int:seq>/paper.docx", entry.paper, "paper"),
    page("matters/<str:matter>/<int:seq>/files/<int:n>/", entry.attachment, "attachment"),
    page("open/", opening.choose, "open"),
    page("open/<slug:procedure>/", opening.opening, "open-procedure"),
    page("draws/", draws.draws, "draws"),
    page("draws/new/", draws.new, "draw-new"),
    page("draws/<str:matter>/", draws.draw, "draw"),
    page("draws/<str:matter>/proof/<str:subject>.json", draws.proof, "draw-proof"),
    page("draws/<str:matter>/<slug:verb>/", draws.act, "draw-act"),
    page("visits/", visits.today, "visits"),
    page("visits/saved/", saved.saved, "visits-saved"),
    page("visits/<str:matter>/", visits.visit, "visit"),
    page("visits/<str:matter>/sent/<str:step>/", sent.sent, "visit-sent"),
    page("overview/", pages.overview, "overview"),
    page("joint/", years.joint, "joint"),
    page("joint/open/", years.opening, "joint-open"),
    page("joint/file/", years.filing, "joint-file"),
    page("joint/filings/<str:filing>/", filing.filing, "joint-filing"),
    page("joint/filings/<str:filing>/duties.csv", filing.file, "joint-filing-file"),
    page("joint/plans/<str:plan>/", plan.plan, "joint-plan"),
    page("joint/plans/<str:plan>/progress/", plan.progress, "joint-progress"),
    page("joint/plans/<str:plan>/do/<slug:verb>/", plan.act, "joint-act"),
    page("joint/plans/<str:plan>/unplaced/", plan.unplaced, "joint-unplaced"),
    page("joint/plans/<str:plan>/files/<slug:part>/", plan.file, "joint-file-of"),
    page("joint/plans/<str:plan>/calendar/", calendar.calendar, "joint-calendar"),
    page("joint/plans/<str:plan>/visits/<str:visit>/", visit.visit, "joint-visit"),
    page("rosters/", rosters.rosters, "rosters"),
    page("rosters/<slug:key>/", rosters.roster, "roster"),
    page("rosters/<slug:key>/template.xlsx", rosters.template, "template"),
    page("rosters/<slug:key>/import/", rosters.bring, "import"),
    page("password/", password.password, "password"),
    page("accounts/", accounts.accounts, "accounts"),
    page("accounts/new/", accounts.new, "account-new"),
    page("accounts/of/<str:login>/", accounts.account, "account"),
    page("accounts/of/<str:login>/<slug:verb>/", accounts.change, "account-change"),
    page("firms/", firms.firms, "firms"),
    page("firms/issue/", firms.issue, "firm-issue"),
    page("firms/<str:matter>/revoke/", firms.revoke, "firm-revoke"),
    page("handbook/", pages.handbook, "handbook"),
    page("handbook/<slug:key>/", pages.procedure, "procedure"),
]
