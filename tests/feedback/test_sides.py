"""Which values of a finding a report shows, and how it names their places."""

import msgspec
import pytest

from prereview.checklist.finding import Side, Verdict
from prereview.feedback.numbering import labels_of, number_findings, together
from prereview.feedback.places import FileNames
from prereview.feedback.sides import evidence_to_mark, side_name, telling_sides, told_by_place
from tests.builders import AUDIT, FORM, evidence, finding, review


def side(name, value, path, file=FORM, page=5):
    places = () if page is None else (evidence(file, page),)
    return Side(name, value, path, places)


def saying(message, *sides, **changes):
    return msgspec.structs.replace(finding(), message=message, sides=sides, **changes)


DIRECT = "application.rd_costs[2024][total].direct"
TOTAL = side("2024年合计 直接投入费用（认定申请书）", "76.51 万元", DIRECT)
ADDENDS = side(
    "2024年直接投入费用（认定申请书）", "6.48 万元、9.64 万元", "application.rd_costs[2024][RD*].direct"
)
OTHER = side("2024年合计 其他费用（认定申请书）", "20.45 万元", "application.rd_costs[2024][total].other")
AUDITED = side(
    "2024年合计 专项审计直接投入费用",
    "58.51 万元（585,095.81 元）",
    "special_rd.costs[2024][total].direct",
    AUDIT,
)
YEAR = side("近三年第二年", "2024", "derived.year_2")
KEY = side("IP02 对应的证书（认定申请书）", "ZL2", "application.ip[IP02].certificate")


@pytest.mark.parametrize(
    ("message", "sides", "shown"),
    [
        ("2024 年：申请书 76.51 万元，专项审计 58.51 万元", (TOTAL, OTHER, AUDITED, YEAR), (TOTAL, AUDITED)),
        ("合计 76.51 万元，相加 58.51 万元，2024 年", (TOTAL, ADDENDS, OTHER, YEAR), (TOTAL, ADDENDS)),
        ("合计 76.51 万元，各项相加不等", (YEAR, TOTAL, OTHER), (YEAR, TOTAL, OTHER)),
        ("176.51 万元和 58.51 万元", (TOTAL, AUDITED), (TOTAL, AUDITED)),
        ("其他费用没有填写", (TOTAL, OTHER), (OTHER,)),
        ("授权号不符", (KEY,), ()),
        ("材料中没有立项报告", (side("材料份数", "4", "materials[rd_approval].count"),), ()),
    ],
)
def test_the_sides_that_tell_are_those_the_message_is_about(message, sides, shown):
    assert telling_sides(saying(message, *sides)) == shown


def test_of_many_flags_only_the_missing_ones_are_shown():
    flags = [
        side(f"2025年{name}", value, f"audits[2025].has_{leaf}")
        for name, value, leaf in (
            ("资产负债表", "是", "balance_sheet"),
            ("利润表", "是", "income_statement"),
            ("附注", "否", "notes"),
        )
    ]
    assert [s.value for s in telling_sides(saying("会计报告不完整；缺少附注", *flags))] == ["否"]


def test_a_side_without_a_place_is_not_shown():
    assert telling_sides(saying("76.51 万元", side("a", "76.51 万元", DIRECT, page=None))) == ()


def test_names_lose_the_document_and_numbers_that_mean_nothing():
    assert side_name(TOTAL) == "2024年合计 直接投入费用"
    numbered = side("26 入职日期（职工和科技人员名单）", "2025-08-18", "personnel[26].hired_on")
    assert side_name(numbered, "某人 2025-08-18 入职") == "入职日期"
    assert side_name(numbered, "名单第 26 项") == "第26项 入职日期"


def test_values_are_told_by_their_place():
    told = told_by_place(
        saying("76.51 万元，20.45 万元，58.51 万元", TOTAL, OTHER, AUDITED), FileNames([FORM, AUDIT])
    )
    assert [t.place for t in told] == ["《申请书》第5页", "《2024》第5页"]
    assert told[0].values == ("2024年合计 直接投入费用：76.51 万元", "2024年合计 其他费用：20.45 万元")


def test_of_an_undecided_finding_only_what_was_read_unsurely_is_marked():
    undecided = saying("未能可靠识别", TOTAL, AUDITED, verdict=Verdict.CANNOT_TELL, missing=(AUDITED.path,))
    assert evidence_to_mark(undecided) == AUDITED.evidence
    assert evidence_to_mark(saying("76.51 万元", TOTAL)) == TOTAL.evidence


def test_a_short_name_means_one_file():
    paths = [
        "03 审计/2024.pdf",
        "10 报告/2024.pdf",
        "申请书.docx",
        "同名/a.pdf",
        "同名/a.docx",
        "长" * 60 + ".pdf",
    ]
    names = FileNames(paths)
    short = [names.of(path) for path in paths]
    assert short[:3] == ["03 审计/2024", "10 报告/2024", "申请书"]
    assert len(set(short[:4] + short[5:])) == 5
    assert len(short[5]) <= 30
    assert names.of("不在其中/甲.pdf") == "甲"


def test_pages_of_one_file_are_named_together():
    places = [evidence(FORM, 5), evidence(FORM, 13), evidence(AUDIT, 4), evidence("稿.docx", None)]
    assert FileNames([FORM, AUDIT]).places(places, 4) == "《申请书》第5、13页；《2024》第4页；《稿》表3第2行"


def test_many_findings_of_one_rule_stand_together():
    found = number_findings(
        review(findings=tuple(finding(subject=str(y)) for y in range(4)) + (finding("X-1"),) * 2)
    )
    groups = together(found)
    assert [labels_of(g) for g in groups] == ["M1～M4", "M5", "M6"]
    assert labels_of((found[0], found[2], found[3])) == "M1、M3～M4"
