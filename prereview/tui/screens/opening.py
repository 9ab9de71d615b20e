"""Choosing a package: type or paste a path, or walk to it in the tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import DirectoryTree, Footer, Input, Static

if TYPE_CHECKING:
    from prereview.tui.app import PrereviewApp


class OpeningScreen(Screen[None]):
    """Asks which package to open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("o", "open_highlighted", "打开所选"),
        ("q", "app.quit", "退出"),
    ]

    def compose(self) -> ComposeResult:
        """A path field above a tree of the current folder."""
        yield Static("选择申报材料：一个文件夹，或单个 PDF、DOCX、ZIP 文件", classes="hint")
        yield Input(placeholder="路径（可粘贴或拖入），回车打开", id="path")
        yield DirectoryTree(Path.cwd(), id="tree")
        yield Footer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the typed path; quotes around a dragged path are dropped."""
        self._open(Path(event.value.strip().strip("'\"")).expanduser())

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """Open a file chosen in the tree."""
        self._open(event.path)

    def action_open_highlighted(self) -> None:
        """Open the folder or file the tree stands on."""
        node = self.query_one("#tree", DirectoryTree).cursor_node
        if node is not None and node.data is not None:
            self._open(node.data.path)

    def _open(self, path: Path) -> None:
        if path.exists():
            cast("PrereviewApp", self.app).open_package(path)
        else:
            self.notify(f"找不到 {path}", severity="error")
