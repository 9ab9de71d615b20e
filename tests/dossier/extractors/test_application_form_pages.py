"""The form on pages: tables cut by page ends, and what scans make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from prereview.documents.model import Table
from tests.dossier.extractors.form_pages import (
    COUNTS,
    MAIN,
    RIGHTS,
    STAFF,
    Rows,
    activity,
    below,
    blanks,
    costs,
    product,
    read_pages,
)
from tests.dossier.pages import line, page, table


def recognised(rows: Rows, *, page: int = 1, top: float = 120.0, lost: tuple[str, ...] = ()) -> Table:
    """A table as a scan gives it; the named texts were not read."""
    made = table([["" if cell in lost else cell for cell in row] for row in rows], page=page, top=top)
    cells = tuple(msgspec.structs.replace(c, method="ocr", confidence=0.9) for c in made.cells)
    return msgspec.structs.replace(made, cells=cells)


# ---- page ends


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("width", [450.0, 430.0])
def test_list_of_rights_over_a_page_end(repeated: bool, width: float):
    rest = RIGHTS[:1] + RIGHTS[3:] if repeated else RIGHTS[3:]
    facts = read_pages(
        page(line("二、知识产权汇总表"), table(RIGHTS[:3])),
        page(table(rest, page=2, top=80, width=width), number=2),
    )
    assert facts["ip[IP03].number"] == "2022SR1653698"
    assert below(facts, "ip[IP02]")["kind"] == "实用新型专利"


def test_number_of_a_right_cut_by_a_page_end():
    upper = [*RIGHTS[:2], ["IP02", "一种示例", "实用新型专利", "2023.01.31", "ZL20222195", "受让"]]
    lower = [["", "装置", "", "", "5478.6", ""], RIGHTS[3]]
    facts = read_pages(page(table(upper)), page(table(lower, page=2, top=80, width=430), number=2))
    assert facts["ip[IP02].name"] == "一种示例装置"
    assert facts["ip[IP02].number"] == "ZL202221955478.6"
    assert facts["ip[IP03].name"] == "示例软件V1.0"


@pytest.mark.parametrize("between", ["", "- 9 -"])
def test_text_of_an_activity_cut_by_a_page_end(between: str):
    rows = activity(1)
    rest = [["", "后半句。", "<", "<", "<", "<", "<"], *rows[8:]]
    furniture = [line(between, top=60, page=2)] if between else []
    facts = read_pages(
        page(line("研发活动编号：RD01", top=80), table(rows[:8])),
        page(
            *furniture,
            table(rest, page=2, top=90, width=430),
            line("研发活动编号：RD02", top=400, page=2),
            table(activity(2), page=2, top=430),
            number=2,
        ),
    )
    assert facts["rd[RD01].core_technology"] == "核心1。后半句。"
    assert facts["rd[RD01].results"] == "阶段成果:成果1。"
    assert facts["rd[RD02].core_technology"] == "核心2。"


def test_product_cut_between_rows():
    rows = product(1)
    facts = read_pages(
        page(line("编号：PS01", top=80), table(rows[:5])),
        page(table(rows[5:], page=2, top=80, width=440), number=2),
    )
    assert (facts["products[PS01].key_technology"], facts["products[PS01].ip_support"]) == (
        "关键1。",
        "支持1。",
    )


def test_cost_table_that_goes_on_without_its_head():
    rows = costs("RD01", "RD02", "合计")
    facts = read_pages(
        page(line("2023 年度", top=80), line("单位：万元", x=280, top=80), table(rows[:6])),
        page(
            table(rows[6:], page=2, top=80, width=430),
            line("2024 年度", top=400, page=2),
            table(costs("RD01", "RD02", "合计"), page=2, top=430),
            number=2,
        ),
    )
    assert len([path for path in facts if path.startswith("rd_costs[2023]")]) == 33
    assert facts["rd_costs[2023][total].subtotal"] == Decimal(110300)
    assert len([path for path in facts if path.startswith("rd_costs[2024]")]) == 33


def test_year_and_the_word_for_it_printed_apart():
    caption = (line("2025", x=100, top=80), line("年度", x=150, top=80), line("单位：万元", x=280, top=80))
    facts = read_pages(page(*caption, table(costs("RD01", "合计"))))
    assert "rd_costs[2025][RD01].subtotal" in facts


def test_main_table_cut_below_the_first_year():
    facts = read_pages(
        page(line("申请日期：2026年7月21日", top=60), line("一、主要情况", top=90), table(MAIN[:5])),
        page(table([["", *row[1:]] if row[0] == "^" else row for row in MAIN[5:]], page=2, top=80), number=2),
    )
    assert facts["years[2025].sales"] == Decimal(120000000)
    assert facts["ht_income"] == Decimal(90000000)


# ---- scans


def test_empty_cells_of_a_scan_are_not_called_blank():
    facts = read_pages(page(recognised(STAFF, lost=("8", "0")), recognised(COUNTS, top=500, lost=("0",))))
    assert blanks(facts) == []
    assert facts["staff.total_all"] == 168


def test_blank_date_of_a_scan_may_be_handwriting():
    assert blanks(read_pages(page(line("申请日期： 年 月 日", method="ocr")))) == []
    assert blanks(read_pages(page(line("申请日期：", x=122), line("年 月 日", x=200)))) == ["申请日期"]


def test_misread_labels():
    rows = [
        [cell.replace("销售收入", "销售收人").replace("境内研发", "境内研友") for cell in row] for row in MAIN
    ]
    rows[1][3] = "III类"
    rows[3][5] = ""
    facts = read_pages(page(line("申请日期：2026年7月21日", method="ocr"), recognised(rows)))
    assert facts["ip_class2"] == 8
    assert facts["rd_domestic"] == Decimal(21000100)
    assert below(facts, "years[2023]") == {"net_assets": 59977500, "sales": 98000000, "profit": 15678200}


def test_lost_head_of_a_cost_column():
    facts = read_pages(
        page(line("2023年度 单位:万元", top=90), recognised(costs("RD01", "RDO2", "?", "RD04", "合计")))
    )
    assert facts["rd_costs[2023][RD02].internal"] == Decimal(10200)
    assert facts["rd_costs[2023][RD03].internal"] == Decimal(10300)


def test_specks_beside_an_amount():
    made = recognised(costs("RD01", "合计"))
    specked = tuple(
        msgspec.structs.replace(c, text=f"{c.text} T", lines=(c.text, "T"))
        if c.column == 1 and c.row == 1
        else c
        for c in made.cells
    )
    facts = read_pages(page(line("2023年度", top=90), msgspec.structs.replace(made, cells=specked)))
    assert facts["rd_costs[2023][RD01].internal"] == Decimal(10100)


def test_cells_of_a_table_whose_rules_were_lost():
    rows = (
        (("企业名称", 94), ("苏州示例科技有限公司", 150), ("注册时间", 298), ("2016-04-28", 422)),
        (
            ("注册资金", 94),
            ("4000.00万元人民币", 150),
            ("统一社会信用代码", 274),
            ("9132050 0MA1EXAMP0X", 400),
        ),
        (("行政区域", 94), ("江苏省苏州市吴中区", 150), ("邮政编码", 298), ("215100", 432)),
        (("技术领域", 94), ("基础", 150), ("职工总数", 298), ("168", 400)),
    )
    lines = [
        line(text, x=x, top=100 + 30 * r, em=10, method="ocr")
        for r, row in enumerate(rows)
        for text, x in row
    ]
    facts = read_pages(page(*lines, line("企业所在地区：江苏省苏州市", top=400, method="ocr")))
    assert facts == {
        "firm_name": "苏州示例科技有限公司",
        "registered_on": date(2016, 4, 28),
        "registered_capital": Decimal(40000000),
        "uscc": "91320500MA1EXAMP0X",
        "region": "江苏省苏州市吴中区",
        "staff_total": 168,
    }


YEAR = line("2023年度 单位:万元", top=80)


def test_a_summary_of_the_years_is_no_table_of_a_year():
    summary = [
        ["科目", "2021年", "2022年", "2023年", "合计"],
        *[[r[0], "1", "2", "3", "6"] for r in costs("合计")[1:]],
    ]
    facts = read_pages(
        page(line("三年汇总 单位:万元", top=60), table(summary, top=80)),
        page(YEAR, table(costs("RD01", "合计"), page=2), number=2),
    )
    assert {path.split(".")[0] for path in facts if path.startswith("rd_costs")} == {
        "rd_costs[2023][RD01]",
        "rd_costs[2023][total]",
    }
    assert facts["rd_costs[2023][total].internal"] == Decimal(10200)


def test_the_sum_of_a_block_is_not_that_of_the_year():
    first = table(costs("RD01", "RD02", "小计"), top=100)
    second = table(costs("RD03", "小计", "合计"), page=2, top=100)
    facts = read_pages(page(YEAR, first), page(line("（续表）", top=80, page=2), second, number=2))
    assert facts["rd_costs[2023][RD03].internal"] == Decimal(10100)
    assert facts["rd_costs[2023][total].internal"] == Decimal(10300)
    alone = read_pages(page(YEAR, first))
    assert alone["rd_costs[2023][total].internal"] == Decimal(10300)


def test_a_total_before_the_activities():
    facts = read_pages(page(YEAR, table(costs("合计", "RD01"))))
    assert facts["rd_costs[2023][total].internal"] == Decimal(10100)
    assert facts["rd_costs[2023][RD01].internal"] == Decimal(10200)


def test_budget_and_actual_costs_of_an_activity():
    rows = costs("RD01", "<", "合计")
    rows[0] = ["科目 研发项目编号", "RD01", "<", "合计"]
    rows.insert(1, ["^", "预算", "实际", "^"])
    facts = read_pages(page(YEAR, table(rows)))
    assert facts["rd_costs[2023][RD01].internal"] == Decimal(10200)


def test_a_part_with_the_name_of_another_item():
    rows = costs("RD01", "合计")
    place = next(i for i, row in enumerate(rows) if row[0].endswith("直接投入费用"))
    rows.insert(place + 1, ["其中：其他费用", "0.50", "0.50"])
    facts = read_pages(page(YEAR, table(rows)))
    other = next(row for row in rows if row[0].startswith("其他费用"))
    assert facts["rd_costs[2023][RD01].other"] == Decimal(other[1]) * 10000
