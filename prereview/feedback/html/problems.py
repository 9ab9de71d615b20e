"""Problems as the page shows them: each place with its values and its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from prereview.documents.model import Box
from prereview.dossier.facts import Evidence
from prereview.feedback.html.pictures import Spot
from prereview.feedback.numbering import Numbered
from prereview.feedback.places import FileNames, place
from prereview.feedback.sides import shortened, side_name, telling_sides
from prereview.feedback.text import MARKS
from prereview.review import Review
from prereview.review.decisions import STATE_TITLES, Decisions

PLACES_SHOWN = 6
"""Places of one problem; further ones are named in the workbook."""

PICTURE_HEIGHT = 240.0
"""Points: boxes of one page that lie further apart get pictures of their own."""

PICTURES_OF_A_PAGE = 2

QUOTE = 200
"""Characters shown of the text of a place without a picture."""


class ShownPlace(msgspec.Struct, frozen=True):
    """One page or DOCX place of a problem, the values that stand there, and where to picture it."""

    short: str
    full: str
    values: tuple[str, ...]
    quote: str
    spots: tuple[Spot, ...]


class ShownProblem(msgspec.Struct, frozen=True):
    """A problem as the page shows it."""

    numbered: Numbered
    mark: str
    key: str
    section: str
    places: tuple[ShownPlace, ...]
    following: tuple[str, ...]
    state: str
    comments: tuple[str, ...]


def problems_of(
    review: Review, numbered: Sequence[Numbered], decisions: Decisions
) -> tuple[ShownProblem, ...]:
    """The problems in their order, not yet pictured."""
    names = FileNames(f.path for f in review.files)
    return tuple(_problem(review, n, names, decisions) for n in numbered)


def spots_of(problems: Sequence[ShownProblem]) -> Iterator[Spot]:
    """All spots to picture, the heaviest problems first."""
    return (spot for problem in problems for one in problem.places for spot in one.spots)


def _problem(review: Review, numbered: Numbered, names: FileNames, decisions: Decisions) -> ShownProblem:
    finding = numbered.finding
    decision = decisions.of(finding.identity)
    state = f"{STATE_TITLES[decision.state]}　{decision.reason}".strip() if decision.state else ""
    return ShownProblem(
        numbered=numbered,
        mark=MARKS[finding.severity],
        key=str(finding.severity),
        section=dict(review.sections).get(finding.section, finding.section),
        places=tuple(_places(numbered, names))[:PLACES_SHOWN],
        following=tuple(dict.fromkeys(f.title for f in review.following(finding))),
        state=state,
        comments=decision.comments,
    )


def _places(numbered: Numbered, names: FileNames) -> Iterator[ShownPlace]:
    """The telling values, by page or DOCX place; the cells of one row of a DOCX are one place."""
    finding = numbered.finding
    at: dict[str, list[Evidence]] = {}
    values: dict[str, dict[str, None]] = {}
    for side in telling_sides(finding):
        for evidence in side.evidence[:PLACES_SHOWN]:
            key = names.places((evidence,), 1)
            at.setdefault(key, []).append(evidence)
            told = f"{side_name(side, finding.message)}：{shortened(side.value)}"
            values.setdefault(key, {})[told] = None
    for key, evidence_here in at.items():
        first = evidence_here[0]
        quote = first.text[:QUOTE]
        yield ShownPlace(
            short=key,
            full=place(first),
            values=tuple(values[key]),
            quote="" if any(quote in value for value in values[key]) else quote,
            spots=tuple(_spots(evidence_here)),
        )


def _spots(evidence: Sequence[Evidence]) -> Iterator[Spot]:
    """Boxes of one page, those near each other together."""
    first = evidence[0]
    if first.page is None:
        return
    boxes = sorted({e.box for e in evidence if e.box is not None}, key=lambda box: box.top)
    groups = _near(boxes) if boxes else [()]
    for group in list(groups)[:PICTURES_OF_A_PAGE]:
        yield Spot(first.file, first.page, tuple(group))


def _near(boxes: Sequence[Box]) -> list[tuple[Box, ...]]:
    groups: list[list[Box]] = []
    for box in boxes:
        if groups and box.bottom - groups[-1][0].top <= PICTURE_HEIGHT:
            groups[-1].append(box)
        else:
            groups.append([box])
    return [tuple(group) for group in groups]


Pictures = Mapping[Spot, str]
