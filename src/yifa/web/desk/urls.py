"""The addresses of the desk. Only the sign-in stands outside the gate."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import accounts, entry, entry_acts, firms, inbox, matter, matters, opening, pages, password, rosters, sign_in
from .gate import page

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
    page("overview/", pages.overview, "overview"),
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
