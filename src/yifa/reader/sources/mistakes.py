"""A file that cannot be read: which, why, and what to do next."""

from __future__ import annotations


class Unreadable(ValueError):
    """`name`: the file; `why` and `todo` are for a reader, without a full stop."""

    def __init__(self, name: str, why: str, todo: str) -> None:
        super().__init__(f"{name}：{why}。{todo}。")
        self.name, self.why, self.todo = name, why, todo
