"""Dialogs that ask for a line of text: a reason, a comment, an answer, a finding of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from prereview.checklist.finding import SEVERITY_TITLES, Severity
from prereview.feedback.text import MARKS
from prereview.review.decisions import OwnFinding
from prereview.tui.dialogs.base import Dialog
from prereview.tui.lines import Row, row
from prereview.tui.marks import ROLES
from prereview.tui.places import Place
from prereview.tui.widgets.rows import RowList

REASONS = (
    "原件正确，系识别或读取有误",
    "两处口径不同，属正常差异",
    "企业已提供证明或说明材料",
    "该要求不适用于本企业",
)
"""Usual reasons for which a finding does not stand."""


class TextDialog(Dialog[str]):
    """Asks for one line; gives it without surrounding blanks, None when it is empty or left."""

    def __init__(self, title: str, prompt: str = "", value: str = "") -> None:
        super().__init__(title, "回车 保存   Esc 取消")
        self._prompt = prompt
        self._value = value

    def content(self) -> Iterator[Widget]:
        """What is asked, and the line."""
        if self._prompt:
            yield Static(self._prompt, classes="hint", markup=False)
        yield Input(self._value, id="text")

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


class YesNoDialog(Dialog[bool]):
    """Asks a question that one key answers."""

    BINDINGS: ClassVar[list[BindingType]] = [("y", "answer(True)", "是"), ("n", "answer(False)", "否")]

    def __init__(self, title: str, question: str) -> None:
        super().__init__(title, "y 是   n 否   Esc 取消")
        self._question = question

    def content(self) -> Iterator[Widget]:
        """The question, and both answers for the mouse."""
        yield Static(self._question, markup=False)
        yield RowList(id="answers")

    def on_mount(self) -> None:
        """Begin at no: nothing is replaced by a key too many."""
        answers = self.query_one("#answers", RowList)
        answers.show(lambda cells: [row("y 是", id="yes"), row("n 否", id="no")], current="no")
        answers.focus()

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.id == "yes")


class ReasonDialog(Dialog[str]):
    """Asks why: a number for a usual reason, or words of one's own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *((str(n), f"take({n})", "") for n in range(1, len(REASONS) + 1)),
        ("tab", "write", "自己填写"),
    ]

    def __init__(self, title: str, reasons: Sequence[str] = REASONS) -> None:
        super().__init__(title, "1-4 选择   Tab 自己填写   Esc 取消")
        self._reasons = reasons

    def content(self) -> Iterator[Widget]:
        """The usual reasons, and a line for another."""
        yield RowList(id="reasons")
        yield Input(placeholder="其他理由，回车保存", id="text", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin at the usual reasons."""
        reasons = self.query_one("#reasons", RowList)
        reasons.show(self._rows)
        reasons.focus()

    def _rows(self, cells: int) -> list[Row]:
        del cells
        return [row((f"{n} ", "bold"), text, id=str(n)) for n, text in enumerate(self._reasons, 1)]

    def on_key(self, event: events.Key) -> None:
        """Chinese typed over the list goes into the line."""
        line = self.query_one("#text", Input)
        if event.character and event.character > "\u2e80" and not line.has_focus:
            event.stop()
            line.focus()
            line.insert_text_at_cursor(event.character)

    def action_take(self, number: int) -> None:
        """Take a usual reason."""
        self.dismiss(self._reasons[number - 1])

    def action_write(self) -> None:
        """Write a reason of one's own."""
        line, reasons = self.query_one("#text", Input), self.query_one("#reasons", RowList)
        (reasons if line.has_focus else line).focus()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.action_take(int(event.id))

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.notify("不成立须填写理由", severity="warning")


class AddDialog(Dialog[OwnFinding]):
    """Asks for a finding of the reviewer's own, on the page that is shown or on the package as a whole."""

    BINDINGS: ClassVar[list[BindingType]] = [("tab", "switch", "级别")]

    def __init__(self, place: Place | None) -> None:
        super().__init__("补充问题", "Tab 选择级别、位置   回车 保存   Esc 取消")
        self._place = place
        self._on_page = place is not None

    def content(self) -> Iterator[Widget]:
        """What is wrong, how much it weighs, where it is."""
        yield Input(placeholder="问题是什么", id="text")
        yield RowList(id="weights")

    def on_mount(self) -> None:
        """Begin with the words."""
        self.query_one("#weights", RowList).show(self._rows, current=str(Severity.MUST_FIX))
        self.query_one("#text", Input).focus()

    def _rows(self, cells: int) -> list[Row]:
        del cells
        rows = [
            row((f"{MARKS[severity]} {title}", ROLES[severity]), id=str(severity))
            for severity, title in SEVERITY_TITLES.items()
        ]
        if self._place is not None:
            where = self._place.title if self._on_page else "整份材料"
            rows += [row(), row(("位置 ", "dim"), where, ("（回车切换）", "dim"), id="place")]
        return rows

    def action_switch(self) -> None:
        """Between the words and the list."""
        line, weights = self.query_one("#text", Input), self.query_one("#weights", RowList)
        (weights if line.has_focus else line).focus()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        if event.id == "place":
            self._on_page = not self._on_page
            event.rows.show(self._rows, current="place")
        else:
            self._save()

    @on(Input.Submitted)
    def _done(self) -> None:
        self._save()

    def _save(self) -> None:
        title = self.query_one("#text", Input).value.strip()
        if not title:
            self.notify("请填写问题内容", severity="warning")
            return
        chosen = self.query_one("#weights", RowList).current
        severity = Severity(chosen) if chosen in tuple(Severity) else Severity.MUST_FIX
        place = self._place if self._on_page else None
        where = next((m.where for m in place.marks if m.where), None) if place else None
        self.dismiss(
            OwnFinding(title, severity, place.file if place else None, place.page if place else None, where)
        )
