"""A review as one HTML page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import msgspec

from prereview.checklist.finding import SEVERITY_TITLES, Side, Verdict
from prereview.dossier.facts import Evidence, Facts
from prereview.feedback.html.pictures import picture_places
from prereview.feedback.numbering import UNDECIDED_TITLE, Numbered, number_findings
from prereview.feedback.places import place
from prereview.feedback.plain import plain_line
from prereview.feedback.text import MARKS, UNDECIDED_MARK
from prereview.feedback.undecided import group_by_missing
from prereview.review import Review
from prereview.review.decisions import STATE_TITLES, Decisions
from prereview.review.sheets import SOURCES, conditions_of, coverage_of, ties_of
from prereview.review.sheets.coverage import PRESENCE_TITLES

PLACES_PER_SIDE = 2
"""Pictures shown for one value; further places are named in words."""

WAN = Decimal(10_000)

VERDICT_TITLES = {
    Verdict.PASS: "满足",
    Verdict.FAIL: "不满足",
    Verdict.CANNOT_TELL: "未能核对",
    Verdict.NOT_APPLICABLE: "不涉及",
}


class ShownPlace(msgspec.Struct, frozen=True):
    """A place in words, with its picture where there is one."""

    words: str
    text: str
    picture: str | None


class ShownSide(msgspec.Struct, frozen=True):
    """One value of a problem with its places."""

    name: str
    value: str
    places: tuple[ShownPlace, ...]


class ShownProblem(msgspec.Struct, frozen=True):
    """A problem as the page shows it."""

    numbered: Numbered
    mark: str
    key: str
    section: str
    sides: tuple[ShownSide, ...]
    state: str
    comments: tuple[str, ...]


def render_html(
    review: Review,
    package: Path | None = None,
    decisions: Decisions | None = None,
    password: str | None = None,
    today: date | None = None,
) -> str:
    """The report; with `package` (the checked folder or file) it carries pictures of the places."""
    decided = decisions or Decisions()
    numbered = [n for n in number_findings(review) if n.finding.verdict is Verdict.FAIL]
    evidence = [e for n in numbered for side in n.finding.sides for e in side.evidence[:PLACES_PER_SIDE]]
    pictures = picture_places(evidence, package, password) if package else {}
    titles = dict(review.sections)
    problems = [_problem(n, titles, pictures, decided) for n in numbered]
    return _template().render(
        review=review,
        firm=review.facts.value("derived.firm_name") or review.name,
        code=review.facts.value("licence.uscc") or review.facts.value("application.uscc"),
        applied=review.facts.value("derived.applied_on"),
        today=today or date.today(),
        pages=review.page_counts(),
        problems=problems,
        weights=[*SEVERITY_TITLES.items()],
        marks=MARKS,
        undecided=group_by_missing(review.undecided()),
        undecided_title=UNDECIDED_TITLE,
        undecided_mark=UNDECIDED_MARK,
        conditions=conditions_of(review),
        verdicts=VERDICT_TITLES,
        score=review.score,
        ties=ties_of(review.facts),
        sources=SOURCES,
        coverage=coverage_of(review),
        presence=PRESENCE_TITLES,
        costs=_costs(review.facts),
        passed=_passed(review),
    )


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["clean"] = lambda value: plain_line(str(value))
    environment.filters["money"] = lambda value: f"{value:,.2f}"
    environment.filters["place"] = place
    text = files("prereview.feedback.html").joinpath("report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(text)


def _problem(
    numbered: Numbered,
    titles: dict[str, str],
    pictures: dict[Any, str],
    decisions: Decisions,
) -> ShownProblem:
    decision = decisions.of(numbered.finding.identity)
    return ShownProblem(
        numbered=numbered,
        mark=MARKS[numbered.finding.severity],
        key=str(numbered.finding.severity),
        section=titles.get(numbered.finding.section, numbered.finding.section),
        sides=tuple(_side(side, pictures) for side in numbered.finding.sides),
        state=STATE_TITLES[decision.state] if decision.state else "",
        comments=decision.comments,
    )


def _side(side: Side, pictures: dict[Any, str]) -> ShownSide:
    shown = tuple(_place(e, pictures) for e in side.evidence[:PLACES_PER_SIDE])
    return ShownSide(side.name, side.value, shown)


def _place(evidence: Evidence, pictures: dict[Any, str]) -> ShownPlace:
    picture = pictures.get((evidence.file, evidence.page, evidence.box))
    return ShownPlace(place(evidence), evidence.text, picture)


class Cost(msgspec.Struct, frozen=True):
    """Cost of one activity by year, in 万元; `share` is the part of the largest activity, 0 to 100."""

    key: str
    name: str
    years: tuple[tuple[str, Decimal], ...]
    total: Decimal
    share: int


def _costs(facts: Facts) -> list[Cost]:
    years = sorted(facts.keys_of("application.rd_costs"))
    rows: list[tuple[str, tuple[tuple[str, Decimal], ...], Decimal]] = []
    for key in facts.keys_of("application.rd"):
        amounts = []
        for year in years:
            value = facts.value(f"application.rd_costs[{year}][{key}].subtotal")
            amounts.append((year, value / WAN if isinstance(value, Decimal) else Decimal(0)))
        rows.append((key, tuple(amounts), sum((a for _, a in amounts), Decimal(0))))
    largest = max((total for _, _, total in rows), default=Decimal(0))
    return [
        Cost(
            key,
            str(facts.value(f"application.rd[{key}].name") or ""),
            amounts,
            total,
            int(total / largest * 100) if largest else 0,
        )
        for key, amounts, total in rows
    ]


def _passed(review: Review) -> list[tuple[str, list[str]]]:
    by_section: dict[str, dict[str, None]] = {}
    for finding in review.findings:
        if finding.verdict is Verdict.PASS:
            by_section.setdefault(finding.section, {})[finding.title] = None
    return [(title, list(by_section[key])) for key, title in review.sections if key in by_section]
