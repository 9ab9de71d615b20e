"""Word files that other programs leave with loose ends: read whole, and what is gone is said."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from PIL import Image

from prereview.documents.docx import read_docx
from prereview.documents.model import Line
from prereview.documents.reader import read_document

Parts = dict[str, bytes]
RELATIONS = "word/_rels/document.xml.rels"


def changed(tmp_path: Path, change: Callable[[Parts], object]) -> Path:
    """A document with a header, a picture and one paragraph, after a change of its members."""
    Image.effect_noise((400, 400), 80).save(tmp_path / "p.png")
    document = docx.Document()
    document.add_paragraph("企业承诺书")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_picture(str(tmp_path / "p.png"), width=Pt(420))
    document.save(str(tmp_path / "whole.docx"))
    with zipfile.ZipFile(tmp_path / "whole.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def texts(path: Path) -> list[str]:
    return [b.text for b in read_docx(path).page.blocks if isinstance(b, Line)]


def relation(parts: Parts, target: str) -> None:
    more = f'<Relationship Id="rIdX" Type="http://example.org/x" Target="{target}"/></Relationships>'
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", more.encode())


def strict(parts: Parts) -> None:
    """As the strict variant of ISO/IEC 29500 names its namespaces."""
    for name in parts:
        if name.endswith((".xml", ".rels")):
            parts[name] = re.sub(
                rb"http://schemas\.openxmlformats\.org/(wordprocessingml|drawingml|officeDocument)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                parts[name],
            )


def without_types(parts: Parts) -> None:
    types = parts["[Content_Types].xml"]
    types = re.sub(rb'<Override PartName="/word/header1.xml"[^>]*/>', b"", types)
    types = re.sub(rb'<Default Extension="(?:xml|png)"[^>]*/>', b"", types)
    parts["[Content_Types].xml"] = types


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: relation(parts, "NULL"),
        lambda parts: relation(parts, "#_Toc123"),
        lambda parts: relation(parts, "../customXml/item9.xml"),
        lambda parts: parts.update({"word/Styles.xml": parts.pop("word/styles.xml")}),
        lambda parts: parts.update({"word/settings.xml": b"not <xml"}),
        lambda parts: parts.pop("docProps/core.xml"),
        strict,
        without_types,
    ],
    ids=["NULL", "bookmark", "lost part", "other letters", "no xml", "no properties", "strict", "types"],
)
def test_loose_ends_cost_nothing(tmp_path: Path, change: Callable[[Parts], object]) -> None:
    path = changed(tmp_path, change)
    before = path.read_bytes()
    content = read_docx(path)
    assert texts(path) == ["企业承诺书", "页眉"]
    assert [picture.member for picture in content.pictures] == ["word/media/image1.png"]
    assert path.read_bytes() == before


def test_a_header_that_is_gone_is_no_longer_asked_for(tmp_path: Path) -> None:
    assert texts(changed(tmp_path, lambda parts: parts.pop("word/header1.xml"))) == ["企业承诺书"]


def test_a_picture_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    document = read_document(changed(tmp_path, lambda parts: parts.pop("word/media/image1.png")))
    assert document.status == "partial"
    assert document.problem == "第1幅图片未能读取：图片内容已不在文件中，请重新插入后另存"
    assert [b.text for b in document.pages[0].blocks if isinstance(b, Line)] == ["企业承诺书", "页眉"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml"])
def test_text_that_cannot_be_parsed_leaves_the_file_unread(tmp_path: Path, part: str) -> None:
    document = read_document(changed(tmp_path, lambda parts: parts.update({part: b"<w:x>half"})))
    assert document.status == "unreadable"
    assert "已损坏" in (document.problem or "")


def placeable() -> bytes:
    """The head of a Windows metafile of 10 by 10 centimetres, as drawings are pasted."""
    head = struct.pack("<IHhhhhHIH", 0x9AC6CDD7, 0, 0, 0, 5670, 5670, 1440, 0, 0)
    return head + struct.pack("<HHHIHIH", 1, 9, 0x0300, 12, 0, 3, 0) + struct.pack("<IH", 3, 0)


def test_a_vector_drawing_is_named(tmp_path: Path) -> None:
    document = read_document(
        changed(tmp_path, lambda parts: parts.update({"word/media/image1.png": placeable()}))
    )
    assert document.status == "partial"
    assert "矢量图" in (document.problem or "")
