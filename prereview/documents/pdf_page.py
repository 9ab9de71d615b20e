"""A PDF page as it is seen: what was filled in, typed over, stamped or signed on it is part of it.

Fields of forms, typed remarks and stamps lie above a page's content, in annotations that
a text layer does not have. They are drawn into the page here, in memory only; the file
is never written. Notes that pop up and links are left alone: they are about the page.
"""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MOST_ANNOTATIONS = 5_000
"""Annotations of a page that are looked at."""

_BESIDE_THE_PAGE = frozenset(
    (
        pdfium_c.FPDF_ANNOT_LINK,
        pdfium_c.FPDF_ANNOT_POPUP,
        pdfium_c.FPDF_ANNOT_TEXT,
        pdfium_c.FPDF_ANNOT_HIGHLIGHT,
        pdfium_c.FPDF_ANNOT_UNDERLINE,
        pdfium_c.FPDF_ANNOT_SQUIGGLY,
        pdfium_c.FPDF_ANNOT_STRIKEOUT,
        pdfium_c.FPDF_ANNOT_FILEATTACHMENT,
    )
)
"""Kinds of annotations that add nothing to what the page says."""


def open_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Page `index` (from 0) with its annotations as content; to be closed by the caller."""
    page = document[index]
    if not _is_written_on(page):
        return page
    drawn = pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
    if drawn != pdfium_c.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def prepare_forms(document: pdfium.PdfDocument) -> None:
    """Let PDFium draw fields that state a value without its picture; before any page is opened."""
    if document.get_formtype() == pdfium_c.FORMTYPE_ACRO_FORM:
        document.init_forms()


def _is_written_on(page: pdfium.PdfPage) -> bool:
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), MOST_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind not in _BESIDE_THE_PAGE:
            return True
    return False
