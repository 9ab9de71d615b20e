"""The checklist as documentation: a list of its rules, and one rule explained in plain Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prereview.checklist.binding import PathSpec
from prereview.checklist.finding import SEVERITY_TITLES, Verdict
from prereview.checklist.formatting import fact_text
from prereview.checklist.model import Case, Checklist, Rule
from prereview.checklist.problems import did_you_mean
from prereview.checklist.titles import path_title
from prereview.dossier.vocabulary import vocabulary
from prereview.errors import UsageError

VERDICT_TITLES = {
    Verdict.PASS: "通过",
    Verdict.FAIL: "不通过",
    Verdict.CANNOT_TELL: "未能核对",
    Verdict.NOT_APPLICABLE: "不涉及",
}


def list_rules(checklist: Checklist) -> str:
    """All rules by section: id, severity, title. Ends in a newline."""
    return "\n".join(_list_lines(checklist)) + "\n"


def _list_lines(checklist: Checklist) -> Iterator[str]:
    firsts = [rule for rule in checklist.rules if rule is checklist.rule(rule.id)]
    yield f"{checklist.title}（{checklist.id} {checklist.version}），{len(firsts)} 条规则"
    width = max((len(rule.id) for rule in firsts), default=0)
    for section in checklist.sections:
        rules = [rule for rule in firsts if rule.section == section.id]
        if rules:
            yield ""
            yield f"【{section.title}】{len(rules)} 条"
        for rule in rules:
            yield f"  {rule.id:<{width}}  {SEVERITY_TITLES[rule.severity]}  {rule.title}"


def explain_rule(checklist: Checklist, rule_id: str) -> str:
    """One rule in full: basis, what it needs, its condition, what it says, its examples.

    Raises `UsageError` for an id that is not in the checklist.
    """
    variants = variants_or_error(checklist, rule_id)
    sections = {section.id: section.title for section in checklist.sections}
    return "\n".join(_lines(variants, sections[variants[0].section])) + "\n"


def variants_or_error(checklist: Checklist, rule_id: str) -> tuple[Rule, ...]:
    """All tests of a rule. Raises `UsageError`, with a near id, when there is none."""
    variants = checklist.variants(rule_id)
    if not variants:
        near = did_you_mean(rule_id.upper(), [r.id for r in checklist.rules])
        remedy = near or "prereview rules list 列出全部规则"
        raise UsageError(f"检查清单 {checklist.id} 中没有规则 {rule_id}", remedy=remedy)
    return variants


def _lines(variants: tuple[Rule, ...], section: str) -> Iterator[str]:
    rule = variants[0]
    yield f"{rule.id} {rule.title}"
    yield rule.summary
    yield ""
    yield f"分类：{section}"
    for variant in variants:
        if variant.variant:
            yield ""
            yield f"【{variant.variant}】"
        yield from _rule_lines(variant)


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield f"级别：{SEVERITY_TITLES[rule.severity]}"
    yield f"依据：{rule.basis.text}" + ("" if rule.basis.is_law else "（法规未作规定）")
    if rule.for_each:
        yield f"逐项核对：{'、'.join(path_title(spec.text) for spec in rule.for_each.values())}"
        yield f"没有可核对的项目时：{VERDICT_TITLES[rule.if_empty]}"
    yield from _paths("需要读到", rule.needs)
    yield from _paths("读到则一并使用", rule.optional)
    if rule.when:
        yield f"适用条件：{rule.when.source}"
    if rule.unknown_when and rule.unknown:
        yield f"无法判断的情形：{rule.unknown_when.source} → {rule.unknown.source}"
    yield f"通过条件：{rule.assertion.source}"
    yield f"不通过时提示：{rule.message.source}"
    for note in rule.notes:
        yield f"附注（{note.when.source}）：{note.text.source}"
    if rule.working:
        yield f"计算过程：{rule.working.source}"
    yield f"处理：{rule.advice}"
    yield f"由谁提供：{rule.provider}"
    yield from _cases(rule.cases)


def _paths(label: str, specs: Mapping[str, PathSpec]) -> Iterator[str]:
    if specs:
        yield f"{label}："
        for name, spec in specs.items():
            yield f"  {name} = {path_title(spec.text, with_source=True)}　{spec.text}"


def _cases(cases: tuple[Case, ...]) -> Iterator[str]:
    if cases:
        yield "示例："
    for case in cases:
        yield f"  {case.name} → {_expected(case)}"
        for fact in case.facts:
            term = vocabulary().term(fact.path)
            yield f"    {path_title(fact.path)}：{fact_text(fact.value, term.type if term else None)}"


def _expected(case: Case) -> str:
    if isinstance(case.expected, Verdict):
        return VERDICT_TITLES[case.expected]
    return "、".join(f"{subject} {VERDICT_TITLES[verdict]}" for subject, verdict in case.expected.items())
