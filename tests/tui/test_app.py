"""The terminal UI, driven by keys; the reading behind it is put in by the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from prereview.checklist.finding import Severity, Verdict
from prereview.review import Review
from prereview.tui.app import PrereviewApp
from prereview.tui.screens.review import ReviewScreen
from tests.builders import finding, review

FINDINGS = (
    finding("X-RV-19", section="income"),
    finding("C-05", severity=Severity.BLOCKER, section="text", subject=None),
    finding("X-TX-02", Verdict.CANNOT_TELL, section="text", subject=None, missing=("licence.firm_name",)),
    finding("X-TX-07", Verdict.PASS, section="text", subject=None),
)


def app_with(result: Review, package: Path) -> PrereviewApp:
    def reads(*_: Any) -> Review:
        return result

    return PrereviewApp(package, reads)


def shown(pilot: Pilot[None]) -> str:
    """What stands on the screen, as text."""
    return pilot.app.export_screenshot().replace("&#160;", " ")


async def reviewed(pilot: Pilot[None]) -> str:
    for _ in range(200):
        await pilot.pause(0.02)
        if isinstance(pilot.app.screen, ReviewScreen) and "X-RV-19" in shown(pilot):
            break
    return shown(pilot)


async def test_the_findings_are_listed_and_what_passed_is_not(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        text = await reviewed(pilot)
    assert "X-RV-19" in text
    assert "C-05" in text
    assert "X-TX-02" in text
    assert "X-TX-07" not in text


async def test_the_sheet_of_conditions_opens_on_a_key_and_closes_on_escape(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(120, 34)) as pilot:
        await reviewed(pilot)
        await pilot.press("1")
        await pilot.pause(0.3)
        assert not isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("escape")
        await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_a_narrow_terminal_still_lists_the_findings(tmp_path: Path) -> None:
    async with app_with(review(FINDINGS), tmp_path).run_test(size=(80, 24)) as pilot:
        assert "X-RV-19" in await reviewed(pilot)
