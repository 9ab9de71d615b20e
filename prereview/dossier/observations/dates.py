"""Printed dates that no calendar has: 30 February, the 31st of a short month."""

from __future__ import annotations

from collections.abc import Iterator

from prereview.dossier.facts import Fact, Facts, split_path
from prereview.dossier.vocabulary import vocabulary


def impossible_dates(facts: Facts) -> Iterator[Fact]:
    """`impossible_dates`, one per fact of type date whose value could only be kept as text."""
    number = 0
    for fact in facts.values():
        term = vocabulary().term(fact.path)
        if term is None or term.type != "date" or not isinstance(fact.value, str):
            continue
        number += 1
        keys = " ".join(step[1:-1] for step in split_path(fact.path) if step.startswith("["))
        subject = f"{keys} {term.title}".strip()
        yield Fact(f"impossible_dates[{number}].text", fact.value, None, fact.evidence)
        yield Fact(f"impossible_dates[{number}].subject", subject, None, fact.evidence)
