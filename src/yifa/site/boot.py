"""Setting Django up for one county's folder: the command line, tests and the server start here."""

from __future__ import annotations

import os
from pathlib import Path


def setup(data_dir: str | Path = "var") -> None:
    """Points the settings at the folder and loads Django. Once a process; another folder needs another process."""
    os.environ["YIFA_DATA"] = str(Path(data_dir).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.site.settings")
    import django

    django.setup()


def migrate() -> None:
    """Brings the database to the present schema."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
