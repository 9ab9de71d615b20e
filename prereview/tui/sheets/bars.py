"""Bars of cells with a mark at the threshold; readable without colour."""

from __future__ import annotations

FULL, EMPTY, LIMIT, MAYBE = "█", "─", "┃", "░"


def level_bar(level: float, limit: float, cells: int) -> str:
    """A value against a threshold: filled up to the value, `┃` where the threshold is."""
    cells = max(cells, 4)
    end = max(level, limit) * 1.1 or 1.0
    filled = min(round(level / end * cells), cells)
    place = min(round(limit / end * cells), cells - 1)
    bar = [FULL if i < filled else EMPTY for i in range(cells)]
    bar[place] = LIMIT
    return "".join(bar)


def range_bar(low: float, high: float, most: float, cells: int, limit: float | None = None) -> str:
    """A range of points: filled up to the lowest, `░` up to the highest, out of `most`."""
    first, last = round(low / most * cells), round(high / most * cells)
    bar = [FULL if i < first else MAYBE if i < last else EMPTY for i in range(cells)]
    if limit is not None:
        bar[min(round(limit / most * cells), cells - 1)] = LIMIT
    return "".join(bar)
