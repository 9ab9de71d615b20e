"""Whose paper it is: the names of firms and the credit codes, paper by paper.

Records with a name of their own (licence, audits, returns, approvals) are listed
here beside the papers whose extractors name them directly, so that one rule can
compare them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from prereview.dossier.facts import Fact, split_path

_PAPERS: dict[str, str] = {
    "licence": "营业执照",
    "application": "认定申请书",
    "special_rd": "研发费用专项审计报告",
    "special_income": "高新收入专项审计报告",
    "audits": "{key}年度审计报告",
    "tax_returns": "{key}年度纳税申报表",
    "rd_approvals": "{key}立项材料",
}
"""Records that state a firm's name or code, and what their papers are called."""

_LISTS = {"firm_name": "firm_names[{paper}].name", "uscc": "credit_codes[{paper}].code"}


def gather_names(facts: Iterable[Fact]) -> Iterator[Fact]:
    """`firm_names` and `credit_codes` of the records that state them."""
    for fact in facts:
        steps = split_path(fact.path)
        pattern = _LISTS.get(steps[-1])
        if pattern is None or steps[0] not in _PAPERS or len(steps) > 3:
            continue
        key = steps[1][1:-1] if len(steps) == 3 else ""
        paper = _PAPERS[steps[0]].format(key=key)
        yield msgspec.structs.replace(fact, path=pattern.format(paper=paper), readings=())
