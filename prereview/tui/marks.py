"""Signs that carry meaning without colour: how a finding stands, and what was decided about it."""

from __future__ import annotations

from prereview.checklist.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from prereview.feedback.text import MARKS, PASSED_MARK, UNDECIDED_MARK
from prereview.review.decisions import Decision, OwnFinding, State

NOT_APPLICABLE_MARK = "·"

STATE_MARKS: dict[State | None, str] = {None: "", "confirmed": "确", "dismissed": "否", "explained": "说"}
"""One character each; a comment adds `批`."""

ROLES = {
    Severity.BLOCKER: "blocker",
    Severity.MUST_FIX: "must_fix",
    Severity.EXPLAIN: "explain",
    Severity.HINT: "hint",
}

LEGEND = (
    *((MARKS[s], SEVERITY_TITLES[s]) for s in Severity),
    (UNDECIDED_MARK, "未能核对"),
    (PASSED_MARK, "通过"),
    ("确", "已确认"),
    ("否", "不成立"),
    ("说", "已说明"),
    ("批", "有批注"),
)
"""All signs with their meaning, for the help."""


def mark_of(finding: Finding) -> str:
    """The sign of a finding's verdict and weight."""
    match finding.verdict:
        case Verdict.FAIL:
            return MARKS[finding.severity]
        case Verdict.CANNOT_TELL:
            return UNDECIDED_MARK
        case Verdict.PASS:
            return PASSED_MARK
        case _:
            return NOT_APPLICABLE_MARK


def role_of(finding: Finding) -> str:
    """The role of a finding's sign."""
    match finding.verdict:
        case Verdict.FAIL:
            return ROLES[finding.severity]
        case Verdict.CANNOT_TELL:
            return "unsure"
        case Verdict.PASS:
            return "good"
        case _:
            return "dim"


def own_mark(finding: OwnFinding) -> str:
    """The sign of a finding that a reviewer added."""
    return MARKS[finding.severity]


def decision_mark(decision: Decision) -> str:
    """The sign of a decision, two cells; blank when there is none."""
    if decision.state:
        return STATE_MARKS[decision.state]
    return "批" if decision.comments else "  "
