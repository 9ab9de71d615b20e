"""From the paths a rule names to the facts of a package: subjects, needs, lists.

A path may hold `{variable}` (the value of a subject or of an earlier need as a
key). A key with a star gives a list, and a list is complete or it is missing:
when one record lacks the value, a sum over the others would be wrong. Only where a
subject does not stand in a record at all (an activity without a column in a year's
table) is there nothing to miss. A trailing `[]` gives the keys of a record. A value
that was not read surely enough counts as missing, and is told apart from one that
was not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from prereview.checklist.value_types import ANY, FLAG, NUMBER, TEXT, Type, list_of
from prereview.dossier.facts import Fact, Facts, join_path, split_path
from prereview.dossier.values.names import normalise_name
from prereview.dossier.vocabulary import FactType, vocabulary

SURE = 0.8
"""Confidence below which a value counts as not read surely."""

PathKind = Literal["value", "list", "keys"]

_VARIABLE = re.compile(r"\{(\w*)\}")


class PathSpec(msgspec.Struct, frozen=True):
    """A path as a rule writes it: one value, a list of values, or the keys of a record."""

    text: str
    kind: PathKind
    type: FactType | None
    """Type of the fact, or of each item of the list; None for keys and unknown paths."""
    variables: tuple[str, ...]
    subjects: tuple[int, ...]
    """Places of steps that are the key of a subject, behind a star: `costs[*][{rd}].total` → the third."""
    form: str
    """The text as a format for a mapping, `a[%(year)s].b`, which is filled faster than anything else."""

    def filled(self, keys: Mapping[str, str]) -> str:
        """The path with its variables replaced. Raises `KeyError` for one without a key."""
        return self.form % keys


class Bound:
    """What a path gave: the value for expressions and messages, and the facts behind it.

    `value` is None when it is missing; then `absent` names the paths that were
    not found and `unsure` those not read surely. `variable` is the value as
    expressions see it, `normal` as it stands in an identity; both are made once,
    since many rules and subjects share a path.
    """

    __slots__ = ("_normal", "_variable", "absent", "facts", "path", "unsure", "value")

    def __init__(
        self,
        path: str,
        value: Any,  # noqa: ANN401 (any fact's value)
        facts: tuple[Fact, ...] = (),
        absent: tuple[str, ...] = (),
        unsure: tuple[str, ...] = (),
    ) -> None:
        self.path = path
        self.value = value
        self.facts = facts
        self.absent = absent
        self.unsure = unsure
        self._variable: object = None
        self._normal: str | None = None

    @property
    def variable(self) -> object:
        """The value as expressions see it."""
        if self._variable is None:
            self._variable = as_variable(self.value)
        return self._variable

    @property
    def normal(self) -> str:
        """The value as it stands in an identity: the same however it is printed."""
        if self._normal is None:
            self._normal = normalised(self.value)
        return self._normal


def parse_path(text: str) -> PathSpec:
    """Tell a path's kind, its type by the vocabulary, and the variables in it."""
    steps = split_path(text)
    kind: PathKind = "value"
    if steps and steps[-1] == "[]":
        kind = "keys"
    elif any(_is_star(step) for step in steps):
        kind = "list"
    stars = [place for place, step in enumerate(steps) if _is_star(step)]
    subjects = (
        place for place, step in enumerate(steps) if _VARIABLE.search(step) and stars and place > stars[0]
    )
    term = vocabulary().term(text)
    variables = tuple(dict.fromkeys(_VARIABLE.findall(text)))
    form = _VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))
    return PathSpec(text, kind, term.type if term else None, variables, tuple(subjects), form)


class Binder:
    """Looks up the paths of rules in the facts of one package; what was looked up once is kept."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._bound: dict[str, Bound] = {}

    def subjects(self, for_each: Mapping[str, PathSpec]) -> tuple[dict[str, str], ...]:
        """All combinations of keys a rule runs over, in the order read.

        A record gives its keys (`application.rd`, `application.rd_costs[{year}][RD*]`),
        a fact that holds references gives those. Without records there is one
        combination, without keys.
        """
        combinations: list[dict[str, str]] = [{}]
        for name, spec in for_each.items():
            combinations = [
                {**keys, name: key} for keys in combinations for key in self._keys(spec.filled(keys))
            ]
        return tuple(combinations)

    def bind(self, spec: PathSpec, keys: Mapping[str, str]) -> Bound:
        """Look a path up with the keys known so far."""
        path = spec.filled(keys) if spec.variables else spec.text
        bound = self._bound.get(path)
        if bound is None:
            bound = self._bound[path] = self._look_up(path, spec)
        return bound

    def _look_up(self, path: str, spec: PathSpec) -> Bound:
        if spec.kind == "keys":
            keys = tuple(self._keys(path))
            return Bound(path, keys) if keys else Bound(path, None, absent=(path,))
        if spec.kind == "list":
            return self._list(path, spec.subjects)
        fact = self.facts.by_path.get(path)
        if fact is None:
            return Bound(path, None, absent=(path,))
        if fact.confidence < SURE:
            return Bound(path, None, (fact,), unsure=(path,))
        return Bound(path, fact.value, (fact,))

    def _list(self, pattern: str, subjects: tuple[int, ...]) -> Bound:
        """All values of a pattern; a record the subject does not stand in has none to give."""
        paths = [
            join_path(steps)
            for steps in _expand(split_path(pattern), self.facts)
            if all(self.facts.has_below(steps[: place + 1]) for place in subjects)
        ]
        known = self.facts.by_path
        found = tuple([known[path] for path in paths if path in known])
        absent = tuple([path for path in paths if path not in known]) if paths else (pattern,)
        unsure = tuple(fact.path for fact in found if fact.confidence < SURE)
        if absent or unsure:
            return Bound(pattern, None, found, absent, unsure)
        return Bound(pattern, tuple(fact.value for fact in found), found)

    def _keys(self, path: str) -> Iterable[str]:
        value = self.facts.value(path)
        if isinstance(value, tuple):
            return value
        steps = split_path(path)
        if steps[-1] == "[]":
            steps = (*steps[:-1], "[*]")
        elif not _is_star(steps[-1]):
            steps = (*steps, "[*]")
        return dict.fromkeys(done[-1][1:-1] for done in _expand(steps, self.facts))


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


def normalised(value: object) -> str:
    """A value as it stands in an identity: the same however it is printed."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return "、".join(sorted(normalised(item) for item in value))
    return normalise_name(value) if isinstance(value, str) else str(value)


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
    item = _TYPES[spec.type] if spec.type else ANY
    return list_of(item) if spec.kind == "list" else item
