"""All keys of the review screen in one table: bindings, footer and help come from it."""

from __future__ import annotations

import msgspec
from textual.binding import Binding


class Action(msgspec.Struct, frozen=True):
    """A thing a person can do: the method `action_<name>`, its keys and what it does."""

    name: str
    keys: str
    label: str
    explanation: str
    in_footer: bool = True
    key_display: str | None = None

    def binding(self) -> Binding:
        """The Textual binding of this action."""
        return Binding(self.keys, self.name, self.label, show=self.in_footer, key_display=self.key_display)


REVIEW_ACTIONS = (
    Action("next_finding", "down,j", "下一项", "移到下一项问题", key_display="↓"),
    Action("previous_finding", "up,k", "上一项", "移到上一项问题", key_display="↑"),
    Action("next_pane", "tab", "面板", "在目录、问题、详情之间切换", key_display="Tab"),
    Action("toggle_sections", "s", "目录", "显示或隐藏目录"),
    Action("cycle_filter", "f", "筛选", "依次显示：问题、未能核对、通过、全部"),
    Action("show_help", "question_mark", "帮助", "显示全部按键", key_display="?"),
    Action("reread", "r", "重读", "重新读取材料并核对", in_footer=False),
    Action("open_other", "o", "打开", "打开另一份材料", in_footer=False),
    Action("quit", "q", "退出", "退出程序"),
)


def bindings(actions: tuple[Action, ...]) -> list[Binding]:
    """Textual bindings for a table of actions."""
    return [action.binding() for action in actions]
