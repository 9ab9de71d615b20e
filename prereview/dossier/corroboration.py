"""Recognised values that something else in the package confirms, or makes doubtful.

A recogniser is as sure of a name as of its least sure character: it doubts what
is right, and is sure of a name in which it passed over a character. A value counts
as read surely when another page states the same beyond doubt, when its check
character holds, or when it fits an identity of the same statement. A name that
nothing confirms and that is but a slip away from one that is certain is doubtful;
so is, however often it was recognised, one that differs from a printed name in one
character, since a recogniser takes a rare character for the same other one on every
page; and so are the date of a proof that neither its number nor another page repeats and
the lines of a statement that stand in no other: a misreading must not become a
contradiction. Only confidences are changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec
from rapidfuzz.distance import Levenshtein

from prereview.dossier.facts import Fact, Facts
from prereview.dossier.values.identifiers import patent_number, patent_number_problem, uscc_problem
from prereview.dossier.values.names import normalise_name

CONFIRMED = 0.95
"""How sure a confirmed value is, 0 to 1."""

DOUBTFUL = 0.5
"""How sure a name is at most that may be a misreading of another, 0 to 1."""

MOST_DROPPED = 3
"""A recogniser may pass over so many characters of a name."""

SHORTEST_NAME = 2
"""A single character says nothing."""

LONG_NAME = 6
"""Characters from which two names that differ in one are hardly those of two people."""

SMALLEST_AMOUNT = Decimal(1000)
"""Smaller amounts, in yuan, agree by chance."""

_IDENTITIES = (
    ("audits[{key}].total_assets", "audits[{key}].total_liabilities", "audits[{key}].net_assets"),
    (
        "audits[{key}].opening_total_assets",
        "audits[{key}].opening_total_liabilities",
        "audits[{key}].opening_net_assets",
    ),
)
"""Facts of which the first is the sum of the others, to the cent."""


def corroborate(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, those that are confirmed with the confidence they deserve."""
    stated = _stated(facts)
    known = Facts(facts)
    identical = frozenset(_in_identity(known))
    names = [key for key in stated if isinstance(key, str) and stated[key]]
    printed = frozenset(_printed_names(facts))
    judged: list[Fact] = []
    for fact in facts:
        if not any(e.method == "ocr" for e in fact.evidence):
            judged.append(fact)
        elif fact.path in identical or _checks(fact):
            judged.append(_with(fact, max(fact.confidence, CONFIRMED)))
        elif _is_alike_misread(fact, printed):
            judged.append(_with(fact, min(fact.confidence, DOUBTFUL)))
        elif _stated_elsewhere(fact, stated):
            judged.append(_with(fact, max(fact.confidence, CONFIRMED)))
        elif _is_doubtful(fact, names, known):
            judged.append(_with(fact, min(fact.confidence, DOUBTFUL)))
        else:
            judged.append(fact)
    return tuple(judged)


_NAMES = ("name", "firm_name", "audit_firm", "legal_representative", "owners", "leader", "partner", "client")
"""Last steps of paths whose values are names of firms, people and things."""


_STATEMENT_LINE = re.compile(
    r"audits\[[^\]]*\]\.(?:prior_\w+|operating_profit|net_profit|non_operating_\w+|income_tax|(?:opening_)?paid_in_capital"
    r"|(?:opening_)?surplus_reserve|(?:opening_)?retained_earnings|cash|closing_cash|intangible_assets"
    r"|development_expenditure|payroll|depreciation_charged|amortisation_charged)"
    r"|tax_returns\[[^\]]*\]\.(?:deduction_\w+|rd_project_count|staff_average|assets_average|technical_income"
    r"|ht_staff_\w+|filed_on|certificate_\w+)"
)
"""Lines that only serve to see whether statements hang together: a digit misread breaks each tie."""

_PROOF_DATE = re.compile(r"conversion_evidence\[[^\]]*\]\.dated_on")
"""Dates on which a conversion counts or does not."""


def _numbered_by_year(fact: Fact, facts: Facts) -> bool:
    """Whether the paper's number, or that of its contract, bears the year: `24332000…`, `XS-2024-077`."""
    record = fact.path.rpartition(".")[0]
    numbers = (str(facts.value(f"{record}.{name}") or "") for name in ("number", "contract_number"))
    year = str(fact.value.year) if isinstance(fact.value, date) else ""
    return bool(year) and any(year in n or n.startswith(year[2:]) for n in numbers)


def _with(fact: Fact, confidence: float) -> Fact:
    raises = confidence >= fact.confidence
    evidence = tuple(
        msgspec.structs.replace(
            e, confidence=max(e.confidence, confidence) if raises else min(e.confidence, confidence)
        )
        for e in fact.evidence
    )
    return msgspec.structs.replace(fact, evidence=evidence)


def _is_doubtful(fact: Fact, names: Sequence[str], facts: Facts) -> bool:
    if fact.path.endswith(_NAMES):
        return _may_be_misread(fact, names)
    if _STATEMENT_LINE.fullmatch(fact.path):
        return True
    return bool(_PROOF_DATE.fullmatch(fact.path)) and not _numbered_by_year(fact, facts)


def _may_be_misread(fact: Fact, names: Sequence[str]) -> bool:
    """Whether a name is another, certain one but for a character or for some that were passed over."""
    return any(_is_slip(key, name) for key in _keys(fact) if isinstance(key, str) for name in names)


def _printed_names(facts: Iterable[Fact]) -> Iterator[str]:
    """Long names that stand in text that was not recognised."""
    for fact in facts:
        if fact.path.endswith(_NAMES) and any(e.method != "ocr" for e in fact.evidence):
            yield from (key for key in _keys(fact) if isinstance(key, str) and len(key) >= LONG_NAME)


def _is_alike_misread(fact: Fact, printed: frozenset[str]) -> bool:
    """Whether a name is a printed one but for a character: a recogniser errs alike on every page."""
    if not fact.path.endswith(_NAMES):
        return False
    keys = [
        key for key in _keys(fact) if isinstance(key, str) and len(key) >= LONG_NAME and key not in printed
    ]
    return any(len(key) == len(name) and _is_slip(key, name) for key in keys for name in printed)


def _is_slip(read: str, name: str) -> bool:
    missing = len(name) - len(read)
    if read == name or not -1 <= missing <= MOST_DROPPED:
        return False
    if len(read) >= SHORTEST_NAME and Levenshtein.distance(read, name, score_cutoff=1) == 1:
        return True
    rest = iter(name)
    return missing > 0 and len(read) > 2 * MOST_DROPPED and all(character in rest for character in read)


_Key = str | date | Decimal
_Page = tuple[str, int | None]


def _keys(fact: Fact) -> Iterator[_Key]:
    """What a value is compared by; counts, flags and small amounts agree by chance and have no key."""
    values: Iterable[object] = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    for value in values:
        if isinstance(value, str):
            name = normalise_name(value)
            if len(name) >= SHORTEST_NAME:
                yield name
        elif isinstance(value, date) or (isinstance(value, Decimal) and abs(value) >= SMALLEST_AMOUNT):
            yield value


def _stated(facts: Iterable[Fact]) -> Mapping[_Key, frozenset[_Page]]:
    """The pages on which each value was read surely; two doubtful readings may err alike."""
    pages: dict[_Key, set[_Page]] = defaultdict(set)
    for fact in facts:
        for key in _keys(fact):
            pages[key] |= {(e.file, e.page) for e in fact.evidence if e.confidence >= CONFIRMED}
    return {key: frozenset(found) for key, found in pages.items()}


def _stated_elsewhere(fact: Fact, stated: Mapping[_Key, frozenset[_Page]]) -> bool:
    own = {(e.file, e.page) for e in fact.evidence}
    keys = list(_keys(fact))
    return bool(keys) and all(stated[key] - own for key in keys)


def _checks(fact: Fact) -> bool:
    """Whether a code carries a check character that holds."""
    if not isinstance(fact.value, str):
        return False
    if fact.path.endswith((".uscc", ".code")):
        return uscc_problem(fact.value) is None
    if fact.path.endswith(".number"):
        return patent_number(fact.value) is not None and patent_number_problem(fact.value) is None
    return False


def _in_identity(facts: Facts) -> Iterator[str]:
    for key in facts.keys_of("audits"):
        for paths in _IDENTITIES:
            found = [facts.get(path.format(key=key)) for path in paths]
            amounts = [f.value for f in found if f is not None and isinstance(f.value, Decimal)]
            if len(amounts) == len(paths) and amounts[0] == sum(amounts[1:], Decimal(0)):
                yield from (f.path for f in found if f is not None)
