"""The cache of the ledger, compared with it and rebuilt from it, for the county that this process serves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from yifa.actions.county import county
from yifa.actions.names import subject_name
from yifa.chapters.catalogue import by_digest
from yifa.kernel.declare import Procedure
from yifa.kernel.replay import State, replay
from yifa.store import project, rebuild
from yifa.store.rebuild import Difference, Replay


def differences(day: date) -> Iterator[Difference]:
    """Where what is stored is not what follows from the ledger on a day; run the tick before, for what time changes."""
    return rebuild.differences(by_digest, _replay(day), _project)


def rebuilt(day: date) -> int:
    """Rewrites every matter's cache and the search index; the number of matters."""
    return rebuild.rebuild(by_digest, _replay(day), _project, subject_name)


def _replay(day: date) -> Replay:
    def replayed(procedure: type[Procedure], entries: list[Any]) -> State:
        return replay(procedure, entries, day, county().calendar, county().local)

    return replayed


def _project(state: State) -> project.Projection:
    return project.project(state, county().book)
