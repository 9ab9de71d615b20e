from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.sections import facts_of
from tests.dossier.extractors.sections import values_of as read
from tests.dossier.pages import line, page, table


def licence(*lines):
    return {k.removeprefix("licence."): v for k, v in read("business_licence", page(*lines)).items()}


LANDSCAPE = (
    line("营 业 执 照", x=300, top=121, em=24),
    line("统一社会信用代码", x=70, top=128),
    line("91330108MA75H9D20Q", x=70, top=145),
    line("(副 本)(1-1)", x=391, top=171),
    line("名  称 甲数析软件有限公司", x=70, top=216),
    line("注册资本 壹仟万元整", x=446, top=216),
    line("类  型 有限责任公司(自然人投资或控股)", x=70, top=243),
    line("成立日期 2017年05月16日", x=446, top=243),
    line("法定代表人 史国栋", x=70, top=270),
    line("营业期限 2017年05月16日至长期", x=446, top=270),
    line("经营范围 软件开发;软件销售。", x=70, top=297),
    line("住  所 浙江省杭州市云栈路188号", x=446, top=297),
    line("登记机关", x=466, top=466),
    line("2023 年 05 月 09 日", x=612, top=501),
    line("国家市场监督管理总局监制", x=600, top=573),
)


def test_the_two_columns_of_the_landscape_face_are_kept_apart():
    assert licence(*LANDSCAPE) == {
        "uscc": "91330108MA75H9D20Q",
        "firm_name": "甲数析软件有限公司",
        "registered_capital": Decimal(10_000_000),
        "type": "有限责任公司(自然人投资或控股)",
        "established_on": date(2017, 5, 16),
        "legal_representative": "史国栋",
        "term": "2017年05月16日至长期",
        "scope": "软件开发;软件销售。",
        "address": "浙江省杭州市云栈路188号",
        "issued_on": date(2023, 5, 9),
    }


def test_a_line_wrapped_over_from_the_other_column_is_no_part_of_a_name():
    found = licence(*LANDSCAPE, line("科创园C栋6层", x=132, top=284))
    assert found["legal_representative"] == "史国栋"


def test_a_line_wrapped_over_from_the_other_column_is_no_part_of_the_term():
    found = licence(*LANDSCAPE, line("科创园C栋6层", x=508, top=284))
    assert found["term"] == "2017年05月16日至长期"


def test_the_portrait_face_of_a_partnership_has_no_capital_of_its_own():
    found = licence(
        line("营业执照", x=250, top=80, em=24),
        line("统一社会信用代码91330108MA75H9D20Q", x=200, top=120),
        line("名称 甲咨询事务所(普通合伙)", x=80, top=200),
        line("执行事务合伙人 张三", x=80, top=230),
        line("主要经营场所 杭州市", x=80, top=260),
        line("合伙期限 2017年05月16日至长期", x=80, top=290),
    )
    assert found["uscc"] == "91330108MA75H9D20Q"
    assert found["legal_representative"] == "张三"
    assert "registered_capital" not in found
    assert "issued_on" not in found


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1000.000000万人民币", 10_000_000), ("肆仟万元整", 40_000_000), ("人民币伍佰万元", 5_000_000)],
)
def test_capital_is_read_in_digits_and_in_words(printed, value):
    found = licence(line(f"注册资本 {printed}", x=80, top=200))
    assert found["registered_capital"] == Decimal(value)


def test_a_misread_code_is_put_right_only_on_a_scan():
    wrong = "9133O1O8MA75H9D2OQ"
    scanned = licence(line(f"统一社会信用代码 {wrong}", x=80, top=120, method="ocr"))
    assert scanned["uscc"] == "91330108MA75H9D20Q"
    assert licence(line(f"统一社会信用代码 {wrong}", x=80, top=120)).get("uscc") != "91330108MA75H9D20Q"


def test_a_misread_label_of_a_scan_is_still_a_label():
    found = licence(
        line("法定代表入 史国栋", x=80, top=200, method="ocr"),
        line("成立曰期 2017年05月16日", x=80, top=230, method="ocr"),
    )
    assert found == {"legal_representative": "史国栋", "established_on": date(2017, 5, 16)}


def test_the_older_portrait_face_has_a_registration_number_instead_of_a_code():
    texts = (
        "注册号 440301103456789",
        "名      称 甲科技有限公司",
        "住      所 深圳市科技园1栋",
        "成立日期 2008年03月27日",
        "营业期限 2008年03月27日至2028年03月26日",
    )
    assert licence(*(line(text, x=86, top=200 + 25 * i) for i, text in enumerate(texts))) == {
        "firm_name": "甲科技有限公司",
        "address": "深圳市科技园1栋",
        "established_on": date(2008, 3, 27),
        "term": "2008年03月27日至2028年03月26日",
    }


@pytest.mark.parametrize(
    "pieces",
    [
        ((612, "2023"), (640, "年"), (656, "05"), (672, "月"), (688, "09"), (704, "日")),
        ((500, "登记机关"), (560, "2023年05月09日")),
        ((612, "2O23年05月09日"),),
        ((612, "2023年05月09★日"),),
    ],
)
def test_the_day_of_issue_in_pieces_beside_words_and_under_a_seal(pieces):
    found = licence(
        line("成立日期 2017年05月16日", x=70, top=243, method="ocr"),
        *(line(text, x=x, top=501, method="ocr") for x, text in pieces),
    )
    assert found == {"established_on": date(2017, 5, 16), "issued_on": date(2023, 5, 9)}


def test_labels_that_ran_into_their_values_on_a_scan():
    found = licence(
        line("名称甲数析软件有限公司", x=70, top=216, method="ocr"),
        line("注册资本壹仟万元整", x=446, top=216, method="ocr"),
        line("类型有限责任公司(自然人独资)", x=70, top=243, method="ocr"),
        line("住所杭州市云栈路188号", x=446, top=243, method="ocr"),
    )
    assert found == {
        "firm_name": "甲数析软件有限公司",
        "registered_capital": Decimal(10_000_000),
        "type": "有限责任公司(自然人独资)",
        "address": "杭州市云栈路188号",
    }


def test_a_licence_typed_into_a_table_has_no_day_of_issue():
    grid = table(
        [
            ["统一社会信用代码", "9144030071526726XG", "名称", "示例科技有限公司"],
            ["类型", "有限责任公司", "法定代表人", "张一"],
            ["注册资本", "壹仟万元整", "成立日期", "2015年03月02日"],
        ]
    )
    assert licence(grid) == {
        "uscc": "9144030071526726XG",
        "firm_name": "示例科技有限公司",
        "type": "有限责任公司",
        "legal_representative": "张一",
        "registered_capital": Decimal(10_000_000),
        "established_on": date(2015, 3, 2),
    }


def test_values_without_labels_are_told_by_their_shape_and_never_sure():
    lines = (
        line("91330108MA75H9D20Q", x=70, top=145),
        line("甲数析软件有限公司", x=150, top=216),
        line("壹仟万元整", x=520, top=216),
        line("有限责任公司(自然人投资或控股)", x=150, top=243),
        line("2017年05月16日", x=520, top=243),
        line("史国栋", x=150, top=270),
        line("2017年05月16日至长期", x=520, top=270),
        line("2023 年 05 月 09 日", x=612, top=501),
    )
    assert licence(*lines) == {
        "uscc": "91330108MA75H9D20Q",
        "firm_name": "甲数析软件有限公司",
        "registered_capital": Decimal(10_000_000),
        "type": "有限责任公司(自然人投资或控股)",
        "established_on": date(2017, 5, 16),
        "term": "2017年05月16日至长期",
        "issued_on": date(2023, 5, 9),
    }
    facts = facts_of("business_licence", page(*lines))
    assert facts["licence.firm_name"].confidence < 0.8
    assert facts["licence.established_on"].confidence < 0.8


def test_foreign_capital_has_no_amount_in_yuan():
    assert "registered_capital" not in licence(line("注册资本 100万美元", x=80, top=200))
