"""Scans: what a scanner or camera did to a page is undone, and the same tables come out."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from prereview.documents.model import Box, Page, Seal
from prereview.documents.pdf import open_pdf, read_page
from prereview.documents.scan import clean, codes, pose, rules
from prereview.documents.scan.engine import RARE, available, engine_names, weight
from prereview.documents.scan.image import PageImage
from prereview.documents.scan.page import TOO_SMALL, read_scan
from prereview.documents.scan.read import Scanned, ink_share
from tests.documents.papers import (
    HEIGHT,
    WIDTH,
    both,
    grid,
    lines,
    photographed,
    pixels_of,
    printed,
    scan_pdf,
    scanned,
    seal,
    tables_of,
    texts_of,
)

pytestmark = pytest.mark.skipif(not available(), reason="no OCR engine is installed")

ROWS = [
    ["序号", "项目名称", "金额（元）"],
    ["1", "人员人工费用", "1,234,567.89"],
    ["2", "直接投入费用", "980,000.00"],
    ["3", "委托外部研发", "-"],
]
READ_ROWS = [[cell.replace("（", "(").replace("）", ")") for cell in row] for row in ROWS]
HEADING = "研究开发费用明细表"
FIRM = "宁波安远机械有限公司"

sheet = both(
    lines(HEADING, top=100, size=16),
    grid(ROWS, [60, 190, 150]),
    lines(f"编制单位：{FIRM}", "2024年12月31日", top=300),
)


def read(image: PageImage) -> Page:
    return read_scan(image, Page(1, WIDTH, HEIGHT))


@pytest.fixture(scope="module")
def pixels(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    return pixels_of(printed(tmp_path_factory.mktemp("papers") / "a.pdf", sheet))


def is_the_sheet(page: Page) -> bool:
    return (
        tables_of(page) == [READ_ROWS] and HEADING in texts_of(page) and f"编制单位:{FIRM}" in texts_of(page)
    )


def test_a_slanted_scan_gives_the_table_and_the_lines(pixels: np.ndarray) -> None:
    page = read(scanned(pixels, degrees=-1.3))
    assert is_the_sheet(page)
    assert page.state == "read"
    assert {block.method for block in page.blocks if hasattr(block, "words")} == {"ocr"}
    assert all(
        0 < cell.confidence <= 1 for block in page.blocks if hasattr(block, "cells") for cell in block.cells
    )


def test_a_photograph_is_flattened(pixels: np.ndarray) -> None:
    assert is_the_sheet(read(photographed(pixels)))


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned(pixels: np.ndarray, quarter: int) -> None:
    image = scanned(pixels)
    assert is_the_sheet(read(image._replace(pixels=np.ascontiguousarray(np.rot90(image.pixels, quarter)))))


def test_boxes_lead_back_to_the_page_as_displayed(pixels: np.ndarray) -> None:
    level = read(scanned(pixels, degrees=0))
    image = scanned(pixels, degrees=0)
    turned = read(image._replace(pixels=np.ascontiguousarray(np.rot90(image.pixels))))
    box, back = heading_box(level), turned.displayed(heading_box(turned))
    expected = Box(box.top, WIDTH - box.x1, box.bottom, WIDTH - box.x0)
    assert all(abs(a - b) < 4 for a, b in zip(
        (back.x0, back.top, back.x1, back.bottom),
        (expected.x0, expected.top, expected.x1, expected.bottom),
        strict=True,
    ))  # fmt: skip


def heading_box(page: Page) -> Box:
    found = next(b.box for b in page.blocks if getattr(b, "text", "").replace(" ", "") == HEADING)
    assert found is not None
    return found


def test_print_under_a_seal_is_read_and_the_seal_is_found(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        sheet(canvas)
        seal(canvas, 250, HEIGHT - 310, FIRM)

    page = read(scanned(pixels_of(printed(tmp_path / "a.pdf", draw), dpi=200), dpi=200))
    assert f"编制单位:{FIRM}" in texts_of(page)
    (found,) = page.seals
    assert found.shape == "round"
    assert abs(found.box.centre - 250) < 8
    assert len(set(found.text) & set(FIRM)) >= 7


def test_red_titles_are_print_and_no_seals(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.1, 0.1)
        lines("中央非税收入统一票据", top=90, size=20)(canvas)
        canvas.setFillColorRGB(0, 0, 0)
        lines("执收单位：国家知识产权局", top=140)(canvas)

    page = read(scanned(pixels_of(printed(tmp_path / "a.pdf", draw))))
    assert texts_of(page)[0] == "中央非税收入统一票据"
    assert page.seals == ()


@pytest.mark.parametrize("black", [True, False], ids=["black and white", "grey"])
@pytest.mark.parametrize("sealed", [True, False])
def test_a_seal_copied_without_colours_is_a_dark_ring(tmp_path: Path, sealed: bool, black: bool) -> None:
    def draw(canvas: Canvas) -> None:
        sheet(canvas)
        if sealed:
            seal(canvas, 250, HEIGHT - 310, FIRM)

    image = scanned(pixels_of(printed(tmp_path / "a.pdf", draw)), degrees=0)
    levels = cv2.cvtColor(image.pixels, cv2.COLOR_BGR2GRAY)
    if black:
        levels = cv2.threshold(levels, 0, 255, cv2.THRESH_OTSU)[1]
    page = read(image._replace(pixels=cv2.cvtColor(levels, cv2.COLOR_GRAY2BGR)))
    assert [s.shape for s in page.seals] == (["round"] if sealed else [])
    assert page.black_and_white == black
    assert not read(image).black_and_white


@pytest.mark.parametrize(("ink", "state"), [(0.0001, "read"), (0.01, "image_only")])
def test_a_page_with_a_seal_and_next_to_no_ink_was_read(
    monkeypatch: pytest.MonkeyPatch, ink: float, state: str
) -> None:
    mark = Seal(Box(200, 300, 320, 420), "round", 0.9, "", 0.0, False)
    seen = Scanned([], [], WIDTH, HEIGHT, None, ink, [mark], [], [])
    monkeypatch.setattr("prereview.documents.scan.page._read_once", lambda image: seen)
    page = read(PageImage(np.full((800, 600, 3), 255, np.uint8), 2.0, 144.0))
    assert (page.state, page.blocks, len(page.seals)) == (state, (), 1)


def test_the_ink_of_a_seal_is_not_counted() -> None:
    bare = np.full((400, 300), 255, np.uint8)
    bare[100:200, 100:200] = 0
    seal_alone = [Seal(Box(50, 50, 100, 100), "round", 0.9, "", 0.0, False)]
    assert (ink_share(bare, [], 2.0) > 0.08, ink_share(bare, seal_alone, 2.0)) == (True, 0.0)


def test_a_seal_across_the_edge_is_found_as_cut(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        sheet(canvas)
        seal(canvas, WIDTH, 500, FIRM)

    (found,) = read(scanned(pixels_of(printed(tmp_path / "a.pdf", draw)), degrees=0)).seals
    assert found.cut


def test_blank_paper_is_blank_and_a_thumbnail_is_too_small(pixels: np.ndarray) -> None:
    empty = np.full_like(pixels, 255)
    assert read(scanned(empty)).state == "blank"
    tiny = PageImage(cv2.resize(pixels, (123, 170)), 123 / WIDTH, 123 / WIDTH * 72)
    page = read(tiny)
    assert (page.state, page.problem, page.blocks) == ("image_only", TOO_SMALL, ())


def test_a_scanned_pdf_is_read_through_and_through(tmp_path: Path, pixels: np.ndarray) -> None:
    document = open_pdf(scan_pdf(tmp_path / "scan.pdf", scanned(pixels)))
    page = read_page(document, 0)
    document.close()
    assert is_the_sheet(page)
    assert page.image_share > 0.9


def test_codes_are_decoded(tmp_path: Path) -> None:
    import zxingcpp

    code = zxingcpp.create_barcode("https://www.gsxt.gov.cn/1", zxingcpp.BarcodeFormat.QRCode)
    square = np.array(zxingcpp.write_barcode_to_image(code, scale=5))
    paper = np.full((800, 600, 3), 255, np.uint8)
    paper[100 : 100 + square.shape[0], 80 : 80 + square.shape[1]] = square[..., None]
    ((box, _, content),) = codes.find_codes(PageImage(paper, 2.0, 144.0))
    assert content == "https://www.gsxt.gov.cn/1"
    assert 70 < box[0] < 130


def test_the_slant_is_measured_to_a_twentieth_of_a_degree(pixels: np.ndarray) -> None:
    image = scanned(pixels, degrees=2.4)
    grey = clean.clean_grey(image, clean.red_mask(image), [])
    assert abs(pose.slant_of(grey) + 2.4) < 0.06


def test_rules_are_lines_and_not_strokes_of_letters(tmp_path: Path, pixels: np.ndarray) -> None:
    bold = pixels_of(printed(tmp_path / "a.pdf", lines("三、一二三王田由甲申", size=26)))
    for source, expected in ((pixels, 5 + 4), (bold, 0)):
        image = scanned(source, degrees=0)
        grey = clean.clean_grey(image, clean.red_mask(image), [])
        found, _ = rules.find_rules(grey, image.scale)
        assert len(found) == expected


def test_a_stem_in_a_row_as_low_as_the_print_is_no_border() -> None:
    scale = 200 / 72
    paper = np.full((400, 900), 255, np.uint8)

    def stroke(x0: float, top: float, x1: float, bottom: float) -> None:
        paper[round(top * scale) : round(bottom * scale) + 2, round(x0 * scale) : round(x1 * scale) + 2] = 0

    for y in (20, 32, 44):
        stroke(20, y, 300, y)
    stroke(30, 20, 30, 44)
    stroke(150, 20, 150, 32)  # a border of one row
    stroke(220, 21.5, 220, 31)  # a stem
    stroke(240, 32, 240, 42)  # a stem that touches one line
    for y in (60, 72, 84, 96, 108):
        stroke(20, y, 300, y)
    stroke(100, 61.5, 100, 108)  # a stem right above a border of three rows
    found, _ = rules.find_rules(paper, scale)
    assert [round(r.top) for r in found if not r.horizontal and round(r.x0) == 100] == [71]
    assert sorted(round(r.x0) for r in found if not r.horizontal) == [30, 100, 150]


def test_a_border_that_a_seal_took_ink_from_is_one() -> None:
    scale = 200 / 72
    paper = np.full((400, 900), 255, np.uint8)
    for y in (20, 38):
        paper[round(y * scale) : round(y * scale) + 2, 50:800] = 0
    paper[round(21.5 * scale) : round(38 * scale), 400:402] = 0
    for seals, expected in (([], 0), ([Box(100, 0, 200, 30)], 1)):
        found, _ = rules.find_rules(paper, scale, seals)
        assert sum(not r.horizontal for r in found) == expected


def test_the_alphabet_is_that_of_chinese_papers() -> None:
    assert [weight(c) for c in "高1A，（☑√℃"] == [1.0] * 8
    assert [weight(c) for c in "稅總堃"] == [RARE] * 3
    assert [weight(c) for c in "ひカя"] == [0.0] * 3


@pytest.mark.skipif("onnxruntime" not in engine_names(), reason="ONNX Runtime is not installed")
def test_the_other_engine_reads_the_same(pixels: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    from prereview.documents.scan import engine

    monkeypatch.setenv(engine.ENGINE_VARIABLE, "onnxruntime")
    caches = (engine.load, engine.load_recogniser, engine.alphabet, engine.weights)
    for cached in caches:
        cached.cache_clear()
    try:
        assert is_the_sheet(read(scanned(pixels, degrees=0.4)))
    finally:
        for cached in caches:
            cached.cache_clear()
