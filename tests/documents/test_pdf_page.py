"""What stands on a PDF page besides its text layer: fields, typed remarks, stamps; and broken files."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2.raw as pdfium_c
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from prereview.documents.pdf import DamagedError, UnknownEncryptionError, open_pdf, read_page
from prereview.documents.pdf_page import open_page
from prereview.documents.reader import read_document
from prereview.documents.rendering import rendered
from prereview.documents.scan.engine import available
from tests.documents.papers import lines, printed, text, texts_of

pytestmark = pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")

BOX = [100, 600, 300, 640]


def typed_over(path: Path, *annotations: Callable[[Pdf], Dictionary]) -> Path:
    """A page with one printed line, and annotations over it."""
    source = printed(path.with_name("printed.pdf"), lines("企业名称"))
    with pikepdf.open(source) as pdf:
        made = [pdf.make_indirect(annotation(pdf)) for annotation in annotations]
        pdf.pages[0].Annots = Array(made)
        pdf.save(path)
    return path


def appearance(pdf: Pdf, words: str) -> Stream:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    shown = f"BT /F 12 Tf 4 14 Td ({words}) Tj ET".encode()
    return form(pdf, shown, (200, 40), Dictionary(Font=Dictionary(F=font)))


def form(pdf: Pdf, shown: bytes, size: tuple[int, int], resources: Dictionary) -> Stream:
    box = Array([0, 0, *size])
    return pdf.make_stream(shown, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources)


def annotation(kind: str, words: str, **more: object) -> Callable[[Pdf], Dictionary]:
    def make(pdf: Pdf) -> Dictionary:
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(BOX), F=4, **more)
        made.AP = Dictionary(N=appearance(pdf, words))
        return made

    return make


def stamp(pdf: Pdf) -> Dictionary:
    """A red ring as a picture, as programs for electronic seals lay it over a page."""
    pixels = np.full((300, 300, 3), 255, np.uint8)
    cv2.circle(pixels, (150, 150), 140, (220, 20, 30), 8)
    cv2.putText(pixels, "SEAL", (90, 165), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (220, 20, 30), 4)
    image = pdf.make_stream(
        pixels.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=300, Height=300,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    shown = form(pdf, b"q 120 0 0 120 0 0 cm /I Do Q", (120, 120), Dictionary(XObject=Dictionary(I=image)))
    rect = Array([300, 400, 420, 520])
    return Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=rect, F=4, AP=Dictionary(N=shown))


@pytest.mark.parametrize("kind", ["FreeText", "Widget"])
def test_what_was_typed_over_a_page_is_read_where_it_stands(tmp_path: Path, kind: str) -> None:
    path = typed_over(tmp_path / "a.pdf", annotation(kind, "9,999.50"))
    page = read_document(path).pages[0]
    assert texts_of(page) == ["企业名称", "9,999.50"]
    box = page.blocks[1].box
    assert box is not None
    assert (box.x0, 842 - 640) == pytest.approx((104, 202), abs=1.5)
    assert 202 <= box.top <= box.bottom <= 242


def test_the_value_of_a_field_without_a_picture_is_read(tmp_path: Path) -> None:
    source = typed_over(tmp_path / "made.pdf", annotation("Widget", "", FT=Name.Tx, T=String("name")))
    with pikepdf.open(source) as pdf:
        field = pdf.pages[0].Annots[0]
        del field.AP
        field.V, field.DA = String("ABC Co"), String("/Helv 12 Tf 0 g")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=font))
        )
        pdf.save(tmp_path / "a.pdf")
    assert texts_of(read_document(tmp_path / "a.pdf").pages[0]) == ["企业名称", "ABCCo"]


def test_a_hidden_field_and_a_note_add_nothing(tmp_path: Path) -> None:
    def hidden(pdf: Pdf) -> Dictionary:
        made = annotation("FreeText", "hidden")(pdf)
        made.F = 2
        return made

    def note(pdf: Pdf) -> Dictionary:
        contents = String("a note that pops up")
        return Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array(BOX), Contents=contents)

    assert texts_of(read_document(typed_over(tmp_path / "a.pdf", hidden, note)).pages[0]) == ["企业名称"]


def test_a_page_with_links_alone_is_left_as_it_is(tmp_path: Path) -> None:
    document = open_pdf(typed_over(tmp_path / "a.pdf", annotation("Link", "link")))
    page = open_page(document, 0)
    assert texts_of(read_page(document, 0)) == ["企业名称"]
    page.close()
    document.close()


@pytest.mark.skipif(not available(), reason="the recognition libraries are not installed")
def test_a_seal_laid_over_a_page_is_seen(tmp_path: Path) -> None:
    page = read_document(typed_over(tmp_path / "a.pdf", stamp)).pages[0]
    (seal,) = page.seals
    assert (seal.box.x0, seal.box.top) == pytest.approx((304, 842 - 516), abs=6)


def test_what_is_typed_over_a_page_is_in_its_picture(tmp_path: Path) -> None:
    path = typed_over(tmp_path / "a.pdf", annotation("Widget", "9,999.50"))
    with rendered(path) as pages:
        part = pages.page(1, dpi=72).crop((100, 202, 300, 242))
    assert np.asarray(part).min() < 100


def test_the_file_is_not_written(tmp_path: Path) -> None:
    path = typed_over(tmp_path / "a.pdf", annotation("FreeText", "9"), stamp)
    before = path.read_bytes()
    read_document(path)
    assert path.read_bytes() == before


def nameless(path: Path) -> Path:
    """A page whose characters are drawn, but the file does not say which they are."""
    with pikepdf.new() as pdf:
        square = pdf.make_stream(b"500 0 0 0 500 700 d1 50 0 400 600 re f")
        names = [Name(f"/g{code}") for code in range(1, 9)]
        glyphs = Dictionary({str(name): square for name in names})
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=glyphs, FirstChar=1, LastChar=8,
            Widths=Array([500] * 8), Resources=Dictionary(),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
        )  # fmt: skip
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F 12 Tf 72 700 Td <0102030405060708> Tj ET")
        pdf.save(path)
    return path


def test_a_page_of_characters_without_names_is_never_blank(tmp_path: Path) -> None:
    document = read_document(nameless(tmp_path / "a.pdf"))
    assert document.pages[0].state != "blank"
    assert "\ufffd" not in "".join(texts_of(document.pages[0]))


def test_a_name_beyond_the_basic_plane_is_one_character(tmp_path: Path) -> None:
    source = printed(tmp_path / "printed.pdf", lambda canvas: text(canvas, 72, 100, "AB"))
    with pikepdf.open(source) as pdf:
        cmap = (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
            b"1 begincodespacerange <00> <FF> endcodespacerange "
            b"2 beginbfchar <41> <D86DDE4E> <42> <7530> endbfchar endcmap end end"
        )
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=pdf.make_stream(cmap)
        )
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(F=font))
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F 12 Tf 72 700 Td (AB) Tj ET")
        pdf.save(tmp_path / "a.pdf")
    assert texts_of(read_document(tmp_path / "a.pdf").pages[0]) == ["\U0002b64e田"]


def test_a_code_that_is_no_character_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = printed(tmp_path / "a.pdf", lines("企业名称"))
    told = pdfium_c.FPDFText_GetUnicode
    monkeypatch.setattr(pdfium_c, "FPDFText_GetUnicode", lambda t, i: 0xE0E0E0 if i == 0 else told(t, i))
    with closing(open_pdf(path)) as document:
        page = read_page(document, 0)
    assert "".join(texts_of(page)).endswith("业名称")


def test_a_file_that_pdfium_gives_up_is_mended(tmp_path: Path) -> None:
    source = printed(tmp_path / "printed.pdf", lines("企业名称"))
    with pikepdf.open(source) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    # the tree of pages leads to a page that does not say what it is
    broken = stream.getvalue().replace(b"/Type /Pages", b"/Type /Pagez")
    (tmp_path / "a.pdf").write_bytes(broken)
    assert texts_of(read_document(tmp_path / "a.pdf").pages[0]) == ["企业名称"]


def test_nothing_is_made_of_what_is_no_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 300)
    with pytest.raises(DamagedError):
        open_pdf(tmp_path / "a.pdf")


def test_a_file_encrypted_with_a_certificate_is_told_from_one_with_a_password(tmp_path: Path) -> None:
    source = printed(tmp_path / "printed.pdf", lines("企业名称"))
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u", R=4))
    locked = (tmp_path / "locked.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(locked.replace(b"/Filter /Standard", b"/Filter /Adobe.PK"))
    with pytest.raises(UnknownEncryptionError):
        open_pdf(tmp_path / "a.pdf")
    assert "加密方式" in (read_document(tmp_path / "a.pdf").problem or "")
