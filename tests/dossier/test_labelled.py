"""Labelled values in tables, inside cells and in running text, in reading order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from prereview.dossier.finders.labelled import find_labelled, first_amount, first_day, first_of
from tests.dossier.pages import line, paragraph, table

LABELS = {"name": ("项目名称", "课题名称"), "budget": ("总预算", "经费预算"), "day": ("批准日期", "立项日期")}


def find(*blocks):
    return find_labelled(blocks, LABELS, amounts=("budget",))


def texts(found, name: str) -> list[str]:
    return [labelled.value.text for labelled in found.get(name, ())]


def test_all_places_in_reading_order():
    found = find(
        line("项目名称：封面上的名称", top=80),
        table(
            [
                ["项目名称", "表中的名称", "备注", ""],
                ["课题名称：格中的名称 立项日期：2022年1月2日", "<", "<", "<"],
            ],
            top=120,
        ),
        line("课题名称：正文中的名称", top=300),
    )
    assert texts(found, "name") == ["封面上的名称", "表中的名称", "格中的名称", "正文中的名称"]
    assert first_day(found, "day")[0] == date(2022, 1, 2)


def test_a_label_over_a_column_has_no_value_beside_it():
    assert find(table([["项目名称", "经费预算"], ["甲", "乙"]])) == {}


def test_the_better_label_goes_first():
    found = find(table([["立项日期", "2022-01-20", "批准日期", "2022-01-28"]]))
    assert first_day(found, "day", LABELS["day"])[0] == date(2022, 1, 28)
    assert first_day(found, "day")[0] == date(2022, 1, 20)


@pytest.mark.parametrize(
    ("block", "yuan"),
    [
        (table([["经费预算（万元）", "152.00"]]), Decimal(1520000)),
        (table([["经费预算", "152.00万元"]]), Decimal(1520000)),
        (line("总预算（元）：152.00"), Decimal(152)),
        (paragraph("总预算(万元):152"), Decimal(1520000)),
        (table([["经费预算", "152.00"]]), None),
        (table([["经费预算", "152万"]]), Decimal(1520000)),
        (table([["经费预算", "152万元，其中自筹100万元"]]), Decimal(1520000)),
    ],
)
def test_amounts_need_a_unit(block, yuan):
    amount = first_amount(find(block), "budget")
    assert (amount and amount[0]) == yuan


def test_a_unit_given_by_the_caller():
    found = find(table([["经费预算", "152.00"]]))
    assert first_amount(found, "budget", unit=Decimal(10000))[0] == Decimal(1520000)


def test_what_cannot_be_parsed_is_passed_over():
    found = find(table([["项目名称", "—"], ["课题名称", "甲"]]))
    assert first_of(found, "name", lambda text: text if text != "-" and text != "—" else None)[0] == "甲"


def test_evidence_of_a_value_inside_a_cell_is_the_cell():
    block = table([["课题名称：格中的名称", "<"]])
    assert find(block)["name"][0].value.box == block.cells[0].box


def test_an_amount_under_several_years_is_the_latest() -> None:
    rows = [["年度", "2022年", "2023年", "2024年"], ["销售收入（万元）", "1,200", "2,300.5", "3,600.1"]]
    found = find_labelled([table(rows)], {"income": ("销售收入",)}, amounts=("income",))
    assert first_amount(found, "income")[0] == 36_001_000
