"""A place as a picture over the whole screen: what no text can tell, a seal, a signature, a smudge."""

from __future__ import annotations

from typing import ClassVar

from PIL import Image
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from prereview.tui.actions import PICTURE, bindings
from prereview.tui.desk import Desk
from prereview.tui.paging.window import Edges
from prereview.tui.places import Place
from prereview.tui.screens.desk_screen import DeskScreen
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.picture_view import PictureView


class PictureScreen(DeskScreen):
    """Arrows move, + and - zoom; Esc goes back."""

    ACTIONS = PICTURE
    HELP = "图像"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PICTURE)]

    class Ready(Message):
        """The page was rendered; None when it has no picture."""

        def __init__(self, picture: Image.Image | None, marks: tuple[Edges, ...]) -> None:
            self.picture = picture
            self.marks = marks
            super().__init__()

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk)
        self.place = place
        self.picture: Image.Image | None = None

    def compose(self) -> ComposeResult:
        """The picture and the keys."""
        view = PictureView(id="picture")
        view.border_title = Content(self.place.title)
        view.border_subtitle = "正在绘制……"
        yield view
        yield KeyBar(PICTURE)

    def on_mount(self) -> None:
        """Render the page in a thread."""
        self.query_one(PictureView).focus()
        self.run_worker(self._render_page, thread=True, group="picture", exit_on_error=False)

    def _render_page(self) -> None:
        """Runs in a thread: only posts a message."""
        shelf = self.desk.shelf
        picture = shelf.picture(self.place.file, self.place.page)
        page = shelf.page(self.place.file, self.place.page) if picture is not None else None
        self.post_message(self.Ready(picture, edges_of(self.place, picture, page.width if page else 0.0)))

    @on(Ready)
    def _show(self, message: Ready) -> None:
        view = self.query_one(PictureView)
        if message.picture is None:
            view.border_subtitle = ""
            self.notify("该文件没有图像：DOCX 和表格没有页面图像，或原文件不在原处", timeout=6)
            self.action_leave()
            return
        self.picture = message.picture
        view.show(message.picture, message.marks)
        view.border_subtitle = Content(self.place.caption) if self.place.caption else ""

    def action_zoom(self, step: int) -> None:
        """Nearer or farther."""
        self.query_one(PictureView).zoom(step)

    def action_pan(self, across: int, down: int) -> None:
        """To the part beside."""
        self.query_one(PictureView).move(across, down)


def edges_of(place: Place, picture: Image.Image | None, page_width: float) -> tuple[Edges, ...]:
    """The marked boxes of a place in pixels of its picture; `page_width` in points."""
    if picture is None or not page_width:
        return ()
    scale = picture.width / page_width
    boxes = [mark.box for mark in place.marks if mark.box is not None]
    return tuple((b.x0 * scale, b.top * scale, b.x1 * scale, b.bottom * scale) for b in boxes)
