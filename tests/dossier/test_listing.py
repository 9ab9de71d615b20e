"""Lists by the labels of their columns, with rules and without."""

from __future__ import annotations

import msgspec

from prereview.dossier.finders.listing import GROUP, read_listings, text_of
from tests.dossier.pages import line, table

COLUMNS = {"name": ("成果名称",), "post": ("岗位", "职务"), "year": ("转化年度",)}


def rows_of(*blocks):
    listings = read_listings(blocks, COLUMNS, "name")
    return [
        [text_of(r, n) for n in ("name", "post", "year")] for listing in listings for r in listing.records
    ]


def test_the_better_of_two_columns_is_taken():
    block = table([["成果名称", "职务", "岗位"], ["甲", "主管", "算法"]])
    assert rows_of(block) == [["甲", "算法", ""]]


def test_totals_and_blank_rows_are_no_records():
    block = table([["序号", "成果名称", "转化年度"], ["1", "甲", "2023"], ["", "", ""], ["合计", "", "1项"]])
    assert rows_of(block) == [["甲", "", "2023"]]
    assert text_of(read_listings([block], COLUMNS, "name")[0].totals[0], "year") == "1项"


def test_a_form_is_no_list():
    assert rows_of(table([["成果名称", "甲", "转化年度", "2023"], ["岗位", "算法", "", ""]])) == []


def test_the_heading_of_a_list():
    blocks = [line("附件一"), table([["成果名称", "岗位"], ["甲", "算法"]]), line("附件二"), line("名单")]
    blocks.append(table([["汇总表", "<"], ["成果名称", "岗位"], ["乙", "测试"]]))
    headings = [[place.text for place in x.heading] for x in read_listings(blocks, COLUMNS, "name")]
    assert headings == [["附件一"], ["附件二", "名单", "汇总表"]]


def test_flush_and_centred_columns_without_rules():
    def row(top: float, *cells: tuple[float, str]):
        return [line(text, x=x, top=top, em=10.0) for x, text in cells]

    lines = [
        *row(100, (72, "序号"), (150, "成果名称"), (260, "岗位"), (330, "转化"), (400, "备注")),
        *row(112, (330, "年度")),
        *row(130, (78, "1"), (112, "甲"), (255, "算法"), (330, "2023")),
        *row(146, (78, "2"), (112, "乙及其很长的控制方法"), (255, "测试"), (330, "2024"), (400, "无")),
        *row(158, (112, "和装置")),
        *row(176, (78, "3"), (112, "丙"), (330, "2025")),
        *row(200, (72, "以上各项成果均由本公司自主研发并已实施转化，特此说明。")),
    ]
    assert rows_of(*lines) == [
        ["甲", "算法", "2023"],
        ["乙及其很长的控制方法和装置", "测试", "2024"],
        ["丙", "", "2025"],
    ]


def test_a_scan_that_lost_the_rules_of_one_column():
    plain = table(
        [["成果名称", "岗位", "转化年度"], ["甲", "算法", "2023"], ["乙", "测试", "^"], ["丙", "工艺", "^"]]
    )
    cells = tuple(msgspec.structs.replace(c, method="ocr") for c in plain.cells)
    years = ("2023", "2024", "2025")
    cells = tuple(
        msgspec.structs.replace(c, text="".join(years), lines=years) if c.row_span == 3 else c for c in cells
    )
    assert rows_of(msgspec.structs.replace(plain, cells=cells)) == [
        ["甲", "算法", "2023"],
        ["乙", "测试", "2024"],
        ["丙", "工艺", "2025"],
    ]


def test_the_heading_of_a_group_is_no_record():
    head = ["序号", "成果名称", "岗位", "转化年度"]
    merged = table([head, ["2022年度（2项）", "<", "<", "<"], ["1", "甲", "算法", ""], ["2", "乙", "", ""]])
    assert rows_of(merged) == [["甲", "算法", ""], ["乙", "", ""]]
    (listing,) = read_listings([merged], COLUMNS, "name")
    assert [text_of(r, GROUP) for r in listing.records] == ["2022年度(2项)"] * 2
    columns = {**COLUMNS, "number": ("序号",)}
    alone = table([head, ["", "研发部", "", ""], ["1", "甲", "算法", ""]])
    (listing,) = read_listings([alone], columns, "name")
    assert [text_of(r, "name") for r in listing.records] == ["甲"]


def test_totals_by_other_words():
    head = ["序号", "成果名称", "转化年度"]
    block = table([head, ["1", "甲", "2023"], ["2023年小计", "<", "1项"], ["", "合计：45人", ""]])
    assert rows_of(block) == [["甲", "", "2023"]]


def test_the_year_before_a_label():
    block = table([["成果名称", "岗位", "2023年转化年度", "2024年转化年度"], ["甲", "算法", "一", "二"]])
    assert rows_of(block) == [["甲", "算法", "二"]]
