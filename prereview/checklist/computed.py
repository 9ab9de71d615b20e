"""Facts the checklist computes before its rules run: profile, score range, stress test, links.

Rules name them like any other fact (`profile.renewal`, `stress.fatal_rd`,
`links.idle_ip`). They carry the evidence of what they were computed from, and are
left out where that was not read; they are not part of the dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from prereview.checklist.binding import SURE
from prereview.checklist.links import (
    LinkMatrix,
    early_results,
    link_matrix,
    one_sided_links,
    papers_of_conversions,
    products_tested,
)
from prereview.checklist.profile import profile_facts
from prereview.checklist.rights import listed_rights
from prereview.checklist.score import conversions_counted, score_innovation
from prereview.checklist.stress import StressTest, stress_test
from prereview.dossier.facts import Evidence, Fact, Facts, Value

MOST_EVIDENCE = 12
"""Places kept of a fact that rests on whole tables."""


def with_computed(facts: Facts, settings: Mapping[str, Value] | None = None) -> Facts:
    """The facts of a package and what follows from them; `settings` are switches of the profile."""
    return facts.extended(computed_facts(facts, settings))


def computed_facts(facts: Facts, settings: Mapping[str, Value] | None = None) -> Iterator[Fact]:
    """Only what is computed."""
    yield from profile_facts(facts, settings)
    yield from _score(facts)
    yield from _stress(stress_test(facts))
    yield from _links(facts, link_matrix(facts))


def _evidence(inputs: Iterable[Fact]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for fact in inputs for e in fact.evidence))[:MOST_EVIDENCE]


# ---- score


def _score(facts: Facts) -> Iterator[Fact]:
    score = score_innovation(facts)
    low, high = score.ranges()["total"]
    yield Fact("score.total_low", low)
    yield Fact("score.total_high", high)
    yield Fact("score.total_middle", Decimal(low + high) / 2)
    yield Fact("score.complete", _all_read(facts))
    rights = listed_rights(facts)
    if rights:
        listed = _evidence(facts.match("application.ip[*].kind"))
        for rank, name in ((1, "class_one"), (2, "class_two")):
            count = sum(right.counts and right.rank == rank for right in rights)
            yield Fact(f"score.{name}", count, None, listed)
    if facts.keys_of("conversions"):
        places = _evidence(facts.match("conversions[*].year"))
        yield Fact("score.conversions", conversions_counted(facts).certain, None, places)


def _all_read(facts: Facts) -> bool:
    """Whether everything the score is computed from was read, so that its highest value is one."""
    years = facts.value("derived.accounting_years")
    growth = all(f"derived.{name}" in facts for name in ("net_asset_growth", "sales_growth"))
    single = isinstance(years, tuple) and len(years) == 1
    return bool(facts.keys_of("conversions") and listed_rights(facts) and (growth or single))


# ---- stress test


_MARGINS = {"C-05": "rd_margin", "C-06": "domestic_margin", "C-07": "ht_margin", "X-RV-11": "main_margin"}


def _stress(test: StressTest) -> Iterator[Fact]:
    for condition, ratio in test.ratios.items():
        places = _evidence(ratio.inputs)
        yield Fact(f"stress.{_MARGINS[condition]}", ratio.margin, "CNY", places)
        if condition == "C-05" and ratio.part > 0:
            yield Fact("stress.rd_margin_share", ratio.margin / ratio.part, None, places)
    costs = [r for c, r in test.ratios.items() if c in ("C-05", "C-06")]
    incomes = [r for c, r in test.ratios.items() if c in ("C-07", "X-RV-11")]
    if costs:
        places = _evidence(fact for ratio in costs for fact in ratio.inputs)
        yield Fact("stress.fatal_rd", test.fatal("C-05", "C-06"), None, places)
        yield Fact("stress.fatal_rd_pairs", test.fatal_pairs("C-05", "C-06"), None, places)
    if incomes:
        places = _evidence(fact for ratio in incomes for fact in ratio.inputs)
        yield Fact("stress.fatal_ps", test.fatal("C-07", "X-RV-11"), None, places)
        yield Fact("stress.fatal_ps_pairs", test.fatal_pairs("C-07", "X-RV-11"), None, places)


# ---- links


def _links(facts: Facts, matrix: LinkMatrix) -> Iterator[Fact]:
    cited = [f for record in ("rd", "products") for f in facts.match(f"application.{record}[*].ip")]
    conversions = facts.match("conversions[*].ip")
    if matrix.rd_to_ip and matrix.product_to_ip:
        places = _evidence([*cited, *conversions])
        yield Fact("links.dead", matrix.dead(), None, places)
        yield Fact("links.idle_ip", matrix.idle_rights(), None, places)
        yield Fact("links.products_without_rd", matrix.products_without_rd(), None, places)
    if matrix.conversions and matrix.rd_to_ip:
        places = _evidence([*conversions, *cited])
        yield Fact("links.rd_without_result", matrix.rd_without_result(), None, places)
        yield Fact("links.rd_without_conversion", matrix.rd_without_conversion(), None, places)
        yield Fact("links.one_sided", tuple(one_sided_links(matrix)), None, places)
    yield from _papers(facts, matrix)
    for number, ps in products_tested(facts).items():
        yield Fact(f"links.tests[{number}].product", ps, None, _at(facts, f"test_reports[{number}].product"))


def _papers(facts: Facts, matrix: LinkMatrix) -> Iterator[Fact]:
    for paper, key in papers_of_conversions(facts).items():
        places = _at(facts, f"conversion_evidence[{paper}].dated_on", f"conversion_evidence[{paper}].kind")
        yield Fact(f"links.papers[{paper}].conversion", key, None, places)
    for conversion in matrix.conversions:
        places = _at(facts, f"conversions[{conversion.key}].name")
        yield Fact(f"links.conversions[{conversion.key}].papers", conversion.papers, None, places)
        dated = [facts.get(f"conversion_evidence[{paper}].dated_on") for paper in conversion.papers]
        sure = [f for f in dated if f is not None and isinstance(f.value, date) and f.confidence >= SURE]
        if sure and len(sure) == len(dated):
            years = tuple(dict.fromkeys(str(f.value)[:4] for f in sure))
            yield Fact(f"links.conversions[{conversion.key}].years", years, None, _evidence(sure))
    for key, paper in early_results(facts):
        places = _at(facts, f"conversion_evidence[{paper}].dated_on")
        yield Fact(f"links.early[{key}].paper", paper, None, places)


def _at(facts: Facts, *paths: str) -> tuple[Evidence, ...]:
    """The places of the first of some paths that was read."""
    found = next((facts[path] for path in paths if path in facts), None)
    return found.evidence if found else ()
