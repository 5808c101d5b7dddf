"""Signing in and out. After five failures for one name from one address, that pair waits ten minutes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yifa.actions import county as place
from yifa.registry import tries

WRONG = {"words": "登录名或者密码不对", "todo": "核对大小写和输入法再输一次；忘了密码的，请本单位或者县政府的管理员重设", "href": "#f-password"}


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = ""
    if request.method != "POST":
        return _form(request, target, "")
    name = request.POST.get("username", "").strip()
    address = request.META.get("REMOTE_ADDR", "")
    if not tries.admit(name, address):
        minutes = tries.WAIT // 60
        reason = f"登录名“{name[:64]}”从这里连续{tries.MOST}次没有登录成功。为防止别人试密码，先停{minutes}分钟。"
        context = {"what": "请稍等再登录", "reason": reason, "wait": f"{minutes}分钟以后再登录"}
        return render(request, "429.html", {**context, "county": place.county().name}, status=429)
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is None:
        return _form(request, target, name, [WRONG], 422)
    tries.clear(name, address)
    login(request, user)
    return HttpResponseRedirect(target or reverse("desk:inbox"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(reverse("desk:sign-in"))


def _form(
    request: HttpRequest, target: str, name: str, refusals: list[dict[str, Any]] | None = None, status: int = 200
) -> HttpResponse:
    fields = [
        {"name": "username", "id": "f-username", "label": "登录名", "kind": "text", "required": True, "value": name,
         "autocomplete": "username"},
        {"name": "password", "id": "f-password", "label": "密码", "kind": "password", "required": True},
    ]  # fmt: skip
    context = {"fields": fields, "refusals": refusals or [], "next": target, "county": place.county().name}
    return render(request, "yifa/sign_in.html", context, status=status)
