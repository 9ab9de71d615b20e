"""The terminal UI, driven by keys and mouse; the reading behind it is put in by the test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from prereview.checklist.finding import Severity, Verdict
from prereview.documents import Progress
from prereview.errors import NothingToCheckError
from prereview.review import Review
from prereview.tui.app import PrereviewApp
from prereview.tui.screens.help import HelpScreen
from prereview.tui.screens.opening import OpeningScreen
from prereview.tui.screens.reading import ReadingScreen
from prereview.tui.screens.review import ReviewScreen
from prereview.tui.view import Filter
from tests.builders import finding, review

FINDINGS = (
    finding("X-RV-19", section="income"),
    finding("C-05", severity=Severity.BLOCKER, section="text", subject=None),
    finding("X-TX-02", Verdict.CANNOT_TELL, section="text", subject=None, missing=("licence.firm_name",)),
    finding("X-TX-07", Verdict.PASS, section="text", subject=None),
)


def reads(result: Review) -> Callable[[Path, Callable[[Progress], None]], Review]:
    return lambda package, on_progress: result


def app_with(result: Review, tmp_path: Path) -> PrereviewApp:
    return PrereviewApp(tmp_path, reads(result))


async def wait_for(pilot: Pilot[None], screen: type) -> None:
    """Until the reading in its thread is over and the screen is shown.

    Only the reading's own workers are waited for: a folder tree keeps one waiting for ever.
    """
    reading = [worker for worker in pilot.app.workers if worker.group == "reading"]
    if reading:
        await pilot.app.workers.wait_for_complete(reading)
    await pilot.pause()
    assert isinstance(pilot.app.screen, screen)


def text_of(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


def current(pilot: Pilot[None]) -> ReviewScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def test_progress_is_shown_while_reading_and_the_screen_stays_alive(tmp_path: Path) -> None:
    go_on = threading.Event()

    def slow(package: Path, on_progress: Callable[[Progress], None]) -> Review:
        on_progress(Progress(files_done=1, files_total=3, pages_done=7, pages_total=20, current="审计.pdf"))
        go_on.wait(timeout=30)
        return review(FINDINGS)

    app = PrereviewApp(tmp_path, slow)
    async with app.run_test() as pilot:
        for _ in range(100):
            await pilot.pause(0.01)
            if isinstance(app.screen, ReadingScreen) and "7/20 页" in text_of(pilot, "#reading-file"):
                break
        assert "审计.pdf" in text_of(pilot, "#reading-file")
        go_on.set()
        await wait_for(pilot, ReviewScreen)


async def test_the_heaviest_finding_is_shown_first(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        assert [f.rule for f in current(pilot).listed] == ["C-05", "X-RV-19"]
        assert "C-05" in text_of(pilot, "#detail")


@pytest.mark.parametrize("key", ["j", "down"])
async def test_moving_down_shows_the_next_finding_with_both_sides(tmp_path: Path, key: str) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        await pilot.press(key)
        await pilot.pause()
        shown = text_of(pilot, "#detail")
        assert "01 申请书/申请书.pdf 第5页" in shown
        assert "10 审计/2024.pdf 第4页" in shown


async def test_the_filter_goes_round(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        seen = []
        for _ in Filter:
            seen.append((current(pilot).shown, len(current(pilot).listed)))
            await pilot.press("f")
            await pilot.pause()
        assert seen == [
            (Filter.PROBLEMS, 2),
            (Filter.UNDECIDED, 1),
            (Filter.PASSED, 1),
            (Filter.EVERYTHING, 4),
        ]
        assert current(pilot).shown is Filter.PROBLEMS


async def test_an_undecided_finding_says_what_was_not_read(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        await pilot.press("f")
        await pilot.pause()
        assert "未读到：营业执照名称" in text_of(pilot, "#detail")


async def test_a_section_chosen_by_keys_narrows_the_list(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        current(pilot).query_one("#sections").focus()
        await pilot.press("j")
        await pilot.pause()
        assert [f.rule for f in current(pilot).listed] == ["X-RV-19"]


async def test_a_finding_chosen_by_mouse_is_shown(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        await pilot.click("#findings", offset=(5, 2))
        await pilot.pause()
        assert "X-RV-19" in text_of(pilot, "#detail")


async def test_a_narrow_terminal_shows_two_panes_and_the_third_on_a_key(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, ReviewScreen)
        sections = current(pilot).query_one("#sections", OptionList)
        assert not sections.display
        await pilot.press("s")
        await pilot.pause()
        assert sections.display


async def test_help_lists_the_keys_and_closes(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_without_a_package_it_asks_for_one_and_opens_a_pasted_path(tmp_path: Path) -> None:
    app = PrereviewApp(None, reads(review(FINDINGS)))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, OpeningScreen)
        app.screen.query_one(Input).value = f"'{tmp_path}'"
        app.screen.query_one(Input).focus()
        await pilot.press("enter")
        await wait_for(pilot, ReviewScreen)


async def test_nothing_to_check_goes_back_to_the_choice(tmp_path: Path) -> None:
    def fails(package: Path, on_progress: Callable[[Progress], None]) -> Review:
        raise NothingToCheckError("没有可检查的文件")

    async with PrereviewApp(tmp_path, fails).run_test() as pilot:
        await wait_for(pilot, OpeningScreen)


async def test_document_text_is_never_taken_for_markup(tmp_path: Path) -> None:
    hostile = finding("X-TX-02", subject="[bold]未闭合[/")
    async with app_with(review((hostile,)), tmp_path).run_test(size=(120, 34)) as pilot:
        await wait_for(pilot, ReviewScreen)
        assert "[bold]未闭合[/" in text_of(pilot, "#detail")
