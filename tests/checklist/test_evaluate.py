"""Rules applied to facts: verdicts in their order, evidence, identities, messages."""

from __future__ import annotations

import logging
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from prereview.checklist.evaluate import evaluate, evaluate_rule
from prereview.checklist.finding import Finding, Verdict
from prereview.dossier.facts import Evidence, Fact, Facts, Value
from tests.checklist.writing import load_rule, load_rules, rule_with

STATED, AUDITED = "application.years[2025].net_assets", "audits[2025].net_assets"


def facts(values: dict[str, Value], **confidence: float) -> Facts:
    def fact(path: str, value: Value) -> Fact:
        sure = confidence.get(path.split("[")[0].split(".")[0], 1.0)
        place = Evidence(f"{path}.pdf", 1, None, None, str(value), "text", sure)
        return Fact(path, value, "CNY" if isinstance(value, Decimal) else None, (place,))

    return Facts(fact(path, value) for path, value in values.items())


def only(folder: Path, values: dict[str, Value], **changes: Any) -> Finding:
    (finding,) = evaluate_rule(load_rule(folder, **changes), facts(values))
    return finding


EQUAL: dict[str, Value] = {STATED: Decimal("17969300"), AUDITED: Decimal("17969315.79")}
UNEQUAL: dict[str, Value] = {STATED: Decimal("17969300"), AUDITED: Decimal("18000000")}


def test_pass_and_fail(tmp_path: Path) -> None:
    passed, failed = only(tmp_path, EQUAL), only(tmp_path, UNEQUAL)
    assert passed.verdict is Verdict.PASS
    assert failed.verdict is Verdict.FAIL
    assert failed.message == "申请书为 1,796.93 万元，审计报告为 1,800.00 万元"
    assert (failed.section, failed.basis, failed.advice) == ("test", "实务：测试", "以审计报告为准")


def test_sides_show_each_value_with_its_place(tmp_path: Path) -> None:
    stated, audited = only(tmp_path, EQUAL).sides
    assert stated.name == "2025年净资产（认定申请书）"
    assert stated.value == "1,796.93 万元"
    assert audited.name == "2025年净资产（审计）（年度审计报告）"
    assert audited.value == "1,796.93 万元（17,969,315.79 元）"
    assert [e.file for e in audited.evidence] == [f"{AUDITED}.pdf"]


def test_what_was_not_read_is_named_with_its_document(tmp_path: Path) -> None:
    finding = only(tmp_path, {STATED: Decimal(1)})
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.missing == (AUDITED,)
    assert finding.message == "未读到 年度审计报告（2025年净资产（审计）），未能核对"
    assert finding.sides[1].value == "未读到"


def test_what_was_not_read_surely_is_told_apart(tmp_path: Path) -> None:
    (finding,) = evaluate_rule(load_rule(tmp_path), facts(UNEQUAL, audits=0.7))
    assert finding.verdict is Verdict.CANNOT_TELL
    assert "未能可靠识别 年度审计报告" in finding.message
    assert finding.missing == (AUDITED,)
    assert finding.sides[1].value == "1,800.00 万元（识别不可靠）"
    assert finding.sides[1].evidence


def test_the_order_of_verdicts(tmp_path: Path) -> None:
    order: dict[str, Any] = {
        "unknown_when": "stated == 1",
        "unknown": "净资产为 {stated:yuan}，请人工核对",
        "when": "audited > 5",
    }
    told = only(tmp_path, {STATED: Decimal(1), AUDITED: Decimal(2)}, **order)
    assert (told.verdict, told.message) == (Verdict.CANNOT_TELL, "净资产为 1.00 元，请人工核对")
    assert told.missing == ()
    assert only(tmp_path, {STATED: Decimal(1)}, **order).missing == (AUDITED,)
    skipped = only(tmp_path, {STATED: Decimal(9000), AUDITED: Decimal(2)}, **order)
    assert skipped.verdict is Verdict.NOT_APPLICABLE
    assert only(tmp_path, {STATED: Decimal(9000), AUDITED: Decimal(6)}, **order).verdict is Verdict.FAIL


def test_a_function_without_answer_gives_its_reason(tmp_path: Path) -> None:
    finding = only(tmp_path, {STATED: Decimal(1), AUDITED: Decimal(0)}, assert_="ratio(stated, audited) > 0")
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.message == "分母为零，比例无法计算，未能核对"


def test_a_rule_that_breaks_says_so_and_is_recorded(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    changes: dict[str, Any] = {"optional": {"other": "audits[2025].profit"}, "assert_": "other > stated"}
    finding = only(tmp_path, UNEQUAL, **changes)
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.message.startswith("规则未能执行")
    assert "T-01" in caplog.text


@pytest.mark.parametrize("if_empty", ["pass", "not_applicable", "cannot_tell"])
def test_without_subjects_the_rule_decides(tmp_path: Path, if_empty: str) -> None:
    finding = only(
        tmp_path,
        {},
        for_each={"ip": "application.ip"},
        needs={"name": "application.ip[{ip}].name"},
        assert_="name != ''",
        message="{ip}",
        if_empty=if_empty,
    )
    assert finding.verdict == if_empty
    assert finding.subject is None
    assert "知识产权汇总表" in finding.message
    assert finding.missing == (("application.ip[*].name",) if if_empty == "cannot_tell" else ())


IP_RULE: dict[str, Any] = {
    "for_each": {"ip": "application.ip"},
    "needs": {
        "listed": "application.ip[{ip}].name",
        "certificate": "application.ip[{ip}].certificate",
        "certified": "certificates[{certificate}].name",
    },
    "optional": {"kind": "application.ip[{ip}].kind"},
    "assert_": "same_text(listed, certified)",
    "message": "{ip}（{kind}）：{listed} / {certified}",
}


def test_one_finding_per_subject_through_an_earlier_value(tmp_path: Path) -> None:
    rule = load_rule(tmp_path, **IP_RULE)
    findings = evaluate_rule(
        rule,
        facts(
            {
                "application.ip[IP02].name": "乙",
                "application.ip[IP02].certificate": "ZL2",
                "application.ip[IP02].kind": "实用新型",
                "application.ip[IP01].name": "甲",
                "application.ip[IP01].certificate": "ZL1",
                "application.ip[IP03].name": "丙",
                "certificates[ZL1].name": "甲",
                "certificates[ZL2].name": "别的",
            }
        ),
    )
    assert [(f.subject, f.verdict.value) for f in findings] == [
        ("IP02", "fail"),
        ("IP01", "pass"),
        ("IP03", "cannot_tell"),
    ]
    assert findings[0].message == "IP02（实用新型）：乙 / 别的"
    assert [side.path for side in findings[0].sides][-1] == "application.ip[IP02].kind"
    assert len(findings[1].sides) == 3
    assert findings[2].missing == ("application.ip[IP03].certificate",)


def test_a_missing_optional_prints_unread(tmp_path: Path) -> None:
    values: dict[str, Value] = {
        "application.ip[IP01].name": "甲",
        "application.ip[IP01].certificate": "ZL1",
        "certificates[ZL1].name": "乙",
    }
    assert only(tmp_path, values, **IP_RULE).message == "IP01（未读到）：甲 / 乙"


def test_several_variables_are_joined_unless_the_rule_names_the_subject(tmp_path: Path) -> None:
    changes: dict[str, Any] = {
        "for_each": {"year": "application.rd_costs", "rd": "application.rd_costs[{year}][RD*]"},
        "needs": {"direct": "application.rd_costs[{year}][{rd}].direct"},
        "assert_": "direct > 0",
        "message": "{rd}",
    }
    values: dict[str, Value] = {"application.rd_costs[2025][RD01].direct": Decimal(1)}
    assert only(tmp_path, values, **changes).subject == "2025/RD01"
    assert only(tmp_path, values, **changes, subject="{rd}（{year}）").subject == "RD01（2025）"


def test_notes_are_added_to_a_failure(tmp_path: Path) -> None:
    changes: dict[str, Any] = {
        "notes": [
            {"when": "unit_slip(stated, audited)", "text": "两数恰差一万倍，疑为单位不一致"},
            {"when": "stated > audited", "text": "不出现"},
            {"when": "ratio(stated, 0) > 1", "text": "不出现"},
        ]
    }
    finding = only(tmp_path, {STATED: Decimal("1796.93"), AUDITED: Decimal("17969315.79")}, **changes)
    assert finding.message.endswith("；两数恰差一万倍，疑为单位不一致")
    assert finding.message.count("；") == 1


def test_working_is_the_rules_or_that_of_derived_facts(tmp_path: Path) -> None:
    assert only(tmp_path, UNEQUAL, working="{stated:wan} 对 {audited:wan}").working == (
        "1,796.93 万元 对 1,800.00 万元"
    )
    rule = load_rule(
        tmp_path, needs={"share": "derived.rd_ratio"}, assert_="share >= 0.05", message="{share:percent}"
    )
    derived = Fact("derived.rd_ratio", Decimal("0.048"), working="860.00 ÷ 17,916.00 = 4.80%")
    (finding,) = evaluate_rule(rule, Facts([derived]))
    assert finding.working == "860.00 ÷ 17,916.00 = 4.80%"


def test_a_long_list_is_condensed(tmp_path: Path) -> None:
    values: dict[str, Value] = {f"application.rd[RD{n:02d}].name": f"项目{n}" for n in range(1, 31)}
    (side,) = only(
        tmp_path,
        values,
        needs={"names": "application.rd[*].name"},
        assert_="size(names) > 99",
        message="{names:list}",
    ).sides
    assert side.value.endswith("等 30 项")
    assert len(side.evidence) == 12


def test_an_identity_rests_on_rule_subject_and_values_only(tmp_path: Path) -> None:
    def identity(values: dict[str, Value], **changes: Any) -> str:
        return only(tmp_path, values, **changes).identity

    base = identity(UNEQUAL)
    assert identity(UNEQUAL, message="别的文字", advice="别的办法") == base
    assert identity({**UNEQUAL, STATED: Decimal("17969300.00")}) == base
    assert identity({**UNEQUAL, STATED: Decimal("17969301")}) != base
    assert identity(UNEQUAL, id="T-02") != base
    (elsewhere,) = evaluate_rule(
        load_rule(tmp_path),
        Facts(
            Fact(p, v, "CNY", (Evidence("另一份.pdf", 9, None, None, "", "ocr", 0.9),))
            for p, v in UNEQUAL.items()
        ),
    )
    assert elsewhere.identity == base


def test_findings_that_are_alike_keep_apart(tmp_path: Path) -> None:
    changes: dict[str, Any] = {
        "for_each": {"n": "placeholders"},
        "subject": "{document}",
        "needs": {"document": "placeholders[{n}].document", "text": "placeholders[{n}].text"},
        "assert_": "text == ''",
        "message": "{text}",
    }
    values: dict[str, Value] = {
        f"placeholders[{n}].{k}": v for n in "12" for k, v in (("document", "a.docx"), ("text", "XX公司"))
    }
    first, second = evaluate(load_rules(tmp_path, rule_with(**changes)), facts(values))
    assert first.subject == second.subject == "a.docx"
    assert first.identity != second.identity


def test_personal_numbers_are_masked_everywhere(tmp_path: Path) -> None:
    finding = only(
        tmp_path,
        {"personnel[1].name": "张三 11010519491231002X"},
        for_each={"n": "personnel"},
        subject="{name}",
        needs={"name": "personnel[{n}].name"},
        assert_="name == ''",
        message="{name}",
    )
    shown = (finding.message, finding.subject, finding.sides[0].value)
    assert all("19491231" not in (text or "") and "002X" in (text or "") for text in shown)


def test_findings_follow_the_order_of_the_rules(tmp_path: Path) -> None:
    checklist = load_rules(tmp_path, rule_with(id="T-02"), rule_with(id="T-01"))
    assert [f.rule for f in evaluate(checklist, facts(UNEQUAL))] == ["T-02", "T-01"]
    assert [f.verdict for f in evaluate(checklist, Facts())] == [Verdict.CANNOT_TELL] * 2


def test_a_doubtful_optional_value_never_becomes_a_fault(tmp_path: Path) -> None:
    rule = load_rule(
        tmp_path,
        needs={"firm": "derived.firm_name"},
        optional={"stated": STATED},
        **{"assert": "stated != null"},
        message="没有填写",
    )
    firm: dict[str, Value] = {"derived.firm_name": "甲公司"}
    (doubtful,) = evaluate_rule(rule, facts({**firm, STATED: Decimal(1)}, application=0.5))
    (absent,) = evaluate_rule(rule, facts(firm))
    assert (doubtful.verdict, absent.verdict) == (Verdict.CANNOT_TELL, Verdict.FAIL)
    assert "请对照原件" in doubtful.message
