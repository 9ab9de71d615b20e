"""Descriptions, test reports and certificates of products."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, paragraph, table


def lines(*texts: str, top: float = 60.0, number: int = 1):
    return [line(text, top=top + 24 * i, page=number) for i, text in enumerate(texts)]


def test_a_description():
    rows = [
        ["编号", "PS01", "产品（服务）名称", "示例数据平台"],
        ["技术领域", "电子信息-软件-企业管理软件", "是否主要产品", "是"],
        ["上年度销售收入", "1616.72万元", "知识产权编号", "IP01、IP04-IP05"],
    ]
    values = values_of("product_description", page(*lines("高新技术产品（服务）情况说明"), table(rows)))
    assert values == {
        "product_descriptions[PS01].name": "示例数据平台",
        "product_descriptions[PS01].field": "电子信息-软件-企业管理软件",
        "product_descriptions[PS01].income": Decimal("16167200"),
        "product_descriptions[PS01].main": True,
        "product_descriptions[PS01].ip": ("IP01", "IP04", "IP05"),
    }


def test_a_description_in_paragraphs():
    texts = ["PS02 示例阀门 产品说明", "产品名称：示例阀门", "销售收入（万元）：20.5", "合肥示例材料有限公司"]
    values = values_of(
        "product_description", page(*(paragraph(t, n) for n, t in enumerate(texts)), number=None)
    )
    assert values == {
        "product_descriptions[PS02].name": "示例阀门",
        "product_descriptions[PS02].income": Decimal("205000"),
        "firm_names[PS02高新技术产品说明].name": "合肥示例材料有限公司",
    }


def test_several_products_each_below_a_heading():
    def rows(income: str, main: str, rights: str):
        return [["项目", "说明"], ["收入（元）", income], ["是否主要产品", main], ["知识产权", rights]]

    values = values_of(
        "product_description",
        page(
            *lines("合肥示例材料有限公司", "高新技术产品（服务）情况说明", "PS01 示例阀门"),
            table(rows("57,861.35", "是", "IP01、IP02：两项专利"), top=140),
            line("（二）PS02：示例阀门运维服务", top=240),
            table(rows("41.00", "否", "IP03"), top=260),
        ),
    )
    assert values == {
        "product_descriptions[PS01].name": "示例阀门",
        "product_descriptions[PS01].income": Decimal("57861.35"),
        "product_descriptions[PS01].main": True,
        "product_descriptions[PS01].ip": ("IP01", "IP02"),
        "product_descriptions[PS02].name": "示例阀门运维服务",
        "product_descriptions[PS02].income": Decimal("41.00"),
        "product_descriptions[PS02].main": False,
        "product_descriptions[PS02].ip": ("IP03",),
        "firm_names[高新技术产品说明].name": "合肥示例材料有限公司",
    }


def test_several_products_each_in_a_table_with_income_by_year():
    def rows(number: str, name: str, income: str):
        return [
            ["产品编号", number, "产品名称", name],
            ["2024年度收入（万元）", "1", "2025年度收入（万元）", income],
        ]

    first, second = rows("PS01", "示例阀门", "20.5"), rows("PS02", "示例泵", "30")
    values = values_of(
        "product_description",
        page(*lines("高新技术产品情况说明"), table(first), line("说明如下", top=200), table(second, top=240)),
    )
    assert values == {
        "product_descriptions[PS01].name": "示例阀门",
        "product_descriptions[PS01].income": Decimal("205000"),
        "product_descriptions[PS02].name": "示例泵",
        "product_descriptions[PS02].income": Decimal("300000"),
    }


def test_a_test_report():
    cover = page(
        *lines(
            "CMA",
            "检 验 检 测 报 告",
            "报告编号：B20259626-24",
            "样品名称： 示例数据平台",
            "型号规格： YH-879",
            "委托单位： 合肥示例材料有限公司",
            "生产单位： 合肥示例材料有限公司",
            "检测类别： 委托检测",
            "浙江样例检测技术有限公司",
            "2025年09月08日",
        )
    )
    values = values_of("product_test_report", cover)
    assert values == {
        "test_reports[1].product": "示例数据平台",
        "test_reports[1].model": "YH-879",
        "test_reports[1].client": "合肥示例材料有限公司",
        "test_reports[1].maker": "合肥示例材料有限公司",
        "test_reports[1].number": "B20259626-24",
        "test_reports[1].dated_on": date(2025, 9, 8),
        "test_reports[1].lab": "浙江样例检测技术有限公司",
        "test_reports[1].marks": ("CMA",),
    }


@pytest.mark.parametrize(
    "printed",
    [
        "№：AB-2025-0417",
        "№ AB-2025-0417",
        "报告编号（Report No.）：AB-2025-0417",
        "报告编号：AB-2025-0417CMA201712345",
    ],
)
def test_the_number_of_a_report(printed: str):
    values = values_of("product_test_report", page(*lines(printed, "检 验 报 告", "样品名称：示例阀门")))
    assert values["test_reports[1].number"] == "AB-2025-0417"


def test_the_line_below_the_client_is_no_part_of_its_name():
    texts = (
        "检 验 报 告",
        "样品名称：示例阀门",
        "委托单位：合肥示例材料有限公司",
        "国家示例质量检验检测中心",
    )
    values = values_of("product_test_report", page(*lines(*texts)))
    assert values["test_reports[1].client"] == "合肥示例材料有限公司"
    assert values["test_reports[1].lab"] == "国家示例质量检验检测中心"


def test_a_report_of_a_body_that_is_no_firm_with_the_day_below_the_conclusion():
    rows = [
        ["样品名称", "示例阀门", "受检单位", "合肥示例材料有限公司"],
        ["检验结论", "所检项目符合标准要求。(检验检测专用章)签发日期：2024年03月11日", "<", "<"],
    ]
    values = values_of(
        "product_test_report", page(*lines("检 验 报 告", "国家示例质量检验检测中心"), table(rows))
    )
    assert values == {
        "test_reports[1].product": "示例阀门",
        "test_reports[1].client": "合肥示例材料有限公司",
        "test_reports[1].conclusion": "所检项目符合标准要求。",
        "test_reports[1].dated_on": date(2024, 3, 11),
        "test_reports[1].lab": "国家示例质量检验检测中心",
    }


def test_a_certificate_of_a_management_system():
    values = values_of(
        "product_certificate",
        page(
            *lines(
                "质量管理体系认证证书",
                "证书编号：97425Q67831R1M",
                "兹证明",
                "合肥示例材料有限公司",
                "认证范围：示例材料的设计、开发和销售",
                "颁证日期：2025年02月18日",
                "有效期至：2028年02月17日",
                "华准样例认证有限公司",
            )
        ),
    )
    assert values == {
        "product_certificates[1].title": "质量管理体系认证证书",
        "product_certificates[1].firm_name": "合肥示例材料有限公司",
        "product_certificates[1].number": "97425Q67831R1M",
        "product_certificates[1].scope": "示例材料的设计、开发和销售",
        "product_certificates[1].issued_on": date(2025, 2, 18),
        "product_certificates[1].valid_until": date(2028, 2, 17),
    }


@pytest.mark.parametrize(
    "texts",
    [
        (
            "高新技术产品证书",
            "合肥示例材料有限公司：",
            "你单位研制的“示例阀门”经评审，被认定为高新技术产品。",
        ),
        ("软件产品证书", "软件名称：示例阀门", "申请企业：合肥示例材料有限公司"),
        ("新产品鉴定证书", "示经鉴字(2023)第0217号", "项目名称：示例阀门", "完成单位：合肥示例材料有限公司"),
        ("质量管理体系认证证书", "兹证明 合肥示例材料有限公司", "产品名称：示例阀门"),
        (
            *("中国国家强制性产品认证证书", "申请人名称及地址", "合肥示例材料有限公司", "合肥市示例路1号"),
            "产品名称和系列、规格、型号：示例阀门",
        ),
    ],
)
def test_holders_and_products_of_certificates(texts):
    values = values_of("product_certificate", page(*lines(*texts)))
    assert values["product_certificates[1].firm_name"] == "合肥示例材料有限公司"
    assert values["product_certificates[1].product"] == "示例阀门"


def test_the_line_below_the_holder_is_no_part_of_its_name():
    texts = ("软件产品证书", "软件名称：示例阀门", "申请企业：合肥示例材料有限公司", "示例市软件行业协会")
    values = values_of("product_certificate", page(*lines(*texts)))
    assert values["product_certificates[1].firm_name"] == "合肥示例材料有限公司"


def test_a_licence_with_a_period():
    rows = [
        ["企业名称", "合肥示例材料有限公司", "产品名称", "示例阀门"],
        ["证书编号", "XK06-001-00001", "有效期", "2024年1月1日至2028年12月31日"],
    ]
    values = values_of("product_certificate", page(*lines("全国工业产品生产许可证"), table(rows)))
    assert values["product_certificates[1].firm_name"] == "合肥示例材料有限公司"
    assert values["product_certificates[1].product"] == "示例阀门"
    assert values["product_certificates[1].valid_until"] == date(2028, 12, 31)
