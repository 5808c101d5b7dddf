"""`{% component "light" light="red" words=… %}` and `{% wrap "note" kind="warn" %}…{% endwrap %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from yifa.web import component as components

register = template.Library()


def _flat(context: Context) -> dict[str, Any]:
    return {k: context[k] for k in components.PASSED_ON if k in context}


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, **params: Any) -> SafeString:
    """One component. `with_=dict` spreads a mapping of parameters; keywords win."""
    spread = params.pop("with_", None) or {}
    return components.render(name, {**spread, **params}, _flat(context))


class Wrap(Node):
    """A component around what stands between the tags; its template places it with `{{ content }}`."""

    def __init__(self, name: FilterExpression, params: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.name, self.params, self.nodelist = name, params, nodelist

    def render(self, context: Context) -> SafeString:
        params = {k: v.resolve(context) for k, v in self.params.items()}
        content = mark_safe(self.nodelist.render(context))  # rendered by the page, which escapes
        return components.render(self.name.resolve(context), {**params, "content": content}, _flat(context))


@register.tag
def wrap(parser: Parser, token: Token) -> Wrap:
    bits = token.split_contents()[1:]
    if not bits:
        raise template.TemplateSyntaxError('wrap 要写组件名：{% wrap "note" %}…{% endwrap %}')
    name, rest = parser.compile_filter(bits[0]), bits[1:]
    params = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"wrap 的参数要写成 名=值：{rest[0]}")
    nodelist = parser.parse(("endwrap",))
    parser.delete_first_token()
    return Wrap(name, params, nodelist)
