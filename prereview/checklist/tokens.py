"""The words of an expression: names, numbers, quoted texts, operators."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec


class ExpressionError(Exception):
    """An expression is not valid: what is wrong, and what to write instead."""

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


class Token(msgspec.Struct, frozen=True):
    """One word of an expression and where it begins."""

    kind: str
    text: str
    start: int


END = Token("end", "", -1)
"""Stands after the last word."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<number>\d+\.\d+(?:[eE][+-]?\d+)?|\d+)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<operator>&&|\|\||[<>=!]=|[^\w\s]))
    """,
    re.VERBOSE,
)


def tokens_of(source: str) -> Iterator[Token]:
    """Words in order, without white space. Raises `ExpressionError` for what is none."""
    at, end = 0, len(source.rstrip())
    while at < end:
        found = _TOKEN.match(source, at)
        if not found or not found.lastgroup:
            raise ExpressionError(f"有无法识别的内容：{source[at : at + 20].strip()}", "文字须成对加引号")
        yield Token(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup))
        at = found.end()


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def unquoted(text: str) -> str:
    """A text without its quotes, escapes undone."""
    return _ESCAPE.sub(lambda found: _character(found[1]), text[1:-1])


def _character(escape: str) -> str:
    if len(escape) == 5:
        return chr(int(escape[1:], 16))
    return _ESCAPED.get(escape, escape)
