"""What evaluating a rule gives: one `Finding` per rule and subject."""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec

from prereview.dossier.facts import Evidence


class Verdict(StrEnum):
    """Outcome of a rule. What was not read is never passed."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a failed rule weighs, heaviest first (一票否决, 必改, 需说明, 提示)."""

    BLOCKER = "blocker"
    MUST_FIX = "must_fix"
    EXPLAIN = "explain"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return tuple(Severity).index(self)


SEVERITY_TITLES = {
    Severity.BLOCKER: "一票否决",
    Severity.MUST_FIX: "必改",
    Severity.EXPLAIN: "需说明",
    Severity.HINT: "提示",
}


class Side(msgspec.Struct, frozen=True, gc=False):
    """One named value a finding rests on, as it is shown to a person."""

    name: str
    """Chinese name of the fact, e.g. 利润总额（申请书）."""
    value: str
    """The value as text with its unit; 未读到 when missing."""
    path: str
    evidence: tuple[Evidence, ...] = ()


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One rule applied to one subject (a year, IP05, RD03, a document) or to the package."""

    rule: str
    title: str
    section: str
    verdict: Verdict
    severity: Severity
    subject: str | None
    message: str
    basis: str
    advice: str
    sides: tuple[Side, ...]
    identity: str
    working: str | None = None
    missing: tuple[str, ...] = ()
    """For `cannot_tell`: the fact paths that were not read."""
    provider: str = ""
    """Who in the firm, or which office, has what is to be put right."""
    cause: str | None = None
    """Identity of the finding this one only follows from; None when it stands on its own."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All places the finding rests on, in the order of its sides, each once."""
        return tuple(dict.fromkeys(e for side in self.sides for e in side.evidence))


def identity_of(rule: str, subject: str | None, values: tuple[str, ...]) -> str:
    """A name for a finding that survives a resubmission.

    Built from the rule, its subject and the normalised values; never from a
    page, a file name or the message.
    """
    text = "\x1f".join((rule, subject or "", *values))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
