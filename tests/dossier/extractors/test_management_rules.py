"""Rules on R&D: titles that are rules, and mentions that are not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, paragraph

ARTICLES = (
    "第一章 总则",
    "第一条 为规范公司研究开发活动的组织与管理，提高项目质量，制定本制度。",
    "第二条 本制度适用于公司各类研究开发项目的立项、实施、变更、验收与归档。",
)


def rules(*texts: str):
    return values_of(
        "management_rules", page(*(paragraph(t, n) for n, t in enumerate(texts, 1)), number=None)
    )


def flags(values) -> set[str]:
    return {path.removeprefix("management.") for path in values if path.startswith("management.")}


def test_a_rule_with_its_head_and_date():
    values = rules(
        "合肥示例材料有限公司",
        "示例研字〔2022〕1号",
        "研发项目管理制度",
        *ARTICLES,
        "合肥示例材料有限公司",
        "2022年1月10日",
    )
    assert values == {
        "rules[1].title": "研发项目管理制度",
        "management.rd_system": True,
        "rules[1].firm_name": "合肥示例材料有限公司",
        "firm_names[研发项目管理制度].name": "合肥示例材料有限公司",
        "rules[1].document_number": "示例研字(2022)1号",
        "rules[1].issued_on": date(2022, 1, 10),
    }


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("研发项目立项管理办法", {"rd_system"}),
        ("《企业研究开发组织管理制度》", {"rd_system"}),
        ("研究开发费用财务核算管理制度", {"rd_accounting"}),
        ("研发经费管理办法", {"rd_accounting"}),
        ("研发支出辅助账管理规定", {"rd_accounting"}),
        ("研发项目管理及研发投入核算制度", {"rd_system", "rd_accounting"}),
        ("科技成果转化奖励办法（试行）", {"conversion_incentive"}),
        ("创新创业平台建设管理办法", {"innovation_platform"}),
        ("职工技能培训制度", {"training"}),
        ("科技人员培养进修、优秀人才引进及绩效评价奖励制度", {"training", "talent_incentive"}),
        ("科技人员培养进修与优秀人才引进及绩效评价奖励制度", {"training", "talent_incentive"}),
        ("研发人员绩效考核与奖励办法", {"talent_incentive"}),
        ("第三部分 人才引进管理办法", {"talent_incentive"}),
        ("关于印发《研发项目管理办法》的通知", {"rd_system"}),
        ("创新创业平台情况说明", {"innovation_platform"}),
        ("关于认定2023年市级企业技术中心的通知", set()),
        ("市级企业技术中心认定证书", {"rd_institution"}),
        ("差旅费报销制度", set()),
        ("考勤管理制度", set()),
    ],
)
def test_themes_of_titles(title, themes):
    assert flags(rules(title, *ARTICLES)) == themes


def test_a_list_of_contents_is_no_rule():
    assert flags(
        rules(
            "目录",
            "研发项目管理制度",
            "研发投入核算管理办法",
            "人才引进管理办法",
            "职工技能培训制度……12",
            "研发项目管理制度",
            *ARTICLES,
        )
    ) == {"rd_system"}


def test_a_statement_names_rules_but_is_none():
    values = rules(
        "研究开发组织管理总体情况说明",
        "一、总体情况",
        "公司设有研发中心，现有科技人员19人，近三个会计年度执行研发项目5项。",
        "二、制度",
        "已制定《研发项目管理制度》《研发投入核算管理办法》，按项目设置研发支出辅助账。",
        "三、研发机构、科研条件与产学研",
        "研发中心于2022年1月10日设立，场地约266平方米，研发与检测设备37台（套）。",
        "四、成果转化组织实施、激励与创新创业平台",
        "制定《科技成果转化组织实施与激励奖励制度》，设立开放式创新创业平台，对外部团队开放。",
    )
    assert flags(values) == {"rd_institution"}
    assert values["institution.founded_on"] == date(2022, 1, 10)
    assert values["institution.staff_tech"] == 19
    assert values["institution.area"] == 266
    assert values["institution.device_count"] == 37
    assert values["institution.rd_count"] == 5


def test_the_decision_that_founds_the_unit():
    values = rules(
        "关于成立研发中心的决定",
        "经总经理办公会研究，决定设立合肥示例材料有限公司研发中心，负责公司技术规划、项目研发与知识产权工作，"
        "任命甲某为研发中心主任，自公布之日起履行职责，特此通知各部门遵照执行。",
        "合肥示例材料有限公司",
        "2022年1月10日",
    )
    assert flags(values) == {"rd_institution"}
    assert values["rules[1].issued_on"] == date(2022, 1, 10)


def test_several_rules_in_one_binding_and_a_title_over_two_lines():
    texts = [
        ("研发项目管理制度", 18.0),
        *((t, 12.0) for t in ARTICLES),
        ("科技人员培养进修与职工技能培训", 18.0),
        ("管理制度", 18.0),
        *((t, 12.0) for t in ARTICLES),
        ("本制度自2023年3月1日起施行。", 12.0),
    ]
    blocks = [line(t, top=80 + 30 * n, em=em) for n, (t, em) in enumerate(texts)]
    values = values_of("management_rules", page(*blocks))
    assert values["rules[1].title"] == "研发项目管理制度"
    assert values["rules[2].title"] == "科技人员培养进修与职工技能培训管理制度"
    assert values["rules[2].issued_on"] == date(2023, 3, 1)
    assert flags(values) == {"rd_system", "training"}


def test_topics_at_the_end_of_a_sentence_are_no_title():
    texts = ("公司已有设备台账、研发经费管理制度", "财务部按项目归集各项支出，每月末与研发部核对一次。" * 5)
    values = rules("研发项目管理制度", *ARTICLES, *texts)
    assert flags(values) == {"rd_system"}


def test_a_title_of_several_topics_over_two_lines():
    texts = ("科技人员培养进修、技能培训、", "人才引进及绩效评价奖励制度", "示例〔2022〕12号", *ARTICLES)
    lines = [line(text, top=90 + 16 * n) for n, text in enumerate(texts)]
    values = values_of("management_rules", page(*lines))
    assert values["rules[1].title"] == "科技人员培养进修、技能培训、人才引进及绩效评价奖励制度"
    assert flags(values) == {"training", "talent_incentive"}


def test_a_theme_that_only_a_chapter_names():
    values = rules(
        "科技成果转化奖励办法", *ARTICLES, "第二章 创新创业平台", "开放试验间，供职工和外部团队使用。"
    )
    assert flags(values) == {"conversion_incentive", "innovation_platform"}


def test_the_short_decision_that_founds_the_unit():
    values = rules(
        "合肥示例材料有限公司文件",
        "示例〔2021〕3号",
        "关于成立研发中心的决定",
        "各部门：",
        "经公司研究决定，成立研发中心，任命王某为主任。",
        "合肥示例材料有限公司",
        "2021年2月22日",
    )
    assert values == {
        "rules[1].title": "关于成立研发中心的决定",
        "rules[1].firm_name": "合肥示例材料有限公司",
        "firm_names[关于成立研发中心的决定].name": "合肥示例材料有限公司",
        "rules[1].document_number": "示例(2021)3号",
        "rules[1].issued_on": date(2021, 2, 22),
        "management.rd_institution": True,
        "institution.founded_on": date(2021, 2, 22),
    }


def test_a_decision_that_names_the_day_of_founding():
    values = rules(
        "关于成立研发中心的通知",
        "经研究决定，自2019年3月1日起成立公司研发中心，任命王某为主任。",
        "合肥示例材料有限公司",
        "2019年2月25日",
    )
    assert values["institution.founded_on"] == date(2019, 3, 1)


def test_an_article_that_ends_its_line_with_the_firm_names_no_other_firm():
    values = rules(
        "研发项目管理制度", "第一条 为规范合肥示例材料有限公司", *ARTICLES[1:], "合肥示例材料有限公司"
    )
    assert values["rules[1].firm_name"] == "合肥示例材料有限公司"


def test_letter_spaced_title():
    blocks = [line("研 发 投 入 核 算 管 理 办 法", top=80, em=18.0)]
    blocks += [line(t, top=110 + 24 * n) for n, t in enumerate(ARTICLES)]
    assert flags(values_of("management_rules", page(*blocks))) == {"rd_accounting"}


def test_a_company_rule_is_not_the_unit():
    assert "rd_institution" not in flags(
        rules("研发项目管理制度", *ARTICLES, "第三条 公司设立研发中心负责项目管理。")
    )


def test_a_theme_that_only_an_article_provides_for():
    values = rules(
        "科技成果转化激励办法",
        *ARTICLES,
        "第三条 公司建立开放式的创新创业平台，鼓励员工带项目入驻。",
    )
    assert {"conversion_incentive", "innovation_platform"} <= flags(values)
    assert "innovation_platform" not in flags(rules("科技成果转化激励办法", *ARTICLES))


def test_the_letter_that_issues_a_rule():
    letter = (
        "合肥示例材料有限公司文件",
        "示例字〔2021〕4号",
        "关于印发《研发项目管理制度》的通知",
        "各部门：现予印发。",
    )
    values = rules(*letter, "2021年4月6日")
    assert values["rules[1].title"] == "研发项目管理制度"
    assert values["rules[1].document_number"] == "示例字(2021)4号"
    values = rules(*letter, "2021年4月6日", "研发项目管理制度", *ARTICLES)
    assert values["rules[1].document_number"] == "示例字(2021)4号"
    assert "rules[2].title" not in values
