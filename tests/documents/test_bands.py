"""Tables ruled between columns only."""

from __future__ import annotations

from prereview.documents.layout import Glyph
from prereview.documents.tables import Ruling, find_tables

COLUMNS = (50.0, 200.0, 300.0, 400.0)


def glyphs(text: str, x: float, top: float) -> list[Glyph]:
    return [Glyph(c, x + 8 * i, top, x + 8 * i + 8, top + 10) for i, c in enumerate(text)]


def rulings(*heights: float) -> list[Ruling]:
    return [
        *(Ruling(x, heights[0], x, heights[-1]) for x in COLUMNS),
        *(Ruling(COLUMNS[0], y, COLUMNS[-1], y) for y in heights),
    ]


def rows_of(table: list[list[str]], top: float = 130.0) -> list[Glyph]:
    return [
        glyph
        for i, texts in enumerate(table)
        for x, text in zip(COLUMNS, texts, strict=False)
        for glyph in glyphs(text, x + 5, top + 14 * i)
    ]


def test_figures_below_each_other_are_rows():
    body = [[f"第{i}行", f"{i}.00", "-" if i % 2 else "1,2.00"] for i in range(8)]
    body[3][2] = ""
    head = glyphs("项目", 60, 105) + glyphs("期末", 210, 105)
    (table,), outside = find_tables(rulings(100, 120, 260), [*head, *rows_of(body)], 1)
    assert (table.row_count, table.column_count, outside) == (9, 3, [])
    texts = {(c.row, c.column): c.text for c in table.cells}
    assert (texts[0, 0], texts[0, 1]) == ("项目", "期末")
    assert (texts[4, 0], texts[4, 1], texts[4, 2]) == ("第3行", "3.00", "")
    assert texts[8, 2] == "-"


def test_paragraphs_side_by_side_stay_one_row():
    body = [["甲方的说明", "乙方的说明", "金额"] for _ in range(8)]
    (table,), _ = find_tables(rulings(120, 260), rows_of(body), 1)
    assert table.row_count == 1


def test_a_cell_of_a_few_figures_stays_one_row():
    body = [[f"第{i}行", f"{i}.00", "1.00"] for i in range(4)]
    (table,), _ = find_tables(rulings(120, 260), rows_of(body), 1)
    assert table.row_count == 1
