"""One stream of blocks out of many pages: no page furniture, no tables cut in two.

Furniture is what belongs to the sheet, not to the document: running heads, page
numbers. It is taken away by place and by repetition, never by what it says
alone, because `研发活动编号：RD02` and `2024 年度 单位：万元` also repeat.

A table goes on when nothing else stands between it and a table with the same
column borders at the head of the next page. A repeated header row is dropped; a
row cut by the page break is joined; side-by-side blocks of one wide table, which
repeat the row labels, stay apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Block, Cell, Line, Page, Table
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.amounts import parse_amount
from prereview.dossier.values.dates import read_date

EDGE = 0.09
"""Head and foot of a page, as parts of its height, where running heads and page numbers stand."""

SAME_HEIGHT = 4.0
"""Points by which a running head may move from page to page."""

MOST = 0.6
"""A running head stands on at least this part of the pages."""

SAME_EDGE = 0.012
"""Column borders agree within this part of the table's width."""

_PAGE_NUMBER = re.compile(
    r"-?\d{1,4}-?|第\d{1,4}页|第\d{1,4}页,?\(?共\d{1,4}页\)?|共\d{1,4}页,?第\d{1,4}页|\d{1,4}/\d{1,4}"
    r"|[Pp](?:age|AGE)?\.?\d{1,4}(?:of\d{1,4})?"
)
_PAGE_COUNTER = re.compile(r"第\d{1,4}页|共\d{1,4}页|\d{1,4}/\d{1,4}$|(?<![A-Za-z0-9.年])-?\d{1,4}-?$")


def stitch(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Lines and tables of consecutive pages in reading order, as one document."""
    furniture = _furniture(pages)
    stream: list[Block] = []
    for page in pages:
        blocks = [b for b in page.blocks if id(b) not in furniture]
        if blocks and stream and _continues(stream[-1], blocks[0]):
            first, rest = blocks[0], blocks[1:]
            stream[-1] = _join(stream[-1], first)  # type: ignore[arg-type]
            stream += rest
        else:
            stream += blocks
    return tuple(stream)


# ---- furniture


def _furniture(pages: Sequence[Page]) -> set[int]:
    """Identities of the lines that belong to the sheets."""
    found: set[int] = set()
    repeated: dict[str, list[tuple[int, float, Line]]] = defaultdict(list)
    for index, page in enumerate(pages):
        for line in _edge_lines(page):
            text = squash(line.text)
            if line.box is None or _PAGE_NUMBER.fullmatch(text):
                found.add(id(line))
            else:
                repeated[_PAGE_COUNTER.sub("", text)].append((index, line.box.middle, line))
    for lines in repeated.values():
        found |= _running_heads(lines, len(pages))
    return found


def _edge_lines(page: Page) -> list[Line]:
    """Lines at the head or foot of a page; those of a DOCX header or footer."""
    lines = [b for b in page.blocks if isinstance(b, Line)]
    if page.number is None:
        return [line for line in lines if line.where in ("header", "footer")]
    return [
        line
        for line in lines
        if line.box and (line.box.bottom <= EDGE * page.height or line.box.top >= (1 - EDGE) * page.height)
    ]


def _running_heads(lines: Sequence[tuple[int, float, Line]], page_count: int) -> set[int]:
    """Lines of one wording that stand at one height on most pages, and on three at least."""
    found: set[int] = set()
    for _, height, _ in lines:
        level = [(page, line) for page, middle, line in lines if abs(middle - height) <= SAME_HEIGHT]
        if len({page for page, _ in level}) >= max(3, MOST * page_count):
            found |= {id(line) for _, line in level}
    return found


# ---- tables


def _continues(above: Block, below: Block) -> bool:
    return (
        isinstance(above, Table)
        and isinstance(below, Table)
        and above.page is not None
        and _shared_edges(above, below) is not None
        and not _repeats_row_labels(above, below)
    )


def _shared_edges(above: Table, below: Table) -> tuple[float, ...] | None:
    """The finer of two sets of column borders, 0 to 1, when it contains the other; else None."""
    a, b = _relative(above.edges), _relative(below.edges)
    if len(a) < 2 or len(b) < 2 or not _same_width(above, below):
        return None
    fine, coarse = (a, b) if len(a) >= len(b) else (b, a)
    return fine if all(_nearest(fine, edge) is not None for edge in coarse) else None


def _relative(edges: tuple[float, ...]) -> tuple[float, ...]:
    if len(edges) < 2 or edges[-1] <= edges[0]:
        return ()
    width = edges[-1] - edges[0]
    return tuple((edge - edges[0]) / width for edge in edges)


def _same_width(above: Table, below: Table) -> bool:
    widths = above.edges[-1] - above.edges[0], below.edges[-1] - below.edges[0]
    return min(widths) >= 0.97 * max(widths)


def _nearest(edges: Sequence[float], edge: float) -> int | None:
    index = min(range(len(edges)), key=lambda i: abs(edges[i] - edge))
    return index if abs(edges[index] - edge) <= SAME_EDGE else None


def _repeats_row_labels(above: Table, below: Table) -> bool:
    """Whether the lower table lists the same rows again: a block beside the first, not its continuation."""
    upper = {squash(c.text) for c in above.cells if c.column == 0 and c.text}
    lower = {squash(c.text) for c in below.cells if c.column == 0 and c.text and c.row > 0}
    return len(lower) >= 3 and sum(label in upper for label in lower) >= MOST * len(lower)


def _join(above: Table, below: Table) -> Table:
    edges = _shared_edges(above, below)
    assert edges is not None
    upper, lower = _on_edges(above, edges), _on_edges(below, edges)
    lower = _without_repeated_header(upper, lower)
    if lower and _cut_row(upper, lower, above.row_count):
        upper, lower = _with_joined_row(upper, lower, above.row_count)
        offset = above.row_count - 1
    else:
        upper, lower = _with_extended_labels(upper, lower, above.row_count)
        offset = above.row_count
    cells = (*upper, *(msgspec.structs.replace(c, row=c.row + offset) for c in lower))
    left, width = above.edges[0], above.edges[-1] - above.edges[0]
    return msgspec.structs.replace(
        above,
        row_count=max((c.row + c.row_span for c in cells), default=0),
        column_count=len(edges) - 1,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        edges=tuple(left + e * width for e in edges),
    )


def _on_edges(table: Table, edges: Sequence[float]) -> list[Cell]:
    """Cells with their columns counted on a finer set of borders."""
    own = _relative(table.edges)
    place = [_nearest(edges, edge) or 0 for edge in own]
    return [
        msgspec.structs.replace(
            c, column=place[c.column], column_span=place[c.column + c.column_span] - place[c.column]
        )
        for c in table.cells
    ]


def _row_texts(cells: Sequence[Cell], row: int) -> tuple[str, ...]:
    return tuple(squash(c.text) for c in cells if c.row == row)


def _without_repeated_header(upper: Sequence[Cell], lower: list[Cell]) -> list[Cell]:
    """Leading rows of the lower table that stand at the head of the upper one are left out."""
    dropped = 0
    while True:
        texts = _row_texts(lower, dropped)
        if not any(texts) or texts != _row_texts(upper, dropped):
            break
        dropped += 1
    return [msgspec.structs.replace(c, row=c.row - dropped) for c in lower if c.row >= dropped]


def _cut_row(upper: Sequence[Cell], lower: Sequence[Cell], rows: int) -> bool:
    """Whether the first lower row goes on with the last upper one: no label, nothing complete twice."""
    first = [c for c in lower if c.row == 0]
    above = {c.column: c for c in upper if c.row + c.row_span == rows}
    if not first or first[0].text or first[0].row_span > 1 or not any(c.text for c in first):
        return False
    pairs = [(above.get(c.column), c) for c in first if c.text]
    return all(
        a is not None and a.column_span == c.column_span and not (_complete(a.text) and _complete(c.text))
        for a, c in pairs
    ) and any(a is not None and a.text for a, _ in pairs)


def _complete(text: str) -> bool:
    """A figure or a date stands by itself; it is not the rest of another."""
    return parse_amount(text) is not None or read_date(text) is not None


def _with_joined_row(
    upper: Sequence[Cell], lower: Sequence[Cell], rows: int
) -> tuple[list[Cell], list[Cell]]:
    rest = {c.column: c for c in lower if c.row == 0 and c.text}
    joined = [
        _with_more(c, rest[c.column]) if c.row + c.row_span == rows and c.column in rest else c for c in upper
    ]
    return joined, [c for c in lower if c.row > 0]


def _with_more(cell: Cell, more: Cell) -> Cell:
    lines = (*(cell.lines or (cell.text,)), *(more.lines or (more.text,)))
    return msgspec.structs.replace(cell, text=join_lines([line for line in lines if line]), lines=lines)


def _with_extended_labels(upper: list[Cell], lower: list[Cell], rows: int) -> tuple[list[Cell], list[Cell]]:
    """A label merged over rows on both sides of the break becomes one cell again."""
    blank = {c.column: c for c in lower if c.row == 0 and not c.text}
    extended: list[Cell] = []
    taken: set[int] = set()
    for cell in upper:
        more = blank.get(cell.column)
        if more and cell.text and cell.row_span > 1 and cell.row + cell.row_span == rows:
            taken.add(cell.column)
            cell = msgspec.structs.replace(cell, row_span=cell.row_span + more.row_span)
        extended.append(cell)
    return extended, [c for c in lower if not (c.row == 0 and c.column in taken and not c.text)]
