"""A sheet over the review: number keys change it, Enter shows pages, Esc goes back to where one was."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from prereview.tui.actions import SHEET, bindings
from prereview.tui.desk import Desk
from prereview.tui.dialogs.asking import TextDialog
from prereview.tui.lines import row
from prereview.tui.screens.desk_screen import DeskScreen
from prereview.tui.screens.spread import SpreadScreen
from prereview.tui.sheets import SHEETS
from prereview.tui.sheets.base import Sheet
from prereview.tui.sheets.questions import QuestionsSheet
from prereview.tui.sheets.session import DONE, STEP, STEPS, SessionSheet
from prereview.tui.widgets.banner import Banner
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.rows import RowList
from prereview.tui.widgets.tabs import Tabs


class SheetScreen(DeskScreen):
    """Shows one sheet; what it does beyond that depends on the sheet."""

    ACTIONS = SHEET
    HELP = "专表"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHEET)]

    class Loaded(Message):
        """What the sheet needed is there."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        super().__init__(desk)
        self.sheet = sheet

    def compose(self) -> ComposeResult:
        """Banner, names of the sheets, the sheet, keys."""
        yield Banner(self.desk, self.main.clock)
        yield Tabs(tuple((kind.name, kind.title) for kind in SHEETS), self.sheet.name)
        yield RowList(id="sheet", classes="pane")
        yield KeyBar(tuple(a for a in SHEET if self._is_meant(a.name)))

    def _is_meant(self, action: str) -> bool:
        """Whether an action is one of this sheet."""
        owner = {"write_answer": QuestionsSheet, "tick": SessionSheet}.get(action)
        return owner is None or isinstance(self.sheet, owner)

    def on_mount(self) -> None:
        """Show the sheet; fetch in a thread what takes time."""
        rows = self.query_one("#sheet", RowList)
        rows.border_title = Content(self.sheet.title)
        rows.show(self.sheet.rows)
        rows.focus()
        if self.sheet.needs_loading:
            self.run_worker(self._load, thread=True, group="sheet", exit_on_error=False)

    def _load(self) -> None:
        """Runs in a thread: only posts a message."""
        self.sheet.load()
        self.post_message(self.Loaded())

    @on(Loaded)
    def _loaded(self) -> None:
        self.query_one("#sheet", RowList).show(self.sheet.rows)

    @property
    def current(self) -> str | None:
        """Id of the row under the cursor."""
        return self.query_one("#sheet", RowList).current

    def decisions_changed(self) -> None:
        """Show what was decided, answered or ticked."""
        self.query_one("#sheet", RowList).show(self.sheet.rows)
        self.query_one(Banner).show()

    @on(Tabs.Chosen)
    def _tab_chosen(self, event: Tabs.Chosen) -> None:
        self.action_sheet(event.name)

    # ---- Enter

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        finding = self.sheet.finding(event.id)
        if finding is not None:
            self.main.go_to_finding(finding)
        elif event.id.startswith("section:"):
            self.main.go_to_section(event.id.removeprefix("section:"))
        elif event.id.startswith(STEP):
            self._follow(event.id.removeprefix(STEP))
        else:
            self._show_pages(event.id)

    def _show_pages(self, id: str) -> None:
        places = self.sheet.places(id)
        if places:
            self.app.push_screen(SpreadScreen(self.desk, places))
        else:
            self.notify("该行没有对应的原件")

    def _follow(self, step: str) -> None:
        leads = next((s.leads for s in STEPS if s.id == step), None)
        if leads == "walk":
            self.main.go_to_section("*")
        elif leads == "opinion":
            self.action_write_opinion()
        elif leads is not None:
            self.action_sheet(leads)
        else:
            self.notify("该步骤没有对应的画面，按空格标记完成")

    # ---- what single sheets do

    def action_write_answer(self) -> None:
        """Write the answer to a question."""
        question = self.sheet.question(self.current or "") if isinstance(self.sheet, QuestionsSheet) else None
        if question is None:
            self.notify("请在提问表（5）中选择一个问题")
            return
        identity = question.identity

        async def answered(text: str | None) -> None:
            if text is not None:
                await self.keep("answer", identity, text)

        known = self.desk.answers().get(identity, "")
        self.app.push_screen(TextDialog(f"回答（{question.person}）", question.text, known), answered)

    async def action_tick(self) -> None:
        """Tick a step of the session, or untick it."""
        current = self.current or ""
        if not isinstance(self.sheet, SessionSheet) or not current.startswith(STEP):
            self.notify("请在会谈表（7）中选择一个步骤")
            return
        done = self.sheet.is_done(current.removeprefix(STEP))
        await self.keep("answer", current, "" if done else DONE)

    def action_copy(self) -> None:
        """The row in words to the clipboard."""
        rows = self.query_one("#sheet", RowList)
        lines = [r.text.strip() for r in self.sheet.rows(200) if r.id == rows.current and r.id is not None]
        self.app.copy_to_clipboard("\n".join(lines) or row().text)
        self.notify("已复制该行")
