"""What a checklist is, once loaded: sections of rules, each rule ready to run.

All texts are parsed and all expressions compiled when the file is read, so a
checklist that loads has no faults left that only show on some package.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from prereview.checklist.binding import PathSpec
from prereview.checklist.expressions import Expression
from prereview.checklist.finding import Severity, Verdict
from prereview.checklist.templates import Template
from prereview.dossier.facts import Fact, Value


class Basis(msgspec.Struct, frozen=True):
    """What a rule rests on: an article of law, or the practice of reviewers where no law says it."""

    document: str | None = None
    article: str | None = None
    practice: str | None = None

    @property
    def is_law(self) -> bool:
        """Whether a regulation is named."""
        return self.document is not None

    @property
    def text(self) -> str:
        """As it is shown to people; practice is marked as such."""
        law = " ".join(part for part in (self.document, self.article) if part)
        practice = f"实务：{self.practice}" if self.practice else ""
        return "；".join(part for part in (law, practice) if part)


class Section(msgspec.Struct, frozen=True):
    """A part of the checklist, as the report orders its findings."""

    id: str
    title: str


class Note(msgspec.Struct, frozen=True):
    """A sentence added to a finding's message when its condition holds."""

    when: Expression
    text: Template


class Case(msgspec.Struct, frozen=True):
    """An example that shows what a rule does; every case is run as a test.

    `expected` is one verdict for all subjects, or verdicts by subject.
    """

    name: str
    facts: tuple[Fact, ...]
    expected: Verdict | Mapping[str, Verdict]
    line: int


class Rule(msgspec.Struct, frozen=True):
    """One rule of the checklist; the fields are those of the YAML file.

    A rule with several tests is several of these with the same id, each with the
    name of its `variant`; elsewhere that is None.
    """

    id: str
    variant: str | None
    title: str
    summary: str
    section: str
    severity: Severity
    basis: Basis
    for_each: Mapping[str, PathSpec]
    subject: Template | None
    needs: Mapping[str, PathSpec]
    optional: Mapping[str, PathSpec]
    when: Expression | None
    unknown_when: Expression | None
    unknown: Template | None
    assertion: Expression
    message: Template
    working: Template | None
    notes: tuple[Note, ...]
    advice: str
    provider: str
    if_empty: Verdict
    explains: tuple[str, ...]
    """Records or facts, with the variables of the rule, that are absent or wrong when it fails."""
    cases: tuple[Case, ...]
    file: Path
    line: int


class QuestionCase(msgspec.Struct, frozen=True):
    """An example of a question: facts, and how often it is raised for them."""

    name: str
    facts: tuple[Fact, ...]
    asked: int
    line: int


class QuestionRule(msgspec.Struct, frozen=True):
    """A question of the checklist: whom to ask, and where the file calls for it."""

    id: str
    summary: str
    person: str
    checks: tuple[str, ...]
    for_each: Mapping[str, PathSpec]
    needs: Mapping[str, PathSpec]
    optional: Mapping[str, PathSpec]
    when: Expression | None
    at_most: int | None
    text: Template
    why: Template
    cases: tuple[QuestionCase, ...]
    file: Path
    line: int


class Checklist(msgspec.Struct, frozen=True):
    """A named, versioned set of rules in the order of the report."""

    id: str
    title: str
    version: str
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    questions: tuple[QuestionRule, ...] = ()
    profile: Mapping[str, Value] = {}
    """Switches of the profile that hold for every package of this checklist."""

    def variants(self, rule_id: str) -> tuple[Rule, ...]:
        """All tests of the rule with this id, whatever its case; none when there is no such rule."""
        wanted = rule_id.upper()
        return tuple(rule for rule in self.rules if rule.id.upper() == wanted)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id, the first of its tests; None when there is none."""
        return next(iter(self.variants(rule_id)), None)
