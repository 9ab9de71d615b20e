"""From characters with boxes to words and lines: geometry only, the same for print and scan.

A word is a run of characters without a visible gap. A line holds words on one
height; where the gap is wider than a column gap a new line begins, so two
columns of a certificate give two lines, while letter-spaced labels stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from prereview.documents.glyphs import is_wide, join_lines
from prereview.documents.model import Box, Line, Method, Word

WORD_GAP = 0.3
"""A gap wider than this part of the character height ends a word."""

COLUMN_GAP = 4.0
"""A gap wider than this many character heights ends a line: the next column begins."""

SAME_HEIGHT = 0.45
"""Characters belong to one line when their middles differ by less than this part of their height."""

OVERSTRIKE = 0.35
"""The same character again within this part of its height is bold by overstriking, not a second one."""


class Glyph(NamedTuple):
    """A character (already in normal form) with its box in points from the page's top left.

    `method` is `text` for a character of a text layer, `ocr` for a recognised one.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0
    method: Method = "text"

    @property
    def middle(self) -> float:
        """Vertical centre in points."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top


LIGATURES = frozenset(("ff", "fi", "fl", "ft", "st", "ffi", "ffl", "fff"))
"""Letters that fonts draw as one shape; a text layer gives each of them the box of the whole."""


def split_ligatures(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Letters of a ligature side by side: on one spot the second f would pass for overstriking."""
    placed: list[Glyph] = []
    for (x0, _, x1, _), group in groupby(glyphs, key=itemgetter(1, 2, 3, 4)):
        run = list(group)
        if len(run) > 1 and "".join(g.text for g in run) in LIGATURES:
            step = (x1 - x0) / len(run)
            run = [g._replace(x0=x0 + i * step, x1=x0 + (i + 1) * step) for i, g in enumerate(run)]
        placed += run
    return placed


def group_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by height on the page, top to bottom; each row from left to right."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for own_middle, glyph in sorted([((g[2] + g[4]) / 2, g) for g in glyphs], key=_first):
        own_height = max(glyph[4] - glyph[2], 1.0)
        if rows and abs(own_middle - middle) < SAME_HEIGHT * min(own_height, height):
            row = rows[-1]
            row.append(glyph)
            middle += (own_middle - middle) / len(row)
            height = max(height, own_height)
        else:
            rows.append([glyph])
            middle, height = own_middle, own_height
    for row in rows:
        row.sort(key=_left)
    return rows


_first, _left = itemgetter(0), itemgetter(1)


def words_of(row: Sequence[Glyph]) -> list[Word]:
    """The words of one row, left to right; blanks end words and are dropped."""
    heights = sorted([g[4] - g[2] for g in row])
    gap = WORD_GAP * heights[len(heights) // 2]
    words: list[list[Glyph]] = []
    previous: Glyph | None = None
    for glyph in row:
        if glyph[0] == " ":
            previous = None
            continue
        if previous is not None and glyph[0] == previous[0] and _on_one_spot(previous, glyph):
            continue
        if previous is None or glyph[1] - previous[3] > gap:
            words.append([])
        words[-1].append(glyph)
        previous = glyph
    return [_word(run) for run in words]


def _on_one_spot(previous: Glyph, glyph: Glyph) -> bool:
    """The same character again, give or take the stroke that makes it bold."""
    return abs(glyph.x0 - previous.x0) < OVERSTRIKE * max(previous.x1 - previous.x0, 1.0)


def _word(run: Sequence[Glyph]) -> Word:
    if len(run) == 1:
        text, x0, top, x1, bottom, sure, _ = run[0]
        return Word(text, Box(x0, top, x1, bottom), sure)
    texts, lefts, tops, rights, bottoms, sures, _ = zip(*run, strict=True)
    return Word("".join(texts), Box(min(lefts), min(tops), max(rights), max(bottoms)), min(sures))


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """All lines of a region, in reading order."""
    lines: list[Line] = []
    for row in group_rows(glyphs):
        words = words_of(row)
        if words:
            method = method_of(row)
            lines += [line_of(part, page, method) for part in _columns(words)]
    return lines


def method_of(glyphs: Sequence[Glyph]) -> Method:
    """`ocr` when any of the characters was recognised in an image."""
    return "ocr" if any(g[6] == "ocr" for g in glyphs) else "text"


def _columns(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one row, split where a column gap opens."""
    size = median(w.box.height for w in words)
    columns = [[words[0]]]
    for word in words[1:]:
        if word.box.x0 - columns[-1][-1].box.x1 > COLUMN_GAP * size:
            columns.append([])
        columns[-1].append(word)
    return columns


def line_of(words: Sequence[Word], page: int, method: Method = "text") -> Line:
    """One line from words that stand side by side."""
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return Line(
        text=" ".join(w.text for w in words),
        page=page,
        box=box,
        words=tuple(words),
        size=round(median(w.box.height for w in words), 2),
        method=method,
        confidence=mean_confidence(words),
    )


def mean_confidence(words: Sequence[Word]) -> float:
    """Of words, each of which is as sure as its least sure character; 1 for a text layer."""
    return round(sum(w.confidence for w in words) / len(words), 3) if words else 1.0


def cell_lines(glyphs: Iterable[Glyph]) -> tuple[str, ...]:
    """The lines of text in one cell; words of a line are joined as people read them."""
    return tuple(join_words([w.text for w in words]) for words in cell_words(glyphs))


def cell_words(glyphs: Iterable[Glyph]) -> list[list[Word]]:
    """The words of one cell, line by line."""
    return [words for row in group_rows(glyphs) if (words := words_of(row))]


def join_words(words: Sequence[str]) -> str:
    """Words of one line inside a cell: nothing beside Chinese characters, a blank between Latin words."""
    return join_lines(list(words))


__all__ = [
    "Glyph",
    "cell_lines",
    "cell_words",
    "group_rows",
    "is_wide",
    "join_words",
    "line_of",
    "lines_of",
    "mean_confidence",
    "method_of",
    "words_of",
]
