"""What every sheet is: rows that can be stood on, and the pages each of them rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from prereview.dossier.facts import Evidence
from prereview.tui.desk import Desk
from prereview.tui.lines import Row, row
from prereview.tui.places import Place, places_from


class Sheet:
    """One sheet over a desk; it reads the desk anew each time it is drawn."""

    name: ClassVar[str]
    title: ClassVar[str]
    needs_loading: ClassVar[bool] = False
    """`load` is to be called in a thread before the rows are complete."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._evidence: dict[str, tuple[tuple[str, Evidence], ...]] = {}

    def load(self) -> None:
        """Get what takes time; called in a thread."""

    def rows(self, cells: int) -> Sequence[Row]:
        """The sheet in a width of so many cells."""
        raise NotImplementedError

    def places(self, id: str) -> tuple[Place, ...]:
        """The pages a row rests on."""
        return places_from(self._evidence.get(id, ()))

    def finding(self, id: str) -> str | None:
        """The identity of the finding a row is about, to be gone to instead of pages."""
        del id
        return None

    def rests_on(self, id: str, evidence: Iterable[tuple[str, Evidence]]) -> str:
        """Note what a row rests on (caption, place); gives its id."""
        self._evidence[id] = tuple(evidence)
        return id


def heading(text: str, note: str = "") -> list[Row]:
    """A heading with a blank row above it."""
    return [row(), row((text, "title"), (f"　{note}" if note else "", "dim"))]
