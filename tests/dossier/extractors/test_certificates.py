from datetime import date

import msgspec
import pytest

from prereview.documents.model import Snippet
from prereview.dossier.extractors.certificates.named import owners_in, people_in, program_name
from tests.dossier.extractors.sections import facts_of
from tests.dossier.extractors.sections import values_of as read
from tests.dossier.pages import EM, line, page, table


def certificate(kind, number, *blocks):
    head = f"certificates[{number}]."
    return {k.removeprefix(head): v for k, v in read(kind, page(*blocks)).items()}


def scan(*texts, number=1):
    """Lines of a scan, one below the other."""
    return [line(t, x=84, top=80 + 28 * i, page=number, method="ocr") for i, t in enumerate(texts)]


def framed(*texts):
    """A page whose ornamental frame the reader took for a table."""
    grid = table([[texts[0], "<"], ["", ""]])
    cells = tuple(
        msgspec.structs.replace(c, text="".join(texts), lines=texts, method="ocr") if c.text else c
        for c in grid.cells
    )
    return msgspec.structs.replace(grid, cells=cells)


# ---- patents

ELECTRONIC = (
    line("证书号第7437391号", x=78, top=87),
    line("发 明 专 利 证 书", x=203, top=193, em=20),
    line("发 明 名 称：一种多源数据的增量汇聚方法及系统", x=84, top=253),
    line("专 利 权 人：甲软件有限公司", x=84, top=280),
    line("地  址：310051 杭州市云栈路188号", x=84, top=307),
    line("发 明 人：张一;李二", x=84, top=334),
    line("专 利 号：ZL 2022 1 0690936.6", x=84, top=361),
    line("授权公告号：CN 111963061 B", x=330, top=361),
    line("专利申请日：2022年6月29日", x=84, top=388),
    line("授权公告日：2024年7月9日", x=330, top=388),
    line("申请日时申请人：乙软件有限公司", x=84, top=415),
    line("申请日时发明人：王三", x=84, top=442),
    line("2024 年 07 月 09 日", x=399, top=720),
)


def test_an_electronic_patent_certificate():
    assert certificate("patent_certificate", "ZL202210690936.6", *ELECTRONIC) == {
        "number": "ZL202210690936.6",
        "kind": "发明专利",
        "name": "一种多源数据的增量汇聚方法及系统",
        "owners": ("甲软件有限公司",),
        "inventors": ("张一", "李二"),
        "applicants": ("乙软件有限公司",),
        "publication": "CN111963061B",
        "applied_on": date(2022, 6, 29),
        "granted_on": date(2024, 7, 9),
        "certificate_number": "7437391",
    }


def test_name_and_lists_that_wrap_and_lose_their_separator():
    found = certificate(
        "patent_certificate",
        "ZL202010430096.0",
        line("发 明 名 称：一种用于示例的装置及其控制", x=84, top=140),
        line("方法", x=84 + 7.5 * EM, top=157),
        line("专 利 权 人：示例科技(深圳)有限公司", x=84, top=180),
        line("示例大学", x=84 + 7.5 * EM, top=197),
        line("发 明 人：张一;李二;王三", x=84, top=245),
        line("赵四;钱五", x=84 + 6 * EM, top=262),
        line("专 利 号：ZL 2020 1 0430096.0", x=84, top=290),
    )
    assert found["name"] == "一种用于示例的装置及其控制方法"
    assert found["owners"] == ("示例科技(深圳)有限公司", "示例大学")
    assert found["inventors"] == ("张一", "李二", "王三", "赵四", "钱五")


def test_a_paper_certificate_of_two_pages():
    front = scan(
        "证书号第13243219号",
        "实用新型专利证书",
        "实用新型名称：一种示例机构",
        "发明人：张一;李二",
        "专利号：ZL 2020 2 1798230.4",
        "专利申请日：2020年08月25日",
        "专利权人：示例股份有限公司",
        "授权公告日：2021年05月18日 授权公告号：CN 213239675 U",
        "2021年05月18日",
    )
    back = scan(
        "证书号第13243219号",
        "申请日时本专利记载的申请人、发明人信息如下：",
        "申请人：",
        "旧示例股份有限公司",
        "发明人：",
        "张一;李二",
        number=2,
    )
    found = read("patent_certificate", page(*front), page(*back, number=2))
    assert {path.partition("]")[0] for path in found} == {"certificates[ZL202021798230.4"}
    assert found["certificates[ZL202021798230.4].applicants"] == ("旧示例股份有限公司",)
    assert found["certificates[ZL202021798230.4].owners"] == ("示例股份有限公司",)
    assert found["certificates[ZL202021798230.4].granted_on"] == date(2021, 5, 18)


def test_certificates_scanned_in_a_row_are_kept_apart():
    first = scan(
        "证书号第9166963号", "外观设计名称：图形用户界面", "专利号：ZL202530319993.8", "设计人：张一"
    )
    second = scan("证书号第9166964号", "发明名称：一种方法", "专利号：ZL202210690936.6", number=2)
    found = read("patent_certificate", page(*first), page(*second, number=2))
    assert found["certificates[ZL202530319993.8].name"] == "图形用户界面"
    assert found["certificates[ZL202530319993.8].inventors"] == ("张一",)
    assert found["certificates[ZL202210690936.6].name"] == "一种方法"
    assert found["certificates[ZL202210690936.6].certificate_number"] == "9166964"


def test_a_scan_with_misread_labels_and_digits():
    facts = facts_of(
        "patent_certificate",
        page(
            *scan(
                "证书号第74373g1号",
                "发明名称一种多源数据的增量汇聚方法",
                "专Al权人：甲软件有限公司",
                "专fll号：ZL2O221O690936.6",
                "专利申请曰2O22年6月29日",
                "授权公告日2024年7月9日",
            )
        ),
    )
    found = {path.partition("].")[2]: fact for path, fact in facts.items()}
    assert found["number"].value == "ZL202210690936.6"
    assert found["number"].confidence == pytest.approx(0.85)
    assert found["certificate_number"].value == "7437391"
    assert found["owners"].value == ("甲软件有限公司",)
    assert found["applied_on"].value == date(2022, 6, 29)
    assert found["granted_on"].value == date(2024, 7, 9)


def test_a_certificate_whose_page_was_taken_for_a_cell():
    found = certificate(
        "patent_certificate",
        "ZL202210690936.6",
        framed(
            "证书号第7437391号",
            "发明专利证书",
            "发明名称:一种用于示例的装置及其控",
            "制方法",
            "专利权人:甲软件有限公司",
            "示例大学",
            "专利号:ZL202210690936.6授权公告号:CN111963061B",
            "专利申请日:2022年6月29日授权公告日:2024年7月9日",
            "国家知识产权局依照中华人民共和国专利法进行审查,决定授予专利权",
            "2024年07月09日",
        ),
    )
    assert found["name"] == "一种用于示例的装置及其控制方法"
    assert found["owners"] == ("甲软件有限公司", "示例大学")
    assert (found["applied_on"], found["granted_on"]) == (date(2022, 6, 29), date(2024, 7, 9))


def test_values_without_labels_are_told_by_their_shape_and_never_sure():
    facts = facts_of(
        "patent_certificate",
        page(
            line("证书号第7668232号", x=78, top=80),
            line("一种用于示例的装置及其控制方法", x=170, top=140),
            line("示例科技(深圳)有限公司", x=170, top=180),
            line("518000 广东省深圳市示例区示例路1号", x=170, top=220),
            line("张一;李二;王三", x=170, top=245),
            line("ZL 2020 1 0430096.0", x=170, top=290),
            line("CN 111472379 B", x=400, top=290),
            line("2020年05月20日", x=170, top=320),
            line("2025年01月14日", x=400, top=320),
            line("2025年01月14日", x=400, top=700),
        ),
    )
    found = {path.partition("].")[2]: fact for path, fact in facts.items()}
    assert found["name"].value == "一种用于示例的装置及其控制方法"
    assert found["owners"].value == ("示例科技(深圳)有限公司",)
    assert found["applied_on"].value == date(2020, 5, 20)
    assert found["granted_on"].value == date(2025, 1, 14)
    assert all(found[name].confidence < 0.8 for name in ("name", "owners", "applied_on", "granted_on"))
    assert found["number"].confidence == 1.0


def test_the_kind_comes_from_the_number_when_the_heading_is_a_picture():
    found = certificate(
        "patent_certificate", "ZL202420910687.1", line("专利号：ZL202420910687.1", x=84, top=361)
    )
    assert found["kind"] == "实用新型专利"


def test_a_certificate_whose_number_is_unreadable_keeps_its_name_for_joining():
    facts = facts_of("patent_certificate", page(line("发明名称：一种方法", x=84, top=253)))
    assert facts["certificates[?1].name"].value == "一种方法"
    assert facts["certificates[?1].name"].confidence < 0.8
    assert read("patent_certificate", page(line("专利权人：甲软件有限公司", x=84, top=253))) == {}


# ---- programs

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
        "short_name": "汇聚引擎",
        "owners": ("甲软件有限公司",),
        "granted_on": date(2022, 10, 19),
        "certificate_number": "软著登字第10563155号",
    }


def test_a_program_with_dates_that_was_never_published():
    dates = line("开发完成日期：2022年08月22日", x=88, top=335), line("首次发表日期：未发表", x=88, top=369)
    found = certificate("software_certificate", "2022SR1653698", *SOFTWARE, *dates)
    assert found["completed_on"] == date(2022, 8, 22)
    assert "published_on" not in found


def test_a_version_without_its_v_several_owners_and_a_labelled_day():
    found = certificate(
        "software_certificate",
        "2025SR0123456",
        line("软件名称：", x=88, top=200),
        line("示例数据平台软件", x=180, top=200),
        line("[简称：示例平", x=180, top=217),
        line("台]", x=180, top=234),
        line("1.0", x=180, top=251),
        line("著作权人：", x=88, top=290),
        line("甲软件有限公司;乙大学", x=180, top=290),
        line("权利取得方式：受让", x=88, top=330),
        line("权利范围：全部权利", x=88, top=360),
        line("登记号：2025SR0123456", x=88, top=390),
        line("登记日期：2025年01月21日", x=88, top=420),
    )
    assert found["name"] == "示例数据平台软件1.0"
    assert found["short_name"] == "示例平台"
    assert found["owners"] == ("甲软件有限公司", "乙大学")
    assert found["obtained"] == "受让"
    assert found["granted_on"] == date(2025, 1, 21)


def test_a_program_whose_heading_and_labels_are_a_picture():
    found = certificate(
        "software_certificate",
        "2019SR0896761",
        line("软著登字第4317518号", x=300, top=150),
        line("示例设备远程监控", x=180, top=200),
        line("管理软件", x=180, top=217),
        line("V1.0", x=180, top=234),
        line("示例科技有限公司", x=180, top=290),
        line("2019年05月10日", x=180, top=320),
        line("未发表", x=180, top=350),
        line("原始取得", x=180, top=380),
        line("2019SR0896761", x=180, top=440),
        line("2019年08月27日", x=380, top=700),
    )
    assert found["name"] == "示例设备远程监控管理软件V1.0"
    assert found["owners"] == ("示例科技有限公司",)
    assert found["granted_on"] == date(2019, 8, 27)


# ---- other rights


@pytest.mark.parametrize(
    ("number", "kind", "granted", "lines"),
    [
        (
            "BS.175539928",
            "集成电路布图设计专有权",
            date(2024, 3, 5),
            (
                "集成电路布图设计登记证书",
                "布图设计名称：低功耗采样芯片",
                "布图设计权利人：甲公司",
                "登记号：BS.175539928",
                "布图设计申请日：2023年9月1日",
                "颁证日期：2024年3月5日",
            ),
        ),
        (
            "CNA20191006012",
            "植物新品种",
            date(2021, 6, 18),
            (
                "植物新品种权证书",
                "新品种名称：甲优1号",
                "所属的属或种：水稻",
                "品种权人：甲公司",
                "品种权号：CNA20191006012",
                "申请日：2019年12月20日",
                "授权日：2021年6月18日",
            ),
        ),
        (
            "国审稻20200001",
            "国家级农作物品种",
            date(2020, 9, 1),
            (
                "主要农作物品种审定证书",
                "审定编号：国审稻20200001",
                "品种名称：甲优1号",
                "申请者：甲公司",
                "2020年9月1日",
            ),
        ),
        (
            "国药证字H20200001",
            "国家新药",
            date(2020, 9, 1),
            (
                "新药证书",
                "药品名称：甲片",
                "证书编号：国药证字H20200001",
                "持有者：甲公司",
                "2020年9月1日",
            ),
        ),
    ],
)
def test_other_rights(number, kind, granted, lines):
    blocks = [line(text, x=88, top=150 + 30 * i) for i, text in enumerate(lines)]
    found = certificate("other_ip_certificate", number, *blocks)
    assert (found["kind"], found["granted_on"], found["owners"]) == (kind, granted, ("甲公司",))
    assert found["name"] in ("低功耗采样芯片", "甲优1号", "甲片")


# ---- the register


def test_a_register_copy_gives_the_owner_after_the_last_change():
    found = read(
        "ip_register_copy",
        page(
            line("专利登记簿副本", x=200, top=60, em=20),
            line("专利号：ZL 2022 2 0228335.9", top=100),
            line("发明创造名称：一种液冷板", top=120),
            line("申请日：2022年1月28日", top=140),
            line("授权公告日：2022年8月4日", top=160),
            line("专利权人：甲热控有限公司", top=180),
            line("法律状态：专利权维持有效", top=200),
            table(
                [
                    ["变更项目", "变更前", "变更后", "登记生效日"],
                    ["专利权人", "甲热控有限公司", "乙储能有限公司", "2023-10-13"],
                    ["地址", "甲路1号", "乙路2号", "2023-10-13"],
                ],
                top=230,
            ),
            line("本专利年费已缴纳至2026年1月28日。", top=320),
            line("2025年12月1日", x=380, top=700),
        ),
    )
    assert found == {
        "ip_registers[ZL202220228335.9].number": "ZL202220228335.9",
        "ip_registers[ZL202220228335.9].name": "一种液冷板",
        "ip_registers[ZL202220228335.9].owners": ("乙储能有限公司",),
        "ip_registers[ZL202220228335.9].status": "专利权维持有效",
        "ip_registers[ZL202220228335.9].applied_on": date(2022, 1, 28),
        "ip_registers[ZL202220228335.9].granted_on": date(2022, 8, 4),
        "ip_registers[ZL202220228335.9].paid_until": date(2026, 1, 28),
        "ip_registers[ZL202220228335.9].issued_on": date(2025, 12, 1),
        "ip_transfers[ZL202220228335.9].before": "甲热控有限公司",
        "ip_transfers[ZL202220228335.9].after": "乙储能有限公司",
        "ip_transfers[ZL202220228335.9].recorded_on": date(2023, 10, 13),
    }


# ---- lists of names


@pytest.mark.parametrize(
    ("printed", "owners"),
    [
        ("甲科技有限公司;某大学", ("甲科技有限公司", "某大学")),
        ("甲科技有限公司\n某大学", ("甲科技有限公司", "某大学")),
        ("甲科技有限公司、某研究院", ("甲科技有限公司", "某研究院")),
        ("甲科技有限公司 某大学", ("甲科技有限公司", "某大学")),
        ("深圳市甲乙丙丁智能装备\n有限公司", ("深圳市甲乙丙丁智能装备有限公司",)),
        ("深圳市甲乙丙丁智能装备有限公\n司", ("深圳市甲乙丙丁智能装备有限公司",)),
        ("甲科技有限公司(中国)", ("甲科技有限公司",)),
        ("甲(中国)科技有限公司", ("甲(中国)科技有限公司",)),
        ("张三", ("张三",)),
        ("应当依照专利法及其实施细则规定缴纳年费。", ()),
        ("张三\n李四", ("张三", "李四")),
    ],
)
def test_owners_are_parted_by_marks_and_by_line_breaks(printed, owners):
    assert owners_in(printed) == owners


def test_people_in_a_list():
    assert people_in("张一;李二、王三\n赵四;钱\n五") == ("张一", "李二", "王三", "赵四", "钱五")
    assert people_in("John Smith;张一") == ("John Smith", "张一")


def test_a_version_alone_is_no_name():
    assert program_name(Snippet("V1.0", 1, None)) is None
    named = program_name(Snippet("某平台软件\nV1.0", 1, None))
    assert named is not None
    assert named.full == "某平台软件V1.0"
