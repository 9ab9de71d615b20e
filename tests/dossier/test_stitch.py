"""Joining pages: what belongs to the sheet goes, what belongs to the document stays."""

from __future__ import annotations

from prereview.documents.model import Line, Table
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.stitch import stitch
from tests.dossier.pages import line, page, paragraph, table

LIST = [["编号", "名称", "日期", "号码"]]


def rows_of(block) -> list[list[str]]:
    assert isinstance(block, Table)
    grid = Grid(block)
    return [[grid.text(r, c) for c in range(grid.column_count)] for r in range(grid.row_count)]


def texts(blocks) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Line)]


def test_running_heads_and_page_numbers_go():
    pages = [
        page(
            line("示例科技有限公司 2024年度审计报告", top=40, page=n),
            line(f"正文第{n}段", top=200, page=n),
            line(f"第 {n} 页 共 4 页", x=260, top=800, page=n),
            number=n,
        )
        for n in range(1, 5)
    ]
    assert texts(stitch(pages)) == ["正文第1段", "正文第2段", "正文第3段", "正文第4段"]


def test_numbered_content_at_one_height_stays():
    pages = [
        page(
            line(f"研发活动编号：RD0{n}", top=60, page=n),
            line(f"{2021 + n} 年度 单位：万元", x=200, top=62, page=n),
            table([["名称", f"项目{n}"], ["金额", "1.00"]], page=n),
            number=n,
        )
        for n in range(1, 5)
    ]
    kept = texts(stitch(pages))
    assert kept[:2] == ["研发活动编号:RD01", "2022 年度 单位:万元"]
    assert len(kept) == 8


def test_bare_number_inside_the_page_stays():
    assert texts(stitch([page(line("12", top=400))])) == ["12"]


def test_header_and_footer_of_a_docx_go():
    head = Line("公司内部资料", where="header")
    assert texts(stitch([page(paragraph("第一条"), head, number=None)])) == ["第一条"]


def test_table_goes_on_and_repeated_header_is_dropped():
    first = table([*LIST, ["IP01", "甲装置", "2023-01-01", "ZL1"]], page=1)
    second = table([*LIST, ["IP02", "乙装置", "2023-02-01", "ZL2"]], page=2, top=60)
    (block,) = stitch([page(first), page(second, number=2)])
    assert rows_of(block) == [
        *LIST,
        ["IP01", "甲装置", "2023-01-01", "ZL1"],
        ["IP02", "乙装置", "2023-02-01", "ZL2"],
    ]
    assert block.cells[-1].page == 2


def test_row_cut_by_the_page_break_is_joined():
    first = table([*LIST, ["IP01", "一种用于示例的", "2023-01-01", "ZL20201043"]], page=1)
    second = table([["", "装置", "", "0096.0"], ["IP02", "乙", "2023-02-01", "ZL2"]], page=2)
    (block,) = stitch([page(first), page(second, number=2)])
    assert rows_of(block)[1:] == [
        ["IP01", "一种用于示例的装置", "2023-01-01", "ZL20201043 0096.0"],
        ["IP02", "乙", "2023-02-01", "ZL2"],
    ]


def test_complete_figures_are_never_joined():
    first = table([["年度", "净资产", "销售"], ["第一年", "1.00", "2.00"]], page=1)
    second = table([["", "3.00", "4.00"]], page=2)
    (block,) = stitch([page(first), page(second, number=2)])
    assert rows_of(block)[1:] == [["第一年", "1.00", "2.00"], ["", "3.00", "4.00"]]


def test_label_merged_over_the_break_is_one_cell():
    first = table([["近三年", "第一年", "1.00"], ["^", "第二年", "2.00"]], page=1)
    second = table([["", "第三年", "3.00"], ["其他", "无", "0"]], page=2)
    (block,) = stitch([page(first), page(second, number=2)])
    assert rows_of(block)[2] == ["近三年", "第三年", "3.00"]


def test_coarser_table_with_the_same_width_is_put_on_the_finer_columns():
    first = table([["名称", "甲", "编号", "RD01"], ["目的", "前半段文字", "<", "<"]], page=1)
    second = table([["", "后半段文字", "<", "<"], ["成果", "无", "<", "<"]], page=2)
    (block,) = stitch([page(first), page(second, number=2)])
    assert Grid(block).text(1, 1) == "前半段文字后半段文字"
    assert Grid(block).text(2, 3) == "无"


def test_blocks_side_by_side_stay_apart():
    rows = ["内部研究开发费用", "人员人工费用", "直接投入费用", "折旧费用"]
    first = table([["科目", "RD01", "RD02"], *([r, "1.00", "2.00"] for r in rows)], page=1)
    second = table([["科目", "RD03", "合计"], *([r, "1.00", "2.00"] for r in rows)], page=2)
    assert len(stitch([page(first), page(second, number=2)])) == 2


def test_a_line_between_ends_the_table():
    first = table([["a", "b"], ["1", "2"]], page=1)
    second = table([["a", "b"], ["3", "4"]], page=2)
    assert (
        len(stitch([page(first), page(line("研发活动编号：RD02", page=2, top=110), second, number=2)])) == 3
    )


def test_other_widths_stay_apart():
    first = table([["a", "b"], ["1", "2"]], page=1)
    second = table([["a", "b"], ["3", "4"]], page=2, width=300)
    assert len(stitch([page(first), page(second, number=2)])) == 2


def test_entries_of_one_month_over_the_break_are_not_a_block_beside():
    head = ["月", "摘要", "金额"]
    first = table([head, ["8", "工资", "1.00"], ["9", "材料", "2.00"]], page=1)
    second = table([head, *(["9", text, "3.00"] for text in ("折旧", "摊销", "设计费"))], page=2)
    (block,) = stitch([page(first), page(second, number=2)])
    assert [row[1] for row in rows_of(block)] == ["摘要", "工资", "材料", "折旧", "摊销", "设计费"]
