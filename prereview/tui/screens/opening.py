"""The first screen: a path to type, paste or drop, the reviews of late, and the folders of this computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import DirectoryTree, Input, Static

from prereview import __version__
from prereview.tui.actions import OPENING, bindings
from prereview.tui.cells import pad
from prereview.tui.lines import Row, row, tail
from prereview.tui.screens.base import TableScreen
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from prereview.review.store import Round


class FolderTree(DirectoryTree):
    """Folders and the files that can be opened; hidden ones are left out."""

    SUFFIXES = (".pdf", ".docx", ".zip")

    def filter_paths(self, paths: object) -> list[Path]:
        """Leave out what cannot be a package."""
        return [
            path
            for path in paths  # type: ignore[attr-defined]
            if not path.name.startswith((".", "~$"))
            and (path.is_dir() or path.suffix.lower() in self.SUFFIXES)
        ]


class OpeningScreen(TableScreen):
    """Asks which package to open."""

    ACTIONS = OPENING
    HELP = "首页"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OPENING)]
    AUTO_FOCUS = "#path"

    class RecentFound(Message):
        """The reviews of late."""

        def __init__(self, rounds: tuple[Round, ...]) -> None:
            self.rounds = rounds
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._rounds: tuple[Round, ...] | None = None

    def compose(self) -> ComposeResult:
        """A path above the reviews of late and the folders."""
        yield Static(f"prereview {__version__}　高新技术企业认定申报材料预审", id="banner", markup=False)
        yield Input(
            placeholder="材料文件夹，或 PDF、DOCX、ZIP 文件的路径（可粘贴、拖入），回车打开", id="path"
        )
        with Horizontal(id="opening"):
            with Vertical(id="recent-side"):
                yield RowList(id="recent", classes="pane")
            tree = FolderTree(Path.cwd(), id="tree", classes="pane")
            tree.border_title = "文件夹（回车打开，→ 展开）"
            yield tree
        yield KeyBar(OPENING)

    def on_mount(self) -> None:
        """Look in the store for the reviews of late."""
        recent = self.query_one("#recent", RowList)
        recent.border_title = "最近"
        recent.show(self._rows)
        self.run_worker(self._find_recent, thread=True, group="recent", exit_on_error=False)

    def _find_recent(self) -> None:
        """Runs in a thread: only posts a message."""
        store = self.main.store_in_thread()
        self.post_message(self.RecentFound(store.recent() if store is not None else ()))

    @on(RecentFound)
    def _show_recent(self, message: RecentFound) -> None:
        self._rounds = message.rounds
        recent = self.query_one("#recent", RowList)
        recent.show(self._rows)
        line = self.query_one("#path", Input)
        if message.rounds and line.has_focus and not line.value:
            recent.focus()

    def _rows(self, cells: int) -> list[Row]:
        if self._rounds is None:
            return [row(("正在打开预审记录……", "dim"))]
        if not self._rounds:
            return [row(("还没有预审记录。请在上方输入路径，或在右侧选择文件夹。", "dim"))]
        rows: list[Row] = []
        for found in self._rounds:
            when = found.made_at.astimezone().strftime("%m-%d %H:%M")
            gone = "" if Path(found.package).exists() else "　原材料不在原处"
            year = found.application.rpartition("/")[2]
            rows += [
                row((pad(found.name, cells - 18), "bold"), (f" {year:>4} {when}", "dim"), id=found.package),
                row("  ", tail(found.verdict, cells - 2), id=found.package),
                row("  ", (tail(found.package, cells - 20) + gone, "dim"), id=found.package),
            ]
        return rows

    # ---- opening

    @on(RowList.Chosen, "#recent")
    def _recent_chosen(self, event: RowList.Chosen) -> None:
        self._open(Path(event.id), known=True)

    @on(Input.Submitted, "#path")
    def _path_entered(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._open(path_in(event.value))

    @on(DirectoryTree.FileSelected)
    def _file_chosen(self, event: DirectoryTree.FileSelected) -> None:
        self._open(event.path)

    @on(DirectoryTree.DirectorySelected)
    def _folder_chosen(self, event: DirectoryTree.DirectorySelected) -> None:
        if event.node is not self.query_one("#tree", DirectoryTree).root:
            self._open(event.path)

    def on_paste(self, event: events.Paste) -> None:
        """A path pasted or dropped anywhere is opened when it is one."""
        event.stop()
        line = self.query_one("#path", Input)
        line.value = event.text.strip()
        line.focus()
        path = path_in(event.text)
        if path.exists():
            self._open(path)

    def action_open_as_queue(self) -> None:
        """Take the folder under the cursor for a folder of packages."""
        node = self.query_one("#tree", DirectoryTree).cursor_node
        if node is not None and node.data is not None and node.data.path.is_dir():
            self.main.open_path(node.data.path, as_queue=True)

    def action_up_folder(self) -> None:
        """Show the folder above."""
        tree = self.query_one("#tree", FolderTree)
        tree.path = Path(tree.path).resolve().parent

    def action_next_pane(self) -> None:
        """Give the next pane the focus."""
        self.focus_next("#path, .pane")

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _open(self, path: Path, known: bool = False) -> None:
        if not path.exists() and not known:
            self.notify(f"找不到 {path}", severity="error", markup=False)
        elif known:
            self.main.open_package(path)
        else:
            self.main.open_path(path)


def path_in(text: str) -> Path:
    """The path in what was typed, pasted or dropped: quotes, `file://` and escaped blanks are undone."""
    from urllib.parse import unquote, urlparse

    line = text.strip().splitlines()[0].strip() if text.strip() else ""
    line = line.strip("'\"")
    if line.startswith("file://"):
        line = unquote(urlparse(line).path)
    path = Path(line).expanduser()
    return path if path.exists() else Path(line.replace("\\ ", " ")).expanduser()
