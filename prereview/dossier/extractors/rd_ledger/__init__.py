"""研发支出辅助账: what each activity cost in a year, by category, and the entries behind it.

Two families come: ledgers laid out like section five of the form, and those of
the tax scheme. Both have a summary (activities × categories, either way round)
and detailed accounts of single activities.

Promised: per year and activity the total and the categories printed; for a
detailed account its closing total and the sum of its entries, side by side.

Refused: an account whose year or activity is not named gives no figure.
"""

from __future__ import annotations

from prereview.dossier.extractors.papers import record_firm
from prereview.dossier.extractors.rd_ledger.accounts import record_accounts
from prereview.dossier.extractors.rd_ledger.summaries import record_summaries
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.sheets import sheets_of
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.sections import SectionView

__all__ = ["extract"]


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `ledgers`: summaries first, detailed accounts where they say more."""
    sheets = sheets_of(view.blocks)
    year = record_summaries(sheets, facts)
    year = record_accounts(sheets, view.lines(), facts, year)
    record_firm(view, facts, f"{year}年度{KIND_TITLES[view.kind]}" if year else None)
