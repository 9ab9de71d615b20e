"""One rule of a file as a `Rule`: every name, path, expression and message checked.

All faults of a rule are gathered with their lines; a rule with a fault gives None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from prereview.checklist.binding import PathSpec, parse_path
from prereview.checklist.expressions import ExpressionError, compile_expression
from prereview.checklist.finding import Severity, Verdict
from prereview.checklist.formatting import parse_template
from prereview.checklist.model import Basis, Case, Note, RawRule, Rule
from prereview.checklist.problems import Problem, did_you_mean
from prereview.checklist.source import Place, Source
from prereview.dossier.facts import Fact, Value, split_path
from prereview.dossier.vocabulary import Term, vocabulary

_T = TypeVar("_T")


class RuleBuilder:
    """Builds the rules of one file and collects what is wrong with them."""

    def __init__(self, source: Source, section: str) -> None:
        self.source = source
        self.section = section
        self.problems: list[Problem] = []

    def build(self, index: int, raw: RawRule) -> Rule | None:
        """The rule at `rules[index]`, None when it has a fault."""
        before = len(self.problems)
        place: Place = ("rules", index)
        for_each = self._paths(raw.get("for_each", {}), (*place, "for_each"), (), is_record=True)
        needs = self._paths(raw.get("needs", {}), (*place, "needs"), for_each)
        optional = self._paths(raw.get("optional", {}), (*place, "optional"), (*for_each, *needs))
        names = (*for_each, *needs, *optional)
        self._names_once(names, place)

        def expression(key: str) -> Any:
            return self._parsed(raw.get(key), (*place, key), compile_expression, names)

        def template(key: str) -> Any:
            return self._parsed(raw.get(key), (*place, key), parse_template, names)

        rule = Rule(
            id=raw["id"],
            title=raw["title"],
            summary=raw["summary"],
            section=self.section,
            severity=Severity(raw["severity"]),
            basis=Basis(**raw["basis"]),
            for_each=for_each,
            subject=template("subject"),
            needs=needs,
            optional=optional,
            when=expression("when"),
            unknown_when=expression("unknown_when"),
            unknown=template("unknown"),
            assertion=expression("assert"),
            message=template("message"),
            working=template("working"),
            notes=tuple(self._notes(raw.get("notes", ()), (*place, "notes"), names)),
            advice=raw["advice"].strip(),
            provider=raw["provider"],
            if_empty=Verdict(raw.get("if_empty", Verdict.CANNOT_TELL)),
            cases=tuple(self._case(c, (*place, "cases", i)) for i, c in enumerate(raw.get("cases", ()))),
            file=self.source.file,
            line=self.source.line(*place),
        )
        return rule if len(self.problems) == before else None

    def _fault(self, place: Place, message: str, suggestion: str | None = None) -> None:
        self.problems.append(self.source.problem(place, message, suggestion))

    def _parsed(
        self, text: str | None, place: Place, parse: Callable[[str, Iterable[str]], _T], names: Iterable[str]
    ) -> _T | None:
        if text is None:
            return None
        try:
            return parse(text.strip(), names)
        except ExpressionError as error:
            self._fault(place, error.message, error.suggestion)
            return None

    def _notes(self, raw: Iterable[Mapping[str, str]], place: Place, names: Iterable[str]) -> Iterable[Note]:
        for index, note in enumerate(raw):
            when = self._parsed(note["when"], (*place, index, "when"), compile_expression, names)
            text = self._parsed(note["text"], (*place, index, "text"), parse_template, names)
            if when and text:
                yield Note(when, text)

    def _names_once(self, names: tuple[str, ...], place: Place) -> None:
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                self._fault(place, f"变量“{name}”重复定义", "for_each、needs、optional 中的名称须各不相同")

    # ---- paths

    def _paths(
        self, raw: Mapping[str, str], place: Place, known: Iterable[str], *, is_record: bool = False
    ) -> dict[str, PathSpec]:
        out: dict[str, PathSpec] = {}
        for name, text in raw.items():
            spec = parse_path(text)
            at = (*place, name)
            for variable in spec.variables:
                if variable not in {*known, *out}:
                    self._fault(at, f"路径中的变量“{variable}”在此之前没有定义", did_you_mean(variable, [*known, *out]))
            self._check_path(spec, at, is_record=is_record or spec.kind == "keys")
            out[name] = spec
        return out

    def _check_path(self, spec: PathSpec, place: Place, *, is_record: bool) -> None:
        words = vocabulary()
        path = spec.text.replace("{", "").replace("}", "")
        if is_record:
            term = words.term(path)
            keyed = path if split_path(path)[-1:] and split_path(path)[-1].startswith("[") else f"{path}[key]"
            if (term and term.type == "refs") or words.term(keyed) or words.has_record(keyed):
                return
            self._fault(place, f"词汇表中没有记录“{spec.text}”", _suggest_record(path))
        elif words.term(path) is None:
            near = words.suggest(path)
            self._fault(place, f"词汇表中没有“{spec.text}”", f"是否为 {near}？" if near else "见 vocabulary.yaml")

    # ---- cases

    def _case(self, raw: Mapping[str, Any], place: Place) -> Case:
        facts = [self._fact(path, value, (*place, "facts", path)) for path, value in raw["facts"].items()]
        expect = raw["expect"]
        expected = Verdict(expect) if isinstance(expect, str) else {k: Verdict(v) for k, v in expect.items()}
        return Case(raw["name"], tuple(f for f in facts if f), expected, self.source.line(*place))

    def _fact(self, path: str, value: Any, place: Place) -> Fact | None:
        term = vocabulary().term(path)
        if term is None:
            near = vocabulary().suggest(path)
            self._fault(place, f"词汇表中没有“{path}”", f"是否为 {near}？" if near else "见 vocabulary.yaml")
            return None
        try:
            return Fact(path, case_value(value, term), "CNY" if term.type == "money" else None)
        except (ValueError, InvalidOperation):
            self._fault(place, f"“{value}”不是 {term.title} 的值", f"类型应为 {term.type}")
            return None


def case_value(value: Any, term: Term) -> Value:
    """A value of a case as the fact type of its term. Raises `ValueError` when it is none."""
    match term.type:
        case "money" | "ratio" | "number":
            if isinstance(value, bool):
                raise ValueError
            return Decimal(str(value).replace("_", ""))
        case "count":
            if isinstance(value, bool) or not isinstance(value, int):
                raise ValueError
            return value
        case "flag":
            if not isinstance(value, bool):
                raise ValueError
            return value
        case "refs":
            if not isinstance(value, list):
                raise ValueError
            return tuple(str(item) for item in value)
        case "date":
            return value if isinstance(value, date) else _printed_date(str(value))
        case _:
            if isinstance(value, dict | list) or value is None:
                raise ValueError
            return str(value)


def _printed_date(text: str) -> date | str:
    """A day that does not exist stays text, as the extractors keep it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _suggest_record(path: str) -> str | None:
    records = {
        "".join(part if part.startswith("[") or not i else f".{part}" for i, part in enumerate(steps[:depth]))
        for term in vocabulary().terms
        for steps in [split_path(term.pattern)]
        for depth in range(1, len(steps))
        if steps[depth].startswith("[")
    }
    return did_you_mean(path, records)
