"""Lists of staff: columns in any set and order, two lists in one paper, numbers in words, scans."""

from __future__ import annotations

from datetime import date

import pytest

from prereview.documents.model import Cell, Table
from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, paragraph, table

HEAD = ["序号", "姓名", "性别", "学历", "职称", "部门", "岗位", "入职日期", "上年在职天数"]
FIRST = ["1", "廖某宁", "女", "博士", "高级工程师", "测试部", "研发总监", "2021-10-03", "365"]
SECOND = ["2", "曾某", "男", "大专", "无", "研发中心", "测试工程师", "2025-03-17", "290"]


def staff(*blocks):
    return values_of("personnel_list", page(*blocks))


def test_a_list_of_technical_staff():
    values = staff(line("科技人员名单", em=18.0), table([HEAD, FIRST, SECOND]))
    assert {k: v for k, v in values.items() if "[1]" in k} == {
        "personnel[1].name": "廖某宁",
        "personnel[1].degree": "博士",
        "personnel[1].title": "高级工程师",
        "personnel[1].department": "测试部",
        "personnel[1].post": "研发总监",
        "personnel[1].hired_on": date(2021, 10, 3),
        "personnel[1].days": 365,
        "personnel[1].tech": True,
    }
    assert "personnel[2].title" not in values
    assert values["personnel[2].days"] == 290


@pytest.mark.parametrize(
    "head",
    [
        "累计工作天数",
        "本年度实际工作天数",
        "年度累计在岗天数",
        "上年度出勤天数",
        "全年累计实际工作时间(天)",
        "全年研发天数",
    ],
)
def test_names_of_the_column_of_days(head: str):
    values = staff(line("科技人员名单", em=18.0), table([[*HEAD[:-1], head], FIRST]))
    assert values["personnel[1].days"] == 365


def test_columns_in_another_order_with_identity_numbers():
    rows = [
        [
            "员工姓名",
            "身份证号码",
            "职务",
            "工作岗位",
            "所属部门",
            "文化程度",
            "联系电话",
            "入司时间",
            "是否科技人员",
        ],
        [
            "曾某",
            "330102199001011234",
            "主管",
            "算法",
            "研发部",
            "硕士",
            "13900000000",
            "2019年6月10日",
            "是",
        ],
        ["郑某", "330102199001011235", "会计", "核算", "财务部", "本科", "13900000001", "2018.4.17", "否"],
    ]
    values = staff(line("员工花名册", em=18.0), table(rows))
    assert values["personnel[1].post"] == "算法"
    assert values["personnel[1].tech"] is True
    assert values["personnel[2].tech"] is False
    assert values["personnel[2].hired_on"] == date(2018, 4, 17)
    assert not any("3301" in str(v) or "1390" in str(v) for v in values.values())


@pytest.mark.parametrize(
    ("marks", "flags"),
    [
        (["√", ""], [True, False]),
        (["是", ""], [True, None]),
        (["☑", "□"], [True, False]),
        (["Y", "N"], [True, False]),
    ],
)
def test_marks_in_a_column(marks, flags):
    rows = [["姓名", "部门", "科技人员"], ["曾某", "研发部", marks[0]], ["郑某", "财务部", marks[1]]]
    values = staff(table(rows))
    assert [values.get(f"personnel[{n}].tech") for n in (1, 2)] == flags


def test_classes_of_people():
    rows = [["姓名", "部门", "人员类别"], ["曾某", "研发部", "科技人员"], ["郑某", "财务部", "管理人员"]]
    values = staff(line("职工花名册"), table(rows))
    assert [values[f"personnel[{n}].tech"] for n in (1, 2)] == [True, False]


def test_all_staff_and_technical_staff_in_one_paper():
    everybody = [
        ["序号", "姓名", "部门"],
        ["1", "郑某", "财务部"],
        ["2", "曾某", "研发部"],
        ["3", "曾某", "销售部"],
    ]
    technical = [
        ["序号", "姓名", "岗位", "在职天数"],
        ["1", "曾某", "算法", "200"],
        ["2", "外聘某", "顾问", "190"],
    ]
    values = staff(
        line("附件一：职工花名册", top=80),
        table(everybody, top=100),
        line("附件二：科技人员名单", top=300),
        table(technical, top=320),
    )
    assert [values[f"personnel[{n}].name"] for n in range(1, 5)] == ["郑某", "曾某", "曾某", "外聘某"]
    assert [values[f"personnel[{n}].tech"] for n in range(1, 5)] == [False, True, False, True]
    assert values["personnel[2].department"] == "研发部"
    assert values["personnel[2].days"] == 200
    assert "personnel[5].name" not in values


def test_a_head_on_every_page_and_a_title_inside_the_table():
    title = ["2025年度科技人员名册", *["<"] * (len(HEAD) - 1)]
    first = page(table([title, HEAD, FIRST], page=1), number=1)
    second = page(table([HEAD, SECOND], page=2, width=430.0), number=2)
    values = values_of("personnel_list", first, second)
    assert values["personnel[2].name"] == "曾某"
    assert values["personnel[2].tech"] is True


def test_a_page_without_a_head_goes_on_with_the_list():
    first = page(line("科技人员名单"), table([HEAD, FIRST], page=1), number=1)
    second = page(table([SECOND], page=2, width=400.0), number=2)
    assert values_of("personnel_list", first, second)["personnel[2].name"] == "曾某"


def test_a_repeated_head_without_the_title_goes_on_with_the_list():
    third = ["3", "梁某", "男", "本科", "工程师", "研发中心", "工程师", "2020-01-02", "300"]
    first = page(line("科技人员名单", em=18.0), table([HEAD, FIRST, SECOND]))
    second = page(
        line("合肥示例材料有限公司", top=30, page=2), table([HEAD, third], page=2, top=60), number=2
    )
    values = values_of("personnel_list", first, second)
    assert values["personnel[3].name"] == "梁某"
    assert values["personnel[3].tech"] is True


@pytest.mark.parametrize("began", ["20120701", "2012"])
def test_the_day_somebody_began_to_work_is_no_number_of_days(began: str):
    values = staff(line("科技人员名单", em=18.0), table([[*HEAD[:-1], "工作时间"], [*FIRST[:-1], began]]))
    assert "personnel[1].days" not in values


def test_people_side_by_side():
    rows = [
        ["序号", "姓名", "岗位", "序号", "姓名", "岗位"],
        ["1", "甲某", "研发", "3", "丙某", "测试"],
        ["2", "乙某", "研发", "", "", ""],
    ]
    values = staff(line("科技人员名单"), table(rows))
    assert [values[f"personnel[{n}].name"] for n in (1, 2, 3)] == ["甲某", "乙某", "丙某"]


def test_months_alone_give_no_day_of_hiring():
    rows = [["姓名", "部门", "入职时间"], ["甲某", "研发部", "2021年3月"]]
    assert "personnel[1].hired_on" not in staff(table(rows))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "公司2025年度职工总数（全年月平均）68人，其中兼职人员0人；科技人员24人，占职工总数的35.29%。",
            (68, 24),
        ),
        ("职工总数52人，其中科技人员18人", (52, 18)),
        ("截至2025年12月31日，公司现有职工126名，科技人员总数为30名。", (126, 30)),
        ("企业职工总人数为1,203人，科技活动人员共计142人，其中兼职科技人员2人", (1203, 142)),
        ("2025年公司月平均职工总数262人；科技人员月平均48人，其中在职47人、兼职1人", (262, 48)),
        ("在职科技人员20人，兼职科技人员4人，女职工12人", (None, None)),
        ("职工总数为67.5人，科技人员占10%以上", (None, None)),
    ],
)
def test_numbers_in_words(text, counts):
    values = staff(paragraph("职工和科技人员情况说明"), paragraph(text))
    assert (values.get("personnel_counts.all"), values.get("personnel_counts.tech")) == counts


def test_numbers_broken_over_lines_and_the_make_up_of_the_staff():
    values = staff(
        line("公司2025年度职工总数68人，均为在职人员，其中兼职人员0人、临时聘用人员0人；科技人员", top=100),
        line("24人。", top=120),
        line("学历结构：博士1人、硕士5人、本科25人、大专及以下37人；职称结构：高级3人、中级8人、", top=140),
        line(
            "初级6人、高级技工2人；年龄结构：30岁及以下25人、31至40岁25人、41至50岁12人、51岁及以上6人。",
            top=160,
        ),
    )
    assert values["personnel_counts.tech"] == 24
    names = ("doctor", "master", "bachelor", "college", "senior", "technician", "age_30", "age_51")
    assert [values[f"personnel_counts.{n}"] for n in names] == [1, 5, 25, 37, 3, 2, 25, 6]


def test_numbers_in_a_table():
    values = staff(table([["职工总数（人）", "68", "科技人员数（人）", "24"]]))
    assert (values["personnel_counts.all"], values["personnel_counts.tech"]) == (68, 24)


def test_numbers_in_the_row_of_averages():
    rows = [
        ["月份", "月初人数", "月末人数", "月平均", "其中科技人员"],
        ["1月", "45", "47", "46", "19"],
        ["全年月平均", "", "", "46", "19"],
    ]
    values = staff(paragraph("2025年职工和科技人员情况说明"), table(rows))
    assert (values["personnel_counts.all"], values["personnel_counts.tech"]) == (46, 19)


def test_what_is_said_of_the_technical_staff_is_not_said_of_all():
    values = staff(paragraph("职工总数262人，其中兼职2人；科技人员月平均48人，其中兼职1人。"))
    assert values["personnel_counts.part_time"] == 2


def test_the_table_of_months():
    months = [f"{m}月" for m in range(1, 13)]
    counts = [str(60 + m) for m in range(1, 13)]
    values = staff(
        line("2025年度职工和科技人员情况说明"),
        table([["月份", *months], ["职工月初", *counts], ["职工月末", *counts], ["科技月末", *counts]]),
    )
    assert values["staff_months[2025-01].opening_all"] == 61
    assert values["staff_months[2025-12].closing_tech"] == 72
    assert "staff_months[2025-12].opening_tech" not in values


def scanned(rows):
    plain = table(rows)
    cells = tuple(
        Cell(c.row, c.column, 1, 1, c.text, c.lines, c.page, c.box, None, "ocr", 0.9) for c in plain.cells
    )
    return Table(plain.row_count, plain.column_count, cells, plain.edges, 1, plain.box)


def test_a_scan_with_misread_words_and_a_lost_row():
    head = ["序号", "姓名", "学历", "职称", "部门", "岗位", "入职日期", "上年在职天数"]
    rows = [
        ["1", "甲某", "硕土", "工程帅", "研发中心", "结构工程师", "2018·08-02", "365"],
        ["2", "乙某", "本科", "工程师", "研发中心", "结构工程树", "2019.09.24", "865"],
        ["5", "丙某", "本科", "九", "研发中", "工艺工程师", "2020-01-01", "365"],
        ["6", "丁某", "大专", "助理工程师", "研发中心", "结构工程师", "2020-01-01", "365"],
    ]
    values = staff(line("科技人员名单"), scanned([head, *rows]))
    assert values["personnel[1].degree"] == "硕士"
    assert values["personnel[1].title"] == "工程师"
    assert values["personnel[1].hired_on"] == date(2018, 8, 2)
    assert values["personnel[2].post"] == "结构工程师"
    assert "personnel[2].days" not in values
    assert values["personnel[5].name"] == "丙某"
    assert values["personnel[5].department"] == "研发中心"
    assert "personnel[5].title" not in values


def test_months_belong_to_the_accounting_year_named_nearest():
    months = ["月份", *[f"{m}月" for m in range(1, 13)]]
    rows = [months, ["职工月初", *["61"] * 12], ["职工月末", *["62"] * 12]]
    values = staff(
        line("公司成立于2016年5月，2024年度各月人数如下：", top=60),
        table(rows, top=100),
        line("2025年度职工月平均人数", top=300),
        table(rows, top=330),
    )
    assert {path[13:17] for path in values if path.startswith("staff_months")} == {"2024", "2025"}


def test_departments_as_rows_across_the_list():
    head = ["序号", "姓名", "学历", "岗位"]
    rows = [
        ["研发部", "<", "<", "<"],
        ["1", "甲某", "本科", "算法"],
        ["生产部", "<", "<", "<"],
        ["2", "乙某", "大专", "操作"],
    ]
    values = staff(line("职工名单"), table([head, *rows]))
    assert [values[f"personnel[{n}].name"] for n in (1, 2)] == ["甲某", "乙某"]
    assert [values[f"personnel[{n}].department"] for n in (1, 2)] == ["研发部", "生产部"]
    assert "personnel[3].name" not in values
