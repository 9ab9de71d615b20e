from datetime import date

import pytest

from prereview.dossier.extractors.certificates import owners_in
from tests.dossier.extractors.sections import values_of as read
from tests.dossier.pages import line, page, table


def certificate(kind, number, *blocks):
    head = f"certificates[{number}]."
    return {k.removeprefix(head): v for k, v in read(kind, page(*blocks)).items()}


ELECTRONIC = (
    line("证书号第7437391号", x=78, top=87),
    line("发 明 专 利 证 书", x=203, top=193, em=20),
    line("发 明 名 称：一种多源数据的增量汇聚方法及系统", x=84, top=253),
    line("专 利 权 人：甲软件有限公司", x=84, top=280),
    line("地  址：310051 杭州市云栈路188号", x=84, top=307),
    line("专 利 号：ZL 2022 1 0690936.6", x=84, top=361),
    line("授权公告号：CN 111963061 B", x=330, top=361),
    line("专利申请日：2022年6月29日", x=84, top=388),
    line("授权公告日：2024年7月9日", x=330, top=388),
    line("申请日时申请人：乙软件有限公司", x=84, top=415),
    line("2024 年 07 月 09 日", x=399, top=720),
)


def test_an_electronic_patent_certificate():
    assert certificate("patent_certificate", "ZL202210690936.6", *ELECTRONIC) == {
        "number": "ZL202210690936.6",
        "kind": "发明专利",
        "name": "一种多源数据的增量汇聚方法及系统",
        "owners": ("甲软件有限公司",),
        "applied_on": date(2022, 6, 29),
        "granted_on": date(2024, 7, 9),
        "certificate_number": "7437391",
    }


def test_a_certificate_whose_page_was_taken_for_a_cell():
    text = (
        "证书号第7437391号\n发明专利证书\n发明名称:一种方法\n专利权人:甲软件有限公司\n"
        "专利号:ZL202210690936.6授权公告号:CN111963061B\n专利申请日:2022年6月29日授权公告日:2024年7月9日"
    )
    grid = table([[text, "<"], ["", ""]])
    cells = tuple(
        type(c)(**{f: getattr(c, f) for f in c.__struct_fields__} | {"lines": tuple(text.split("\n"))})
        if c.text
        else c
        for c in grid.cells
    )
    framed = type(grid)(**{f: getattr(grid, f) for f in grid.__struct_fields__} | {"cells": cells})
    found = certificate("patent_certificate", "ZL202210690936.6", framed)
    assert (found["applied_on"], found["granted_on"]) == (date(2022, 6, 29), date(2024, 7, 9))


def test_the_kind_comes_from_the_number_when_the_heading_is_a_picture():
    found = certificate(
        "patent_certificate", "ZL202420910687.1", line("专利号：ZL202420910687.1", x=84, top=361)
    )
    assert found["kind"] == "实用新型专利"


def test_a_certificate_without_a_number_gives_nothing():
    assert read("patent_certificate", page(line("发明名称：一种方法", x=84, top=253))) == {}


SOFTWARE = (
    line("计算机软件著作权登记证书", x=148, top=150, em=20),
    line("证书号：软著登字第10563155号", x=368, top=200),
    line("软 件 名 称：数据汇聚引擎软件", x=88, top=243),
    line("[简称：汇聚引擎]", x=200, top=259),
    line("V1.0", x=200, top=275),
    line("著 作 权 人：甲软件有限公司", x=88, top=309),
    line("登 记 号：2022SR1653698", x=88, top=471),
    line("2022年10月19日", x=379, top=731),
)


def test_a_program_of_the_newer_print_has_no_date_of_completion():
    assert certificate("software_certificate", "2022SR1653698", *SOFTWARE) == {
        "number": "2022SR1653698",
        "kind": "软件著作权",
        "name": "数据汇聚引擎软件V1.0",
        "owners": ("甲软件有限公司",),
        "granted_on": date(2022, 10, 19),
        "certificate_number": "软著登字第10563155号",
    }


def test_a_program_with_dates_that_was_never_published():
    dates = line("开发完成日期：2022年08月22日", x=88, top=335), line("首次发表日期：未发表", x=88, top=369)
    found = certificate("software_certificate", "2022SR1653698", *SOFTWARE, *dates)
    assert found["completed_on"] == date(2022, 8, 22)
    assert "published_on" not in found


def test_other_rights():
    found = certificate(
        "other_ip_certificate",
        "BS.175539928",
        line("集成电路布图设计登记证书", x=148, top=150, em=20),
        line("布图设计名称：低功耗采样芯片", x=88, top=243),
        line("布图设计权利人：甲微电子有限公司", x=88, top=275),
        line("登记号：BS.175539928", x=88, top=305),
        line("颁证日期：2024年3月5日", x=88, top=335),
    )
    assert (found["kind"], found["granted_on"]) == ("集成电路布图设计专有权", date(2024, 3, 5))


@pytest.mark.parametrize(
    ("printed", "owners"),
    [
        ("甲科技有限公司;某大学", ("甲科技有限公司", "某大学")),
        ("甲科技有限公司\n某大学", ("甲科技有限公司", "某大学")),
        ("深圳市甲乙丙丁智能装备\n有限公司", ("深圳市甲乙丙丁智能装备有限公司",)),
        ("甲科技有限公司(中国)", ("甲科技有限公司",)),
        ("张三", ("张三",)),
    ],
)
def test_owners_are_parted_by_marks_and_by_line_breaks(printed, owners):
    assert owners_in(printed) == owners
