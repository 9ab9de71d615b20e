"""The application form as the official print has it, and as a whole in other prints."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.form_pages import (
    COST_NAMES,
    COUNTS,
    COVER,
    INNOVATION,
    MAIN,
    RIGHTS,
    STANDARDS,
    Rows,
    activity,
    below,
    blanks,
    blocks_of,
    costs,
    read,
    read_parts,
    whole_form,
)
from tests.dossier.pages import table


@pytest.fixture(scope="module")
def facts():
    return read_parts(*whole_form())


def test_nothing_is_blank(facts):
    assert blanks(facts) == []


def test_register_and_cover(facts):
    assert facts["firm_name"] == "苏州示例科技有限公司"
    assert facts["registered_on"] == date(2016, 4, 28)
    assert facts["registration_type"] == "有限责任公司"
    assert facts["registered_capital"] == Decimal(40_000_000)
    assert facts["industry"] == "C3849 其他电池制造"
    assert facts["uscc"] == "91320500MA1EXAMP0X"
    assert facts["region"] == "江苏省苏州市吴中区"
    assert facts["tax_collection"] == "查账征收"
    assert facts["address"] == "江苏省苏州市吴中区示例路1号"
    assert facts["legal_representative"] == "龚文彬"
    assert facts["field"] == "电子信息/软件/基础软件"
    assert facts["field_code"] == "10101"
    assert facts["applied_on"] == date(2026, 7, 21)


def test_main_table(facts):
    counts = ("ip_class1", "ip_class2", "staff_total", "staff_tech", "incident")
    assert [facts[name] for name in counts] == [3, 8, 168, 38, False]
    money = ("rd_total", "rd_domestic", "rd_basic", "gross_income", "ht_income")
    assert [facts[name] for name in money] == [22000100, 21000100, 0, 121000000, 90000000]
    assert below(facts, "years[2023]") == {"net_assets": 59977500, "sales": 98000000, "profit": 15678200}
    assert below(facts, "years[2024]")["profit"] == Decimal(-123400)
    assert below(facts, "years[2025]")["profit"] == 0


def test_rights(facts):
    assert below(facts, "ip_counts") == {
        **dict.fromkeys(("invention", "utility", "software"), 1),
        **dict.fromkeys(("defence", "plant", "crop", "drug", "tcm", "layout", "design"), 0),
    }
    assert below(facts, "ip[IP02]") == {
        "name": "一种示例装置",
        "kind": "实用新型专利",
        "granted_on": date(2023, 1, 31),
        "number": "ZL202221955478.6",
        "acquisition": "受让",
    }
    assert facts["ip[IP03].number"] == "2022SR1653698"


def test_staff(facts):
    staff = below(facts, "staff")
    assert (staff["total_all"], staff["total_tech"]) == (168, 38)
    assert (staff["part_time_all"], staff["part_time_tech"]) == (8, 2)
    assert [staff[k] for k in ("doctor", "master", "bachelor", "college")] == [1, 7, 63, 97]
    assert [staff[k] for k in ("senior", "middle", "junior", "technician")] == [4, 25, 30, 5]
    assert [staff[k] for k in ("age_30", "age_40", "age_50", "age_51")] == [60, 58, 40, 10]
    assert len(staff) == 26


def test_activities(facts):
    assert below(facts, "rd[RD02]") == {
        "name": "示例技术2的研发",
        "started_on": date(2023, 1, 6),
        "ended_on": date(2024, 12, 20),
        "field": "电子信息/软件/基础软件",
        "source": "企业自有技术",
        "ip": ("IP01", "IP03"),
        "budget": Decimal(1520000),
        "spent": Decimal(600000),
        "spent_1": Decimal(100000),
        "spent_2": Decimal(205000),
        "spent_3": Decimal(0),
        "purpose": "目的2。",
        "core_technology": "核心2。",
        "results": "阶段成果:成果2。",
    }


def test_costs(facts):
    assert len([path for path in facts if path.startswith("rd_costs")]) == 3 * 3 * 11
    assert tuple(below(facts, "rd_costs[2024][RD02]")) == COST_NAMES
    assert facts["rd_costs[2023][RD01].internal"] == Decimal(240100)
    assert facts["rd_costs[2025][total].subtotal"] == Decimal(360300)


def test_products(facts):
    first = below(facts, "products[PS01]")
    assert (first["name"], first["income"], first["main"]) == ("示例产品1", Decimal(16167200), True)
    assert first["ip"] == ("IP01", "IP03")
    assert facts["products[PS02].main"] is False
    assert facts["products[PS02].ip_support"] == "支持2。"


def test_innovation_and_standards(facts):
    assert tuple(below(facts, "innovation").values()) == ("作用。", "转化。", "组织。", "人员。")
    assert below(facts, "standards[1]") == {
        "name": "示例系统技术要求",
        "level": "行业",
        "number": "JB/T 99127-2024",
        "role": "参与",
    }
    assert not below(facts, "standards[2]")


def test_one_word_table_for_the_whole_form_gives_the_same(facts):
    width = 7
    rows: Rows = []
    for part in whole_form():
        for row in [[part]] if isinstance(part, str) else part:
            rows.append([*row, *["<"] * (width - len(row))])
    one = read(table([row for row in rows if row[0] not in COVER], page=None), *blocks_of(*COVER))
    assert one == facts


def test_no_table_title_at_all_gives_the_same(facts):
    kept = [p for p in whole_form() if not isinstance(p, str) or "：" in p or "年度" in p[:12]]
    assert read_parts(*kept) == facts


def test_blank_form_invents_nothing():
    def emptied(rows: Rows, columns: tuple[int, ...], first: int = 0) -> Rows:
        return [
            [
                "" if r >= first and c in columns and t not in "<^" and "□" not in t else t
                for c, t in enumerate(row)
            ]
            for r, row in enumerate(rows)
        ]

    activity_block = emptied(activity(1, ("第一年", "第二年", "第三年")), (1, 3, 6), 3)
    activity_block[:3] = emptied(activity_block[:3], (1, 5))
    main = [
        *emptied(MAIN[:3], (1,))[:1],
        *emptied(MAIN[1:3], (2, 5)),
        MAIN[3],
        *emptied(MAIN[4:7], (2, 3, 5)),
        *emptied(MAIN[7:9], (2, 5)),
        *emptied(MAIN[9:11], (3,)),
        [*MAIN[11][:3], "□是□否", "<", "<"],
    ]
    facts = read_parts(
        "企业名称：",
        "企业所在地区：    省      市（区、自治州）",
        "申请日期：      年   月   日",
        "一、主要情况",
        main,
        "二、知识产权汇总表",
        emptied(COUNTS, (2, 4)),
        [RIGHTS[0], ["IP…", "", "", "", "", ""], ["", "", "", "", "", ""]],
        "四、企业研究开发活动情况表（近三年执行的活动，按单一活动填报）",
        "研发活动编号：RD…",
        activity_block,
        "五、企业年度研究开发费用结构明细表(按近三年每年分别填报)",
        "    年度        单位：万元",
        emptied(costs("RD01", "RD02", "RD03", "…", "合计"), (1, 2, 3, 4, 5), 1),
        "七、企业创新能力",
        emptied(INNOVATION, (1,)),
        "八、（加分项）企业参与国家标准或行业标准制定情况汇总表",
        [STANDARDS[0], ["", "", "□国家□行业", "", "□主持□参与"]],
    )
    assert not [path for path in facts if not path.startswith("form_blanks")]
    assert blanks(facts) == ["申请日期", "主要情况", "知识产权汇总表", "企业创新能力"]
