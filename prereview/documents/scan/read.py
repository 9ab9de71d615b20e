"""A scanned page, from its rendering to characters and ruled lines with their places.

Clean, set upright, find the ruled lines, erase them, find text, read it. What
comes out is what a printed page gives: the same table finder and line builder
serve both. Places are in points of the page set upright.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import msgspec
import numpy as np

from prereview.documents.glyphs import clean_text, is_wide
from prereview.documents.grids import Ruling, grids
from prereview.documents.layout import Glyph
from prereview.documents.model import Box, Code, Seal, Signature
from prereview.documents.scan import clean, codes, detect, pose, rules, seals, signatures, turn
from prereview.documents.scan.detect import TextBox
from prereview.documents.scan.image import PageImage, Pixels
from prereview.documents.scan.recognise import Mark, Reading, padded, recognise, spread
from prereview.documents.scan.simplify import simplified

WORK_DPI = 200.0
"""The upright page is enlarged to this when the image is coarser."""

STEEPEST = 20.0
"""Degrees; text slanted by more is a watermark."""

SHORT_LINE = 40
"""Pixels; the slant of smaller boxes says nothing."""

BLANK = 0.0008
"""Part of the paper that dust and punched holes may ink."""

LEAST_SURE = 0.5
"""Lines read with less confidence are dust, seals or decoration."""

STAR_SIZE = 0.72
"""An asterisk is lower and narrower than this part of the usual line; characters are not."""

LEAST_HEIGHT = 0.6
"""Ink lower than this part of the usual line is read with paper above and below it."""


DASH = (Mark("-", 0.5, 0.9),)


class Scanned(NamedTuple):
    """What a scan shows; `view` maps upright points to displayed points, None when they are the same."""

    glyphs: list[Glyph]
    rulings: list[Ruling]
    width: float
    height: float
    view: tuple[float, ...] | None
    ink_share: float
    """Part of the paper that is inked by something else than seals."""
    seals: list[Seal]
    signatures: list[Signature]
    codes: list[Code]

    @property
    def empty(self) -> bool:
        """Whether nothing is on the paper but seals."""
        return not self.glyphs and self.ink_share < BLANK


def read_image(image: PageImage) -> Scanned:
    """Everything readable in the image of a page."""
    red = clean.red_mask(image)
    boxes = clean.seal_boxes(red, image.scale)
    grey = clean.clean_grey(image, red, boxes)
    enlarge = max(WORK_DPI / 72.0 / image.scale, 1.0)
    scale = image.scale * enlarge
    place = pose.find_pose(image.pixels, grey, enlarge)
    sheet = _laid_out(grey, place, boxes, scale)
    if turn.lies_on_side(sheet.rough):
        place = pose.levelled(place.turned(1), grey)
        sheet = _laid_out(grey, place, boxes, scale)
    if turn.stands_on_head(sheet.bare, sheet.rough):
        place = place.turned(2)
        sheet = _laid_out(grey, place, boxes, scale)
    readings = read_lines(sheet, scale)
    height, width = sheet.bare.shape
    found = seals.find_seals(image, red, boxes) or seals.find_grey_seals(image)
    placed = [_placed_seal(seal, place, scale) for seal in found]
    return Scanned(
        [glyph for reading in readings for glyph in glyphs_of(reading, scale)],
        sheet.rulings,
        width / scale,
        height / scale,
        _view(place, scale, image.scale),
        ink_share(sheet.bare, placed, scale),
        placed,
        signatures.find_signatures(sheet.bare, readings, scale),
        [Code(_upright_box(place, box, scale), kind, text) for box, kind, text in codes.find_codes(image)],
    )


def ink_share(bare: Pixels, found: Sequence[Seal], scale: float) -> float:
    """Part of the paper that is inked by something else than seals."""
    ink = bare < detect.INK
    for seal in found:
        x0, top, x1, bottom = (max(round(edge * scale), 0) for edge in msgspec.structs.astuple(seal.box))
        ink[top:bottom, x0:x1] = False
    return float(np.mean(ink))


def _placed_seal(found: seals.FoundSeal, place: pose.Pose, scale: float) -> Seal:
    box = _upright_box(place, found.box, scale)
    return Seal(box, found.shape, found.confidence, clean_text(found.text), found.text_confidence, found.cut)


def read_level(image: PageImage) -> list[Glyph]:
    """Characters in an image that is known to lie level, as a rendering of a printed page does."""
    red = clean.red_mask(image)
    grey = clean.clean_grey(image, red, clean.seal_boxes(red, image.scale))
    enlarge = max(WORK_DPI / 72.0 / image.scale, 1.0)
    place = pose.Pose(np.eye(3), (grey.shape[1], grey.shape[0])).enlarged(enlarge)
    scale = image.scale * enlarge
    sheet = _laid_out(grey, place, (), scale)
    return [glyph for reading in read_lines(sheet, scale) for glyph in glyphs_of(reading, scale)]


class Sheet(NamedTuple):
    """A page set upright: grey levels without rulings, the rulings in points, boxes that may hold text."""

    bare: Pixels
    rulings: list[Ruling]
    rough: list[TextBox]


def _laid_out(grey: Pixels, place: pose.Pose, seals: Sequence[clean.PixelBox], scale: float) -> Sheet:
    upright = place.upright(grey)
    rulings, mask = rules.find_rules(upright, scale, [_upright_box(place, box, scale) for box in seals])
    bare = rules.erase(upright, mask, scale)
    found = detect.rough_boxes(detect.text_map(bare), bare.shape)
    return Sheet(bare, rulings, [box for box, angle in found if not _slanted(box, angle)])


def _slanted(box: TextBox, angle: float) -> bool:
    """Whether a line stands at an angle that no line of a page has."""
    off = min(angle % 90, 90 - angle % 90)
    return (
        off > STEEPEST
        and max(box.width, box.height) > 3 * SHORT_LINE
        and min(box.width, box.height) > SHORT_LINE
    )


def _upright_box(place: pose.Pose, box: clean.PixelBox, scale: float) -> Box:
    """A box in pixels of the image as one in points of the upright page."""
    corners = [(box[i], box[j], 1.0) for i in (0, 2) for j in (1, 3)]
    mapped = np.array(corners) @ place.forward.T
    xs, ys = mapped[:, 0] / mapped[:, 2] / scale, mapped[:, 1] / mapped[:, 2] / scale
    return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def _view(place: pose.Pose, upright: float, displayed: float) -> tuple[float, ...] | None:
    """From points of the upright page to points of the displayed one; scales are pixels per point."""
    back = np.diag([1 / displayed, 1 / displayed, 1]) @ np.linalg.inv(place.forward)
    matrix = back @ np.diag([upright, upright, 1])
    matrix /= matrix[2, 2]
    if np.allclose(matrix, np.eye(3), atol=1e-5):
        return None
    return tuple(float(v) for v in matrix.ravel())


def read_lines(sheet: Sheet, scale: float) -> list[Reading]:
    """The lines of a page set upright."""
    bare, rulings, rough = sheet
    ink = (bare < detect.INK).astype(np.uint8)
    cut = detect.cut_at_rules(rough, rulings, scale)
    tight = [(box, found) for box in cut if (found := detect.tighten(box, ink)) is not None]
    usual = median(found.height for _, found in tight) if tight else 0.0
    boxes = [_tall_enough(found, box.y0 + box.y1, usual) for box, found in tight]
    cells = [cell for grid in grids(rulings) for cell in grid]
    left = detect.overlooked(boxes, cells, ink, scale)
    dashes = [Reading(box, DASH) for box in left if detect.is_dash(box, scale)]
    boxes += [_tall_enough(box, box.y0 + box.y1, usual) for box in left if not detect.is_dash(box, scale)]
    readings = recognise(bare, [padded(box, bare.shape) for box in boxes])
    sizes = [found for _, found in tight] + [box for box in left if not detect.is_dash(box, scale)]
    readings = [_starred(r, size, usual) for r, size in zip(readings, sizes, strict=True)]
    return [r for r in readings if r.confidence >= LEAST_SURE and not _is_ornament(r.text)] + dashes


def _starred(reading: Reading, ink: TextBox, usual: float) -> Reading:
    """A lone asterisk, which forms print where no figure belongs, is taken for a small character."""
    small = ink.height < STAR_SIZE * usual and ink.width < STAR_SIZE * usual
    if small and len(reading.text) == 1 and (is_wide(reading.text) or reading.text == "x"):
        return Reading(reading.box, (Mark("*", reading.marks[0].at, LEAST_SURE),))
    return reading


def _is_ornament(text: str) -> bool:
    """Whether a line says nothing: empty, or the pattern of a border read as a few letters."""
    shown = text.replace(" ", "")
    return not shown or (len(shown) >= 8 and len(set(shown)) <= 3 and not set(shown) & set("0123456789_-—.…"))


def _tall_enough(tight: TextBox, twice_middle: int, usual: float) -> TextBox:
    """Low ink, such as a dash or an asterisk, with the paper that a line of its page has around it."""
    if tight.height >= LEAST_HEIGHT * usual:
        return tight
    reach = round(usual / 2)
    middle = twice_middle // 2
    return TextBox(tight.x0, min(tight.y0, max(middle - reach, 0)), tight.x1, max(tight.y1, middle + reach))


def glyphs_of(reading: Reading, scale: float) -> list[Glyph]:
    """The characters of a line with boxes in points."""
    top, bottom = reading.box.y0 / scale, reading.box.y1 / scale
    return [
        Glyph(simplified(clean_text(text)) or " ", x0 / scale, top, x1 / scale, bottom, round(sure, 3), "ocr")
        for text, x0, x1, sure in spread(reading)
    ]
