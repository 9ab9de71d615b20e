"""Every action of every screen, by its key and by the mouse alone."""

from __future__ import annotations

import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from prereview.review.decisions import Event
from prereview.review.model import Review
from prereview.review.store import Store, application_key
from prereview.tui.actions import COMMON, TABLES, Action
from prereview.tui.app import PrereviewApp
from prereview.tui.reading import ReadingCancelled, Talk
from prereview.tui.screens.base import TableScreen
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.rows import RowList
from tests.documents.papers import lines, printed
from tests.tui.conftest import DOCUMENTS, AppMaker
from tests.tui.driving import notices, settle

SIZE = (120, 34)

OPENED_BY = {
    "首页": (),
    "多家企业": (),
    "读取": (),
    "预审": (),
    "原件": ("down", "z"),
    "图像": ("i",),
    "专表": ("5",),
    "大字": ("b",),
}
"""Keys that lead from the review to a screen; the others are opened otherwise."""

BEFORE = {
    ("专表", "tick"): ("7", "down"),
    ("专表", "sheet('questions')"): ("1",),
    ("大字", "previous_finding"): ("down",),
    ("首页", "open_as_queue"): ("tab", "down"),
    ("首页", "up_folder"): ("tab",),
    ("图像", "zoom(-1)"): ("plus", "plus"),
    ("图像", "pan(-1,0)"): (*["plus"] * 6, "right", "right"),
    ("图像", "pan(1,0)"): ("plus",) * 6,
    ("图像", "pan(0,-1)"): (*["plus"] * 3, "down"),
    ("图像", "pan(0,1)"): ("plus",) * 3,
    ("预审", "next_place"): ("down",),
    ("预审", "previous_place"): ("down",),
    **{(screen, "zoom(-1)"): ("plus", "plus") for screen in ("预审", "原件")},
    **{(screen, "zoom(0)"): ("plus", "plus") for screen in ("预审", "原件")},
    **{(screen, "turn_page(1)"): ("left_square_bracket",) for screen in ("预审", "原件")},
}
"""Keys pressed first, where an action needs something to act on."""

ALL = [
    pytest.param(name, action, id=f"{name} {action.name}")
    for name, table in TABLES.items()
    for action in table
    if action.name and action.keys and (name == "预审" or action not in COMMON)
]
"""What all screens have in common is tried on one of them."""


@pytest.fixture
def decided(store_url: str, reviewed: Review, package: Path) -> None:
    """A step that can be taken back and one that was."""
    store = Store(store_url)
    application = application_key(reviewed, package)
    for event in (Event("confirm", "id-C-05"), Event("confirm", "id-X-RV-19"), Event("undo")):
        store.record(application, Event(event.action, event.target, reviewer="王老师"))
    store.close()


class Opener:
    """Opens a screen in a state in which all its actions can do something."""

    def __init__(self, make: AppMaker, package: Path) -> None:
        self._make = make
        self._package = package
        self._folder = package.parent / "多家"

    def app(self, screen: str) -> PrereviewApp:
        if screen == "读取":
            return self._make(waiting)
        if screen == "图像":
            self._print_pages()
        if screen == "首页":
            return self._make(path=None)
        if screen == "多家企业":
            for firm in ("甲公司", "乙公司"):
                shutil.copytree(self._package, self._folder / firm, dirs_exist_ok=True)
            return self._make(path=None)
        return self._make()

    def _print_pages(self) -> None:
        """Real pages in the place of those that only the cache knows: pictures can be drawn of them."""
        for known in DOCUMENTS:
            if known.path.endswith(".pdf"):
                texts = [[f"第{p.number}页" * 15] * 30 for p in known.pages]
                printed(self._package / known.path, *[lines(*page) for page in texts])

    async def open(self, pilot: Pilot[None], screen: str, action: str) -> None:
        await settle_unless(pilot, screen == "读取")
        if screen == "多家企业":
            assert isinstance(pilot.app, PrereviewApp)
            pilot.app.open_path(self._folder, as_queue=True)
        await pilot.press(*OPENED_BY[screen])
        await settle_unless(pilot, screen == "读取")
        assert isinstance(pilot.app.screen, TableScreen)
        assert screen == pilot.app.screen.HELP
        await pilot.press(*BEFORE.get((screen, action), ()))
        await settle_unless(pilot, screen == "读取")


def waiting(package: Path, talk: Talk) -> Review:
    """A reading that goes on until it is stopped."""
    while not talk.is_cancelled():
        time.sleep(0.01)
    raise ReadingCancelled


async def settle_unless(pilot: Pilot[None], is_reading: bool) -> None:
    """A reading that waits for the test would be waited for in vain."""
    if is_reading:
        await pilot.pause(0.2)
    else:
        await settle(pilot)


def noticed(app: PrereviewApp) -> object:
    """All that tells whether an action did something: the screen, its focus, messages, the clipboard."""
    if not app.is_running:
        return None
    strips = app.screen._compositor.render_strips(app.screen.size)
    drawn = [(segment.text, str(segment.style)) for strip in strips for segment in strip]
    return type(app.screen).__name__, drawn, app.theme, str(app.focused), notices(app), app.clipboard


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(("screen", "action"), ALL)
async def test_the_key_of_every_action_does_something(opener: Opener, screen: str, action: Action) -> None:
    app = opener.app(screen)
    async with app.run_test(size=SIZE) as pilot:
        await opener.open(pilot, screen, action.name)
        before = noticed(app)
        await pilot.press(action.keys.partition(",")[0])
        await settle_unless(pilot, screen == "读取" or not app.is_running)
        assert noticed(app) != before


@pytest.mark.parametrize("screen", TABLES)
async def test_every_action_can_be_had_with_the_mouse_alone(
    opener: Opener, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A click on 帮助 in the line of keys, one on the line of the action, one more to choose it."""
    app = opener.app(screen)
    async with app.run_test(size=(120, 90)) as pilot:
        await opener.open(pilot, screen, "")
        shown, done = app.screen, list[str]()
        monkeypatch.setattr(shown, "run_action", recorder(done))
        bar = shown.query_one(KeyBar)
        await pilot.click(bar, offset=(place_of(bar, "show_help"), 0))
        monkeypatch.undo()
        assert done == ["show_help"]
        shown.action_show_help()  # type: ignore[attr-defined]
        await pilot.pause()
        monkeypatch.setattr(shown, "run_action", recorder(done))
        rows = app.screen.query_one("#help", RowList)
        wanted = [action.name for action in TABLES[screen] if action.name and action.explanation]
        for name in reversed(wanted):
            await pilot.click(rows, offset=(4, [row.id for row in rows.rows_shown].index(name)))
            assert rows.current == name
        await pilot.click(rows, offset=(4, [row.id for row in rows.rows_shown].index(wanted[0])))
        await pilot.pause()
        assert app.screen is shown
        assert done == ["show_help", wanted[0]]


@pytest.mark.parametrize("screen", TABLES)
async def test_a_click_on_the_line_of_keys_does_what_stands_there(
    opener: Opener, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opener.app(screen)
    async with app.run_test(size=SIZE) as pilot:
        await opener.open(pilot, screen, "")
        bar = app.screen.query_one(KeyBar)
        named = [known.name for _, _, known in bar._places if known.name]
        done: list[str] = []
        monkeypatch.setattr(app.screen, "run_action", recorder(done))
        for name in named:
            await pilot.click(bar, offset=(place_of(bar, name), 0))
        await pilot.pause()
        assert done == named
        assert "show_help" in named


def recorder(done: list[str]) -> Callable[[str], Awaitable[bool]]:
    async def run_action(action: str) -> bool:
        done.append(action)
        return True

    return run_action


def place_of(bar: KeyBar, name: str) -> int:
    """The first cell of an action in the line of keys."""
    return next(first for first, _, known in bar._places if known.name == name)


@pytest.fixture
def opener(make_app: AppMaker, package: Path) -> Opener:
    return Opener(make_app, package)
