"""The checklist as documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from prereview.checklist.catalogue import explain_rule, list_rules
from prereview.checklist.titles import first_path_below, path_title, paths_by_source
from prereview.errors import UsageError
from tests.checklist.writing import load_rules, rule_with


def test_the_list_names_sections_and_rules(tmp_path: Path) -> None:
    second = rule_with(id="T-02", severity="hint", title="另一条")
    text = list_rules(load_rules(tmp_path, rule_with(), second))
    assert "测试清单（t 1），2 条规则" in text
    assert "【测试】2 条" in text
    assert "T-02  提示  另一条" in text


def test_a_rule_is_explained_in_full(tmp_path: Path) -> None:
    rule = rule_with(
        for_each={"year": "audits"},
        needs={"stated": "application.years[{year}].net_assets", "audited": "audits[{year}].net_assets"},
        optional={"code": "audits[{year}].verification_code"},
        when="audited > 0",
        unknown_when="code == ''",
        unknown="没有验证码",
        working="{stated:wan}",
        notes=[{"when": "unit_slip(stated, audited)", "text": "疑为单位不一致"}],
        if_empty="not_applicable",
        cases=[
            {
                "name": "equal",
                "facts": {"application.years[2025].net_assets": 10000, "audits[2025].net_assets": 10000},
                "expect": {"2025": "pass"},
            }
        ],
    )
    text = explain_rule(load_rules(tmp_path, rule), "t-01")
    for expected in (
        "T-01 净资产与审计报告一致",
        "级别：必改",
        "依据：实务：测试（法规未作规定）",
        "逐项核对：年度审计报告",
        "没有可核对的项目时：不涉及",
        "净资产（审计）（年度审计报告）　audits[{year}].net_assets",
        "审计报告验证码",
        "适用条件：audited > 0",
        "无法判断的情形：code == '' → 没有验证码",
        "通过条件：agree(stated, audited)",
        "疑为单位不一致",
        "处理：以审计报告为准",
        "由谁提供：财务",
        "equal → 2025 通过",
        "2025年净资产：1.00 万元",
    ):
        assert expected in text


def test_an_unknown_rule_suggests_a_near_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        explain_rule(load_rules(tmp_path, rule_with()), "T-1")
    assert raised.value.remedy == "是否为 T-01？"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("application.years[2025].sales", "2025年销售收入"),
        ("application.rd_costs[2025][RD03].direct", "2025年RD03 直接投入费用"),
        ("application.rd_costs[2025][total].direct", "2025年合计 直接投入费用"),
        ("application.rd_costs[{year}][RD*].direct", "直接投入费用"),
        ("licence.established_on", "成立日期"),
        ("application.ip", "知识产权汇总表"),
        ("application.ip[]", "知识产权汇总表"),
        ("application.rd_costs[*][RD*]", "年度研发费用结构明细表"),
        ("derived.accounting_years", "应提供数据的会计年度"),
    ],
)
def test_titles_of_paths(path: str, title: str) -> None:
    assert path_title(path) == title


def test_paths_are_gathered_by_document() -> None:
    paths = ["licence.established_on", "application.firm_name", "licence.address", "licence.address"]
    assert paths_by_source(paths) == "营业执照（成立日期、住所）、认定申请书（企业名称）"


def test_many_paths_are_counted() -> None:
    text = paths_by_source(f"application.ip[IP{n:02d}].name" for n in range(1, 10))
    assert text.endswith("等 9 项）")


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ("application.ip", "application.ip[*].name"),
        ("application.rd_costs[*][RD*]", "application.rd_costs[*][*].internal"),
        ("derived.accounting_years", "derived.accounting_years"),
    ],
)
def test_a_record_is_stood_for_by_its_first_path(record: str, path: str) -> None:
    assert first_path_below(record) == path
