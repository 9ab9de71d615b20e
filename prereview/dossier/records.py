"""One record per thing: the sections' facts under keys that hold for the whole package.

Sections count their rows and unnumbered projects for themselves. Here a counted
row (`personnel[3]`) that names the same person or result as one already known
joins it, any other gets the next free number, and a provisional key (`[?1]`)
becomes unique until it is joined by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from prereview.dossier.facts import Fact, Value, join_path, merge_readings, split_path
from prereview.dossier.sections import SectionFacts
from prereview.dossier.values.names import normalise_name

PROVISIONAL = "?"
"""How a key begins that only holds inside its section."""

A_PART = "has_"
"""How flags begin that say whether a report has a part; its parts may be files of their own."""

ANY_PAPER = ("sealed", "signed")
"""Flags that one of several papers of a record settles: a task book, and the decision that bears the seal."""

_RULE_TITLE = re.compile(r"rules\[\d+\]\.title")
"""Rules go by their titles: the letter that issues one may be a section of its own."""

_YEAR_TOTAL = re.compile(r"special_rd\[20\d\d\]\.total")
_OVER_YEARS = (
    "special_rd.total",
    "special_rd.domestic",
    "special_rd.stated_total",
    "special_rd.stated_ratio",
)
"""What a special audit says of all its years together."""

LATEST = ("fee_paid_on", "fee_year")
"""Facts that several receipts state, each for its year: the last one counts."""

ONE_PER_PAPER = ("firm_names[", "credit_codes[")
"""Records whose keys are papers in words; two papers may have the same title."""


def merge_sections(sections: Sequence[SectionFacts]) -> tuple[Fact, ...]:
    """All facts of a package; readings of one path from several sections stand together."""
    merged: dict[str, Fact] = {}
    rows = _Rows()
    for number, section in enumerate(sections):
        for fact in rows.renumbered(_made_unique(section.facts, number)):
            fact = _apart(fact, merged) if fact.path.startswith(ONE_PER_PAPER) else fact
            known = merged.get(fact.path)
            merged[fact.path] = fact if known is None else together(known, fact)
    return tuple(_with_yearly_audits(merged).values())


def together(known: Fact, fact: Fact) -> Fact:
    """Two papers on one path; what one of them holds or bears is there, whatever the other one lacks."""
    name = split_path(fact.path)[-1]
    if (name.startswith(A_PART) or name in ANY_PAPER) and known.value != fact.value:
        return fact if fact.value is True else known
    if name in LATEST:
        return max(known, fact, key=lambda stated: str(stated.value).rjust(10))
    return merge_readings(known, fact)


def _with_yearly_audits(merged: dict[str, Fact]) -> dict[str, Fact]:
    """Where each year has a special audit of its own, what these call their total is that of a year.

    Then the totals over the years are left to be summed up; those of the domestic cost are.
    """
    total = merged.get("special_rd.total")
    of_years = {fact.value for path, fact in merged.items() if _YEAR_TOTAL.fullmatch(path)}
    totals = {reading.value for reading in (total, *total.readings)} if total else set()
    domestic = merged.get("special_rd.domestic")
    parts = [domestic, *domestic.readings] if domestic else []
    yearly = len(totals) > 1 and totals <= of_years
    if not yearly and not (total is None and parts and _fit_in_a_year(parts, of_years)):
        return merged
    kept = {path: fact for path, fact in merged.items() if path not in _OVER_YEARS}
    if domestic and 1 < len(parts) == len(of_years):
        amounts = [part.value for part in parts if isinstance(part.value, Decimal)]
        sum_of_years = sum(amounts, Decimal(0))
        evidence = tuple(e for part in parts for e in part.evidence)
        working = " + ".join(f"{amount:,.2f}" for amount in amounts) + f" = {sum_of_years:,.2f}"
        kept[domestic.path] = Fact(domestic.path, sum_of_years, domestic.unit, evidence, working=working)
    return kept


def _fit_in_a_year(parts: Sequence[Fact], of_years: set[Value]) -> bool:
    """Whether no domestic cost is more than the largest cost of a year: then it is that of a year."""
    largest = max((year for year in of_years if isinstance(year, Decimal)), default=None)
    return largest is not None and all(isinstance(p.value, Decimal) and p.value <= largest for p in parts)


def _apart(fact: Fact, known: Mapping[str, Fact]) -> Fact:
    """Papers of one title that say different things are told apart by a number."""
    path, count = fact.path, 1
    while path in known and known[path].value != fact.value:
        count += 1
        path = fact.path.replace("]", f"（{count}）]", 1)
    return fact if path == fact.path else rename(fact, path)


def rename(fact: Fact, path: str) -> Fact:
    """The fact, and its other readings, under another path."""
    readings = tuple(rename(r, path) for r in fact.readings)
    return msgspec.structs.replace(fact, path=path, readings=readings)


def _made_unique(facts: Iterable[Fact], section: int) -> Iterable[Fact]:
    for fact in facts:
        if f"[{PROVISIONAL}" in fact.path:
            yield rename(fact, fact.path.replace(f"[{PROVISIONAL}", f"[{PROVISIONAL}{section}."))
        else:
            yield fact


class _Rows:
    """Numbers of counted rows by what they name."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {}
        self._used: dict[str, set[int]] = {}

    def renumbered(self, facts: Iterable[Fact]) -> Iterable[Fact]:
        """The facts of one section, with its row numbers replaced by the package's."""
        facts = tuple(facts)
        mapping = self._mapping(facts)
        for fact in facts:
            row = _row_of(fact.path)
            new = mapping.get(row) if row else None
            if row and new and new != row[1]:
                steps = list(split_path(fact.path))
                steps[row[2]] = f"[{new}]"
                yield rename(fact, join_path(steps))
            else:
                yield fact

    def _mapping(self, facts: Sequence[Fact]) -> dict[tuple[str, str, int], str]:
        names = _names(facts)
        mapping: dict[tuple[str, str, int], str] = {}
        taken: dict[str, set[int]] = {}
        for row, name in names.items():
            record, key, _ = row
            known = self._numbers.setdefault(record, {})
            number = known.get(name) if name else None
            if number is None or number in taken.setdefault(record, set()):
                number = self._free_number(record, int(key))
            taken.setdefault(record, set()).add(number)
            if name:
                known.setdefault(name, number)
            mapping[row] = str(number)
        return mapping

    def _free_number(self, record: str, wished: int) -> int:
        """The printed number where it is free, else the next after the last."""
        used = self._used.setdefault(record, set())
        number = wished if wished not in used else max(used) + 1
        used.add(number)
        return number


def _row_of(path: str) -> tuple[str, str, int] | None:
    """Record, number and place of the first counted key: `personnel[3].name` → `("personnel", "3", 1)`.

    Four digits are a year, not a row.
    """
    steps = split_path(path)
    for index, step in enumerate(steps):
        if step.startswith("["):
            key = step[1:-1]
            counted = key.isdecimal() and len(key) < 4
            return (join_path(steps[:index]), key, index) if counted else None
    return None


def _names(facts: Iterable[Fact]) -> dict[tuple[str, str, int], str]:
    """What each counted row of a section names, in the order of the rows; empty where it names nothing."""
    found: dict[tuple[str, str, int], str] = {}
    for fact in facts:
        row = _row_of(fact.path)
        if row:
            names = fact.path.endswith("].name") or _RULE_TITLE.fullmatch(fact.path)
            name = _text(fact.value) if names else ""
            found[row] = name or found.get(row, "")
    return found


def _text(value: Value) -> str:
    return normalise_name(value) if isinstance(value, str) else ""
