"""Pictures in a DOCX: where they stand, and what they say once recognised.

A picture shown large is a scanned paper and is read whole; a small one is looked
at for seals only.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from docx.oxml.ns import qn
from PIL import Image

from prereview.documents.assembly import failed_page
from prereview.documents.docx_xml import FALLBACK, Element
from prereview.documents.inserts import DocxPicture
from prereview.documents.limits import LIMITS
from prereview.documents.model import Page
from prereview.documents.pictures import page_of_picture
from prereview.documents.scan import engine

SMALLEST_SIDE = 120
"""Pixels of the shorter side below which a picture is a bullet or a line."""

PAPER_POINTS = 250.0
"""Points of the longer side from which a picture is a paper, not a seal or a logo."""

PAPER_PIXELS = 900
"""Pixels of the longer side from which it is one too, however small it is shown."""

GONE = "图片内容已不在文件中，请重新插入后另存"

DRAWN = "是矢量图（WMF、EMF），其中的文字不识别，请人工查看或另存为图片"

EMU_PER_POINT = 12_700
"""English Metric Units, in which Word gives sizes."""


def pictures_of(element: Element, part: Any, at: int, where: str) -> Iterator[DocxPicture]:  # noqa: ANN401
    """Pictures below an element that are large enough to say something."""
    for blip in element.iter(qn("a:blip")):
        if any(ancestor.tag == FALLBACK for ancestor in blip.iterancestors()):
            continue
        named = blip.get(qn("r:embed"))
        related = part.related_parts.get(named)
        width = _shown_width(blip)
        if related is None and named and width >= PAPER_POINTS:
            yield DocxPicture(at, "", where, width)
        if related is not None and _is_large_enough(related.blob):
            yield DocxPicture(at, str(related.partname).lstrip("/"), where, width)


def _is_large_enough(blob: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(blob)) as picture:
            return min(picture.size) >= SMALLEST_SIDE
    except Exception:  # a drawing format that is no picture, or a damaged one
        return False


def _shown_width(blip: Element) -> float:
    for ancestor in blip.iterancestors():
        if ancestor.tag in (qn("wp:inline"), qn("wp:anchor")):
            extent = ancestor.find(qn("wp:extent"))
            return int(extent.get("cx", "0")) / EMU_PER_POINT if extent is not None else 0.0
    return 0.0


def read_docx_picture(path: Path, picture: DocxPicture, number: int) -> Page:
    """What a picture says, as a page of its own; a failed one for a picture that the file only names."""
    if not picture.member:
        return failed_page(number, GONE)
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo(picture.member).file_size > LIMITS.office_bytes:
            return Page(number, 0.0, 0.0, state="image_only")
        blob = archive.read(picture.member)
    with Image.open(io.BytesIO(blob)) as opened:
        width, height = opened.size
        if opened.format in ("WMF", "EMF"):
            return failed_page(number, DRAWN)
    page = Page(number, 0.0, 0.0, state="image_only", image_share=1.0)
    if not engine.available():
        return page
    longer = picture.width * max(1.0, height / max(width, 1))
    if longer >= PAPER_POINTS or max(width, height) >= PAPER_PIXELS or not picture.width:
        return page_of_picture(io.BytesIO(blob), 0, page)
    from prereview.documents.scan.stamped import seals_of_picture

    return msgspec.structs.replace(
        page, seals=seals_of_picture(io.BytesIO(blob), width / picture.width), state="read"
    )
