"""The ledger as the public sees it: its key and its checkpoints."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.store.models import Checkpoint

from .. import words
from ..ledger import signer, utc
from .frame import frame

SHOWN = 20


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    latest = list(Checkpoint.objects.order_by("-size")[:SHOWN])
    rows = [
        {
            "cells": [
                {"text": f"前{c.size:,}条记录", "href": reverse("portal:checkpoint", args=[c.size]), "head": True},
                {"text": words.moment(utc(c.signed_at)), "th": "签名时间"},
                {"text": f"{c.root[:16]} … {c.root[-8:]}", "th": "树根"},
            ]
        }
        for c in latest
    ]
    heads = [{"text": "检查点"}, {"text": "签名时间"}, {"text": "树根"}]
    table: dict[str, Any] = {"caption": "最近的检查点", "heads": heads, "groups": [{"rows": rows}]}
    context = frame(request, "ledger", rows=table if rows else None, key=signer().public.text)
    return render(request, "yifa/portal/ledger.html", context)


@require_safe
def checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """The signed note itself, as plain text, for anybody to keep."""
    found = Checkpoint.objects.filter(size=size).first()
    if found is None:
        raise Http404
    return HttpResponse(found.note, content_type="text/plain; charset=utf-8")
