"""Loading a checklist: what is wrong is named with file, line and what was probably meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from prereview.checklist.finding import Severity, Verdict
from prereview.checklist.loader import available_checklists, checklist_folders, load_checklist
from prereview.checklist.problems import InvalidChecklistError, Problem
from prereview.errors import ChecklistError, ExitCode
from tests.checklist.writing import HEADER, RULE, SECTION, load_rule, rule_with, write_checklist

FOLDER_RULES = """\
section: {id: ip, title: 知识产权}
rules:
- id: X-IP-04
  title: 知识产权名称与证书一致
  summary: Name in the list equals the name on the certificate
  severity: must_fix
  basis: {document: 国科发火〔2016〕32号, article: 第十一条（五）}
  for_each: {ip: application.ip}
  needs:
    listed: application.ip[{ip}].name
    certificate: application.ip[{ip}].certificate
    certified: certificates[{certificate}].name
  assert: same_text(listed, certified)
  message: "{ip} 的名称：申请书为“{listed}”，证书为“{certified}”"
  advice: 以证书为准更正申请书
  provider: 知识产权负责人
  cases:
  - name: equal
    facts:
      application.ip[IP01].name: 某方法
      application.ip[IP01].certificate: ZL1
      certificates[ZL1].name: 某方法
    expect: pass
"""
"""Line numbers below count in this text."""


def write_folder(folder: Path, rules: str = FOLDER_RULES, header: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "checklist.yaml").write_text(
        header or 'id: mine\ntitle: 我的清单\nversion: "3"\nfiles: [ip.yaml]\n', encoding="utf-8"
    )
    (folder / "ip.yaml").write_text(rules, encoding="utf-8")
    return folder


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidChecklistError) as raised:
        load_checklist(path)
    assert raised.value.exit_code is ExitCode.USAGE
    assert raised.value.remedy
    return raised.value.problems


def broken(folder: Path, old: str, new: str) -> Problem:
    """The one problem of the folder's rule file with `old` replaced."""
    assert FOLDER_RULES.count(old) == 1, old
    (problem,) = problems_of(write_folder(folder, FOLDER_RULES.replace(old, new)))
    assert problem.file == folder / "ip.yaml"
    return problem


def test_a_folder_is_loaded(tmp_path: Path) -> None:
    checklist = load_checklist(write_folder(tmp_path))
    assert (checklist.id, checklist.title, checklist.version) == ("mine", "我的清单", "3")
    assert [(s.id, s.title) for s in checklist.sections] == [("ip", "知识产权")]
    (rule,) = checklist.rules
    assert rule.severity is Severity.MUST_FIX
    assert rule.basis.text == "国科发火〔2016〕32号 第十一条（五）"
    assert rule.if_empty is Verdict.CANNOT_TELL
    assert (rule.file.name, rule.line, rule.cases[0].line) == ("ip.yaml", 3, 18)
    assert checklist.rule("x-ip-04") is rule
    assert checklist.rule("X-IP-05") is None


@pytest.mark.parametrize("name", ["checklist.yaml", ""])
def test_a_folder_is_named_by_itself_or_its_header(tmp_path: Path, name: str) -> None:
    assert load_checklist(write_folder(tmp_path) / name).id == "mine"


def test_one_file_can_hold_everything(tmp_path: Path) -> None:
    checklist = load_checklist(write_checklist(tmp_path, RULE))
    assert (checklist.id, len(checklist.rules)) == ("t", 1)


def test_a_rule_file_can_be_looked_at_alone(tmp_path: Path) -> None:
    checklist = load_checklist(write_folder(tmp_path) / "ip.yaml")
    assert (checklist.id, checklist.title, len(checklist.rules)) == ("ip", "知识产权", 1)


# ---- faults


def test_a_typo_in_a_fact_name(tmp_path: Path) -> None:
    problem = broken(tmp_path, "certificates[{certificate}].name", "certificates[{certificate}].nmae")
    assert problem.line == 12
    assert "certificates[{certificate}].nmae" in problem.message
    assert problem.suggestion == "是否为 certificates[number].name？"


def test_a_typo_in_a_fact_name_of_a_case(tmp_path: Path) -> None:
    problem = broken(tmp_path, "application.ip[IP01].certificate", "application.ip[IP01].certifcate")
    assert (problem.line, problem.suggestion) == (21, "是否为 application.ip[ip].certificate？")


def test_a_typo_in_a_record(tmp_path: Path) -> None:
    problem = broken(tmp_path, "{ip: application.ip}", "{ip: aplication.ip}")
    assert problem.line == 8
    assert problem.suggestion == "是否为 application.ip？"


def test_a_record_where_a_value_belongs(tmp_path: Path) -> None:
    problem = broken(tmp_path, "listed: application.ip[{ip}].name", "listed: application.ip[{ip}]")
    assert problem.line == 10
    assert "不是一项内容" in problem.message


def test_an_unknown_function(tmp_path: Path) -> None:
    problem = broken(tmp_path, "same_text(listed", "sametext(listed")
    assert (problem.line, problem.suggestion) == (13, "是否为 same_text？")


def test_an_unknown_variable(tmp_path: Path) -> None:
    problem = broken(tmp_path, "same_text(listed, certified)", "same_text(listed, certfied)")
    assert (problem.line, problem.suggestion) == (13, "是否为 certified？")


def test_an_unknown_variable_in_a_message(tmp_path: Path) -> None:
    problem = broken(tmp_path, "“{listed}”", "“{lsted}”")
    assert (problem.line, problem.suggestion) == (14, "是否为 listed？")


def test_a_key_before_it_is_known(tmp_path: Path) -> None:
    problem = broken(tmp_path, "application.ip[{ip}].certificate", "application.ip[{certified}].certificate")
    assert problem.line == 11
    assert "certified" in problem.message


def test_an_arithmetic_operator(tmp_path: Path) -> None:
    problem = broken(tmp_path, "same_text(listed, certified)", "listed + certified == listed")
    assert problem.line == 13
    assert "运算符 +" in problem.message
    assert "plus(a, b)" in (problem.suggestion or "")


def test_types_that_do_not_meet(tmp_path: Path) -> None:
    problem = broken(tmp_path, "same_text(listed, certified)", "listed == 3")
    assert problem.line == 13
    assert "文字和数字" in problem.message


def test_an_unknown_key(tmp_path: Path) -> None:
    problem = broken(tmp_path, "  provider:", "  provder: 谁\n  provider:")
    assert problem.line == 16
    assert problem.suggestion == "是否为 provider？"


def test_an_unknown_value(tmp_path: Path) -> None:
    problem = broken(tmp_path, "severity: must_fix", "severity: mustfix")
    assert (problem.line, problem.suggestion) == (6, "是否为 must_fix？")


def test_a_wrong_type(tmp_path: Path) -> None:
    problem = broken(tmp_path, "title: 知识产权名称与证书一致", "title: 2025")
    assert problem.line == 4
    assert "应为文字" in problem.message
    assert "引号" in (problem.suggestion or "")


def test_a_wrong_type_in_a_case(tmp_path: Path) -> None:
    problem = broken(tmp_path, "certificates[ZL1].name: 某方法", "certificates[ZL1].owners: 某方法")
    assert problem.line == 22
    assert "[IP01, IP02]" in (problem.suggestion or "")


def test_a_missing_key(tmp_path: Path) -> None:
    problem = broken(tmp_path, "  advice: 以证书为准更正申请书\n", "")
    assert problem.line == 3
    assert "缺少“advice”" in problem.message


def test_a_basis_that_names_nothing(tmp_path: Path) -> None:
    file = write_checklist(tmp_path, rule_with(basis={}))
    (problem,) = problems_of(file)
    assert "document、practice" in problem.message


def test_bad_yaml(tmp_path: Path) -> None:
    problem = broken(tmp_path, "  title: 知识产权名称与证书一致", "  title: 知识产权: 名称: [")
    assert problem.line in {4, 5}
    assert "YAML" in problem.message


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    problem = broken(tmp_path, "  severity: must_fix", "  severity: must_fix\n  severity: hint")
    assert problem.line == 7
    assert "重复" in problem.message


def test_a_day_that_does_not_exist_needs_quotes(tmp_path: Path) -> None:
    problem = broken(tmp_path, "certificates[ZL1].name: 某方法", "certificates[ZL1].granted_on: 2025-02-30")
    assert problem.line == 22
    assert "引号" in (problem.suggestion or "")


def test_a_rule_id_that_stands_twice(tmp_path: Path) -> None:
    rules = FOLDER_RULES + FOLDER_RULES.split("rules:\n")[1]
    (problem,) = problems_of(write_folder(tmp_path, rules))
    assert problem.line == 24
    assert "X-IP-04" in problem.message
    assert problem.suggestion == "已见于 ip.yaml 第 3 行"


def test_a_variable_that_stands_twice(tmp_path: Path) -> None:
    problem = broken(tmp_path, "  assert:", "  optional: {listed: licence.scope}\n  assert:")
    assert "“listed”重复定义" in problem.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    header = "id: mine\ntitle: 清单\nversion: '1'\nfiles:\n- ip.yaml\n- ipp.yaml\n"
    (problem,) = problems_of(write_folder(tmp_path, header=header))
    assert (problem.file.name, problem.line, problem.suggestion) == ("checklist.yaml", 6, "是否为 ip.yaml？")


@pytest.mark.parametrize("text", ["", "[]", "rules: []", "just text"])
def test_a_file_that_is_no_checklist(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    assert problems_of(file)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes("title: 清单".encode("gbk"))
    (problem,) = problems_of(file)
    assert "UTF-8" in (problem.suggestion or "")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = FOLDER_RULES.replace("same_text", "sametext").replace("{listed}", "{lsted}")
    text = text.replace("[{certificate}].name", "[{certificate}].nmae")
    with pytest.raises(InvalidChecklistError) as raised:
        load_checklist(write_folder(tmp_path, text))
    assert [p.line for p in raised.value.problems] == [12, 13, 14]
    assert "3 处问题" in raised.value.message
    assert "ip.yaml 第 13 行" in raised.value.message


def test_an_unknown_checklist_lists_the_known() -> None:
    with pytest.raises(ChecklistError) as raised:
        load_checklist("no-such-list")
    assert raised.value.exit_code is ExitCode.USAGE
    assert "no-such-list" in raised.value.message
    assert raised.value.remedy


def test_a_folder_without_header(tmp_path: Path) -> None:
    with pytest.raises(ChecklistError, match=r"checklist\.yaml"):
        load_checklist(tmp_path)


# ---- extending


def extending(folder: Path, *rules: dict[str, Any], **header: Any) -> Path:
    write_folder(folder / "base")
    local = folder / "local"
    local.mkdir()
    file = local / "checklist.yaml"
    data = {**HEADER, "extends": "base", **header}
    if rules:
        data |= {"section": SECTION, "rules": list(rules)}
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return local


def test_rules_are_added(tmp_path: Path) -> None:
    checklist = load_checklist(extending(tmp_path, RULE))
    assert checklist.id == "t"
    assert [rule.id for rule in checklist.rules] == ["X-IP-04", "T-01"]
    assert [section.id for section in checklist.sections] == ["ip", "test"]


def test_a_rule_takes_the_place_of_one_with_its_id(tmp_path: Path) -> None:
    checklist = load_checklist(extending(tmp_path, rule_with(id="X-IP-04")))
    assert [(rule.id, rule.section) for rule in checklist.rules] == [("X-IP-04", "test")]


def test_rules_are_left_out(tmp_path: Path) -> None:
    assert load_checklist(extending(tmp_path, disable=["X-IP-04"])).rules == ()


def test_leaving_out_a_rule_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems_of(extending(tmp_path, disable=["X-IP-40"]))
    assert problem.suggestion == "是否为 X-IP-04？"


def test_extending_what_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems_of(extending(tmp_path, extends="nothing"))
    assert "nothing" in problem.message


def test_extending_oneself(tmp_path: Path) -> None:
    (problem,) = problems_of(extending(tmp_path, extends="local"))
    assert "互相引用" in problem.message


# ---- shipped


def test_the_national_checklist_is_found_by_id() -> None:
    assert checklist_folders()
    assert "hnte-2016" in available_checklists()


def test_defaults(tmp_path: Path) -> None:
    rule = load_rule(tmp_path)
    assert (rule.when, rule.unknown_when, rule.subject, rule.notes, rule.cases) == (None, None, None, (), ())
