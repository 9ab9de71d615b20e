"""What a document is, once read: pages of lines and tables, each with its place.

PDF and DOCX meet here. A PDF page is a `Page` with a number and boxes; a DOCX
file is one `Page` without a number, whose lines and cells say where they stand
in words (`paragraph 12`, `table 3, row 2, column 4`). Everything above this
floor reads `Page.blocks` and would not notice if PDFium were replaced.

Coordinates: PDF points, origin at the top left of the page *as displayed*
(rotation and crop box applied), x to the right, y downwards. A scan that lay
askew is set upright first; `Page.displayed` leads back.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Method = Literal["text", "ocr", "table", "derived"]
"""How a value was read: text layer, recognised image, table cell, computed."""

PageState = Literal["read", "blank", "image_only", "failed"]
"""`image_only`: a scan without text layer that was not recognised; `failed`: could not be opened."""

DocumentStatus = Literal["read", "partial", "unreadable"]
"""`partial`: some pages were not read; `unreadable`: none was."""

SealShape = Literal["round", "oval", "frame"]

MarkKind = Literal["insertion", "deletion", "comment", "highlight"]
"""What an unfinished DOCX still carries."""


class Box(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A rectangle `[x0, top, x1, bottom]` in points, origin top left as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Vertical centre in points from the top."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Horizontal centre in points from the left."""
        return (self.x0 + self.x1) / 2

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A run of characters without a gap, NFKC-normalised; Chinese text has long words."""

    text: str
    box: Box
    confidence: float = 1.0


class Snippet(msgspec.Struct, frozen=True):
    """A piece of text with its place: what a fact points to as its evidence."""

    text: str
    page: int | None = None
    box: Box | None = None
    where: str | None = None
    method: Method = "text"
    confidence: float = 1.0


class Line(msgspec.Struct, frozen=True, tag="line"):
    """One line of running text on a PDF page, or one paragraph of a DOCX.

    `text` has single blanks between words; `words` is empty for DOCX. `size` is
    the height of the characters in points (0 when unknown).
    """

    text: str
    page: int | None = None
    box: Box | None = None
    where: str | None = None
    words: tuple[Word, ...] = ()
    size: float = 0.0
    method: Method = "text"
    confidence: float = 1.0


class Cell(msgspec.Struct, frozen=True, tag="cell"):
    """A table cell; a merged cell stands once, at its first row and column.

    `text` joins the lines of the cell: nothing between Chinese characters, a
    blank between Latin words. `lines` keeps them apart.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    lines: tuple[str, ...] = ()
    page: int | None = None
    box: Box | None = None
    where: str | None = None
    method: Method = "table"
    confidence: float = 1.0


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A grid of cells in row-major order.

    `edges` are the x positions of the column borders in points, left to right
    (`column_count + 1` of them; empty for DOCX).
    """

    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    edges: tuple[float, ...] = ()
    page: int | None = None
    box: Box | None = None
    where: str | None = None


Block = Line | Table


class Seal(msgspec.Struct, frozen=True):
    """A seal: a red ring, oval or frame, over print or beside it.

    `text` is what stands along the ring or in the frame, as far as it could be read
    (empty when not), `text_confidence` that of its least sure character. `cut` tells
    that the page's edge cuts the seal, as one over the edges of several pages is.
    """

    box: Box
    shape: SealShape
    confidence: float
    text: str = ""
    text_confidence: float = 0.0
    cut: bool = False


class Signature(msgspec.Struct, frozen=True):
    """What looks like handwriting, and what it reads like (often wrong)."""

    box: Box
    confidence: float
    text: str = ""


class Code(msgspec.Struct, frozen=True):
    """A QR or bar code and its content."""

    box: Box
    kind: str
    text: str


class Page(msgspec.Struct, frozen=True):
    """One page: its lines and tables in reading order, and the seals, signatures and codes on it.

    A line that lies inside a table is in the table only. `number` counts from 1
    and is None for a DOCX, which has no pages until it is printed.
    """

    number: int | None
    width: float
    height: float
    blocks: tuple[Block, ...] = ()
    state: PageState = "read"
    problem: str | None = None
    image_share: float = 0.0
    """Part of the page's area that is covered by images, 0 to 1; of a DOCX 1 where it shows any, else 0."""
    seals: tuple[Seal, ...] = ()
    signatures: tuple[Signature, ...] = ()
    codes: tuple[Code, ...] = ()
    view: tuple[float, ...] | None = None
    """For a scan that lay askew: how `displayed` maps points of the page set upright."""
    look: str = ""
    """For a scan: how it looks (`scan.look`), so that the same picture is known again; empty otherwise."""
    breaks: tuple[int, ...] = ()
    """For a DOCX: the blocks, counted from 0, before which its writer began a new page."""
    black_and_white: bool = False
    """For a scan: whether it was made without shades, so that a seal may be overlooked."""

    @property
    def character_count(self) -> int:
        """Characters without blanks in lines and cells."""
        texts = (
            text
            for block in self.blocks
            for text in ([block.text] if isinstance(block, Line) else [c.text for c in block.cells])
        )
        return sum(len(text) - text.count(" ") for text in texts)

    def displayed(self, box: Box) -> Box:
        """A box of this page's blocks on the page as displayed.

        The blocks of a scan stand on the page set upright, so that lines are level
        and columns plumb whatever the scanner did; only what is shown to a person
        needs to go back. The nine numbers of `view` are a projective map by rows.
        """
        if self.view is None:
            return box
        a, b, c, d, e, f, g, h, i = self.view
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        mapped = [
            ((a * x + b * y + c) / (g * x + h * y + i), (d * x + e * y + f) / (g * x + h * y + i))
            for x, y in corners
        ]
        xs, ys = [p[0] for p in mapped], [p[1] for p in mapped]
        return Box(min(xs), min(ys), max(xs), max(ys))


class Mark(msgspec.Struct, frozen=True):
    """A trace of editing left in a DOCX: tracked change, comment, highlighted text."""

    kind: MarkKind
    text: str
    where: str


class Bookmark(msgspec.Struct, frozen=True):
    """An outline entry of a PDF: its title and the page it points to (from 1)."""

    title: str
    page: int


class DigitalSignature(msgspec.Struct, frozen=True):
    """A signature in the file itself; whether it is valid is not judged.

    `signed_at` is the time it states (`D:20240501…` without what surrounds it), empty when none.
    """

    signed_at: str = ""
    reason: str = ""


class Document(msgspec.Struct, frozen=True):
    """One file of a package, read as far as it can be.

    `path` is relative to the package, with `/` between folders. `problem` is a
    Chinese sentence for a person when the status is not `read`.
    """

    path: str
    format: str
    sha256: str
    status: DocumentStatus
    pages: tuple[Page, ...] = ()
    problem: str | None = None
    marks: tuple[Mark, ...] = ()
    outline: tuple[Bookmark, ...] = ()
    byte_count: int = 0
    digital_signatures: tuple[DigitalSignature, ...] = ()


def snippet(part: Line | Cell) -> Snippet:
    """The whole line or cell as a piece of evidence."""
    return Snippet(part.text, part.page, part.box, part.where, part.method, part.confidence)
