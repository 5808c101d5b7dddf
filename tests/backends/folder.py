"""A pytest plugin: the tests get a county's folder of their own, so that nobody's `var` is touched.

Django's settings are read before any conftest, and they make the folder's secret key; so this comes first (`-p` in pyproject.toml).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "YIFA_DATA" not in os.environ:
    os.environ["YIFA_DATA"] = tempfile.mkdtemp(prefix="yifa-tests-")
    atexit.register(shutil.rmtree, os.environ["YIFA_DATA"], ignore_errors=True)
