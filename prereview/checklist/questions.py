"""Questions for the session: what no program can decide, raised only where the file calls for it.

A question is data like a rule. It is raised once per subject for which everything
it needs was read and its condition holds; what was not read raises none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from prereview.checklist.binding import Binder, Bound, as_key, as_variable
from prereview.checklist.computed import with_computed
from prereview.checklist.expressions import ExecutionError
from prereview.checklist.finding import identity_of
from prereview.checklist.model import Checklist, QuestionRule
from prereview.dossier.facts import Evidence, Facts, Value

MOST_EVIDENCE = 6


class Question(msgspec.Struct, frozen=True):
    """One question to one person, why it is asked, and the places it rests on."""

    id: str
    person: str
    text: str
    why: str
    evidence: tuple[Evidence, ...]
    checks: tuple[str, ...]
    """Ids of the rules and definitions the answer is about."""
    subject: str | None
    identity: str
    """Stable between rounds: the question and its subject."""


def ask(
    checklist: Checklist, facts: Facts, settings: Mapping[str, Value] | None = None
) -> tuple[Question, ...]:
    """The questions a package calls for, in the order of the checklist; `settings` as in `evaluate`."""
    known = with_computed(facts, {**checklist.profile, **(settings or {})})
    return tuple(question for rule in checklist.questions for question in questions_of(rule, known))


def questions_of(rule: QuestionRule, facts: Facts) -> tuple[Question, ...]:
    """What one question of the checklist asks of these facts, nothing computed."""
    return tuple(_raised(rule, Binder(facts)))[: rule.at_most]


def _raised(rule: QuestionRule, binder: Binder) -> Iterator[Question]:
    for keys in binder.subjects(rule.for_each):
        bound = _bound(rule, dict(keys), binder)
        if any(bound[name].value is None for name in rule.needs):
            continue
        values = {**keys, **{name: found.value for name, found in bound.items()}}
        if not _holds(rule, values):
            continue
        subject = "/".join(keys.values()) or None
        places = (e for found in bound.values() for fact in found.facts for e in fact.evidence)
        yield Question(
            id=rule.id,
            person=rule.person,
            text=rule.text.fill(values),
            why=rule.why.fill(values),
            evidence=tuple(dict.fromkeys(places))[:MOST_EVIDENCE],
            checks=rule.checks,
            subject=subject,
            identity=identity_of(rule.id, subject, ()),
        )


def _bound(rule: QuestionRule, known: dict[str, str], binder: Binder) -> dict[str, Bound]:
    """All paths looked up in order; one whose key is missing counts as not read."""
    bound: dict[str, Bound] = {}
    for name, spec in {**rule.needs, **rule.optional}.items():
        if not all(variable in known for variable in spec.variables):
            bound[name] = Bound(spec.text, None, absent=(spec.text,))
            continue
        bound[name] = binder.bind(spec, known)
        key = as_key(bound[name].value)
        if key is not None:
            known[name] = key
    return bound


def _holds(rule: QuestionRule, values: Mapping[str, object]) -> bool:
    if rule.when is None:
        return True
    try:
        return rule.when.holds({name: as_variable(value) for name, value in values.items()})
    except ExecutionError:  # without an answer the file does not call for the question
        return False
