"""Pages are rendered with the real settings on an empty data folder; no test here needs a database."""

from __future__ import annotations

import os
import tempfile

import django
from django.conf import settings

if not settings.configured:
    os.environ.setdefault("YIFA_DATA", tempfile.mkdtemp(prefix="yifa-web-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.site.settings")
django.setup()
