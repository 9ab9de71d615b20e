"""Annual audit reports (年度审计报告): year, opinion, signer, totals of the statements, parts.

The record's key is the accounting year; a section that names none gives nothing.
Figures are the applicant's own, never the group's. Net assets are 所有者权益合计 as
printed, and assets minus liabilities, with the working, where that row was not
read. `has_*` says false only when an audit report was read to the last page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.financial_audit_report.dating import covered_years, statement_years
from prereview.dossier.extractors.financial_audit_report.movements import movements
from prereview.dossier.extractors.financial_audit_report.notes import revenue_split
from prereview.dossier.extractors.financial_audit_report.opinion import (
    opinion_of,
    verification_code,
)
from prereview.dossier.extractors.financial_audit_report.restatement import restated_amounts
from prereview.dossier.extractors.financial_audit_report.statements import (
    Figure,
    Figures,
    Kind,
    Statement,
    balance_figures,
    cash_figures,
    find_statements,
    income_figures,
    title_of,
)
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
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import sheets_of
from prereview.dossier.sections import SectionView

_BALANCE = {
    "total_assets": "total_assets",
    "total_liabilities": "total_liabilities",
    "equity": "equity",
    "cash": "cash",
    "intangible_assets": "intangible_assets",
    "development_expenditure": "development_expenditure",
    "paid_in_capital": "paid_in_capital",
    "surplus_reserve": "surplus_reserve",
    "retained_earnings": "retained_earnings",
}
"""Facts of the year by row of the balance sheet."""

_OPENING = {
    "opening_total_assets": "total_assets",
    "opening_total_liabilities": "total_liabilities",
    "opening_net_assets": "equity",
    "opening_paid_in_capital": "paid_in_capital",
    "opening_surplus_reserve": "surplus_reserve",
    "opening_retained_earnings": "retained_earnings",
}
"""The same rows one column back."""

_INCOME = {
    "rd_expense": "rd_expense",
    "profit": "profit",
    "operating_profit": "operating_profit",
    "non_operating_income": "windfalls",
    "non_operating_expense": "non_operating_expense",
    "income_tax": "income_tax",
    "net_profit": "net_profit",
}

_PRIOR = {"prior_profit": "profit", "prior_net_profit": "net_profit"}
"""Rows of the income statement one column back."""

_HEADED: dict[Kind, str] = {
    "balance": "balance_sheet_year",
    "income": "income_statement_year",
    "cash_flow": "cash_flow_year",
}
"""Facts for the year a statement is headed with."""

_OTHER_INCOME = {"grants": "其他收益", "investment": "投资收益", "windfalls": "营业外收入"}


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record what an audit report states under the accounting years it covers."""
    sheets = sheets_of(view.blocks)
    statements = find_statements(sheets)
    lines = _without_contents(view, statements)
    front = _front(lines, view, statements)
    years = covered_years(front or lines, statements)
    if not years:
        return
    balance = balance_figures(statements, years[0])
    income = income_figures(statements, years[0])
    cash = cash_figures(statements, years[0])
    for back, year in enumerate(years):
        record = f"audits[{year}]"
        _add_head(record, front, statements, facts)
        _add_balance(record, balance, back, facts)
        _add_income(record, income, back, facts)
        _add(f"{record}.closing_cash", cash.get(("closing_cash", back)), facts)
    rest = sheets[max((sheets.index(s.sheet) for s in statements), default=-1) + 1 :]
    alone = all(s.scope == "own" for s in statements)
    split = revenue_split(rest, years[0], income.get(("revenue", 0)), alone=alone)
    for name, figure in split.items():
        if facts.value(f"audits[{years[0]}].revenue_{name}") is None:
            facts.add_money(f"audits[{years[0]}].revenue_{name}", figure.yuan, figure.place)
    if alone:
        for name, figure in movements(rest).items():
            _add(f"audits[{years[0]}].{name}", figure, facts)
    for number, figure in enumerate(restated_amounts(lines, sheets), 1):
        _add(f"audits[{years[0]}].restated[{number}]", figure, facts)
    if len(years) == 1:
        for kind, (headed, place) in statement_years(statements).items():
            if kind in _HEADED:
                facts.add(f"audits[{years[0]}].{_HEADED[kind]}", headed, place)
    for year in years:
        record_signing(view.pages, facts, f"audits[{year}]", ACCOUNTANT, "cpa_signatures")
    complete = opinion_of(front) is not None and all(p.state in ("read", "blank") for p in view.pages)
    _add_parts(f"audits[{years[0]}]", lines, statements, facts, complete=complete)


# ---- where the report ends and the statements begin


def _front(lines: Sequence[Line], view: SectionView, statements: Sequence[Statement]) -> list[Line]:
    """The lines before the first statement or the notes."""
    tables = [s.sheet.table for s in statements[:1]]
    before: list[Line] = []
    wanted = set(map(id, lines))
    for block in view.blocks:
        if any(block is table for table in tables):
            break
        if isinstance(block, Line) and id(block) in wanted:
            if title_of(block.text) or _NOTES.fullmatch(squash(block.text)):
                break
            before.append(block)
    return before


def _without_contents(view: SectionView, statements: Sequence[Statement]) -> list[Line]:
    """The lines of the section, pages left out that only list its parts."""
    titles: dict[int | None, set[str]] = {}
    for line in view.lines():
        if title_of(line.text) or _NOTES.fullmatch(squash(line.text)):
            titles.setdefault(line.page, set()).add(squash(line.text))
    tables = {s.sheet.page for s in statements}
    contents = {page for page, found in titles.items() if page and len(found) > 2 and page not in tables}
    contents |= {
        line.page for line in view.lines() if line.page and re.fullmatch(_CONTENTS, squash(line.text))
    }
    return [line for line in view.lines() if line.page not in contents]


# ---- facts


def _add_head(
    record: str, front: Sequence[Line], statements: Sequence[Statement], facts: FactCollector
) -> None:
    seen = set(map(id, front))
    heads = [line for s in statements for line in s.sheet.heading if id(line) not in seen]
    agreed = by_agreement([*clients(front), *labelled_clients(heads)])
    for name in agreed:
        facts.add(f"{record}.firm_name", name.text, name)
    other = other_client(front, agreed)
    if other:
        facts.add(f"firm_names[{record[len('audits[') : -1]}年度审计报告正文].name", other.text, other)
    _add_text(f"{record}.report_number", report_number(front), facts)
    _add_text(f"{record}.audit_firm", next(iter(audit_firm(front)), None), facts)
    named = accountants(front)
    if named:
        facts.add(f"{record}.cpas", named[0], named[1])
    opinion = opinion_of(front)
    if opinion:
        facts.add(f"{record}.opinion", opinion[0], opinion[1])
    _add_text(f"{record}.verification_code", verification_code(front), facts)
    dated = signed_on(front)
    if dated:
        facts.add(f"{record}.dated_on", dated[0], dated[1])


def _add_text(path: str, place: Snippet | None, facts: FactCollector) -> None:
    if place:
        facts.add(path, place.text, place)


def _add_balance(record: str, figures: Figures, back: int, facts: FactCollector) -> None:
    for name, row in _BALANCE.items():
        _add(f"{record}.{name}", figures.get((row, back)), facts)
    for name, row in _OPENING.items():
        _add(f"{record}.{name}", figures.get((row, back + 1)), facts)
    for name, years in (("net_assets", back), ("opening_net_assets", back + 1)):
        _add_net_assets(f"{record}.{name}", figures, years, facts)


def _add_net_assets(path: str, figures: Figures, back: int, facts: FactCollector) -> None:
    """所有者权益合计 as printed, else assets minus liabilities."""
    if facts.value(path) is not None:
        return
    equity = figures.get(("equity", back))
    assets, liabilities = figures.get(("total_assets", back)), figures.get(("total_liabilities", back))
    if equity:
        _add(path, equity, facts)
    elif assets and liabilities:
        net = assets.yuan - liabilities.yuan
        working = f"{assets.yuan:,.2f} - {liabilities.yuan:,.2f} = {net:,.2f}"
        facts.add_money(path, net, assets.place, liabilities.place, working=working)


def _add_income(record: str, figures: Figures, back: int, facts: FactCollector) -> None:
    for name, years in (("revenue", back), ("prior_revenue", back + 1)):
        _add(
            f"{record}.{name}",
            figures.get(("revenue", years)) or figures.get(("total_revenue", years)),
            facts,
        )
    for name, row in _PRIOR.items():
        _add(f"{record}.{name}", figures.get((row, back + 1)), facts)
    for name, row in _INCOME.items():
        _add(f"{record}.{name}", figures.get((row, back)), facts)
    for name in ("revenue_main", "revenue_other"):
        _add(f"{record}.{name}", figures.get((name, back)), facts)
    other = {title: f for row, title in _OTHER_INCOME.items() if (f := figures.get((row, back)))}
    gains = {title: figure for title, figure in other.items() if figure.yuan > 0}
    if other:
        total = sum((figure.yuan for figure in gains.values()), Decimal(0))
        working = " + ".join(f"{title} {figure.yuan:,.2f}" for title, figure in gains.items())
        places = [figure.place for figure in (gains or other).values()]
        facts.add_money(f"{record}.other_income", total, *places, working=working or None)


def _add(path: str, figure: Figure | None, facts: FactCollector) -> None:
    if figure:
        facts.add_money(path, figure.yuan, figure.place)


# ---- parts

_CONTENTS = r"目录|内容|报告目录|目次"
_NOTES = re.compile(
    r"[^,。;:、《》]{0,40}(?:财务|会计)?报表(?:项目)?(?:主要项目)?附注(?:\([^()]{0,20}\))*(?:续)?"
)
_NARRATIVE = re.compile(r"[^,。;:、《》]{0,40}财务(?:情况|状况)(?:分析)?说明书?")


def _add_parts(
    record: str,
    lines: Sequence[Line],
    statements: Sequence[Statement],
    facts: FactCollector,
    *,
    complete: bool,
) -> None:
    """Which parts the report has; one that is missing is only said of a report that was read to its end."""
    places = {
        "has_balance_sheet": _statement_place("balance", statements, lines),
        "has_income_statement": _statement_place("income", statements, lines),
        "has_cash_flow": _statement_place("cash_flow", statements, lines),
        "has_notes": _title_place(_NOTES, lines),
        "has_narrative": _title_place(_NARRATIVE, lines),
    }
    for name, place in places.items():
        if place:
            facts.add(f"{record}.{name}", True, place)
        elif complete:
            facts.add(f"{record}.{name}", False, *(snippet(line) for line in lines[:1]))


def _statement_place(kind: str, statements: Sequence[Statement], lines: Sequence[Line]) -> Snippet | None:
    """The title of a statement, else its first cell."""
    for line in lines:
        if title_of(line.text) == kind:
            return snippet(line)
    found = next((s for s in statements if s.kind == kind), None)
    return snippet(found.sheet.table.cells[0]) if found else None


def _title_place(title: re.Pattern[str], lines: Sequence[Line]) -> Snippet | None:
    return next((snippet(line) for line in lines if title.fullmatch(squash(line.text))), None)
