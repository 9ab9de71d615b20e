"""Printed PDF pages: order, columns, odd characters, rotation, tables."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from prereview.documents.layout import Glyph, split_ligatures, words_of
from prereview.documents.model import Line, Page, Table
from prereview.documents.pdf import (
    PasswordNeededError,
    digital_signatures_of,
    open_pdf,
    outline_of,
    read_page,
)
from tests.documents.papers import HEIGHT, both, grid, lines, printed, tables_of, text, texts_of


def page_of(path: Path, index: int = 0) -> Page:
    document = open_pdf(path)
    try:
        return read_page(document, index)
    finally:
        document.close()


def test_lines_come_in_reading_order_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 72, 200, "第二行")
        text(canvas, 72, 100, "第一行")

    page = page_of(printed(tmp_path / "a.pdf", draw))
    assert texts_of(page) == ["第一行", "第二行"]
    assert page.state == "read"
    assert page.blocks[0].box is not None
    assert page.blocks[0].box.top < 100 < page.blocks[0].box.bottom + 4


def test_columns_on_one_height_are_lines_of_their_own(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 60, 100, "名称 某某有限公司")
        text(canvas, 330, 100, "注册资本 壹仟万元整")

    assert texts_of(page_of(printed(tmp_path / "a.pdf", draw))) == ["名称某某有限公司", "注册资本壹仟万元整"]


def test_a_letter_spaced_label_stays_one_line(tmp_path: Path) -> None:
    page = page_of(printed(tmp_path / "a.pdf", lines("住　　所　北京市海淀区")))
    assert texts_of(page) == ["住所北京市海淀区"]


def test_bold_by_overstriking_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 72.0, 100, "审计报告")
        text(canvas, 72.4, 100, "审计报告")

    assert texts_of(page_of(printed(tmp_path / "a.pdf", draw))) == ["审计报告"]


def test_radicals_and_full_width_digits_are_normalised(tmp_path: Path) -> None:
    page = page_of(printed(tmp_path / "a.pdf", lines("２０２４年⽉度⼈员：Ａ１２")))
    assert texts_of(page) == ["2024年月度人员:A12"]


def test_both_letters_of_a_ligature_are_kept() -> None:
    shared = [
        Glyph("o", 0, 0, 6, 10),
        *(Glyph("f", 6, 0, 12, 10) for _ in range(2)),
        Glyph("i", 12, 0, 15, 10),
    ]
    assert [w.text for w in words_of(split_ligatures(shared))] == ["offi"]


def test_a_slanted_watermark_is_no_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines("正文内容在此")(canvas)
        canvas.rotate(40)
        canvas.setFont("Helvetica", 40)
        canvas.drawString(200, 200, "COPY ONLY")

    assert texts_of(page_of(printed(tmp_path / "a.pdf", draw))) == ["正文内容在此"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(tmp_path: Path, turn: int) -> None:
    path = printed(tmp_path / "a.pdf", lines("左上角的一行"))
    document = pdfium.PdfDocument(path)
    document[0].set_rotation(turn)
    document.save(tmp_path / "turned.pdf")
    document.close()
    page = page_of(tmp_path / "turned.pdf")
    assert (page.width, page.height) == ((595, 842) if turn % 180 == 0 else (842, 595))
    box = page.blocks[0].box
    assert box is not None
    near = {0: box.x0 < 90 and box.top < 110, 90: box.x1 > 740, 180: box.bottom > 730, 270: box.x0 < 110}
    assert near[turn]


def test_a_crop_box_moves_the_origin(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", lines("裁切后的一行", x=172, top=190))
    document = pdfium.PdfDocument(path)
    document[0].set_cropbox(100, 0, 595, HEIGHT - 100)
    document.save(tmp_path / "cropped.pdf")
    document.close()
    box = page_of(tmp_path / "cropped.pdf").blocks[0].box
    assert box is not None
    assert 70 < box.x0 < 75
    assert 75 < box.top < 95


def test_a_ruled_table_keeps_its_cells(tmp_path: Path) -> None:
    rows = [["序号", "项目", "金额"], ["1", "人员人工费用", "1,234.56"], ["2", "直接投入费用", "-"]]
    page = page_of(printed(tmp_path / "a.pdf", both(lines("费用表"), grid(rows, [60, 200, 120]))))
    assert tables_of(page) == [rows]
    assert isinstance(page.blocks[0], Line)


def test_a_merged_cell_stands_once_with_its_spans(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x0, y0, x1, y1 in (
            (60, 700, 360, 700),
            (160, 680, 360, 680),
            (60, 660, 360, 660),
            (60, 660, 60, 700),
            (160, 660, 160, 700),
            (260, 660, 260, 680),
            (360, 660, 360, 700),
        ):
            canvas.line(x0, y0, x1, y1)
        text(canvas, 65, HEIGHT - 676, "合计")
        text(canvas, 165, HEIGHT - 686, "本年金额")
        text(canvas, 165, HEIGHT - 666, "10")
        text(canvas, 265, HEIGHT - 666, "20")

    page = page_of(printed(tmp_path / "a.pdf", draw))
    (table,) = [b for b in page.blocks if isinstance(b, Table)]
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in table.cells}
    assert spans == {"合计": (0, 0, 2, 1), "本年金额": (0, 1, 1, 2), "10": (1, 1, 1, 1), "20": (1, 2, 1, 1)}


def test_the_frame_of_a_certificate_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for inset in (40, 46):
            canvas.rect(inset, inset, 595 - 2 * inset, 842 - 2 * inset)
        lines("发明专利证书", "专利号：ZL 2020 1 1234567.8")(canvas)

    page = page_of(printed(tmp_path / "a.pdf", draw))
    assert all(isinstance(b, Line) for b in page.blocks)


def test_an_empty_page_is_blank(tmp_path: Path) -> None:
    assert page_of(printed(tmp_path / "a.pdf", lambda canvas: None)).state == "blank"


def test_a_password_is_asked_for_and_taken(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    path = printed(tmp_path / "a.pdf", lines("机密"), encrypt=StandardEncryption("sesame"))
    with pytest.raises(PasswordNeededError):
        open_pdf(path)
    with pytest.raises(PasswordNeededError):
        open_pdf(path, "wrong")
    assert len(open_pdf(path, "sesame")) == 1


def test_the_outline_names_pages(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines("一")(canvas)
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("第一章 总则", "a")

    document = open_pdf(printed(tmp_path / "a.pdf", lambda c: None, draw))
    assert [(b.title, b.page) for b in outline_of(document)] == [("第一章 总则", 2)]


def test_a_digital_signature_is_named_with_its_time(tmp_path: Path) -> None:
    reason = "\ufeff同意".encode("utf-16-be")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/V 5 0 R/Rect[0 0 0 0]>>",
        b"<</Type/Sig/Filter/Adobe.PPKLite/M(D:20240501093000+08'00')/Reason<%s>/Contents<00>"
        b"/ByteRange[0 1 2 3]>>" % reason.hex().encode(),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, text) for n, text in enumerate(objects, 1))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF")
    (signature,) = digital_signatures_of(open_pdf(tmp_path / "a.pdf"))
    assert signature.signed_at.startswith("20240501093000")
    assert signature.reason == "同意"


@pytest.mark.parametrize("signed", [True, False])
def test_a_signature_drawn_by_paths_is_seen(tmp_path: Path, signed: bool) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 72, 300, "法定代表人（签名）：")
        canvas.rect(60, HEIGHT - 320, 480, 40)
        canvas.setLineWidth(1.2)
        for left in (200, 216, 236) if signed else ():
            y = HEIGHT - 305
            canvas.bezier(left, y, left + 5, y + 22, left + 14, y - 6, left + 18, y + 14)
            canvas.bezier(left + 3, y + 12, left + 9, y + 4, left + 4, y - 4, left + 16, y + 2)

    page = page_of(printed(tmp_path / "a.pdf", draw))
    assert [s.box.x0 > 190 and s.box.x1 < 270 for s in page.signatures] == ([True] if signed else [])
