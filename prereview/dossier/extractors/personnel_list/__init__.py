"""职工和科技人员名单: who works for the firm, who of them is technical staff, and how many there are.

Promised: one record per person in the order listed, whatever the columns; the
numbers a statement gives in words. A person who stands in the list of all staff
and in that of technical staff is one record.

Refused: numbers of identity papers and telephones are never read; a person is
called technical staff only where a column, the heading of a list or the stated
number says so.
"""

from __future__ import annotations

from prereview.dossier.extractors.papers import record_firm
from prereview.dossier.extractors.personnel_list.counts import record_counts
from prereview.dossier.extractors.personnel_list.months import record_months
from prereview.dossier.extractors.personnel_list.people import record_people
from prereview.dossier.facts import FactCollector
from prereview.dossier.sections import SectionView

__all__ = ["extract"]


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `personnel`, `personnel_counts` and `staff_months`."""
    record_counts(view, facts)
    record_people(view, facts)
    record_months(view, facts)
    record_firm(view, facts)
