"""From straight lines to the cells of grids.

The geometry is that of pdfplumber's table finder, which proved itself on many
kinds of tables: lines are snapped to common positions and joined, a cell is the
smallest rectangle whose corners are crossings joined by lines, and cells that share
a corner are one grid. It is written anew here because lookups by position make it
many times faster on the dense forms of tax returns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

SNAP = 2.0
"""Lines nearer than this many points are one line (both sides of a drawn bar)."""

GAP = 3.0
"""Points by which a line may fall short of the one it meets."""

SHORTEST = 4.0
"""Shorter strokes, in points, are decoration."""

MAX_EDGES = 6_000
"""More joined lines than this on one page are a drawing, not a table."""

Bounds = tuple[float, float, float, float]
"""`(x0, top, x1, bottom)` of a cell in points."""

Edge = tuple[float, float, float]
"""A line: where it lies across its direction, where it starts and ends along it."""

Point = tuple[float, float]


class Ruling(NamedTuple):
    """A straight horizontal or vertical line, in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs across the page."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Crossing(NamedTuple):
    """Which upright and which level edges meet in a point, by their numbers."""

    upright: tuple[int, ...]
    level: tuple[int, ...]


def grids(rulings: Iterable[Ruling]) -> list[list[Bounds]]:
    """The cells of each grid that straight lines form."""
    upright: list[Edge] = []
    level: list[Edge] = []
    for x0, top, x1, bottom in rulings:
        if max(x1 - x0, bottom - top) < SHORTEST:
            continue
        if x1 - x0 >= bottom - top:
            level.append(((top + bottom) / 2, x0, x1))
        else:
            upright.append(((x0 + x1) / 2, top, bottom))
    upright, level = joined(upright), joined(level)
    if not upright or not level or len(upright) + len(level) > MAX_EDGES:
        return []
    return _grouped(_cells(_crossings(upright, level)))


def joined(edges: Sequence[Edge]) -> list[Edge]:
    """Edges on nearly one line put on their mean, and joined where they nearly touch; sorted."""
    made: list[Edge] = []
    for group in _snapped(edges):
        place = sum(edge[0] for edge in group) / len(group)
        start, end = -1.0, float("-inf")
        for _, first, last in sorted(group, key=_start):
            if first <= end + GAP and made and made[-1][0] == place:
                end = max(end, last)
                made[-1] = (place, start, end)
            else:
                start, end = first, last
                made.append((place, start, end))
    return made


def _start(edge: Edge) -> float:
    return edge[1]


def _snapped(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Groups of edges each of which is near the next one."""
    groups: list[list[Edge]] = []
    last = float("-inf")
    for edge in sorted(edges):
        if edge[0] > last + SNAP:
            groups.append([])
        groups[-1].append(edge)
        last = edge[0]
    return groups


def _crossings(upright: Sequence[Edge], level: Sequence[Edge]) -> dict[Point, Crossing]:
    heights = [edge[0] for edge in level]
    found: dict[Point, tuple[list[int], list[int]]] = {}
    for v, (x, top, bottom) in enumerate(upright):
        for h in range(bisect_left(heights, top - GAP), bisect_right(heights, bottom + GAP)):
            y, x0, x1 = level[h]
            if x0 - GAP <= x <= x1 + GAP:
                uprights, levels = found.setdefault((x, y), ([], []))
                uprights.append(v)
                levels.append(h)
    return {point: Crossing(tuple(vs), tuple(hs)) for point, (vs, hs) in found.items()}


def _cells(crossings: dict[Point, Crossing]) -> list[Bounds]:
    """For each crossing the smallest cell whose upper left corner it is."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    cells: list[Bounds] = []
    for (x, y), corner in crossings.items():
        column, row = columns[x], rows[y]
        below = column[bisect_right(column, y) :]
        right = row[bisect_right(row, x) :]
        cell = _smallest(crossings, x, y, corner, below, right)
        if cell is not None:
            cells.append(cell)
    return cells


def _smallest(
    crossings: dict[Point, Crossing],
    x: float,
    y: float,
    corner: Crossing,
    below: Sequence[float],
    right: Sequence[float],
) -> Bounds | None:
    for bottom in below:
        lower = crossings[x, bottom]
        if not _share(corner.upright, lower.upright):
            return None
        for x1 in right:
            beside = crossings[x1, y]
            if not _share(corner.level, beside.level):
                break
            opposite = crossings.get((x1, bottom))
            if (
                opposite is not None
                and _share(opposite.upright, beside.upright)
                and _share(opposite.level, lower.level)
            ):
                return (x, y, x1, bottom)
    return None


def _share(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a == b or any(i in b for i in a)


def _grouped(cells: Sequence[Bounds]) -> list[list[Bounds]]:
    """Cells that share corners, directly or through others, group by group from the top."""
    parent = list(range(len(cells)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first_at: dict[Point, int] = {}
    for i, (x0, top, x1, bottom) in enumerate(cells):
        for point in ((x0, top), (x1, top), (x0, bottom), (x1, bottom)):
            parent[root(i)] = root(first_at.setdefault(point, i))
    groups: dict[int, list[Bounds]] = defaultdict(list)
    for i, cell in enumerate(cells):
        groups[root(i)].append(cell)
    return sorted(groups.values(), key=lambda group: min(cell[1] for cell in group))
