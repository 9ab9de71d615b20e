"""The review: sections, findings, and the detail of one with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from prereview.checklist.finding import Finding
from prereview.review import Review
from prereview.tui.actions import REVIEW_ACTIONS, bindings
from prereview.tui.screens.help import HelpScreen
from prereview.tui.view import (
    ALL_SECTIONS,
    Filter,
    detail,
    finding_line,
    findings_of,
    headline,
    section_line,
    section_rows,
)

if TYPE_CHECKING:
    from prereview.tui.app import PrereviewApp

NARROW = 100
"""Below this many columns the list of sections is hidden until asked for."""


class ReviewScreen(Screen[None]):
    """Three panes; the findings list has the focus, the others are one key away."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REVIEW_ACTIONS)]

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review
        self.shown = Filter.PROBLEMS
        self.section = ALL_SECTIONS
        self.listed: tuple[Finding, ...] = ()

    def compose(self) -> ComposeResult:
        """Headline, three panes, the verdict, the keys."""
        yield Static(headline(self.review), id="headline", markup=False)
        with Horizontal(id="panes"):
            yield OptionList(id="sections", markup=False)
            yield OptionList(id="findings", markup=False)
            with VerticalScroll(id="detail-pane"):
                yield Static("", id="detail", markup=False)
        yield Static(self.review.summary.verdict, id="verdict", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Fill the panes and put the person on the first finding."""
        self.query_one("#sections").border_title = "目录"
        self.query_one("#detail-pane").border_title = "详情"
        self._fill_sections()
        self._fill_findings()
        self.query_one("#findings").focus()

    def on_resize(self, event: events.Resize) -> None:
        """On a narrow terminal two panes are shown."""
        self.set_class(event.size.width < NARROW, "narrow")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """A section chosen fills the findings; a finding chosen fills the detail."""
        if event.option_list.id == "sections":
            section = event.option.id or ALL_SECTIONS
            if section != self.section:
                self.section = section
                self._fill_findings()
        else:
            self._show_detail(event.option_index)

    def action_next_finding(self) -> None:
        """Move down in the pane that has the focus, in the findings otherwise."""
        if self.query_one("#detail-pane").has_focus:
            self.query_one("#detail-pane", VerticalScroll).scroll_down()
        else:
            self._focused_list().action_cursor_down()

    def action_previous_finding(self) -> None:
        """Move up in the pane that has the focus, in the findings otherwise."""
        if self.query_one("#detail-pane").has_focus:
            self.query_one("#detail-pane", VerticalScroll).scroll_up()
        else:
            self._focused_list().action_cursor_up()

    def action_next_pane(self) -> None:
        """Give the next visible pane the focus."""
        self.focus_next()

    def action_toggle_sections(self) -> None:
        """Show or hide the list of sections."""
        self.toggle_class("sections-asked" if self.has_class("narrow") else "sections-hidden")
        if not self.query_one("#sections").display:
            self.query_one("#findings").focus()

    def action_cycle_filter(self) -> None:
        """Go to the next filter: problems, undecided, passed, everything."""
        self.shown = self.shown.next()
        self._fill_sections()
        self._fill_findings()

    def action_show_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen(REVIEW_ACTIONS))

    def action_reread(self) -> None:
        """Read the package again from disk."""
        cast("PrereviewApp", self.app).reread()

    def action_open_other(self) -> None:
        """Choose another package."""
        cast("PrereviewApp", self.app).ask_for_package()

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _focused_list(self) -> OptionList:
        focused = self.focused
        return focused if isinstance(focused, OptionList) else self.query_one("#findings", OptionList)

    def _fill_sections(self) -> None:
        rows = section_rows(self.review, self.shown)
        sections = self.query_one("#sections", OptionList)
        sections.clear_options()
        sections.add_options([Option(section_line(row), id=row.id) for row in rows])
        sections.highlighted = next((i for i, row in enumerate(rows) if row.id == self.section), 0)

    def _fill_findings(self) -> None:
        self.listed = findings_of(self.review, self.section, self.shown)
        findings = self.query_one("#findings", OptionList)
        findings.clear_options()
        findings.add_options([Option(finding_line(f)) for f in self.listed])
        findings.border_title = f"{self.shown}（{len(self.listed)}）"
        if self.listed:
            findings.highlighted = 0
        self._show_detail(0)

    def _show_detail(self, index: int) -> None:
        shown = detail(self.listed[index]) if index < len(self.listed) else "此处没有内容"
        self.query_one("#detail", Static).update(shown)
        self.query_one("#detail-pane", VerticalScroll).scroll_home(animate=False)
