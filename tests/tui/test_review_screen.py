"""The review, driven by keys and mouse: moving, deciding, pages, filters."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input

from prereview.checklist.finding import Severity, Verdict
from prereview.review.model import Review
from prereview.review.store import Store, application_key
from prereview.tui.dialogs.asking import AddDialog, ReasonDialog, TextDialog
from prereview.tui.dialogs.choosing import FilterDialog, ListDialog, PageDialog
from prereview.tui.listing import Scope
from prereview.tui.screens.help import HelpScreen
from prereview.tui.screens.review import ReviewScreen
from prereview.tui.screens.search import SearchScreen
from prereview.tui.screens.spread import SpreadScreen
from prereview.tui.widgets.page_pane import PagePane
from prereview.tui.widgets.page_view import PageView
from tests.builders import AUDIT, FORM
from tests.tui.conftest import AppMaker
from tests.tui.driving import listed, notices, page_text, review_of, rows, settle, text_of
from tests.tui.reviews import FINDINGS, made

SIZE = (120, 34)


async def test_the_heaviest_finding_comes_first_and_both_sides_are_shown(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert listed(pilot) == ["C-05", "X-RV-19", "X-ORG-01", "X-TX-02"]
        await pilot.press("j")
        await settle(pilot)
        assert "X-RV-19" in text_of(pilot, "detail")
        assert "▐ 810.02" not in page_text(pilot, "first")
        assert "810.02▌" in page_text(pilot, "first")
        assert "8,200,227.74▌" in page_text(pilot, "second")


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up")])
async def test_moving_through_the_findings(make_app: AppMaker, down: str, up: str) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press(down, down, up)
        await settle(pilot)
        item = review_of(pilot).item
        assert item is not None and item.finding is not None
        assert item.finding.rule == "X-RV-19"


async def test_a_finding_is_chosen_by_mouse(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.click("#findings", offset=(6, 3))
        await settle(pilot)
        item = review_of(pilot).item
        assert item is not None and item.identity == "id-X-ORG-01"
        assert "第一条" in page_text(pilot, "first")


async def test_a_click_on_the_line_of_keys_does_what_it_says(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.click("KeyBar", offset=(2, 0))
        await settle(pilot)
        assert app.desk is not None
        assert app.desk.decision("id-C-05").state == "confirmed"


async def test_a_section_narrows_the_list(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        rows(pilot, "sections").focus()
        await pilot.press("j")
        await settle(pilot)
        assert listed(pilot) == ["X-RV-19"]
        await pilot.press("enter")
        assert rows(pilot, "findings").has_focus


async def test_tab_goes_through_all_panes(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j")
        await settle(pilot)
        seen = []
        for _ in range(5):
            await pilot.press("tab")
            focused = pilot.app.screen.focused
            assert focused is not None
            seen.append(focused.id or focused.parent.id)  # type: ignore[union-attr]
        assert seen == ["detail", "first", "second", "sections", "findings"]


# ---- deciding


async def test_every_decision_is_one_key_and_is_in_the_store(
    make_app: AppMaker, store_url: str, reviewed: Review, package: Path
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("space")
        await settle(pilot)
        item = review_of(pilot).item
        assert item is not None and item.identity == "id-X-RV-19"
        await pilot.press("e")
        await settle(pilot)
        kept = Store(store_url).decisions(application_key(reviewed, package))
        assert kept.of("id-C-05").state == "confirmed"
        assert kept.of("id-C-05").reviewer == "王老师"
        assert kept.of("id-X-RV-19").state == "explained"
        assert "已说明" not in text_of(pilot, "detail")
        assert "▲说" in text_of(pilot, "findings")


async def test_dismissing_needs_a_reason(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("d")
        assert isinstance(app.screen, ReasonDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert app.desk is not None
        assert app.desk.decision("id-C-05").state is None
        await pilot.press("d", "2")
        await settle(pilot)
        assert app.desk.decision("id-C-05").state == "dismissed"
        assert app.desk.decision("id-C-05").reason == "两处口径不同，属正常差异"


async def test_a_reason_of_ones_own_may_be_typed_at_once(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("d", "已", "补", "交", "enter")
        await settle(pilot)
        assert app.desk is not None
        assert app.desk.decision("id-C-05").reason == "已补交"


async def test_a_comment_stands_with_the_finding(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("c")
        assert isinstance(app.screen, TextDialog)
        await pilot.press(*"ask", "enter")
        await settle(pilot)
        assert "批注 ask" in text_of(pilot, "detail")
        assert "✖批" in text_of(pilot, "findings")


async def test_undo_and_redo(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("space")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert app.desk is not None
        assert app.desk.decision("id-C-05").state is None
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert app.desk.decision("id-C-05").state == "confirmed"
        await pilot.press("u", "u")
        await settle(pilot)
        assert "没有可撤销的步骤" in notices(app)


async def test_a_decision_is_taken_back(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("space", "k", "x")
        await settle(pilot)
        assert app.desk is not None
        assert app.desk.decision("id-C-05").state is None


async def test_a_finding_of_ones_own_stands_on_the_page_shown(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j", "a")
        await settle(pilot)
        assert isinstance(app.screen, AddDialog)
        app.screen.query_one(Input).value = "第4页金额被涂改"
        await pilot.press("enter")
        await settle(pilot)
        assert app.desk is not None
        (own,) = app.desk.decisions.own.values()
        assert (own.title, own.severity, own.file, own.page) == (
            "第4页金额被涂改",
            Severity.MUST_FIX,
            AUDIT,
            4,
        )
        item = review_of(pilot).item
        assert item is not None and item.own == own
        await pilot.press("x")
        await settle(pilot)
        assert not app.desk.decisions.own


async def test_without_a_store_nothing_is_decided_and_it_is_said(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    app._store_url = f"sqlite:///{tmp_path}/no/such/folder/x.sqlite"
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("space")
        await settle(pilot)
        assert app.desk is not None
        assert app.desk.decision("id-C-05").state is None
        assert "决定无法保存" in notices(app)


# ---- pages


async def test_places_are_gone_through_and_pages_turned(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j")
        await settle(pilot)
        second = pilot.app.screen.query_one("#second", PagePane)
        assert second.place is not None and second.place.key == (AUDIT, 4)
        await pilot.press("full_stop")
        await settle(pilot)
        assert second.place.key == (FORM, 5)
        await pilot.press("comma", "left_square_bracket")
        await settle(pilot)
        assert second.place.key == (AUDIT, 3)
        assert "审计报告第3页" in page_text(pilot, "second")


async def test_the_evidence_under_the_cursor_of_the_detail_is_shown(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j", "tab")
        await settle(pilot)
        assert rows(pilot, "detail").has_focus
        await pilot.press("j")
        await settle(pilot)
        assert review_of(pilot).at_place == 1


async def test_zoom_draws_the_page_wider(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        first = pilot.app.screen.query_one("#first", PagePane)
        before = first.view.drawing.width
        await pilot.press("plus", "plus", "plus")
        await settle(pilot)
        assert first.view.drawing.width > before
        await pilot.press("0")
        await settle(pilot)
        assert first.view.drawing.width == before


async def test_from_a_page_to_the_findings_on_it(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ListDialog)
        assert rows(pilot, "choices").ids == ("id-X-RV-19", "id-C-05")
        await pilot.press("enter")
        await settle(pilot)
        item = review_of(pilot).item
        assert item is not None and item.identity == "id-X-RV-19"


async def test_other_findings_on_a_page_are_marked_in_its_margin(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j")
        await settle(pilot)
        await pilot.press("tab", "tab", "left_square_bracket", "right_square_bracket")
        await settle(pilot)
        drawing = pilot.app.screen.query_one("#first", PagePane).view.drawing
        assert [sign for _, sign in drawing.margin] == ["✖"]


async def test_any_page_is_gone_to_by_words_and_number(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("g")
        assert isinstance(pilot.app.screen, PageDialog)
        pilot.app.screen.query_one(Input).value = "审计 2"
        await pilot.press("enter")
        await settle(pilot)
        assert "审计报告第2页" in page_text(pilot, "first")


async def test_both_pages_fill_the_screen_and_esc_comes_back(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j", "z")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SpreadScreen)
        assert "810.02" in page_text(pilot, "first")
        assert "8,200,227.74" in page_text(pilot, "second")
        await pilot.press("tab", "left_square_bracket")
        await settle(pilot)
        assert "审计报告第3页" in page_text(pilot, "second")
        await pilot.press("escape")
        await settle(pilot)
        item = review_of(pilot).item
        assert item is not None and item.identity == "id-X-RV-19"


async def test_arrows_scroll_a_page_that_has_the_focus(make_app: AppMaker) -> None:
    async with make_app().run_test(size=(120, 18)) as pilot:
        await settle(pilot)
        view = pilot.app.screen.query_one("#first PageView", PageView)
        view.focus()
        before = view.scroll_offset.y
        await pilot.press("j", "k", "j")
        await pilot.pause()
        assert rows(pilot, "findings").current == "id-C-05"
        assert view.scroll_offset.y >= before


async def test_a_page_that_cannot_be_had_says_so_and_shows_what_was_read(
    make_app: AppMaker, reviewed: Review
) -> None:
    lost = tuple(msgspec.structs.replace(f, sha256="") for f in reviewed.files)
    async with make_app(msgspec.structs.replace(reviewed, files=lost)).run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "该页无法显示" in page_text(pilot, "first")
        assert "读到的文字：810.02" in page_text(pilot, "first")


# ---- filters and search


async def test_the_scope_goes_round(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        seen = []
        for _ in Scope:
            seen.append((review_of(pilot).wanted.scope, len(listed(pilot))))
            await pilot.press("v")
            await settle(pilot)
        assert seen == [
            (Scope.TODO, 4),
            (Scope.PROBLEMS, 3),
            (Scope.UNDECIDED, 1),
            (Scope.PASSED, 1),
            (Scope.EVERYTHING, 5),
        ]


async def test_filters_by_weight_handling_and_file(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("space", "f")
        assert isinstance(pilot.app.screen, FilterDialog)
        await pilot.press("n", "escape")
        await settle(pilot)
        assert listed(pilot) == ["X-RV-19", "X-ORG-01", "X-TX-02"]
        await pilot.press("f", "2", "escape")
        await settle(pilot)
        assert listed(pilot) == ["X-RV-19"]
        await pilot.press("f", "0", "n", "end", "enter", "escape")
        await settle(pilot)
        assert listed(pilot) == ["X-ORG-01"]


async def test_searching_finds_findings_facts_and_page_text(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SearchScreen)
        pilot.app.screen.query_one(Input).value = "利润总额"
        await settle(pilot)
        shown = text_of(pilot, "results")
        assert "X-RV-19" in shown
        assert "2024年利润总额" in shown
        assert "页面" in shown
        pilot.app.screen.query_one(Input).value = "审计报告第2页"
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "审计报告第2页" in page_text(pilot, "first")


async def test_a_finding_that_was_found_is_gone_to_through_all_filters(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        pilot.app.screen.query_one(Input).value = "X-TX-07"
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        item = review_of(pilot).item
        assert item is not None and item.identity == "id-X-TX-07"


# ---- size, help, safety


async def test_a_narrow_terminal_shows_two_panes_and_the_third_on_a_key(make_app: AppMaker) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not rows(pilot, "sections").display
        assert rows(pilot, "findings").display
        await pilot.press("s")
        await settle(pilot)
        assert rows(pilot, "sections").display
        assert rows(pilot, "sections").has_focus
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert not rows(pilot, "sections").display


async def test_help_lists_all_keys_and_closes(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
        shown = text_of(pilot, "help")
        assert "认定不成立，须填写理由" in shown
        assert "一票否决" in shown
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_the_full_width_question_mark_of_a_chinese_keyboard_works(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("？")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_document_text_is_never_taken_for_markup(make_app: AppMaker, reviewed: Review) -> None:
    hostile = made("X-TX-02", subject="[bold]未闭合[/")
    hostile = msgspec.structs.replace(hostile, message="[red]x[/ \x1b[31m", title="[@click=app.quit]y[/]")
    async with make_app(msgspec.structs.replace(reviewed, findings=(hostile,))).run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "[bold]未闭合[/" in text_of(pilot, "findings")
        assert "[red]x[/" in text_of(pilot, "detail")
        assert "\x1b" not in text_of(pilot, "detail")
        for key in ("c", "escape", "d", "escape", "p", "escape", "b", "escape", "slash", "escape"):
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_an_undecided_finding_says_what_was_not_read(make_app: AppMaker) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("end")
        await settle(pilot)
        assert "未读到　营业执照名称" in text_of(pilot, "detail")


async def test_a_clean_review_is_no_empty_screen(make_app: AppMaker, reviewed: Review) -> None:
    clean = tuple(f for f in FINDINGS if f.verdict is Verdict.PASS)
    async with make_app(msgspec.structs.replace(reviewed, findings=clean)).run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "没有符合条件的问题" in text_of(pilot, "findings")
        await pilot.press("space", "d", "c", "p", "i", "z", "full_stop", "plus", "y")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_copying_puts_the_finding_into_the_clipboard(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("y")
        assert "C-05" in app.clipboard
