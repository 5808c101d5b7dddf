"""The web pages as a Django app: templates, components and static files."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "yifa.web"
    label = "yifa_web"
    verbose_name = "网页"
