"""Cases of rules: plain YAML values as facts of the vocabulary's types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from prereview.checklist.finding import Verdict
from prereview.checklist.model import Case
from prereview.checklist.problems import Problem
from prereview.checklist.source import Place, Source
from prereview.dossier.facts import Fact, Value
from prereview.dossier.vocabulary import Term, vocabulary


def build_case(raw: Mapping[str, Any], source: Source, place: Place, problems: list[Problem]) -> Case:
    """A case as it runs; faults of its facts are added to `problems`."""
    expect = raw["expect"]
    return Case(
        name=raw["name"],
        facts=tuple(build_facts(raw["facts"], source, (*place, "facts"), problems)),
        expected=Verdict(expect) if isinstance(expect, str) else {k: Verdict(v) for k, v in expect.items()},
        line=source.line(*place),
    )


def build_facts(
    raw: Mapping[str, Any], source: Source, place: Place, problems: list[Problem]
) -> Iterator[Fact]:
    """The facts of a case; faults are added to `problems`."""
    words = vocabulary()
    for path, value in raw.items():
        term = words.term(path)
        if term is None:
            near = words.suggest(path)
            hint = f"是否为 {near}？" if near else "可用的名称见 vocabulary.yaml"
            problems.append(source.problem((*place, path), f"词汇表中没有“{path}”", hint))
            continue
        try:
            yield Fact(path, case_value(value, term), "CNY" if term.type == "money" else None)
        except ValueError:
            message = f"“{value}”不能作为“{term.title}”的值"
            problems.append(source.problem((*place, path), message, f"应为 {_EXPECTED[term.type]}"))


def case_value(value: Any, term: Term) -> Value:  # noqa: ANN401 (any YAML value)
    """A YAML value as the type of its term; money in yuan. Raises `ValueError` when it is none."""
    match term.type:
        case "money" | "ratio" | "number":
            return _decimal(value)
        case "count" if isinstance(value, int) and not isinstance(value, bool):
            return value
        case "flag" if isinstance(value, bool):
            return value
        case "refs" if isinstance(value, list):
            return tuple(str(item) for item in value)
        case "date":
            return value if isinstance(value, date) else _printed_date(str(value))
        case "text" | "key" if isinstance(value, str | int | date) and not isinstance(value, bool):
            return str(value)
    raise ValueError(value)


def _decimal(value: Any) -> Decimal:  # noqa: ANN401
    """Exactly the figure written: a YAML float is its shortest decimal."""
    if isinstance(value, bool):
        raise ValueError(value)  # noqa: TRY004 (the caller knows one kind of fault)
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(value) from error


def _printed_date(text: str) -> date | str:
    """A day that does not exist stays text, as it does when read from a document."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


_EXPECTED = {
    "money": "数字（元）",
    "ratio": "数字（0 到 1）",
    "number": "数字",
    "count": "整数",
    "flag": "true 或 false",
    "refs": "列表，例如 [IP01, IP02]",
    "text": "文字",
    "key": "文字",
}
