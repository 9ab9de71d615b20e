"""Two people on one review: each sees the other's decisions, and nothing is replaced unknowingly."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from prereview.review.decisions import Event
from prereview.review.store import Store
from tests.tui.conftest import AppMaker
from tests.tui.driving import notices, review_of, rows, screen_text, settle, text_of

FIRST = "id-C-05"


def other_decides(pilot: Pilot[None], store_url: str, *events: Event) -> None:
    """What a colleague writes into the same store."""
    application = review_of(pilot).desk.opened.application
    assert application is not None
    store = Store(store_url)
    for event in events:
        store.record(application, event)
    store.close()


async def test_the_decisions_of_another_are_seen(make_app: AppMaker, store_url: str) -> None:
    app = make_app()
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        other_decides(pilot, store_url, Event("confirm", FIRST, reviewer="李老师"))
        await app._look_around()
        await settle(pilot)
        assert review_of(pilot).desk.decision(FIRST).reviewer == "李老师"
        assert "其他人更新了决定" in notices(app)
        assert "李老师" in text_of(pilot, "detail")


@pytest.mark.parametrize(
    ("answer", "state"), [("y", "explained"), ("n", "confirmed"), ("escape", "confirmed")]
)
async def test_a_decision_made_meanwhile_is_asked_about(
    make_app: AppMaker, store_url: str, answer: str, state: str
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        assert rows(pilot, "findings").current == FIRST
        desk = review_of(pilot).desk
        other_decides(pilot, store_url, Event("confirm", FIRST, reviewer="李老师"))
        await pilot.press("e")
        await settle(pilot)
        assert "李老师刚刚确认该问题成立" in screen_text(app)
        await pilot.press(answer)
        await settle(pilot)
        assert desk.decision(FIRST).state == state


async def test_undo_takes_back_ones_own_step(make_app: AppMaker, store_url: str, tmp_path: Path) -> None:
    async with make_app().run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        await pilot.press("space")
        await settle(pilot)
        other_decides(pilot, store_url, Event("confirm", "id-X-ORG-01", reviewer="李老师"))
        await pilot.press("u")
        await settle(pilot)
        desk = review_of(pilot).desk
        assert desk.decision(FIRST).state is None
        assert desk.decision("id-X-ORG-01").state == "confirmed"
        await pilot.press("u")
        await settle(pilot)
        assert "没有可撤销的步骤" in notices(pilot.app)  # type: ignore[arg-type]
