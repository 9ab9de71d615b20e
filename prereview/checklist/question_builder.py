"""One question of a file as a `QuestionRule`, checked like a rule."""

from __future__ import annotations

from collections.abc import Iterator

from prereview.checklist.case_builder import build_facts
from prereview.checklist.model import QuestionCase, QuestionRule
from prereview.checklist.part_builder import PartBuilder, Raw, types_of
from prereview.checklist.source import Place


class QuestionBuilder(PartBuilder):
    """Builds the questions of one file and collects what is wrong with them."""

    def build(self, raw: Raw, place: Place) -> QuestionRule | None:
        """The question; None when it has a fault."""
        faults_before = len(self.problems)
        for_each = self._paths(raw, place, "for_each", ())
        needs = self._paths(raw, place, "needs", for_each)
        optional = self._paths(raw, place, "optional", (*for_each, *needs))
        self._check_names_once(place, (*for_each, *needs, *optional))
        types = types_of(for_each, {**needs, **optional})
        when = self._condition(raw, place, "when", types)
        text = self._template(raw, place, "text", types)
        why = self._template(raw, place, "why", types)
        cases = tuple(self._cases(raw, place))
        if len(self.problems) > faults_before or text is None or why is None:
            return None
        return QuestionRule(
            id=raw["id"],
            summary=raw["summary"],
            person=raw["person"],
            checks=tuple(raw["checks"]),
            for_each=for_each,
            needs=needs,
            optional=optional,
            when=when,
            at_most=raw.get("at_most"),
            text=text,
            why=why,
            cases=cases,
            file=self.source.file,
            line=self.source.line(*place),
        )

    def _cases(self, raw: Raw, place: Place) -> Iterator[QuestionCase]:
        for number, case in enumerate(raw.get("cases", ())):
            at = (*place, "cases", number)
            facts = build_facts(case["facts"], self.source, (*at, "facts"), self.problems)
            yield QuestionCase(case["name"], tuple(facts), case["asked"], self.source.line(*at))
