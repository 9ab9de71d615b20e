"""Large type for the firm across the table: one finding at a time, both values big, nothing internal.

No comments, no decisions, no rule numbers; personal data is masked.
"""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from prereview.checklist.finding import SEVERITY_TITLES, Side, Verdict
from prereview.checklist.formatting import mask_personal_data
from prereview.feedback.places import place
from prereview.feedback.text import MARKS
from prereview.tui.actions import LARGE, bindings
from prereview.tui.desk import Desk, Item
from prereview.tui.places import is_named
from prereview.tui.screens.desk_screen import DeskScreen
from prereview.tui.widgets.key_bar import KeyBar

NUMBER = re.compile(r"^([+-]?[\d,.]+%?)\s*(.*)$")


class LargeScreen(DeskScreen):
    """Arrows go through the findings that were not dismissed."""

    ACTIONS = LARGE
    HELP = "大字"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LARGE)]

    def __init__(self, desk: Desk, start: Item | None) -> None:
        super().__init__(desk)
        self.items = shown_items(desk)
        names = [item.identity for item in self.items]
        self.at = names.index(start.identity) if start and start.identity in names else 0

    def compose(self) -> ComposeResult:
        """The finding and the keys."""
        yield Static("", id="large-head", markup=False)
        yield VerticalScroll(id="large")
        yield KeyBar(LARGE)

    async def on_mount(self) -> None:
        """Show the finding one came from."""
        self.set_interval(1.0, self._head)
        await self._show()

    async def _show(self) -> None:
        self._head()
        body = self.query_one("#large", VerticalScroll)
        await body.remove_children()
        await body.mount(*self._widgets())
        body.scroll_home(animate=False)

    def _head(self) -> None:
        count = f"{self.at + 1} / {len(self.items)}" if self.items else ""
        self.query_one("#large-head", Static).update(f"{count}　{self.main.clock.text}")

    def _widgets(self) -> list[Widget]:
        if not self.items:
            return [Static("没有需要说明的问题", classes="large-title", markup=False)]
        item = self.items[self.at]
        severity = item.finding.severity if item.finding else item.own.severity if item.own else None
        weight = f"{MARKS[severity]} {SEVERITY_TITLES[severity]}" if severity else ""
        widgets: list[Widget] = [
            Static(weight, classes="large-weight", markup=False),
            Static(Content(spaced(mask_personal_data(item.title))), classes="large-title"),
        ]
        finding = item.finding
        if finding is not None:
            widgets.append(Static(Content(mask_personal_data(finding.message)), classes="large-text"))
            sides = sorted(
                (s for s in finding.sides if s.evidence), key=lambda s: not is_named(s, finding.message)
            )
            widgets.append(Horizontal(*(_side(side) for side in sides[:2]), classes="large-sides"))
            widgets.append(Static(Content(f"如何处理　{finding.advice}"), classes="large-text"))
        elif item.own and item.own.file:
            widgets.append(Static(Content(place(item.evidence[0])), classes="large-text"))
        return widgets

    async def action_next_finding(self) -> None:
        """The next finding."""
        await self._to(self.at + 1)

    async def action_previous_finding(self) -> None:
        """The finding before."""
        await self._to(self.at - 1)

    async def _to(self, at: int) -> None:
        if 0 <= at < len(self.items):
            self.at = at
            await self._show()


def shown_items(desk: Desk) -> tuple[Item, ...]:
    """Problems that were not dismissed, the heaviest first."""
    problems = [
        item
        for item in desk.items()
        if (item.own or (item.finding and item.finding.verdict is Verdict.FAIL))
        and desk.decision(item.identity).state != "dismissed"
    ]
    return tuple(sorted(problems, key=_rank))


def _rank(item: Item) -> int:
    severity = item.finding.severity if item.finding else item.own.severity if item.own else None
    return severity.rank if severity else 0


def _side(side: Side) -> Widget:
    """One value: what it is, the value as large as it goes, where it stands."""
    value = mask_personal_data(side.value)
    number = NUMBER.match(re.sub(r"（.*", "", value))
    shown: list[Widget] = [Static(Content(side.name), classes="large-name")]
    if number:
        shown += [Digits(number[1]), Static(Content(number[2]), classes="large-unit")]
    else:
        shown.append(Static(Content(spaced(value)), classes="large-value"))
    shown.append(Static(Content(place(side.evidence[0])), classes="large-place"))
    return Vertical(*shown, classes="large-side")


def spaced(text: str) -> str:
    """Chinese characters set apart, so that they are read from farther away."""
    return re.sub(r"(?<=[\u2e80-\uffef])(?=[\u2e80-\uffef])", " ", text)
