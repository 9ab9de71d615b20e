"""Which reading of a PDF page is taken: text layer, image, or both."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from prereview.documents.layout import Glyph
from prereview.documents.model import Page
from prereview.documents.pdf import open_pdf, read_page
from prereview.documents.scan.engine import available
from prereview.documents.sources import is_broken
from tests.documents.papers import (
    FONT,
    HEIGHT,
    WIDTH,
    lines,
    pixels_of,
    printed,
    reader_of,
    scanned,
    seal,
    texts_of,
)

needs_engine = pytest.mark.skipif(not available(), reason="no OCR engine is installed")

TRUE = ("研究开发费用合计9,500万元", "2016年10月28日", "宁波安远机械有限公司")
WRONG = ("研究开发费用合计孔 500万元", "2016-lo-28", "宁波安远机械有限公司")


def page_of(path: Path) -> Page:
    document = open_pdf(path)
    try:
        return read_page(document, 0)
    finally:
        document.close()


def over_a_scan(path: Path, image_of: Path, *texts: str, hidden: bool) -> Path:
    """A full-page image with a text layer, hidden or shown."""
    image = scanned(pixels_of(image_of), degrees=0)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(reader_of(image), 0, 0, WIDTH, HEIGHT)
        layer = canvas.beginText(72, HEIGHT - 90)
        layer.setFont(FONT, 12)
        layer.setTextRenderMode(3 if hidden else 0)
        layer.setLeading(26)
        for words in texts:
            layer.textLine(words)
        canvas.drawText(layer)

    return printed(path, draw)


@needs_engine
def test_a_wrong_layer_behind_a_scan_gives_way_to_the_image(tmp_path: Path) -> None:
    picture = printed(tmp_path / "picture.pdf", lines(*TRUE))
    page = page_of(over_a_scan(tmp_path / "a.pdf", picture, *WRONG, hidden=True))
    assert texts_of(page) == list(TRUE)


@needs_engine
def test_values_in_text_over_labels_in_an_image_are_both_read(tmp_path: Path) -> None:
    def labels(canvas: Canvas) -> None:
        lines("计算机软件著作权登记证书", top=60, size=18)(canvas)
        lines("软件名称：", "著作权人：", top=190, x=60)(canvas)

    def draw(canvas: Canvas) -> None:
        image = scanned(pixels_of(printed(tmp_path / "labels.pdf", labels)), degrees=0)
        canvas.drawImage(reader_of(image), 0, 0, WIDTH, HEIGHT)
        lines("智能分选控制软件V1.0", FIRM, top=190, x=140)(canvas)
        lines("证书号：软著登字第1234567号", top=120)(canvas)

    texts = texts_of(page_of(printed(tmp_path / "a.pdf", draw)))
    assert texts == [
        "计算机软件著作权登记证书",
        "证书号:软著登字第1234567号",
        "软件名称:智能分选控制软件V1.0",
        f"著作权人:{FIRM}",
    ]


FIRM = "宁波安远机械有限公司"


@needs_engine
def test_a_seal_on_a_printed_page_is_found(tmp_path: Path) -> None:
    from prereview.documents.scan.image import PageImage

    stamp = printed(tmp_path / "stamp.pdf", lambda c: seal(c, 60, 60, FIRM), size=(120, 120))
    picture = PageImage(pixels_of(stamp, dpi=300), 300 / 72, 300)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(reader_of(picture), 300, 300, 120, 120)
        lines(*TRUE)(canvas)

    page = page_of(printed(tmp_path / "a.pdf", draw))
    assert texts_of(page) == list(TRUE)
    (found,) = page.seals
    assert abs(found.box.centre - 360) < 6
    assert abs(found.box.middle - (HEIGHT - 360)) < 6


def glyphs(text: str) -> list[Glyph]:
    return [Glyph(c, 10.0 * i, 0, 10.0 * i + 10, 12) for i, c in enumerate(text)]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("宁波安远机械有限公司2024年度研究开发费用专项审计报告，本公司的研发投入符合管理办法的规定。", False),
        ("1,234.56 980.00 A101010", False),
        ("\ue001\ue002\ue003\ue004正文", True),
        ("鼱鼲鼳鼴鼵鼶鼷鼸鼺鼼鼽鼾鼿齀齁齂齃齅齆齇齈齉齌齍齎齏齑齓齔齕齖齗齘齙齚", True),
        ("张三李四王五赵六钱七", False),
    ],
)
def test_a_text_that_cannot_be_meant_is_broken(text: str, broken: bool) -> None:
    assert is_broken(glyphs(text)) is broken
