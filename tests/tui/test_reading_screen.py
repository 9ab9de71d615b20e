"""While a package is read: progress, files left out, first findings, and the way into the review."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from prereview.documents import Progress
from prereview.documents.cache import DIRECTORY_VARIABLE, default_cache
from prereview.review.model import Review
from prereview.tui.reading import ReadingCancelled, ReadingFailedError, Talk, review_in_process
from prereview.tui.screens.opening import OpeningScreen
from prereview.tui.screens.reading import WINDOW, Pace, ReadingScreen
from prereview.tui.screens.review import ReviewScreen
from tests.builders import AUDIT, FORM
from tests.documents.papers import lines, printed
from tests.tui.conftest import AppMaker
from tests.tui.driving import listed, notices, review_of, rows, screen_text, settle, text_of

PATIENCE = 10.0
"""Seconds after which a test that waits for another thread fails."""


class Reading:
    """A reading that goes on only as far as the test wants."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.talk: Talk | None = None
        self._begun = threading.Event()
        self._finished = threading.Event()

    def __call__(self, package: Path, talk: Talk) -> Review:
        self.talk = talk
        self._begun.set()
        while not self._finished.wait(0.01):
            if talk.is_cancelled():
                raise ReadingCancelled
        return self.review

    async def begun(self, pilot: Pilot[None]) -> Talk:
        for _ in range(int(PATIENCE / 0.02)):
            await pilot.pause(0.02)
            if self._begun.is_set() and self.talk is not None:
                return self.talk
        raise AssertionError("nothing is read")

    def finish(self) -> None:
        self._finished.set()


def part_of(review: Review, *rules: str) -> Review:
    """What a first look gives: some of the findings."""
    chosen = tuple(f for f in review.findings if f.rule in rules)
    return msgspec.structs.replace(review, findings=chosen)


def progress(done: int, name: str) -> Progress:
    return Progress(files_done=0, files_total=3, pages_done=done, pages_total=10, current=name)


async def until_shown(pilot: Pilot[None], text: str) -> None:
    for _ in range(int(PATIENCE / 0.02)):
        await pilot.pause(0.02)
        if text in screen_text(pilot.app):  # type: ignore[arg-type]
            return
    raise AssertionError(screen_text(pilot.app))  # type: ignore[arg-type]


async def test_pages_and_files_done_are_told(make_app: AppMaker, reviewed: Review) -> None:
    reading = Reading(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        talk.on_progress(progress(4, AUDIT))
        await until_shown(pilot, "4/10 页")
        assert rows(pilot, "reading-files").current == AUDIT


async def test_the_cursor_of_who_moved_it_is_not_taken_away(make_app: AppMaker, reviewed: Review) -> None:
    reading = Reading(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        talk.on_progress(progress(4, FORM))
        await until_shown(pilot, "4/10 页")
        await pilot.press("end")
        chosen = rows(pilot, "reading-files").current
        talk.on_progress(progress(5, FORM))
        await until_shown(pilot, "5/10 页")
        assert chosen not in (FORM, None)
        assert rows(pilot, "reading-files").current == chosen


async def test_a_file_is_left_out_on_a_key(make_app: AppMaker, reviewed: Review) -> None:
    reading = Reading(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        await until_shown(pilot, "核算办法.docx")
        chosen = rows(pilot, "reading-files").current
        await pilot.press("x")
        assert talk.skipped == {chosen}
        assert "已跳过" in text_of(pilot, "reading-files")


async def test_first_findings_are_listed_and_the_cursor_stays(make_app: AppMaker, reviewed: Review) -> None:
    reading = Reading(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        talk.on_look(part_of(reviewed, "X-ORG-01"))
        await until_shown(pilot, "X-ORG-01")
        talk.on_look(part_of(reviewed, "X-RV-19", "C-05", "X-ORG-01"))
        await until_shown(pilot, "初步发现（3）")
        assert rows(pilot, "reading-found").current == "id-X-ORG-01"


async def test_a_first_finding_is_looked_at_and_the_review_grows_around_it(
    make_app: AppMaker, reviewed: Review
) -> None:
    reading = Reading(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        talk.on_look(part_of(reviewed, "X-ORG-01"))
        await until_shown(pilot, "X-ORG-01")
        await pilot.press("tab", "enter")
        await until_shown(pilot, "目录")
        assert listed(pilot) == ["X-ORG-01"]
        talk.on_look(part_of(reviewed, "X-RV-19", "X-ORG-01"))
        await until_shown(pilot, "X-RV-19")
        assert listed(pilot) == ["X-RV-19", "X-ORG-01"]
        assert rows(pilot, "findings").current == "id-X-ORG-01"
        reading.finish()
        await settle(pilot)
        assert listed(pilot)[0] == "C-05"
        assert rows(pilot, "findings").current == "id-X-ORG-01"
        await pilot.press("space")
        await settle(pilot)
        assert review_of(pilot).desk.decision("id-X-ORG-01").state == "confirmed"


@pytest.mark.parametrize(("key", "word"), [("space", "再作决定"), ("4", "专表要等"), ("w", "再生成")])
async def test_nothing_is_decided_or_concluded_from_a_part(
    make_app: AppMaker, reviewed: Review, key: str, word: str
) -> None:
    reading = Reading(reviewed)
    app = make_app(reading)
    async with app.run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        talk.on_look(part_of(reviewed, "X-ORG-01"))
        await until_shown(pilot, "X-ORG-01")
        await pilot.press("tab", "enter")
        await until_shown(pilot, "目录")
        await pilot.press(key)
        await pilot.pause()
        assert word in notices(app)
        assert isinstance(app.screen, ReviewScreen)


async def test_leaving_a_part_stops_the_reading(make_app: AppMaker, reviewed: Review) -> None:
    reading = Reading(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        talk.on_look(part_of(reviewed, "X-ORG-01"))
        await until_shown(pilot, "X-ORG-01")
        await pilot.press("tab", "enter")
        await until_shown(pilot, "目录")
        await pilot.press("escape")
        await settle(pilot)
        assert talk.is_cancelled()
        assert isinstance(pilot.app.screen, OpeningScreen)


async def test_esc_stops_the_reading(make_app: AppMaker, reviewed: Review) -> None:
    reading = Reading(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        talk = await reading.begun(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert talk.is_cancelled()
        assert isinstance(pilot.app.screen, OpeningScreen)


async def test_a_package_that_cannot_be_read_says_why(make_app: AppMaker) -> None:
    def fail(package: Path, talk: Talk) -> Review:
        raise ReadingFailedError("读取时程序异常中止", remedy="请重试")

    app = make_app(fail)
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, OpeningScreen)
        assert "读取时程序异常中止" in notices(app)


def test_the_pace_is_that_of_late() -> None:
    pace = Pace()
    pace.note(0.0, 0)
    assert pace.seconds_for(10) is None
    pace.note(1.0, 100)
    assert pace.seconds_for(10) == pytest.approx(0.1)
    for second in range(2, int(WINDOW) + 3):
        pace.note(float(second), 100 + second)
    assert pace.seconds_for(10) == pytest.approx(10.0, rel=0.1)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DIRECTORY_VARIABLE, str(tmp_path / "cache"))
    default_cache.cache_clear()
    folder = tmp_path / "材料"
    folder.mkdir()
    printed(folder / "01 甲.pdf", lines("企业名称：测试样例科技有限公司"))
    printed(folder / "02 乙.pdf", *[lines(f"第{n}页") for n in range(1, 12)])
    return folder


def test_a_reading_process_tells_its_progress_and_leaves_out_what_is_not_wanted(small: Path) -> None:
    seen: list[Progress] = []
    talk = Talk(seen.append, lambda: False)
    talk.skipped.add("02 乙.pdf")
    review = review_in_process(small, talk)
    assert [f.path for f in review.files] == ["01 甲.pdf", "02 乙.pdf"]
    assert "由使用者跳过" in (review.files[1].problem or "")
    assert seen[-1].pages_done == seen[-1].pages_total


def test_a_reading_process_is_stopped(small: Path) -> None:
    with pytest.raises(ReadingCancelled):
        review_in_process(small, Talk(lambda progress: None, lambda: True))


def test_a_package_that_is_not_there_is_told_from_the_process(tmp_path: Path) -> None:
    with pytest.raises(ReadingFailedError, match="找不到"):
        review_in_process(tmp_path / "nowhere", Talk(lambda progress: None, lambda: False))
