"""What a paper is made of, whatever file it becomes.

A paper is a list of blocks. `pdf.render` and `word.render` lay them out; a seal or a
handwritten name belongs to a signature block and is drawn in PDF only.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """A heading: level 0 is the paper's title, 1 a chapter, 2 a section."""

    text: str
    level: int = 0


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph."""

    text: str
    align: str = "left"
    """`left`, `center` or `right`."""
    indent: bool = True
    size: float = 0.0
    """Points; 0 takes the paper's size."""
    mark: str = ""
    """`highlight` for a coloured remark, `comment` for a margin note (DOCX only)."""
    note: str = ""
    """The margin note."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A table cell with its spans."""

    text: str
    cols: int = 1
    rows: int = 1
    align: str = ""
    """`left`, `center` or `right`; empty: numbers right, the rest centred."""
    bold: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table. Rows hold cells or plain texts; a cell that spans takes the place of those it covers."""

    rows: tuple[tuple[Cell | str, ...], ...]
    widths: tuple[float, ...]
    """Relative widths of the grid columns."""
    header: int = 1
    """Rows repeated on each page."""
    size: float = 9.0
    align: str = ""
    """Of cells that name none."""
    ruled: bool = True
    keep: bool = False
    """Kept on one page."""


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Lines at the end of a paper, with a seal over them and handwritten names."""

    lines: tuple[str, ...]
    seal: str = ""
    """Name on the seal."""
    hand: tuple[str, ...] = ()
    """Names written by hand, in order after the lines that end with a colon."""
    align: str = "right"


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """The signature blocks of two parties, side by side."""

    left: Signature
    right: Signature


class Space(msgspec.Struct, frozen=True, kw_only=True):
    """Empty space, in points."""

    height: float = 12.0


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """A new page; `turn` changes its orientation from here on."""

    turn: str = ""
    """`landscape` or `portrait`."""


Block = Title | Text | Table | Signature | Parties | Space | Break


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper and its looks."""

    blocks: tuple[Block, ...]
    font: str = "song"
    table_font: str = ""
    heading_font: str = ""
    """Empty: as the text."""
    size: float = 10.5
    landscape: bool = False
    header: str = ""
    """Running header."""
    numbered: bool = True
    """Page numbers at the foot."""
    title: str = ""
    """Document property."""


Row = Sequence[Cell | str]
"""Cells of a row, from left to right."""


def table(rows: Sequence[Row], widths: Sequence[float], **options: object) -> Table:
    """A table out of lists."""
    return Table(rows=tuple(tuple(row) for row in rows), widths=tuple(widths), **options)  # type: ignore[arg-type]


def label(text: str, cols: int = 1, rows: int = 1) -> Cell:
    """A cell that names what stands beside it."""
    return Cell(text=text, cols=cols, rows=rows, align="center")


def value(text: str, cols: int = 1, rows: int = 1, align: str = "center") -> Cell:
    """A cell that holds a value."""
    return Cell(text=text, cols=cols, rows=rows, align=align)


def words(text: str, cols: int = 1, rows: int = 1) -> Cell:
    """A cell that holds running text."""
    return Cell(text=text, cols=cols, rows=rows, align="left")
