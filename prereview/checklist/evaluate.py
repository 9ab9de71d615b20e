"""Rules applied to the facts of a package: one finding per rule and subject.

A rule without a subject to run over says what its `if_empty` says; how a verdict is
reached on a subject is told in `subject`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from prereview.checklist.binding import Binder
from prereview.checklist.computed import with_computed
from prereview.checklist.finding import Finding, Verdict, identity_of
from prereview.checklist.folding import fold
from prereview.checklist.formatting import UNREAD
from prereview.checklist.model import Checklist, Rule
from prereview.checklist.subject import Plan, Sides, Subject
from prereview.checklist.titles import first_path_below, path_title
from prereview.dossier.facts import Facts, Value


def evaluate(
    checklist: Checklist, facts: Facts, settings: Mapping[str, Value] | None = None
) -> tuple[Finding, ...]:
    """All findings of a checklist on a package, in the order of its rules and subjects.

    What the checklist computes (profile, score, stress test, links) is added to the
    facts; `settings` are switches of the profile that hold whatever the papers say.
    """
    package = _Package(with_computed(facts, {**checklist.profile, **(settings or {})}))
    findings = tuple(_each_its_identity(f for rule in checklist.rules for f in package.findings(rule)))
    return fold(findings, package.explained)


def evaluate_rule(rule: Rule, facts: Facts) -> tuple[Finding, ...]:
    """The findings of one rule, one per subject."""
    return tuple(_Package(facts).findings(rule))


class _Package:
    """The facts of one package, with what many rules ask of them looked up once."""

    def __init__(self, facts: Facts) -> None:
        self.binder = Binder(facts)
        self.sides = Sides()
        self.explained: dict[str, str] = {}
        """Paths that failing findings explain → the identity of the finding."""

    def findings(self, rule: Rule) -> Iterator[Finding]:
        plan = Plan(rule)
        found = self.binder.subjects(rule.for_each)  # one, without keys, when there is no for_each
        for keys in found:
            subject = Subject(plan, keys, self.binder, self.sides)
            finding = subject.finding()
            if finding.verdict is Verdict.FAIL and rule.explains:
                self.explained |= dict.fromkeys(subject.explains(), finding.identity)
            yield finding
        if not found:
            yield _without_subjects(rule)


def _without_subjects(rule: Rule) -> Finding:
    """What a rule says that has nothing to run over: a record that was not read is never passed."""
    records = [spec.text for spec in rule.for_each.values() if not spec.variables]
    names = "、".join(path_title(record) for record in records)
    unread = rule.if_empty is Verdict.CANNOT_TELL
    return Finding(
        rule=rule.id,
        title=rule.title,
        section=rule.section,
        verdict=rule.if_empty,
        severity=rule.severity,
        subject=None,
        message=f"{UNREAD}{names}，未能核对" if unread else f"材料中没有读到{names}，不涉及",
        basis=rule.basis.text,
        advice=rule.advice,
        sides=(),
        identity=identity_of(rule.id, None, ("empty", rule.variant) if rule.variant else ("empty",)),
        missing=tuple(first_path_below(record) for record in records) if unread else (),
        provider=rule.provider,
    )


def _each_its_identity(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings alike in rule, subject and values are numbered, so that each has an identity of its own."""
    seen: dict[str, int] = {}
    for finding in findings:
        count = seen[finding.identity] = seen.get(finding.identity, 0) + 1
        if count > 1:
            again = identity_of(finding.rule, finding.subject, (finding.identity, str(count)))
            finding = msgspec.structs.replace(finding, identity=again)
        yield finding
