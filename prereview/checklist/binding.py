"""From the paths a rule names to the facts of a package: subjects, needs, lists.

A path may hold `{variable}` (the value of a subject or of an earlier need as a
key). A key with a star gives a list, and a list is complete or it is missing:
when one record lacks the value, a sum over the others would be wrong. A
trailing `[]` gives the keys of a record. A value that was not read surely
enough counts as missing, and is told apart from one that was not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from prereview.checklist.grammar import ANY, FLAG, NUMBER, TEXT, Type, list_of
from prereview.dossier.facts import Fact, Facts, join_path, split_path
from prereview.dossier.vocabulary import FactType, vocabulary

SURE = 0.8
"""Confidence below which a value counts as not read surely."""

PathKind = Literal["value", "list", "keys"]

_VARIABLE = re.compile(r"\{(\w*)\}")


class PathSpec(msgspec.Struct, frozen=True):
    """A path as a rule writes it: one value, a list of values, or the keys of a record."""

    text: str
    kind: PathKind
    variables: tuple[str, ...]

    def filled(self, keys: Mapping[str, str]) -> str:
        """The path with its variables replaced. Raises `KeyError` for one without a key."""
        return _VARIABLE.sub(lambda found: keys[found.group(1)], self.text) if self.variables else self.text


class Bound(msgspec.Struct, frozen=True):
    """What a path gave: the value for expressions and messages, and the facts behind it.

    `value` is None when it is missing; then `absent` names the paths that were
    not found and `unsure` those not read surely.
    """

    path: str
    value: Any
    facts: tuple[Fact, ...] = ()
    absent: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def parse_path(text: str) -> PathSpec:
    """Tell a path's kind and the variables in it."""
    steps = split_path(text)
    kind: PathKind = "value"
    if steps and steps[-1] == "[]":
        kind = "keys"
    elif any(_is_star(step) for step in steps):
        kind = "list"
    return PathSpec(text, kind, tuple(dict.fromkeys(_VARIABLE.findall(text))))


def subjects(for_each: Mapping[str, PathSpec], facts: Facts) -> tuple[dict[str, str], ...]:
    """All combinations of keys the rule runs over, in the order read.

    A record gives its keys (`application.rd`, `application.rd_costs[{year}][RD*]`),
    a fact that holds references gives those.
    """
    combinations: list[dict[str, str]] = [{}]
    for name, spec in for_each.items():
        combinations = [
            {**keys, name: key} for keys in combinations for key in _keys(spec.filled(keys), facts)
        ]
    return tuple(combinations)


def _keys(path: str, facts: Facts) -> Iterable[str]:
    value = facts.value(path) if path in facts else None
    if isinstance(value, tuple):
        return value
    steps = split_path(path)
    if _is_star(steps[-1]) or steps[-1] == "[]":
        record, last = steps[:-1], "[*]" if steps[-1] == "[]" else steps[-1]
    else:
        record, last = steps, "[*]"
    return dict.fromkeys(done[-1][1:-1] for done in _expand((*record, last), facts))


def bind(spec: PathSpec, keys: Mapping[str, str], facts: Facts) -> Bound:
    """Look a path up with the keys known so far."""
    path = spec.filled(keys)
    if spec.kind == "keys":
        found = tuple(_keys(path, facts))
        return Bound(path, found) if found else Bound(path, None, absent=(path,))
    if spec.kind == "list":
        return _bind_list(path, facts)
    fact = facts.get(path)
    if fact is None:
        return Bound(path, None, absent=(path,))
    if fact.confidence < SURE:
        return Bound(path, None, (fact,), unsure=(path,))
    return Bound(path, fact.value, (fact,))


def _bind_list(pattern: str, facts: Facts) -> Bound:
    paths = [join_path(steps) for steps in _expand(split_path(pattern), facts)]
    found = tuple(facts[path] for path in paths if path in facts)
    absent = tuple(path for path in paths if path not in facts) if paths else (pattern,)
    unsure = tuple(fact.path for fact in found if fact.confidence < SURE)
    if absent or unsure:
        return Bound(pattern, None, found, absent, unsure)
    return Bound(pattern, tuple(fact.value for fact in found), found)


def _expand(steps: tuple[str, ...], facts: Facts, done: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Concrete paths for a pattern: every star replaced by each key there is."""
    for index, step in enumerate(steps):
        if _is_star(step):
            head, prefix = (*done, *steps[:index]), step[1:-2]
            for key in facts.keys_of(join_path(head)):
                if key.startswith(prefix):
                    yield from _expand(steps[index + 1 :], facts, (*head, f"[{key}]"))
            return
    yield (*done, *steps)


def _is_star(step: str) -> bool:
    return step.startswith("[") and step.endswith("*]")


def as_key(value: object) -> str | None:
    """A value as a key of another path; None when it cannot be one."""
    if value is None or isinstance(value, bool | tuple):
        return None
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return str(int(value))
    return str(value)


def as_variable(value: object) -> object:
    """A value as expressions see it: numbers as doubles, dates as ISO text, references as lists."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal | int):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [as_variable(item) for item in value]
    return value


_TYPES: dict[FactType, Type] = {
    "text": TEXT,
    "date": TEXT,
    "key": TEXT,
    "flag": FLAG,
    "refs": list_of(TEXT),
    "money": NUMBER,
    "ratio": NUMBER,
    "count": NUMBER,
    "number": NUMBER,
}


def type_of(spec: PathSpec) -> Type:
    """The type expressions see for a path, from the vocabulary; any value for an unknown one."""
    if spec.kind == "keys":
        return list_of(TEXT)
    term = vocabulary().term(spec.text)
    item = _TYPES[term.type] if term else ANY
    return list_of(item) if spec.kind == "list" else item
