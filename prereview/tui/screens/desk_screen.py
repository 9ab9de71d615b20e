"""What the screens of an open review share: saving, sheets, the clock, what is written."""

from __future__ import annotations

from prereview.errors import PrereviewError
from prereview.review.decisions import Action as Deed
from prereview.review.decisions import OwnFinding
from prereview.tui.desk import Desk, NotKeptError, NotReadError
from prereview.tui.screens.base import TableScreen


class DeskScreen(TableScreen):
    """A screen over an open review."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def decisions_changed(self) -> None:
        """Something was decided, here or elsewhere: show it."""

    async def keep(
        self, deed: Deed, target: str = "", text: str = "", finding: OwnFinding | None = None
    ) -> bool:
        """Write one event; True when it is on disk. Says so when it is not."""
        try:
            await self.desk.record(deed, target, text, finding)
        except NotReadError:
            self.notify("材料还在读取，读完后再作决定", severity="warning")
            return False
        except NotKeptError:
            self.notify("预审记录库未打开，决定无法保存", severity="error", timeout=8)
            return False
        except PrereviewError as error:
            self.say(error)
            return False
        except ValueError as error:
            self.notify(str(error), severity="warning")
            return False
        self.main.decisions_changed()
        return True

    async def action_undo(self) -> None:
        """Take back the last step."""
        if not self.desk.decisions.can_undo:
            self.notify("没有可撤销的步骤")
        elif await self.keep("undo"):
            self.notify("已撤销上一步")

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        if not self.desk.decisions.can_redo:
            self.notify("没有可重做的步骤")
        elif await self.keep("redo"):
            self.notify("已重做")

    def action_sheet(self, name: str) -> None:
        """Go to one of the sheets."""
        self.main.show_sheet(name)

    def action_toggle_timer(self) -> None:
        """Start or pause the clock of the session."""
        running = self.main.clock.toggle()
        self.notify("会谈计时开始" if running else "会谈计时暂停")
        self.main.clock_changed()

    def action_show_large(self) -> None:
        """Large type for the firm."""
        self.main.show_large()

    def action_write_opinion(self) -> None:
        """Write the opinion."""
        self.main.write_opinion()

    def action_write_copies(self) -> None:
        """Write the annotated copies."""
        self.main.write_copies()
