"""A slip on the command line, told in Chinese with what to do next."""

from __future__ import annotations

import typer

Usage: type[Exception] = typer.BadParameter.__bases__[0]
"""typer's UsageError: what its own checks of options and arguments raise; it has no public name."""


def told(error: Exception) -> str:
    """In words, by the kind of mistake; the command's own --help is named."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(getattr(error, "message", error))
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "yifa"
    return f"{_what(error)}用 {path} --help 查看写法。"


def _what(error: Exception) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = "、".join(getattr(error, "possibilities", None) or ())
        hint = f"是不是 {near}？" if near else ""
        return f"没有 {getattr(error, 'option_name', '')} 这个选项。{hint}"
    if kind == "MissingParameter":
        return f"缺少 {_name(error)}。"
    if kind == "BadParameter":
        return f"{_name(error)} 的值不对（{getattr(error, 'message', error)}）。"
    if kind == "BadOptionUsage":
        return f"选项 {getattr(error, 'option_name', '')} 缺少值，或者用错了。"
    return f"写法不对（{str(getattr(error, 'message', error)).rstrip('.')}）。"


def _name(error: Exception) -> str:
    param = getattr(error, "param", None)
    names = [*getattr(param, "opts", ()), getattr(param, "name", "")] if param is not None else []
    return next((n for n in names if n.startswith("--")), names[0] if names else "参数")
