"""What certificates of every kind begin with: the record, its number and the name of the thing."""

from __future__ import annotations

from itertools import count

from prereview.documents.model import Snippet
from prereview.dossier.extractors.certificates.unlabelled import UNLABELLED
from prereview.dossier.extractors.licence_lines import at_most
from prereview.dossier.facts import FactCollector
from prereview.dossier.values.dates import Day

Found = dict[str, Snippet]
"""Labelled values of one certificate, by name."""

Placed = tuple[str, Snippet]
"""A value and where it stands."""


def open_record(
    number: Placed | None, name: Placed | None, kind: str | None, facts: FactCollector, unnumbered: count[int]
) -> str | None:
    """Record number, name and kind, and give the record's path; None for a page with neither of the two.

    Without its number a certificate is joined to its row by its name, which is not
    enough to be sure of it.
    """
    if number:
        record, place = f"certificates[{number[0]}]", number[1]
        facts.add(f"{record}.number", *number)
    elif name:
        record, place = f"certificates[?{next(unnumbered)}]", at_most(name[1], UNLABELLED)
    else:
        return None
    if name:
        facts.add(f"{record}.name", name[0], name[1] if number else place)
    facts.add(f"{record}.kind", kind, place)
    return record


def add_days(record: str, days: dict[str, tuple[Day, Snippet] | None], facts: FactCollector) -> None:
    """Record the days that were read."""
    for name, day in days.items():
        if day:
            facts.add(f"{record}.{name}", *day)
