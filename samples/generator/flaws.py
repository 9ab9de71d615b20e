"""Mistakes to plant, by name: each a change of the firm as all papers or as some papers see it.

A mistake is planted where real ones are made: one paper is typed from an older draft, a
number is copied with two digits swapped, a file is forgotten. `rules` names those that
must find it, `subject` what their finding is about, `also` what may fail as a consequence.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import msgspec

from samples.generator.flaws_papers import PAPER_FLAWS
from samples.generator.flaws_values import VALUE_FLAWS
from samples.generator.model import Dossier
from samples.generator.planting import Planting

Flaw = Callable[[Dossier, Random], Planting]

FLAWS: dict[str, Flaw] = {**VALUE_FLAWS, **PAPER_FLAWS}
"""All mistakes."""

CHOSEN = (
    "commitment_firm", "tax_code", "certificate_title", "patent_digit", "grant_date", "approval_title", "audited_cost",
    "acceptance_missing", "education_sum", "sales_digits", "opening_balance", "product_income", "conversion_count",
    "foreign_name", "comment_left", "narrative_missing",
)  # fmt: skip
"""Those of the committed sample with mistakes, one or two of each kind."""


def expected(planted: dict[str, Planting]) -> list[dict[str, object]]:
    """What a review must find, as plain data."""
    return [
        {"flaw": name, **{k: v for k, v in msgspec.to_builtins(planting.finding).items() if v}}
        for name, planting in planted.items()
    ]
