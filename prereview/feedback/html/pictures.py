"""Pictures of the places a problem rests on, as data the page carries itself."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image

from prereview.documents.model import Box
from prereview.documents.package import SourcePath, opened_package
from prereview.documents.rendering import RENDERED_FORMATS, Renderer, as_jpeg, rendered

MOST_PICTURES = 240
"""More pictures than this would make the file too large to send; the rest is named in words."""

DPI = 104
SHOWN_AROUND = 42.0
"""Points shown above and below a box."""

MARGIN = 14
"""Pixels of white left beside what is printed."""

WHITE = 235


class Spot(msgspec.Struct, frozen=True):
    """Boxes on one page that are shown in one picture; none for the whole page."""

    file: str
    page: int
    boxes: tuple[Box, ...]


def pictures_of(spots: Iterable[Spot], package: Path, password: str | None = None) -> Mapping[Spot, str]:
    """A `data:` URL per spot: the strip of the page around its boxes.

    A page that cannot be rendered has no picture; its place stays in words.
    """
    wanted: dict[str, dict[int, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for spot in list(dict.fromkeys(spots))[:MOST_PICTURES]:
        wanted[spot.file][spot.page].append(spot)
    found: dict[Spot, str] = {}
    if wanted:
        with opened_package(package, password=password) as sources:
            for source in sources:
                if source.format in RENDERED_FORMATS and source.name in wanted and not source.problem:
                    found |= _of_file(source, wanted[source.name], password)
    return found


def _of_file(source: SourcePath, pages: Mapping[int, list[Spot]], password: str | None) -> dict[Spot, str]:
    found: dict[Spot, str] = {}
    try:
        with rendered(source.path, password) as renderer:
            for page in sorted(pages):
                found |= _of_page(renderer, page, pages[page])
    except Exception:  # a report without some pictures is better than none
        return found
    return found


def _of_page(renderer: Renderer, page: int, spots: list[Spot]) -> dict[Spot, str]:
    if page > renderer.page_count:
        return {}
    strips = renderer.strips(page, [spot.boxes for spot in spots], DPI, SHOWN_AROUND)
    return {spot: _data_url(as_jpeg(_without_margins(s), 70)) for spot, s in zip(spots, strips, strict=True)}


def _without_margins(picture: Image.Image) -> Image.Image:
    """The picture without the white at its left and right, so that print stays large on a screen."""
    columns = np.asarray(picture.convert("L")).min(axis=0) < WHITE
    inked = np.flatnonzero(columns)
    if inked.size == 0:
        return picture
    left, right = max(int(inked[0]) - MARGIN, 0), min(int(inked[-1]) + MARGIN, picture.width)
    return picture.crop((left, 0, right, picture.height))


def _data_url(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"
