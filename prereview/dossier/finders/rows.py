"""Text on one height of a page, character by character.

A `Line` ends at a column gap, but a widely spaced label (`住　　　　所`) may
then fall into two. Rows put everything on one height back together and give
each character its place, so that labels are sought by distance, not by how the
reader happened to split the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from prereview.documents.glyphs import is_wide
from prereview.documents.model import Box, Line, Word

SAME_ROW = 0.5
"""Two lines stand on one height when they overlap by this part of the lower one."""


class Place(NamedTuple):
    """One character of a row with its horizontal extent in points."""

    text: str
    x0: float
    x1: float
    word: Word
    line: Line


class Row(msgspec.Struct, frozen=True):
    """All characters on one height, left to right; `em` is the height of a character in points."""

    page: int | None
    top: float
    bottom: float
    em: float
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """The characters without any gap."""
        return "".join(p.text for p in self.places)

    @property
    def middle(self) -> float:
        """Vertical centre in points from the top."""
        return (self.top + self.bottom) / 2

    def gap_before(self, index: int) -> float:
        """Free space in points left of a character; infinite for the first."""
        if index == 0:
            return float("inf")
        return self.places[index].x0 - self.places[index - 1].x1


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Rows of all pages, top to bottom; lines without a box are left out."""
    boxed = [line for line in lines if line.box is not None]
    rows: list[Row] = []
    for page, on_page in groupby(boxed, key=lambda line: line.page):
        rows += [_row(page, group) for group in _by_height(on_page)]
    return rows


def _by_height(lines: Iterable[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda part: _box(part).middle):
        if groups and _same_height(_box(groups[-1][-1]), _box(line)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _same_height(a: Box, b: Box) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap > SAME_ROW * max(min(a.height, b.height), 0.1)


def _row(page: int | None, lines: Sequence[Line]) -> Row:
    lines = sorted(lines, key=lambda line: _box(line).x0)
    places = tuple(place for line in lines for place in places_of(line))
    return Row(
        page=page,
        top=min(_box(line).top for line in lines),
        bottom=max(_box(line).bottom for line in lines),
        em=max(line.size or _box(line).height for line in lines),
        places=places,
    )


def places_of(line: Line) -> list[Place]:
    """The characters of a line; within a word they are spread by their usual widths."""
    words = line.words or (Word(line.text, _box(line), line.confidence),)
    places: list[Place] = []
    for word in words:
        units = [2 if is_wide(c) else 1 for c in word.text]
        step = word.box.width / max(sum(units), 1)
        x = word.box.x0
        for character, unit in zip(word.text, units, strict=True):
            if not character.isspace():
                places.append(Place(character, x, x + unit * step, word, line))
            x += unit * step
    return places


def _box(line: Line) -> Box:
    assert line.box is not None
    return line.box
