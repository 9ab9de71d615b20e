"""The keys of a screen by group, from its table of actions, and what the signs mean.

Enter or a click does what a line says, so every action can be had with the mouse alone.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from prereview.tui.actions import HELP_KEYS, Action
from prereview.tui.cells import pad
from prereview.tui.compositing import WideModalScreen
from prereview.tui.lines import Row, row
from prereview.tui.marks import LEGEND
from prereview.tui.widgets.rows import RowList


class HelpScreen(WideModalScreen[str]):
    """Gives the name of the action that was chosen; Esc, `?` or q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [(f"escape,q,{HELP_KEYS}", "dismiss", "关闭")]

    def __init__(self, title: str, actions: tuple[Action, ...]) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._actions = actions

    def compose(self) -> ComposeResult:
        """One row per action."""
        with Vertical(id="box", classes="tall") as box:
            box.border_title = Content(f"{self._title}：按键")
            box.border_subtitle = "回车或点击 执行   Esc 关闭"
            yield RowList(id="help")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one("#help", RowList).show(self.rows)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.id)

    def rows(self, cells: int) -> list[Row]:
        """All keys by group, then the signs."""
        del cells
        rows: list[Row] = []
        groups = dict.fromkeys(a.group for a in self._actions if a.explanation)
        for group in groups:
            rows.append(row((group, "title")))
            for action in self._actions:
                if action.group == group and action.explanation:
                    name = action.name or None
                    rows.append(row("  ", (pad(action.shown, 20), "bold"), action.explanation, id=name))
            rows.append(row())
        rows.append(row(("标记", "title")))
        rows += [row("  ", (pad(sign, 20), "bold"), meaning) for sign, meaning in LEGEND]
        return rows
