"""The expert's sheets as rows of text, without any widget; `make_sheet` gives one by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prereview.tui.sheets.base import Sheet
from prereview.tui.sheets.conditions import ConditionsSheet
from prereview.tui.sheets.coverage import CoverageSheet
from prereview.tui.sheets.links import LinksSheet
from prereview.tui.sheets.questions import QuestionsSheet
from prereview.tui.sheets.rounds import RoundsSheet
from prereview.tui.sheets.session import SessionSheet
from prereview.tui.sheets.ties import TiesSheet

if TYPE_CHECKING:
    from prereview.tui.desk import Desk

SHEETS: tuple[type[Sheet], ...] = (
    ConditionsSheet,
    TiesSheet,
    LinksSheet,
    CoverageSheet,
    QuestionsSheet,
    RoundsSheet,
    SessionSheet,
)
"""In the order of their number keys."""


def make_sheet(name: str, desk: Desk) -> Sheet:
    """A sheet by its name. Raises `KeyError` for none."""
    return {kind.name: kind for kind in SHEETS}[name](desk)
