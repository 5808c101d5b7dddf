"""Every error as JSON: a list of what is wrong, with the article or rule and what to do. Nothing was written then."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yifa.actions.refused import Invalid, Refused, Stale
from yifa.kernel.refusal import Refusal
from yifa.proofs.canon import NotCanonical
from yifa.store.append import SomebodyElseWasFaster
from yifa.store.files import BadFile
from yifa.store.read import NoSuchMatter

log = logging.getLogger("yifa.api")


class Problem(Schema):
    """One thing that is wrong. `cite`: the article or rule; `todo`: what to do next; `field`: where, if in one place."""

    words: str
    cite: str = ""
    todo: str = ""
    field: str = ""


class Problems(Schema):
    errors: list[Problem]




def advice() -> dict[str, Any]:
    """What every operation may answer instead; in one entry, since a model for each code and path costs seconds at start."""
    words = "401 没有登录；403 没有防伪令牌；404 没有或者看不到；409 别人先办了一步；422 不能办或者填得不对"
    problems = {"application/json": {"schema": {"$ref": "#/components/schemas/Problems"}}}
    return {"responses": {"4XX": {"description": words, "content": problems}}}


SIGN_IN = Problem(words="没有登录，或者今天没有在任何岗位上", todo="先在 /desk/sign-in/ 登录，再带着会话调用")
TOKEN = Problem(words="请求没有带防伪令牌", todo="把 csrftoken 的值放进请求头 X-CSRFToken 再提交")
NOT_JSON = Problem(words="请求的内容不是 JSON 对象", todo="按 /api/openapi.json 写成 UTF-8 的 JSON")
BROKEN = Problem(words="系统出了差错，什么也没有写入", todo="稍后再试；再次出现的，请把时间告诉管理员")


def of(refusals: Iterable[Refusal]) -> list[Problem]:
    return [Problem(words=r.words, cite=str(r.cite) if r.cite else "", todo=r.todo) for r in refusals]


def install(api: NinjaAPI) -> None:
    """Makes every exception that an operation may raise an answer in words."""

    def told(request: HttpRequest, problems: list[Problem], status: int) -> HttpResponse:
        return api.create_response(request, Problems(errors=problems).model_dump(), status=status)

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        if isinstance(error, Invalid):
            fields = [Problem(words=w, todo="改正后重新提交", field=name) for name, w in error.fields.items()]
            return told(request, fields, 422)
        return told(request, of(error.refusals), 409 if isinstance(error, Stale) else 422)

    def faster(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, [Problem(words=str(error).rstrip("。"), todo="读过最新情况再提交")], 409)

    def missing(request: HttpRequest, error: Any) -> HttpResponse:
        words = str(error).rstrip("。") if isinstance(error, NoSuchMatter) else "没有这个地址或者记录"
        return told(request, [Problem(words=words, todo="从 /api/matters 列出的案件中取")], 404)

    def stranger(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, [SIGN_IN], 401)

    def http(request: HttpRequest, error: Any) -> HttpResponse:
        known = {400: NOT_JSON, 401: SIGN_IN, 403: TOKEN}
        return told(request, [known.get(error.status_code, Problem(words=str(error)))], error.status_code)

    def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, [_problem(e) for e in error.errors], 422)

    def not_kept(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, [Problem(words=str(error).rstrip("。"), todo="改正后重新提交")], 422)

    def broken(request: HttpRequest, error: Any) -> HttpResponse:
        log.exception("api: %s", request.path)
        return told(request, [BROKEN], 500)

    api.exception_handler(Refused)(refused)
    api.exception_handler(SomebodyElseWasFaster)(faster)
    api.exception_handler(NoSuchMatter)(missing)
    api.exception_handler(Http404)(missing)
    api.exception_handler(AuthenticationError)(stranger)
    api.exception_handler(HttpError)(http)
    api.exception_handler(ValidationError)(unreadable)
    api.exception_handler(BadFile)(not_kept)
    api.exception_handler(NotCanonical)(not_kept)
    api.exception_handler(Exception)(broken)


KINDS = {
    "missing": "没有填写",
    "extra_forbidden": "没有这一项，请去掉",
    "string_type": "要填文字",
    "string_too_long": "太长了",
    "string_too_short": "太短了",
    "string_pattern_mismatch": "含有不允许的字符",
    "int_type": "要填整数",
    "int_parsing": "要填整数",
    "dict_type": "要写成 JSON 对象",
    "list_type": "要写成列表",
    "model_attributes_type": "要写成 JSON 对象",
    "json_invalid": "不是 JSON",
    "greater_than_equal": "太小了",
    "less_than_equal": "太大了",
}


def _problem(error: Mapping[str, Any]) -> Problem:
    """One message of the validation; the value itself is not repeated, it may be personal."""
    place = ".".join(str(x) for x in error.get("loc", ()) if x not in ("body", "query", "path"))
    return Problem(words=KINDS.get(str(error.get("type")), "填写的内容不符合要求"), todo="改正后重新提交", field=place)
