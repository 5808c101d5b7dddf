"""What follows from a chain, kept by the hash of its end: the page that was read, or the step before, knew it already.

The hash commits to every entry under it, so what is kept cannot be out of date; it is dropped with the process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property

from yifa.kernel.declare import Procedure
from yifa.kernel.entry import Entry
from yifa.kernel.fold import Raw, fold
from yifa.kernel.replay import State, replay
from yifa.store.project import Projection, project, rows

from .county import County

AT_MOST = 512
"""Matters of which a process keeps the state; some 20 MB where each has twenty entries."""


class Standing:
    """A matter's entries and their state on a day, in a county. Nothing in it changes."""

    def __init__(self, procedure: type[Procedure], entries: Sequence[Entry], day: date, county: County) -> None:
        self.procedure, self.entries, self.day, self.county = procedure, entries, day, county

    @cached_property
    def state(self) -> State:
        return self.on(self.day)

    def on(self, day: date) -> State:
        """The state of these entries on another day."""
        return replay(self.procedure, self.entries, day, self.county.calendar, self.county.local)

    @cached_property
    def projection(self) -> Projection:
        """What the store caches of it."""
        return project(self.state, self.county.book)

    @cached_property
    def rows(self) -> Projection:
        """The same without the matter's own columns."""
        known = self.__dict__.get("projection")
        return known or Projection((), *rows(self.state, self.county.book))

    def and_then(self, entry: Entry) -> Standing:
        return Standing(self.procedure, [*self.entries, entry], self.day, self.county)


_kept: OrderedDict[tuple[str, date], Standing] = OrderedDict()


def standing(
    head: str, procedure: type[Procedure], day: date, county: County, chain: Callable[[], Iterable[Raw]]
) -> Standing:
    """The standing of the chain that ends in the hash `head`; `chain` reads its entries, if they must be read."""
    known = _kept.get((head, day))
    if known is not None and known.county is county:
        _kept.move_to_end((head, day))
        return known
    return keep(head, Standing(procedure, fold(procedure, chain()), day, county))


def keep(head: str, known: Standing, instead_of: str = "") -> Standing:
    """Keeps what was just worked out for the chain that now ends in `head`; `instead_of`: the end that it had before."""
    _kept.pop((instead_of, known.day), None)
    _kept[head, known.day] = known
    while len(_kept) > AT_MOST:
        _kept.popitem(last=False)
    return known


def forget() -> None:
    """Drops everything, as a new process begins."""
    _kept.clear()
