"""Tables that stand in a cell of another."""

from __future__ import annotations

from prereview.documents.grids import Ruling
from prereview.documents.layout import Glyph
from prereview.documents.tables import find_tables


def glyphs(text: str, x: float, top: float) -> list[Glyph]:
    return [Glyph(c, x + 8 * i, top, x + 8 * i + 8, top + 10) for i, c in enumerate(text)]


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[Ruling]:
    upright = [Ruling(x, ys[0], x, ys[-1]) for x in xs]
    return [*upright, *(Ruling(xs[0], y, xs[-1], y) for y in ys)]


OUTER = grid((50, 150, 500), (100, 130, 250))
TEXTS = [*glyphs("项目名称", 55, 105), *glyphs("示例项目", 155, 105), *glyphs("经费概算", 55, 150)]


def test_a_table_in_a_cell_follows_the_one_around_it_and_is_text_of_the_cell():
    inner = grid((180, 300, 420), (160, 180, 200))
    inside = [
        *glyphs("科目", 190, 163),
        *glyphs("金额", 310, 163),
        *glyphs("其他", 190, 183),
        *glyphs("7.38", 310, 183),
    ]
    (outer, nested), outside = find_tables([*OUTER, *inner], [*TEXTS, *inside], 1)
    assert outside == []
    assert [cell.text for cell in nested.cells] == ["科目", "金额", "其他", "7.38"]
    assert (outer.row_count, outer.column_count) == (2, 2)
    assert outer.cells[-1].text == "科目金额其他7.38"


def test_boxes_for_single_digits_are_no_table():
    boxes = grid((180, 200, 220, 240), (160, 180))
    digits = [*glyphs("9", 186, 163), *glyphs("1", 206, 163), *glyphs("3", 226, 163)]
    (outer,), _ = find_tables([*OUTER, *boxes], [*TEXTS, *digits], 1)
    assert outer.cells[-1].text.replace(" ", "") == "913"
