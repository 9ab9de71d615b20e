"""Two rounds of one package as one HTML page, in the look of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from prereview.checklist.finding import SEVERITY_TITLES
from prereview.feedback.html.render import environment
from prereview.feedback.places import FileNames
from prereview.feedback.sides import subject_of, told_by_place
from prereview.feedback.text import MARKS
from prereview.review.rounds import CHANGE_TITLES, Change, Difference, count_changes

SHOWN_SIDES = (Change.OPEN, Change.NEW, Change.REOPENED)
"""What is still there is shown with its values; what is gone with what it was."""

ORDER = (*SHOWN_SIDES, Change.UNCHECKED, Change.FIXED)
"""What is left to do first."""


def render_rounds_html(differences: Sequence[Difference], title: str = "", today: date | None = None) -> str:
    """The page; `title` names the firm or the package."""
    names = FileNames(e.file for d in differences for e in d.finding.evidence)
    groups = [
        (change, CHANGE_TITLES[change], [d for d in differences if d.change is change]) for change in ORDER
    ]
    return (
        environment()
        .get_template("rounds.html.j2")
        .render(
            title=title,
            today=today or date.today(),
            counts=[(change, CHANGE_TITLES[change], n) for change, n in count_changes(differences).items()],
            groups=[group for group in groups if group[2]],
            told=lambda d: told_by_place(d.finding, names) if d.change in SHOWN_SIDES else (),
            subject_of=subject_of,
            marks=MARKS,
            weights=SEVERITY_TITLES,
        )
    )
