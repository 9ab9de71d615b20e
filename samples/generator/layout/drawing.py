"""Seals, handwriting and ornaments, drawn as shapes or pictures: they leave no text in the text layer."""

from __future__ import annotations

import io
import math
from functools import cache
from random import Random
from typing import Any

import pypdfium2
from fontTools.pens.basePen import BasePen
from PIL import Image, ImageChops
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.generator.layout.fonts import outlines

RED = Color(0.82, 0.07, 0.10)


class _PathPen(BasePen):  # type: ignore[misc]
    """Glyph outlines into a reportlab path."""

    def __init__(self, glyph_set: Any, path: Any) -> None:
        super().__init__(glyph_set)
        self.path = path

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.path.moveTo(*point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.path.lineTo(*point)

    def _curveToOne(self, a: Any, b: Any, c: Any) -> None:  # noqa: N802
        self.path.curveTo(*a, *b, *c)

    def _closePath(self) -> None:  # noqa: N802
        self.path.close()


def _letter(canvas: Canvas, character: str, style: str) -> None:
    """A character as a filled shape, one unit high, its lower left corner in the origin."""
    glyph_set, names, units = outlines(style)
    if ord(character) not in names:
        return
    path = canvas.beginPath()
    glyph_set[names[ord(character)]].draw(_PathPen(glyph_set, path))
    canvas.saveState()
    canvas.scale(1 / units, 1 / units)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def seal(canvas: Canvas, x: float, y: float, name: str, *, radius: float = 56, below: str = "") -> None:
    """A round seal around a point: the name on the upper arc, a star, a line below it.

    A seal used several times in one file is stored once.
    """
    form = f"seal-{name}-{radius:g}".encode().hex()
    if not canvas.hasForm(form):
        edge = radius * 1.1
        canvas.beginForm(form, -edge, -edge, edge, edge)
        _seal(canvas, name, radius, below)
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setStrokeAlpha(0.75)
    canvas.setFillAlpha(0.75)
    canvas.doForm(form)
    canvas.restoreState()


def _seal(canvas: Canvas, name: str, radius: float, below: str) -> None:
    canvas.saveState()
    canvas.setStrokeColor(RED)
    canvas.setFillColor(RED)
    canvas.setLineWidth(radius / 22)
    canvas.circle(0, 0, radius, stroke=1, fill=0)
    _star(canvas, radius * 0.28)
    size = min(radius * 0.30, radius * 4.1 / max(len(name), 1))
    span = math.radians(min(280.0, 22.0 * len(name)))
    for index, character in enumerate(name):
        angle = span / 2 - span * index / max(len(name) - 1, 1)
        canvas.saveState()
        canvas.rotate(math.degrees(angle))
        canvas.translate(-size / 2, radius * 0.66)
        canvas.scale(size, size * 1.15)
        _letter(canvas, character, "song")
        canvas.restoreState()
    if below:
        size = radius * 0.2
        for index, character in enumerate(below):
            canvas.saveState()
            canvas.translate((index - len(below) / 2) * size, -radius * 0.62)
            canvas.scale(size * 0.92, size)
            _letter(canvas, character, "song")
            canvas.restoreState()
    canvas.restoreState()


def _star(canvas: Canvas, radius: float) -> None:
    path = canvas.beginPath()
    for index in range(10):
        length = radius if index % 2 == 0 else radius * 0.382
        angle = math.pi / 2 + index * math.pi / 5
        point = (length * math.cos(angle), length * math.sin(angle))
        if index == 0:
            path.moveTo(*point)
        else:
            path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def name_stamp(canvas: Canvas, x: float, y: float, name: str, size: float = 11) -> None:
    """The small square stamp of an accountant."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setStrokeColor(RED)
    canvas.setFillColor(RED)
    canvas.setStrokeAlpha(0.8)
    canvas.setFillAlpha(0.8)
    canvas.rect(0, 0, size * (len(name) + 0.6), size * 1.5, stroke=1, fill=0)
    for index, character in enumerate(name):
        canvas.saveState()
        canvas.translate(size * (index + 0.3), size * 0.35)
        canvas.scale(size, size)
        _letter(canvas, character, "song")
        canvas.restoreState()
    canvas.restoreState()


def handwriting(canvas: Canvas, x: float, y: float, name: str, size: float = 20) -> None:
    """A signature, as a picture: a name in slanted brush letters that run into each other.

    People sign on paper or a tablet; either way a picture gets into the file.
    """
    width, height = size * (len(name) + 1.2), size * 1.9
    canvas.drawImage(_signature(name, size), x - 2, y - 0.45 * size, width, height, mask="auto")


@cache
def _signature(name: str, size: float) -> ImageReader:
    """Ink on a transparent ground, three pixels a point."""
    width, height = size * (len(name) + 1.2), size * 1.9
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    random = Random(name)
    canvas.translate(2, 0.45 * size)
    canvas.transform(1, random.uniform(-0.04, 0.10), random.uniform(0.25, 0.45), 1, 0, 0)
    for character in name:
        grown = size * random.uniform(0.9, 1.2)
        canvas.saveState()
        canvas.rotate(random.uniform(-8, 8))
        canvas.scale(grown, grown)
        _letter(canvas, character, "kai")
        canvas.restoreState()
        canvas.translate(grown * random.uniform(0.66, 0.8), random.uniform(-1.5, 1.5))
    canvas.save()
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    drawn = page.render(scale=3, grayscale=True).to_pil().convert("L")
    picture = Image.new("RGBA", drawn.size, (26, 31, 71, 0))
    picture.putalpha(ImageChops.invert(drawn))
    return ImageReader(picture)


def square_code(canvas: Canvas, x: float, y: float, side: float, seed: str) -> None:
    """A square of dots that looks like a QR code and says nothing."""
    random = Random(seed)
    count = 25
    dot = side / count
    canvas.saveState()
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row in range(count):
        for column in range(count):
            if random.random() < 0.48 and not _in_corner(row, column, count):
                path.rect(x + column * dot, y + row * dot, dot, dot)
    canvas.drawPath(path, stroke=0, fill=1)
    for column, row in ((0, 0), (0, count - 7), (count - 7, count - 7)):
        for inset, grey in ((0, 0), (1, 1), (2, 0)):
            canvas.setFillGray(grey)
            side_in = (7 - 2 * inset) * dot
            canvas.rect(
                x + (column + inset) * dot, y + (row + inset) * dot, side_in, side_in, stroke=0, fill=1
            )
    canvas.restoreState()


def _in_corner(row: int, column: int, count: int) -> bool:
    return (column < 8 and (row < 8 or row >= count - 8)) or (column >= count - 8 and row >= count - 8)


def bars(canvas: Canvas, x: float, y: float, width: float, height: float, seed: str) -> None:
    """A bar code that says nothing."""
    random = Random(seed)
    canvas.saveState()
    canvas.setFillGray(0)
    path, at = canvas.beginPath(), x
    while at < x + width:
        bar = random.choice((0.8, 0.8, 1.6, 2.4))
        path.rect(at, y, bar, height)
        at += bar + random.choice((0.8, 1.6, 2.4))
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def frame(canvas: Canvas, width: float, height: float, color: Color, inset: float = 26) -> None:
    """The double frame of a certificate with corner ornaments."""
    canvas.saveState()
    canvas.setStrokeColor(color)
    for shift, line in ((0, 3.2), (6, 0.9)):
        canvas.setLineWidth(line)
        at = inset + shift
        canvas.rect(at, at, width - 2 * at, height - 2 * at, stroke=1, fill=0)
    canvas.setLineWidth(1.1)
    for x in (inset + 16, width - inset - 16):
        for y in (inset + 16, height - inset - 16):
            for radius in (3, 6, 9):
                canvas.circle(x, y, radius, stroke=1, fill=0)
    canvas.restoreState()


def emblem(canvas: Canvas, x: float, y: float, radius: float, color: Color) -> None:
    """A round emblem of an office: rings and rays, no real coat of arms."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setStrokeColor(color)
    canvas.setFillColor(color)
    canvas.setLineWidth(1.5)
    canvas.circle(0, 0, radius, stroke=1, fill=0)
    canvas.circle(0, 0, radius * 0.72, stroke=1, fill=0)
    for index in range(24):
        angle = index * math.pi / 12
        canvas.line(
            radius * 0.76 * math.cos(angle), radius * 0.76 * math.sin(angle),
            radius * 0.95 * math.cos(angle), radius * 0.95 * math.sin(angle),
        )  # fmt: skip
    _star(canvas, radius * 0.5)
    canvas.restoreState()
