"""A package that comes again: decisions stay, changes are told, changed files are read while one looks."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from prereview.review.model import Review
from prereview.tui.reading import Talk
from tests.tui.conftest import AppMaker
from tests.tui.driving import listed, notices, review_of, rows, screen_text, settle

FIRST = "id-C-05"


def mended(review: Review) -> Review:
    """The package with one finding mended and another come up."""
    kept = tuple(f for f in review.findings if f.rule != "X-RV-19")
    new = msgspec.structs.replace(review.findings[0], rule="X-RV-01", identity="id-X-RV-01")
    return msgspec.structs.replace(review, findings=(*kept, new))


class Package:
    """What reading the package gives, at the moment."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.readings = 0

    def __call__(self, package: Path, talk: Talk) -> Review:
        self.readings += 1
        return self.review


async def test_the_second_round_keeps_decisions_and_tells_what_changed(
    make_app: AppMaker, reviewed: Review
) -> None:
    async with make_app().run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        await pilot.press("space")
        await settle(pilot)
    async with make_app(mended(reviewed)).run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        assert review_of(pilot).desk.decision(FIRST).state == "confirmed"
        assert "X-RV-01" in listed(pilot)
        assert "X-RV-19" not in listed(pilot)
        await pilot.press("6")
        await settle(pilot)
        shown = screen_text(pilot.app)  # type: ignore[arg-type]
        for word in ("已解决 1", "新出现 1", "仍存在"):
            assert word in shown


async def test_the_same_findings_are_no_new_round(make_app: AppMaker) -> None:
    for _ in range(2):
        async with make_app().run_test(size=(120, 34)) as pilot:
            await settle(pilot)
            assert len(review_of(pilot).desk.opened.rounds) == 1


async def test_what_is_known_is_there_at_once_and_brought_up_to_date_in_place(
    make_app: AppMaker, reviewed: Review
) -> None:
    async with make_app().run_test(size=(120, 34)) as pilot:
        await settle(pilot)
    async with make_app(mended(reviewed)).run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        assert "列表已更新" in notices(pilot.app)  # type: ignore[arg-type]


async def test_a_file_that_changes_on_disk_is_read_again_and_the_list_follows(
    make_app: AppMaker, reviewed: Review, package: Path
) -> None:
    reading = Package(reviewed)
    app = make_app(reading)
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        await pilot.press("end")
        chosen = rows(pilot, "findings").current
        for _ in range(2):
            await app._look_around()
            await settle(pilot)
        assert reading.readings == 1
        reading.review = mended(reviewed)
        next(package.rglob("*.pdf")).write_bytes(b"another file")
        await app._look_around()
        await settle(pilot)
        assert reading.readings == 1, "a file that is still being written is not read"
        await app._look_around()
        await settle(pilot)
        assert reading.readings == 2
        assert "X-RV-01" in listed(pilot)
        assert rows(pilot, "findings").current == chosen


@pytest.mark.parametrize("key", ["r"])
async def test_reading_again_on_a_key(make_app: AppMaker, reviewed: Review, key: str) -> None:
    reading = Package(reviewed)
    async with make_app(reading).run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        reading.review = mended(reviewed)
        await pilot.press(key)
        await settle(pilot)
        assert "X-RV-01" in listed(pilot)
