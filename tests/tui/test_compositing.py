"""Messages over panes keep all their characters, wherever the panes under them begin and end."""

from __future__ import annotations

import pytest
from rich.console import Console
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from prereview.tui.compositing import WideScreen
from tests.tui.driving import screen_text

MESSAGE = "会谈计时开始，其他人更新了决定"


class Panes(WideScreen[None]):
    CSS = "Static { width: 7; height: 100%; }"

    def compose(self) -> ComposeResult:
        with Horizontal():
            for number in range(14):
                yield Static("一二三四五六七八九十" * 30, id=f"pane{number}")


class PanesApp(App[None]):
    def on_mount(self) -> None:
        self.push_screen(Panes())


@pytest.mark.parametrize("width", range(84, 98))
async def test_a_message_is_whole_over_any_panes(width: int) -> None:
    app = PanesApp()
    async with app.run_test(size=(width, 20), notifications=True) as pilot:
        app.notify(MESSAGE)
        await pilot.pause(0.2)
        assert MESSAGE in screen_text(app)  # type: ignore[arg-type]


async def test_a_pane_drawn_anew_leaves_the_message_whole() -> None:
    app = PanesApp()
    async with app.run_test(size=(90, 20), notifications=True) as pilot:
        app.notify(MESSAGE)
        await pilot.pause(0.2)
        compositor = app.screen._compositor
        for number in range(14):
            pane = app.screen.query_one(f"#pane{number}", Static)
            compositor._dirty_regions.add(pane.region)
            update = compositor.render_partial_update()
            assert update is not None
            drawn = update.render_segments(Console())
            assert not any(part in drawn for part in partly(MESSAGE)) or MESSAGE in drawn


def partly(text: str) -> list[str]:
    """Two characters each, as they stand in a text."""
    return [text[n : n + 2] for n in range(len(text) - 1)]


async def test_widgets_side_by_side_are_drawn_as_without_it() -> None:
    async with PanesApp().run_test(size=(90, 8)) as pilot:
        rows = screen_text(pilot.app).splitlines()  # type: ignore[arg-type]
        assert rows[0].startswith("一二三")
        assert len(rows) == 8
