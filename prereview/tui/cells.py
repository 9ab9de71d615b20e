"""Text measured in terminal cells, not characters: a Chinese character is two cells wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size

_ATOM = re.compile(r"[0-9A-Za-z.,:%/+\-_()（）~～¥]*[0-9A-Za-z%)）]|\s+|.", re.DOTALL)
"""What is not broken between two rows: a number, a Latin word, a single other character."""

ELLIPSIS = "…"

WIDE_BLANK = "\u3000"

NEVER_FIRST = frozenset("，。、；：？！）》」』】”’％,.;:?!)%…")
"""What does not begin a row: the character before it goes down with it."""


def width(text: str) -> int:
    """Cells a text takes on one line."""
    return cell_len(text)


def plain(text: str) -> str:
    """A text of a document without what would move the cursor or turn the writing around."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c == WIDE_BLANK else " " if unicodedata.category(c) in ("Cc", "Zs") else ""
        for c in text
    )


def cut(text: str, cells: int) -> str:
    """The text in at most `cells` cells; what is left out shows as an ellipsis."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    taken, used = [], 1
    for character in text:
        used += get_character_cell_size(character)
        if used > cells:
            break
        taken.append(character)
    return "".join(taken) + ELLIPSIS


def pad(text: str, cells: int, align: str = "left") -> str:
    """The text cut or filled with blanks to exactly `cells` cells; `align` is left, right or centre."""
    text = cut(text, cells)
    missing = cells - width(text)
    if align == "right":
        return " " * missing + text
    if align == "centre":
        return " " * (missing // 2) + text + " " * (missing - missing // 2)
    return text + " " * missing


def atoms(text: str) -> list[str]:
    """The pieces of a text that stay together when it is broken into rows."""
    return _ATOM.findall(text)


def longest_atom(text: str) -> int:
    """Cells of the widest piece that should not be broken."""
    return max((width(atom) for atom in atoms(text)), default=0)


def wrap(text: str, cells: int) -> list[str]:
    """The text as rows of at most `cells` cells; numbers and Latin words stay whole where they fit."""
    rows: list[str] = []
    row: list[str] = []
    used = 0
    for atom in _fitting(text, cells):
        size = width(atom)
        if used + size > cells and row:
            carried = [row.pop()] if atom in NEVER_FIRST and len(row) > 1 else []
            rows.append("".join(row).rstrip())
            row, used = carried, sum(map(width, carried))
            if atom.isspace():
                continue
        row.append(atom)
        used += size
    if "".join(row).rstrip() or not rows:
        rows.append("".join(row).rstrip())
    return rows


def wrap_after(text: str, cells: int, used: int) -> list[str]:
    """As `wrap`, where `used` cells of the first row are taken already."""
    rows = wrap("\u2007" * used + text, cells)
    return [rows[0].lstrip("\u2007"), *rows[1:]]


def _fitting(text: str, cells: int) -> Iterator[str]:
    for atom in atoms(text):
        if width(atom) <= max(cells, 2):
            yield atom
        else:
            yield from atom


def slice_cells(text: str, first: int, last: int) -> tuple[int, int]:
    """Character positions of the cells from `first` up to `last`, for marking a part of a text."""
    start = end = at = 0
    for index, character in enumerate(text):
        if at < first:
            start = index + 1
        if at < last:
            end = index + 1
        at += get_character_cell_size(character)
    return min(start, len(text)), max(end, min(start, len(text)))
