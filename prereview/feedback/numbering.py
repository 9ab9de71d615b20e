"""One number per problem, the same in every report: `K1`, `M3`, `E2`, `H5`, `Q4`.

The letter says how much it weighs without colour (一票否决, 必改, 需说明, 提示,
未能核对), the number runs within the letter in the order of the review.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from prereview.checklist.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from prereview.review import Review

LETTERS = {Severity.BLOCKER: "K", Severity.MUST_FIX: "M", Severity.EXPLAIN: "E", Severity.HINT: "H"}
UNDECIDED_LETTER = "Q"
UNDECIDED_TITLE = "未能核对"


class Numbered(msgspec.Struct, frozen=True):
    """A finding with its number in this review."""

    label: str
    finding: Finding

    @property
    def weight(self) -> str:
        """How much it weighs, in words."""
        undecided = self.finding.verdict is Verdict.CANNOT_TELL
        return UNDECIDED_TITLE if undecided else SEVERITY_TITLES[self.finding.severity]


def number_findings(review: Review) -> tuple[Numbered, ...]:
    """Failing findings, the heaviest first, then those that could not be decided."""
    counts: Counter[str] = Counter()
    numbered: list[Numbered] = []
    for finding in (*review.failing(), *review.undecided()):
        undecided = finding.verdict is Verdict.CANNOT_TELL
        letter = UNDECIDED_LETTER if undecided else LETTERS[finding.severity]
        counts[letter] += 1
        numbered.append(Numbered(f"{letter}{counts[letter]}", finding))
    return tuple(numbered)
