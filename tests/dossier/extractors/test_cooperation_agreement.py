"""Agreements with universities, and contracts for commissioned research."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page


def agreement(*texts: str):
    blocks = [line(text, top=70 + 22 * n, em=18.0 if n == 0 else 12.0) for n, text in enumerate(texts)]
    return values_of("cooperation_agreement", page(*blocks))


def test_with_a_university():
    values = agreement(
        "产 学 研 合 作 协 议",
        "甲方：合肥示例材料有限公司",
        "乙方：安徽示例理工大学",
        "为发挥双方优势，推动导热材料等方向的技术创新，经友好协商，达成如下协议。",
        "二、合作期限：自2023年3月20日起至2027年12月31日止。",
        "三、经费：甲方每年向乙方支付合作经费人民币拾万元，具体以年度任务书为准。",
        "甲方（盖章）：合肥示例材料有限公司",
        "2023年3月20日",
    )
    assert values == {
        "agreements[1].title": "产学研合作协议",
        "agreements[1].parties": ("合肥示例材料有限公司", "安徽示例理工大学"),
        "agreements[1].partner": "安徽示例理工大学",
        "agreements[1].firm_name": "合肥示例材料有限公司",
        "firm_names[产学研合作、委托开发协议].name": "合肥示例材料有限公司",
        "management.cooperation": True,
        "agreements[1].signed_on": date(2023, 3, 20),
        "agreements[1].started_on": date(2023, 3, 20),
        "agreements[1].ended_on": date(2027, 12, 31),
        "agreements[1].seals": 0,
    }


def test_commissioned_to_a_firm():
    values = agreement(
        "技 术 开 发（委 托）合 同",
        "合同登记编号：20243401043845",
        "委托方（甲方）：合肥示例材料有限公司",
        "受托方（乙方）：上海样例检测技术有限公司",
        "项目名称：阻燃封装胶的研究",
        "第二条 研究期限：2024年2月10日至2024年12月20日。",
        "第三条 研究经费：总额为人民币750,000.00元（大写：柒拾伍万元整），验收后一次性支付。",
        "第五条 研究地点：乙方国内实验室。",
        "签订日期：2024年2月10日",
    )
    assert values["agreements[1].amount"] == Decimal("750000.00")
    assert values["agreements[1].project"] == "阻燃封装胶的研究"
    assert values["agreements[1].place"] == "乙方国内实验室"
    assert values["agreements[1].ended_on"] == date(2024, 12, 20)
    assert "management.cooperation" not in values
    assert "agreements[1].firm_name" not in values


def test_the_firm_may_be_the_second_party():
    values = agreement(
        "校企合作协议书",
        "甲方：示例大学",
        "乙方：合肥示例材料有限公司（以下简称乙方）",
        "协议有效期：2023年1月1日至2025年12月31日",
    )
    assert values["agreements[1].firm_name"] == "合肥示例材料有限公司"
    assert values["agreements[1].partner"] == "示例大学"
    assert values["management.cooperation"] is True
    assert values["agreements[1].ended_on"] == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("本项目研究开发经费及报酬：180000元。其中：甲方提供180000元，乙方提供0元。", Decimal(180000)),
        ("2、设计费用：乙方完成设计壹款，设计费用为人民币60,000元(大写陆万元整)。", Decimal(60000)),
        ("甲方向乙方支付科研经费人民币200,000元。", Decimal(200000)),
        ("合作经费共计20万元，由甲方分两期支付。", Decimal(200000)),
        ("合同总金额为人民币15万元整。", Decimal(150000)),
        ("甲方于签订后5日内支付经费10万元，余款验收后支付。", None),
        ("违约方赔偿对方费用5万元。", None),
    ],
)
def test_the_sum_of_an_agreement(text: str, yuan: Decimal | None):
    values = agreement("产学研合作协议", "二、经费及支付", text)
    assert values.get("agreements[1].amount") == yuan
