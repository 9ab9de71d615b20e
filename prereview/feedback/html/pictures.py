"""Pictures of the places a problem rests on, as data the page carries itself."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from prereview.documents.model import Box
from prereview.documents.package import SourcePath, opened_package
from prereview.documents.rendering import as_jpeg, rendered
from prereview.dossier.facts import Evidence

Place = tuple[str, int]
"""File and page."""

MOST_PICTURES = 240
"""More pages than this would make the file too large to send; the rest is named in words."""

DPI = 96


def picture_places(
    evidence: Iterable[Evidence], package: Path, password: str | None = None
) -> dict[tuple[str, int, Box | None], str]:
    """A `data:` URL per place: the strip of the page around its box.

    A page that cannot be rendered has no picture; its place stays in words.
    """
    wanted: dict[str, dict[tuple[int, Box | None], None]] = defaultdict(dict)
    count = 0
    for place in evidence:
        if (
            place.page is not None
            and count < MOST_PICTURES
            and (place.page, place.box) not in wanted[place.file]
        ):
            wanted[place.file][place.page, place.box] = None
            count += 1
    found: dict[tuple[str, int, Box | None], str] = {}
    with opened_package(package) as sources:
        for source in sources:
            if source.format == "pdf" and wanted.get(source.name):
                found |= _of_file(source, wanted[source.name], password)
    return found


def _of_file(
    source: SourcePath, places: Iterable[tuple[int, Box | None]], password: str | None
) -> dict[tuple[str, int, Box | None], str]:
    found: dict[tuple[str, int, Box | None], str] = {}
    try:
        with rendered(source.path, password) as renderer:
            for page, box in places:
                if page <= renderer.page_count:
                    image = renderer.strip(page, (box,) if box else (), DPI)
                    found[source.name, page, box] = _data_url(as_jpeg(image))
    except Exception:
        return found
    return found


def _data_url(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"
