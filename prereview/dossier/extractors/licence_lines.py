"""The lines of licences and certificates, and the values that stand on them without a label.

These papers have one page, few labels, and many values that only their shape
tells: codes, days, registered numbers. They are read from the lines whatever the
reader took for a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

import msgspec

from prereview.documents.model import Block, Line, Method, Snippet, Table, snippet
from prereview.dossier.finders.labels import Labels, cut_labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.mending import known_labels, label_starts, mend
from prereview.dossier.values.dates import Day
from prereview.dossier.values.repair import REPAIRED, read_day

Read = TypeVar("Read")

_OF_A_DAY = frozenset("年月日-./〇零一二三四五六七八九十 ")

STRAY = 2
"""A line that is a date holds at most so many other characters: scraps of a seal over it."""


def all_lines(blocks: Iterable[Block]) -> list[Line]:
    """Lines as they are, and those inside cells with the box of their cell."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        elif isinstance(block, Table):
            for cell in block.cells:
                method: Method = "ocr" if cell.method == "ocr" else "text"
                lines += [
                    Line(text, cell.page, cell.box, cell.where, (), 0.0, method, cell.confidence)
                    for text in (cell.lines or (cell.text,))
                    if text
                ]
    return lines


def cut(lines: Sequence[Line], labels: Labels) -> dict[str, Snippet]:
    """Values by label: from lines with places by distance, from those without by order."""
    found = cut_labels(mend([line for line in lines if line.words or line.box is None], labels), labels)
    for line in lines:
        if line.box is not None and not line.words:
            for name, value in cut_labels(_pieces(line, labels), labels).items():
                found.setdefault(name, msgspec.structs.replace(value, box=line.box))
    return found


def _pieces(line: Line, labels: Labels) -> list[Line]:
    """A line without places, parted before each label that ran into the value before it."""
    text = squash(line.text)
    starts = [0, *label_starts(text, known_labels(labels)), len(text)]
    parts = (text[a:b] for a, b in pairwise(starts))
    return [msgspec.structs.replace(line, text=part, box=None) for part in parts]


def recognised(place: Snippet | Line) -> bool:
    """Whether a text comes from an image, so that a misread character may be put right."""
    return place.method == "ocr"


def repaired(place: Snippet, was: bool) -> Snippet:
    """The place of a value that was put right: never surer than a repair can be."""
    return msgspec.structs.replace(place, confidence=min(place.confidence, REPAIRED)) if was else place


def day_of(place: Snippet | None) -> tuple[Day, Snippet] | None:
    """The day a value names, with its place."""
    if place is None:
        return None
    found = read_day(flat(place), recognised=recognised(place))
    return (found[0], repaired(place, found[1])) if found else None


def last_lone_day(lines: Sequence[Line]) -> tuple[Day, Snippet] | None:
    """The day that stands by itself lowest on the page: the date of issue."""
    lowest_first = sorted(
        lines, key=lambda line: (line.page or 0, line.box.middle if line.box else 0.0), reverse=True
    )
    for line in lowest_first:
        found = read_day(line.text, recognised=recognised(line))
        others = sum(not (c.isdigit() or c in _OF_A_DAY) for c in line.text)
        if found and others <= STRAY:
            return found[0], repaired(snippet(line), found[1])
    return None


def first_read(
    lines: Iterable[Line], read: Callable[[str, bool], tuple[Read, bool] | None]
) -> tuple[Read, Snippet] | None:
    """The first line a reader makes sense of, and what it read there."""
    for line in lines:
        found = read(line.text, recognised(line))
        if found:
            return found[0], repaired(snippet(line), found[1])
    return None
