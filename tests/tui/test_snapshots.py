"""How the screens look in a small, a usual and a large terminal, as plain text.

`pytest tests/tui/test_snapshots.py --snapshot-update` takes them anew; look at the difference.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from textual.pilot import Pilot

from prereview import __version__
from prereview.documents import Progress
from prereview.review.model import Review
from prereview.tui.app import PrereviewApp
from tests.builders import AUDIT
from tests.tui.conftest import AppMaker
from tests.tui.driving import screen_text, settle
from tests.tui.test_reading_screen import Reading, part_of, until_shown

SIZES = [
    pytest.param((80, 24), id="80x24"),
    pytest.param((120, 34), id="120x34"),
    pytest.param((200, 60), id="200x60"),
]

REVIEW = (
    ("review", ()),
    ("contradiction", ("down",)),
    ("spread", ("z",)),
    ("reason", ("escape", "d")),
    ("filter", ("escape", "f")),
    ("add", ("escape", "a")),
    ("help", ("escape", "f1")),
    ("decided", ("escape", "space", "space")),
    ("conditions", ("1",)),
    ("ties", ("2",)),
    ("links", ("3",)),
    ("coverage", ("4",)),
    ("questions", ("5",)),
    ("rounds", ("6",)),
    ("session", ("7",)),
    ("large", ("escape", "b")),
)
"""Name of a screen, and the keys that lead to it from the one before."""


class PlainText(SingleFileSnapshotExtension):
    """One readable file for each screen: `snapshots/80x24 review.txt`."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).with_name("snapshots"))

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: int | str = 0) -> str:
        return str(index)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainText)


def drawn(pilot: Pilot[None]) -> str:
    """The screen, without what the day and the version put into it."""
    assert isinstance(pilot.app, PrereviewApp)
    text = re.sub(r"\d\d-\d\d \d\d:\d\d", "MM-DD hh:mm", screen_text(pilot.app))
    return f"{text.replace(__version__, '*' * len(__version__))}\n"


@pytest.mark.parametrize("size", SIZES)
async def test_review_and_sheets(
    make_app: AppMaker, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with make_app().run_test(size=size, notifications=False) as pilot:
        await settle(pilot)
        for name, keys in REVIEW:
            await pilot.press(*keys)
            await settle(pilot)
            assert drawn(pilot) == snapshot(name=f"{size[0]}x{size[1]} {name}")


@pytest.mark.parametrize("size", SIZES)
async def test_opening(
    make_app: AppMaker,
    snapshot: SnapshotAssertion,
    size: tuple[int, int],
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(package)
    async with make_app(path=None).run_test(size=size, notifications=False) as pilot:
        await settle(pilot)
        await pilot.pause(0.2)
        assert drawn(pilot) == snapshot(name=f"{size[0]}x{size[1]} opening")


@pytest.mark.parametrize("size", SIZES)
async def test_queue(
    make_app: AppMaker,
    snapshot: SnapshotAssertion,
    size: tuple[int, int],
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for firm in ("甲公司", "乙公司"):
        shutil.copytree(package, package.parent / "多家" / firm)
    monkeypatch.chdir(package.parent)
    app = make_app(path=None)
    async with app.run_test(size=size, notifications=False) as pilot:
        await settle(pilot)
        app.open_path(Path("多家"), as_queue=True)
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert drawn(pilot) == snapshot(name=f"{size[0]}x{size[1]} queue")


@pytest.mark.parametrize("size", SIZES)
async def test_reading(
    make_app: AppMaker, snapshot: SnapshotAssertion, size: tuple[int, int], reviewed: Review, package: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(package.parent)
    reading = Reading(reviewed)
    async with make_app(reading, path=Path(package.name)).run_test(size=size, notifications=False) as pilot:
        talk = await reading.begun(pilot)
        talk.on_progress(Progress(1, 3, 4, 10, AUDIT))
        talk.on_look(part_of(reviewed, "X-RV-19", "C-05"))
        await until_shown(pilot, "初步发现（2）")
        await until_shown(pilot, "4/10")
        assert drawn(pilot) == snapshot(name=f"{size[0]}x{size[1]} reading")
