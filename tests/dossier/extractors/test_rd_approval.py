"""Approvals of R&D projects: reports, task books, decisions, in tables and in running text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, paragraph, table

FORM = [
    ["项目名称", "蓄热材料的研发", "项目编号", "RD01"],
    ["承担单位", "合肥示例材料有限公司", "项目负责人", "姚某敏"],
    ["起止时间", "2022-02-14至2023-12-22", "经费预算", "387.00万元"],
]
PEOPLE = [
    ["序号", "姓名", "学历", "职称", "部门", "项目分工"],
    ["1", "姚某敏", "硕士", "高级工程师", "研发中心", "项目负责人"],
    ["2", "余某妍", "本科", "工程师", "测试部", "试验"],
]


def approval(*blocks):
    return values_of("rd_approval", page(*blocks))


def lines(*texts: str, top: float = 400.0):
    return [line(text, top=top + 22 * i) for i, text in enumerate(texts)]


def test_a_report_with_a_table_people_and_an_opinion():
    values = approval(
        line("研究开发项目立项报告", em=18.0),
        table(FORM),
        *lines("六、项目组人员", top=300),
        table(PEOPLE, top=330),
        *lines(
            "八、审批意见",
            "项目审批意见：经总经理办公会研究，同意立项。",
            "批准人（签字）： 批准日期：2022年1月28日",
            top=500,
        ),
    )
    assert values == {
        "rd_approvals[RD01].name": "蓄热材料的研发",
        "rd_approvals[RD01].firm_name": "合肥示例材料有限公司",
        "rd_approvals[RD01].leader": "姚某敏",
        "rd_approvals[RD01].started_on": date(2022, 2, 14),
        "rd_approvals[RD01].ended_on": date(2023, 12, 22),
        "rd_approvals[RD01].budget": Decimal("3870000"),
        "rd_approvals[RD01].approved_on": date(2022, 1, 28),
        "rd_approvals[RD01].members": ("姚某敏", "余某妍"),
        "rd_approvals[RD01].sealed": False,
    }


def test_a_cover_in_running_text_with_an_own_code():
    values = approval(
        *lines(
            "项目任务书",
            "课题名称：蓄热材料的研发",
            "项目编号：2022-YF-01",
            "课题负责人：姚 敏",
            "实施期限：2022年2月14日—2023年12月22日",
            "申报单位：合肥示例材料有限公司",
            "填报日期：2022年1月5日",
            "研发经费总预算（万元）：387.00",
            top=100,
        )
    )
    assert values == {
        "rd_approvals[?1].name": "蓄热材料的研发",
        "rd_approvals[?1].leader": "姚敏",
        "rd_approvals[?1].started_on": date(2022, 2, 14),
        "rd_approvals[?1].ended_on": date(2023, 12, 22),
        "rd_approvals[?1].firm_name": "合肥示例材料有限公司",
        "rd_approvals[?1].budget": Decimal("3870000"),
        "rd_approvals[?1].sealed": False,
    }


def test_a_docx_of_paragraphs():
    texts = [
        "研发项目立项书",
        "项目名称：蓄热材料的研发",
        "RD编号：RD02",
        "项目负责人：姚敏（高级工程师）",
        "起止日期：2022.02.14-2023.12.22",
        "项目总预算：3,870,000.00元",
        "总经理意见：同意立项。 日期：2022年1月28日",
    ]
    values = values_of("rd_approval", page(*(paragraph(t, n) for n, t in enumerate(texts)), number=None))
    assert values == {
        "rd_approvals[RD02].name": "蓄热材料的研发",
        "rd_approvals[RD02].leader": "姚敏",
        "rd_approvals[RD02].started_on": date(2022, 2, 14),
        "rd_approvals[RD02].ended_on": date(2023, 12, 22),
        "rd_approvals[RD02].budget": Decimal("3870000"),
        "rd_approvals[RD02].approved_on": date(2022, 1, 28),
    }


@pytest.mark.parametrize(
    ("rows", "decided"),
    [
        ([["立项日期", "2022年1月20日", "批准日期", "2022年1月28日"]], date(2022, 1, 28)),
        ([["编制日期", "2022年1月3日", "立项日期", "2022年1月20日"]], date(2022, 1, 20)),
        ([["填报日期", "2022年1月3日", "申报日期", "2022年1月4日"]], None),
        (
            [
                ["审批意见", "部门意见：同意。签字：甲某 2022年1月20日"],
                ["^", "财务意见：同意。签字：乙某 2022年1月24日"],
                ["^", "总经理意见：同意立项。签字：丙某 2022年1月28日"],
            ],
            date(2022, 1, 28),
        ),
        (
            [["研发部意见", "同意申报。2022年1月20日"], ["总经理意见", "同意立项。2022年1月28日"]],
            date(2022, 1, 28),
        ),
        ([["批准日期", "2022年2月30日", "", ""]], "2022-02-30"),
    ],
)
def test_the_day_of_the_decision_is_not_that_of_the_writing(rows, decided):
    values = approval(
        line("研发项目立项报告", em=18.0), table([["项目名称", "蓄热材料的研发"]]), table(rows, top=300)
    )
    assert values.get("rd_approvals[?1].approved_on") == decided


def test_a_decision_on_one_project_by_its_title_and_date():
    values = approval(
        *lines(
            "关于“蓄热材料的研发”项目立项的决议",
            "会议时间：2022年1月28日",
            "经讨论，同意该项目立项，项目总预算为387万元，实施期2022年2月14日至2023年12月22日。",
            "合肥示例材料有限公司",
            "2022年1月29日",
            top=100,
        )
    )
    assert values["rd_approvals[?1].name"] == "蓄热材料的研发"
    assert values["rd_approvals[?1].approved_on"] == date(2022, 1, 28)
    assert values["rd_approvals[?1].firm_name"] == "合肥示例材料有限公司"
    assert values["rd_approvals[?1].budget"] == Decimal(3870000)


def test_one_decision_on_several_projects():
    rows = [
        ["序号", "项目编号", "项目名称", "负责人", "起止时间", "预算（万元）"],
        ["1", "RD01", "蓄热材料的研发", "姚敏", "2022-02-14至2023-12-22", "387.00"],
        ["2", "RD02", "储热装置的研究", "余妍", "2022-03-01至2023-06-30", "120.50"],
        ["合计", "", "", "", "", "507.50"],
    ]
    values = approval(
        *lines("关于2022年度研发项目立项的决议", top=80),
        table(rows),
        *lines("合肥示例材料有限公司（盖章）", "2022年1月28日"),
    )
    assert values["rd_approvals[RD01].name"] == "蓄热材料的研发"
    assert values["rd_approvals[RD02].name"] == "储热装置的研究"
    assert values["rd_approvals[RD02].budget"] == Decimal("1205000")
    assert values["rd_approvals[RD02].leader"] == "余妍"
    assert values["rd_approvals[RD02].started_on"] == date(2022, 3, 1)
    assert {values[f"rd_approvals[RD0{n}].approved_on"] for n in (1, 2)} == {date(2022, 1, 28)}
    assert {values[f"rd_approvals[RD0{n}].firm_name"] for n in (1, 2)} == {"合肥示例材料有限公司"}


@pytest.mark.parametrize(
    "rows",
    [
        [["科目", "人员人工", "直接投入", "合计"], ["金额（万元）", "98.87", "53.13", "152.00"]],
        [["科目", "预算（万元）"], ["人员人工", "98.87"], ["直接投入", "53.13"], ["合计", "152.00"]],
        [
            ["预算科目（万元）", "2022年", "2023年", "合计"],
            ["人员人工", "50.00", "48.87", "98.87"],
            ["合计", "80.00", "72.00", "152.00"],
        ],
    ],
)
def test_a_budget_out_of_its_table(rows):
    values = approval(
        table([["项目名称", "蓄热材料的研发"]]), *lines("七、经费预算", top=200), table(rows, top=230)
    )
    assert values["rd_approvals[?1].budget"] == Decimal("1520000")


def test_a_budget_without_a_unit_is_left_alone():
    values = approval(table([["项目名称", "蓄热材料的研发", "经费预算", "152.00"]]))
    assert "rd_approvals[?1].budget" not in values


def test_a_form_of_a_scan_whose_labels_are_a_table_of_their_own():
    labels = table([["项目名称"], ["承担单位"], ["起止时间"]], x=72, width=60, top=100)
    values = approval(
        line("研究开发项目立项报告", em=18.0, top=60),
        labels,
        line("蓄热材料的研发", x=140, top=104, method="ocr"),
        line("合肥示例材料有限公司", x=140, top=124, method="ocr"),
        line("2022-02-14至2023-12-22", x=140, top=144, method="ocr"),
    )
    assert values["rd_approvals[?1].name"] == "蓄热材料的研发"
    assert values["rd_approvals[?1].firm_name"] == "合肥示例材料有限公司"
    assert values["rd_approvals[?1].ended_on"] == date(2023, 12, 22)


def test_a_department_is_not_the_firm():
    values = approval(
        table([["项目名称", "蓄热材料的研发", "承担单位", "研发中心"]]),
        *lines("合肥示例材料有限公司（盖章）"),
    )
    assert values["rd_approvals[?1].firm_name"] == "合肥示例材料有限公司"


def test_the_department_that_carries_out_the_project_is_not_the_firm():
    values = approval(*lines("项目名称：蓄热材料的研发", "承担部门：合肥示例材料有限公司技术研究院"))
    assert "rd_approvals[?1].firm_name" not in values


@pytest.mark.parametrize(
    "period",
    ["项目周期自2023年03月13日起至2024年06月28日止", "起止时间2023年3月13日至2024年6月28日"],
)
def test_a_decision_in_one_sentence(period: str):
    values = approval(
        *lines(
            "研发项目立项决议书",
            f"经讨论同意“蓄热材料的研发”（RD01）项目立项，项目负责人姚某敏，{period}，",
            "项目总预算为280.00万元。",
            "2023年3月6日",
        )
    )
    assert values["rd_approvals[RD01].leader"] == "姚某敏"
    assert values["rd_approvals[RD01].started_on"] == date(2023, 3, 13)
    assert values["rd_approvals[RD01].ended_on"] == date(2024, 6, 28)
    assert values["rd_approvals[RD01].budget"] == Decimal("2800000")


@pytest.mark.parametrize("label", ["项目总投资（万元）", "预计研发经费（万元）", "研发投入预算（万元）"])
def test_labels_of_the_budget(label: str):
    values = approval(
        table([["项目名称", "蓄热材料的研发", label, "120"], ["研究周期", "", "项目牵头人", "姚某敏"]])
    )
    assert values["rd_approvals[?1].budget"] == Decimal("1200000")
    assert values["rd_approvals[?1].leader"] == "姚某敏"


def test_people_and_budget_as_tables_inside_a_cell():
    people = [
        ["姓名", "学历", "职称", "项目分工"],
        ["姚某敏", "硕士", "工程师", "项目负责人"],
        ["余某妍", "本科", "", "试验"],
    ]
    budget = [["科目", "金额"], ["人员人工费用", "60.68"], ["直接投入费用", "21.32"], ["合计", "82.00"]]
    inside = ["".join(map("".join, rows)) for rows in (people, budget)]
    form = [
        ["项目名称", "蓄热材料的研发"],
        ["项目组成员", inside[0]],
        ["经费概算", "经费概算（单位：万元）：" + inside[1]],
    ]
    values = approval(table(form), table(people, top=300), table(budget, top=400))
    assert values["rd_approvals[?1].members"] == ("姚某敏", "余某妍")
    assert values["rd_approvals[?1].budget"] == Decimal("820000")


def test_a_unit_behind_a_slash():
    rows = [
        ["项目编号", "项目名称", "负责人", "经费预算/万元"],
        ["RD01", "蓄热材料的研发", "姚某敏", "98.60"],
    ]
    values = approval(line("关于下达研发项目立项计划的通知"), table(rows))
    assert values["rd_approvals[RD01].budget"] == Decimal("986000")


def test_the_only_number_a_paper_names_is_its_own():
    values = approval(*lines("RD03 蓄热材料的研发项目立项报告", "项目名称：蓄热材料的研发", top=100))
    assert values["rd_approvals[RD03].name"] == "蓄热材料的研发"
    values = approval(*lines("项目名称：蓄热材料的研发", "本项目承接 RD01、RD02 的成果。", top=100))
    assert values["rd_approvals[?1].name"] == "蓄热材料的研发"
