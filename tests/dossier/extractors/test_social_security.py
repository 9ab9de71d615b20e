"""Proofs of social insurance."""

from __future__ import annotations

import pytest

from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, table

NAMES = ("甲某", "乙某", "丙某")


def insured(*blocks):
    return values_of("social_security", page(*blocks))


def test_a_certificate_with_months_and_people_side_by_side():
    values = insured(
        line("社会保险单位参保证明", em=18.0, top=50),
        table(
            [
                ["单位名称", "杭州示例软件有限公司", "单位编号", "33010818407"],
                ["统一社会信用代码", "91330108MA75H9D20Q", "查询期间", "2025年1月至2025年12月"],
            ],
            top=80,
        ),
        line("各月月末参保人数", top=140),
        table([["月份", *[f"{m:02}" for m in range(1, 13)]], ["人数", *["-"] * 7, *["70"] * 5]], top=160),
        line("2025年12月参保人员名单（共4人）", top=220),
        table(
            [
                ["序号", "姓名", "缴费基数", "序号", "姓名", "缴费基数"],
                ["1", "甲某", "5900.00", "3", "丙某", "7400.00"],
                ["2", "乙某", "8000.00", "4", "甲某", "6600.00"],
            ],
            top=240,
        ),
    )
    assert [values[f"insured[{n}].name"] for n in range(1, 5)] == ["甲某", "乙某", "丙某", "甲某"]
    assert values["insured_months[2025-12].count"] == 70
    assert "insured_months[2025-01].count" not in values
    assert values["social_security.count"] == 4
    assert values["firm_names[社会保险参保证明].name"] == "杭州示例软件有限公司"
    assert values["credit_codes[社会保险参保证明].code"] == "91330108MA75H9D20Q"


def test_a_list_by_kind_of_insurance_names_everybody_once():
    rows = [
        ["序号", "证件号码", "姓名", "险种", "单位应缴"],
        ["1", "330102199001011234", "甲某", "养老", "800.00"],
        ["2", "330102199001011234", "甲某", "医疗", "300.00"],
        ["3", "330102199001011235", "乙某", "养老", "800.00"],
    ]
    values = insured(line("单位参保缴费明细"), table(rows))
    assert [v for k, v in values.items() if k.startswith("insured[")] == ["甲某", "乙某"]
    assert not any("3301" in str(v) for v in values.values())


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["序号", "姓名", "公民身份号码（社会保障号）", "缴费起止年月", "缴费月数"], ["1", "2025-12", "1"]),
        (["序号", "姓名", "公民身份号码", "起止时间", "实际月数"], ["1", "2025-12至2025-12", "1"]),
        (["电脑号", "姓名", "身份证号", "养老", "医疗"], ["6011", "√", "√"]),
        (["序号", "姓名", "证件号码"], ["1"]),
    ],
)
def test_columns_of_lists_of_names(head: list[str], cells: list[str]):
    rows = [[cells[0], name, f"33010219900101{n}", *cells[1:]] for n, name in enumerate(NAMES, 1)]
    values = insured(
        line("单位参保证明"), table([["缴费总人数", "3"]], top=120), table([head, *rows], top=200)
    )
    assert values["social_security.names"] == NAMES
    assert values["social_security.list_complete"] is True
    assert not any("3301" in str(v) for v in values.values())


def test_those_who_come_and_go_are_not_the_list():
    rows = [["序号", "姓名", "证件号码", "变动类型"], ["1", "甲某", "33010219900101", "新增"]]
    assert "social_security.names" not in insured(line("人员增减变动表"), table(rows))


def test_one_number_for_each_kind_of_insurance():
    rows = [["险种", "参保人数", "缴费状态"], ["养老", "88", "正常"], ["工伤", "88", "正常"]]
    assert insured(line("社会保险参保证明"), table(rows))["social_security.count"] == 88
    rows[2][1] = "80"
    assert "social_security.count" not in insured(line("社会保险参保证明"), table(rows))


def test_months_from_top_to_bottom():
    rows = [["所属期", "参保人数"], *[[f"2025-{m:02}", str(50 + m)] for m in range(1, 13)]]
    values = insured(table(rows))
    assert values["insured_months[2025-03].count"] == 53


def test_a_few_months_that_name_their_year():
    values = insured(table([["缴费月份", "养老保险人数"], ["202510", "75"], ["202511", "76"]]))
    assert values == {"insured_months[2025-10].count": 75, "insured_months[2025-11].count": 76}
    assert not insured(line("2025年"), table([["月份", "人数"], ["10", "75"], ["11", "76"]]))


def test_names_are_known_as_a_list_with_its_doubtful_ones_apart():
    rows = [["序号", "姓名", "缴费基数"], *[[str(n), name, "5900.00"] for n, name in enumerate(NAMES, 1)]]
    values = insured(line("参保人员名单（共4人）"), table(rows))
    assert values["social_security.names"] == NAMES
    assert "social_security.unsure_names" not in values
    assert values["social_security.list_complete"] is False
