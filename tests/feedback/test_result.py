"""The result file follows its published schema and the contract's value forms."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import msgspec
import pytest

from prereview.checklist.finding import Severity, Verdict
from prereview.checklist.questions import Question
from prereview.dossier.facts import Facts
from prereview.feedback.result import render_json, result_schema, to_result
from tests.builders import evidence, fact, finding, review, source_file


def validate(result: object) -> None:
    jsonschema.Draft202012Validator(result_schema()).validate(result)


def test_the_schema_is_valid_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(result_schema())


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("severity", list(Severity))
def test_every_verdict_and_severity_fits_the_schema(verdict: Verdict, severity: Severity) -> None:
    validate(json.loads(render_json(review((finding(verdict=verdict, severity=severity),)))))


def test_unreadable_files_fit_the_schema() -> None:
    validate(to_result(review(files=(source_file("坏.pdf", "unreadable", "文件已损坏"),))))


def test_values_have_the_forms_of_the_contract() -> None:
    facts = to_result(review())["facts"]
    assert facts["application.years[2024].profit"]["value"] == 8100200.0
    assert facts["application.years[2024].profit"]["unit"] == "CNY"
    assert facts["derived.applied_on"]["value"] == date(2026, 7, 21).isoformat()
    assert facts["application.rd[RD01].ip"]["value"] == ["IP01", "IP05"]
    assert facts["application.incident"]["value"] is False


def test_evidence_has_page_and_box_or_a_place_in_words() -> None:
    facts = Facts([fact("application.firm_name", "甲公司", evidence(), evidence("稿.docx", None))])
    paged, worded = to_result(review(facts=facts))["facts"]["application.firm_name"]["evidence"]
    assert (paged["page"], paged["box"], paged["where"]) == (5, [72.0, 310.2, 288.4, 325.0], None)
    assert (worded["page"], worded["box"], worded["where"]) == (None, None, "table 3, row 2, column 4")


def test_personal_data_is_masked() -> None:
    text = "张三 11010519491231002X 手机 13800138000"
    facts = Facts([fact("application.address", text, evidence(text=text))])
    rendered = render_json(review(facts=facts))
    assert "11010519491231002X" not in rendered
    assert "13800138000" not in rendered


def test_the_identity_has_no_page_in_it() -> None:
    assert to_result(review())["findings"][0]["identity"] == "0123456789abcdef"


def test_sides_name_their_places_and_a_consequence_names_its_cause() -> None:
    cause = finding()
    follows = msgspec.structs.replace(cause, identity="b", cause=cause.identity, provider="财务负责人")
    result = to_result(review((cause, follows)))
    validate(result)
    first, second = result["findings"]
    assert [side["evidence"] for side in first["sides"]] == [[0], [1]]
    assert (first["follows_from"], second["follows_from"]) == (None, cause.identity)
    assert second["provider"] == "财务负责人"


def test_questions_are_part_of_the_result() -> None:
    asked = Question("OQ-09", "财务负责人", "请说明差异", "两处口径不同", (evidence(),), (), "2024", "q1")
    result = to_result(msgspec.structs.replace(review(), questions=(asked,)))
    validate(result)
    assert result["questions"][0]["person"] == "财务负责人"
    assert set(result["score_reasons"]) == {"ip", "conversion", "organisation", "growth"}
