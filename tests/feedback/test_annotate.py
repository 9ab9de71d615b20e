"""Annotated copies, opened with other software than wrote them (pypdf, python-docx, PDFium)."""

from functools import reduce

import docx
import pypdf
import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from prereview.checklist.finding import Severity
from prereview.documents.model import Box
from prereview.documents.reader import read_document
from prereview.errors import UsageError
from prereview.feedback.annotate import annotate_package
from prereview.feedback.annotate.notes import Note
from prereview.feedback.annotate.pdf import annotate_pdf
from prereview.feedback.annotate.summary import BOOKMARK
from tests.builders import evidence, finding, review

WORD = "SALES 123.45"


def make_pdf(path, pages=2):
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(pages):
        canvas.drawString(100, 700, f"{WORD} page {number + 1}")
        canvas.showPage()
    canvas.save()
    return path


def note(page=1, box=None, text="[M1] 必改\n两处不一致", label="M1", where=None):
    return Note(label, "必改", f"{label} 必改：不一致", text, Severity.MUST_FIX, page, box, where)


def box_of_words(path):
    """Around all that stands on the first page, however it is turned."""
    boxes = [b.box for b in read_document(path).pages[0].blocks]
    return reduce(Box.union, boxes)


def marks_on(page):
    return [a.get_object() for a in page.get("/Annots", []) if a.get_object()["/Subtype"] == "/Square"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_mark_lies_on_the_words_however_the_page_is_turned(tmp_path, rotation):
    plain = make_pdf(tmp_path / "plain.pdf")
    writer = pypdf.PdfWriter(clone_from=plain)
    for page in writer.pages:
        page.rotate(rotation)
        page.cropbox = pypdf.generic.RectangleObject((50, 60, 500, 780))
    source = tmp_path / "turned.pdf"
    writer.write(source)
    target = tmp_path / "copy.pdf"
    annotate_pdf(source, target, [note(box=box_of_words(source))], "turned.pdf")

    page = pypdf.PdfReader(target).pages[1]
    (mark,) = marks_on(page)
    x0, y0, x1, y1 = (float(v) for v in mark["/Rect"])
    assert x0 <= 100 <= x1
    assert y0 <= 704 <= y1
    assert x1 - x0 < 200
    assert y1 - y0 < 200
    assert mark["/Contents"] == "[M1] 必改\n两处不一致"


def test_the_pages_are_as_before_behind_a_bookmarked_summary(tmp_path):
    source = make_pdf(tmp_path / "a.pdf", pages=3)
    target = tmp_path / "copy.pdf"
    annotate_pdf(source, target, [note(2), note(3, label="E1")], "a.pdf")
    before, after = pypdf.PdfReader(source), pypdf.PdfReader(target)
    assert len(after.pages) == 4
    assert [p.extract_text() for p in after.pages[1:]] == [p.extract_text() for p in before.pages]
    assert after.outline[0].title == BOOKMARK
    assert after.get_destination_page_number(after.outline[0]) == 0
    links = [a.get_object()["/Dest"][0].get_object() for a in after.pages[0]["/Annots"]]
    assert links == [after.pages[2].get_object(), after.pages[3].get_object()]


def test_the_mark_is_drawn_by_another_renderer(tmp_path):
    source = make_pdf(tmp_path / "a.pdf")
    target = tmp_path / "copy.pdf"
    annotate_pdf(source, target, [note(box=box_of_words(source))], "a.pdf")

    def colours(path, index):
        image = pdfium.PdfDocument(path)[index].render(scale=1).to_pil().convert("RGB")
        pixels = (image.getpixel((x, y)) for x in range(image.width) for y in range(image.height))
        return sum(1 for r, g, b in pixels if r > 180 and g < 140 and b < 80)

    assert colours(source, 0) == 0
    assert colours(target, 1) > 50


def test_many_notes_make_several_summary_pages_and_labels_keep_their_pages(tmp_path):
    source = make_pdf(tmp_path / "a.pdf")
    writer = pypdf.PdfWriter(clone_from=source)
    writer.set_page_label(0, 1, style="/D", start=7)
    labelled = tmp_path / "labelled.pdf"
    writer.write(labelled)
    target = tmp_path / "copy.pdf"
    annotate_pdf(
        labelled, target, [note(label=f"M{n}", text="x\n" + "长" * 90) for n in range(40)], "很长" * 60
    )
    after = pypdf.PdfReader(target)
    sheets = len(after.pages) - 2
    assert sheets > 1
    assert after.page_labels[sheets] == "7"


def test_hostile_text_stays_text(tmp_path):
    source = make_pdf(tmp_path / "a.pdf")
    target = tmp_path / "copy.pdf"
    text = '[M1]\n(\\) Tj ET <script>=HYPERLINK("x")\u202e'
    annotate_pdf(source, target, [note(text=text)], "a) Tj (.pdf")
    (mark,) = marks_on(pypdf.PdfReader(target).pages[1])
    assert mark["/Contents"] == text


def test_a_word_comment_stands_on_the_words_meant_and_the_text_is_unchanged(tmp_path):
    document = docx.Document()
    document.add_paragraph("第一段")
    table = document.add_table(2, 2)
    table.cell(1, 1).text = "12.50"
    package = tmp_path / "package"
    package.mkdir()
    document.save(str(package / "a.docx"))
    place = evidence(file="a.docx", page=None)
    place = type(place)("a.docx", None, None, "table 1, row 2, column 2", "12.50", "table", 1.0)
    one = finding()
    sides = tuple(type(s)(s.name, s.value, s.path, (place,)) for s in one.sides[:1])
    found = type(one)(**{f: getattr(one, f) for f in one.__struct_fields__} | {"sides": sides})

    (copy,) = annotate_package(review(findings=(found,)), package, tmp_path / "out")
    after = docx.Document(str(copy.path))
    assert [p.text for p in after.paragraphs] == [p.text for p in document.paragraphs]
    assert after.tables[0].cell(1, 1).text == "12.50"
    (comment,) = after.comments
    assert found.message in comment.text
    cell = after.tables[0].cell(1, 1)._tc.xml
    assert "commentRangeStart" in cell


def test_a_file_without_problem_gets_no_copy_and_a_broken_one_is_named(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    make_pdf(package / "good.pdf")
    (package / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    one = finding()
    sides = tuple(type(s)(s.name, s.value, s.path, (evidence("bad.pdf", 1),)) for s in one.sides)
    found = type(one)(**{f: getattr(one, f) for f in one.__struct_fields__} | {"sides": sides})
    (copy,) = annotate_package(review(findings=(found,)), package, tmp_path / "out")
    assert (copy.name, copy.path) == ("bad.pdf", None)
    assert copy.problem
    assert list((tmp_path / "out").rglob("*.pdf")) == []


def test_copies_are_never_written_into_the_package(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    make_pdf(package / "a.pdf")
    with pytest.raises(UsageError):
        annotate_package(review(), package, package / "out")


def test_a_box_outside_the_page_is_kept_on_it(tmp_path):
    source = make_pdf(tmp_path / "a.pdf")
    target = tmp_path / "copy.pdf"
    annotate_pdf(source, target, [note(box=Box(-50, -50, 5000, 5000)), note(page=99)], "a.pdf")
    (mark,) = marks_on(pypdf.PdfReader(target).pages[1])
    assert max(float(v) for v in mark["/Rect"]) <= A4[1] + 1
