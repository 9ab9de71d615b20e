"""What all screens share: their table of actions, help, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.worker import Worker

from prereview.errors import PrereviewError
from prereview.tui.actions import Action
from prereview.tui.compositing import WideScreen

if TYPE_CHECKING:
    from prereview.tui.app import PrereviewApp


class TableScreen(WideScreen[None]):
    """A screen with a table of actions."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    HELP: ClassVar[str] = ""
    """Name of the screen in the help."""

    @property
    def main(self) -> PrereviewApp:
        """The application, as what it is."""
        return cast("PrereviewApp", self.app)

    def action_show_help(self) -> None:
        """Show all keys."""
        from prereview.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.HELP, self.ACTIONS), self._chosen_in_help)

    async def _chosen_in_help(self, action: str | None) -> None:
        if action is not None:
            await self.run_action(action)

    def action_leave(self) -> None:
        """Back to the screen before."""
        self.app.pop_screen()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A job behind this screen failed where none should: say so, nothing else is touched."""
        self.main.job_failed(event.worker)

    def say(self, error: PrereviewError) -> None:
        """An error in words."""
        remedy = f"\n{error.remedy}" if error.remedy else ""
        self.notify(f"{error.message}{remedy}", severity="error", timeout=8, markup=False)
