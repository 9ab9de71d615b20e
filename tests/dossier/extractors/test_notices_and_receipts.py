from datetime import date

import msgspec
import pytest

from tests.dossier.extractors.sections import values_of as read
from tests.dossier.pages import line, page, table


def receipt(top, number, day):
    return (
        line("中央非税收入统一票据（电子）", x=186, top=top, em=16),
        line("票据代码：00010261", x=60, top=top + 30),
        line("票据号码：4330639852", x=365, top=top + 30),
        line("交款人：甲软件有限公司", x=60, top=top + 58),
        line(f"开票日期：{day}", x=365, top=top + 58),
        line(f"其他信息：申请号或专利号：{number}；费用种类：年费", x=60, top=top + 160),
    )


def test_each_receipt_counts_for_the_patents_it_names_and_the_last_day_wins():
    pages = (
        page(*receipt(22, "202210690936.6", "2025-06-18"), *receipt(303, "2022119853738", "2025-08-22")),
        page(*receipt(22, "ZL202210690936.6", "2026-06-18"), number=2),
    )
    assert read("ip_fee_receipt", *pages) == {
        "certificates[ZL202210690936.6].fee_paid_on": date(2026, 6, 18),
        "certificates[ZL202211985373.8].fee_paid_on": date(2025, 8, 22),
    }


def test_a_receipt_that_broke_a_number_over_two_lines_and_one_for_several_patents():
    head = (
        line("中央非税收入统一票据（电子）", x=186, top=22, em=16),
        line("开票日期：2026-06-18", x=365, top=50),
    )
    broken = (
        line("其他信息：申请号或专利号：2022106", x=60, top=160),
        line("90936.6；费用种类：发明专利第5年度年费", x=112, top=174),
    )
    assert read("ip_fee_receipt", page(*head, *broken)) == {
        "certificates[ZL202210690936.6].fee_paid_on": date(2026, 6, 18),
        "certificates[ZL202210690936.6].fee_year": 5,
    }
    several = table([["项目名称", "备注"], ["专利收费", "202210690936.6、202211985373.X 年费"]], top=80)
    assert read("ip_fee_receipt", page(*head, several)).keys() == {
        "certificates[ZL202210690936.6].fee_paid_on",
        "certificates[ZL202211985373.X].fee_paid_on",
    }


def test_the_day_of_payment_goes_before_that_of_the_receipt():
    lines = (
        line("中央非税收入统一票据（电子）", x=186, top=22, em=16),
        line("开票日期：2026-06-18", x=365, top=50),
        line("其他信息 申请号：202210690936.6 年费600.00元；缴费日期：20260617", x=60, top=160),
    )
    values = read("ip_fee_receipt", page(*lines))
    assert values["certificates[ZL202210690936.6].fee_paid_on"] == date(2026, 6, 17)


def test_a_receipt_that_is_a_table():
    rows = [
        ["缴费人", "甲软件有限公司", "缴费日期", "2019年11月26日"],
        ["申请号/专利号", "202210690936.6", "收费日期", "2019年11月28日"],
        ["费用种类", "发明专利第3年年费", "金额", "90.00"],
    ]
    values = read(
        "ip_fee_receipt", page(line("国家知识产权局专利收费收据", em=16, top=40), table(rows, top=80))
    )
    assert values == {
        "certificates[ZL202210690936.6].fee_paid_on": date(2019, 11, 26),
        "certificates[ZL202210690936.6].fee_year": 3,
    }


def test_each_row_of_a_list_of_payments_has_its_own_day():
    rows = [
        ["序号", "专利号", "费用种类", "金额", "缴费日期"],
        ["1", "2022106909366", "发明专利第4年年费", "1200", "2025-06-18"],
        ["2", "ZL202211985373.X", "年费", "900", "2026-06-19"],
        ["3", "ZL202411461365.4", "实质审查费", "2500", "2024-03-01"],
    ]
    assert read("ip_fee_receipt", page(line("专利缴费信息", x=180, top=40, em=16), table(rows, top=110))) == {
        "certificates[ZL202210690936.6].fee_paid_on": date(2025, 6, 18),
        "certificates[ZL202210690936.6].fee_year": 4,
        "certificates[ZL202211985373.X].fee_paid_on": date(2026, 6, 19),
    }


def test_a_receipt_of_the_old_kind_a_scan_and_a_fee_that_keeps_nothing_alive():
    old = (
        line("国家知识产权局专利收费收据", x=180, top=40, em=16),
        line("申请号：201210123456.5", x=60, top=70),
        line("缴费日期：2018年04月03日", x=360, top=70),
    )
    assert read("ip_fee_receipt", page(*old)) == {
        "certificates[ZL201210123456.5].fee_paid_on": date(2018, 4, 3)
    }
    scanned = (
        line("开票日期：2026-06-18", x=365, top=50, method="ocr"),
        line("申请号或专利号：2O2210690936.6；费用种类：年费", x=60, top=160, method="ocr"),
    )
    assert read("ip_fee_receipt", page(*scanned)) == {
        "certificates[ZL202210690936.6].fee_paid_on": date(2026, 6, 18)
    }
    filing = (
        line("开票日期：2022-06-30", x=365, top=50),
        line("申请号：202210690936.6；费用种类：发明专利申请费", x=60, top=160),
    )
    assert read("ip_fee_receipt", page(*filing)) == {}


def test_a_transfer_of_the_owner_is_recorded_and_a_change_of_address_is_not():
    def notice(item, before, after):
        return page(
            table([["申请号或专利号：202220228335.9", "发文序号：1"]], top=60),
            line("手续合格通知书", x=222, top=246, em=18),
            table([["变更项目", "变更前", "变更后"], [item, before, after]], top=320),
        )

    found = read("ip_transfer_notice", notice("专利权人", "甲热控有限公司", "乙储能有限公司"))
    assert found["ip_transfers[ZL202220228335.9].before"] == "甲热控有限公司"
    assert found["ip_transfers[ZL202220228335.9].after"] == "乙储能有限公司"
    assert read("ip_transfer_notice", notice("地址", "甲路1号", "乙路2号")) == {}


def test_the_address_below_the_owner_is_no_part_of_the_name():
    def notice(*rows):
        number = line("申请号或专利号：202220228335.9", top=60)
        return page(number, table([["变更项目", "变更前", "变更后"], *rows], top=320))

    ruled = notice(
        ["专利权人", "甲热控有限公司", "乙储能有限公司"],
        ["专利权人地址", "100000甲市甲路1号", "200000乙市乙路2号"],
    )
    grid = table(
        [
            ["变更项目", "变更前", "变更后"],
            ["专利权人专利权人地址", "甲热控有限公司100000甲市甲路1号", "乙储能有限公司200000乙市乙路2号"],
        ]
    )
    cells = tuple(
        msgspec.structs.replace(c, lines=("专利权人", "专利权人地址")) if "地址" in c.text else c
        for c in grid.cells
    )
    unruled = page(line("申请号或专利号：202220228335.9", top=60), msgspec.structs.replace(grid, cells=cells))
    for paper in (ruled, unruled):
        found = read("ip_transfer_notice", paper)
        assert found["ip_transfers[ZL202220228335.9].before"] == "甲热控有限公司"
        assert found["ip_transfers[ZL202220228335.9].after"] == "乙储能有限公司"


def test_a_transfer_said_line_by_line_a_withdrawal_and_a_contract():
    title = line("手续合格通知书", x=222, top=60, em=18)
    number = line("申请号或专利号：202220228335.9", top=100)
    sent = line("发文日：2023年10月13日", top=80)
    change = [
        line(text, top=150 + 24 * i)
        for i, text in enumerate(("变更项目：专利权人", "变更前：甲热控有限公司", "变更后：乙储能有限公司"))
    ]
    assert read("ip_transfer_notice", page(title, number, sent, *change)) == {
        "ip_transfers[ZL202220228335.9].before": "甲热控有限公司",
        "ip_transfers[ZL202220228335.9].after": "乙储能有限公司",
        "ip_transfers[ZL202220228335.9].recorded_on": date(2023, 10, 13),
    }
    withdrawal = line("同意撤回专利申请。", top=150)
    assert read("ip_transfer_notice", page(title, number, sent, withdrawal)) == {}
    contract = line("专利权转让合同", x=222, top=60, em=18)
    assert read("ip_transfer_notice", page(contract, number, *change)) == {}


def test_the_day_of_a_notice_stands_below_its_label_in_a_cell():
    head = table(
        [["收件人：甲公司", "发文日：\n2023年10月13日"], ["申请号或专利号：202220228335.9", ""]], top=60
    )
    cells = tuple(
        msgspec.structs.replace(c, lines=("发文日:", "2023年10月13日")) if "发文日" in c.text else c
        for c in head.cells
    )
    grid = table(
        [["变更项目", "变更前", "变更后"], ["专利权人", "甲热控有限公司", "乙储能有限公司"]], top=200
    )
    found = read("ip_transfer_notice", page(msgspec.structs.replace(head, cells=cells), grid))
    assert found["ip_transfers[ZL202220228335.9].recorded_on"] == date(2023, 10, 13)


@pytest.mark.parametrize(
    "texts",
    [
        ("原名称：甲贸易有限公司", "现名称：甲科技有限公司"),
        ("名称变更前：甲贸易有限公司 名称变更后：甲科技有限公司",),
        ("同意预先核准“甲贸易有限公司”名称变更为“甲科技有限公", "司”，特此通知。"),
        ("经核准，你公司名称由甲贸易有限公司变更为甲科技有限公司。",),
        ("甲科技有限公司于2021年03月04日经我局核准，企业名称由“甲贸易有限公司”变更为“甲科技有限公司”。",),
        ("兹有甲贸易有限公司于2021年3月4日经我局核准，", "名称变更为甲科技有限公司。特此证明。"),
        (
            "兹证明：甲贸易有限公司（统一社会信用代码：91）经我局核准，",
            "已于2021年3月4日变更名称为甲科技有限公司。",
        ),
        ("甲贸易有限公司：", "根据有关规定，同意企业名称变更为：甲科技有限公司。"),
        ("核准企业名称变更为：甲科技有限公司。", "原企业名称：甲贸易有限公司。"),
    ],
)
def test_the_ways_in_which_notices_say_a_new_name(texts):
    lines = [line(text, top=150 + 24 * i) for i, text in enumerate(texts)]
    found = read("name_change_notice", page(*lines, line("2021年03月04日", x=350, top=300)))
    assert found == {
        "name_changes[1].before": "甲贸易有限公司",
        "name_changes[1].after": "甲科技有限公司",
        "name_changes[1].changed_on": date(2021, 3, 4),
    }


@pytest.mark.parametrize(
    "head",
    [
        ["变更（备案）事项", "变更（备案）前内容", "变更（备案）后内容"],
        ["核准变更事项", "核准变更前内容", "核准变更后内容"],
        ["登记事项", "原登记事项", "现登记事项"],
    ],
)
def test_heads_of_the_table_of_changes(head):
    rows = table([head, ["企业名称", "甲贸易有限公司", "甲科技有限公司"]])
    found = read("name_change_notice", page(rows))
    assert found["name_changes[1].after"] == "甲科技有限公司"


def test_the_office_below_is_no_part_of_the_new_name():
    rows = table(
        [["变更事项", "变更前", "变更后"], ["名称", "甲贸易有限公司", "甲科技有限公司某市市场监督管理局"]]
    )
    assert read("name_change_notice", page(rows))["name_changes[1].after"] == "甲科技有限公司"


def test_several_changes_of_name_in_one_list_and_none_where_another_item_changed():
    rows = [
        ["变更事项", "变更前", "变更后", "变更日期"],
        ["名称变更", "甲贸易有限公司", "甲工贸有限公司", "2018-03-04"],
        ["法定代表人", "张三", "李四", "2019-03-04"],
        ["名称变更", "甲工贸有限公司", "甲科技有限公司", "2021-03-04"],
    ]
    found = read("name_change_notice", page(table(rows)))
    assert found["name_changes[1].after"] == found["name_changes[2].before"] == "甲工贸有限公司"
    assert found["name_changes[2].changed_on"] == date(2021, 3, 4)
    other = read("name_change_notice", page(table([rows[0], rows[2]])))
    assert other == {"registration_changes.name_kept": True}


def test_a_new_name_is_read_from_a_table_and_from_a_sentence():
    grid = table([["变更事项", "变更前内容", "变更后内容"], ["名称", "甲贸易有限公司", "甲科技有限公司"]])
    sentence = line("准予你公司名称由“甲贸易有限公司”变更为“甲科技有限公司”。", x=80, top=200)
    for block in (grid, sentence):
        found = read("name_change_notice", page(line("准予变更登记通知书", x=200, top=60, em=18), block))
        assert (found["name_changes[1].before"], found["name_changes[1].after"]) == (
            "甲贸易有限公司",
            "甲科技有限公司",
        )
