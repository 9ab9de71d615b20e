"""Tables without rules, rebuilt from lines that align."""

from __future__ import annotations

from prereview.documents.model import Line
from prereview.dossier.finders.columns import lay_out
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.sheets import sheets_of
from prereview.dossier.values.amounts import WAN
from tests.dossier.pages import line, table, width_of

RIGHT = {1: 300.0, 2: 420.0, 3: 540.0}


def row(texts: list[str], top: float, *, centred: bool = False) -> list[Line]:
    """A label at the margin and figures flush right (or centred) in their columns."""
    lines = [line(texts[0], x=60.0, top=top)] if texts[0] else []
    for column, text in enumerate(texts[1:], 1):
        if text:
            room = RIGHT[column] - width_of(text)
            lines.append(line(text, x=room - (30 - width_of(text) / 4 if centred else 0), top=top))
    return lines


def printed(rows: list[list[str]], *, centred: bool = False, top: float = 100.0) -> list[Line]:
    return [part for i, texts in enumerate(rows) for part in row(texts, top + 20 * i, centred=centred)]


STATEMENT = [
    ["项目", "附注", "本期金额", "上期金额"],
    ["一、营业收入", "七、31", "40,600,005.54", "31,499,994.03"],
    ["减:营业成本", "", "19,490,207.95", "15,120,794.14"],
    ["税金及附加", "", "-", "192,149.96"],
    ["二、营业利润", "", "", ""],
    ["三、利润总额", "", "-9,945.08", "(8,100.00)"],
]


def texts_of(lines: list[Line]) -> list[list[str]]:
    (made,) = lay_out(lines)
    grid = Grid(made.table)
    return [[grid.text(r, c) for c in range(grid.column_count)] for r in range(grid.row_count)]


def test_figures_flush_right_make_columns():
    assert texts_of(printed(STATEMENT)) == STATEMENT


def test_figures_may_be_centred():
    assert texts_of(printed(STATEMENT, centred=True)) == STATEMENT


def test_one_line_with_several_figures():
    lines = [
        line("货币资金 1,000.00 2,000.00", x=60, top=100),
        line("应收账款 3,000.00 4,000.00", x=60, top=120),
        line("资产总计 4,000.00 6,000.00", x=60, top=140),
    ]
    (made,) = lay_out(lines)
    assert [c.text for c in made.table.cells if c.column == 0] == ["货币资金", "应收账款", "资产总计"]
    assert Grid(made.table).text(2, made.table.column_count - 1) == "6,000.00"


def test_two_tables_on_a_page_are_two():
    second = [["项目", "", "期末余额", "年初余额"], *[[f"第{i}项", "", f"{i}.00", "1.00"] for i in range(4)]]
    lines = [*printed(STATEMENT), line("另 表", x=250, top=300), *printed(second, top=330)]
    first, other = lay_out(lines)
    assert first.table.row_count == 6
    assert Grid(other.table).text(1, other.table.column_count - 1) == "年初余额"
    assert other.heading[0].text == "另 表"


def test_prose_is_no_table():
    prose = "公司本年度研发费用5,135,772.63元,占营业收入的12.65%,比上年增长。"
    assert lay_out([line(prose, top=100 + 20 * i) for i in range(6)]) == []
    assert lay_out([line("第一条 总则 1 2", top=100), line("第二条 目的", top=120)]) == []


def test_sheets_give_ruled_and_unruled_tables_with_what_stands_above():
    above = [line("资产负债表", x=250, top=60), line("单位:万元", x=450, top=80)]
    ruled = table([["项目", "期末余额"], ["资产总计", "1.00"]], top=500)
    first, second = sheets_of([*above, *printed(STATEMENT), line("单位:元", top=400), ruled])
    assert not first.ruled
    assert first.unit == WAN
    assert "资产负债表" in list(first.captions())
    assert second.ruled
    assert second.unit == 1
    assert [heading.text for heading in second.heading] == ["单位:元"]


def test_a_page_that_lies_too_slanted_gives_no_table():
    lines = [
        part
        for i, (label, *figures) in enumerate(STATEMENT[1:])
        for part in (
            line(label, x=60, top=100 + 14 * i),
            *(line(f, x=RIGHT[c] - width_of(f), top=105 + 14 * i) for c, f in enumerate(figures, 1) if f),
        )
    ]
    assert lay_out(lines) == []
