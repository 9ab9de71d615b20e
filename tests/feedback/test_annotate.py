"""Annotated copies, opened with other software than wrote them (pypdf, python-docx, PDFium)."""

import shutil
import subprocess
import zipfile
from functools import reduce

import docx
import msgspec
import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from prereview.checklist.finding import Severity
from prereview.documents.model import Box
from prereview.documents.reader import read_document
from prereview.errors import UsageError
from prereview.feedback.annotate import annotate_package
from prereview.feedback.annotate.font import SuppliedFont, font_for
from prereview.feedback.annotate.notes import Note, notes_by_file
from prereview.feedback.annotate.pdf import annotate_pdf
from prereview.feedback.annotate.summary import BOOKMARK, _width, _wrapped
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


HOSTILE = '[M1]\n(\\) Tj ET <script>=HYPERLINK("x")\u202e\x07' + "长" * 3000


def test_hostile_text_does_not_leave_its_string(tmp_path):
    source = make_pdf(tmp_path / "a.pdf")
    target = tmp_path / "copy.pdf"
    annotate_pdf(source, target, [note(text=HOSTILE, label="M1")], "a) Tj (\u202e.pdf")
    (mark,) = marks_on(pypdf.PdfReader(target).pages[-2])
    assert mark["/Contents"] == HOSTILE
    assert WORD in pypdf.PdfReader(target).pages[-2].extract_text()


def test_notes_hide_nothing_and_mask_personal_numbers():
    number = "420106187904219027"
    bad = msgspec.structs.replace(finding(), message=f"身份证号{number}\u202e\x1b[31m", advice="\u200b改")
    notes = notes_by_file(review(findings=(bad,)))
    texts = "".join(n.text + n.title for found in notes.values() for n in found)
    assert number not in texts
    assert not set("\u202e\x1b\u200b") & set(texts)


def test_a_consequence_and_values_that_do_not_tell_get_no_mark():
    one = finding()
    follows = msgspec.structs.replace(one, identity="b", cause=one.identity)
    assert [len(n) for n in notes_by_file(review(findings=(one, follows))).values()] == [1, 1]


@pytest.mark.parametrize("supplied", [False, True])
def test_the_summary_can_be_searched_with_the_font_in_the_file_or_without(tmp_path, monkeypatch, supplied):
    if supplied:
        monkeypatch.setattr("prereview.feedback.annotate.font.font_for", lambda text: SuppliedFont())
        monkeypatch.setattr("prereview.feedback.annotate.summary.font_for", lambda text: SuppliedFont())
    elif isinstance(font_for("预审"), SuppliedFont):
        pytest.skip("no Chinese font that may be embedded is installed")
    target = tmp_path / "copy.pdf"
    annotate_pdf(make_pdf(tmp_path / "a.pdf"), target, [note(text="x\n销售收入不一致")], "材料.pdf")
    page = pypdf.PdfReader(target).pages[0]
    font = page["/Resources"]["/Font"]["/Song"]["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    assert bool({"/FontFile2", "/FontFile3"} & set(font)) is not supplied
    if not supplied:
        assert "销售收入不一致" in page.extract_text()
        pixels = pdfium.PdfDocument(target)[0].render(scale=1).to_pil().convert("L").getcolors(100_000)
        assert sum(count for count, level in pixels if level < 100) > 500


def test_poppler_finds_the_words_of_summary_and_pages(tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    if isinstance(font_for("预审"), SuppliedFont):
        pytest.skip("no Chinese font that may be embedded is installed")
    target = tmp_path / "copy.pdf"
    annotate_pdf(make_pdf(tmp_path / "a.pdf"), target, [note(text="x\n销售收入不一致")], "材料.pdf")
    text = subprocess.run(
        ["pdftotext", target, "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "销售收入不一致" in text
    assert f"{WORD} page 2" in text


def test_a_picture_gets_a_copy_that_is_a_pdf_with_the_mark_on_the_place(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    picture = Image.new("RGB", (1240, 1754), "white")
    picture.save(package / "证书.jpg", dpi=(150, 150))
    make_pdf(package / "证书.pdf")
    one = finding()
    place = type(evidence())("证书.jpg", 1, Box(100, 300, 200, 320), None, "810.02 万元", "ocr", 0.9)
    sides = tuple(msgspec.structs.replace(s, evidence=(place,)) for s in one.sides)
    copies = annotate_package(
        review(findings=(msgspec.structs.replace(one, sides=sides),)), package, tmp_path / "out"
    )
    assert [c.path.name for c in copies] == ["证书.jpg.pdf"]
    page = pypdf.PdfReader(copies[0].path).pages[-1]
    x0, y0, x1, y1 = (float(v) for v in marks_on(page)[0]["/Rect"])
    assert abs(float(page.mediabox.height) - A4[1]) < 2
    assert x0 <= 100
    assert y0 <= A4[1] - 320 + 3
    assert x1 >= 200
    assert y1 >= A4[1] - 300


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


def test_a_number_is_not_broken_over_two_lines():
    lines = list(_wrapped("情况" * 21 + "，明细表 122.83 万元", 10))
    assert any("122.83" in line for line in lines)
    assert len(lines) == 2
    assert all(_width(line) <= 49 for line in _wrapped("x" * 500 + "长" * 500, 10))


def found_in(name, page=1, where=None):
    """A finding with one place in a file."""
    one = finding()
    box = None if where else Box(100, 130, 220, 150)
    place = type(evidence())(name, None if where else page, box, where, "810.02 万元", "text", 1.0)
    sides = (msgspec.structs.replace(one.sides[0], evidence=(place,)),)
    return msgspec.structs.replace(one, sides=sides)


def test_files_in_a_zip_and_a_merged_pdf_get_copies_too(tmp_path):
    make_pdf(tmp_path / "合并.pdf", pages=5)
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as archive:
        archive.write(tmp_path / "合并.pdf", "审计/合并.pdf")
    shown = review(findings=(found_in("材料.zip/审计/合并.pdf", 4),))
    (copy,) = annotate_package(shown, tmp_path / "材料.zip", tmp_path / "out")
    assert copy.path.relative_to(tmp_path / "out").as_posix() == "材料.zip/审计/合并.pdf"
    pages = pypdf.PdfReader(copy.path).pages
    assert [len(marks_on(page)) for page in pages] == [0, 0, 0, 0, 1, 0]

    merged = review(findings=(found_in("合并.pdf", 2),))
    (copy,) = annotate_package(merged, tmp_path / "合并.pdf", tmp_path / "out2")
    assert copy.path.name == "合并.pdf"


def test_a_name_from_an_archive_cannot_lead_out_of_the_folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(make_pdf(tmp_path / "x.pdf"), "../../away.pdf")
    shown = review(findings=tuple(found_in(n) for n in ("a.zip/../../away.pdf", "a.zip/away.pdf")))
    annotate_package(shown, tmp_path / "a.zip", tmp_path / "deep" / "out")
    written = {path for path in tmp_path.rglob("*") if path.is_file()}
    inside = {path for path in written if path.is_relative_to(tmp_path / "deep" / "out")}
    assert written - inside == {tmp_path / "a.zip", tmp_path / "x.pdf"}


def test_a_signed_pdf_says_that_the_copy_voids_the_signature(tmp_path):
    source = make_pdf(tmp_path / "a.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("s"), V=pikepdf.Dictionary())
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]), SigFlags=3)
        pdf.save(source)
    for name, path, said in (("signed", source, True), ("plain", make_pdf(tmp_path / "b.pdf"), False)):
        target = tmp_path / f"{name}-copy.pdf"
        annotate_pdf(path, target, [note()], "a.pdf")
        if not isinstance(font_for("预审"), SuppliedFont):
            assert ("数字签名" in pypdf.PdfReader(target).pages[0].extract_text()) is said


def test_an_encrypted_file_needs_its_password(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    writer = pypdf.PdfWriter(clone_from=make_pdf(tmp_path / "a.pdf"))
    writer.encrypt("geheim")
    writer.write(package / "a.pdf")
    shown = review(findings=(found_in("a.pdf"),))
    (refused,) = annotate_package(shown, package, tmp_path / "out")
    assert refused.path is None
    (copy,) = annotate_package(shown, package, tmp_path / "out", password="geheim")
    assert len(pypdf.PdfReader(copy.path).pages) == 3


def test_hostile_text_in_a_word_comment_is_text_and_the_file_opens(tmp_path):
    document = docx.Document()
    document.add_paragraph("第一段")
    package = tmp_path / "package"
    package.mkdir()
    document.save(str(package / "a.docx"))
    bad = msgspec.structs.replace(found_in("a.docx", where="paragraph 1"), message=HOSTILE + "\x0b\ud800")
    (copy,) = annotate_package(review(findings=(bad,)), package, tmp_path / "out")
    after = docx.Document(str(copy.path))
    (comment,) = after.comments
    assert "<script>" in comment.text
    assert not set("\u202e\x07\x0b") & set(comment.text)
    assert after.paragraphs[0].text == "第一段"


def test_originals_are_as_before(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    make_pdf(package / "a.pdf")
    before = (package / "a.pdf").read_bytes()
    annotate_package(review(findings=(found_in("a.pdf"),)), package, tmp_path / "out")
    assert (package / "a.pdf").read_bytes() == before
    assert [p.name for p in package.iterdir()] == ["a.pdf"]
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.pdf"]
