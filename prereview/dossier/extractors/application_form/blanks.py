"""Cells of the form that were left empty although the form wants 0 or 无 in every cell.

Only cells that stand beside their label and are drawn empty count. A scan proves
nothing: a single digit is easily missed. Where a whole table is empty, the table
is named once. An unused block without a number (`RD…`) is none of the firm's.
"""

from __future__ import annotations

from typing import NamedTuple

from prereview.documents.model import Cell, Line, Snippet
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.facts import FactCollector

_BOXES = frozenset("□☐○ 是否国家行业主持参与")


class _Cell(NamedTuple):
    subject: str
    title: str
    cell: Cell


class Blanks:
    """Gathers the cells met in each table of the form, and which of them are empty."""

    def __init__(self) -> None:
        self._empty: list[_Cell] = []
        self._filled: set[str] = set()
        self._seen: set[tuple[int | None, str | None, int, int, str]] = set()

    def note(self, part: Part, subject: str, title: str, cell: Cell) -> None:
        """Note a value cell of the table or record `subject`."""
        if cell.text:
            if not set(cell.text) <= _BOXES:
                self._filled.add(subject)
        elif not part.recognised:
            place = (cell.page, cell.where, cell.row, cell.column, subject + title)
            if place not in self._seen:
                self._seen.add(place)
                self._empty.append(_Cell(subject, title, cell))

    def note_alone(self, title: str, place: Line | Cell) -> None:
        """Note a blank that belongs to no table of the form."""
        self._filled.add(title)
        cell = Cell(0, 0, 1, 1, "", (), place.page, place.box, place.where, place.method, place.confidence)
        self._empty.append(_Cell(title, "", cell))

    def write(self, facts: FactCollector) -> None:
        """Record them as `form_blanks`."""
        whole: set[str] = set()
        count = 0
        for subject, title, cell in self._empty:
            if subject not in self._filled:
                if subject in whole:
                    continue
                whole.add(subject)
                label = subject
            else:
                label = f"{subject} {title}".strip()
            count += 1
            place = Snippet(label, cell.page, cell.box, cell.where, cell.method, cell.confidence)
            facts.add(f"form_blanks[{count}].label", label, place)
