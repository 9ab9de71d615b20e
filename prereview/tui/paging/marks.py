"""What is to be marked on a page, and whether a piece of the page is meant by a mark."""

from __future__ import annotations

import msgspec

from prereview.documents.model import Box, Page, Word

ENOUGH = 0.5
"""Part of the smaller of two boxes that must lie in the other to mean the same place."""


class Mark(msgspec.Struct, frozen=True):
    """A place to mark: a box in points on the page as displayed, or where it stands in a DOCX.

    `other` holds the sign of another finding that rests on the place; it is drawn
    less prominently.
    """

    box: Box | None = None
    where: str | None = None
    other: str = ""


def mark_of(marks: tuple[Mark, ...], page: Page, box: Box | None, where: str | None) -> int | None:
    """The number of the first mark that means a whole line or cell; None when none does."""
    displayed = page.displayed(box) if box is not None else None
    for number, mark in enumerate(marks):
        if mark.where is not None and mark.where == where:
            return number
        if mark.box is not None and displayed is not None and _same(mark.box, displayed):
            return number
    return None


def marked_part(marks: tuple[Mark, ...], page: Page, word: Word) -> tuple[float, float, int] | None:
    """The part of a word that lies in a mark, as shares of its width from the left, and the mark's number."""
    box = page.displayed(word.box)
    for number, mark in enumerate(marks):
        if mark.box is None or not _on_one_line(mark.box, box):
            continue
        left, right = max(mark.box.x0, box.x0), min(mark.box.x1, box.x1)
        if right - left > min(2.0, box.width / 2):
            width = box.width or 1.0
            return (left - box.x0) / width, (right - box.x0) / width, number
    return None


def _same(mark: Box, box: Box) -> bool:
    shared = _overlap(mark.x0, mark.x1, box.x0, box.x1) * _overlap(mark.top, mark.bottom, box.top, box.bottom)
    smaller = min(mark.width * mark.height, box.width * box.height)
    return smaller > 0 and shared >= ENOUGH * smaller


def _on_one_line(mark: Box, box: Box) -> bool:
    smaller = min(mark.height, box.height)
    return smaller > 0 and _overlap(mark.top, mark.bottom, box.top, box.bottom) >= ENOUGH * smaller


def _overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    return max(0.0, min(a1, b1) - max(a0, b0))
