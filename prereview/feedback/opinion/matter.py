"""What an opinion is written from: one review with the decisions on it, sorted for the parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from prereview.checklist.finding import Finding, Severity, Verdict
from prereview.feedback.numbering import Numbered, number_findings
from prereview.feedback.places import FileNames
from prereview.review import Review
from prereview.review.decisions import STATE_TITLES, Decisions
from prereview.review.rounds import Change, Difference, compare_findings
from prereview.settings import Settings


class Matter(msgspec.Struct, frozen=True):
    """A review ready to be written down.

    `problems` are the failing findings a reviewer did not dismiss, `dismissed` the
    others; `differences` what changed since the round before, when there was one.
    """

    review: Review
    decisions: Decisions
    settings: Settings
    today: date
    names: FileNames
    problems: tuple[Numbered, ...]
    dismissed: tuple[Numbered, ...]
    differences: tuple[Difference, ...] | None

    @property
    def firm(self) -> str:
        """Name of the firm, else of the package."""
        return str(self.review.facts.value("derived.firm_name") or self.review.name)

    def of_weight(self, *severities: Severity) -> tuple[Numbered, ...]:
        """The problems of some weights."""
        return tuple(n for n in self.problems if n.finding.severity in severities)

    def state_of(self, numbered: Numbered) -> str:
        """What a reviewer decided on a problem, and whether it is new in this round; empty for neither."""
        decision = self.decisions.of(numbered.finding.identity)
        words = [STATE_TITLES[decision.state]] if decision.state else []
        return "、".join([*words, *self._since(numbered)])

    def change_of(self, numbered: Numbered) -> Change | None:
        """What became of a problem since the round before; None without one."""
        identity = numbered.finding.identity
        return next((d.change for d in self.differences or () if d.new and d.new.identity == identity), None)

    def _since(self, numbered: Numbered) -> list[str]:
        titles = {Change.NEW: "本轮新出现", Change.REOPENED: "复现", Change.OPEN: "上一轮已提出"}
        change = self.change_of(numbered)
        return [titles[change]] if change in titles else []


def matter_of(
    review: Review, decisions: Decisions, settings: Settings, today: date, previous: Sequence[Finding] | None
) -> Matter:
    """Sort a review for the parts of an opinion."""
    numbered = number_findings(review)
    failing = [n for n in numbered if n.finding.verdict is Verdict.FAIL]
    set_aside = {n.label for n in failing if decisions.of(n.finding.identity).state == "dismissed"}
    return Matter(
        review=review,
        decisions=decisions,
        settings=settings,
        today=today,
        names=FileNames(f.path for f in review.files),
        problems=tuple(n for n in failing if n.label not in set_aside),
        dismissed=tuple(n for n in failing if n.label in set_aside),
        differences=None if previous is None else compare_findings(previous, review.findings, decisions),
    )
