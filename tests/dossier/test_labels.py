"""Cutting labelled values: the layouts of certificates and licences, on made-up pages."""

from __future__ import annotations

import pytest
from msgspec import structs

from prereview.documents.model import Box, Line, Word
from prereview.dossier.finders.labels import cut_labels, flat
from tests.dossier.pages import EM, line, paragraph, width_of

PATENT = {
    "name": ("名称", "发明名称", "实用新型名称"),
    "owners": ("专利权人",),
    "address": ("地址",),
    "inventors": ("发明人",),
    "number": ("专利号",),
    "publication": ("授权公告号",),
    "applied": ("专利申请日",),
    "granted": ("授权公告日",),
    "first_owners": ("申请日时申请人",),
    "first_inventors": ("申请日时发明人",),
}

LICENCE = {
    "uscc": ("统一社会信用代码",),
    "name": ("名称",),
    "capital": ("注册资本",),
    "type": ("类型",),
    "established": ("成立日期",),
    "legal": ("法定代表人", "负责人"),
    "term": ("营业期限",),
    "scope": ("经营范围",),
    "address": ("住所",),
}


def texts(found) -> dict[str, str]:
    return {name: snippet.text for name, snippet in found.items()}


def test_a_program_whose_lines_stand_far_apart():
    lines = [
        line("软件名称：示例平台", top=100),
        line("[简称：平台]", x=72 + 5 * EM, top=100 + 2.8 * EM),
        line("2.1.0", x=72 + 5 * EM, top=100 + 5.6 * EM),
        line("著作权人：示例科技有限公司", top=100 + 8.4 * EM),
    ]
    labels = {"name": ("软件名称",), "owners": ("著作权人",)}
    assert texts(cut_labels(lines, labels))["name"] == "示例平台\n[简称:平台]\n2.1.0"
    assert texts(cut_labels(recognised(lines), labels))["name"] == "示例平台\n[简称:平台]\n2.1.0"


def test_far_below_a_value_a_scan_may_have_lost_a_label():
    lines = [
        line("著作权人：示例科技有限公司", top=100),
        line("原始取得", x=72 + 5 * EM, top=100 + 2.8 * EM),
    ]
    labels = {"owners": ("著作权人",)}
    assert texts(cut_labels(recognised(lines), labels))["owners"] == "示例科技有限公司"


def test_a_long_value_wrapped_between_its_label_and_itself():
    lines = [
        line("发 明 名 称：一种用于示例的装置及其控制的方法和系统及其存", top=100),
        line("储介质", x=72 + 4 * EM, top=120),
        line("专 利 权 人：示例科技有限公司", top=140),
        line("国家依照法律决定授予专利权", x=72 + 2 * EM, top=160),
    ]
    assert texts(cut_labels(lines, PATENT)) == {
        "name": "一种用于示例的装置及其控制的方法和系统及其存\n储介质",
        "owners": "示例科技有限公司",
    }


def recognised(lines: list[Line]) -> list[Line]:
    return [structs.replace(found, method="ocr") for found in lines]


def test_electronic_patent_with_two_columns_and_wraps():
    lines = [
        line("名称：一种用于示例的装置及其控制", top=100),
        line("方法", x=72 + 3 * EM, top=120),
        line("专利权人：示例科技(深圳)有限公司;示例大学", top=140),
        line("地址：518000 广东省深圳市示例区示例路1号", top=160),
        line("发明人：张一;李二;王三", top=180),
        line("赵四;钱五", x=72 + 4 * EM, top=200),
        line("专利号：ZL 2020 1 0430096.0", top=220),
        line("授权公告号：CN 111472379 B", x=330, top=220),
        line("专利申请日：2020年05月20日", top=240),
        line("授权公告日：2025年01月14日", x=330, top=240),
        line("申请日时申请人：示例科技(深圳)有限公司", top=260),
        line("申请日时发明人：张一;李二", top=280),
    ]
    assert texts(cut_labels(lines, PATENT)) == {
        "name": "一种用于示例的装置及其控制\n方法",
        "owners": "示例科技(深圳)有限公司;示例大学",
        "address": "518000 广东省深圳市示例区示例路1号",
        "inventors": "张一;李二;王三\n赵四;钱五",
        "number": "ZL 2020 1 0430096.0",
        "publication": "CN 111472379 B",
        "applied": "2020年05月20日",
        "granted": "2025年01月14日",
        "first_owners": "示例科技(深圳)有限公司",
        "first_inventors": "张一;李二",
    }


def test_letter_spaced_labels_and_gap_instead_of_colon():
    lines = [
        line("实 用 新 型 名 称 ： 一种示例机构", top=100),
        line("发 明 人 ： 张一;李二", top=130),
        line("专 利 号     ZL 2020 2 1798230.4", top=160),
        line("授 权 公 告 日     2021年05月18日", top=190),
    ]
    assert texts(cut_labels(lines, PATENT)) == {
        "name": "一种示例机构",
        "inventors": "张一;李二",
        "number": "ZL 2020 2 1798230.4",
        "granted": "2021年05月18日",
    }


def test_landscape_licence_with_broken_and_wide_labels():
    lines = [
        line("统一社会信", x=60, top=60),
        line("用代码", x=60, top=74),
        line("9144030071526726XG", x=140, top=67),
        line("名", x=60, top=120),
        line("称", x=132, top=120),
        line("示例科技有限公司", x=160, top=120),
        line("注册资本", x=420, top=120),
        line("壹仟万元整", x=500, top=120),
        line("类", x=60, top=145),
        line("型", x=132, top=145),
        line("有限责任公司(自然人投资或控股)", x=160, top=145),
        line("成立日期", x=420, top=145),
        line("2015年03月02日", x=500, top=145),
        line("法定代表人", x=60, top=170),
        line("张一", x=160, top=170),
        line("住", x=420, top=170),
        line("所", x=456, top=170),
        line("深圳市示例区示例路1号示例大厦", x=500, top=170),
        line("8层801室", x=500, top=186),
        line("经营范围", x=60, top=195),
        line("示例产品的研发、生产、销售;货物进", x=160, top=195),
        line("出口。", x=160, top=211),
    ]
    assert texts(cut_labels(lines, LICENCE)) == {
        "uscc": "9144030071526726XG",
        "name": "示例科技有限公司",
        "capital": "壹仟万元整",
        "type": "有限责任公司(自然人投资或控股)",
        "established": "2015年03月02日",
        "legal": "张一",
        "address": "深圳市示例区示例路1号示例大厦\n8层801室",
        "scope": "示例产品的研发、生产、销售;货物进\n出口。",
    }


def test_glued_columns_are_cut_at_the_next_label():
    lines = [line("名称 示例科技有限公司 注册资本 壹仟万元整", top=100)]
    assert texts(cut_labels(lines, LICENCE)) == {"name": "示例科技有限公司", "capital": "壹仟万元整"}


@pytest.mark.parametrize(
    "text",
    ["发明名称：某方法", "本发明的名称由申请人提出", "名称变更", "企业名称：某公司"],
)
def test_a_label_inside_another_word_is_not_taken(text):
    assert "name" not in cut_labels([line(text)], {"name": ("名称",)})


def test_value_ends_at_a_wide_gap_and_at_an_unknown_label_below():
    lines = [
        line("法定代表人：张一", top=100),
        line("第1页", x=400, top=100),
        line("联系人 李二", top=118),
    ]
    assert texts(cut_labels(lines, LICENCE)) == {"legal": "张一"}


def test_a_label_without_a_value_has_none():
    lines = [line("营业期限：", top=100), line("其他说明文字", top=118)]
    assert cut_labels(lines, LICENCE) == {}


def test_full_line_goes_on_at_the_margin():
    lines = [
        line("经营范围：示例产品的研发、生产和销售以及技术服务和技术咨询与技术", top=100),
        line("转让。", top=118),
        line("登记机关", x=400, top=200),
    ]
    found = cut_labels(lines, LICENCE)
    assert flat(found["scope"]) == "示例产品的研发、生产和销售以及技术服务和技术咨询与技术转让。"


def test_box_is_around_the_value_only():
    found = cut_labels([line("名称：示例科技有限公司", x=72, top=100)], LICENCE)["name"]
    assert found.box is not None
    assert found.box.x0 == pytest.approx(72 + 2.5 * EM)
    assert found.box.x1 == pytest.approx(72 + 10.5 * EM)


def test_paragraphs_of_a_docx():
    lines = [
        paragraph("项目名称：某装置的研发   项目编号：RD01", 3),
        paragraph("起止时间： 2023-01-01 至 2023-12-31", 4),
        paragraph("立项目的：", 5),
        paragraph("为了提高效率", 6),
    ]
    found = cut_labels(
        lines, {"name": ("项目名称",), "number": ("项目编号",), "period": ("起止时间",), "aim": ("立项目的",)}
    )
    assert texts(found) == {"name": "某装置的研发", "number": "RD01", "period": "2023-01-01 至 2023-12-31"}
    assert found["period"].where == "paragraph 4"


def test_recognised_text_may_glue_label_and_value():
    lines = [line("成立日期2015年03月02日", method="ocr")]
    assert texts(cut_labels(lines, LICENCE)) == {"established": "2015年03月02日"}


def test_recognised_text_may_glue_a_value_and_the_label_behind_it():
    labels = {"name": ("项目名称",), "": ("完成情况", "支出类型")}
    glued = "项目名称:管网计量研究完成情况:已完成支出类型:费用化"
    assert texts(cut_labels([line(glued, method="ocr")], labels)) == {"name": "管网计量研究"}
    assert texts(cut_labels([line(glued)], labels)) == {"name": "管网计量研究完成情况:已完成支出类型:费用化"}


def test_a_value_of_two_lines_around_its_label():
    lines = [
        line("电池盖板在线焊接质量检测系统的研", x=160, top=103),
        line("项目名称", x=72, top=110),
        line("发", x=160, top=116),
        line("项目编号", x=400, top=110),
        line("RD04", x=470, top=110),
    ]
    found = cut_labels(lines, {"name": ("项目名称",), "number": ("项目编号",)})
    assert flat(found["name"]) == "电池盖板在线焊接质量检测系统的研发"
    assert found["number"].text == "RD04"


def rows_at(x: float, top: float, *lines_of_text: str, pitch: float = 15.0) -> list[Line]:
    return [line(text, x=x, top=top + pitch * n) for n, text in enumerate(lines_of_text)]


def test_a_value_of_three_lines_centred_at_its_label():
    lines = [
        line("证书号:软著登字第1号", x=300, top=60),
        *rows_at(160, 95, "管网压力波动预警软件", "[简称:管网压力]", "V1.0"),
        line("软件名称:", x=72, top=110),
        line("著作权人:", x=72, top=150),
        *rows_at(160, 150, "某某有限公司"),
    ]
    found = cut_labels(lines, {"name": ("软件名称",), "owner": ("著作权人",)})
    assert texts(found) == {"name": "管网压力波动预警软件\n[简称:管网压力]\nV1.0", "owner": "某某有限公司"}


def test_a_value_of_four_lines_centred_between_them():
    lines = [
        line("法定代表人 某某", top=60),
        *rows_at(
            160, 95, "软件开发;信息技术咨询", "服务;信息系统集成服务", "数据处理服务;物联网技", "术服务。"
        ),
        line("经营范围", x=72, top=117),
    ]
    assert flat(cut_labels(lines, LICENCE)["scope"]) == (
        "软件开发;信息技术咨询服务;信息系统集成服务数据处理服务;物联网技术服务。"
    )


def test_the_lines_of_the_value_above_are_not_taken():
    lines = [
        line("住所:", x=72, top=80),
        *rows_at(160, 80, "某省某市某区", "示例路8号"),
        line("经营范围:", x=72, top=110),
        *rows_at(160, 110, "软件开发;", "技术服务。"),
    ]
    assert texts(cut_labels(lines, LICENCE)) == {
        "address": "某省某市某区\n示例路8号",
        "scope": "软件开发;\n技术服务。",
    }


def test_a_label_in_words_of_one_character_before_a_longer_word():
    lines = [narrow("名 称 某某股份有限公司", 100), narrow("注 册 资 本 600.000000万人民币", 120)]
    assert texts(cut_labels(lines, LICENCE)) == {"name": "某某股份有限公司", "capital": "600.000000万人民币"}


def test_a_title_below_is_no_part_of_the_value():
    found = cut_labels([line("名称：换热装置"), line("产品销售合同", x=140, top=126, em=18)], PATENT)
    assert texts(found) == {"name": "换热装置"}


def test_a_spaced_label_whose_value_follows_at_the_same_gap():
    found = cut_labels(
        [line("名    称    深圳示例材料有限公司"), line("类    型    有限责任公司", top=130)], LICENCE
    )
    assert texts(found) == {"name": "深圳示例材料有限公司", "type": "有限责任公司"}


def narrow(text: str, top: float) -> Line:
    """A line whose words stand as close as a blank of a narrow font leaves them."""
    words: list[Word] = []
    at = 72.0
    for part in text.split(" "):
        words.append(Word(part, Box(at, top, at + width_of(part), top + EM)))
        at = words[-1].box.x1 + 0.2 * EM
    return Line(text, 1, Box(72.0, top, at, top + EM), words=tuple(words), size=EM)


def test_a_narrow_blank_sets_a_label_at_the_beginning_of_a_line_apart():
    lines = [narrow("名称 某某股份有限公司", 100), narrow("住所 某市某区示例路8号", 120)]
    assert texts(cut_labels(lines, LICENCE)) == {"name": "某某股份有限公司", "address": "某市某区示例路8号"}


def test_a_narrow_blank_sets_a_label_with_a_colon_apart_within_a_line():
    lines = [narrow("名称:某某股份有限公司 类型:有限责任公司 住所:某市某区", 100)]
    assert texts(cut_labels(lines, LICENCE)) == {
        "name": "某某股份有限公司",
        "type": "有限责任公司",
        "address": "某市某区",
    }


def test_a_scan_that_lost_the_gap_before_the_next_label():
    labels = {"name": ("项目名称",), "done": ("完成情况",), "kind": ("名称",)}
    text = "项目名称:蓄热材料的研发完成情况:已完成"
    found = texts(cut_labels([line(text, method="ocr")], labels))
    assert found == {"name": "蓄热材料的研发", "done": "已完成"}
    assert texts(cut_labels([line(text)], labels)) == {"name": "蓄热材料的研发完成情况:已完成"}


def test_a_letter_spaced_label_is_not_cut_in_two():
    lines = [narrow("发 明 名 称: 一种装置", 100)]
    assert texts(cut_labels(lines, {"name": ("名称", "发明名称")})) == {"name": "一种装置"}
    assert cut_labels(lines, {"name": ("名称",)}) == {}


def test_a_value_ends_above_a_line_that_has_a_label_of_its_own():
    wide = "变更后：" + "某" * 24 + "股份有限公司"
    lines = [line(wide, top=100), line("发文日：2021年3月5日", x=300, top=120)]
    assert texts(cut_labels(lines, {"after": ("变更后",)}))["after"].endswith("股份有限公司")
    scope = [line("经营范围 轴承的制造；", top=100), line("许可项目：货物进出口。", x=72 + 5 * EM, top=120)]
    assert texts(cut_labels(scope, LICENCE))["scope"] == "轴承的制造;\n许可项目:货物进出口。"
