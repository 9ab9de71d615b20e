"""The keys, generated from the action table."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from prereview.tui.actions import Action


class HelpScreen(ModalScreen[None]):
    """All keys of a screen; any of Esc, `?`, q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,q", "dismiss", "关闭")]

    def __init__(self, actions: tuple[Action, ...]) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        """One line per action."""
        with Vertical(id="help"):
            yield Static("按键（Esc 关闭）", classes="hint")
            for action in self._actions:
                keys = action.keys.replace("question_mark", "?").replace(",", "、")
                yield Static(f"{keys:<10} {action.explanation}", markup=False)
            yield Static("标记　✖ 一票否决　▲ 必改　◆ 需说明　○ 提示　? 未能核对　✓ 通过", markup=False)
