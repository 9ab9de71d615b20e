"""Driving the application: waiting for what goes on behind it, reading what it shows."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from prereview.tui.app import PrereviewApp
from prereview.tui.screens.review import ReviewScreen
from prereview.tui.widgets.page_pane import PagePane
from prereview.tui.widgets.rows import RowList

OURS = {
    "reading", "rows", "rest", "files", "recent", "page-first", "page-second", "search", "picture", "sheet",
    "writing", "watch",
}  # fmt: skip
"""Groups of our own jobs; a folder tree keeps a job waiting for ever."""


async def settle(pilot: Pilot[None]) -> None:
    """Until all jobs behind the screen are done and what they said is shown."""
    for _ in range(50):
        await pilot.pause()
        busy = [w for w in pilot.app.workers if w.group in OURS and not w.is_finished]
        if not busy:
            break
        await pilot.app.workers.wait_for_complete(busy)
    await pilot.pause()


def review_of(pilot: Pilot[None]) -> ReviewScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen), screen
    return screen


def rows(pilot: Pilot[None], name: str) -> RowList:
    return pilot.app.screen.query_one(f"#{name}", RowList)


def text_of(pilot: Pilot[None], name: str) -> str:
    """What a list of rows says."""
    return "\n".join(rows(pilot, name).lines)


def page_text(pilot: Pilot[None], name: str) -> str:
    """The page drawn in a pane."""
    return pilot.app.screen.query_one(f"#{name}", PagePane).view.drawing.text()


def static_text(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


def screen_text(app: PrereviewApp) -> str:
    """The whole screen as plain text, row by row."""
    strips = app.screen._compositor.render_strips(app.screen.size)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def listed(pilot: Pilot[None]) -> list[str]:
    """Rules of the findings in the list."""
    return [m.item.finding.rule if m.item.finding else m.item.label for m in review_of(pilot).listed]


def notices(app: PrereviewApp) -> str:
    """Everything the application said so far."""
    return "\n".join(n.message for n in app._notifications)
