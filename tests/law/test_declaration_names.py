"""A line has one name, and a name one class of facts: what goes by two could mean either."""

from __future__ import annotations

from datetime import date

import pytest

from yifa.chapters.acts import CLERK, Note
from yifa.chapters.laws import INFO as G
from yifa.kernel.declare import DeclarationError, Procedure, Step
from yifa.kernel.facts import Facts


def test_a_line_under_a_second_name_is_refused_when_the_class_is_made() -> None:
    with pytest.raises(DeclarationError, match="again.*first.*一行只有一个名字"):

        class Twice(Procedure):
            key, law, title, since = "twice", G, "两次", date(2020, 1, 1)
            first = Step("第一步", by=CLERK, asks=Note, cite=G[29])
            again = first

    Procedure.versions.pop("twice", None)


def test_two_classes_of_facts_of_one_name_are_refused_since_the_digest_would_cover_only_one() -> None:
    def other(words: str) -> type[Facts]:
        return type("Note", (Facts,), {"__module__": __name__, "__doc__": words})

    with pytest.raises(DeclarationError, match="second.*first.*Note"):

        class Alike(Procedure):
            key, law, title, since = "alike", G, "同名", date(2020, 1, 1)
            first = Step("第一步", by=CLERK, asks=other("一"), cite=G[29])
            second = Step("第二步", by=CLERK, asks=other("二"), cite=G[29])

    Procedure.versions.pop("alike", None)
