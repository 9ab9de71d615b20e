"""勾稽: the same figure in the form, the special audits, the annual audits and the tax returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from prereview.dossier.facts import Evidence
from prereview.review.sheets.ties import SOURCES, TieCell, TieRow, ties_of
from prereview.tui.cells import pad
from prereview.tui.desk import Desk
from prereview.tui.lines import Row, row, wrapped
from prereview.tui.places import Place, places_from
from prereview.tui.sheets.base import Sheet, heading

YEAR = 8


class TiesSheet(Sheet):
    """One row a figure and year; equal values are quiet, others show by how much they differ."""

    name = "ties"
    title = "勾稽"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ties = ties_of(desk.review.facts)

    def rows(self, cells: int) -> Sequence[Row]:
        """Figures down, sources across."""
        if not self._ties:
            return [row(("没有读到可以比较的数据", "unsure"))]
        unequal = sum(not tie.equal for tie in self._ties)
        state = f"≠ {unequal} 处不一致" if unequal else "全部一致"
        room = max((cells - YEAR - 2) // len(SOURCES) - 1, 12)
        rows = [
            row((f"单位：元　= 一致　≠ 与左起第一处的差额　{state}", "dim")),
            row(" " * YEAR, *((" " + pad(source, room, "right"), "bold") for source in SOURCES)),
        ]
        title = ""
        for tie in self._ties:
            if tie.title != title:
                title = tie.title
                rows += heading(title)[1:]
                if tie.note:
                    rows += wrapped(tie.note, cells, "dim", indent=2)
            rows += self._tie(tie, room)
        return rows

    def _tie(self, tie: TieRow, room: int) -> list[Row]:
        id = f"{tie.title}:{tie.year}"
        sign = ("  ", "") if tie.equal else ("≠ ", "must_fix")
        values = row(sign, pad(f"{tie.year}", YEAR - 2), *(_value(cell, room) for cell in tie.cells), id=id)
        if tie.equal:
            return [values]
        return [values, row(" " * YEAR, *(_difference(cell, room) for cell in tie.cells), id=id)]

    def places(self, id: str) -> tuple[Place, ...]:
        """The pages of the figure, those that do not agree first."""
        tie = next((t for t in self._ties if f"{t.title}:{t.year}" == id), None)
        return places_from(_evidence(tie)) if tie else ()


def _value(cell: TieCell, room: int) -> tuple[str, str]:
    if cell.fact is None:
        return (" " + pad("—", room, "right"), "dim")
    value = cell.fact.value
    text = f"{value:,.2f}" if isinstance(value, Decimal) else str(value)
    if cell.difference is None:
        return (" " + pad(text, room, "right"), "value")
    return (
        " " + pad(f"= {text}" if cell.equal else text, room, "right"),
        "dim" if cell.equal else "must_fix",
    )


def _difference(cell: TieCell, room: int) -> tuple[str, str]:
    if cell.equal or cell.difference is None:
        return (" " * (room + 1), "")
    return (" " + pad(f"≠ {cell.difference:+,.2f}", room, "right"), "must_fix")


def _evidence(tie: TieRow) -> Iterator[tuple[str, Evidence]]:
    """The first source, then those that differ from it, then the rest."""
    named = list(zip(SOURCES, tie.cells, strict=True))
    there = [(source, cell) for source, cell in named if cell.fact is not None]
    order = [*there[:1], *sorted(there[1:], key=lambda pair: pair[1].equal)]
    for source, cell in order:
        fact = cell.fact
        if fact is not None:
            value = f"{fact.value:,.2f} 元" if isinstance(fact.value, Decimal) else str(fact.value)
            for evidence in fact.evidence:
                yield f"{source}　{tie.year}年{tie.title}：{value}", evidence
