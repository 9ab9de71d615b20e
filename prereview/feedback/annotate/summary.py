"""The page in front of an annotated copy: what was found in this file, with links to the places.

Plain lines of text that can be searched and copied, in the font that `font` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, String

from prereview.documents.glyphs import is_wide
from prereview.feedback.annotate.font import SheetFont, font_for
from prereview.feedback.annotate.notes import Note
from prereview.feedback.plain import plain_line

WIDTH, HEIGHT = 595.28, 841.89
"""A4 in points."""

MARGIN = 56.0
SIZE = 10.0
LEADING = 15.0

BOOKMARK = "预审批注摘要"
SIGNED = "原文件带有数字签名；本批注副本改动了文件，签名在副本中不再有效，请以原文件为准。"


_WORDS = re.compile(r"[!-~]+|.", re.DOTALL)
"""What a line is not broken inside of: printable ASCII without blanks, or one character."""


class _Item(msgspec.Struct, frozen=True):
    """One line to set: text, size in points, page index it links to."""

    text: str
    size: float = SIZE
    link: int | None = None


def add_summary(
    pdf: pikepdf.Pdf, notes: Sequence[Note], title: str, font: SheetFont | None = None, *, signed: bool
) -> None:
    """Put the summary in front of a copy, as its first bookmark, and keep the page labels right.

    `font` is given by who writes many copies, so that one subset serves them all.
    """
    targets = [page.obj for page in pdf.pages]
    font = font or font_for(summary_text(notes, title))
    embedded, sheets = font.embed(pdf), 0
    for position, items in enumerate(_sheets(list(_items(notes, plain_line(title), signed)))):
        pdf.pages.insert(position, pikepdf.Page(_sheet(pdf, items, targets, font, embedded)))
        sheets = position + 1
    _shift_page_labels(pdf, sheets)
    with pdf.open_outline() as outline:
        outline.root.insert(0, pikepdf.OutlineItem(BOOKMARK, 0))


def summary_text(notes: Sequence[Note], title: str) -> str:
    """All the text that a summary of these notes may set."""
    return "".join(item.text for item in _items(notes, plain_line(title), signed=True))


def _items(notes: Sequence[Note], title: str, signed: bool) -> Iterator[_Item]:
    yield _Item(BOOKMARK, 16)
    yield from (_Item(line) for line in _wrapped(title, SIZE))
    yield _Item("方框旁的编号与预审意见书中的问题编号相同；点击条目可跳到所在页。")
    if signed:
        yield from (_Item(line) for line in _wrapped(SIGNED, SIZE))
    yield _Item("")
    for label in dict.fromkeys(note.label for note in notes):
        places = [n for n in notes if n.label == label]
        pages = sorted({n.page for n in places if n.page})
        link = pages[0] - 1 if pages else None
        where = f"（第{'、'.join(map(str, pages))}页）" if pages else ""
        yield from (_Item(line, link=link) for line in _wrapped(f"{places[0].title}{where}", SIZE))
        message = places[0].text.split("\n")[1]
        yield from (_Item(f"　　{line}") for line in _wrapped(message, SIZE, indent=2))
        yield _Item("", size=5)


def _wrapped(text: str, size: float, indent: int = 0) -> Iterator[str]:
    """Lines that fit the width of the sheet, numbers and Latin words whole where a line can hold them."""
    room = (WIDTH - 2 * MARGIN) / size - indent
    line = ""
    for word in _WORDS.findall(text):
        for piece in (word,) if _width(word) <= room else word:
            if line and _width(line) + _width(piece) > room:
                yield line.rstrip(" ")
                line = ""
            line += piece
    if line:
        yield line


def _width(text: str) -> float:
    """Width in ems: a wide character is one, others half of one and a little."""
    return sum(1.0 if is_wide(c) or ord(c) > 0x2E7F else 0.55 for c in text)


def _sheets(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    sheet: list[_Item] = []
    left = HEIGHT - 2 * MARGIN
    for item in items:
        needed = _height(item)
        if needed > left:
            yield sheet
            sheet, left = [], HEIGHT - 2 * MARGIN
        sheet.append(item)
        left -= needed
    yield sheet


def _height(item: _Item) -> float:
    return max(item.size * 1.5, LEADING if item.text else item.size)


def _sheet(
    pdf: pikepdf.Pdf,
    items: Sequence[_Item],
    targets: Sequence[pikepdf.Object],
    font: SheetFont,
    embedded: pikepdf.Object,
) -> pikepdf.Dictionary:
    drawing: list[str] = []
    links: list[pikepdf.Object] = []
    y = HEIGHT - MARGIN
    for item in items:
        y -= _height(item)
        if item.text:
            coded = font.encode(item.text)
            drawing.append(f"BT /Song {item.size:g} Tf {MARGIN:g} {y:.2f} Td <{coded}> Tj ET")
        if item.link is not None and item.link < len(targets):
            links.append(pdf.make_indirect(_link(y, item.size, targets[item.link])))
    return Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, WIDTH, HEIGHT]),
        Resources=Dictionary(Font=Dictionary(Song=embedded)),
        Contents=pikepdf.Stream(pdf, "\n".join(drawing).encode("ascii")),
        Annots=Array(links),
    )


def _link(y: float, size: float, target: pikepdf.Object) -> pikepdf.Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([MARGIN, y - 3, WIDTH - MARGIN, y + size]),
        Border=Array([0, 0, 0]),
        Dest=Array([target, Name.Fit]),
    )


def _shift_page_labels(pdf: pikepdf.Pdf, by: int) -> None:
    """Printed page labels go on naming the pages they named."""
    labels = pdf.Root.get("/PageLabels")
    if labels is None or "/Nums" not in labels:
        return
    numbers = list(labels.Nums)
    shifted: list[object] = [0, Dictionary(P=String("摘要"))]
    for index, value in zip(numbers[::2], numbers[1::2], strict=True):
        shifted += [int(index) + by, value]
    labels.Nums = Array(shifted)
