"""Workbooks, pictures and old Office files."""

from __future__ import annotations

import os
import shutil
import zlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from prereview.documents import office, xlsx
from prereview.documents.formats import OLE
from prereview.documents.limits import Limits
from prereview.documents.model import Line, Page, Table
from prereview.documents.reader import read_document
from prereview.documents.scan.engine import available
from tests.documents.papers import lines, pixels_of, printed, scanned, texts_of

needs_engine = pytest.mark.skipif(not available(), reason="no OCR engine is installed")


def workbook(path: Path) -> Page:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    sheet["B2"] = "科技人员名单"
    sheet.merge_cells("B2:E2")
    for row in (
        ["序号", "姓名", "入职日期", "占比"],
        [1, "张三", date(2020, 3, 2), 0.125],
        [2, "李四", None, 1234567.89],
    ):
        sheet.append([None, *row])
    sheet["E4"].number_format = "0.0%"
    sheet.append([None, "制表人：王五"])
    book.create_sheet("空表")
    book.create_sheet("藏").sheet_state = "hidden"
    book["藏"]["A1"] = "不可见"
    book.save(path)
    (page,) = read_document(path).pages
    return page


def test_a_workbook_is_lines_and_tables(tmp_path: Path) -> None:
    title, table, foot = workbook(tmp_path / "a.xlsx").blocks
    assert isinstance(title, Line)
    assert isinstance(table, Table)
    assert (title.text, title.where) == ("科技人员名单", "sheet 名单, cell B2")
    assert foot == Line("制表人:王五", where="sheet 名单, cell B6")
    cells = {(c.row, c.column): c.text for c in table.cells}
    assert [cells.get((1, column)) for column in range(4)] == ["1", "张三", "2020-03-02", "12.5%"]
    assert [cells.get((2, column)) for column in range(4)] == ["2", "李四", None, "1234567.89"]


def test_a_stray_cell_in_the_last_corner_is_no_reason_to_skip_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "部门"])
    sheet.append(["张三", "研发部"])
    sheet.cell(1_048_576, 16_384, "。")
    book.save(tmp_path / "a.xlsx")
    document = read_document(tmp_path / "a.xlsx")
    assert document.status == "read"
    assert "张三" in " ".join(
        c.text for b in document.pages[0].blocks if isinstance(b, Table) for c in b.cells
    )


def test_a_sheet_too_large_to_be_read_whole_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "LIMITS", Limits(sheet_cells=4))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for number in range(5):
        sheet.append([f"第{number}人", "研发部"])
    book.save(tmp_path / "a.xlsx")
    document = read_document(tmp_path / "a.xlsx")
    assert document.status == "partial"
    assert "名单" in (document.problem or "")
    (table,) = document.pages[0].blocks
    assert isinstance(table, Table)
    assert [c.text for c in table.cells] == ["第0人", "研发部", "第1人", "研发部"]


@needs_engine
@pytest.mark.parametrize("ending", ["jpg", "png", "tiff"])
def test_pictures_are_pages(tmp_path: Path, ending: str) -> None:
    texts = ("营业执照", "名称：宁波安远机械有限公司")
    pages = [pixels_of(printed(tmp_path / "a.pdf", lines(words, top=150, size=16))) for words in texts]
    frames = [Image.fromarray(scanned(pixels).pixels[:, :, ::-1]) for pixels in pages]
    path = tmp_path / f"微信图片.{ending}"
    if ending == "tiff":
        frames[0].save(path, save_all=True, append_images=frames[1:])
    else:
        frames[0].save(path)
    document = read_document(path)
    read = [texts_of(page)[0] for page in document.pages]
    assert read == ["营业执照", "名称:宁波安远机械有限公司"][: len(read)]
    assert len(read) == (2 if ending == "tiff" else 1)


@needs_engine
def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    pixels = pixels_of(printed(tmp_path / "a.pdf", lines("营业执照副本", top=150, size=16)))
    picture = Image.fromarray(pixels[:, :, ::-1]).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(tmp_path / "a.jpg", exif=exif)
    (page,) = read_document(tmp_path / "a.jpg").pages
    assert texts_of(page) == ["营业执照副本"]
    assert page.view is None


def test_a_damaged_picture_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    document = read_document(tmp_path / "a.png")
    assert (document.status, document.format) == ("unreadable", "image")


def test_a_picture_beyond_all_measure_is_not_decoded(tmp_path: Path) -> None:
    Image.new("1", (1, 1)).save(tmp_path / "a.png")
    header = bytearray((tmp_path / "a.png").read_bytes())
    header[16:24] = (30_000).to_bytes(4, "big") * 2
    header[29:33] = zlib.crc32(bytes(header[12:29])).to_bytes(4, "big")
    (tmp_path / "a.png").write_bytes(bytes(header))
    document = read_document(tmp_path / "a.png")
    assert document.status == "unreadable"
    assert "限制" in (document.problem or "")


OLD_WORD = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")


def test_an_old_word_file_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ())
    (tmp_path / "a.doc").write_bytes(OLD_WORD)
    document = read_document(tmp_path / "a.doc")
    assert document.status == "unreadable"
    assert "另存为" in (document.problem or "")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_an_old_word_file_is_converted_where_that_is_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx

    ready = tmp_path / "ready.docx"
    document = docx.Document()
    document.add_paragraph("转换而来")
    document.save(str(ready))
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        f'mkdir -p "$2" && cp "{ready}" "$2/source.docx"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    assert shutil.which("soffice") == str(program)
    (tmp_path / "a.doc").write_bytes(OLD_WORD)
    (page,) = read_document(tmp_path / "a.doc").pages
    assert texts_of(page) == ["转换而来"]
