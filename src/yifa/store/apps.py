"""The app of the ledger and its projections."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "yifa.store"
    label = "store"
    verbose_name = "账本"
