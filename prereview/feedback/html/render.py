"""A review as one HTML page."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import jinja2

from prereview.checklist.finding import SEVERITY_TITLES, Verdict
from prereview.checklist.score import PASS_MARK
from prereview.checklist.stress import stress_test
from prereview.feedback.html.charts import costs_of, gauge_of, grid_of
from prereview.feedback.html.pictures import pictures_of
from prereview.feedback.html.problems import problems_of, spots_of
from prereview.feedback.numbering import UNDECIDED_TITLE, number_findings
from prereview.feedback.places import FileNames
from prereview.feedback.plain import plain_line
from prereview.feedback.text import MARKS, UNDECIDED_MARK
from prereview.feedback.undecided import group_by_missing, matters_of
from prereview.feedback.wording import (
    ANSWER_TITLES,
    NOT_JUDGED,
    STRESS_TITLES,
    VERDICT_TITLES,
    loose_ends,
)
from prereview.review import Review
from prereview.review.decisions import Decisions
from prereview.review.sheets import SOURCES, conditions_of, coverage_of, expert_forms_of, ties_of
from prereview.review.sheets.conditions import WAN, share_text
from prereview.review.sheets.coverage import PRESENCE_TITLES

FULL_MARKS = {"ip": 30, "conversion": 30, "organisation": 20, "growth": 20}
"""Points of each indicator (195号 三、（七）)."""


def render_html(
    review: Review,
    package: Path | None = None,
    decisions: Decisions | None = None,
    password: str | None = None,
    today: date | None = None,
) -> str:
    """The report; with `package` (the checked folder or file) it carries pictures of the places."""
    decided = decisions or Decisions()
    failing = [n for n in number_findings(review) if n.finding.verdict is Verdict.FAIL]
    problems = problems_of(review, failing, decided)
    facts = review.facts
    undecided = [
        (reason, matters_of(reason, f), len(f)) for reason, f in group_by_missing(review.undecided())
    ]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            review=review,
            names=FileNames(f.path for f in review.files),
            firm=facts.value("derived.firm_name") or review.name,
            code=facts.value("licence.uscc") or facts.value("application.uscc"),
            applied=facts.value("derived.applied_on"),
            today=today or date.today(),
            pages=review.page_counts(),
            problems=problems,
            pictures=pictures_of(spots_of(problems), package, password) if package else {},
            own=decided.own.values(),
            answers=decided.answers,
            weights=[*SEVERITY_TITLES.items()],
            marks=MARKS,
            undecided=undecided,
            undecided_title=UNDECIDED_TITLE,
            undecided_mark=UNDECIDED_MARK,
            not_judged=NOT_JUDGED,
            conditions=[(c, gauge_of(c)) for c in conditions_of(review)],
            verdicts=VERDICT_TITLES,
            score=review.score,
            full_marks=FULL_MARKS,
            pass_mark=PASS_MARK,
            ties=ties_of(facts),
            sources=SOURCES,
            coverage=coverage_of(review),
            presence=PRESENCE_TITLES,
            costs=costs_of(facts),
            grid=grid_of(facts),
            loose_ends=loose_ends,
            stress=stress_test(facts),
            stress_titles=STRESS_TITLES,
            forms=expert_forms_of(review),
            answer_titles=ANSWER_TITLES,
            passed=_passed(review),
        )
    )


@cache
def environment() -> jinja2.Environment:
    """Templates that escape everything put into them."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("prereview.feedback.html"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["clean"] = lambda value: plain_line(str(value))
    made.filters["money"] = lambda value: f"{value:,.2f}"
    made.filters["wan"] = lambda value: f"{value / WAN:,.2f} 万元"
    made.filters["share"] = share_text
    return made


def _passed(review: Review) -> list[tuple[str, list[str]]]:
    by_section: dict[str, dict[str, None]] = {}
    for finding in review.findings:
        if finding.verdict is Verdict.PASS:
            by_section.setdefault(finding.section, {})[finding.title] = None
    return [(title, list(by_section[key])) for key, title in review.sections if key in by_section]
