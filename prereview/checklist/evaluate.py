"""Rules applied to the facts of a package: one finding per rule and subject.

The order in which a verdict is reached: no subject → `if_empty`; a need that was
not read, or not surely → `cannot_tell`; `unknown_when` → `cannot_tell`; `when`
is false → `not_applicable`; `assert` → `pass` or `fail`, the latter only when no
optional value was read unsurely. A rule that cannot be evaluated for these values
gives `cannot_tell`: it neither passes nor stops the others.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from prereview.checklist.binding import Binder, Bound, PathSpec, as_key, parse_path
from prereview.checklist.computed import with_computed
from prereview.checklist.expressions import ExecutionError, Outcome
from prereview.checklist.finding import Finding, Side, Verdict, identity_of
from prereview.checklist.folding import fold
from prereview.checklist.formatting import LISTED_AT_MOST, UNREAD, fact_text, mask_personal_data
from prereview.checklist.model import Checklist, Rule
from prereview.checklist.titles import first_path_below, path_title, paths_by_source
from prereview.dossier.facts import Facts, Value

logger = logging.getLogger(__name__)

NOT_EXECUTED = "规则未能执行"
"""How the message of a finding begins whose rule broke on these values."""

Keys = Mapping[str, str]


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
        self.explained: dict[str, str] = {}
        """Paths that failing findings explain → the identity of the finding."""
        self._sides: dict[str, Side] = {}

    def findings(self, rule: Rule) -> Iterator[Finding]:
        found = self.binder.subjects(rule.for_each)  # one, without keys, when there is no for_each
        for keys in found:
            subject = _Subject(rule, keys, self)
            finding = subject.finding()
            if finding.verdict is Verdict.FAIL:
                self.explained |= dict.fromkeys(subject.explains(), finding.identity)
            yield finding
        if not found:
            yield _without_subjects(rule)

    def side(self, spec: PathSpec, bound: Bound) -> Side:
        """The value of a path as it is shown beside a finding."""
        side = self._sides.get(bound.path)
        if side is None:
            side = self._sides[bound.path] = _side(spec, bound)
        return side


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


class _Subject:
    """One rule on one subject: what its paths gave, and what follows from that."""

    def __init__(self, rule: Rule, keys: Keys, package: _Package) -> None:
        self.rule = rule
        self.keys = keys
        self.package = package
        known = dict(keys)
        self.needs = dict(_bound(rule.needs, known, package.binder))
        self.optional = dict(_bound(rule.optional, known, package.binder))
        self.absent = tuple(path for bound in self.needs.values() for path in bound.absent)
        self.unsure = tuple(path for bound in self.needs.values() for path in bound.unsure)
        self.doubtful = tuple(path for bound in self.optional.values() for path in bound.unsure)
        bindings = self.needs | self.optional
        self.values: dict[str, Any] = dict(keys)
        self.variables: dict[str, Any] = dict(keys)
        for name in (*rule.needs, *rule.optional):
            bound = bindings.get(name)
            self.values[name] = bound.value if bound else None
            self.variables[name] = bound.variable if bound else None

    def finding(self) -> Finding:
        """The finding for this subject."""
        verdict, message = self._outcome()
        subject = self._subject()
        return Finding(
            rule=self.rule.id,
            title=self.rule.title,
            section=self.rule.section,
            verdict=verdict,
            severity=self.rule.severity,
            subject=subject,
            message=mask_personal_data(message),
            basis=self.rule.basis.text,
            advice=self.rule.advice,
            sides=self._sides(),
            identity=identity_of(self.rule.id, subject, tuple(self._identifying_values())),
            working=self._working() if verdict in (Verdict.PASS, Verdict.FAIL) else None,
            missing=tuple(dict.fromkeys((*self.absent, *self.unsure))),
            provider=self.rule.provider,
        )

    def explains(self) -> Iterator[str]:
        """The records and facts that are absent or wrong when this fails."""
        known = {**self.keys, **{name: key for name, b in self.needs.items() if (key := as_key(b.value))}}
        for path in self.rule.explains:
            spec = parse_path(path)
            if all(variable in known for variable in spec.variables):
                yield spec.filled(known)

    def _outcome(self) -> tuple[Verdict, str]:
        if self.absent or self.unsure:
            return Verdict.CANNOT_TELL, self._missing_message()
        try:
            return self._judged()
        except ExecutionError as error:
            if error.reason:
                return Verdict.CANNOT_TELL, f"{error.reason}，未能核对"
            logger.info("rule %s could not be evaluated: %s", self.rule.id, error)
            return Verdict.CANNOT_TELL, f"{NOT_EXECUTED}，请人工核对：{self.rule.title}"

    def _judged(self) -> tuple[Verdict, str]:
        rule = self.rule
        outcome = rule.decision.run(self.variables)
        if outcome == Outcome.UNKNOWN and rule.unknown:
            return Verdict.CANNOT_TELL, rule.unknown.fill(self.values)
        if outcome == Outcome.NOT_APPLICABLE:
            return Verdict.NOT_APPLICABLE, f"不涉及：{rule.title}"
        if outcome == Outcome.HOLDS:
            return Verdict.PASS, f"已核对：{rule.title}"
        if self.doubtful:  # the rule was judged without them: a misreading must not become a fault
            return Verdict.CANNOT_TELL, _unsure_message(self.doubtful)
        return Verdict.FAIL, rule.message.fill(self.values) + self._notes()

    def _notes(self) -> str:
        texts = []
        for note in self.rule.notes:
            try:
                if note.when.holds(self.variables):
                    texts.append(f"；{note.text.fill(self.values)}")
            except ExecutionError:  # a note is an addition: without an answer there is nothing to add
                continue
        return "".join(texts)

    def _missing_message(self) -> str:
        if not self.absent:
            return _unsure_message(self.unsure)
        parts = [f"{UNREAD} {paths_by_source(self.absent)}"]
        if self.unsure:
            parts.append(f"未能可靠识别 {paths_by_source(self.unsure)}，请对照原件")
        return f"{'；'.join(parts)}，未能核对"

    def _subject(self) -> str | None:
        if self.rule.subject:
            return self.rule.subject.fill(self.values)
        return mask_personal_data("/".join(self.keys.values())) or None

    def _working(self) -> str | None:
        if self.rule.working:
            return self.rule.working.fill(self.values)
        workings = (fact.working for bound in self.needs.values() for fact in bound.facts if fact.working)
        return mask_personal_data("；".join(dict.fromkeys(workings))) or None

    def _sides(self) -> tuple[Side, ...]:
        read = {name: bound for name, bound in self.optional.items() if bound.value is not None}
        specs = {**self.rule.needs, **self.rule.optional}
        return tuple(self.package.side(specs[name], bound) for name, bound in (self.needs | read).items())

    def _identifying_values(self) -> Iterator[str]:
        if self.rule.variant:
            yield self.rule.variant
        yield from (f"{name}={bound.normal}" for name, bound in self.needs.items())


def _unsure_message(paths: Sequence[str]) -> str:
    return f"未能可靠识别 {paths_by_source(paths)}，请对照原件，未能核对"


def _bound(
    specs: Mapping[str, PathSpec], known: dict[str, str], binder: Binder
) -> Iterator[tuple[str, Bound]]:
    """Bind paths in order; each value found may be a key of the next paths, and goes into `known`.

    A path whose key is missing is left out: the missing key is the cause to name.
    """
    for name, spec in specs.items():
        if all(variable in known for variable in spec.variables):
            bound = binder.bind(spec, known)
            key = as_key(bound.value)
            if key is not None:
                known[name] = key
            yield name, bound


def _side(spec: PathSpec, bound: Bound) -> Side:
    if bound.value is None and bound.unsure and len(bound.facts) == 1:
        value = f"{fact_text(bound.facts[0].value, spec.type)}（识别不可靠）"
    else:
        value = fact_text(bound.value, spec.type)
    return Side(
        name=mask_personal_data(path_title(bound.path, with_source=True)),
        value=mask_personal_data(value),
        path=bound.path,
        evidence=tuple(e for fact in bound.facts[:LISTED_AT_MOST] for e in fact.evidence),
    )


def _each_its_identity(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings alike in rule, subject and values are numbered, so that each has an identity of its own."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.identity] += 1
        count = seen[finding.identity]
        if count > 1:
            again = identity_of(finding.rule, finding.subject, (finding.identity, str(count)))
            finding = msgspec.structs.replace(finding, identity=again)
        yield finding
