"""Literal text without which a pattern cannot match: most of them are then never tried.

A page is compared with some eight hundred patterns, and few of them occur. Each
pattern names the literals of which one must be on the page; whether their first two
characters stand side by side anywhere is one look into a set.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

SHORTEST = 2
"""A single character says nothing."""

_TOKEN = re.compile(r"\\.|\[[^\]]*\]|[()|^$.]|[^\\\[\]()|^$.]")
_QUANTIFIER = re.compile(r"[?*+]|\{\d*,?\d*\}")


class Pattern:
    """A regular expression on squashed, lower-case text, with its needles."""

    __slots__ = ("_plain", "_regex", "needles", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.needles = tuple((n[:SHORTEST], n) for n in sorted(_needles(source.lower())))
        self._plain = len(self.needles) == 1 and self.needles[0][1] == source.lower()
        self._regex = re.compile(source, re.IGNORECASE)

    def may_match(self, text: str, pairs: set[str]) -> bool:
        """Whether one of the needles is in a text; `pairs` are its neighbouring characters."""
        return not self.needles or any(pair in pairs and needle in text for pair, needle in self.needles)

    def found_in(self, text: str, pairs: set[str]) -> bool:
        """Whether the pattern occurs in a text."""
        if not self.may_match(text, pairs):
            return False
        return self._plain or self._regex.search(text) is not None

    def search(self, text: str) -> re.Match[str] | None:
        """The first place the pattern matches at."""
        return self._regex.search(text)


T = TypeVar("T")


class PatternIndex(Generic[T]):
    """Many patterns, each with what it stands for, by the first two characters of their needles."""

    def __init__(self, items: Iterable[tuple[Pattern, T]]) -> None:
        self._items = list(items)
        self._always: set[int] = set()
        self._by_pair: defaultdict[str, set[int]] = defaultdict(set)
        for number, (pattern, _) in enumerate(self._items):
            for pair, _ in pattern.needles:
                self._by_pair[pair].add(number)
            if not pattern.needles:
                self._always.add(number)

    def likely(self, pairs: set[str]) -> Iterator[tuple[Pattern, T]]:
        """The patterns that may match a text with these neighbouring characters, in their order."""
        numbers = self._always.union(*(self._by_pair[pair] for pair in self._by_pair.keys() & pairs))
        return (self._items[number] for number in sorted(numbers))

    def found_in(self, text: str, pairs: set[str]) -> Iterator[T]:
        """What the patterns that occur in a text stand for."""
        return (stands_for for pattern, stands_for in self.likely(pairs) if pattern.found_in(text, pairs))


def pairs_of(text: str) -> set[str]:
    """Every two neighbouring characters of a text."""
    return set(map(str.__add__, text, text[1:]))


def _needles(source: str) -> set[str]:
    """Literals of which each match holds one; empty when there is an alternative without any."""
    found: set[str] = set()
    for alternative in _alternatives(source):
        best = _best(alternative)
        if not best:
            return set()
        found |= best
    return found


def _alternatives(source: str) -> list[str]:
    parts, depth = [""], 0
    for token in _TOKEN.findall(source):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _best(alternative: str) -> set[str]:
    """The literals of the required piece whose shortest one is longest."""
    pieces: list[set[str]] = []
    run = ""
    for token, optional, repeated in _pieces(alternative):
        literal = token[-1] if len(token) == 1 or (token[0] == "\\" and not token[1].isalnum()) else ""
        if literal and literal not in "^$." and not optional:
            run += literal
            if not repeated:
                continue
        elif token.startswith("(") and not optional:
            pieces.append(_needles(token[1:-1].removeprefix("?:")))
        elif token in ("^", "$"):
            continue
        pieces.append({run})
        run = ""
    pieces.append({run})
    long_enough = [p for p in pieces if p and min(map(len, p)) >= SHORTEST]
    return max(long_enough, key=lambda p: (min(map(len, p)), -len(p)), default=set())


def _pieces(source: str) -> Iterator[tuple[str, bool, bool]]:
    """Each character, class or group with whether it may be absent and whether it may come again."""
    position = 0
    while position < len(source):
        end = _end_of(source, position)
        token = source[position:end]
        quantifier = _QUANTIFIER.match(source, end)
        mark = quantifier.group() if quantifier else ""
        yield token, mark in ("?", "*") or mark.startswith(("{0", "{,")), bool(mark)
        position = quantifier.end() if quantifier else end


def _end_of(source: str, position: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(source, position):
        depth += (token.group() == "(") - (token.group() == ")")
        if depth == 0:
            return token.end()
    raise ValueError(f"unbalanced brackets: {source}")
