"""A line has one name: under two it would be read twice, and rules that name it could mean either."""

from __future__ import annotations

from datetime import date

import pytest

from yifa.chapters.acts import CLERK, Note
from yifa.chapters.laws import INFO as G
from yifa.kernel.declare import DeclarationError, Procedure, Step


def test_a_line_under_a_second_name_is_refused_when_the_class_is_made() -> None:
    with pytest.raises(DeclarationError, match="again.*first.*一行只有一个名字"):

        class Twice(Procedure):
            key, law, title, since = "twice", G, "两次", date(2020, 1, 1)
            first = Step("第一步", by=CLERK, asks=Note, cite=G[29])
            again = first

    Procedure.versions.pop("twice", None)
