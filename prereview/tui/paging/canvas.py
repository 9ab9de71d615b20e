"""A grid of terminal cells to draw a page on, and the finished drawing.

Everything is in cells, row 0 at the top, column 0 at the left. Characters that are
two cells wide take a cell and leave the next one empty.
"""

from __future__ import annotations

from itertools import groupby
from typing import Literal

import msgspec
from rich.cells import get_character_cell_size

Ink = Literal["", "rule", "note", "mark", "other"]
"""What a cell is: text, ruled line, remark that is not on the page, marked value, another finding's value."""

BLANK = " "
_TAKEN = ""
"""Stands in the cell behind a character that is two cells wide."""


class Spot(msgspec.Struct, frozen=True):
    """A marked stretch of one row, from column `first` up to `last`; `mark` is the number of its mark."""

    row: int
    first: int
    last: int
    mark: int


class Drawing(msgspec.Struct, frozen=True):
    """A page in cells: per row its runs of text with one ink each, from column 0 on, and what is marked."""

    rows: tuple[tuple[tuple[str, Ink], ...], ...]
    width: int
    spots: tuple[Spot, ...] = ()
    margin: tuple[tuple[int, str], ...] = ()
    """Rows that other findings rest on, with the marks of these."""

    def text(self) -> str:
        """The drawing as plain text."""
        return "\n".join("".join(run for run, _ in row).rstrip() for row in self.rows)


class Canvas:
    """Grows as it is written on."""

    def __init__(self) -> None:
        self._characters: list[list[str]] = []
        self._inks: list[list[Ink]] = []
        self.spots: list[Spot] = []

    @property
    def height(self) -> int:
        """Rows used so far."""
        return len(self._characters)

    @property
    def width(self) -> int:
        """Columns used so far."""
        return max(map(len, self._characters), default=0)

    def put(self, row: int, column: int, text: str, ink: Ink = "") -> int:
        """Write a text; gives the column behind it."""
        for character in text:
            size = get_character_cell_size(character)
            if size == 0:
                continue
            self._room(row, column + size)
            self._characters[row][column] = character
            self._inks[row][column] = ink
            if size == 2:
                self._characters[row][column + 1] = _TAKEN
                self._inks[row][column + 1] = ink
            column += size
        return column

    def is_free(self, row: int, column: int) -> bool:
        """Whether nothing, or only a ruled line, stands in a cell."""
        if row >= self.height or column >= len(self._characters[row]):
            return True
        return self._characters[row][column] == BLANK or self._inks[row][column] == "rule"

    def is_ruled(self, row: int, column: int) -> bool:
        """Whether a ruled line goes through a cell."""
        return row < self.height and column < len(self._inks[row]) and self._inks[row][column] == "rule"

    def mark(self, row: int, first: int, last: int, mark: int, ink: Ink = "mark") -> None:
        """Note that a stretch of a row is marked; half blocks beside the value tell so without colour."""
        self.spots.append(Spot(row, first, last, mark))
        if ink == "mark":
            if first > 0 and self.is_free(row, first - 1):
                self.put(row, first - 1, "▐", "mark")
            if self.is_free(row, last):
                self.put(row, last, "▌", "mark")

    def finished(self) -> Drawing:
        """The drawing so far."""
        rows = tuple(_runs(*row) for row in zip(self._characters, self._inks, strict=True))
        return Drawing(rows, self.width, tuple(self.spots))

    def _room(self, row: int, columns: int) -> None:
        while self.height <= row:
            self._characters.append([])
            self._inks.append([])
        missing = columns - len(self._characters[row])
        if missing > 0:
            self._characters[row] += [BLANK] * missing
            self._inks[row] += [""] * missing


def _runs(characters: list[str], inks: list[Ink]) -> tuple[tuple[str, Ink], ...]:
    runs = []
    at = 0
    for ink, members in groupby(inks):
        count = len(list(members))
        runs.append(("".join(characters[at : at + count]), ink))
        at += count
    return tuple(runs)
