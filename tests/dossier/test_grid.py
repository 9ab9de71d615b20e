"""Reading tables by label, merged cells resolved."""

from __future__ import annotations

import pytest

from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import bare, is_label, squash
from tests.dossier.pages import table

FORM = [
    ["获得知识产权数量(件)", "Ⅰ类", "2", "Ⅱ类", "5"],
    ["近三年经营情况（万元）", "年度", "净 资 产", "销售收入", "利润总额"],
    ["^", "第一年", "1.00", "2.00", "-3.00"],
    ["^", "第二年", "4.00", "5.00", "6.00"],
    ["经营范围", "示例产品", "<", "<", "<"],
]


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("（一）其中：销售收入（万元）：", "销售收入"),
        ("其中：人员人工费用", "人员人工费用"),
        ("目的及组织实施方式（限400字）", "目的及组织实施方式"),
        ("三、利润总额（10+11-12）", "利润总额"),
        ("利润总额（亏损总额以“-”号填列）", "利润总额"),
        ("减：营业成本", "营业成本"),
        ("总   数（人）", "总数"),
        ("30及以下", "30及以下"),
        ("31—40", "31-40"),
        ("产品（服务）名称", "产品(服务)名称"),
        ("2.5", "2.5"),
        ("其中", "其中"),
        ("（2+9）", "(2+9)"),
    ],
)
def test_bare(printed: str, label: str):
    assert bare(printed) == label


def test_squash_unifies_brackets_quotes_and_dashes():
    assert squash("〔某〕 【某】“甲” — 乙") == '(某)(某)"甲"-乙'


def test_an_empty_text_is_no_label():
    assert not is_label("", [""])


def test_merged_cells_answer_for_all_their_places():
    grid = Grid(table(FORM))
    assert grid.text(3, 0) == "近三年经营情况(万元)"
    assert grid.text(4, 4) == "示例产品"
    assert [c.text for c in grid.row(2)] == ["近三年经营情况(万元)", "第一年", "1.00", "2.00", "-3.00"]
    assert grid.cell(9, 9) is None
    assert grid.text(9, 9) == ""


def test_look_up_by_label():
    grid = Grid(table(FORM))
    assert grid.value("Ⅱ类").text == "5"
    assert grid.value("不存在") is None
    year, profit = grid.find("第一年"), grid.find("利润总额")
    assert grid.crossing(year, profit).text == "-3.00"
    assert grid.below(profit).text == "-3.00"
    assert len(grid.find_all("第一年", "第二年")) == 2


def test_header_columns():
    names = {"assets": ("净资产",), "sales": ("销售收入", "营业收入"), "missing": ("税额",)}
    assert Grid(table(FORM)).columns(1, names) == {"assets": 2, "sales": 3}
