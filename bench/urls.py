"""The site, and beside it a list as Django writes it with the least: a query, a table, the same middleware."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from yifa.store.models import Matter

PAGE = Template(
    "<!doctype html><html lang='zh'><head><title>案件</title></head><body><table>"
    "{% for m in rows %}<tr><td>{{ m.due_on }}</td><td><a href='/desk/{{ m.id }}/'>{{ m.title }}</a></td>"
    "<td>{{ m.number }}</td><td>{{ m.due_what }}</td></tr>{% endfor %}</table></body></html>"
)


@login_required
def plain(request: HttpRequest, organ: str, rows: int) -> HttpResponse:
    """The first open matters of an organ by due date."""
    found = Matter.objects.filter(organ=organ, closed=Value(False), due_on__isnull=False).order_by("due_on", "id")[:rows]
    return HttpResponse(PAGE.render(Context({"rows": found})))


urlpatterns = [path("bench/<slug:organ>/<int:rows>/", plain), path("", include("yifa.site.urls"))]
