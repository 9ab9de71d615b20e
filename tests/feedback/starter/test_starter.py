"""A starter folder: what it holds, what a check of it says, and that its templates are read back."""

import datetime
from decimal import Decimal

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from prereview.cli.check import check
from prereview.cli.new import asked, new
from prereview.documents import read_documents
from prereview.documents.office import converter, saved_as
from prereview.documents.package import opened_package
from prereview.documents.starter import MARKER, TO_FILL
from prereview.dossier.build import build_dossier
from prereview.dossier.facts import Facts
from prereview.dossier.kinds import KINDS
from prereview.errors import ExitCode, UsageError
from prereview.feedback.starter import Profile, profile_of, remaining_in, templates, write_starter
from prereview.feedback.starter.ledger import ledger
from prereview.feedback.starter.materials import folders
from prereview.feedback.starter.profile import checked, written
from prereview.feedback.text import render_text
from prereview.review.sheets.coverage import NEEDS
from tests.builders import fact, finding, review
from tests.feedback.starter.filling import fill_form, fill_gaps, fill_ledger, fill_list

FIRM = "样例江畔科技有限公司"
NAME = "低温泵站振动监测方法的研发"
PROFILE = Profile(2026, firm=FIRM, activities=2)


def facts_of(folder):
    return build_dossier(read_documents(folder, jobs=1)).facts


def test_every_paper_of_the_sheet_has_one_folder():
    placed = [need.kinds for folder in folders() for need in folder.needs]
    assert sorted(placed) == sorted(need.kinds for need in NEEDS if need.kinds != ("standard_evidence",))
    assert {kind for folder in folders() for kind in folder.kinds} <= set(KINDS)
    assert all(folder.note for folder in folders())


def test_a_folder_is_made_whole_and_nothing_in_it_counts_as_material(tmp_path):
    target = tmp_path / "某公司 2026"
    names = write_starter(target, PROFILE)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["某公司 2026"]
    assert all((target / name).is_file() for name in names)
    assert sum("立项报告" in name.name for name in names) == 2
    assert sum(name.suffix == ".xlsx" for name in names) == 3
    assert all((target / folder.folder / "说明.txt").is_file() for folder in folders())
    assert profile_of(target) == PROFILE
    with opened_package(target) as sources:
        assert sources == ()


def test_outside_a_starter_folder_the_same_names_are_read(tmp_path):
    (tmp_path / f"a{TO_FILL}.docx").write_bytes(templates.commitment_letter(PROFILE))
    with opened_package(tmp_path) as sources:
        assert [source.name for source in sources] == [f"a{TO_FILL}.docx"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"x")
    with pytest.raises(UsageError, match="不为空"):
        write_starter(tmp_path, PROFILE)
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]
    with pytest.raises(UsageError):
        write_starter(tmp_path / "a.pdf" / "b", PROFILE)


def test_an_empty_folder_may_be_filled(tmp_path):
    write_starter(tmp_path, PROFILE)
    assert (tmp_path / MARKER).is_file()


@pytest.mark.parametrize("change", [{"year": 1999}, {"years": 4}, {"activities": 61}, {"rights": -1}])
def test_numbers_no_application_has_are_refused(change):
    with pytest.raises(UsageError):
        checked(Profile(**{"year": 2026, **change}))


@pytest.mark.parametrize("firm", ['引号"和\\反斜杠', "换\n行", "", "=1+1"])
def test_the_marker_gives_back_any_profile(tmp_path, firm):
    profile = Profile(2026, firm=firm, renewal=True)
    (tmp_path / MARKER).write_text(written(profile), encoding="utf-8")
    assert profile_of(tmp_path) == profile


def test_a_broken_marker_is_named(tmp_path):
    (tmp_path / MARKER).write_text("year = [", encoding="utf-8")
    with pytest.raises(UsageError, match="无法理解"):
        profile_of(tmp_path)


def test_the_command_needs_no_answers_where_nobody_sits(tmp_path):
    done = CliRunner().invoke(
        new, [str(tmp_path / "a"), "--rd", "1", "--year", "2026"], standalone_mode=False
    )
    assert done.return_value == ExitCode.CLEAN
    assert "04 研发项目" in done.stdout
    assert profile_of(tmp_path / "a").activities == 1


def test_questions_are_asked_only_for_what_was_not_said():
    runner = CliRunner()
    with runner.isolation(input="\n广东\n2026\ny\n\n\n\n\n"):
        assert asked({"activities": 5})["region"] == "广东"
    with runner.isolation(input="\n\n\n\n\n\n\n"):
        answers = asked({"region": "广东"})
    assert answers["renewal"] is False
    assert answers["years"] == 3


def test_the_check_of_a_new_folder_lists_what_is_to_come_and_blames_nothing(tmp_path):
    write_starter(tmp_path / "a", PROFILE)
    done = CliRunner().invoke(check, [str(tmp_path / "a")], standalone_mode=False)
    assert done.return_value == ExitCode.NOTHING_TO_CHECK
    assert "□ 认定申请书" in done.stdout
    assert f"RD01_立项报告{TO_FILL}.docx" in done.stdout
    assert not set("✖▲") & set(done.output)
    assert "错误" not in done.output


def test_papers_that_are_there_leave_the_list():
    there = [fact("materials[rd_approval].count", 1), fact("materials[tax_return].count", 3)]
    left = {
        item.title: (item.have, item.wanted) for item in remaining_in(PROFILE, review(facts=Facts(there)))
    }
    assert left["研发项目立项材料"] == (1, 2)
    assert "企业所得税年度纳税申报表" not in left


def test_while_gathering_missing_papers_are_no_problems():
    missing = finding("M-18", section="materials")
    shown = review(findings=(missing, finding()))
    text = render_text(shown, "【待准备的材料】1 项\n  □ 研发费用专项审计报告")
    assert "M-18" not in text
    assert "X-RV-19" in text
    assert "□ 研发费用专项审计报告" in text
    assert text.rstrip().splitlines()[-1].startswith("结论：材料准备中；")


# ---- templates, filled in and read back


def test_a_filled_approval_is_read_back(tmp_path):
    path = tmp_path / "RD01_立项报告.docx"
    fill_form(
        templates.approval(PROFILE, "RD01"),
        {
            "项目名称": NAME,
            "项目负责人": "江一帆",
            "起止时间": "2024-03-01至2025-06-30",
            "经费预算（万元）": "120.50",
            "审批意见": "同意立项",
            "批准日期": "2024-02-20",
        },
        path,
    )
    fill_list(
        path,
        [["1", "江一帆", "研发部", "工程师", "总体"], ["2", "周二", "研发部", "工程师", "测试"]],
        "项目分工",
    )
    facts = facts_of(tmp_path)
    read = {
        leaf: facts.value(f"rd_approvals[RD01].{leaf}")
        for leaf in (
            "name",
            "firm_name",
            "leader",
            "started_on",
            "ended_on",
            "approved_on",
            "budget",
            "members",
        )
    }
    assert read == {
        "name": NAME,
        "firm_name": FIRM,
        "leader": "江一帆",
        "started_on": datetime.date(2024, 3, 1),
        "ended_on": datetime.date(2025, 6, 30),
        "approved_on": datetime.date(2024, 2, 20),
        "budget": Decimal("1205000"),
        "members": ("江一帆", "周二"),
    }


def test_a_filled_acceptance_is_read_back(tmp_path):
    fill_form(
        templates.acceptance(PROFILE, "RD02"),
        {
            "项目名称": NAME,
            "项目负责人": "江一帆",
            "起止时间": "2024-03-01至2025-06-30",
            "经费预算（万元）": "120.50",
            "实际支出（万元）": "118.20",
            "验收日期": "2025-07-10",
        },
        tmp_path / "RD02_验收报告.docx",
    )
    facts = facts_of(tmp_path)
    assert facts.value("rd_acceptances[RD02].name") == NAME
    assert facts.value("rd_acceptances[RD02].accepted_on") == datetime.date(2025, 7, 10)
    assert facts.value("rd_acceptances[RD02].spent") == Decimal("1182000")


def test_a_filled_conversion_list_is_read_back(tmp_path):
    path = tmp_path / "00_科技成果转化汇总表.docx"
    path.write_bytes(templates.conversion_list(PROFILE))
    row = [
        "1",
        "振动监测技术",
        "自主研发",
        "自行投资实施转化",
        "新产品",
        "2024",
        "IP01",
        "RD01",
        "PS01",
        "合同、发票",
    ]
    fill_list(path, [row], "科技成果名称")
    facts = facts_of(tmp_path)
    read = [facts.value(f"conversions[1].{leaf}") for leaf in ("name", "year", "form", "ip", "rd", "product")]
    assert read == ["振动监测技术", 2024, "自行投资实施转化", ("IP01",), ("RD01",), ("PS01",)]
    assert facts.value("conversions[1].evidence_kinds") == ("合同", "发票")


def test_a_filled_personnel_list_is_read_back(tmp_path):
    path = tmp_path / "职工和科技人员情况说明.docx"
    fill_form(templates.personnel_list(PROFILE), {"职工总数": "40", "科技人员数": "12"}, path)
    fill_gaps(path, ["0", "0", "1", "3", "20", "16"])
    row = ["1", "江一帆", "硕士", "高级工程师", "研发部", "研发工程师", "2019-05-06", "是", "365"]
    fill_list(path, [row], "上年在职天数")
    facts = facts_of(tmp_path)
    assert facts.value("personnel[1].name") == "江一帆"
    assert facts.value("personnel[1].hired_on") == datetime.date(2019, 5, 6)
    assert facts.value("personnel[1].tech") is True
    assert facts.value("personnel[1].days") == 365
    counts = [
        facts.value(f"personnel_counts.{leaf}") for leaf in ("all", "tech", "doctor", "bachelor", "college")
    ]
    assert counts == [40, 12, 1, 20, 16]


def test_a_filled_commitment_letter_is_read_back(tmp_path):
    fill_form(
        templates.commitment_letter(Profile(2026)),
        {"企业名称": FIRM, "统一社会信用代码": "91330108MA75H9D20Q"},
        tmp_path / "企业承诺书.docx",
    )
    facts = facts_of(tmp_path)
    assert facts.value("firm_names[企业承诺书].name") == FIRM
    assert facts.value("credit_codes[企业承诺书].code") == "91330108MA75H9D20Q"


ENTRIES = [
    ("2025-01-31", "记-012", "一月工资", "研发支出", {6: 30000.5, 7: 1000}),
    ("2025-02-28", "记-020", "二月工资", "研发支出", {6: 30000}),
]


def test_a_filled_ledger_adds_up_and_is_read_back(tmp_path):
    if converter() is None:
        pytest.skip("LibreOffice is not installed; nothing else computes the formulas")
    filled, package = tmp_path / "filled.xlsx", tmp_path / "package"
    package.mkdir()
    fill_ledger(ledger(PROFILE, 2025), filled, "RD01", NAME, ENTRIES)
    computed = saved_as(saved_as(filled, "xlsx", "xls", tmp_path), "xls", "xlsx", tmp_path)
    (package / "2025年度研发支出辅助账.xlsx").write_bytes(computed.read_bytes())
    facts = facts_of(package)
    assert facts.value("ledgers[2025][RD01].personnel") == Decimal("60000.5")
    assert facts.value("ledgers[2025][total].total") == Decimal("61000.5")
    assert facts.value("ledgers[2025][RD01].detail_total") == Decimal("61000.5")
    assert facts.value("ledgers[2025][RD01].name") == NAME


def test_unfilled_templates_state_nothing_and_hold_no_placeholder(tmp_path):
    for name, content in (
        ("RD01_立项报告.docx", templates.approval(PROFILE, "RD01")),
        ("企业承诺书.docx", templates.commitment_letter(PROFILE)),
        ("名单.docx", templates.personnel_list(PROFILE)),
        ("汇总表.docx", templates.conversion_list(PROFILE)),
    ):
        (tmp_path / name).write_bytes(content)
    facts = facts_of(tmp_path)
    assert not facts.match("placeholders[*].text")
    assert not facts.match("personnel[*].name")
    assert not facts.match("conversions[*].name")
    assert facts.value("rd_approvals[RD01].approved_on") is None


def test_a_hostile_firm_name_stays_text_in_every_template(tmp_path):
    hostile = '=HYPERLINK("http://x")\u202e\x07' + "长" * 300
    write_starter(tmp_path / "a", Profile(2026, firm=hostile))
    for path in (tmp_path / "a").rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            assert not str(sheet["A2"].value).startswith("=")
            assert sheet["A2"].data_type == "s"
    text = "\n".join(
        c.text
        for t in docx.Document(str(tmp_path / "a" / "材料清单.docx")).tables
        for r in t.rows
        for c in r.cells
    )
    assert not set("\u202e\x07") & set(text)
