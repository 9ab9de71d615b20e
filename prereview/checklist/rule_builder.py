"""One rule of a file as a `Rule`: every name, path, expression and message checked.

All faults of a rule are gathered with their lines; a rule with a fault gives None.
"""

from __future__ import annotations

from prereview.checklist.case_builder import build_case
from prereview.checklist.finding import Severity, Verdict
from prereview.checklist.model import Basis, Rule
from prereview.checklist.part_builder import PartBuilder, types_of
from prereview.checklist.source import Source
from prereview.checklist.variants import RawVariant


class RuleBuilder(PartBuilder):
    """Builds the rules of one file and collects what is wrong with them."""

    def __init__(self, source: Source, section: str) -> None:
        super().__init__(source)
        self.section = section

    def build(self, variant: RawVariant) -> Rule | None:
        """The rule, or one test of a rule with several; None when it has a fault."""
        faults_before = len(self.problems)
        raw, place = variant.raw, variant.place
        for key in variant.lacks():
            self._fault(place, f"缺少“{key}”")
        for_each = self._paths(raw, place, "for_each", ())
        needs = self._paths(raw, place, "needs", for_each)
        optional = self._paths(raw, place, "optional", (*for_each, *needs))
        self._check_names_once(place, (*for_each, *needs, *optional))
        types = types_of(for_each, {**needs, **optional})
        when = self._condition(raw, place, "when", types)
        unknown_when = self._condition(raw, place, "unknown_when", types)
        assertion = self._condition(raw, place, "assert", types)
        subject = self._template(raw, place, "subject", types)
        unknown = self._template(raw, place, "unknown", types)
        message = self._template(raw, place, "message", types)
        working = self._template(raw, place, "working", types)
        self._check_explained(raw, place, (*for_each, *needs, *optional))
        notes = tuple(self._notes(raw.get("notes", ()), (*place, "notes"), types))
        cases = tuple(
            build_case(case, self.source, (*place, "cases", number), self.problems)
            for number, case in enumerate(raw.get("cases", ()))
        )
        if len(self.problems) > faults_before or assertion is None or message is None:
            return None
        return Rule(
            id=raw["id"],
            variant=variant.name,
            title=raw["title"],
            summary=raw["summary"],
            section=self.section,
            severity=Severity(raw["severity"]),
            basis=Basis(**raw["basis"]),
            for_each=for_each,
            subject=subject,
            needs=needs,
            optional=optional,
            when=when,
            unknown_when=unknown_when,
            unknown=unknown,
            assertion=assertion,
            message=message,
            working=working,
            notes=notes,
            advice=raw["advice"].strip(),
            provider=raw["provider"],
            if_empty=Verdict(raw.get("if_empty", Verdict.CANNOT_TELL)),
            explains=tuple(raw.get("explains", ())),
            cases=cases,
            file=self.source.file,
            line=self.source.line(*place),
        )
