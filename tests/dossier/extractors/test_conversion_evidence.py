"""Proofs of conversions: contracts, invoices, reports of users."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, table


def lines(*texts: str, top: float = 60.0, number: int = 1):
    return [
        line(text, top=top + 22 * i, page=number, em=18.0 if i == 0 else 12.0) for i, text in enumerate(texts)
    ]


CONTRACT = [
    *lines(
        "产 品 销 售 合 同",
        "合同编号：示例-XS-2023-041",
        "签订日期：2023年3月20日",
        "甲方（买方）：杭州样例机电有限公司",
        "乙方（卖方）：杭州示例软件有限公司",
    ),
    table(
        [
            ["产品名称", "数量", "不含税金额（元）", "税额（元）", "价税合计（元）"],
            ["示例库存管理软件", "1套", "310,500.00", "40,365.00", "350,865.00"],
        ],
        top=200,
    ),
    *lines("二、技术要求", "产品应采用乙方“工序动因图谱的成本归因技术”成果。", top=300),
]


def test_a_contract():
    values = values_of("conversion_evidence", page(*CONTRACT))
    assert values == {
        "conversion_evidence[1].kind": "销售合同",
        "conversion_evidence[1].file": "a",
        "conversion_evidence[1].customer": "杭州样例机电有限公司",
        "conversion_evidence[1].firm_name": "杭州示例软件有限公司",
        "conversion_evidence[1].number": "示例-XS-2023-041",
        "conversion_evidence[1].dated_on": date(2023, 3, 20),
        "conversion_evidence[1].product": "示例库存管理软件",
        "conversion_evidence[1].amount": Decimal("350865.00"),
        "conversion_evidence[1].result": "工序动因图谱的成本归因技术",
    }


def invoice(number: int = 1):
    return page(
        line("电子发票（增值税专用发票）", x=160, top=48, em=18.0, page=number),
        line("发票号码：23332000636797454849", x=400, top=50, page=number),
        line("开票日期：2023年04月11日", x=400, top=72, page=number),
        table(
            [
                [
                    "购买方",
                    "名称：杭州样例机电有限公司 统一社会信用代码：91330109MA6B510E2J",
                    "销售方",
                    "名称：杭州示例软件有限公司",
                ],
                ["*信息技术软件*示例库存管理软件 310500.00", "<", "<", "<"],
            ],
            top=120,
            page=number,
        ),
        line("价税合计（大写） 叁拾伍万零捌佰陆拾伍元整", top=260, page=number),
        line("（小写）¥350865.00", x=400, top=260, page=number),
        line("备注：合同编号 示例-XS-2023-041", top=290, page=number),
        number=number,
    )


def test_an_invoice():
    values = values_of("conversion_evidence", invoice())
    assert values == {
        "conversion_evidence[1].kind": "发票",
        "conversion_evidence[1].file": "a",
        "conversion_evidence[1].customer": "杭州样例机电有限公司",
        "conversion_evidence[1].firm_name": "杭州示例软件有限公司",
        "conversion_evidence[1].number": "23332000636797454849",
        "conversion_evidence[1].dated_on": date(2023, 4, 11),
        "conversion_evidence[1].amount": Decimal("350865.00"),
        "conversion_evidence[1].goods": "*信息技术软件*示例库存管理软件",
        "conversion_evidence[1].contract_number": "示例-XS-2023-041",
    }


def test_a_contract_and_its_invoice_in_one_section():
    values = values_of("conversion_evidence", page(*CONTRACT), invoice(2))
    assert values["conversion_evidence[1].kind"] == "销售合同"
    assert values["conversion_evidence[2].kind"] == "发票"
    assert values["conversion_evidence[2].number"] == "23332000636797454849"


def test_a_report_of_a_user():
    rows = [["用户单位", "杭州样例轴承有限公司"], ["产品名称", "示例数据平台"], ["应用成果", "增量汇聚技术"]]
    values = values_of(
        "conversion_evidence",
        page(
            *lines("用 户 使 用 报 告"),
            table(rows),
            *lines("产品运行稳定。", "用户单位（盖章）：杭州样例轴承有限公司", "2023年7月10日", top=300),
        ),
    )
    assert values["conversion_evidence[1].kind"] == "用户使用报告"
    assert values["conversion_evidence[1].customer"] == "杭州样例轴承有限公司"
    assert values["conversion_evidence[1].result"] == "增量汇聚技术"
    assert values["conversion_evidence[1].product"] == "示例数据平台"
    assert values["conversion_evidence[1].dated_on"] == date(2023, 7, 10)


def test_parties_without_roles_are_neither_seller_nor_buyer():
    values = values_of(
        "conversion_evidence",
        page(
            *lines(
                "设备采购合同",
                "甲方：杭州样例机电有限公司",
                "乙方：杭州示例软件有限公司",
                "合同总金额：35.08万元",
            )
        ),
    )
    assert values["conversion_evidence[1].parties"] == ("杭州样例机电有限公司", "杭州示例软件有限公司")
    assert "conversion_evidence[1].firm_name" not in values
    assert values["conversion_evidence[1].amount"] == Decimal("350800")


def test_a_contract_of_services():
    values = values_of(
        "conversion_evidence",
        page(
            *lines(
                "技 术 服 务 合 同",
                "委托方（甲方）：杭州样例机电有限公司",
                "受托方（乙方）：杭州示例软件有限公司",
                "甲方委托乙方就“示例诊断服务”提供技术服务，乙方运用“示例预警技术”完成部署。",
            )
        ),
    )
    assert values["conversion_evidence[1].customer"] == "杭州样例机电有限公司"
    assert values["conversion_evidence[1].firm_name"] == "杭州示例软件有限公司"
    assert values["conversion_evidence[1].product"] == "示例诊断服务"
    assert values["conversion_evidence[1].result"] == "示例预警技术"


def test_the_row_of_totals_with_tax_is_no_product():
    rows = [
        ["序号", "产品（服务）名称", "数量", "金额（元）"],
        ["1", "示例阀门", "1", "860,000.00"],
        ["", "合计（含税）", "", "860,000.00"],
    ]
    values = values_of("conversion_evidence", page(*lines("产品购销合同"), table(rows)))
    assert values["conversion_evidence[1].product"] == "示例阀门"
    assert values["conversion_evidence[1].amount"] == Decimal("860000.00")


def test_goods_on_several_lines_of_their_cell_and_beside_model_and_unit():
    def bought(*rows: list[str]):
        values = values_of("conversion_evidence", page(*lines("电子发票（普通发票）"), table([*rows])))
        return values["conversion_evidence[1].goods"]

    assert (
        bought(["项目名称", "金额"], ["*阀门*示例高温智能调节阀", "1,540.00"]) == "*阀门*示例高温智能调节阀"
    )
    assert bought(["*阀门*示例调节阀HT-80台2 22123.89", "<"], ["合计", "22123.89"]) == "*阀门*示例调节阀"


def test_the_day_a_user_signs_with():
    def report(*row: str):
        return values_of(
            "conversion_evidence", page(*lines("用户使用报告"), table([["使用单位", "甲有限公司"], [*row]]))
        )

    for row in (("用户意见", "性能稳定。（盖章）2023年4月12日"), ("日期", "2023年4月12日")):
        assert report(*row)["conversion_evidence[1].dated_on"] == date(2023, 4, 12)
    assert "conversion_evidence[1].dated_on" not in report("使用时间", "2023年4月12日至今")


def test_a_report_of_tests_among_the_proofs_is_a_test_report_too():
    values = values_of(
        "conversion_evidence",
        page(
            *lines(
                "检测报告",
                "样品名称：高温高压工况下使用的示例智能调节阀",
                "委托单位：杭州示例软件有限公司",
                "示例软件评测中心（检测专用章）",
            )
        ),
    )
    assert values["conversion_evidence[1].kind"] == "检测报告"
    assert values["test_reports[1].client"] == "杭州示例软件有限公司"
    assert values["test_reports[1].lab"] == "示例软件评测中心"
