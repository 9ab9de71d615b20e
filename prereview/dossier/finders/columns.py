"""Tables without rules: figures that line up under each other make columns.

Statements are often printed without any line, or with lines below the head and
the totals only; the reader then gives running text. Here rows with figures are
put back into a `Table`, so that one way of reading (`Grid`, labels, heads) serves
all prints. Figures make the columns, by overlap, so that columns may be flush or
centred; what stands between two of them is a column of text. A table begins
where a head stands over figures anew; prose in between ends it.

A page that lies so slanted that a label might go with the figures of the next
row gives no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

import msgspec

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Box, Cell, Line, Table, Word
from prereview.dossier.finders.rows import Row, rows_of
from prereview.dossier.values.characters import tight

WORDS_APART = 1.5
"""A wider gap between words, in character heights, sets two texts of a row apart."""

PROSE = 26.0
"""A text wider than this many character heights is prose, not a cell."""

HEAD_ROWS = 4
"""At most so many rows above the first figures belong to the table's head."""

FEWEST_ROWS = 3
"""Fewer rows with figures are not a table."""

MOST_SLANT = 0.28
"""Labels and figures of a row may stand apart in height by this part of the distance between rows."""

_FIGURE = re.compile(r"[(+-]?[¥]?\d[\d,.]*%?\)?|-+|\*+")


class LaidOut(msgspec.Struct, frozen=True):
    """A table made of lines, with the lines it was made of and those above it that lead to it."""

    heading: tuple[Line, ...]
    table: Table


class _Part(NamedTuple):
    """One text or figure of a row."""

    text: str
    box: Box
    figure: bool
    confidence: float
    line: Line


def lay_out(lines: Iterable[Line]) -> list[LaidOut]:
    """The tables that lines of text make up, page by page; lines without a box make none."""
    found: list[LaidOut] = []
    for _, rows in groupby(rows_of(lines), key=lambda row: row.page):
        on_page = [parts for row in rows if (parts := _parts_of(row))]
        found += [made for chunk in _chunks(on_page) if (made := _table_of(chunk))]
    return found


# ---- rows into parts


def _parts_of(row: Row) -> list[_Part]:
    """The texts and figures of a row, left to right."""
    parts: list[_Part] = []
    words = dict.fromkeys((p.word, p.line) for p in row.places)
    for word, line in words:
        figure = _FIGURE.fullmatch(tight(word.text)) is not None
        before = parts[-1] if parts else None
        if before and not figure and not before.figure and _beside(before, word, row.em):
            text = join_lines([before.text, word.text])
            confidence = min(before.confidence, word.confidence)
            parts[-1] = _Part(text, before.box.union(word.box), False, confidence, before.line)
        else:
            parts.append(_Part(word.text, word.box, figure, min(word.confidence, line.confidence), line))
    return parts


def _beside(before: _Part, word: Word, em: float) -> bool:
    return word.box.x0 - before.box.x1 <= WORDS_APART * em


# ---- parts into tables

_Rows = list[list[_Part]]


def _chunks(rows: Sequence[list[_Part]]) -> list[tuple[_Rows, _Rows]]:
    """Rows of each table: those that lead to it, and those from its first figures to its last."""
    chunks: list[tuple[_Rows, _Rows]] = []
    lead: _Rows = []
    body: _Rows = []
    for parts in rows:
        if _has_figures(parts):
            body.append(parts)
        elif body and (_is_prose(parts) or _is_head(parts, body)):
            body, tail = _without_tail(body)
            chunks.append((lead, body))
            lead, body = [*tail, parts], []
        elif body:
            body.append(parts)
        else:
            lead.append(parts)
    if body:
        chunks.append((lead, _without_tail(body)[0]))
    return chunks


def _has_figures(parts: Sequence[_Part]) -> bool:
    return any(p.figure for p in parts) and len(parts) > 1


def _is_prose(parts: Sequence[_Part]) -> bool:
    return any(p.box.width > PROSE * p.box.height for p in parts if not p.figure)


def _is_head(parts: Sequence[_Part], body: _Rows) -> bool:
    """A row of texts that stands over the body's figures: the head of another table."""
    figures = [p.box for row in body for p in row if p.figure]
    return len([row for row in body if _has_figures(row)]) >= FEWEST_ROWS and any(
        _overlap(p.box, box) > 0 for p in parts for box in figures if len(parts) > 1
    )


def _without_tail(body: _Rows) -> tuple[_Rows, _Rows]:
    """The rows up to the last one with figures, and those below it."""
    last = max(i for i, parts in enumerate(body) if _has_figures(parts))
    return body[: last + 1], body[last + 1 :]


def _overlap(a: Box, b: Box) -> float:
    return min(a.x1, b.x1) - max(a.x0, b.x0)


def _table_of(chunk: tuple[_Rows, _Rows]) -> LaidOut | None:
    lead, body = chunk
    data = [parts for parts in body if _has_figures(parts)]
    columns = _columns(data)
    if len(data) < FEWEST_ROWS or len(columns) < 2 or _slanted(data):
        return None
    head = lead[-HEAD_ROWS:]
    cells: list[Cell] = []
    for index, parts in enumerate([*head, *body]):
        cells += _cells(index, parts, columns)
    heading = tuple(dict.fromkeys(p.line for parts in lead for p in parts))
    return LaidOut(heading, _as_table(cells, columns))


def _slanted(data: _Rows) -> bool:
    """Whether the outer parts of rows stand apart by so much that rows might be mixed up."""
    drops = [abs(parts[-1].box.middle - parts[0].box.middle) for parts in data]
    heights = [parts[0].box.middle for parts in data]
    apart = [below - above for above, below in pairwise(heights) if below > above]
    return bool(apart) and median(drops) > MOST_SLANT * median(apart)


class _Column(NamedTuple):
    x0: float
    x1: float
    figures: bool


def _columns(data: _Rows) -> list[_Column]:
    """Columns of figures and, between them, columns of text."""
    figures = _bands([p.box for parts in data for p in parts if p.figure])
    figures = [(x0, x1) for x0, x1, count in figures if count > 1]  # type: ignore[misc]
    columns = [_Column(band[0], band[1], True) for band in figures]
    texts = [p.box for parts in data for p in parts if not p.figure]
    borders = [float("-inf"), *(c.x1 for c in columns)]
    for left, right in zip(borders, [*(c.x0 for c in columns), float("inf")], strict=True):
        between = [b for b in texts if left <= b.x0 < right]
        columns += [_Column(x0, min(x1, right), False) for x0, x1, _ in _bands(between)]
    return sorted(columns)


def _bands(boxes: Sequence[Box]) -> list[tuple[float, float, int]]:
    """Stretches of the page's width that boxes cover without a gap, with how many lie in each."""
    bands: list[tuple[float, float, int]] = []
    for box in sorted(boxes, key=lambda b: b.x0):
        if bands and box.x0 <= bands[-1][1]:
            x0, x1, count = bands[-1]
            bands[-1] = (x0, max(x1, box.x1), count + 1)
        else:
            bands.append((box.x0, box.x1, 1))
    return bands


def _cells(row: int, parts: Sequence[_Part], columns: Sequence[_Column]) -> list[Cell]:
    """The cells of one row; parts that fall into one column are one cell."""
    inside: dict[int, list[_Part]] = {}
    for part in parts:
        inside.setdefault(_column_of(part, columns), []).append(part)
    return [_cell(row, column, inside[column]) for column in sorted(inside)]


def _column_of(part: _Part, columns: Sequence[_Column]) -> int:
    """The column a part covers most of, else the nearest one."""

    def share(index: int) -> float:
        column = columns[index]
        common = min(part.box.x1, column.x1) - max(part.box.x0, column.x0)
        fits = part.figure == column.figures
        return common / max(min(part.box.width, column.x1 - column.x0), 0.1) + (0.5 if fits else 0.0)

    touching = [i for i, c in enumerate(columns) if part.box.x0 < c.x1 and part.box.x1 > c.x0]
    if touching:
        return max(touching, key=share)
    return min(
        range(len(columns)),
        key=lambda i: max(columns[i].x0 - part.box.x1, part.box.x0 - columns[i].x1),
    )


def _cell(row: int, column: int, parts: Sequence[_Part]) -> Cell:
    box = parts[0].box
    for part in parts:
        box = box.union(part.box)
    texts = tuple(p.text for p in parts)
    first = parts[0].line
    return Cell(
        row=row,
        column=column,
        row_span=1,
        column_span=1,
        text=join_lines(list(texts)),
        lines=texts,
        page=first.page,
        box=box,
        method=first.method,
        confidence=min(p.confidence for p in parts),
    )


def _as_table(cells: Sequence[Cell], columns: Sequence[_Column]) -> Table:
    box = cells[0].box
    assert box is not None
    for cell in cells:
        assert cell.box is not None
        box = box.union(cell.box)
    middles = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    return Table(
        row_count=max(c.row for c in cells) + 1,
        column_count=len(columns),
        cells=tuple(cells),
        edges=(box.x0, *middles, box.x1),
        page=cells[0].page,
        box=box,
    )
