"""Pages and strips as pictures, of PDFs and of picture files, with the box where the evidence lies."""

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from prereview.documents.model import Box
from prereview.documents.rendering import as_jpeg, rendered

MARK = Box(100.0, 300.0, 200.0, 320.0)
ORANGE = (0xC4, 0x3D, 0x00)


@pytest.fixture(params=["pdf", "png"])
def page(request, tmp_path):
    """A page of A4 with a black field at the mark."""
    path = tmp_path / f"a.{request.param}"
    if request.param == "pdf":
        canvas = Canvas(str(path), pagesize=A4)
        canvas.rect(MARK.x0, A4[1] - MARK.bottom, MARK.width, MARK.height, fill=1)
        canvas.save()
    else:
        picture = Image.new("RGB", (1240, 1754), "white")
        ImageDraw.Draw(picture).rectangle(
            [v * 150 / 72 for v in (MARK.x0, MARK.top, MARK.x1, MARK.bottom)], "black"
        )
        picture.save(path, dpi=(150, 150))
    return path


def test_a_page_has_the_size_it_is_displayed_in(page):
    with rendered(page) as renderer:
        assert renderer.page_count == 1
        picture = renderer.page(1, 72)
    assert abs(picture.width - A4[0]) < 2
    assert abs(picture.height - A4[1]) < 2
    assert picture.getpixel((150, 310)) == (0, 0, 0)
    with rendered(page) as renderer, pytest.raises(IndexError):
        renderer.page(2)


def test_a_strip_shows_its_own_boxes_only(page):
    other = Box(100.0, 500.0, 200.0, 520.0)
    with rendered(page) as renderer:
        first, second = renderer.strips(1, [(MARK,), (other,)], 72, 40)
    assert abs(first.height - 100) < 3
    assert first.getpixel((150, 50)) == (0, 0, 0)
    assert ORANGE in {c for _, c in first.getcolors(100_000)}
    assert (0, 0, 0) not in {c for _, c in second.getcolors(100_000)}


@pytest.mark.parametrize("box", [Box(-50, -50, 5000, 5000), Box(0, 4000, 10, 4001), Box(10, 10, 10, 10)])
def test_a_box_beside_the_page_breaks_nothing(page, box):
    with rendered(page) as renderer:
        assert as_jpeg(renderer.strip(1, (box,)))[:2] == b"\xff\xd8"
