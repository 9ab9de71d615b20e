"""Acceptances of R&D projects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, table


def acceptance(*blocks):
    return values_of("rd_acceptance", page(*blocks))


def lines(*texts: str, top: float = 300.0):
    return [line(text, top=top + 22 * i) for i, text in enumerate(texts)]


def test_a_report():
    rows = [
        ["项目名称", "蓄热材料的研发", "项目编号", "RD01"],
        ["项目负责人", "姚敏", "实施期限", "2022-02-14至2023-12-22"],
        ["验收日期", "2024年1月16日", "验收方式", "会议验收"],
    ]
    values = acceptance(
        line("研究开发项目验收报告", em=18.0),
        table(rows),
        *lines(
            "形成知识产权：发明专利“蓄热材料及其制法”（ZL202210690936.6）；软件著作权（2022SR1653698）。",
            "项目预算152.00万元，近三个会计年度实际归集研发费用101.07万元，全部设置辅助账。",
            "五、验收结论",
            "验收组认为该项目完成了规定的研究内容，一致同意通过验收。",
            "合肥示例材料有限公司（盖章） 2024年1月18日",
        ),
    )
    assert values == {
        "rd_acceptances[RD01].name": "蓄热材料的研发",
        "rd_acceptances[RD01].accepted_on": date(2024, 1, 16),
        "rd_acceptances[RD01].started_on": date(2022, 2, 14),
        "rd_acceptances[RD01].ended_on": date(2023, 12, 22),
        "rd_acceptances[RD01].leader": "姚敏",
        "rd_acceptances[RD01].budget": Decimal("1520000"),
        "rd_acceptances[RD01].spent": Decimal("1010700"),
        "rd_acceptances[RD01].passed": True,
        "rd_acceptances[RD01].sealed": False,
        "rd_acceptances[RD01].rights": ("ZL202210690936.6", "2022SR1653698"),
        "firm_names[RD01研发项目验收材料].name": "合肥示例材料有限公司",
    }


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["结题日期：2024年1月16日"], date(2024, 1, 16)),
        (["验收组意见：同意通过验收。组长签字：甲某 2024年1月16日"], date(2024, 1, 16)),
        (["完成时间：2023年12月22日", "合肥示例材料有限公司", "二〇二四年一月十六日"], date(2024, 1, 16)),
        (["起止时间：2022年2月14日至2023年12月22日"], None),
        (["4 验收结论", "专家组同意通过验收。", "2024年1月16日"], date(2024, 1, 16)),
        (["（二）验收结论及意见", "同意通过验收。", "2024年1月16日"], date(2024, 1, 16)),
        (["编制日期：2023年12月30日", "2024年1月16日，公司组织专家对项目进行了验收。"], date(2024, 1, 16)),
        (["编制时间：2023年12月30日"], None),
    ],
)
def test_the_day_of_acceptance(texts, day):
    values = acceptance(*lines("项目结题报告", "项目名称：蓄热材料的研发", *texts, top=100))
    assert values.get("rd_acceptances[?1].accepted_on") == day


def test_a_project_that_did_not_pass():
    values = acceptance(*lines("项目名称：蓄热材料的研发", "验收结论：未通过验收，整改后再议。", top=100))
    assert values["rd_acceptances[?1].passed"] is False


@pytest.mark.parametrize(
    ("cell", "passed"),
    [
        ("同意结题", True),
        ("验收结论：合格", True),
        ("☑通过 □不通过", True),
        ("□通过 ☑不通过", False),
        ("□通过 □不通过", None),
    ],
)
def test_the_outcome_in_a_cell(cell: str, passed: bool | None):
    values = acceptance(table([["项目编号", "RD01"], ["验收意见", cell]]))
    assert values.get("rd_acceptances[RD01].passed") is passed


def test_the_day_on_a_cover_is_not_that_of_acceptance():
    cover = page(line("研发项目验收报告", em=18.0), line("2023年12月30日", top=400))
    text = page(line("项目按期完成。", page=2), line("合肥示例材料有限公司", top=200, page=2), number=2)
    assert not [path for path in values_of("rd_acceptance", cover, text) if path.endswith("accepted_on")]


def test_one_list_of_several_acceptances():
    rows = [
        ["序号", "项目编号", "项目名称", "项目起止时间", "验收日期", "验收结论"],
        ["1", "RD01", "蓄热材料的研发", "2023.1.10—2023.12.20", "2023.12.26", "通过验收"],
        ["2", "RD02", "保温结构的研发", "2024.1.10—2024.12.20", "2024.12.26", "不通过"],
    ]
    values = acceptance(line("研发项目验收汇总表", em=18.0), table(rows))
    assert values["rd_acceptances[RD01].name"] == "蓄热材料的研发"
    assert values["rd_acceptances[RD01].accepted_on"] == date(2023, 12, 26)
    assert values["rd_acceptances[RD01].ended_on"] == date(2023, 12, 20)
    assert values["rd_acceptances[RD01].passed"] is True
    assert values["rd_acceptances[RD02].started_on"] == date(2024, 1, 10)
    assert values["rd_acceptances[RD02].passed"] is False
