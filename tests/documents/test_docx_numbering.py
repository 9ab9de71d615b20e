"""Numbers that Word makes: read before the paragraph they stand at, counted as Word counts."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from prereview.documents.docx import read_docx
from prereview.documents.docx_numbering import chinese, written
from prereview.documents.model import Line, Table

W = nsdecls("w")
OWN = 90
"""Number of the first list a test adds; python-docx's template has its own below."""


class Script:
    """A document whose paragraphs belong to lists."""

    def __init__(self, path: Path) -> None:
        self.document: DocxDocument = docx.Document()
        self._path = path
        self._numbering = self.document.part.numbering_part.element

    def scheme(self, *levels: tuple[str, str], number: int = OWN, start: int = 1, more: str = "") -> None:
        """A list with a level for each format and pattern (`("chineseCounting", "%1、")`)."""
        made = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for depth, (style, pattern) in enumerate(levels)
        )
        scheme = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{made}</w:abstractNum>')
        self._numbering.insert(0, scheme)
        self.copy(number, number)

    def copy(self, number: int, scheme: int, override: str = "") -> None:
        """A list of an existing scheme, perhaps with another start."""
        reference = f'<w:abstractNumId w:val="{scheme}"/>{override}'
        self._numbering.append(parse_xml(f'<w:num {W} w:numId="{number}">{reference}</w:num>'))

    def paragraph(self, text: str, depth: int = 0, number: int = OWN) -> Paragraph:
        return numbered(self.document.add_paragraph(text), depth, number)

    def lines(self) -> list[str]:
        return [block.text for block in self._blocks() if isinstance(block, Line)]

    def cells(self) -> list[str]:
        return [c.text for block in self._blocks() if isinstance(block, Table) for c in block.cells]

    def _blocks(self) -> tuple[Line | Table, ...]:
        self.document.save(str(self._path))
        return tuple(b for b in read_docx(self._path).page.blocks if isinstance(b, (Line, Table)))


def numbered(paragraph: Paragraph, depth: int, number: int) -> Paragraph:
    properties = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._element.get_or_add_pPr().append(parse_xml(properties))
    return paragraph


@pytest.fixture
def script(tmp_path: Path) -> Script:
    return Script(tmp_path / "a.docx")


def test_chinese_and_arabic_levels_are_counted(script: Script) -> None:
    script.scheme(("chineseCounting", "%1、"), ("decimal", "（%2）"))
    script.paragraph("总体情况")
    script.paragraph("立项", 1)
    script.paragraph("实施", 1)
    script.document.add_paragraph("不在列表中")
    script.paragraph("知识产权")
    script.paragraph("申请", 1)
    assert script.lines() == [
        "一、总体情况", "(1)立项", "(2)实施", "不在列表中", "二、知识产权", "(1)申请"
    ]  # fmt: skip


def test_articles_of_a_rule_and_levels_within_each_other(script: Script) -> None:
    script.scheme(("chineseCounting", "第%1条"), ("decimal", "%1.%2"))
    script.paragraph("为规范研发费用的管理")
    script.paragraph("专账", 1)
    # a number in Chinese figures above stays so in the number below, unless the level asks for Arabic ones
    assert script.lines() == ["第一条为规范研发费用的管理", "一.1 专账"]


def test_a_level_may_write_all_numbers_in_arabic_figures(script: Script) -> None:
    script.scheme(("chineseCounting", "第%1章"), ("decimal", "%1.%2"), more="<w:isLgl/>")
    script.paragraph("总则")
    script.paragraph("目的", 1)
    assert script.lines() == ["第1章总则", "1.1 目的"]


def test_lists_of_one_scheme_count_on_unless_one_begins_anew(script: Script) -> None:
    script.scheme(("decimal", "%1."))
    script.copy(OWN + 1, OWN)
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    script.copy(OWN + 2, OWN, anew)
    for number in (OWN, OWN + 1, OWN + 2, OWN + 2):
        script.paragraph("甲", number=number)
    assert script.lines() == ["1. 甲", "2. 甲", "5. 甲", "6. 甲"]


def test_a_style_numbers_its_paragraphs(script: Script) -> None:
    script.scheme(("decimal", "RD0%1"))
    style = script.document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="{OWN}"/></w:numPr>'))
    script.document.add_paragraph("轴承检测", style="Heading 1")
    script.document.add_paragraph("装配线", style="Heading 1")
    assert script.lines() == ["RD01 轴承检测", "RD02 装配线"]


def test_number_nought_takes_a_paragraph_out_of_the_list_of_its_style(script: Script) -> None:
    script.scheme(("decimal", "%1."))
    style = script.document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="{OWN}"/></w:numPr>'))
    numbered(script.document.add_paragraph("封面", style="Heading 1"), 0, 0)
    script.document.add_paragraph("正文", style="Heading 1")
    assert script.lines() == ["封面", "1. 正文"]


def test_a_column_of_running_numbers_is_read_though_its_cells_hold_no_text(script: Script) -> None:
    script.scheme(("decimal", "%1"))
    table = script.document.add_table(2, 2)
    for row, name in zip(table.rows, ("张三", "李四"), strict=True):
        numbered(row.cells[0].paragraphs[0], 0, OWN)
        row.cells[1].text = name
    assert script.cells() == ["1", "张三", "2", "李四"]


def test_bullets_and_empty_paragraphs_have_no_number(script: Script) -> None:
    script.scheme(("bullet", "\u25cf"))
    script.scheme(("decimal", "%1."), number=OWN + 1)
    script.paragraph("要点")
    script.paragraph("", number=OWN + 1)
    assert script.lines() == ["要点"]


def test_a_list_that_the_file_does_not_define_is_none(script: Script) -> None:
    script.paragraph("正文", number=4711)
    assert script.lines() == ["正文"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (115, "一百一十五"), (999, "九百九十九"), (1024, "一〇二四")],
)  # fmt: skip
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [("decimal", 7, "7"), ("decimalZero", 7, "07"), ("upperLetter", 28, "BB"), ("lowerLetter", 3, "c"),
     ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 4, "iv"), ("chineseLegalSimplified", 21, "贰拾壹"),
     ("ideographTraditional", 2, "乙"), ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 3, "③"),
     ("decimalEnclosedCircle", 21, "21"), ("ideographDigital", 20, "二〇"), ("none", 4, ""),
     ("hebrew1", 4, "4")],
)  # fmt: skip
def test_formats_of_numbers(style: str, number: int, text: str) -> None:
    assert written(number, style) == text


def test_numbers_do_not_move_the_places_of_paragraphs(script: Script) -> None:
    script.scheme(("decimal", "%1."))
    first = script.paragraph("甲")
    assert first._element.find(qn("w:pPr")) is not None
    (line,) = [b for b in script._blocks() if isinstance(b, Line)]
    assert re.fullmatch(r"paragraph \d+", line.where or "")
