"""What an annotated copy says, and where: one note per place a problem rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from prereview.checklist.finding import Severity, Verdict
from prereview.documents.model import Box
from prereview.dossier.facts import Evidence
from prereview.feedback.numbering import Numbered, number_findings
from prereview.feedback.places import place
from prereview.feedback.plain import plain_line, plain_lines
from prereview.feedback.sides import evidence_to_mark, side_name, telling_sides
from prereview.review import Review

NOTES_PER_FINDING = 6
"""A problem that rests on more places in one file marks the first ones only."""


class Note(msgspec.Struct, frozen=True):
    """One comment on one place of a file.

    `page` counts from 1 and `box` is in points from the top left as displayed
    (None: the whole page); a DOCX has `where` instead. `severity` is None for
    what could not be decided.
    """

    label: str
    weight: str
    title: str
    text: str
    severity: Severity | None
    page: int | None
    box: Box | None
    where: str | None


def notes_by_file(review: Review) -> dict[str, tuple[Note, ...]]:
    """The notes for each file of the package that has any."""
    notes: dict[str, list[Note]] = defaultdict(list)
    for numbered in number_findings(review):
        by_file: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in evidence_to_mark(numbered.finding):
            by_file[evidence.file].append(evidence)
        for file, places in by_file.items():
            notes[file] += [_note(numbered, p) for p in _distinct(places)[:NOTES_PER_FINDING]]
    return {file: tuple(made) for file, made in notes.items()}


def _distinct(places: Sequence[Evidence]) -> list[Evidence]:
    seen = {(e.page, e.box, e.where): e for e in reversed(places)}
    return list(reversed(seen.values()))


def _note(numbered: Numbered, here: Evidence) -> Note:
    finding = numbered.finding
    undecided = finding.verdict is Verdict.CANNOT_TELL
    return Note(
        label=numbered.label,
        weight=numbered.weight,
        title=plain_line(f"{numbered.label} {numbered.weight}：{finding.title}"),
        text=plain_lines(_text(numbered, here)),
        severity=None if undecided else finding.severity,
        page=here.page,
        box=here.box,
        where=here.where,
    )


def _text(numbered: Numbered, here: Evidence) -> str:
    """What is wrong, the other sides with their places, the basis, what to do."""
    finding = numbered.finding
    lines = [f"[{numbered.label}] {numbered.weight} {finding.rule} {finding.title}", finding.message]
    for side in telling_sides(finding):
        others = [
            place(e) for e in side.evidence if (e.file, e.page, e.where) != (here.file, here.page, here.where)
        ]
        lines.append(
            f"· {side_name(side, finding.message)}：{side.value}"
            + (f"（{'；'.join(dict.fromkeys(others[:3]))}）" if others else "")
        )
    if finding.working:
        lines.append(f"计算：{finding.working}")
    lines += [f"依据：{finding.basis}", f"处理：{finding.advice}"]
    return "\n".join(lines)
