"""Lists without rules: a row of known labels stands over columns of words.

Poor scans lose the lines of a table, and some lists are printed without any.
Where a row of labels is recognised, the words below are put into its columns and
a `Table` is made of them, so that lists are read in one way (`listing`).

Rows are told apart by the running number in the first column, else by the key
column; a word belongs to the nearest of them. A word as wide as several columns
is prose and ends the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Box, Cell, Line, Table, Word
from prereview.dossier.finders.rows import Row, rows_of
from prereview.dossier.values.amounts import parse_count

FEWEST_LABELS = 3
"""Fewer known labels in a row do not make a head."""

_STACKED = 1.3
"""Two lines of one label stand within this many character heights of the head's middle."""

_TALL = 4.0
"""Lines of one record stand within this many character heights of its running number."""

_CLOSE = 1.5
"""Words of one cell stand within this many character heights of each other."""

_SHARING = 6.0
"""What it costs, in character heights, to put words that stand apart into one column."""

_APART = 0.7
"""A name further than this part of the rows' distance from every running number is a row of its own."""

NameOf = Callable[[str], str | None]


class _Part(NamedTuple):
    """A word with the line it comes from."""

    word: Word
    line: Line

    @property
    def box(self) -> Box:
        return self.word.box


class _Column(NamedTuple):
    """A label and the words of it, which say where its column is."""

    text: str
    box: Box
    parts: list[_Part]


class Unruled(NamedTuple):
    """A table made of lines, and the lines above it, up to the table before."""

    heading: list[Line]
    table: Table


def lists_without_rules(lines: Iterable[Line], name_of: NameOf, key: str) -> list[Unruled]:
    """A table for each row of labels that has the key and two more known labels at least, page by page."""
    found: list[Unruled] = []
    for _, on_page in groupby(rows_of(lines), key=lambda row: row.page):
        rows = list(on_page)
        index = above = 0
        while index < len(rows):
            head, after = _head(rows, index, name_of, key)
            if head:
                table, after = _table(rows, after, head, [name_of(c.text) == key for c in head])
                if table:
                    heading = dict.fromkeys(p.line for row in rows[above:index] for p in row.places)
                    found.append(Unruled([line for line in heading if line not in _lines_of(head)], table))
                    above = after
            index = max(after, index + 1)
    return found


def _lines_of(head: Sequence[_Column]) -> list[Line]:
    return [part.line for column in head for part in column.parts]


def _parts(row: Row) -> list[_Part]:
    return [_Part(word, line) for word, line in dict.fromkeys((p.word, p.line) for p in row.places)]


def _em(row: Row) -> float:
    """Height of a character: that of most words, since recognition may frame one of them too high."""
    return median(part.box.height for part in _parts(row))


# ---- the head


def _head(rows: Sequence[Row], index: int, name_of: NameOf, key: str) -> tuple[list[_Column], int]:
    """The labels around one row, those of two lines put together; empty when the row is no head."""
    base = rows[index]
    names = [name_of(part.word.text) for part in _parts(base)]
    if sum(name is not None for name in names) < FEWEST_LABELS - 1:
        return [], index + 1
    near = [r for r in rows if abs(r.middle - base.middle) <= _STACKED * _em(base)]
    columns = _columns([part for row in near for part in _parts(row)])
    found = [name_of(column.text) for column in columns]
    if key not in found or sum(name is not None for name in found) < FEWEST_LABELS:
        return [], index + 1
    return columns, rows.index(near[-1]) + 1


def _columns(parts: Sequence[_Part]) -> list[_Column]:
    """Words that stand over each other are one label."""
    stacks: list[list[_Part]] = []
    for part in sorted(parts, key=lambda p: p.box.x0):
        if stacks and part.box.x0 < max(p.box.x1 for p in stacks[-1]) - 1:
            stacks[-1].append(part)
        else:
            stacks.append([part])
    columns: list[_Column] = []
    for stack in stacks:
        stack.sort(key=lambda p: p.box.middle)
        columns.append(_Column("".join(p.word.text for p in stack), _around(stack), stack))
    return columns


def _around(parts: Sequence[_Part]) -> Box:
    box = parts[0].box
    for part in parts[1:]:
        box = box.union(part.box)
    return box


# ---- the body


def _table(
    rows: Sequence[Row], first: int, head: Sequence[_Column], keys: Sequence[bool]
) -> tuple[Table | None, int]:
    body: list[tuple[int, _Part]] = []
    end = first
    for row in rows[first:]:
        parts = _parts(row)
        far = body and row.middle - body[-1][1].box.middle > _TALL * _em(row)
        if far or any(_is_prose(part.box, head, alone=len(parts) == 1) for part in parts):
            break
        body += zip(_columns_of(parts, head, _em(row)), parts, strict=True)
        end += 1
    anchors = _anchors(body, keys)
    if not anchors:
        return None, first
    cells = [_cell(0, column, label.parts) for column, label in enumerate(head)]
    inside: dict[tuple[int, int], list[_Part]] = {}
    for column, part in body:
        nearest = min(range(len(anchors)), key=lambda i: abs(anchors[i] - part.box.middle))
        if abs(anchors[nearest] - part.box.middle) <= _TALL * part.box.height:
            inside.setdefault((nearest + 1, column), []).append(part)
    cells += [_cell(row, column, parts) for (row, column), parts in sorted(inside.items())]
    middles = [(a.box.x1 + b.box.x0) / 2 for a, b in pairwise(head)]
    box = _around([part for _, part in body] + list(head[0].parts) + list(head[-1].parts))
    edges = (box.x0, *middles, box.x1)
    return Table(len(anchors) + 1, len(head), tuple(cells), edges, cells[0].page, box), end


def _is_prose(box: Box, head: Sequence[_Column], *, alone: bool) -> bool:
    """Whether a word runs over the middles of three columns, or of two where nothing stands beside it."""
    return sum(box.x0 < c.box.centre < box.x1 for c in head) > (1 if alone else 2)


def _columns_of(parts: Sequence[_Part], head: Sequence[_Column], em: float) -> list[int]:
    """The columns of the words of a row: from left to right, each as near its label as the others allow.

    Two words share a column only when they stand close together.
    """
    costs: list[list[tuple[float, int]]] = []
    for index, part in enumerate(parts):
        row: list[tuple[float, int]] = []
        for column, label in enumerate(head):
            distance = _distance(part.box, label.box)
            if index == 0:
                row.append((distance, -1))
                continue
            close = part.box.x0 - parts[index - 1].box.x1 < _CLOSE * em
            share = costs[-1][column][0] + (0 if close else _SHARING * em)
            best = min(((costs[-1][c][0], c) for c in range(column)), default=(float("inf"), -1))
            row.append((distance + best[0], best[1]) if best[0] < share else (distance + share, column))
        costs.append(row)
    column = min(range(len(head)), key=lambda c: costs[-1][c][0])
    chosen = [column]
    for row in reversed(costs[1:]):
        column = row[column][1]
        chosen.append(column)
    return chosen[::-1]


def _distance(box: Box, label: Box) -> float:
    """How far a word is from a label, by the middles or by either edge: columns may be centred or flush."""
    return min(abs(box.centre - label.centre), abs(box.x0 - label.x0), abs(box.x1 - label.x1))


def _anchors(body: Sequence[tuple[int, _Part]], keys: Sequence[bool]) -> list[float]:
    """Heights of the records: of their running numbers, and of the key where a number was not read."""
    named = [p.box.middle for column, p in body if keys[column]]
    numbers = [p.box.middle for column, p in body if column == 0 and parse_count(p.word.text) is not None]
    if keys[0] or len(numbers) < 2:
        return named
    steps = sorted(b - a for a, b in pairwise(numbers))
    pitch = steps[len(steps) // 2]
    unnumbered = [at for at in named if all(abs(at - number) > _APART * pitch for number in numbers)]
    return sorted((*numbers, *unnumbered))


def _cell(row: int, column: int, parts: Sequence[_Part]) -> Cell:
    ordered = sorted(parts, key=lambda p: (round(p.box.middle / max(p.box.height, 1.0)), p.box.x0))
    texts = tuple(p.word.text for p in ordered)
    line = ordered[0].line
    return Cell(
        row=row,
        column=column,
        row_span=1,
        column_span=1,
        text=join_lines(list(texts)),
        lines=texts,
        page=line.page,
        box=_around(ordered),
        method=line.method,
        confidence=min(min(p.word.confidence, p.line.confidence) for p in ordered),
    )
