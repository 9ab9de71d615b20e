"""The expert's sheets, the session and what is written, driven by keys at three sizes of terminal."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from prereview.review.model import Review
from prereview.tui.screens.review import ReviewScreen
from tests.tui.conftest import AppMaker
from tests.tui.driving import notices, screen_text, settle

SIZES = [(80, 24), (120, 34), (200, 60)]
SHEETS = {
    "1": "条件速览",
    "2": "勾稽",
    "3": "关联",
    "4": "材料",
    "5": "提问",
    "6": "轮次",
    "7": "会谈",
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_sheet_opens_on_its_number_and_closes_on_escape(
    make_app: AppMaker, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key, title in SHEETS.items():
            await pilot.press(key)
            await settle(pilot)
            assert f"[{key} {title}]" in screen_text(app)
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(app.screen, ReviewScreen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_review_fits_the_terminal(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        rows = screen_text(app).split("\n")
    assert len(rows) == size[1]
    assert any("X-RV-19" in row for row in rows)
    assert "帮助" in rows[-1]


async def test_a_step_of_the_session_is_ticked_and_kept(make_app: AppMaker) -> None:
    for state in ("☐", "☑"):
        app = make_app()
        async with app.run_test(size=(120, 34)) as pilot:
            await settle(pilot)
            await pilot.press("7")
            await settle(pilot)
            assert f"{state} P-10" in screen_text(app)
            if state == "☐":
                await pilot.press("space")
                await settle(pilot)


async def test_w_writes_an_opinion_that_tells_the_finding(
    make_app: AppMaker, reviewed: Review, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        said = notices(app)
    (written,) = (tmp_path / "结果").rglob("*.docx")
    assert written.name in said
    opinion = docx.Document(str(written))
    texts = [p.text for p in opinion.paragraphs]
    texts += [cell.text for table in opinion.tables for row in table.rows for cell in row.cells]
    told = next(f.message for f in reviewed.findings if f.rule == "X-RV-19")
    assert any(told in text for text in texts)


async def test_the_large_view_shows_no_comment(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        await pilot.press(*"inside", "enter")
        await settle(pilot)
        assert "inside" in screen_text(app)
        await pilot.press("b")
        await settle(pilot)
        assert not isinstance(app.screen, ReviewScreen)
        assert "inside" not in screen_text(app)


async def test_without_colours_everything_is_still_told(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app()
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        text = screen_text(app)
    assert "▲" in text
    assert "✖" in text
