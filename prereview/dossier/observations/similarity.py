"""Texts of different activities or products that are nearly the same.

Only texts of one box are compared with each other: the same words for the core
technology of two activities mean that one of them was copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from rapidfuzz import fuzz

from prereview.dossier.facts import Fact, Facts, split_path
from prereview.dossier.values.characters import tight
from prereview.dossier.vocabulary import vocabulary

BOXES = (
    "application.rd[*].core_technology",
    "application.rd[*].purpose",
    "application.rd[*].results",
    "application.products[*].key_technology",
    "application.products[*].advantage",
    "application.products[*].ip_support",
)

SHORTEST = 40
"""Shorter texts, in characters, are alike by chance."""

WORTH_NAMING = 0.75
"""From this likeness on (0 to 1) a pair is recorded."""


def similar_texts(facts: Facts) -> Iterator[Fact]:
    """`similar_texts`, one per pair."""
    number = 0
    for box in BOXES:
        texts = [(fact, tight(str(fact.value))) for fact in facts.match(box)]
        long_enough = [(fact, text) for fact, text in texts if len(text) >= SHORTEST]
        for (one, a), (other, b) in combinations(long_enough, 2):
            likeness = fuzz.ratio(a, b, score_cutoff=100 * WORTH_NAMING) / 100
            if likeness:
                number += 1
                yield from _pair(number, one, other, likeness)


def _pair(number: int, one: Fact, other: Fact, likeness: float) -> Iterator[Fact]:
    evidence = (*one.evidence, *other.evidence)
    head = f"similar_texts[{number}]"
    yield Fact(f"{head}.first", _title(one), None, evidence)
    yield Fact(f"{head}.second", _title(other), None, evidence)
    yield Fact(f"{head}.similarity", Decimal(likeness).quantize(Decimal("0.0001")), None, evidence)


def _title(fact: Fact) -> str:
    return f"{split_path(fact.path)[2][1:-1]} {vocabulary().title(fact.path)}"
