"""PDF files through PDFium: opened, their outline, and each page as lines and tables.

PDFium is not thread-safe; this module runs in reading processes only.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from msgspec.structs import replace

from prereview.documents.glyphs import clean_text
from prereview.documents.layout import Glyph, split_ligatures
from prereview.documents.model import Bookmark, DigitalSignature, Page, PageState
from prereview.documents.pdf_objects import Drawing, display_matrix, drawing_of, glyphs_of
from prereview.documents.pdf_page import open_page, prepare_forms
from prereview.documents.scan import engine as recognition
from prereview.documents.sources import meant, read_recognised, source_of, with_seals
from prereview.documents.tables import blocks_of

FEW_CHARACTERS = 8
"""A page with fewer characters under a large image has no text layer worth the name."""

MOST_SIGNATURES, LONGEST_ENTRY = 50, 10_000
"""Digital signatures of a file, and bytes of what one of them states."""

LARGE_IMAGE = 0.5
"""An image covering this part of the page makes it a scan when text is missing."""


class PasswordNeededError(Exception):
    """The file is encrypted and neither no password nor the given one opens it."""


class UnknownEncryptionError(Exception):
    """The file is encrypted in a way that no password opens, with a certificate for example."""


class DamagedError(Exception):
    """Nobody can make sense of the file."""


def open_pdf(path: Path, password: str | None = None) -> pdfium.PdfDocument:
    """Open a file, first without a password, then with the given one; mend it where need be.

    Raises `PasswordNeededError`, `UnknownEncryptionError` or `DamagedError`.
    """
    document = _opened(path, password)
    prepare_forms(document)
    return document


def _opened(path: Path, password: str | None) -> pdfium.PdfDocument:
    for attempt in (None, password) if password else (None,):
        try:
            return pdfium.PdfDocument(path, password=attempt)
        except pdfium.PdfiumError as error:
            code = pdfium_c.FPDF_GetLastError() if error.err_code is None else error.err_code
            if code == pdfium_c.FPDF_ERR_SECURITY:
                raise UnknownEncryptionError(path.name) from error
            if code != pdfium_c.FPDF_ERR_PASSWORD:
                return _mended(path, password)
    raise PasswordNeededError(path.name)


def _mended(path: Path, password: str | None) -> pdfium.PdfDocument:
    """A copy in memory of what QPDF makes out of a file that PDFium gives up."""
    import pikepdf

    copy = io.BytesIO()
    try:
        with pikepdf.open(path, password=password or "") as found:
            if not found.pages:
                raise DamagedError(path.name)
            found.save(copy)
        return pdfium.PdfDocument(copy.getvalue())
    except pikepdf.PasswordError as error:
        raise PasswordNeededError(path.name) from error
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, RuntimeError, OSError) as error:
        raise DamagedError(str(error)) from error


def outline_of(document: pdfium.PdfDocument) -> tuple[Bookmark, ...]:
    """Bookmarks that point to a page, in their order."""
    found: list[Bookmark] = []
    for item in document.get_toc(max_depth=5):
        target = item.get_dest()
        index = target.get_index() if target else None
        if index is not None and index >= 0:
            found.append(Bookmark(clean_text(item.get_title()), index + 1))
    return tuple(found)


def digital_signatures_of(document: pdfium.PdfDocument) -> tuple[DigitalSignature, ...]:
    """The signatures that the file carries, in their order."""
    found: list[DigitalSignature] = []
    for index in range(min(pdfium_c.FPDF_GetSignatureCount(document.raw), MOST_SIGNATURES)):
        signature = pdfium_c.FPDF_GetSignatureObject(document.raw, index)
        if signature:
            time = _bytes_of(pdfium_c.FPDFSignatureObj_GetTime, signature).decode("ascii", "replace")
            reason = _bytes_of(pdfium_c.FPDFSignatureObj_GetReason, signature).decode("utf-16-le", "replace")
            found.append(DigitalSignature(clean_text(time.removeprefix("D:")), clean_text(reason)))
    return tuple(found)


def has_text(document: pdfium.PdfDocument, index: int) -> bool:
    """Whether page `index` (from 0) has more than a few characters of text."""
    page = document[index]
    text = page.get_textpage()
    try:
        return int(text.count_chars()) >= FEW_CHARACTERS
    finally:
        text.close()
        page.close()


def _bytes_of(ask: Callable[..., int], signature: object) -> bytes:
    """What PDFium writes of a signature, without the zeros at its end."""
    length = ask(signature, None, 0)
    if not 0 < length < LONGEST_ENTRY:
        return b""
    buffer = ctypes.create_string_buffer(length)
    ask(signature, buffer, length)
    return buffer.raw


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """One page (`index` from 0): its lines and tables in reading order, recognised where need be."""
    page = open_page(document, index)
    try:
        displayed = display_matrix(page)
        width, height = page.get_size()
        glyphs = split_ligatures(glyphs_of(page, displayed, width, height))
        drawing = drawing_of(page, displayed, width, height)
        share = drawing.image_share(width * height)
        printed = Page(
            number=index + 1,
            width=round(width, 2),
            height=round(height, 2),
            state=_state(glyphs, drawing, share),
            image_share=round(share, 3),
        )
        source = source_of(page, glyphs, drawing, share) if recognition.available() else "text"
        if printed.state != "blank" and source != "text":
            return read_recognised(page, printed, glyphs, drawing, source)
        read = replace(printed, blocks=blocks_of(drawing.rulings, meant(glyphs), index + 1))
        return with_seals(page, read, drawing)
    finally:
        page.close()


def _state(glyphs: list[Glyph], drawing: Drawing, share: float) -> PageState:
    characters = sum(g.text != " " for g in meant(glyphs))
    if characters < FEW_CHARACTERS and share >= LARGE_IMAGE:
        return "image_only"
    if not any(g.text != " " for g in glyphs) and share < 0.01 and not drawing.rulings and not drawing.shapes:
        return "blank"
    return "read" if characters else "image_only"
