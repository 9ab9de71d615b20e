"""Special audits (专项审计、专项鉴证) of R&D costs and of high-tech income.

The two come as two reports or as one; so both are looked for in either, and the
head of the report (number, firm, date) is recorded for what was found. Figures
of the opinion paragraph are kept beside those of the tables (`stated_*`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.report_head import (
    accountants,
    audit_firm,
    by_agreement,
    clients,
    labelled_clients,
    other_client,
    report_number,
    signed_on,
)
from prereview.dossier.extractors.signing import ACCOUNTANT, record_signing
from prereview.dossier.extractors.special_audit.contents import add_activity_notes, add_gross_derivation
from prereview.dossier.extractors.special_audit.costs import (
    CostTable,
    add_costs,
    add_domestic,
    cost_tables,
)
from prereview.dossier.extractors.special_audit.income import (
    IncomeTable,
    add_income,
    income_tables,
    income_year,
)
from prereview.dossier.extractors.special_audit.sentences import (
    add_cost_sentences,
    add_income_sentences,
    states_income,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import Sheet, sheets_of
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.sections import SectionView

Record = Literal["special_rd", "special_income"]
_PAPERS: dict[Record, str] = {
    "special_rd": KIND_TITLES["special_audit_rd"],
    "special_income": KIND_TITLES["special_audit_income"],
}


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record what a special audit report states about R&D costs, income, or both."""
    sheets = sheets_of(view.blocks)
    listed = dict(_listed_projects(view.lines()))
    costs = cost_tables(sheets, {place.text: number for number, place in listed.items()})
    products, units = income_tables(sheets, view.lines())
    front = _front(view, sheets, costs, products)
    about_costs = bool(costs) or view.kind == "special_audit_rd"
    about_income = bool(products) or states_income(front) or view.kind == "special_audit_income"
    if about_costs:
        add_costs(costs, facts)
        for number, place in listed.items():
            if facts.value(f"special_rd.projects[{number}].name") is None:
                facts.add(f"special_rd.projects[{number}].name", place.text, place)
        add_cost_sentences(front, facts)
        add_domestic(costs, facts)
        _add_head("special_rd", front, sheets, facts)
        record_signing(view.pages, facts, "special_rd", ACCOUNTANT, "cpa_signatures")
        if view.kind == "special_audit_rd":
            add_activity_notes(view, list(listed.values()), "special_rd", facts)
    if about_income:
        add_income(sheets, products, units, facts)
        add_income_sentences(front, facts)
        year = income_year(products, front)
        if year:
            facts.add("special_income.year", year[0], year[1])
        _add_head("special_income", front, sheets, facts)
        record_signing(view.pages, facts, "special_income", ACCOUNTANT, "cpa_signatures")
        if view.kind == "special_audit_income":
            add_gross_derivation(view, sheets, "special_income", facts)


def _front(
    view: SectionView, sheets: Sequence[Sheet], costs: Sequence[CostTable], products: Sequence[IncomeTable]
) -> list[Line]:
    """The lines before the first appendix: cover and text of the report.

    Of a report that has its table in the midst of its only page all lines of that page. Lines of
    text that align by chance are still text.
    """
    appendices = [*(table.sheet for table in costs), *(table.sheet for table in products)]
    first = min((sheets.index(sheet) for sheet in appendices), default=None)
    if first is None:
        return list(view.lines())
    sheet = sheets[first]
    before = [line for s in sheets[: first + 1] for line in s.heading]
    page = sheet.page
    earlier = [line for line in view.lines() if page and line.page and line.page < page]
    earlier = earlier or [line for line in before if line.page is None or line.page != page]
    return earlier or [line for line in view.lines() if line.page == page] or before


_TABLE_TITLE = re.compile(r"(?:20\d{2}年度?)?(?:研究开发|研发)?(?:费用|投入|支出)[^,。;:]{0,8}表$")
_ACTIVITY = re.compile(r"(RD\d{2,3})[:、.]?([^(,。;:]{4,60})(?:\((?=20\d\d)|$)")


def _listed_projects(lines: Iterable[Line]) -> Iterator[tuple[str, Snippet]]:
    """Names in the description of the activities: `RD01 某某的研发（2022-02-07至…）`."""
    for line in lines:
        text = _TABLE_TITLE.sub("", squash(line.text))
        match = _ACTIVITY.fullmatch(text) or _ACTIVITY.match(text)
        if match and (match[0].endswith("(") or len(match[2]) < 30):
            yield match[1], msgspec.structs.replace(snippet(line), text=match[2])


def _add_head(record: Record, front: Sequence[Line], sheets: Sequence[Sheet], facts: FactCollector) -> None:
    seen = set(map(id, front))
    headings = [line for sheet in sheets for line in sheet.heading if id(line) not in seen]
    agreed = by_agreement([*clients(front), *labelled_clients(headings)])
    for name in agreed:
        facts.add(f"{record}.firm_name", name.text, name)
    other = other_client(front, agreed)
    if other:
        facts.add(f"firm_names[{_PAPERS[record]}正文].name", other.text, other)
    number = report_number(front)
    if number:
        facts.add(f"{record}.report_number", number.text, number)
    for firm in audit_firm(front)[:1]:
        facts.add(f"{record}.audit_firm", firm.text, firm)
    named = accountants(front)
    if named:
        facts.add(f"{record}.cpas", named[0], named[1])
    dated = signed_on(front)
    if dated:
        facts.add(f"{record}.dated_on", dated[0], dated[1])
