"""The objects of a PDF page through PDFium: characters, ruled lines, images, with boxes as displayed.

Boxes are turned into displayed coordinates here, once: crop box and rotation
applied, origin top left, y downwards.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from prereview.documents.glyphs import clean_character
from prereview.documents.grids import Ruling
from prereview.documents.layout import Glyph
from prereview.documents.limits import LIMITS
from prereview.documents.model import Box

THICKEST_RULE = 3.0
"""A filled bar up to this many points thick is a drawn line."""

STRAIGHT = 0.75
"""Points by which the ends of a straight line may differ across it."""

LONG_PATH = 24
"""Segments from which on a path is sampled before it is followed."""

ONE_RECTANGLE = 5
"""Segments of a single rectangle; a filled one that is no thin bar is a background."""

MANY_CORNERS = 8
"""Segments from which on a stroked path is more than a frame or an arrow."""

SAMPLED = 24
"""Characters that are asked whether they are drawn at all."""

Matrix = tuple[float, float, float, float, float, float]
"""Affine map (a, b, c, d, e, f): x' = a·x + c·y + e, y' = b·x + d·y + f."""


class Drawing(NamedTuple):
    """What a page shows besides text, in points as displayed.

    `shapes` counts the paths that are no ruled lines; `strokes` are the boxes of small
    curved ones, as a pen leaves them; `text_on_top` tells whether any text is drawn
    after the largest image.
    """

    rulings: list[Ruling]
    images: list[Box]
    shapes: int
    strokes: list[Box]
    text_on_top: bool

    def image_share(self, area: float) -> float:
        """Part of the page's area (square points) that images cover, 0 to 1."""
        covered = sum(box.width * box.height for box in self.images)
        return min(covered / area, 1.0) if area else 0.0


def display_matrix(page: pdfium.PdfPage) -> Matrix:
    """From page space (y upwards, unrotated) to the page as displayed (y downwards)."""
    left, bottom, right, top = page.get_bbox() if hasattr(page, "get_bbox") else page.get_cropbox()
    match page.get_rotation():
        case 90:
            return (0, 1, 1, 0, -bottom, -left)
        case 180:
            return (-1, 0, 0, 1, right, -bottom)
        case 270:
            return (0, -1, -1, 0, top, right)
        case _:
            return (1, 0, 0, -1, -left, top)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _chain(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    x, y = _apply(outer, e, f)
    ax, ay = _apply(outer, a, b)
    cx, cy = _apply(outer, c, d)
    ox, oy = outer[4], outer[5]
    return (ax - ox, ay - oy, cx - ox, cy - oy, x, y)


def _bounds(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    if b == 0.0 == c:
        xa, ya, xb, yb = a * x0 + e, d * y0 + f, a * x1 + e, d * y1 + f
    else:
        xa, ya, xb, yb = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
    if xa > xb:
        xa, xb = xb, xa
    return (xa, ya, xb, yb) if ya <= yb else (xa, yb, xb, ya)


def glyphs_of(page: pdfium.PdfPage, displayed: Matrix, width: float, height: float) -> Iterator[Glyph]:
    """Visible characters in normal form; slanted ones (watermarks) are left out."""
    text = page.get_textpage()
    box_of = pdfium_c.FPDFText_GetLooseCharBox
    try:
        raw = text.raw
        rect = pdfium_c.FS_RECTF()
        last_edges, slanted = (0.0, 0.0), False
        for i, shown in _characters(raw, min(text.count_chars(), LIMITS.characters_per_page)):
            if not box_of(raw, i, rect):
                continue
            left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
            if (bottom, top) != last_edges:
                # characters of one run share their edges unless the run is slanted
                last_edges, slanted = (bottom, top), _slanted(raw, i)
            if slanted:
                continue
            x0, y0, x1, y1 = _bounds(displayed, left, bottom, right, top)
            if x1 >= 0 and y1 >= 0 and x0 <= width and y0 <= height:
                yield Glyph(shown, x0, y0, x1, y1)
    finally:
        text.close()


def _characters(text: object, count: int) -> Iterator[tuple[int, str]]:
    """Index and normal form of the characters that have a shape; `UNMAPPED` for those without a meaning."""
    unicode_of = pdfium_c.FPDFText_GetUnicode
    high = 0
    for index in range(count):
        code = unicode_of(text, index)
        if code < BLANK:
            if pdfium_c.FPDFText_HasUnicodeMapError(text, index) == 1:
                yield index, UNMAPPED
            continue
        if code == BLANK and pdfium_c.FPDFText_IsGenerated(text, index) == 1:
            continue
        if HIGH_SURROGATES <= code < BEYOND_SURROGATES:
            if code < LOW_SURROGATES or not high:
                high = code if code < LOW_SURROGATES else 0
                continue
            code = 0x10000 + ((high - HIGH_SURROGATES) << 10) + code - LOW_SURROGATES
        shown = clean_character(chr(code)) if code <= sys.maxunicode else UNMAPPED
        if shown:
            yield index, shown


BLANK = 32
"""The blank; what comes before it has no shape, and PDFium makes some up between words."""

UNMAPPED = "\ufffd"
"""Stands for a character that is drawn but of which the file does not say what it is."""

HIGH_SURROGATES, LOW_SURROGATES, BEYOND_SURROGATES = 0xD800, 0xDC00, 0xE000
"""PDFium gives a character beyond the 65,536 of the basic plane, as some names have, in two halves."""


def _slanted(text: object, index: int) -> bool:
    """Whether a character stands at an angle other than a multiple of 90 degrees."""
    quarter_turns = float(pdfium_c.FPDFText_GetCharAngle(text, index)) / (math.pi / 2)
    return abs(quarter_turns - round(quarter_turns)) > 0.08


def text_is_hidden(page: pdfium.PdfPage) -> bool:
    """Whether the text layer is drawn invisibly, as recognition software writes it over a scan."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        step = max(count // SAMPLED, 1)
        modes = []
        for i in range(0, count, step):
            obj = pdfium_c.FPDFText_GetTextObject(text.raw, i)
            if obj:
                modes.append(pdfium_c.FPDFTextObj_GetTextRenderMode(obj))
        hidden = sum(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)
        return bool(hidden > 0.5 * len(modes))
    finally:
        text.close()


def drawing_of(page: pdfium.PdfPage, displayed: Matrix, width: float, height: float) -> Drawing:
    """Straight lines of all path objects, the boxes of images cut to the page, shapes and strokes."""
    rulings: list[Ruling] = []
    images: list[Box] = []
    strokes: list[Box] = []
    shapes, largest, text_on_top = 0, 0.0, True
    for count, (kind, obj, matrix) in enumerate(_objects(page.raw, displayed)):
        if count > LIMITS.path_objects_per_page:
            break
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            found = list(_rulings(obj, matrix))
            rulings += found
            shapes += not found
            if _may_be_pen(obj):
                strokes.append(Box(*_object_bounds(obj, matrix)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            x0, top, x1, bottom = _object_bounds(obj, matrix)
            box = Box(max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height))
            if box.width <= 0 or box.height <= 0:
                continue
            images.append(box)
            if box.width * box.height > largest:
                largest, text_on_top = box.width * box.height, False
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            text_on_top = True
    return Drawing(rulings, images, shapes, strokes, text_on_top)


def _objects(page: object, displayed: Matrix) -> Iterator[tuple[int, object, Matrix]]:
    """All objects of a page with the map from their space to the display, forms opened."""
    count = pdfium_c.FPDFPage_CountObjects(page)
    yield from _walk(lambda i: pdfium_c.FPDFPage_GetObject(page, i), count, displayed, 0)


def _walk(
    get: Callable[[int], object], count: int, matrix: Matrix, depth: int
) -> Iterator[tuple[int, object, Matrix]]:
    for index in range(count):
        obj = get(index)
        if not obj:
            continue
        kind = pdfium_c.FPDFPageObj_GetType(obj)
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield kind, obj, matrix
        elif depth < LIMITS.form_depth:
            inner = _chain(_object_matrix(obj), matrix)
            size = pdfium_c.FPDFFormObj_CountObjects(obj)
            yield from _walk(_member_of(obj), size, inner, depth + 1)


def _member_of(form: object) -> Callable[[int], object]:
    return lambda index: pdfium_c.FPDFFormObj_GetObject(form, index)


def _object_matrix(obj: object) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(obj, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _object_bounds(obj: object, matrix: Matrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = _FLOATS
    pdfium_c.FPDFPageObj_GetBounds(obj, left, bottom, right, top)
    return _bounds(matrix, left.value, bottom.value, right.value, top.value)


_FLOATS = tuple(ctypes.c_float() for _ in range(4))
_MODES = ctypes.c_int(), ctypes.c_int()
"""Places for PDFium to write to; this module runs in one thread."""


def _rulings(path: object, matrix: Matrix) -> Iterator[Ruling]:
    """Horizontal and vertical lines of one path: strokes, and filled bars thin enough to be lines."""
    fill, stroke = _MODES
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    x0, top, x1, bottom = _object_bounds(path, matrix)
    if min(x1 - x0, bottom - top) <= THICKEST_RULE:
        yield Ruling(x0, top, x1, bottom)
    elif stroke.value:
        yield from _strokes(path, _chain(_object_matrix(path), matrix))
    elif pdfium_c.FPDFPath_CountSegments(path) > ONE_RECTANGLE:
        yield from _bars(path, _chain(_object_matrix(path), matrix))


def _may_be_pen(path: object) -> bool:
    """Whether a path is stroked along curves, or along more corners than a frame has."""
    fill, stroke = _MODES
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value:
        return False
    count = pdfium_c.FPDFPath_CountSegments(path)
    return count > MANY_CORNERS or any(
        pdfium_c.FPDFPathSegment_GetType(pdfium_c.FPDFPath_GetPathSegment(path, index))
        == pdfium_c.FPDF_SEGMENT_BEZIERTO
        for index in range(1, count)
    )


def _subpaths(path: object, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Corner points of each subpath as displayed; a subpath with curves is left out."""
    points: list[tuple[float, float]] = []
    curved = False
    x, y, *_ = _FLOATS
    count = pdfium_c.FPDFPath_CountSegments(path)
    if _is_drawing(path, count):
        return
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if points and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append(_apply(matrix, x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points and not curved:
        yield points


def _is_drawing(path: object, count: int) -> bool:
    """Whether a long path has curves throughout, as emblems and patterned frames do."""
    if count < LONG_PATH:
        return False
    looked_at = range(1, count, max(count // LONG_PATH, 1))
    kinds = [
        pdfium_c.FPDFPathSegment_GetType(pdfium_c.FPDFPath_GetPathSegment(path, index)) for index in looked_at
    ]
    return kinds.count(pdfium_c.FPDF_SEGMENT_BEZIERTO) > len(kinds) / 4


def _strokes(path: object, matrix: Matrix) -> Iterator[Ruling]:
    for points in _subpaths(path, matrix):
        for (xa, ya), (xb, yb) in itertools.pairwise(points):
            if abs(xa - xb) <= STRAIGHT or abs(ya - yb) <= STRAIGHT:
                yield Ruling(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _bars(path: object, matrix: Matrix) -> Iterator[Ruling]:
    """Several thin filled rectangles drawn as one path, as some printers write a grid."""
    for points in _subpaths(path, matrix):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= THICKEST_RULE:
            yield Ruling(min(xs), min(ys), max(xs), max(ys))
