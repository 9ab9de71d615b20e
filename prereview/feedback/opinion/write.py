"""The opinion: its parts in the order they are printed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from prereview.checklist.finding import Finding
from prereview.feedback.opinion import annexes, body, problems
from prereview.feedback.opinion.matter import matter_of
from prereview.feedback.paper import Fonts, Paper
from prereview.feedback.wording import TITLE
from prereview.review import Review
from prereview.review.decisions import Decisions
from prereview.settings import Settings

PARTS = (
    body.head,
    body.conclusion,
    body.since_last_round,
    body.conditions,
    body.score,
    problems.problem_list,
    problems.missing_papers,
    problems.correction_list,
    problems.to_explain,
    problems.questions,
    body.not_checked,
    body.signature,
    annexes.ties,
    annexes.links,
    annexes.stress,
    annexes.expert_forms,
    annexes.passed,
    annexes.materials,
)
"""What an office signs ends with the signature; the tables behind it are for looking things up."""


def render_opinion(
    review: Review,
    decisions: Decisions | None = None,
    settings: Settings | None = None,
    today: date | None = None,
    previous: Sequence[Finding] | None = None,
    fonts: Fonts | None = None,
) -> bytes:
    """The opinion as the bytes of a DOCX file.

    Findings that a reviewer dismissed are left out of the problem list and named
    at the end with the reason; what a reviewer added stands with the others. With
    `previous`, the findings of the round before, it says what was fixed, what is
    still open and what is new.
    """
    matter = matter_of(
        review, decisions or Decisions(), settings or Settings(), today or date.today(), previous
    )
    paper = Paper(fonts)
    paper.footer(TITLE)
    for write_part in PARTS:
        write_part(paper, matter)
    properties = paper.document.core_properties
    properties.title, properties.author, properties.comments = TITLE, matter.settings.office, ""
    stream = io.BytesIO()
    paper.document.save(stream)
    return stream.getvalue()
