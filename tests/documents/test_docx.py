"""DOCX: places in words, merged cells, tracked changes, boxes, notes, pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

from prereview.documents.docx import DocxContent, read_docx
from prereview.documents.inserts import DocxPicture, with_pictures
from prereview.documents.model import Line, Page, Table
from prereview.documents.reader import read_document
from prereview.documents.scan.engine import available
from tests.documents.papers import both, grid, lines, pixels_of, printed, scanned

W = nsdecls("w")


def made(tmp_path: Path, fill: Callable[[DocxDocument], object]) -> DocxContent:
    document = docx.Document()
    fill(document)
    document.save(str(tmp_path / "a.docx"))
    return read_docx(tmp_path / "a.docx")


def line_texts(content: DocxContent) -> list[tuple[str, str | None]]:
    return [(b.text, b.where) for b in content.page.blocks if isinstance(b, Line)]


def test_paragraphs_know_their_place(tmp_path: Path) -> None:
    def fill(document: DocxDocument) -> None:
        document.add_paragraph("第一段")
        document.add_paragraph("")
        document.add_paragraph("第三段　２０２４年")

    assert line_texts(made(tmp_path, fill)) == [("第一段", "paragraph 1"), ("第三段 2024年", "paragraph 3")]


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    def fill(document: DocxDocument) -> None:
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "横跨"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "竖跨"
        table.cell(2, 2).text = "右下"

    (table,) = made(tmp_path, fill).page.blocks
    assert isinstance(table, Table)
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span, c.where) for c in table.cells if c.text}
    assert spans == {
        "横跨": (0, 0, 1, 3, "table 1, row 1, column 1"),
        "竖跨": (1, 0, 2, 1, "table 1, row 2, column 1"),
        "右下": (2, 2, 1, 1, "table 1, row 3, column 3"),
    }


def test_a_nested_table_is_a_table_of_its_own(tmp_path: Path) -> None:
    def fill(document: DocxDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "外"
        cell.add_table(1, 2).cell(0, 1).text = "内"

    tables = [b for b in made(tmp_path, fill).page.blocks if isinstance(b, Table)]
    assert [(t.where, t.column_count) for t in tables] == [("table 1", 1), ("table 2", 2)]


def test_changes_are_read_as_accepted_and_reported(tmp_path: Path) -> None:
    def fill(document: DocxDocument) -> None:
        paragraph = document.add_paragraph("金额")._p
        for tag, text_tag, words in (("del", "delText", "100"), ("ins", "t", "200")):
            paragraph.append(
                parse_xml(f'<w:{tag} {W} w:id="1"><w:r><w:{text_tag}>{words}</w:{text_tag}></w:r></w:{tag}>')
            )

    content = made(tmp_path, fill)
    assert line_texts(content) == [("金额200", "paragraph 1")]
    assert {(m.kind, m.text) for m in content.marks} == {("deletion", "100"), ("insertion", "200")}


def test_comments_and_markers_are_reported(tmp_path: Path) -> None:
    def fill(document: DocxDocument) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run("待定")
        run.font.highlight_color = 7
        document.add_comment(run, text="请核实", author="甲")

    marks = {(m.kind, m.text, m.where) for m in made(tmp_path, fill).marks}
    assert marks == {("highlight", "待定", "paragraph 1"), ("comment", "请核实", "paragraph 1")}


def test_a_text_box_is_read_once_where_it_stands(tmp_path: Path) -> None:
    box = f"<w:txbxContent {W}><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

    def boxed(paragraph: object) -> None:
        paragraph._p.append(  # type: ignore[attr-defined]
            parse_xml(
                f"<w:r {W}><mc:AlternateContent {mc}><mc:Choice Requires='wps'>{box}</mc:Choice>"
                f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
            )
        )

    def fill(document: DocxDocument) -> None:
        boxed(document.add_paragraph("正文"))
        boxed(document.add_table(1, 1).cell(0, 0).paragraphs[0])

    content = made(tmp_path, fill)
    assert line_texts(content) == [("正文", "paragraph 1"), ("框内", "paragraph 1")]
    assert [c.text for b in content.page.blocks if isinstance(b, Table) for c in b.cells] == ["框内"]


def test_headers_footers_and_check_boxes(tmp_path: Path) -> None:
    def fill(document: DocxDocument) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "页眉"
        section.footer.paragraphs[0].text = "页脚"
        paragraph = document.add_paragraph("是")
        paragraph._p.append(parse_xml(f'<w:r {W}><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'))

    assert line_texts(made(tmp_path, fill)) == [
        ("是☑", "paragraph 1"),
        ("页眉", "header"),
        ("页脚", "footer"),
    ]


def test_check_boxes_and_choices_of_old_forms(tmp_path: Path) -> None:
    def field(inner: str) -> str:
        begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar>'
        return f"<w:r {W}>{begin}</w:r>"

    def fill(document: DocxDocument) -> None:
        paragraph = document.add_paragraph()
        choices = "".join(f'<w:listEntry w:val="{name}"/>' for name in ("电子信息", "新材料"))
        for before, inner in (
            ("是", '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'),
            ("否", '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'),
            ("不详", '<w:checkBox><w:default w:val="0"/></w:checkBox>'),
            ("领域", f'<w:ddList><w:result w:val="1"/>{choices}</w:ddList>'),
        ):
            paragraph.add_run(before)
            paragraph._p.append(parse_xml(field(inner)))

    assert line_texts(made(tmp_path, fill)) == [("是☑否□不详□领域新材料", "paragraph 1")]


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [(".docm", "ms-word.document.macroEnabled"),
     (".dotx", "openxmlformats-officedocument.wordprocessingml.template"),
     (".dotm", "ms-word.template.macroEnabledTemplate")],
)  # fmt: skip
def test_documents_with_macros_and_templates_are_read(tmp_path: Path, suffix: str, kind: str) -> None:
    made(tmp_path, lambda document: document.add_paragraph("正文"))
    path = rewritten(tmp_path / "a.docx", tmp_path / f"b{suffix}", lambda name, data: (name, data.replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main", f"{kind}.main".encode()
    )))  # fmt: skip
    assert [line.text for line in read_document(path).pages[0].blocks if isinstance(line, Line)] == ["正文"]


def test_the_part_with_the_text_may_have_any_name(tmp_path: Path) -> None:
    made(tmp_path, lambda document: document.add_paragraph("正文"))
    path = rewritten(tmp_path / "a.docx", tmp_path / "b.docx", lambda name, data: (
        name.replace("word/document.xml", "word/document22.xml"),
        data.replace(b"word/document.xml", b"word/document22.xml"),
    ))  # fmt: skip
    assert [line.text for line in read_document(path).pages[0].blocks if isinstance(line, Line)] == ["正文"]


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    """A copy of an archive with members renamed and changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(*change(info.filename, old.read(info)))
    return target


def test_footnotes_follow_the_body(tmp_path: Path) -> None:
    made(tmp_path, lambda document: document.add_paragraph("正文"))
    paragraph = "<w:p><w:r><w:t>脚注一</w:t></w:r></w:p>"
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph}</w:footnote></w:footnotes>'
    path = with_part(tmp_path / "a.docx", "word/footnotes.xml", notes, "footnotes")
    assert line_texts(read_docx(path)) == [("正文", "paragraph 1"), ("脚注一", "footnote")]


def with_part(path: Path, member: str, content: str, kind: str) -> Path:
    """A DOCX with one more part, related to the body."""
    target = path.with_name("b.docx")
    relation = (
        f'<Relationship Id="rId99" Target="{member.removeprefix("word/")}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as sink:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", relation.encode())
            sink.writestr(info.filename, data)
        sink.writestr(member, content)
    return target


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    made(tmp_path, lambda document: document.add_paragraph("正文"))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    target = tmp_path / "bomb.docx"
    with zipfile.ZipFile(tmp_path / "a.docx") as source, zipfile.ZipFile(target, "w") as sink:
        for info in source.infolist():
            data = source.read(info).decode() if info.filename == "word/document.xml" else source.read(info)
            if isinstance(data, str):
                body = data[data.index("<w:document") :].replace("正文", "&l9;")
                data = (
                    f'<!DOCTYPE x [<!ENTITY l0 "哈哈">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>{body}'
                )
            sink.writestr(info.filename, data)
    document = read_document(target)
    assert sum(page.character_count for page in document.pages) < 100


def picture(tmp_path: Path) -> io.BytesIO:
    page = printed(
        tmp_path / "p.pdf",
        both(lines("发明专利证书", top=100), grid([["专利号", "甲"], ["日期", "乙"]], [90, 120])),
    )
    sink = io.BytesIO()
    Image.fromarray(scanned(pixels_of(page)).pixels[:, :, ::-1]).save(sink, "JPEG")
    return sink


@pytest.mark.skipif(not available(), reason="no OCR engine is installed")
def test_a_pasted_scan_is_read_where_it_stands(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("附件一")
    document.add_picture(picture(tmp_path), width=Pt(420))
    document.add_paragraph("附件二")
    document.save(str(tmp_path / "a.docx"))
    (page,) = read_document(tmp_path / "a.docx").pages
    texts = [b.text.replace(" ", "") if isinstance(b, Line) else "表" for b in page.blocks]
    assert texts == ["附件一", "发明专利证书", "表", "附件二"]
    assert {b.where for b in page.blocks[1:3]} == {"paragraph 2, picture"}
    assert page.blocks[1].box is None


def test_decoration_is_no_picture(tmp_path: Path) -> None:
    sink = io.BytesIO()
    Image.new("RGB", (400, 8), "red").save(sink, "PNG")
    assert made(tmp_path, lambda document: document.add_picture(sink)).pictures == ()


def test_where_the_writer_began_new_pages(tmp_path: Path) -> None:
    def fill(document: DocxDocument) -> None:
        document.add_paragraph("封面")
        document.add_page_break()
        document.add_paragraph("第二页").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("第三页")
        document.add_section(WD_SECTION.CONTINUOUS)
        document.add_paragraph("仍在第三页")
        document.add_section(WD_SECTION.NEW_PAGE)
        document.add_paragraph("第四页").paragraph_format.page_break_before = False
        document.add_paragraph("第五页").paragraph_format.page_break_before = True

    page = made(tmp_path, fill).page
    texts = [b.text for b in page.blocks if isinstance(b, Line)]
    assert [texts[place] for place in page.breaks] == ["第二页", "第三页", "第四页", "第五页"]


def test_pictures_move_the_places_where_pages_begin() -> None:
    body = Page(None, 0.0, 0.0, (Line("甲"), Line("乙")), breaks=(1, 1))
    pictures = [DocxPicture(1, "a.png", "paragraph 2", pages_before=1), DocxPicture(2, "b.png", "", 0.0, 2)]
    read = [Page(n, 0.0, 0.0, (Line(f"图{n}"),)) for n in (1, 2)]
    shown = with_pictures(body, pictures, read)
    texts = [b.text for b in shown.blocks if isinstance(b, Line)]
    assert texts == ["甲", "图1", "乙", "图2"]
    assert shown.breaks == (1, 2)
