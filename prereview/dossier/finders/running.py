"""Running text over line breaks: sentences are sought as if the page were one line.

White space goes, brackets and dashes are of one kind (`squash`), and every find
knows the lines it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from prereview.documents.model import Line, Snippet
from prereview.dossier.finders.matching import squash

CLAUSE_END = re.compile(r"[。;:!?]|,(?!\d{3})")
"""Where a clause ends; the comma inside a figure is none."""


class Find(NamedTuple):
    """A match in the running text and where it stands."""

    match: re.Match[str]
    place: Snippet


class RunningText:
    """Lines as one text without white space; `breaks` sets a mark between them."""

    def __init__(self, lines: Iterable[Line], *, breaks: str = "") -> None:
        self._lines: list[Line] = []
        self._starts: list[int] = []
        text = ""
        for line in lines:
            squashed = squash(line.text)
            if squashed:
                self._lines.append(line)
                self._starts.append(len(text))
                text += squashed + breaks
        self.text = text

    def finds(self, pattern: str | re.Pattern[str]) -> Iterator[Find]:
        """Every match, in order."""
        for match in re.finditer(pattern, self.text):
            yield Find(match, self.place(match.start(), match.end()))

    def find(self, pattern: str | re.Pattern[str]) -> Find | None:
        """The first match."""
        return next(self.finds(pattern), None)

    def clause_before(self, position: int) -> str:
        """The text between the last end of a clause and a position."""
        ends = [m.end() for m in CLAUSE_END.finditer(self.text, 0, position)]
        return self.text[ends[-1] if ends else 0 : position]

    def place(self, start: int, end: int) -> Snippet:
        """The lines that characters `start` to `end` stand on, as one piece of evidence with their text."""
        inside = [
            line
            for line, first, after in zip(
                self._lines, self._starts, [*self._starts[1:], len(self.text)], strict=True
            )
            if first < end and after > start
        ]
        on_page = [line for line in inside if line.page == inside[0].page]
        box = on_page[0].box
        for line in on_page[1:]:
            box = box.union(line.box) if box and line.box else box
        return Snippet(
            text=self.text[start:end],
            page=on_page[0].page,
            box=box,
            where=on_page[0].where,
            method=on_page[0].method,
            confidence=min(line.confidence for line in inside),
        )
