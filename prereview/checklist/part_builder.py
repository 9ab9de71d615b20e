"""What rules and questions are built from: names, paths, expressions and messages, each checked.

All faults are gathered with their lines, so that a writer sees them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from prereview.checklist.binding import PathSpec, parse_path, type_of
from prereview.checklist.expressions import Expression, compile_condition
from prereview.checklist.model import Note
from prereview.checklist.problems import Problem, did_you_mean
from prereview.checklist.source import Place, Source
from prereview.checklist.templates import Template, parse_template
from prereview.checklist.tokens import ExpressionError
from prereview.checklist.value_types import TEXT, Type
from prereview.dossier.facts import join_path, split_path
from prereview.dossier.vocabulary import vocabulary

Types = Mapping[str, Type]
Raw = Mapping[str, Any]
"""A rule or question as it stands in the file, after its shape was checked."""

_T = TypeVar("_T")


class PartBuilder:
    """Checks the parts of one file and collects what is wrong with them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def _fault(self, place: Place, message: str, suggestion: str | None = None) -> None:
        self.problems.append(self.source.problem(place, message, suggestion))

    # ---- expressions and messages

    def _condition(self, raw: Raw, place: Place, key: str, types: Types) -> Expression | None:
        return self._parsed(raw.get(key), (*place, key), compile_condition, types)

    def _template(self, raw: Raw, place: Place, key: str, types: Types) -> Template | None:
        return self._parsed(raw.get(key), (*place, key), parse_template, types)

    def _parsed(
        self, text: str | None, place: Place, parse: Callable[[str, Types], _T], types: Types
    ) -> _T | None:
        if text is None:
            return None
        try:
            return parse(text.strip(), types)
        except ExpressionError as error:
            self._fault(place, f"“{place[-1]}”中{error.message}", error.suggestion)
            return None

    def _notes(self, raw: Sequence[Mapping[str, str]], place: Place, types: Types) -> Iterator[Note]:
        for index, note in enumerate(raw):
            when = self._condition(note, (*place, index), "when", types)
            text = self._template(note, (*place, index), "text", types)
            if when and text:
                yield Note(when, text)

    # ---- names and paths

    def _check_names_once(self, place: Place, names: tuple[str, ...]) -> None:
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                self._fault(place, f"变量“{name}”重复定义", "for_each、needs、optional 中的名称须各不相同")

    def _paths(self, raw: Raw, place: Place, key: str, known: Iterable[str]) -> dict[str, PathSpec]:
        specs: dict[str, PathSpec] = {}
        for name, text in raw.get(key, {}).items():
            spec, at = parse_path(text), (*place, key, name)
            earlier = [*known, *specs]
            for variable in spec.variables:
                if variable not in earlier:
                    message = f"路径中的变量“{variable}”在此之前没有定义"
                    self._fault(at, message, did_you_mean(variable, earlier))
            if key == "for_each" or spec.kind == "keys":
                self._check_record(spec, at)
            else:
                self._check_path(spec, at)
            specs[name] = spec
        return specs

    def _check_explained(self, raw: Raw, place: Place, names: Iterable[str]) -> None:
        words = vocabulary()
        for index, text in enumerate(raw.get("explains", ())):
            at = (*place, "explains", index)
            for variable in parse_path(text).variables:
                if variable not in names:
                    self._fault(at, f"路径中的变量“{variable}”没有定义", did_you_mean(variable, names))
            if words.term(text) is None and not words.has_record(text):
                near = words.suggest(text)
                self._fault(at, f"词汇表中没有“{text}”", f"是否为 {near}？" if near else None)

    def _check_path(self, spec: PathSpec, place: Place) -> None:
        words = vocabulary()
        if words.term(spec.text) is not None:
            return
        near = words.suggest(spec.text)
        if words.has_record(spec.text):
            hint = f"请写出其中一项，例如 {near}" if near else None
            self._fault(place, f"“{spec.text}”是记录，不是一项内容", hint)
        else:
            hint = f"是否为 {near}？" if near else "可用的名称见 vocabulary.yaml"
            self._fault(place, f"词汇表中没有“{spec.text}”", hint)

    def _check_record(self, spec: PathSpec, place: Place) -> None:
        words, steps = vocabulary(), split_path(spec.text)
        if not steps:
            self._fault(place, f"“{spec.text}”不是路径")
            return
        term = words.term(spec.text)
        keyed = spec.text if steps[-1].startswith("[") else f"{spec.text}[key]"
        if (term and term.type == "refs") or words.term(keyed) or words.has_record(keyed):
            return
        hint = did_you_mean(_without_braces(spec.text), _records())
        self._fault(place, f"词汇表中没有可逐项核对的记录“{spec.text}”", hint)


def types_of(for_each: Mapping[str, PathSpec], paths: Mapping[str, PathSpec]) -> dict[str, Type]:
    """Types of all variables of a rule; a subject is a key, so it is text."""
    return dict.fromkeys(for_each, TEXT) | {name: type_of(spec) for name, spec in paths.items()}


def _without_braces(path: str) -> str:
    return path.replace("{", "").replace("}", "")


def _records() -> set[str]:
    """Records with keys, as they stand in the vocabulary: `application.rd_costs[year]`."""
    return {
        join_path(steps[:depth])
        for steps in (split_path(term.pattern) for term in vocabulary().terms)
        for depth in range(1, len(steps))
        if steps[depth].startswith("[")
    }
