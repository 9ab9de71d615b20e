"""A folder of packages: told from a single one, listed, sorted, filtered, gone through and come back to."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from prereview.checklist.finding import Severity
from prereview.review.model import Review, summarise
from prereview.tui.app import PrereviewApp
from prereview.tui.queue import Order, QueueRow, is_folder_of_packages, ordered, strip
from prereview.tui.reading import ReadingFailedError, Talk
from prereview.tui.screens.opening import OpeningScreen
from prereview.tui.screens.queue import QueueScreen
from prereview.tui.screens.review import ReviewScreen
from tests.builders import fact
from tests.tui.conftest import AppMaker
from tests.tui.driving import notices, rows, screen_text, settle, text_of

SIZE = (120, 34)


@pytest.fixture
def folder(package: Path) -> Path:
    """Two firms and one whose papers cannot be read."""
    folder = package.parent / "多家"
    for firm in ("甲公司", "乙公司", "丙公司"):
        shutil.copytree(package, folder / firm)
    return folder


@pytest.fixture
def read(reviewed: Review) -> object:
    """Of 甲 a review with a blocker, of 乙 one with a hint only."""

    def read(package: Path, talk: Talk) -> Review:
        if package.name.startswith("丙"):
            raise ReadingFailedError("读取时程序异常中止")
        facts = type(reviewed.facts)((*reviewed.facts.values(), fact("derived.firm_name", package.name)))
        chosen = [
            f for f in reviewed.findings if package.name.startswith("甲") or f.severity is Severity.HINT
        ]
        return msgspec.structs.replace(
            reviewed,
            name=package.name,
            facts=facts,
            findings=tuple(chosen),
            summary=summarise(reviewed.files, tuple(chosen)),
        )

    return read


async def opened(pilot: Pilot[None], folder: Path) -> PrereviewApp:
    app = pilot.app
    assert isinstance(app, PrereviewApp)
    app.open_path(folder, as_queue=True)
    await settle(pilot)
    assert isinstance(app.screen, QueueScreen)
    return app


async def test_all_firms_are_read_one_after_the_other_and_what_blocks_comes_first(
    make_app: AppMaker, folder: Path, read: object
) -> None:
    async with make_app(read, path=None).run_test(size=SIZE) as pilot:
        app = await opened(pilot, folder)
        assert "3 家 · 3 未预审" in screen_text(app)
        await pilot.press("b")
        await settle(pilot)
        assert "3 家 · 1 建议暂缓 · 1 可提交 · 1 未预审" in screen_text(app)
        assert [id[0] for id in rows(pilot, "queue").ids] == ["甲", "乙", "丙"]


async def test_a_firm_is_opened_and_left_for_the_queue_at_the_same_place(
    make_app: AppMaker, folder: Path, read: object
) -> None:
    async with make_app(read, path=None).run_test(size=SIZE) as pilot:
        app = await opened(pilot, folder)
        await pilot.press("b")
        await settle(pilot)
        await pilot.press("home", "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert "乙公司" in screen_text(app)
        await pilot.press("space", "escape")
        await settle(pilot)
        assert isinstance(app.screen, QueueScreen)
        assert rows(pilot, "queue").current == "乙公司"
        assert "1/1" in text_of(pilot, "queue")


async def test_a_firm_is_opened_by_a_second_click(make_app: AppMaker, folder: Path, read: object) -> None:
    async with make_app(read, path=None).run_test(size=SIZE) as pilot:
        app = await opened(pilot, folder)
        second = rows(pilot, "queue").ids[1]
        for _ in range(2):
            await pilot.click("#queue", offset=(10, 2))
            await settle(pilot)
        assert isinstance(app.screen, ReviewScreen) or "读取时程序异常中止" in notices(app)
        assert second in ("乙公司", "丙公司")


async def test_a_firm_that_cannot_be_read_leads_back_to_the_queue(
    make_app: AppMaker, folder: Path, read: object
) -> None:
    async with make_app(read, path=None).run_test(size=SIZE) as pilot:
        app = await opened(pilot, folder)
        rows(pilot, "queue").stand_on("丙公司")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, QueueScreen)
        assert "读取时程序异常中止" in notices(app)


async def test_the_queue_is_filtered_while_one_types(make_app: AppMaker, folder: Path, read: object) -> None:
    async with make_app(read, path=None).run_test(size=SIZE) as pilot:
        await opened(pilot, folder)
        await pilot.press("slash", "乙")
        await pilot.pause()
        assert rows(pilot, "queue").ids == ("乙公司",)
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert len(rows(pilot, "queue").ids) == 3


async def test_leaving_the_queue_leads_to_the_first_screen(
    make_app: AppMaker, folder: Path, read: object
) -> None:
    async with make_app(read, path=None).run_test(size=SIZE) as pilot:
        app = await opened(pilot, folder)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, OpeningScreen)


def row(name: str, decided: int = 0, **counts: int) -> QueueRow:
    return QueueRow(
        name, Path(name), firm=name, verdict="结论" if counts else "", counts=counts, decided=decided
    )


ROWS = (row("一"), row("二", must_fix=3, decided=3), row("三", blocker=1), row("四", must_fix=2))


@pytest.mark.parametrize(
    ("order", "names"),
    [(Order.WEIGHT, "三二四一"), (Order.NAME, "一二三四"), (Order.OPEN, "四三一二")],
)
def test_orders_of_a_queue(order: Order, names: str) -> None:
    assert "".join(r.name for r in ordered(ROWS, order)) == names


def test_orders_go_round() -> None:
    order = Order.WEIGHT
    seen = [order := order.next() for _ in Order]
    assert seen[-1] is Order.WEIGHT
    assert set(seen) == set(Order)


def test_the_strip_over_a_queue_counts_by_verdict() -> None:
    assert strip(ROWS) == "4 家 · 1 建议暂缓 · 2 修改后提交 · 1 未预审"


def test_a_single_package_is_no_queue(tmp_path: Path) -> None:
    for name in ("01 申请书", "03 知识产权", "10 审计报告"):
        (tmp_path / "一家" / name).mkdir(parents=True)
        (tmp_path / "另一家" / name).mkdir(parents=True)
    assert not is_folder_of_packages(tmp_path / "一家")
    assert is_folder_of_packages(tmp_path)
