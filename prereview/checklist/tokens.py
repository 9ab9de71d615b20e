"""The words of an expression, and what is changed for the engine: whole numbers, searches for plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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


PLAIN_SEARCH = "contains_any"
"""The function that takes the place of `matches` where a pattern is plain words between bars."""

_PLAIN_WORDS = re.compile(r"""["'][^\\^$.|?*+()\[\]{}"']+(?:\|[^\\^$.|?*+()\[\]{}"']+)*["']""")


def for_engine(source: str, tokens: Iterable[Token]) -> tuple[str, bool]:
    """The expression as the engine gets it, and whether plain searches took the place of patterns.

    Whole numbers become doubles (`>= 365` → `>= 365.0`), since the engine keeps the
    two apart; and `matches("甲|乙")` becomes a search for words, since the engine
    builds a pattern anew at every call, which costs fifty times as much.
    """
    words = tuple(tokens)
    plain = False
    for index, token in reversed(tuple(enumerate(words))):
        if token.kind == "number" and token.text.isdigit():
            end = token.start + len(token.text)
            source = f"{source[:end]}.0{source[end:]}"
        elif token.text == "matches" and _is_plain_search(words[index - 1 : index + 4]):
            plain = True
            source = f"{source[: token.start]}{PLAIN_SEARCH}{source[token.start + len(token.text) :]}"
    return source, plain


def _is_plain_search(words: tuple[Token, ...]) -> bool:
    """Whether these five words are `.matches("words between bars")`."""
    texts = [word.text for word in words]
    shape = len(words) == 5 and texts[0] == "." and texts[2] == "(" and texts[4] == ")"
    return shape and words[3].kind == "text" and _PLAIN_WORDS.fullmatch(texts[3]) is not None
