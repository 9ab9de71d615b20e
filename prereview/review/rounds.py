"""Two rounds of one package: what was fixed, what is still open, what is new.

Findings are matched by identity, which holds no page, file name or message. When
a value changed and the problem remained, the identity changed with it: rule and
subject then tell that it is the same problem, still open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from prereview.checklist.finding import Finding, Verdict
from prereview.review.decisions import Decisions
from prereview.review.model import Review


class Change(StrEnum):
    """What became of a problem from one round to the next."""

    FIXED = "fixed"
    OPEN = "open"
    NEW = "new"
    REOPENED = "reopened"
    UNCHECKED = "unchecked"


CHANGE_TITLES = {
    Change.FIXED: "已解决",
    Change.OPEN: "仍存在",
    Change.NEW: "新出现",
    Change.REOPENED: "复现",
    Change.UNCHECKED: "未能核对",
}


class Difference(msgspec.Struct, frozen=True):
    """One problem in two rounds; `old` is None for what is new, `new` for what is gone."""

    change: Change
    old: Finding | None
    new: Finding | None

    @property
    def finding(self) -> Finding:
        """The newer of the two."""
        found = self.new or self.old
        assert found is not None
        return found


def compare_rounds(old: Review, new: Review, decisions: Decisions | None = None) -> tuple[Difference, ...]:
    """What changed from `old` to `new`, heaviest first within each kind of change.

    A problem that a reviewer had set aside (不成立, 已说明) and that fails again with
    other values is `reopened`. One that cannot be decided any more is `unchecked`,
    never `fixed`.
    """
    return compare_findings(old.findings, new.findings, decisions or Decisions())


def compare_findings(
    old: Iterable[Finding], new: Iterable[Finding], decisions: Decisions
) -> tuple[Difference, ...]:
    """The comparison of `compare_rounds` on findings alone.

    What only follows from another finding comes and goes with it and is not counted.
    """
    before = [f for f in old if f.verdict is Verdict.FAIL and f.cause is None]
    now = list(new)
    later = _Later(now)
    found: list[Difference] = []
    for finding in before:
        found.append(later.outcome_of(finding, decisions))
    found += [Difference(Change.NEW, None, f) for f in later.unmatched()]
    order = list(Change)
    return tuple(sorted(found, key=lambda d: (order.index(d.change), d.finding.severity.rank)))


class _Later:
    """The findings of the newer round, handed out to those of the older one."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._failing = {id(f): f for f in findings if f.verdict is Verdict.FAIL}
        self._alone = [f for f in findings if f.cause is None]
        self._by_identity = {f.identity: f for f in findings}
        self._by_subject: dict[tuple[str, str | None], list[Finding]] = {}
        for finding in findings:
            self._by_subject.setdefault((finding.rule, finding.subject), []).append(finding)

    def outcome_of(self, before: Finding, decisions: Decisions) -> Difference:
        same = self._by_identity.get(before.identity)
        if same is not None and id(same) in self._failing:
            del self._failing[id(same)]
            return Difference(Change.OPEN, before, same)
        candidates = self._by_subject.get((before.rule, before.subject), [])
        failing = next((f for f in candidates if id(f) in self._failing), None)
        if failing is not None:
            del self._failing[id(failing)]
            settled = decisions.of(before.identity).state in ("dismissed", "explained")
            return Difference(Change.REOPENED if settled else Change.OPEN, before, failing)
        undecided = next((f for f in candidates if f.verdict is Verdict.CANNOT_TELL), None)
        if undecided is None and not candidates:
            undecided = next(
                (
                    f
                    for f in self._by_subject.get((before.rule, None), [])
                    if f.verdict is Verdict.CANNOT_TELL
                ),
                None,
            )
        if undecided is not None:
            return Difference(Change.UNCHECKED, before, undecided)
        return Difference(Change.FIXED, before, None)

    def unmatched(self) -> list[Finding]:
        """Failing findings that no older one explains."""
        return [f for f in self._alone if id(f) in self._failing]


def count_changes(differences: Iterable[Difference]) -> Mapping[Change, int]:
    """How many of each kind, all kinds named."""
    counts = Counter(d.change for d in differences)
    return {change: counts[change] for change in Change}
