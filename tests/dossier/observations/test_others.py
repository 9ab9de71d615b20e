from datetime import date

from prereview.documents.model import Mark
from prereview.dossier.facts import Facts
from prereview.dossier.observations.dates import impossible_dates
from prereview.dossier.observations.drafts import draft_marks
from prereview.dossier.observations.similarity import similar_texts
from tests.dossier.pages import document, page
from tests.dossier.sectioned import fact, section

TEXT = "本项目围绕催化剂涂覆工艺开展研究，采用分段升温与在线称重相结合的方法控制涂覆量，建立了涂层厚度模型。"


def values(facts):
    return [f.value for f in facts]


def test_copied_texts_of_two_activities_are_paired():
    facts = Facts(
        [
            fact("application.rd[RD01].core_technology", TEXT),
            fact("application.rd[RD02].core_technology", TEXT.replace("催化剂", "分子筛")),
            fact(
                "application.rd[RD03].core_technology",
                "完全不同的内容，说明另一套控制算法与检测装置的结构设计及其验证过程和结论。",
            ),
            fact("application.rd[RD03].purpose", TEXT),
        ]
    )
    found = values(similar_texts(facts))
    assert found[:2] == ["RD01 核心技术及创新点", "RD02 核心技术及创新点"]
    assert len(found) == 3


def test_a_day_that_does_not_exist_is_noted():
    facts = Facts(
        [
            fact("application.rd[RD07].ended_on", "2025-02-30"),
            fact("application.rd[RD07].started_on", date(2024, 1, 1)),
        ]
    )
    assert values(impossible_dates(facts)) == ["2025-02-30", "RD07 研发活动结束日期"]


def test_marks_of_editing_are_named_by_their_paper():
    draft = document(page(number=None), path="a.docx")
    marked = type(draft)(
        **{
            **{f: getattr(draft, f) for f in draft.__struct_fields__},
            "marks": (Mark("comment", "请核实", "paragraph 3"),),
        }
    )
    approval = section("rd_approval", fact("rd_approvals[RD04].name", "甲"), file="a.docx")
    found = list(draft_marks([(marked, (approval.view.section,))], [approval]))
    assert values(found) == ["请核实", "RD04 研发项目立项材料", "批注"]
    assert found[0].evidence[0].where == "paragraph 3"
