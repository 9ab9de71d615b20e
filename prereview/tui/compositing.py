"""Messages over panes, with all their characters.

Textual cuts every line where any widget begins or ends, also one that lies underneath
and is not seen; a Chinese character across such a cut becomes two blanks (Textualize/textual
issue 6357). Here a line is cut only where what is seen changes. The methods replaced are
not public, so the range of Textual versions is narrow and a test looks at the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TypeVar, cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

ResultT = TypeVar("ResultT")

Chops = dict[int, Strip | None]
"""The pieces of one line by their first cell; None where nothing was drawn yet."""


Span = tuple[int, int, int]
"""A line, the first cell in it and the cell after the last."""


class WideCompositor(Compositor):
    """Puts the widgets of a screen together without cutting characters needlessly."""

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        lines: list[Chops] = [dict.fromkeys(line[:-1]) for line in cuts]
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            first, last = seen.column_span
            for y, strip in zip(seen.line_range, strips, strict=False):
                if is_rendered_line(y):
                    own = [cut for cut in cuts[y] if first <= cut <= last]
                    _draw(lines[y], own, strip, seen.x)
        return cast("Sequence[Mapping[int, Strip]]", lines)

    def render_partial_update(self) -> ChopsUpdate | None:
        """The pieces to draw anew; whole ones, for the same reason."""
        update = super().render_partial_update()
        if update is None:
            return None
        width = self.size.width
        update.chop_ends = [[*list(line)[1:], width] for line in update.chops]
        update.spans = [
            _whole(span, update.chops[span[0]], update.chop_ends[span[0]]) for span in update.spans
        ]
        return update


def _draw(line: Chops, cuts: Sequence[int], strip: Strip, x: int) -> None:
    """Put a strip that begins at cell `x` behind what is there; what is seen of it is in one piece."""
    for is_free, run in groupby(
        pairwise(cuts), key=lambda piece: piece[0] in line and line[piece[0]] is None
    ):
        if is_free:
            (start, end), *rest = run
            end = rest[-1][1] if rest else end
            line[start] = strip.crop(start - x, end - x)
            for absorbed, _ in rest:
                del line[absorbed]


def _whole(span: Span, line: Mapping[int, Strip | None], ends: Sequence[int]) -> Span:
    """A span up to the end of the last piece it touches."""
    y, first, last = span
    for (start, strip), end in zip(line.items(), ends, strict=True):
        if strip is not None and start < last < end:
            return y, first, end
    return span


class WideScreen(Screen[ResultT]):
    """A screen put together by `WideCompositor`."""

    def __init__(self, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._compositor = WideCompositor()


class WideModalScreen(ModalScreen[ResultT]):
    """The same over another screen."""

    def __init__(self, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._compositor = WideCompositor()
