"""One rule on one subject: what its paths give, its verdict, and how both are told.

The order in which a verdict is reached: a need that was not read, or not surely →
`cannot_tell`; `unknown_when` → `cannot_tell`; `when` is false → `not_applicable`;
`assert` → `pass` or `fail`, the latter only when no optional value was read unsurely.
A rule that cannot be evaluated for these values gives `cannot_tell`: it neither
passes nor stops the others.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from prereview.checklist.binding import Binder, Bound, PathSpec, as_key, parse_path
from prereview.checklist.expressions import ExecutionError
from prereview.checklist.finding import Finding, Side, Verdict, identity_of
from prereview.checklist.formatting import LISTED_AT_MOST, UNREAD, fact_text, mask_personal_data
from prereview.checklist.model import Rule
from prereview.checklist.titles import path_title, paths_by_source

logger = logging.getLogger(__name__)

NOT_EXECUTED = "规则未能执行"
"""How the message of a finding begins whose rule broke on these values."""

Keys = Mapping[str, str]


class Plan:
    """A rule as it is run on many subjects: what is the same for all of them, made once."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.basis = rule.basis.text
        self.passed = f"已核对：{rule.title}"
        self.left_out = f"不涉及：{rule.title}"
        self.paths: tuple[tuple[str, PathSpec, frozenset[str], bool], ...] = (
            *((name, spec, frozenset(spec.variables), True) for name, spec in rule.needs.items()),
            *((name, spec, frozenset(spec.variables), False) for name, spec in rule.optional.items()),
        )
        """Name, path, the variables in it, and whether the rule needs it."""
        used = frozenset().union(*(variables for _, _, variables, _ in self.paths))
        self.as_keys = frozenset(name for name, _, _, _ in self.paths if name in used)
        """Values that are keys of paths after them."""


class Sides:
    """Values as they are shown beside findings, each made once per package."""

    def __init__(self) -> None:
        self._known: dict[str, Side] = {}

    def of(self, spec: PathSpec, bound: Bound) -> Side:
        """The value of a path as it is shown beside a finding."""
        side = self._known.get(bound.path)
        if side is None:
            side = self._known[bound.path] = _side(spec, bound)
        return side


class Subject:
    """One rule on one subject."""

    def __init__(self, plan: Plan, keys: Keys, binder: Binder, sides: Sides) -> None:
        self.plan = plan
        self.rule = plan.rule
        self.keys = keys
        self.sides = sides
        self.values: dict[str, Any] = dict(keys)
        """Values for texts, by name."""
        self.variables: dict[str, Any] = dict(keys)
        """Values as expressions see them."""
        self.bound: dict[str, Bound] = {}
        self.absent: list[str] = []
        self.unsure: list[str] = []
        self.doubtful: list[str] = []
        self._bind(binder)

    def _bind(self, binder: Binder) -> None:
        """Look all paths up, in order: a value found may be the key of the next ones.

        A path whose key is missing is left out: the missing key is the cause to name.
        """
        known = dict(self.keys)
        values, variables, as_keys = self.values, self.variables, self.plan.as_keys
        for name, spec, keys, needed in self.plan.paths:
            values[name] = variables[name] = None
            if keys and not known.keys() >= keys:
                continue
            bound = self.bound[name] = binder.bind(spec, known)
            if bound.value is not None:
                values[name] = bound.value
                variables[name] = bound.variable
                key = as_key(bound.value) if name in as_keys else None
                if key is not None:
                    known[name] = key
            elif needed:
                self.absent += bound.absent
                self.unsure += bound.unsure
            else:
                self.doubtful += bound.unsure

    def finding(self) -> Finding:
        """The finding for this subject."""
        rule = self.rule
        verdict, message = self._outcome()
        subject = self._name()
        told = verdict is not Verdict.NOT_APPLICABLE
        return Finding(
            rule=rule.id,
            title=rule.title,
            section=rule.section,
            verdict=verdict,
            severity=rule.severity,
            subject=subject,
            message=message,
            basis=self.plan.basis,
            advice=rule.advice,
            sides=self._sides() if told else (),
            identity=identity_of(rule.id, subject, self._identifying_values(told)),
            working=self._working() if verdict in (Verdict.PASS, Verdict.FAIL) else None,
            missing=tuple(dict.fromkeys((*self.absent, *self.unsure))) if self.absent or self.unsure else (),
            provider=rule.provider,
        )

    def explains(self) -> Iterator[str]:
        """The records and facts that are absent or wrong when this fails."""
        keys = {name: as_key(value) for name, value in self.values.items()}
        known = {**{name: key for name, key in keys.items() if key is not None}, **self.keys}
        for path in self.rule.explains:
            spec = parse_path(path)
            if all(variable in known for variable in spec.variables):
                yield spec.filled(known)

    def _outcome(self) -> tuple[Verdict, str]:
        if self.absent or self.unsure:
            return Verdict.CANNOT_TELL, mask_personal_data(self._missing_message())
        try:
            return self._judged()
        except ExecutionError as error:
            if error.reason:
                return Verdict.CANNOT_TELL, mask_personal_data(f"{error.reason}，未能核对")
            logger.info("rule %s could not be evaluated: %s", self.rule.id, error)
            return Verdict.CANNOT_TELL, f"{NOT_EXECUTED}，请人工核对：{self.rule.title}"

    def _judged(self) -> tuple[Verdict, str]:
        rule = self.rule
        if rule.unknown_when and rule.unknown and rule.unknown_when.holds(self.variables):
            return Verdict.CANNOT_TELL, rule.unknown.fill(self.values)
        if rule.when and not rule.when.holds(self.variables):
            return Verdict.NOT_APPLICABLE, self.plan.left_out
        if rule.assertion.holds(self.variables):
            return Verdict.PASS, self.plan.passed
        if self.doubtful:  # the rule was judged without them: a misreading must not become a fault
            return Verdict.CANNOT_TELL, mask_personal_data(_unsure_message(self.doubtful))
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

    def _name(self) -> str | None:
        if self.rule.subject:
            return self.rule.subject.fill(self.values)
        return mask_personal_data("/".join(self.keys.values())) or None

    def _working(self) -> str | None:
        if self.rule.working:
            return self.rule.working.fill(self.values)
        workings = [
            fact.working for name in self.rule.needs for fact in self.bound[name].facts if fact.working
        ]
        return mask_personal_data("；".join(dict.fromkeys(workings))) if workings else None

    def _sides(self) -> tuple[Side, ...]:
        bound, side = self.bound, self.sides.of
        return tuple(
            [
                side(spec, bound[name])
                for name, spec, _, needed in self.plan.paths
                if name in bound and (needed or bound[name].value is not None)
            ]
        )

    def _identifying_values(self, told: bool) -> tuple[str, ...]:
        variant = (self.rule.variant,) if self.rule.variant else ()
        if not told:
            return variant
        bound = self.bound
        return (*variant, *[f"{name}={bound[name].normal}" for name in self.rule.needs if name in bound])


def _unsure_message(paths: Sequence[str]) -> str:
    return f"未能可靠识别 {paths_by_source(paths)}，请对照原件，未能核对"


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
