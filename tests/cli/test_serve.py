"""The site does not start on settings under which records could be lost, read by others, or signed anew."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import granian
import pytest
import typer
from pytest_django import Settings

from yifa.cli import serve


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path, db: None) -> list[dict[str, Any]]:
    """What the server was started with, instead of starting it."""
    calls: list[dict[str, Any]] = []

    class Server:
        def __init__(self, target: str, **options: Any) -> None:
            self.options = options

        def serve(self) -> None:
            calls.append(self.options)

    monkeypatch.setattr(granian, "Granian", Server)
    settings.DATA_DIR = tmp_path
    return calls


def test_a_sound_county_is_served_where_asked(started: list[dict[str, Any]]) -> None:
    serve.run("127.0.0.1", 8123, 1)
    assert [(c["address"], c["port"], c["workers"]) for c in started] == [("127.0.0.1", 8123, 1)]


def test_a_key_that_others_can_read_stops_the_start_and_says_what_to_do(
    started: list[dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.key").write_text("x")
    (tmp_path / "secret.key").chmod(0o644)
    with pytest.raises(typer.Exit) as stopped:
        serve.run("127.0.0.1", 8123, 1)
    assert stopped.value.exit_code == 1
    assert "chmod 600" in capsys.readouterr().err
    assert started == []


def test_a_port_on_which_another_site_answers_is_refused_so_that_two_counties_never_answer_in_turn(
    started: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(typer.Exit) as stopped:
            serve.run("127.0.0.1", port, 1)
    assert stopped.value.exit_code == 1
    assert "端口已被占用" in capsys.readouterr().err
    assert started == []
