"""Facts: values read from documents or computed from such values, with evidence.

A fact is one leaf of the records named in the vocabulary, for example
`application.years[2025].sales`. It never stands without the place it was read
from; a derived fact carries the evidence of its inputs and shows its working.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from prereview.documents.model import Box, Method, Snippet

Value = str | Decimal | int | bool | date | tuple[str, ...]
"""Text, money (yuan) or ratio (0-1), count, flag, date, references to other rows."""


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """Where a value stands: file, page and box of a PDF, or file and place of a DOCX."""

    file: str
    page: int | None
    box: Box | None
    where: str | None
    text: str
    method: Method
    confidence: float


class Fact(msgspec.Struct, frozen=True, gc=False):
    """One value with its evidence.

    `unit` is `CNY` for money (the value is in yuan) and None otherwise.
    `readings` are other values the same document gives for the same path: kept,
    not resolved. `working` shows how a derived value was computed.
    """

    path: str
    value: Value
    unit: str | None = None
    evidence: tuple[Evidence, ...] = ()
    readings: tuple[Fact, ...] = ()
    working: str | None = None

    @property
    def confidence(self) -> float:
        """The weakest link among the evidence, 0 to 1."""
        evidence = self.evidence
        if len(evidence) == 1:  # most facts; asked very often
            return evidence[0].confidence
        return min((e.confidence for e in evidence), default=1.0)


_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]*)\]")


@lru_cache(maxsize=65536)
def split_path(path: str) -> tuple[str, ...]:
    """Break a path into steps; a key keeps its brackets: `a[b].c` → `("a", "[b]", "c")`."""
    return tuple(name or f"[{key}]" for name, key in _STEP.findall(path))


class Facts(Mapping[str, Fact]):
    """All facts of a package by path, with look-up by record and by pattern."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._by_path: dict[str, Fact] = {}
        self._children: dict[tuple[str, ...], dict[str, None]] = {}
        for fact in facts:
            self._insert(fact)

    def _insert(self, fact: Fact) -> None:
        self._by_path[fact.path] = fact
        steps = split_path(fact.path)
        for depth in range(len(steps)):
            self._children.setdefault(steps[:depth], {})[steps[depth]] = None

    def extended(self, facts: Iterable[Fact]) -> Facts:
        """These facts and some more; what lies below a record is copied only where something is added."""
        more = Facts(facts)
        extended = Facts()
        extended._by_path = {**self._by_path, **more._by_path}
        extended._children = dict(self._children)
        for steps, below in more._children.items():
            extended._children[steps] = {**self._children.get(steps, {}), **below}
        return extended

    def __getitem__(self, path: str) -> Fact:
        return self._by_path[path]

    @property
    def by_path(self) -> Mapping[str, Fact]:
        """The same as a plain dictionary, for look-ups by the thousand."""
        return self._by_path

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_path)

    def __len__(self) -> int:
        return len(self._by_path)

    def value(self, path: str) -> Value | None:
        """The value at `path`, or None when it was not read."""
        fact = self._by_path.get(path)
        return None if fact is None else fact.value

    def keys_of(self, record: str) -> tuple[str, ...]:
        """Keys below a record in the order read: `keys_of("application.ip")` → `("IP01", …)`."""
        below = self._children.get(split_path(record), {})
        return tuple(step[1:-1] for step in below if step.startswith("["))

    def has_below(self, steps: tuple[str, ...]) -> bool:
        """Whether any fact lies below a record given by its steps."""
        return steps in self._children

    def match(self, pattern: str) -> tuple[Fact, ...]:
        """Facts whose path fits a pattern in which `[*]` stands for any key, in the order read.

        A key with a trailing star fits by its beginning: `[RD*]` leaves out `[total]`.
        """
        found: list[Fact] = []
        self._walk(split_path(pattern), (), found)
        return tuple(found)

    def _walk(self, rest: tuple[str, ...], done: tuple[str, ...], found: list[Fact]) -> None:
        if not rest:
            fact = self._by_path.get(join_path(done))
            if fact is not None:
                found.append(fact)
            return
        step = rest[0]
        if step.startswith("[") and step.endswith("*]"):
            prefix = step[:-2]
            for child in self._children.get(done, {}):
                if child.startswith(prefix):
                    self._walk(rest[1:], (*done, child), found)
        else:
            self._walk(rest[1:], (*done, step), found)


def join_path(steps: Iterable[str]) -> str:
    """The inverse of `split_path`."""
    out = ""
    for step in steps:
        out += step if step.startswith("[") or not out else f".{step}"
    return out


class FactCollector:
    """Gathers the facts of one file while it is read.

    The first reading of a path is kept as its value; a later one that is equal
    adds its evidence, one that differs is kept among the `readings`.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._facts: dict[str, Fact] = {}

    def add(
        self,
        path: str,
        value: Value | None,
        *places: Snippet,
        unit: str | None = None,
        working: str | None = None,
    ) -> None:
        """Record a value with the places it was read from, or was computed from; None is ignored."""
        if value is None:
            return
        evidence = tuple(
            Evidence(self.file, p.page, p.box, p.where, p.text, p.method, p.confidence) for p in places
        )
        fact = Fact(path, value, unit, evidence, working=working)
        known = self._facts.get(path)
        self._facts[path] = fact if known is None else merge_readings(known, fact)

    def add_money(
        self, path: str, yuan: Decimal | None, *places: Snippet, working: str | None = None
    ) -> None:
        """Record an amount in yuan."""
        self.add(path, yuan, *places, unit="CNY", working=working)

    def value(self, path: str) -> Value | None:
        """What was recorded for `path` so far."""
        fact = self._facts.get(path)
        return None if fact is None else fact.value

    def facts(self) -> tuple[Fact, ...]:
        """Everything recorded, in the order of first reading."""
        return tuple(self._facts.values())


def merge_readings(known: Fact, other: Fact) -> Fact:
    """Join two facts of one path: equal values share their evidence, others stay apart."""
    if known.value == other.value:
        return msgspec.structs.replace(known, evidence=known.evidence + other.evidence)
    return msgspec.structs.replace(known, readings=(*known.readings, other, *other.readings))
