"""Two rounds as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from prereview.checklist.finding import SEVERITY_TITLES
from prereview.feedback.places import side_line
from prereview.feedback.plain import plain_line
from prereview.feedback.sides import subject_of, telling_sides
from prereview.feedback.text import MARKS
from prereview.review.rounds import CHANGE_TITLES, Change, Difference, count_changes


def render_rounds_text(differences: Sequence[Difference]) -> str:
    """The changes grouped by kind, ending in a newline."""
    return "\n".join(["两轮预审对比", *_lines(differences, tuple(Change))]) + "\n"


def render_changes(differences: Sequence[Difference]) -> str:
    """Only what is not as before; nothing when all is."""
    shown = tuple(c for c in Change if c is not Change.OPEN and count_changes(differences)[c])
    lines = _lines(differences, shown)
    return "\n".join(lines).lstrip("\n") + "\n" if lines else ""


def _lines(differences: Sequence[Difference], changes: Sequence[Change]) -> list[str]:
    lines: list[str] = []
    for change in changes:
        members = [d for d in differences if d.change is change]
        lines += ["", f"【{CHANGE_TITLES[change]}】{len(members)} 项"]
        for difference in members:
            finding = difference.finding
            subject = f"（{subject_of(finding)}）" if subject_of(finding) else ""
            weight = f"{MARKS[finding.severity]} {SEVERITY_TITLES[finding.severity]}"
            lines.append(plain_line(f"{weight} {finding.rule} {finding.title}{subject}"))
            lines.append(f"    {plain_line(finding.message)}")
            if change is not Change.FIXED:
                lines += [f"    · {plain_line(side_line(side))}" for side in telling_sides(finding)]
    return lines


def summary_of(differences: Sequence[Difference]) -> str:
    """One sentence with all counts."""
    counts = count_changes(differences)
    return "、".join(f"{CHANGE_TITLES[change]} {count} 项" for change, count in counts.items())


def render_rounds_json(differences: Sequence[Difference]) -> str:
    """`{"schema": …, "summary": {change: count}, "changes": […]}`, ending in a newline."""
    out: dict[str, Any] = {
        "schema": "prereview.rounds/1",
        "summary": {str(change): count for change, count in count_changes(differences).items()},
        "changes": [
            {
                "change": str(d.change),
                "rule": d.finding.rule,
                "title": d.finding.title,
                "subject": d.finding.subject,
                "severity": str(d.finding.severity),
                "before": d.old.message if d.old else None,
                "now": d.new.message if d.new else None,
                "identity": d.finding.identity,
            }
            for d in differences
        ],
    }
    return json.dumps(out, ensure_ascii=False, indent=2) + "\n"
