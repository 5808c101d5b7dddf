"""What an action answers when it does not act. Nothing was written; the text helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yifa.kernel.refusal import Refusal


class Refused(Exception):
    """The step is forbidden or not one's own: each refusal names the article or rule and what to do next."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("".join(str(r) for r in refusals))
        self.refusals: Sequence[Refusal] = refusals


class Invalid(Refused):
    """The facts do not pass: `fields` maps each field to what is wrong with it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(*(Refusal(f"{name}：{words}", None, "改正后重新提交") for name, words in fields.items()))
        self.fields = dict(fields)


class Stale(Refused):
    """The form was made for an earlier state of the matter."""
