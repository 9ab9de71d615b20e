"""轮次: this round against the last one: fixed, still there, new, come back, not to be checked."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.review.model import Review
from prereview.review.rounds import CHANGE_TITLES, Change, Difference, compare_rounds, count_changes
from prereview.tui.desk import Desk
from prereview.tui.keeping import earlier
from prereview.tui.lines import Row, row, wrapped
from prereview.tui.marks import mark_of, role_of
from prereview.tui.sheets.base import Sheet, heading

SIGNS = {
    Change.FIXED: ("✓", "good"),
    Change.OPEN: ("=", "must_fix"),
    Change.NEW: ("+", "blocker"),
    Change.REOPENED: ("↺", "blocker"),
    Change.UNCHECKED: ("?", "unsure"),
}


class RoundsSheet(Sheet):
    """Compares with the round before, which is fetched from the store."""

    name = "rounds"
    title = "轮次"
    needs_loading = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._loaded = False
        self._before: Review | None = None

    def load(self) -> None:
        """Get the round before from the store."""
        self._before = earlier(self.desk.store, self.desk.opened)
        self._loaded = True

    def rows(self, cells: int) -> Sequence[Row]:
        """The rounds, then what changed."""
        rows = self._rounds(cells)
        if not self._loaded:
            return [*rows, row(), row(("正在读取上一轮……", "dim"))]
        if self._before is None:
            return [
                *rows,
                row(),
                row(("这是第一轮，没有可比较的上一轮。企业修改后重新打开同一文件夹即可比较。", "dim")),
            ]
        differences = compare_rounds(self._before, self.desk.review, self.desk.decisions)
        counts = count_changes(differences)
        summary = "　".join(f"{SIGNS[c][0]} {CHANGE_TITLES[c]} {n}" for c, n in counts.items())
        rows += [row(), row((summary, "bold"))]
        for change in (Change.NEW, Change.REOPENED, Change.OPEN, Change.UNCHECKED, Change.FIXED):
            members = [d for d in differences if d.change is change]
            if members:
                rows += heading(f"{SIGNS[change][0]} {CHANGE_TITLES[change]}", f"{len(members)} 项")
                for difference in members:
                    rows += self._difference(difference, cells)
        return rows

    def _rounds(self, cells: int) -> list[Row]:
        rounds = self.desk.opened.rounds
        if not rounds:
            return [row(("预审记录库未打开，没有轮次", "unsure"))]
        rows = [row((f"共 {len(rounds)} 轮", "title"))]
        for number, found in enumerate(rounds, 1):
            when = found.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
            now = "▶ " if self.desk.opened.round and found.id == self.desk.opened.round.id else "  "
            rows += wrapped(f"{now}第 {number} 轮　{when}　{found.verdict}", cells, hanging=4)
        return rows

    def _difference(self, difference: Difference, cells: int) -> list[Row]:
        finding = difference.finding
        new = difference.new
        id = f"finding:{new.identity}" if new is not None else None
        text = f"{finding.rule} {finding.subject or ''} {finding.title}".replace("  ", " ")
        rows = [row("  ", (f"{mark_of(finding)} ", role_of(finding)), (text, "bold"), id=id)]
        rows += wrapped(finding.message, cells, "dim", indent=4, id=id)
        return rows

    def finding(self, id: str) -> str | None:
        """The finding as it is now."""
        return id.removeprefix("finding:") if id.startswith("finding:") else None
