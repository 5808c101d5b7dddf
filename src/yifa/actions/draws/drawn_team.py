"""Who was drawn to visit a firm: read from the draw's files, as far as the ledger has announced them."""

from __future__ import annotations

from yifa.chapters.enforcement.draw import Draw
from yifa.draw.mistakes import DrawError
from yifa.draw.replace import standing
from yifa.registry.models import Officer
from yifa.store.models import Entry, Matter

from .shared import folder_of


def drawn_team(draw: Matter, subject: str, organ: str) -> tuple[str, ...]:
    """The certificates of one organ's officers drawn for a firm; () before the selection, for a firm that is not to be
    visited, and where the files cannot be read (the page of the draw tells that). The caller has checked the right."""
    steps = list(Entry.objects.filter(matter=draw.id).values_list("step", flat=True))
    if Draw.selected.key not in steps:
        return ()
    folder = folder_of(draw.id)
    try:
        rows = standing(folder, folder.replacements()[: steps.count(Draw.replaced.key)])
    except DrawError:
        return ()
    sent = [o for row in rows if row[1] == subject for team in row[3] for o in team]
    own = set(Officer.objects.filter(organ=organ, key__in=sent).values_list("key", flat=True))
    return tuple(o for o in sent if o in own)
