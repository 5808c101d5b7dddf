"""The app that checks the settings at start-up."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "yifa.site"
    label = "yifa_site"
    verbose_name = "站点"

    def ready(self) -> None:
        from . import checks  # noqa: F401  # registers the start-up checks
