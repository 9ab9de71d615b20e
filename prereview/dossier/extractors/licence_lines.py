"""The lines of licences and certificates, and the values that stand on them without a label.

These papers have one page, few labels, and many values that only their shape
tells: codes, days, registered numbers. They are read from the lines whatever the
reader took for a table: an ornamental frame may have become one around the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

import msgspec

from prereview.documents.model import Block, Cell, Line, Method, Snippet, Table, snippet
from prereview.dossier.finders.labelled import find_labelled
from prereview.dossier.finders.labels import COLUMN, Labels, cut_labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.mending import known_labels, label_starts, mend
from prereview.dossier.finders.rows import Row, rows_of
from prereview.dossier.values.dates import Day
from prereview.dossier.values.repair import REPAIRED, read_day

Read = TypeVar("Read")

STRAY = 2
"""A line that is a date holds at most so many other characters: scraps of a seal over it."""

FRAMED = 4
"""A lone cell with at least so many lines is a page in a frame, not a table."""

_OF_A_DAY = frozenset("0123456789年月日-./〇零一二三四五六七八九十")
_BESIDE_DAY = re.compile(
    r"^(?:登记机关|发证机关|发证日期|发照日期|颁发日期|颁证日期|登记日期|签发日期|日期)?:?"
)
_SCRAPS = "_-.,:;|~'\"*·•`^ "
"""What a recogniser makes of dust and of the lines of a form beside a value."""


# ---- lines


def all_lines(blocks: Iterable[Block]) -> list[Line]:
    """Lines as they are, and those inside cells with the box of their cell."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            lines += [line for cell in block.cells for line in _lines_in(cell)]
    return lines


def free_lines(blocks: Iterable[Block]) -> list[Line]:
    """Lines outside tables; those of a page whose frame was taken for a table are outside."""
    return all_lines(block for block in blocks if isinstance(block, Line) or frame_of(block))


def frame_of(table: Table) -> Cell | None:
    """The cell that holds all the text of a page with an ornamental frame; None for a table."""
    filled = [cell for cell in table.cells if cell.text]
    return filled[0] if len(filled) == 1 and len(filled[0].lines) >= FRAMED else None


def _lines_in(cell: Cell) -> Iterator[Line]:
    method: Method = "ocr" if cell.method == "ocr" else "text"
    for text in cell.lines or (cell.text,):
        if text:
            yield Line(text, cell.page, cell.box, cell.where, (), 0.0, method, cell.confidence)


# ---- labelled values


def cut(lines: Sequence[Line], labels: Labels) -> dict[str, Snippet]:
    """Values by label: from lines with places by distance, from those without by order."""
    found = cut_labels(mend([line for line in lines if line.words or line.box is None], labels), labels)
    for line in _joined([line for line in lines if line.box is not None and not line.words], labels):
        for name, value in cut_labels(_pieces(line, labels), labels).items():
            found.setdefault(name, msgspec.structs.replace(value, box=line.box))
    return found


def cut_blocks(blocks: Iterable[Block], labels: Labels) -> dict[str, Snippet]:
    """Values by label, of lines and of tables that set labels beside their values."""
    blocks = list(blocks)
    tables = [b for b in blocks if isinstance(b, Table) and frame_of(b) is None]
    found = {name: values[0].value for name, values in find_labelled(tables, labels).items()}
    for name, value in cut(all_lines(blocks), labels).items():
        found.setdefault(name, value)
    return found


def _joined(lines: Sequence[Line], labels: Labels) -> Iterator[Line]:
    """Lines of a frame: one without a label may go on with the labelled value above it."""
    known = known_labels(labels)
    open_line: Line | None = None
    for line in lines:
        goes_on = (
            open_line is not None
            and open_line.box == line.box
            and _begins_with_label(open_line.text, known)
            and not _begins_with_label(line.text, known)
            and (open_line.text.endswith(":") or not _ENDS_VALUES.search(squash(line.text)))
        )
        if open_line is not None and goes_on:
            open_line = msgspec.structs.replace(open_line, text=f"{open_line.text}\n{line.text}")
            continue
        if open_line is not None:
            yield open_line
        open_line = line
    if open_line is not None:
        yield open_line


_ENDS_VALUES = re.compile(
    r"。|国家知识产权局|国家版权局|根据《|经中国版权|^局长|^签章|^第\d+页|证书|^\d{4}年\d{1,2}月\d{1,2}日$|^No"
)


def _begins_with_label(text: str, known: Sequence[str]) -> bool:
    plain = squash(text)
    return any(plain.startswith(f"{label}:") for label in known)


def _pieces(line: Line, labels: Labels) -> list[Line]:
    """A line without places, parted before each label that ran into the value before it."""
    text = "\n".join(squash(part) for part in line.text.split("\n"))
    starts = [0, *label_starts(text, known_labels(labels)), len(text)]
    parts = (text[a:b] for a, b in pairwise(starts))
    return [msgspec.structs.replace(line, text=part, box=None) for part in parts]


# ---- values


def one_line(place: Snippet) -> str:
    """A value on one line without the blanks of its layout, or the scraps beside it on a scan."""
    text = re.sub(r"(?<=[\u4e00-\u9fff,;:()]) (?=[\u4e00-\u9fff,;:()])", "", flat(place)).strip()
    return text.lstrip(_SCRAPS).rstrip("_|~'`^ ") if recognised(place) else text


def recognised(place: Snippet | Line) -> bool:
    """Whether a text comes from an image, so that a misread character may be put right."""
    return place.method == "ocr"


def repaired(place: Snippet, was: bool) -> Snippet:
    """The place of a value that was put right: never surer than a repair can be."""
    return at_most(place, REPAIRED) if was else place


def at_most(place: Snippet, confidence: float) -> Snippet:
    """The place of a value that is no surer than `confidence`, 0 to 1."""
    return msgspec.structs.replace(place, confidence=min(place.confidence, confidence))


def day_of(place: Snippet | None) -> tuple[Day, Snippet] | None:
    """The day a value names, with its place."""
    if place is None:
        return None
    found = read_day(flat(place), recognised=recognised(place))
    return (found[0], repaired(place, found[1])) if found else None


class LoneDay(NamedTuple):
    """A day that stands by itself on its line."""

    day: Day
    place: Snippet


def lone_days(lines: Sequence[Line]) -> list[LoneDay]:
    """The days that stand by themselves, top to bottom; one set in pieces (`2023 年 05 月 09 日`) is one."""
    found = [lone for run in _runs(lines) if (lone := _lone_day(run))]
    found.sort(key=lambda lone: (lone.place.page or 0, lone.place.box.middle if lone.place.box else 0.0))
    return found


def last_lone_day(lines: Sequence[Line]) -> tuple[Day, Snippet] | None:
    """The day that stands by itself lowest on the page: the date of issue."""
    days = lone_days(lines)
    return (days[-1].day, days[-1].place) if days else None


def _lone_day(run: Snippet) -> LoneDay | None:
    text = _BESIDE_DAY.sub("", squash(run.text))
    kept = "".join(c for c in text if c in _OF_A_DAY)
    if len(text) - len(kept) > STRAY:
        return None
    found = read_day(text, recognised=recognised(run))
    if found is None and recognised(run):
        scraps_off = read_day(kept, recognised=True)
        found = (scraps_off[0], True) if scraps_off else None
    return LoneDay(found[0], repaired(run, found[1])) if found else None


def _runs(lines: Sequence[Line]) -> Iterator[Snippet]:
    """Every line, and what several lines make together between wide gaps of their row."""
    yield from (snippet(line) for line in lines)
    for row in rows_of([line for line in lines if line.box is not None and line.words]):
        ends = [i for i in range(1, len(row.places)) if row.gap_before(i) > COLUMN * row.em]
        for start, end in pairwise([0, *ends, len(row.places)]):
            if row.places[start].line is not row.places[end - 1].line:
                yield _snippet_of(row, start, end)


def _snippet_of(row: Row, start: int, end: int) -> Snippet:
    places = row.places[start:end]
    box = places[0].line.box
    for place in places:
        box = box.union(place.line.box) if box and place.line.box else box
    first = places[0].line
    confidence = min(p.line.confidence for p in places)
    return Snippet("".join(p.text for p in places), first.page, box, first.where, first.method, confidence)


def first_read(
    lines: Iterable[Line], read: Callable[[str, bool], tuple[Read, bool] | None]
) -> tuple[Read, Snippet] | None:
    """The first line a reader makes sense of, and what it read there."""
    for line in lines:
        found = read(line.text, recognised(line))
        if found:
            return found[0], repaired(snippet(line), found[1])
    return None
