"""PDF copies with comments: a marked box on each place, a summary page in front.

Each mark is a square annotation with an appearance of its own, so that every
viewer draws it alike: an outline in the colour of its weight, a light filling
that lets the text through, and the problem's number (`M3`) beside it, which reads
in black and white too. The pages themselves are not touched; their text can be
searched as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from prereview.checklist.finding import Severity
from prereview.documents.formats import format_of
from prereview.documents.model import Box
from prereview.feedback.annotate.display import Display
from prereview.feedback.annotate.font import SheetFont
from prereview.feedback.annotate.notes import Note
from prereview.feedback.annotate.pictures import picture_as_pdf
from prereview.feedback.annotate.summary import add_summary
from prereview.feedback.output import written_whole

COLOURS: dict[Severity | None, tuple[float, float, float]] = {
    Severity.BLOCKER: (0.75, 0.07, 0.07),
    Severity.MUST_FIX: (0.85, 0.35, 0.0),
    Severity.EXPLAIN: (0.1, 0.35, 0.75),
    Severity.HINT: (0.35, 0.35, 0.35),
    None: (0.45, 0.2, 0.6),
}
"""RGB, 0 to 1, by weight; None for what could not be decided."""

LABEL_SIZE = 8.0
"""Height of the number beside a box, in points."""

PADDING = 1.5
"""Space in points between the text and its box."""

AUTHOR = "prereview 预审"


def annotate_pdf(
    source: Path,
    target: Path,
    notes: Sequence[Note],
    title: str,
    password: str | None = None,
    font: SheetFont | None = None,
) -> None:
    """Write a copy of `source`, a PDF or a picture file, with `notes` to `target`, in one step.

    `font` is that of the summary, given by who writes many copies.

    Raises what pikepdf raises for a file it cannot open (`PdfError`, `PasswordError`).
    """
    with _open(source, password) as pdf:
        pages = len(pdf.pages)
        displays = [Display.of(page) for page in pdf.pages]
        for number, note in enumerate(notes, 1):
            index = (note.page or 1) - 1
            if index < pages:
                _add_mark(pdf, pdf.pages[index], displays[index], note, number)
        add_summary(pdf, notes, title, font, signed=_is_signed(pdf))
        _save(pdf, target)


def _open(source: Path, password: str | None) -> pikepdf.Pdf:
    if format_of(source) == "image":
        return picture_as_pdf(source)
    try:
        return pikepdf.open(source)
    except pikepdf.PasswordError:
        if password is None:
            raise
        return pikepdf.open(source, password=password)


def _save(pdf: pikepdf.Pdf, target: Path) -> None:
    with written_whole(target) as temporary:
        pdf.save(temporary, encryption=False)


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether the file carries a digital signature, which a changed copy voids."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return False
    fields = form.get("/Fields", Array())
    return bool(int(form.get("/SigFlags", 0)) & 1) or any(f.get("/FT") == Name.Sig for f in fields)


def _add_mark(pdf: pikepdf.Pdf, page: pikepdf.Page, display: Display, note: Note, number: int) -> None:
    outline = _outline(note, display)
    whole = Box(
        outline.x0, max(outline.top - LABEL_SIZE - 1, 0), max(outline.x1, outline.x0 + 24), outline.bottom
    )
    rectangle = display.to_page(whole)
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Square,
        Rect=Array(rectangle),
        Contents=String(note.text),
        T=String(AUTHOR),
        Subj=String(note.title),
        NM=String(f"prereview-{number}-{note.label}"),
        C=Array(COLOURS[note.severity]),
        CA=1,
        F=4,
        Border=Array([0, 0, 1]),
        AP=Dictionary(N=_appearance(pdf, display, note, whole, outline)),
        P=page.obj,
    )
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(pdf.make_indirect(annotation))


def _outline(note: Note, display: Display) -> Box:
    """The box to draw: around the text, or a flag at the page's top left for the whole page."""
    if note.box is None:
        return Box(18, 18, 60, 30)
    box = note.box
    return Box(
        max(box.x0 - PADDING, 0),
        max(box.top - PADDING, 0),
        min(box.x1 + PADDING, display.width),
        min(box.bottom + PADDING, display.height),
    )


def _appearance(pdf: pikepdf.Pdf, display: Display, note: Note, whole: Box, outline: Box) -> pikepdf.Object:
    """The drawing of a mark, upright as the page is displayed."""
    red, green, blue = COLOURS[note.severity]
    x0, x1 = outline.x0 - whole.x0, outline.x1 - whole.x0
    y0, y1 = whole.bottom - outline.bottom, whole.bottom - outline.top
    width = 5.2 * len(note.label) + 4
    colour = f"{red} {green} {blue}"
    frame = f"{x0 + 0.5:.2f} {y0 + 0.5:.2f} {x1 - x0 - 1:.2f} {y1 - y0 - 1:.2f}"
    drawing = (
        f"q /Light gs {colour} rg {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f Q\n"
        f"q {colour} RG 1 w {frame} re S Q\n"
        f"q {colour} rg {x0:.2f} {y1:.2f} {width:.2f} {LABEL_SIZE + 1:.2f} re f Q\n"
        f"q BT 1 1 1 rg /Label {LABEL_SIZE:.1f} Tf {x0 + 2:.2f} {y1 + 2:.2f} Td ({note.label}) Tj ET Q\n"
    )
    form = pikepdf.Stream(pdf, drawing.encode("ascii"))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, whole.width, whole.height])
    form.Matrix = Array(display.turn)
    form.Resources = Dictionary(
        ExtGState=Dictionary(Light=Dictionary(Type=Name.ExtGState, ca=0.15, BM=Name.Multiply)),
        Font=Dictionary(
            Label=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
        ),
    )
    return pdf.make_indirect(form)
