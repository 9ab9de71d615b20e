"""Rules applied to the facts of a package: one finding per rule and subject.

The order in which a verdict is reached: no subject → `if_empty`; a need that was
not read, or not surely → `cannot_tell`; `unknown_when` → `cannot_tell`; `when`
is false → `not_applicable`; `assert` → `pass` or `fail`. A rule that cannot be
evaluated for these values gives `cannot_tell`: it neither passes nor stops the
others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from prereview.checklist.binding import Bound, as_key, as_variable, bind, subjects
from prereview.checklist.expressions import ExecutionError
from prereview.checklist.finding import Finding, Side, Verdict, identity_of
from prereview.checklist.formatting import LISTED_AT_MOST, UNREAD, fact_text, mask_personal_data
from prereview.checklist.functions import normalise_text
from prereview.checklist.model import Checklist, Rule
from prereview.checklist.titles import path_title, paths_by_source
from prereview.dossier.facts import Facts
from prereview.dossier.vocabulary import vocabulary


def evaluate(checklist: Checklist, facts: Facts) -> tuple[Finding, ...]:
    """All findings of a checklist on a package, in the order of its rules and subjects."""
    return tuple(_with_own_identities(f for rule in checklist.rules for f in evaluate_rule(rule, facts)))


def evaluate_rule(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """The findings of one rule, one per subject."""
    if not rule.for_each:
        yield _Subject(rule, {}, facts).finding()
        return
    found = subjects(rule.for_each, facts)
    for keys in found:
        yield _Subject(rule, keys, facts).finding()
    if not found:
        yield _without_subjects(rule)


def _without_subjects(rule: Rule) -> Finding:
    """What a rule says that has nothing to run over: a record that was not read is never passed."""
    records = tuple(spec.text for spec in rule.for_each.values() if not spec.variables)
    names = "、".join(path_title(record) for record in records)
    unread = rule.if_empty is Verdict.CANNOT_TELL
    message = f"{UNREAD}{names}，未能核对" if unread else f"材料中没有{names}，不涉及"
    return Finding(
        rule=rule.id,
        title=rule.title,
        section=rule.section,
        verdict=rule.if_empty,
        severity=rule.severity,
        subject=None,
        message=message,
        basis=rule.basis.text,
        advice=rule.advice,
        sides=(),
        identity=identity_of(rule.id, None, ("empty",)),
        missing=records if unread else (),
    )


class _Subject:
    """One rule on one subject: what its paths gave, and what follows from that."""

    def __init__(self, rule: Rule, keys: Mapping[str, str], facts: Facts) -> None:
        self.rule = rule
        self.keys = dict(keys)
        self.needs: dict[str, Bound] = {}
        self.optional: dict[str, Bound] = {}
        self.absent: list[str] = []
        self.unsure: list[str] = []
        self._bind(facts)
        self.values: dict[str, Any] = {
            **keys,
            **{name: bound.value for name, bound in (*self.needs.items(), *self.optional.items())},
        }
        for name in (*rule.needs, *rule.optional):
            self.values.setdefault(name, None)

    def _bind(self, facts: Facts) -> None:
        known = dict(self.keys)
        for is_need, specs, into in (
            (True, self.rule.needs, self.needs),
            (False, self.rule.optional, self.optional),
        ):
            for name, spec in specs.items():
                if not all(variable in known for variable in spec.variables):
                    continue  # the key itself is missing, and that is the cause to name
                bound = into[name] = bind(spec, known, facts)
                key = None if bound.value is None else as_key(bound.value)
                if key is not None:
                    known[name] = key
                if is_need:
                    self.absent += bound.absent
                    self.unsure += bound.unsure

    def finding(self) -> Finding:
        """The finding for this subject."""
        try:
            verdict, message = self._verdict()
            notes = self._notes() if verdict is Verdict.FAIL else ""
        except ExecutionError as error:
            verdict, notes = Verdict.CANNOT_TELL, ""
            message = f"{error.reason}，未能核对" if error.reason else f"规则未能执行，请人工核对：{self.rule.title}"
        subject = self._subject_text()
        return Finding(
            rule=self.rule.id,
            title=self.rule.title,
            section=self.rule.section,
            verdict=verdict,
            severity=self.rule.severity,
            subject=subject,
            message=mask_personal_data(message + notes),
            basis=self.rule.basis.text,
            advice=self.rule.advice,
            sides=self._sides(),
            identity=identity_of(self.rule.id, subject, tuple(self._identifying_values())),
            working=self._working() if verdict in {Verdict.PASS, Verdict.FAIL} else None,
            missing=tuple(dict.fromkeys((*self.absent, *self.unsure))),
        )

    def _verdict(self) -> tuple[Verdict, str]:
        rule = self.rule
        if self.absent or self.unsure:
            return Verdict.CANNOT_TELL, self._missing_message()
        variables = {name: as_variable(value) for name, value in self.values.items()}
        if rule.unknown_when and rule.unknown and rule.unknown_when.holds(variables):
            return Verdict.CANNOT_TELL, rule.unknown.fill(self.values)
        if rule.when and not rule.when.holds(variables):
            return Verdict.NOT_APPLICABLE, f"不涉及：{rule.title}"
        if rule.assertion.holds(variables):
            return Verdict.PASS, f"已核对：{rule.title}"
        return Verdict.FAIL, rule.message.fill(self.values)

    def _missing_message(self) -> str:
        parts = []
        if self.absent:
            parts.append(f"{UNREAD} {paths_by_source(self.absent)}")
        if self.unsure:
            parts.append(f"未能可靠识别 {paths_by_source(self.unsure)}，请对照原件")
        return f"{'；'.join(parts)}，未能核对"

    def _notes(self) -> str:
        variables = {name: as_variable(value) for name, value in self.values.items()}
        texts = []
        for note in self.rule.notes:
            try:
                if note.when.holds(variables):
                    texts.append(f"；{note.text.fill(self.values)}")
            except ExecutionError:
                continue  # a note is an addition: without an answer there is nothing to add
        return "".join(texts)

    def _working(self) -> str | None:
        if self.rule.working:
            return self.rule.working.fill(self.values)
        workings = [fact.working for bound in self.needs.values() for fact in bound.facts if fact.working]
        return mask_personal_data("；".join(dict.fromkeys(workings))) or None

    def _subject_text(self) -> str | None:
        if self.rule.subject:
            return self.rule.subject.fill(self.values)
        return "/".join(self.keys.values()) or None

    def _sides(self) -> tuple[Side, ...]:
        bound = (*self.needs.values(), *(b for b in self.optional.values() if b.value is not None))
        return tuple(_side(b) for b in bound)

    def _identifying_values(self) -> Iterator[str]:
        for name, bound in self.needs.items():
            yield f"{name}={_normalised(bound.value)}"


def _side(bound: Bound) -> Side:
    term = vocabulary().term(bound.path)
    return Side(
        name=path_title(bound.path, with_source=True),
        value=mask_personal_data(_shown(bound, term.type if term else None)),
        path=bound.path,
        evidence=tuple(e for fact in bound.facts[:LISTED_AT_MOST] for e in fact.evidence),
    )


def _shown(bound: Bound, kind: Any) -> str:
    if bound.value is None and bound.unsure and len(bound.facts) == 1:
        return f"{fact_text(bound.facts[0].value, kind)}（识别不可靠）"
    return fact_text(bound.value, kind)


def _normalised(value: Any) -> str:
    """A value as it stands in an identity: the same however it is printed."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return "、".join(sorted(_normalised(item) for item in value))
    return normalise_text(value) if isinstance(value, str) else str(value)


def _with_own_identities(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that are alike in rule, subject and values are numbered, so that each has its own identity."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.identity] += 1
        count = seen[finding.identity]
        if count == 1:
            yield finding
        else:
            again = identity_of(finding.rule, finding.subject, (finding.identity, str(count)))
            yield msgspec.structs.replace(finding, identity=again)
