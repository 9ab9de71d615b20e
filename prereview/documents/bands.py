"""Rows that a table does not rule: figures below each other between two columns' borders.

Statements are printed with lines between the columns only, and scans lose thin
lines between rows. What is drawn is then one tall cell per column. Such a band is
cut where its lines of text lie, but only when columns of figures show that each
line is a row: a form whose cells hold paragraphs side by side stays as drawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from prereview.documents.grids import Bounds
from prereview.documents.layout import Glyph, group_rows

FEWEST_LINES = 6
"""A column of figures has at least so many lines."""

LOWEST_LINE = 6.0
"""Points from one line of print to the next, at least: lower bands need not be looked into."""

FIGURES = 0.8
"""This part of its lines, at least, are figures."""

FEWEST_COLUMNS = 2
"""So many columns of figures make their band a table without ruled rows."""

SAME_LINE = 0.5
"""Lines of two columns are one row when they are nearer than this part of the height of a character."""

_FIGURE = re.compile(r"[(（]?[-+¥]?\d[\d,.]*%?[)）]?|[-—–*]+")


def with_unruled_rows(cells: Sequence[Bounds], glyphs: Sequence[Glyph]) -> list[Bounds]:
    """The cells `(x0, top, x1, bottom)` of a grid, bands of figures cut into their rows."""
    bands: dict[tuple[float, float], list[Bounds]] = defaultdict(list)
    for cell in cells:
        bands[cell[1], cell[3]].append(cell)
    cut: list[Bounds] = []
    for (top, bottom), row in bands.items():
        tall = bottom - top >= FEWEST_LINES * LOWEST_LINE
        heights = _row_heights(row, glyphs) if tall and len(row) > FEWEST_COLUMNS else []
        edges = [top, *((a + b) / 2 for a, b in pairwise(heights)), bottom]
        cut += [(x0, upper, x1, lower) for x0, _, x1, _ in row for upper, lower in pairwise(edges)]
    return cut


def _row_heights(row: Sequence[Bounds], glyphs: Sequence[Glyph]) -> list[float]:
    """The heights of the lines of text of a band that is a table of figures; empty for any other band."""
    columns = [_lines_in(cell, glyphs) for cell in row]
    if sum(map(_holds_figures, columns)) < FEWEST_COLUMNS:
        return []
    lines = sorted((line for column in columns for line in column), key=lambda line: line[0].middle)
    heights: list[list[float]] = []
    for line in lines:
        middle = sum(g.middle for g in line) / len(line)
        if heights and middle - heights[-1][-1] < SAME_LINE * line[0].height:
            heights[-1].append(middle)
        else:
            heights.append([middle])
    return [sum(group) / len(group) for group in heights]


def _lines_in(cell: Bounds, glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    x0, top, x1, bottom = cell
    inside = [
        g for g in glyphs if x0 <= (g.x0 + g.x1) / 2 <= x1 and top <= g.middle <= bottom and g.text != " "
    ]
    return group_rows(inside)


def _holds_figures(lines: Sequence[Sequence[Glyph]]) -> bool:
    if len(lines) < FEWEST_LINES:
        return False
    figures = sum(_FIGURE.fullmatch("".join(g.text for g in line)) is not None for line in lines)
    return figures >= FIGURES * len(lines)
