"""The form retyped: other labels, units, grids, and answers given in other ways."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.form_pages import (
    COUNTS,
    INNOVATION,
    MAIN,
    REGISTER,
    RIGHTS,
    STAFF,
    STANDARDS,
    Rows,
    activity,
    below,
    blanks,
    costs,
    product,
    read_parts,
)


def replaced(rows: Rows, **texts: str) -> Rows:
    """Rows with some cells printed otherwise: `replaced(MAIN, r4c2="1.00")`."""
    new = [list(row) for row in rows]
    for place, text in texts.items():
        row, column = map(int, place[1:].split("c"))
        new[row][column] = text
    return new


# ---- registration table and cover


def test_registration_table_of_2016():
    facts = read_parts(
        [
            ["企业名称", "苏州示例科技有限公司", "注册时间", "2016年4月28日"],
            ["组织机构代码/统一社会信用代码", "91320500MA1EXAMP0X", "<", "<"],
            ["税务登记号/统一社会信用代码", "91320500MA1EXAMP0X", "<", "<"],
            ["企业所得税主管税务机关", "□国税 ☑地税", "企业所得税征收方式", "☑查账征收 □核定征收"],
            ["企业法定代表人", "姓名", "龚文彬", "手机：13900000000"],
            ["^", "身份证号/护照号", "320500190001010000", "<"],
        ]
    )
    assert facts["uscc"] == "91320500MA1EXAMP0X"
    assert facts["tax_collection"] == "查账征收"
    assert facts["legal_representative"] == "龚文彬"
    assert facts["registered_on"] == date(2016, 4, 28)


@pytest.mark.parametrize(
    ("label", "printed", "yuan"),
    [
        ("注册资金", "4000", 40_000_000),
        ("注册资本（元）", "40,000,000.00", 40_000_000),
        ("注册资金", "人民币肆仟万元整", 40_000_000),
        ("注册资金（万元）", "4,000.00", 40_000_000),
        ("注册资金", "500万美元", None),
        ("注册资金", "/", None),
    ],
)
def test_registered_capital(label: str, printed: str, yuan: int | None):
    facts = read_parts(replaced(REGISTER, r2c0=label, r2c1=printed))
    assert facts.get("registered_capital") == yuan


def test_representative_in_one_cell():
    rows = [["企业名称", "示例公司"], ["企业法定代表人", "姓名：龚文彬 手机：139 电话：0"]]
    assert read_parts(rows)["legal_representative"] == "龚文彬"
    assert (
        read_parts([["企业名称", "示例公司"], ["法定代表人", "龚文彬"]])["legal_representative"] == "龚文彬"
    )


def test_cover_laid_out_as_a_table():
    facts = read_parts(
        [
            ["企业名称：", "苏州示例科技有限公司"],
            ["企业所在地区：", "江苏省苏州市"],
            ["申请日期：", "二〇二六年七月二十一日"],
        ]
    )
    assert facts["firm_name"] == "苏州示例科技有限公司"
    assert facts["applied_on"] == date(2026, 7, 21)


@pytest.mark.parametrize("printed", ["申请日期：    年  月  日", "申请日期：", "申 请 日 期："])
def test_blank_application_date(printed: str):
    facts = read_parts("企业名称：示例公司", printed)
    assert blanks(facts) == ["申请日期"]
    assert "applied_on" not in facts


def test_blank_date_on_a_cover_laid_out_as_a_table():
    facts = read_parts([["企业名称：", "苏州示例科技有限公司"], ["申请日期：", "年    月    日"]])
    assert blanks(facts) == ["申请日期"]


def test_register_blanks_are_named_under_their_person():
    facts = read_parts(replaced(REGISTER, r8c2="", r1c4=""))
    assert blanks(facts) == ["企业注册登记表 外资来源地", "企业注册登记表 企业法定代表人 电话"]


# ---- main table


@pytest.mark.parametrize(
    ("printed", "incident"),
    [
        ("□是 ☑否", False),
        ("是√ 否□", True),
        ("[√]是 [ ]否", True),
        ("否", False),
        ("□是□否", None),
        ("", None),
    ],
)
def test_incident(printed: str, incident: bool | None):
    assert read_parts(replaced(MAIN, r11c3=printed)).get("incident") is incident


def test_units_in_labels_go_before_the_usual_one():
    rows = replaced(
        MAIN,
        r3c0="近三年经营情况（元）",
        r4c2="59,977,500.00",
        r7c0="近三年研究开发费用总额（元）",
        r7c2="22,000,100.00",
        r9c0="近一年企业总收入",
        r9c3="12,100.00万元",
    )
    facts = read_parts("申请日期：2026-07-21", rows)
    assert facts["years[2023].net_assets"] == Decimal("59977500")
    assert facts["rd_total"] == Decimal("22000100")
    assert facts["gross_income"] == Decimal("121000000")
    assert facts["ht_income"] == Decimal("90000000")


def test_unit_above_the_table():
    plain = [[cell.replace("（万元）", "") for cell in row] for row in MAIN]
    facts = read_parts("一、主要情况", "单位：元", plain)
    assert facts["gross_income"] == Decimal("12100.00")


def test_unit_in_a_cell_of_its_own():
    facts = read_parts([["职工总数", "人", "168"], ["近一年企业总收入", "元", "121000000"]])
    assert facts["staff_total"] == 168
    assert facts["gross_income"] == Decimal(121000000)


@pytest.mark.parametrize(
    "labels",
    [
        ("2023年", "2024年", "2025年"),
        ("2023", "2024", "2025"),
        ("第一年（2023年）", "第二年（2024年）", "第三年（2025年）"),
        ("2023年度", "2024年度", "2025年度"),
        ("二〇二三年", "二〇二四年", "二〇二五年"),
    ],
)
def test_years_as_printed(labels: tuple[str, ...]):
    rows = replaced(MAIN, r4c1=labels[0], r5c1=labels[1], r6c1=labels[2])
    facts = read_parts(rows)
    assert facts["years[2023].sales"] == Decimal(98000000)
    assert facts["years[2025].net_assets"] == Decimal(70000000)


def test_latest_year_first():
    rows = replaced(MAIN, r4c1="2025年", r5c1="2024年", r6c1="2023年")
    assert read_parts(rows)["years[2025].sales"] == Decimal(98000000)


def test_first_year_from_the_cost_tables():
    tables = [part for y in (2022, 2023, 2024) for part in (f"{y}年度 单位：万元", costs("RD01", "合计"))]
    facts = read_parts("申请日期：2026年1月5日", MAIN, *tables)
    assert facts["years[2022].sales"] == Decimal(98000000)


def test_first_year_from_the_application_date():
    assert read_parts("申请日期：2026年7月21日", MAIN)["years[2023].sales"] == Decimal(98000000)


def test_first_year_that_nothing_tells_is_left_out():
    facts = read_parts(MAIN)
    assert not [path for path in facts if path.startswith("years")]
    assert facts["gross_income"] == Decimal(121000000)


def test_years_across():
    facts = read_parts(
        "一、主要情况",
        [
            ["近三年经营情况", "年度", "2023年", "2024年", "2025年"],
            ["^", "净资产（万元）", "1.00", "2.00", "3.00"],
            ["^", "销售收入（万元）", "4.00", "5.00", "6.00"],
            ["^", "利润总额（元）", "7.00", "8.00", "-9.00"],
        ],
    )
    assert below(facts, "years[2025]") == {"net_assets": 30000, "sales": 60000, "profit": -9}


def test_label_and_value_in_one_cell():
    facts = read_parts(
        [
            ["获得知识产权数量(件)", "Ⅰ类：3", "Ⅱ类：8"],
            ["人力资源情况（人）", "职工总数：168人", "科技人员数：38人"],
        ]
    )
    assert [facts[k] for k in ("ip_class1", "ip_class2", "staff_total", "staff_tech")] == [3, 8, 168, 38]


def test_nothing_is_not_zero():
    facts = read_parts(
        "申请日期：2026年7月21日", replaced(MAIN, r7c2="-", r1c2="无", r1c5="/", r8c5="0", r4c5="—")
    )
    assert not {"rd_total", "ip_class1", "ip_class2", "years[2023].profit"} & set(facts)
    assert facts["rd_basic"] == 0
    assert blanks(facts) == []


def test_main_blanks():
    facts = read_parts("申请日期：2026年7月21日", replaced(MAIN, r2c5="", r5c3=""))
    assert blanks(facts) == ["主要情况 科技人员数", "主要情况 2024年 销售收入"]


# ---- rights


def test_extended_list_and_used_rights():
    head = [*RIGHTS[0], "知识产权所属单位或个人", "核心关键技术先进性说明(限400字)"]
    head[4] = "专利号/著作权号"
    rows = [head, *([*row, "示例公司", "先进。"] for row in RIGHTS[1:])]
    used = [head, ["NIP01", "一种旧装置", "实用新型", "2019-01-31", "ZL201821955478.6", "自主研发", "", ""]]
    facts = read_parts("二、知识产权汇总表", COUNTS, rows, "已使用的Ⅱ类知识产权（不参与评价）", used)
    assert facts["ip[IP03].number"] == "2022SR1653698"
    assert below(facts, "used_ip[NIP01]")["kind"] == "实用新型"
    assert "ip[IP04].name" not in facts
    assert blanks(facts) == []


def test_used_rights_numbered_like_the_others():
    facts = read_parts(RIGHTS, "已使用知识产权汇总表", [RIGHTS[0], ["IP01", "旧装置", *RIGHTS[2][2:]]])
    assert facts["ip[IP01].name"] == "一种示例方法"
    assert facts["used_ip[NIP01].name"] == "旧装置"


def test_rights_numbered_without_letters_and_rest_of_a_row():
    rows = [["序号", *RIGHTS[0][1:]], ["1", "一种示例", "发明专利", "2024-07-09", "ZL20221069", "自主研发"]]
    rows += [["", "方法", "", "", "0936.6", ""], ["2", *RIGHTS[2][1:]]]
    facts = read_parts(rows)
    assert facts["ip[IP01].name"] == "一种示例方法"
    assert facts["ip[IP01].number"] == "ZL202210690936.6"
    assert facts["ip[IP02].acquisition"] == "受让"


def test_blank_in_the_list():
    facts = read_parts([RIGHTS[0], ["IP01", "一种示例方法", "发明专利", "", "ZL202210690936.6", "自主研发"]])
    assert blanks(facts) == ["知识产权汇总表 IP01 授权日期"]


def test_day_that_does_not_exist_is_kept_as_printed():
    rows = replaced(RIGHTS, r1c3="2025-02-30")
    assert read_parts(rows)["ip[IP01].granted_on"] == "2025-02-30"


def test_counts_one_below_the_other():
    facts = read_parts([["发明专利（件）", "2"], ["其中:国防专利", "0"], ["软件著作权", "5件"]])
    assert below(facts, "ip_counts") == {"invention": 2, "defence": 0, "software": 5}


# ---- staff


def test_staff_table_running_down():
    facts = read_parts(
        "三、人力资源情况表",
        [
            ["", "企业职工", "科技人员"],
            ["总数（人）", "52人", "19人"],
            ["留学归国人员", "", ""],
            ["国家级人才计划人员", "1", "1"],
            ["学历", "博士", "2"],
            ["^", "硕士", "3"],
            ["年龄", "30岁及以下", "20"],
            ["^", "51岁及以上", ""],
        ],
    )
    staff = below(facts, "staff")
    assert (staff["total_all"], staff["talent_tech"], staff["doctor"], staff["master"]) == (52, 1, 2, 3)
    assert staff["age_30"] == 20
    assert blanks(facts)[:2] == [
        "人力资源情况表 留学归国人员 企业职工",
        "人力资源情况表 留学归国人员 科技人员",
    ]


def test_staff_with_a_column_for_each_kind_and_numbers_beside_their_labels():
    rows = [
        ["项目", "总数", "在职人员", "兼职人员", "临时聘用人员"],
        ["企业职工（人）", "43", "41", "", "2"],
        ["科技人员（人）", "9", "9", "0", "0"],
        ["学历结构", "博士 0", "硕士：2人", "本科 15", "大专及以下 26"],
        ["职称结构", "高级职称 1", "中级职称 4", "初级职称 6", "高级技工 0"],
        ["年龄结构", "30岁以下 12", "31-40岁 20", "41-50岁 8", "51岁以上 3"],
    ]
    facts = read_parts("三、人力资源情况表", rows)
    staff = below(facts, "staff")
    assert (staff["total_all"], staff["total_tech"]) == (43, 9)
    assert (staff["on_job_tech"], staff["temporary_all"]) == (9, 2)
    assert [staff[k] for k in ("doctor", "master", "bachelor", "college")] == [0, 2, 15, 26]
    assert [staff[k] for k in ("senior", "junior", "age_40", "age_50")] == [1, 6, 20, 8]
    assert blanks(facts) == ["人力资源情况表 兼职人员 企业职工"]


def test_staff_without_head_is_read_in_the_forms_order_only_when_whole():
    rows = [["总数（人）", "52", "19"], ["兼职人员", "2", "<"], ["外籍人员", "1", "x"]]
    staff = below(read_parts("三、人力资源情况表", rows), "staff")
    assert staff == {"total_all": 52, "total_tech": 19}


def test_blank_in_the_lower_half():
    assert blanks(read_parts(replaced(STAFF, r13c6=""))) == ["人力资源情况表 高级技工"]


# ---- activities


def test_number_inside_one_table_of_all_activities():
    rows = [["研发活动编号", "RD01", "<", "<", "<", "<", "<"], *activity(1)]
    rows += [["研发活动编号：RD02", "<", "<", "<", "<", "<", "<"], *activity(2)]
    facts = read_parts("四、企业研究开发活动情况表", rows)
    assert facts["rd[RD01].purpose"] == "目的1。"
    assert facts["rd[RD02].spent_2"] == Decimal(205000)


def test_lost_number_between_two_others():
    facts = read_parts(
        "研发活动编号:RD01", activity(1), "研发活动编号", activity(2), "研发活动编号:RD03", activity(3)
    )
    assert facts["rd[RD02].name"] == "示例技术2的研发"
    facts = read_parts(
        "研发活动编号:RD01", activity(1), "研发活动编号", activity(2), "研发活动编号:RD04", activity(3)
    )
    assert sorted({path[:8] for path in facts}) == ["rd[RD01]", "rd[RD04]"]


@pytest.mark.parametrize("printed", ["无", "0", "-"])
def test_activity_without_rights(printed: str):
    facts = read_parts("研发活动编号：RD01", replaced(activity(1), r2c5=printed))
    assert facts["rd[RD01].ip"] == ()


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2023.01.06-2024.12.20", date(2023, 1, 6), date(2024, 12, 20)),
        ("2023年1月6日至2024年12月20日", date(2023, 1, 6), date(2024, 12, 20)),
        ("2023-01-06 ~ 2024-02-30", date(2023, 1, 6), "2024-02-30"),
        ("24个月", None, None),
    ],
)
def test_period(printed: str, first: object, last: object):
    facts = read_parts("研发活动编号：RD01", replaced(activity(1), r0c5=printed))
    assert (facts.get("rd[RD01].started_on"), facts.get("rd[RD01].ended_on")) == (first, last)


@pytest.mark.parametrize(
    "years",
    [
        ("第一年", "第二年", "第三年"),
        ("其中（2023）", "其中（2024）", "其中（2025）"),
        ("2023", "2024", "2025"),
    ],
)
def test_spending_by_year(years: tuple[str, str, str]):
    facts = read_parts("研发活动编号：RD01", activity(1, years))
    assert [facts[f"rd[RD01].spent_{n}"] for n in (1, 2, 3)] == [100000, 105000, 0]


def test_spending_with_the_latest_year_first():
    facts = read_parts("研发活动编号：RD01", activity(1, ("2025年", "2024年", "2023年")))
    assert facts["rd[RD01].spent_3"] == Decimal(100000)


def test_spending_beside_years_that_stand_in_two_columns():
    rows = [
        ["研发活动名称", "示例", "起止时间", "2023-01-06至2024-12-20"],
        ["研发经费总预算（万元）", "280", "近三年总支出（万元）", "256.31"],
        ["其中：第一年", "120.11", "第二年", "136.20"],
        ["第三年", "0", "", ""],
    ]
    facts = read_parts("研发活动编号：RD01", rows)
    assert [facts[f"rd[RD01].spent_{n}"] for n in (1, 2, 3)] == [Decimal("1201100"), Decimal("1362000"), 0]


@pytest.mark.parametrize(
    "label",
    [
        "近一年内是否发生过重大安全、重大质量事故或严重环境违法行为",
        "申请前一年内是否发生重大安全事故、重大质量事故或严重环境违法行为",
    ],
)
def test_other_words_for_the_declaration_on_incidents(label: str):
    assert read_parts([["职工总数", "126"], [label, "□是 ☑否"]])["incident"] is False


def test_other_words_in_the_register():
    facts = read_parts(
        "企业注册登记表",
        [
            ["企业名称", "某某股份有限公司", "注册时间", "2011-06-23"],
            ["企业法定代表人 姓名", "周某", "手机", "138****5678"],
            ["主要产品（服务）所属技术领域", "先进制造与自动化", "所属行业", "轴承制造"],
        ],
    )
    assert facts["legal_representative"] == "周某"
    assert facts["field"] == "先进制造与自动化"


def test_two_years_of_a_young_firm():
    rows = [
        ["研发活动名称", "示例", "<", "起止时间", "2024-03-01至2025-12-31", "<", "<"],
        ["研发经费总预算（元）", "1520000", "近三年总支出（万元）", "11", "其中", "2024年", "5.00"],
        ["^", "^", "^", "^", "^", "2025年", "6.00"],
    ]
    facts = read_parts("申请日期：2026年8月19日", "研发活动编号：RD01", rows)
    assert facts["rd[RD01].budget"] == Decimal(1520000)
    assert (facts["rd[RD01].spent_2"], facts["rd[RD01].spent_3"]) == (Decimal(50000), Decimal(60000))
    assert "rd[RD01].spent_1" not in facts


def test_activities_as_a_list():
    head = ["研发活动编号", "研发活动名称", "开始时间", "结束时间", "一级领域", "二级领域", "三级领域"]
    rows = [
        [*head, "技术来源", "研发经费总预算（万元）", "研发经费近三年总支出（万元）"],
        [
            "RD01",
            "示例一",
            "2023-01-06",
            "2024-12-20",
            "电子信息",
            "软件",
            "基础软件",
            "企业自有技术",
            "10",
            "9",
        ],
        ["RD02", "示例二", "2023-02-06", "", "电子信息", "软件", "基础软件", "企业自有技术", "20", "19"],
    ]
    facts = read_parts("四、企业研究开发活动情况表", rows)
    assert facts["rd[RD01].field"] == "电子信息/软件/基础软件"
    assert facts["rd[RD02].budget"] == Decimal(200000)
    assert facts["rd[RD02].started_on"] == date(2023, 2, 6)
    assert blanks(facts) == ["RD02 结束时间"]


@pytest.mark.parametrize("keys", [("RD1", "RD2"), ("1", "2")])
def test_activities_as_a_list_with_the_years_below_a_common_head(keys: tuple[str, str]):
    rows = [
        ["序号", "研发活动名称", "开始时间", "结束时间", "近三年总支出（万元）", "其中", "<", "<"],
        ["^", "^", "^", "^", "^", "2023年", "2024年", "2025年"],
        [keys[0], "示例一", "2023-01-06", "2024-12-20", "9", "4", "5", "0.00"],
        [keys[1], "示例二", "2025-02-06", "2025-12-20", "3.5", "0.00", "0.00", "3.5"],
    ]
    facts = read_parts("四、企业研究开发活动情况表", rows)
    assert facts["rd[RD01].name"] == "示例一"
    assert [facts[f"rd[RD01].spent_{n}"] for n in (1, 2, 3)] == [40000, 50000, 0]
    assert facts["rd[RD02].spent_3"] == facts["rd[RD02].spent"] == 35000
    assert facts["rd[RD02].started_on"] == date(2025, 2, 6)


def test_activity_blanks():
    facts = read_parts("研发活动编号：RD03", replaced(activity(1), r3c1="", r7c1="", r4c6=""))
    assert blanks(facts) == [
        "RD03 研发经费总预算",
        "RD03 核心技术及创新点",
        "RD03 研发经费近三年总支出 第二年",
    ]


def test_unused_block_without_number_is_no_record():
    facts = read_parts("研发活动编号：RD01", activity(1), "研发活动编号：RD…", replaced(activity(2), r0c1=""))
    assert {path[:8] for path in facts} == {"rd[RD01]"}


# ---- costs


def test_blocks_side_by_side():
    facts = read_parts(
        "五、企业年度研究开发费用结构明细表",
        "2023 年度   单位：万元",
        costs("RD01", "RD02"),
        costs("RD03", "合计", base=0.5),
        "2024 年度   单位：万元",
        costs("RD01", "RD02"),
        "2024 年度   单位：万元",
        costs("RD03", "合计", base=0.5),
    )
    for year in (2023, 2024):
        assert facts[f"rd_costs[{year}][RD02].internal"] == Decimal(10200)
        assert facts[f"rd_costs[{year}][RD03].internal"] == Decimal(15100)
        assert facts[f"rd_costs[{year}][total].internal"] == Decimal(15200)


def test_last_block_holds_the_total_alone():
    facts = read_parts("2023年度 单位：万元", costs("RD01", "RD02"), costs("合计", base=1))
    assert facts["rd_costs[2023][total].subtotal"] == Decimal(120100)


def test_table_without_a_year_is_not_guessed():
    facts = read_parts(
        "2023年度 单位：万元", costs("RD01", "合计"), "企业填报人签字：", costs("RD01", "合计")
    )
    assert {path[:14] for path in facts} == {"rd_costs[2023]"}


def test_year_and_unit_in_the_table():
    rows = [["2024年度  单位：元", "<", "<"], *costs("RD01", "合计")]
    assert read_parts(rows)["rd_costs[2024][RD01].internal"] == Decimal("1.01")


def test_cost_table_turned_round():
    rows = costs("RD01", "RD02", "合计")
    facts = read_parts("2024年度 单位：万元", [list(row) for row in zip(*rows, strict=True)])
    assert facts["rd_costs[2024][RD02].other"] == Decimal(80200)
    assert facts["rd_costs[2024][total].subtotal"] == Decimal(110300)


def test_names_of_activities_in_the_head():
    facts = read_parts("2024年度 单位：万元", costs("RD01 示例一", "RD02 示例二", "合计"))
    assert facts["rd_costs[2024][RD02].other"] == Decimal(80200)


def test_older_item_labels_and_ordinal_years():
    rows = costs("RD01", "合计")
    for row, label in {1: "内部研究开发投入额", 2: "其中：人员人工", 4: "折旧费用与长期费用摊销"}.items():
        rows[row][0] = label
    rows[11][0] = "合计"
    facts = read_parts("申请日期：2026-07-21", "第一年度 单位：万元", rows)
    assert facts["rd_costs[2023][RD01].depreciation"] == Decimal(40100)
    assert facts["rd_costs[2023][total].subtotal"] == Decimal(110200)


def test_cost_blanks_are_named_with_year_and_activity():
    rows = costs("RD01", "RD02", "合计")
    rows[6][2] = ""
    facts = read_parts("2024年度 单位：万元", rows)
    assert blanks(facts) == ["2024年度研发费用结构明细表 RD02 设计费用"]
    assert "rd_costs[2024][RD02].design" not in facts


def test_date_beside_the_signature_is_no_year():
    facts = read_parts(
        "2023年度", costs("RD01"), "企业填报人（签字）： 日期：2026年7月21日", "2024年度", costs("RD01")
    )
    assert {path[:14] for path in facts} == {"rd_costs[2023]", "rd_costs[2024]"}


# ---- products, innovation, standards


def test_product_in_yuan_with_number_inside():
    rows = [
        ["编号", "PS01", "<", "<"],
        *replaced(product(1), r2c2="上年度销售收入（元）", r2c3="16,167,200.00"),
    ]
    facts = read_parts("六、上年度高新技术产品（服务）情况表", rows)
    assert facts["products[PS01].income"] == Decimal(16167200)


def test_field_broken_by_lines_only():
    assert read_parts("编号：PS01", replaced(product(1), r1c1="电子信息软件基础软件"))[
        "products[PS01].field"
    ] == ("电子信息/软件/基础软件")


def test_levels_of_a_field_side_by_side():
    rows = replaced(product(1), r1c1="电子信息", r1c2="软件", r1c3="基础软件")
    assert read_parts("编号：PS01", rows)["products[PS01].field"] == "电子信息/软件/基础软件"


def test_field_that_is_not_of_the_list_stays_as_printed():
    facts = read_parts("编号：PS01", replaced(product(1), r1c1="高新技术改造传统产业-其他"))
    assert facts["products[PS01].field"] == "高新技术改造传统产业-其他"


def test_innovation_with_labels_above_the_texts():
    rows = [[cell] for row in INNOVATION for cell in row]
    assert tuple(below(read_parts("七、企业创新能力", rows), "innovation").values()) == (
        "作用。",
        "转化。",
        "组织。",
        "人员。",
    )


def test_innovation_as_paragraphs():
    texts = [
        f"{n}、{label}" if i == 0 else f"{label}第二句。"
        for n, row in enumerate(INNOVATION, 1)
        for i, label in enumerate(row)
    ]
    facts = read_parts("七、企业创新能力", *texts, "八、企业参与国家标准或行业标准制定情况汇总表", STANDARDS)
    assert facts["innovation.ip_effect"] == "作用。第二句。"
    assert facts["innovation.staff_management"] == "人员。第二句。"


def test_standards_in_words_and_empty_rows():
    rows = [
        STANDARDS[0],
        ["1", "示例规范", "行业标准", "JB/T 1-2024", "参与"],
        ["2", "无", "", "", ""],
        ["", "", "", "", ""],
    ]
    facts = read_parts("八、标准", rows)
    assert below(facts, "standards[1]")["level"] == "行业"
    assert "standards[2].name" not in facts
    assert blanks(facts) == []
