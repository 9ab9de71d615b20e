"""The first screen: a path typed, pasted or dropped, the reviews of late, the folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import DirectoryTree, Input

from prereview.tui.screens.opening import OpeningScreen, path_in
from prereview.tui.screens.queue import QueueScreen
from prereview.tui.screens.review import ReviewScreen
from tests.tui.conftest import AppMaker
from tests.tui.driving import notices, rows, settle, text_of

SIZE = (120, 34)


async def test_what_is_typed_at_once_goes_into_the_path(make_app: AppMaker, package: Path) -> None:
    async with make_app(path=None).run_test(size=SIZE) as pilot:
        await pilot.press(*"abc")
        assert pilot.app.screen.query_one("#path", Input).value == "abc"


async def test_a_typed_path_is_opened(make_app: AppMaker, package: Path) -> None:
    async with make_app(path=None).run_test(size=SIZE) as pilot:
        await settle(pilot)
        pilot.app.screen.query_one("#path", Input).value = str(package)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_a_path_that_leads_nowhere_is_said(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app(path=None)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        pilot.app.screen.query_one("#path", Input).value = str(tmp_path / "没有")
        await pilot.press("enter")
        await pilot.pause()
        assert "找不到" in notices(app)
        assert isinstance(app.screen, OpeningScreen)


async def test_a_dropped_folder_is_opened(make_app: AppMaker, package: Path) -> None:
    async with make_app(path=None).run_test(size=SIZE) as pilot:
        await settle(pilot)
        pilot.app.screen.post_message(events.Paste(f"file://{package}"))
        await pilot.pause()
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


@pytest.mark.parametrize("written", ["{}", "'{}'", '"{}"', "file://{}", "{}\n", "  {}  "])
def test_ways_a_terminal_gives_a_dropped_path(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "某 公司"
    folder.mkdir()
    assert path_in(written.format(folder)) == folder
    assert path_in(str(folder).replace(" ", "\\ ")) == folder


@pytest.mark.parametrize("by", ["key", "mouse"])
async def test_a_review_of_late_is_opened_again(make_app: AppMaker, package: Path, by: str) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
    async with make_app(path=None).run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "测试样例科技有限公司" in text_of(pilot, "recent")
        assert rows(pilot, "recent").has_focus
        if by == "key":
            await pilot.press("enter")
        else:
            await pilot.click("#recent", offset=(4, 1))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_a_review_whose_files_are_gone_says_so(make_app: AppMaker, package: Path) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
    package.rename(package.with_name("搬走了"))
    async with make_app(path=None).run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "原材料不在原处" in text_of(pilot, "recent")


async def test_a_folder_is_chosen_in_the_tree(
    make_app: AppMaker, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package.parent)
    async with make_app(path=None).run_test(size=SIZE) as pilot:
        await stand_on(pilot, package.name)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_a_folder_is_taken_for_many_firms_when_asked(
    make_app: AppMaker, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package.parent)
    async with make_app(path=None).run_test(size=SIZE) as pilot:
        await stand_on(pilot, package.name)
        await pilot.press("b")
        await settle(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)


async def stand_on(pilot: Pilot[None], name: str) -> None:
    """Put the cursor of the tree on a folder."""
    await settle(pilot)
    tree = pilot.app.screen.query_one("#tree", DirectoryTree)
    tree.focus()
    for _ in range(100):
        await pilot.pause(0.02)
        found = [node for node in tree.root.children if str(node.label) == name]
        if found:
            tree.move_cursor(found[0])
            await pilot.pause()
            return
    raise AssertionError(name)
