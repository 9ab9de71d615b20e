"""Dialogs that offer a list: findings of a page, filters, files and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

import msgspec
from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from prereview.checklist.finding import SEVERITY_TITLES, Severity
from prereview.feedback.text import MARKS
from prereview.tui.cells import pad
from prereview.tui.dialogs.base import Dialog
from prereview.tui.lines import Row, Rows, row, tail
from prereview.tui.listing import STATE_FILTER_TITLES, Scope, StateFilter, Wanted
from prereview.tui.marks import ROLES
from prereview.tui.places import Place
from prereview.tui.widgets.rows import RowList

LAST_NUMBER = re.compile(r"[\s第#:：]*(\d+)\s*页?$")


class ListDialog(Dialog[str]):
    """Offers rows; gives the id of the one that was chosen."""

    def __init__(self, title: str, rows: Rows) -> None:
        super().__init__(title, "回车 选择   Esc 取消")
        self._rows = rows

    def content(self) -> Iterator[Widget]:
        """The rows."""
        yield RowList(id="choices")

    def on_mount(self) -> None:
        """Begin at the first."""
        self.query_one("#choices", RowList).show(self._rows)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.id)


class FilterDialog(Dialog[Wanted]):
    """Which findings are listed; gives the filters when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *((str(n), f"severity({n})", "") for n in range(1, len(Severity) + 1)),
        ("0", "severity(0)", ""),
        ("n", "unhandled", "未处理"),
        ("f,escape", "give_up", "完成"),
        ("space", "take", ""),
    ]

    def __init__(self, wanted: Wanted, files: Sequence[str]) -> None:
        super().__init__("筛选", "回车 选择   1-4 级别  0 不限  n 未处理   Esc 完成")
        self._wanted = wanted
        self._files = files

    def content(self) -> Iterator[Widget]:
        """All filters in one list."""
        yield RowList(id="filters")

    def on_mount(self) -> None:
        """Begin at the first."""
        self.query_one("#filters", RowList).show(self._rows)

    def _rows(self, cells: int) -> list[Row]:
        wanted = self._wanted
        rows = [row(("级别", "dim"))]
        rows.append(_option("severity:", "不限", wanted.severity is None))
        for number, (severity, title) in enumerate(SEVERITY_TITLES.items(), 1):
            text = f"{MARKS[severity]} {title}　{number}"
            rows.append(_option(f"severity:{severity}", text, wanted.severity is severity, ROLES[severity]))
        rows.append(row(("处理情况", "dim")))
        for state, title in STATE_FILTER_TITLES.items():
            rows.append(_option(f"state:{state}", title, wanted.state == state))
        rows.append(row(("范围", "dim")))
        for scope in Scope:
            rows.append(_option(f"scope:{scope}", str(scope), wanted.scope is scope))
        rows.append(row(("文件", "dim")))
        rows.append(_option("file:", "不限", wanted.file is None))
        for file in self._files:
            rows.append(_option(f"file:{file}", tail(file, cells - 4), wanted.file == file))
        return rows

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        kind, _, value = event.id.partition(":")
        match kind:
            case "severity":
                self._set(severity=Severity(value) if value else None)
            case "state":
                self._set(state=value)
            case "scope":
                self._set(scope=Scope(value))
            case _:
                self._set(file=value or None)

    def action_severity(self, number: int) -> None:
        """One severity, or all with 0."""
        self._set(severity=tuple(Severity)[number - 1] if number else None)

    def action_unhandled(self) -> None:
        """Only what is not handled yet, or all again."""
        state: StateFilter = "all" if self._wanted.state == "open" else "open"
        self._set(state=state)

    def action_take(self) -> None:
        """Choose what the cursor stands on."""
        self.query_one("#filters", RowList).action_choose()

    def action_give_up(self) -> None:
        """Done; filters hold at once, so leaving takes nothing back."""
        self.dismiss(self._wanted)

    def _set(self, **changes: object) -> None:
        self._wanted = msgspec.structs.replace(self._wanted, **changes)
        self.query_one("#filters", RowList).show(self._rows)


def _option(name: str, text: str, is_on: bool, role: str = "") -> Row:
    return row(
        ("● " if is_on else "○ ", "bold" if is_on else "dim"),
        (text, role or ("bold" if is_on else "")),
        id=name,
    )


class PageDialog(Dialog[Place]):
    """Any page of any file: words of the file's name, then a number for the page."""

    BINDINGS: ClassVar[list[BindingType]] = [("down", "files", ""), ("tab", "switch", "")]

    def __init__(self, files: Sequence[tuple[str, int]], current: Place | None) -> None:
        super().__init__("跳到页", "输入文件名中的字和页码，如：审计 5   回车 打开   Esc 取消")
        self._files = files
        self._current = current
        self._page = 1

    def content(self) -> Iterator[Widget]:
        """The line, and the files that fit it."""
        yield Input(placeholder="页码，或文件名中的字和页码", id="text")
        yield RowList(id="files")

    def on_mount(self) -> None:
        """All files at first."""
        self._show("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, text: str) -> None:
        number = LAST_NUMBER.search(text)
        self._page = int(number[1]) if number else 1
        words = (text[: number.start()] if number else text).split()
        current = self._current.file if self._current else None
        fitting = [f for f in self._files if all(word.lower() in f[0].lower() for word in words)]
        if number and not words and current:
            fitting.sort(key=lambda f: f[0] != current)

        def make(cells: int) -> list[Row]:
            return [
                row(pad(tail(name, cells - 8), cells - 8), (f"{pages:>5} 页", "dim"), id=name)
                for name, pages in fitting
            ] or [row(("没有这样的文件", "dim"))]

        files = self.query_one("#files", RowList)
        files.show(make, current=fitting[0][0] if fitting and (words or number) else current)

    def action_switch(self) -> None:
        """Between the line and the list of files."""
        line, files = self.query_one("#text", Input), self.query_one("#files", RowList)
        (files if line.has_focus else line).focus()

    def action_files(self) -> None:
        """From the line down to the list."""
        self.query_one("#files", RowList).focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one("#files", RowList).action_choose()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        pages = dict(self._files).get(event.id, 1)
        self.dismiss(Place(event.id, min(max(self._page, 1), max(pages, 1))))
