"""What all dialogs share: a titled box in the middle, Esc to leave it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from prereview.tui.compositing import WideModalScreen

ResultT = TypeVar("ResultT")


class Dialog(WideModalScreen[ResultT]):
    """A box over the screen; its result is None when it is left without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "give_up", "取消")]

    def __init__(self, title: str, hint: str = "Esc 取消") -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The box and what is in it."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = Content(self._hint)
            yield from self.content()

    def content(self) -> Iterator[Widget]:
        """The widgets in the box."""
        raise NotImplementedError

    def action_give_up(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
