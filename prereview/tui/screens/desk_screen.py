"""What the screens of an open review share: saving, sheets, the clock, what is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from prereview.errors import PrereviewError
from prereview.review.decisions import Action as Deed
from prereview.review.decisions import Event, OwnFinding
from prereview.review.store import OverwriteError
from prereview.tui.desk import Desk, NotKeptError, NotReadError
from prereview.tui.dialogs.asking import YesNoDialog
from prereview.tui.screens.base import TableScreen


def told(event: Event) -> str:
    """What another person did, in words."""
    reason = f"：{event.text}" if event.text else ""
    return f"{event.reviewer or '其他人'}刚刚{DEEDS.get(event.action, '作了修改')}{reason}"


DEEDS: dict[Deed, str] = {
    "confirm": "确认该问题成立",
    "dismiss": "认定该问题不成立",
    "explained": "接受了企业的说明",
    "reopen": "撤回了决定",
    "answer": "填写了回答",
    "remove": "删除了补充的问题",
}
"""What people do, as it is told to others."""


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
        """Write one event; True when it is on disk. Says so when it is not.

        What another person decided meanwhile is shown and asked about before it is replaced.
        """
        try:
            await self.desk.record(deed, target, text, finding)
        except NotReadError:
            self.notify("材料还在读取，读完后再作决定", severity="warning")
            return False
        except NotKeptError:
            self.notify("预审记录库未打开，决定无法保存", severity="error", timeout=8)
            return False
        except OverwriteError as error:
            await self.desk.refresh()
            self.main.decisions_changed()
            question = f"{told(error.event)}。仍要改为自己的决定吗？"
            self.app.push_screen(
                YesNoDialog("其他人已作出决定", question), self._replacing(deed, target, text, finding)
            )
            return False
        except PrereviewError as error:
            self.say(error)
            return False
        except ValueError as error:
            self.notify(str(error), severity="warning")
            return False
        self.main.decisions_changed()
        return True

    def _replacing(
        self, deed: Deed, target: str, text: str, finding: OwnFinding | None
    ) -> Callable[[bool | None], Awaitable[None]]:
        async def answered(yes: bool | None) -> None:
            if yes:
                await self.keep(deed, target, text, finding)

        return answered

    async def action_undo(self) -> None:
        """Take back the last step."""
        if not self.desk.can_undo:
            self.notify("没有可撤销的步骤")
        elif await self.keep("undo"):
            self.notify("已撤销上一步")

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        if not self.desk.can_redo:
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
