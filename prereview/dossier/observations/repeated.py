"""One invoice or contract that proves two conversions.

Papers of one kind with one number count as the same paper; they count as used
twice when they stand with different results or in different files. A long number
that was read alike twice was read rightly, however doubtful each reading is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from prereview.dossier.corroboration import CONFIRMED
from prereview.dossier.facts import Fact, Facts
from prereview.dossier.values.characters import tight

TELLING = 12
"""Numbers of so many characters are not misread alike by chance."""


def repeated_evidence(facts: Facts) -> Iterator[Fact]:
    """`repeated_evidence`, one per number."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in facts.keys_of("conversion_evidence"):
        head = f"conversion_evidence[{key}]"
        number, kind = facts.value(f"{head}.number"), facts.value(f"{head}.kind")
        if isinstance(number, str) and isinstance(kind, str):
            groups[kind, tight(number)].append(head)
    found = 0
    for (kind, number), heads in groups.items():
        uses = dict.fromkeys(_use(facts, head) for head in heads)
        if len(uses) < 2:
            continue
        found += 1
        evidence = tuple(e for head in heads for e in facts[f"{head}.number"].evidence)
        if len(number) >= TELLING:
            evidence = tuple(msgspec.structs.replace(e, confidence=CONFIRMED) for e in evidence)
        record = f"repeated_evidence[{found}]"
        yield Fact(f"{record}.number", number, None, evidence)
        yield Fact(f"{record}.kind", kind, None, evidence)
        yield Fact(f"{record}.uses", tuple(uses), None, evidence)


def _use(facts: Facts, head: str) -> str:
    """What a paper stands with: the result it names, else its file."""
    return str(facts.value(f"{head}.result") or facts.value(f"{head}.file") or head)
