"""The review: sections, findings with the detail of one below, and both sides of it as pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from prereview.dossier.facts import Evidence
from prereview.review.decisions import OwnFinding
from prereview.tui.actions import REVIEW, bindings
from prereview.tui.desk import Desk, Item, Opened
from prereview.tui.dialogs.asking import AddDialog, ReasonDialog, TextDialog
from prereview.tui.dialogs.choosing import FilterDialog
from prereview.tui.listing import ALL_SECTIONS, Listed, Wanted, count_sections, listed
from prereview.tui.places import Place, pair, places_of
from prereview.tui.screens.desk_screen import DeskScreen
from prereview.tui.screens.paging import PagingMixin
from prereview.tui.screens.spread import SpreadScreen
from prereview.tui.widgets.banner import Banner
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.page_pane import PagePane
from prereview.tui.widgets.rows import RowList
from prereview.tui.words import detail_rows, finding_rows, section_rows

NARROW = 100
"""Below this many columns the list of sections is hidden until asked for."""

WIDE = 160
"""From this many columns on the panes are given more room."""


class ReviewScreen(PagingMixin, DeskScreen):
    """Three panes; every decision is one key, and is on disk before it is shown."""

    ACTIONS = REVIEW
    HELP = "预审"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REVIEW)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wanted = Wanted()
        self.listed: tuple[Listed, ...] = ()
        self.places: tuple[Place, ...] = ()
        self.at_place = 0

    def compose(self) -> ComposeResult:
        """Banner, three panes, keys."""
        yield Banner(self.desk, self.main.clock)
        with Horizontal(id="panes"):
            yield RowList(id="sections", classes="pane")
            with Vertical(id="middle"):
                yield RowList(id="findings", classes="pane")
                yield RowList(id="detail", classes="pane")
            with Vertical(id="pages"):
                yield PagePane(self.desk, id="first")
                yield PagePane(self.desk, id="second")
        yield KeyBar(REVIEW)

    def on_mount(self) -> None:
        """Fill the panes and put the person on the first finding."""
        self._pane("sections").border_title = "目录"
        self._list_again()
        self._pane("findings").focus()

    def on_resize(self, event: events.Resize) -> None:
        """On a narrow terminal two panes are shown."""
        self.set_class(event.size.width < NARROW, "narrow")
        self.set_class(event.size.width >= WIDE, "wide")

    def _pane(self, name: str) -> RowList:
        return self.query_one(f"#{name}", RowList)

    # ---- what is shown

    @property
    def item(self) -> Item | None:
        """The finding under the cursor."""
        current = self._pane("findings").current
        return self.desk.item(current) if current else None

    def update(self, opened: Opened) -> None:
        """A newer reading of the same package: show it without moving what is looked at."""
        self.desk.update(opened)
        self._list_again()
        self._show_item(keep_place=True)
        self.query_one(Banner).show()

    def decisions_changed(self) -> None:
        """Show what was decided."""
        self._list_again()
        self._pane("detail").show(detail_rows(self.desk, self.item))
        self.query_one(Banner).show()

    def _list_again(self, current: str | None = None) -> None:
        self.listed = listed(self.desk, self.wanted)
        counts = count_sections(self.desk, self.wanted)
        self._pane("sections").show(section_rows(counts), current=self.wanted.section)
        findings = self._pane("findings")
        findings.show(finding_rows(self.desk, self.listed), current=current)
        findings.border_title = Content(f"{self._section_title()}（{len(self.listed)}）▾{self.wanted.title}")
        if not self.listed:
            self._show_item()

    def _section_title(self) -> str:
        return dict(self.desk.sections()).get(self.wanted.section, "问题")

    def _show_item(self, keep_place: bool = False) -> None:
        item = self.item
        self._pane("detail").show(detail_rows(self.desk, item))
        self._pane("detail").border_title = Content(item.finding.rule if item and item.finding else "详情")
        shown = self.places[self.at_place] if keep_place and self.places else None
        self.places = places_of(item) if item else ()
        self.at_place = self.places.index(shown) if shown in self.places else min(1, len(self.places) - 1)
        if not keep_place or shown not in self.places:
            self.show_pair(*pair(self.places))

    @on(RowList.Highlighted, "#sections")
    def _section_chosen(self, event: RowList.Highlighted) -> None:
        section = event.id or ALL_SECTIONS
        if section != self.wanted.section:
            self.wanted = msgspec.structs.replace(self.wanted, section=section)
            self._list_again()

    @on(RowList.Highlighted, "#findings")
    def _finding_chosen(self) -> None:
        self._show_item()

    @on(RowList.Highlighted, "#detail")
    def _evidence_chosen(self, event: RowList.Highlighted) -> None:
        if event.rows.has_focus and event.id:
            self._to_evidence(int(event.id.partition(":")[2]))

    @on(RowList.Chosen)
    def _opened(self, event: RowList.Chosen) -> None:
        if event.rows.id == "sections":
            self._pane("findings").focus()
        else:
            self.action_spread()

    def _to_evidence(self, number: int) -> None:
        """Show the page of one of the places in the detail."""
        evidence = _all_evidence(self.item)
        if number < len(evidence):
            wanted = evidence[number]
            index = next(
                (i for i, p in enumerate(self.places) if p.key == (wanted.file, wanted.page or 1)), None
            )
            if index is not None:
                self.show_place(index)

    # ---- moving

    def action_next_pane(self) -> None:
        """Give the next visible pane the focus."""
        self.focus_next(".pane, PageView")

    def action_previous_pane(self) -> None:
        """Give the pane before the focus."""
        self.focus_previous(".pane, PageView")

    def action_toggle_sections(self) -> None:
        """Show or hide the list of sections; shown on a key it has the focus."""
        self.toggle_class("sections-asked" if self.has_class("narrow") else "sections-hidden")
        sections: Widget = self._pane("sections")
        (sections if sections.display else self._pane("findings")).focus()

    def action_cycle_verdicts(self) -> None:
        """Go to the next scope: to do, problems, undecided, passed, everything."""
        self.filter_by(msgspec.structs.replace(self.wanted, scope=self.wanted.scope.next()))

    def action_filter(self) -> None:
        """Choose what is listed."""
        files = tuple(f for f in self.desk.shelf.names)
        self.app.push_screen(FilterDialog(self.wanted, files), self._filter_done)

    def _filter_done(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            self.filter_by(wanted)

    def filter_by(self, wanted: Wanted) -> None:
        """List other findings."""
        self.wanted = wanted
        self._list_again()

    def go_to(self, identity: str) -> None:
        """Put the cursor on a finding, lifting the filters when they hide it."""
        if identity not in self._pane("findings").ids:
            self.wanted = Wanted()
            item = self.desk.item(identity)
            if item is not None and not self.wanted.admits(item, self.desk.decisions):
                self.wanted = Wanted(scope=type(self.wanted.scope).EVERYTHING)
        self._list_again(current=identity)
        self._pane("findings").focus()

    def go_to_section(self, section: str) -> None:
        """List one section, what is not handled first."""
        self.wanted = Wanted(section=section)
        self._list_again()
        self._pane("findings").focus()

    # ---- deciding

    async def _decide(self, state: str, text: str = "") -> None:
        item = self.item
        if item is None:
            self.notify("没有选中的问题")
            return
        following = self._next_open(item)
        if await self.keep(state, item.identity, text) and following:  # type: ignore[arg-type]
            self._pane("findings").stand_on(following)

    def _next_open(self, item: Item) -> str | None:
        """The next finding in the list that nothing was decided about."""
        order = [member.item for member in self.listed]
        place = next((n for n, other in enumerate(order) if other.identity == item.identity), 0)
        rest = order[place + 1 :]
        return next((o.identity for o in rest if self.desk.decision(o.identity).state is None), None)

    async def action_confirm(self) -> None:
        """The finding stands."""
        await self._decide("confirm")

    async def action_explained(self) -> None:
        """The firm has explained it."""
        await self._decide("explained")

    def action_set_aside(self) -> None:
        """The finding does not stand, for a reason."""
        item = self.item
        if item is None:
            self.notify("没有选中的问题")
            return
        self.app.push_screen(ReasonDialog(f"不成立的理由：{item.title}"), self._dismissed)

    async def _dismissed(self, reason: str | None) -> None:
        if reason:
            await self._decide("dismiss", reason)

    def action_comment(self) -> None:
        """Write a comment."""
        item = self.item
        if item is None:
            self.notify("没有选中的问题")
            return
        self.app.push_screen(TextDialog(f"批注：{item.title}"), self._commented)

    async def _commented(self, text: str | None) -> None:
        item = self.item
        if text and item is not None:
            await self.keep("comment", item.identity, text)

    def action_add_own(self) -> None:
        """Add a finding on the page shown."""
        self.app.push_screen(AddDialog(self.active_pane.place), self._added)

    async def _added(self, finding: OwnFinding | None) -> None:
        if finding is None:
            return
        identity = self.desk.new_identity()
        if await self.keep("add", identity, finding=finding):
            self.go_to(identity)

    async def action_reopen(self) -> None:
        """Take the decision back, or a finding of one's own away."""
        item = self.item
        if item is None:
            return
        if item.own is not None:
            await self.keep("remove", item.identity)
        elif self.desk.decision(item.identity).state is None:
            self.notify("该问题尚未作出决定")
        else:
            await self.keep("reopen", item.identity)

    # ---- elsewhere

    def action_spread(self) -> None:
        """Both pages over the whole screen."""
        first, second = self.pages_shown()
        if first is not None:
            self.app.push_screen(SpreadScreen(self.desk, self.places or (first,), self.item, first, second))

    def action_search(self) -> None:
        """Search in findings, facts and pages."""
        from prereview.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.desk), self._found)

    def _found(self, target: Item | Place | None) -> None:
        if isinstance(target, Item):
            self.go_to(target.identity)
        elif target is not None:
            self.show_anywhere(target)

    def action_copy(self) -> None:
        """The finding in words to the clipboard."""
        item = self.item
        if item is not None:
            text = "\n".join(line.strip() for line in self._pane("detail").lines if line.strip())
            self.app.copy_to_clipboard(text)
            self.notify("已复制该问题的全部内容")

    def action_reread(self) -> None:
        """Read the package again from disk, behind the screen."""
        self.main.reread()

    def action_open_other(self) -> None:
        """Choose another package."""
        self.main.ask_for_package()

    def action_leave(self) -> None:
        """Back to the queue or the first screen."""
        if self.has_class("sections-asked"):
            self.action_toggle_sections()
        else:
            self.main.leave_review()


def _all_evidence(item: Item | None) -> Sequence[Evidence]:
    """Places in the order the detail lists them."""
    if item is None:
        return ()
    if item.finding is None:
        return item.evidence
    return [e for side in item.finding.sides for e in side.evidence]
