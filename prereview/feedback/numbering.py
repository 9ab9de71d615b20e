"""One number per problem, the same in every report: `K1`, `M3`, `E2`, `H5`, `Q4`.

The letter says how much it weighs without colour (一票否决, 必改, 需说明, 提示,
未能核对), the number runs within the letter in the order of the review.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from prereview.checklist.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from prereview.review import Review

LETTERS = {Severity.BLOCKER: "K", Severity.MUST_FIX: "M", Severity.EXPLAIN: "E", Severity.HINT: "H"}
UNDECIDED_LETTER = "Q"
UNDECIDED_TITLE = "未能核对"

LEAST_TOGETHER = 3
"""So many findings of one rule are told together."""


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


def together(numbered: Iterable[Numbered]) -> tuple[tuple[Numbered, ...], ...]:
    """Findings in groups to be told at once: those of one rule and weight, where they are many."""
    by_rule: dict[tuple[str, str], list[Numbered]] = {}
    for one in numbered:
        by_rule.setdefault((one.finding.rule, one.weight), []).append(one)
    groups: list[tuple[Numbered, ...]] = []
    for members in by_rule.values():
        groups += [tuple(members)] if len(members) >= LEAST_TOGETHER else [(m,) for m in members]
    return tuple(groups)


def labels_of(group: Sequence[Numbered]) -> str:
    """The numbers of a group, runs of them shortened: `M3`, `M4～M9、M12`."""
    runs: list[list[str]] = []
    for label in (one.label for one in group):
        if runs and int(runs[-1][-1][1:]) + 1 == int(label[1:]):
            runs[-1].append(label)
        else:
            runs.append([label])
    return "、".join(run[0] if len(run) == 1 else f"{run[0]}～{run[-1]}" for run in runs)
