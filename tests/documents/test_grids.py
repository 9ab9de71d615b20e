"""Cells from lines: the same as pdfplumber's table finder gives, on tables of all shapes."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from prereview.documents.grids import GAP, SNAP, Ruling, grids


def by_pdfplumber(rulings: list[Ruling]) -> list[list[tuple[float, ...]]]:
    """What the peer makes of the same lines."""
    merged = merge_edges([_edge(r) for r in rulings], SNAP, SNAP, GAP, GAP)
    cells = intersections_to_cells(edges_to_intersections(merged, GAP, GAP))
    return cells_to_tables(cells) if cells else []


def _edge(r: Ruling) -> dict[str, Any]:
    orientation = "h" if r.horizontal else "v"
    place = {"x0": r.x0, "x1": r.x1, "top": r.top, "bottom": r.bottom}
    return {**place, "orientation": orientation, "width": r.x1 - r.x0, "height": r.bottom - r.top}


def rounded(found: list[list[Any]]) -> list[set[tuple[float, ...]]]:
    """Grids as sets of cells, in an order that does not depend on how they were found."""
    sets = [{tuple(round(v) for v in cell) for cell in cells} for cells in found]
    return sorted(sets, key=lambda cells: sorted(cells))


@st.composite
def ruled_tables(draw: st.DrawFn) -> list[Ruling]:
    """A table with some of its inner lines missing, drawn not quite exactly."""
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    xs = [50.0 + 40 * i for i in range(columns + 1)]
    ys = [80.0 + 15 * j for j in range(rows + 1)]
    jitter = st.floats(-0.4, 0.4, allow_nan=False).map(lambda v: round(v, 2))
    found: list[Ruling] = []
    for j, y in enumerate(ys):
        for x0, x1 in pairwise(xs):
            if j in (0, rows) or draw(st.booleans()):
                height = y + draw(jitter)
                found.append(Ruling(x0, height, x1, height))
    for i, x in enumerate(xs):
        for top, bottom in pairwise(ys):
            if i in (0, columns) or draw(st.booleans()):
                place = x + draw(jitter)
                found.append(Ruling(place, top, place, bottom))
    return found


@settings(max_examples=150, deadline=None)
@given(ruled_tables())
def test_cells_are_those_of_the_peer(rulings: list[Ruling]) -> None:
    several = [cells for cells in grids(rulings) if len(cells) > 1]  # the peer leaves single cells out
    assert rounded(several) == rounded(by_pdfplumber(rulings))


@pytest.mark.parametrize(
    ("rulings", "cells"),
    [
        ([], 0),
        ([Ruling(0, 0, 100, 0)], 0),
        ([Ruling(0, 0, 100, 0), Ruling(0, 50, 100, 50), Ruling(0, 0, 0, 50), Ruling(100, 0, 100, 50)], 1),
        ([Ruling(0, 0, 3, 0), Ruling(0, 3, 3, 3), Ruling(0, 0, 0, 3), Ruling(3, 0, 3, 3)], 0),
    ],
)
def test_a_cell_needs_four_sides_of_some_length(rulings: list[Ruling], cells: int) -> None:
    assert sum(map(len, grids(rulings))) == cells
