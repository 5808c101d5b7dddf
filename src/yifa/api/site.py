"""The API as it is mounted at /api/."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from . import errors, read, write
from .errors import Problems
from .who import Session


class Readable(JSONRenderer):
    """Chinese as it is, not as escapes."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=Readable(),
    title="依法 Yifa",
    version="1",
    description="由程序声明派生：每一版程序的立案和每一步各有一个地址，内容就是这一步所问的事实。",
    auth=Session(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
errors.install(api)
api.add_router("", read.router)
api.add_router("", write.router)


@cache
def schema() -> str:
    """The OpenAPI description as JSON. It follows from the declarations alone, so it is made once a process."""
    plain = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))  # status codes become texts
    plain["components"]["schemas"]["Problems"] = Problems.model_json_schema(ref_template="#/components/schemas/{model}")
    plain["components"]["schemas"] |= plain["components"]["schemas"]["Problems"].pop("$defs")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1)


@api.get("/openapi.json", auth=None, include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """Public: it says what the law declares and nothing of any matter."""
    return HttpResponse(schema(), content_type="application/json; charset=utf-8")
