"""Letters of commitment, papers of intermediaries, proofs of standards."""

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.sections import values_of as read
from tests.dossier.pages import line, page, table


def test_a_letter_names_its_firm_in_the_text_and_where_it_signs():
    found = read(
        "commitment_letter",
        page(
            line("企 业 承 诺 书", x=233, top=97, em=20),
            line("我公司（企业名称：乙软件有限公司，统一社会信用代码：", x=104, top=177),
            line("91330108MA75H9D20Q）郑重承诺如下：", x=80, top=202),
            line("承诺单位（公章）：甲软件有限公司", x=230, top=578),
            line("2026年7月20日", x=380, top=608),
        ),
    )
    assert found["firm_names[企业承诺书].name"] == "乙软件有限公司"
    assert found["firm_names[企业承诺书落款].name"] == "甲软件有限公司"
    assert found["credit_codes[企业承诺书].code"] == "91330108MA75H9D20Q"
    assert found["commitment.dated_on"] == date(2026, 7, 20)
    assert found["commitment.sealed"] is False


def test_the_papers_of_an_intermediary():
    licence = page(
        line("名称 甲会计师事务所（普通合伙）", x=70, top=216),
        line("成立日期 2009年10月05日", x=446, top=216),
        line("经营范围 审查企业会计报表", x=70, top=297),
        line("统一社会信用代码 9133010859048370XP", x=70, top=128),
    )
    practice = page(
        line("会计师事务所执业证书", x=251, top=90, em=18, page=2),
        line("执业证书编号：", x=150, top=307, page=2),
        line("33010193", x=340, top=307, page=2),
        number=2,
    )
    counts = page(
        line("全年月平均职工人数31.50人，其中注册会计师12人，占38.10%。", x=75, top=153, page=3),
        line("甲会计师事务所成立三年以上，近三年内无不良记录；特此声明。", x=76, top=344, page=3),
        number=3,
    )
    assert read("agency_evidence", licence, practice, counts) == {
        "agency.name": "甲会计师事务所(普通合伙)",
        "agency.uscc": "9133010859048370XP",
        "agency.established_on": date(2009, 10, 5),
        "agency.licence_number": "33010193",
        "agency.staff_average": Decimal("31.50"),
        "agency.cpa_count": 12,
        "agency.cpa_ratio": Decimal("0.381"),
        "agency.statement": True,
    }


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (("我单位甲软件有限公司郑重承诺。", "企业（盖章）：甲软件有限公司"), True),
        (("本公司承诺所提交材料真实。", "甲软件有限公司（盖章）"), True),
        (("申报单位：甲软件有限公司", "申报单位（公章）"), True),
        (("特此承诺。", "甲软件有限公司"), False),
        (("本公司承诺所提交材料真实。", "（盖章）甲软件有限公司"), True),
        (("甲软件有限公司郑重承诺：材料真实。", "法定代表人签字：", "（单位公章）"), True),
        (("我单位甲软件有限公司（统一社会信用代码：", "91）郑重承诺：", "（单位公章）"), True),
    ],
)
def test_the_ways_in_which_letters_are_signed(texts, asked):
    lines = [line(text, top=150 + 60 * i) for i, text in enumerate(texts)]
    found = read("commitment_letter", page(*lines, line("二〇二六年七月一日", x=300, top=400)))
    assert found["firm_names[企业承诺书].name"] == "甲软件有限公司"
    assert found["commitment.dated_on"] == date(2026, 7, 1)
    assert ("commitment.sealed" in found) is asked


def test_counts_in_a_sentence_that_wraps_and_what_the_rules_demand_is_no_count():
    demand = line("注册会计师占职工全年月平均人数的比例不低于30%，月平均在职职工在20人以上。", top=100)
    assert read("agency_evidence", page(demand)) == {}
    found = read(
        "agency_evidence",
        page(
            demand,
            line("我所2025年全年月平均在职职工人数为31.5人，其中注册会", top=130),
            line("计师12名，占职工全年月平均人数的38.10%。", top=150),
            line("近三年没有受到行政处罚，特此声明。", top=170),
        ),
    )
    assert found == {
        "agency.staff_average": Decimal("31.5"),
        "agency.cpa_count": 12,
        "agency.cpa_ratio": Decimal("0.381"),
        "agency.statement": True,
    }


def test_counts_in_a_table_of_a_tax_agent():
    rows = [
        ["机构名称", "甲税务师事务所有限责任公司", "成立时间", "2009年10月5日"],
        ["全年月平均职工人数", "31.5", "税务师人数", "12人"],
        ["占比", "38.10%", "备注", ""],
    ]
    assert read("agency_evidence", page(table(rows))) == {
        "agency.name": "甲税务师事务所有限责任公司",
        "agency.established_on": date(2009, 10, 5),
        "agency.staff_average": Decimal("31.5"),
        "agency.cpa_count": 12,
        "agency.cpa_ratio": Decimal("0.381"),
    }


def test_counts_made_of_months_and_a_list_of_accountants():
    months = [["月份", *map(str, range(1, 13))], ["月初人数", *["30"] * 12], ["月末人数", *["32"] * 12]]
    people = [
        ["序号", "注册会计师姓名", "证书编号", "序号", "注册会计师姓名", "证书编号"],
        ["1", "张三", "330101930005", "3", "王五", "330101930006"],
        ["2", "李四", "330101930007", "", "", ""],
    ]
    found = read("agency_evidence", page(table(months, top=130), table(people, top=250)))
    assert found == {"agency.staff_average": Decimal(31), "agency.cpa_count": 3}


def test_a_standard_with_its_foreword():
    cover = page(
        line("中华人民共和国国家标准", x=150, top=100, em=22),
        line("GB/T 12345.6—2020", x=400, top=140),
        line("代替 GB/T 12345.6—2010", x=400, top=160),
        line("工业控制系统", x=150, top=300, em=26),
        line("安全要求", x=200, top=335, em=26),
        line("2020-06-02发布", x=72, top=700),
        line("2021-01-01实施", x=400, top=700),
    )
    foreword = page(
        line("本文件按照GB/T 1.1—2020的规定起草。", top=80, page=2),
        line("本文件起草单位：甲研究院、乙科技有限公司、丙检测中心有限", top=100, page=2),
        line("公司。", top=120, page=2),
        number=2,
    )
    assert read("standard_evidence", cover, foreword) == {
        "standards[1].number": "GB/T12345.6-2020",
        "standards[1].level": "国家",
        "standards[1].name": "工业控制系统 安全要求",
        "standards[1].published_on": date(2020, 6, 2),
        "standards[1].effective_on": date(2021, 1, 1),
        "standards[1].drafters": ("甲研究院", "乙科技有限公司", "丙检测中心有限公司"),
    }


def test_a_letter_that_proves_part_in_a_standard():
    found = read(
        "standard_evidence",
        page(
            line("兹证明甲科技有限公司参与了《智能阀门技术规范》", top=100),
            line("（T/CAS 123—2021）的制定工作。", top=120),
        ),
    )
    assert found == {
        "standards[1].name": "智能阀门技术规范",
        "standards[1].number": "T/CAS123-2021",
        "standards[1].level": "团体",
    }
