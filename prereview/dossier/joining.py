"""Records of different papers that speak of the same thing, under one key.

The form numbers its rights, activities and products; other papers often give
only a name or a registered number. A record without such a number takes that of
the row it names: exactly, or nearly (a slip of the pen, a misread character) when
one row is clearly nearest; the fact then says how it was matched. What matches
nothing keeps its own name as key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from rapidfuzz import fuzz

from prereview.dossier.facts import Evidence, Fact, join_path, split_path
from prereview.dossier.records import PROVISIONAL, rename, together
from prereview.dossier.values.identifiers import patent_kind, right_key, software_number
from prereview.dossier.values.names import normalise_name

NEAR = 80.0
"""Names at least this alike (0 to 100) may mean the same thing."""

SAME = 100.0
"""Papers with just this name speak of the same thing, however many they are."""

CLEAR = 8.0
"""The nearest name must lead the second by this much."""

MISREAD_CHARACTERS = 2
"""Registered numbers that differ in no more places may be one number, when the names agree too."""

_NUMBERED = {
    "rd_approvals": "application.rd",
    "rd_acceptances": "application.rd",
    "ledgers": "application.rd",
    "special_rd": "application.rd",
    "special_income": "application.products",
    "product_descriptions": "application.products",
}
"""Records that may lack a number, and the rows of the form they speak of."""


def join_records(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with provisional keys replaced and each listed right tied to its certificate."""
    joined = _Renaming(facts).apply()
    return (*joined, *_certificates(joined), *_tested_products(joined), *_other_staff(joined))


class _Match(msgspec.Struct, frozen=True):
    """A row that a name stands for; `likeness` is 0 to 100."""

    key: str
    likeness: float


def match_name(name: str, rows: Mapping[str, str]) -> _Match | None:
    """The row (key → name) a name stands for: the same, or clearly the nearest."""
    plain = normalise_name(name)
    ranked = sorted(
        ((fuzz.ratio(plain, normalise_name(other)), key) for key, other in rows.items()), reverse=True
    )
    if not ranked or ranked[0][0] < NEAR:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEAR:
        return None
    return _Match(ranked[0][1], ranked[0][0])


class _Renaming:
    """Provisional keys of one package, and what they become."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._taken = {(_root(f.path), key) for f in facts for key in _keys(f.path)}
        self._rows = {form: _names_below(facts, form) for form in set(_NUMBERED.values())}
        self._new: dict[tuple[str, str], tuple[str, str | None]] = {}

    def apply(self) -> tuple[Fact, ...]:
        """All facts with provisional keys renamed; what several papers say of one thing stands together."""
        for fact in self._facts:
            if fact.path.endswith(".name"):
                self._settle(fact)
        joined: dict[str, Fact] = {}
        for fact in map(self._renamed, self._facts):
            known = joined.get(fact.path)
            joined[fact.path] = fact if known is None else together(known, fact)
        return tuple(joined.values())

    def _settle(self, fact: Fact) -> None:
        root = _root(fact.path)
        for key in _keys(fact.path):
            if not key.startswith(PROVISIONAL) or (root, key) in self._new:
                continue
            match = match_name(str(fact.value), self._rows.get(_NUMBERED.get(root, ""), {}))
            if match is None or (match.likeness < SAME and (root, match.key) in self._taken):
                self._new[root, key] = (_as_key(str(fact.value)), None)
            else:
                self._taken.add((root, match.key))
                self._new[root, key] = (match.key, _explanation(match))

    def _renamed(self, fact: Fact) -> Fact:
        if f"[{PROVISIONAL}" not in fact.path:
            return fact
        root = _root(fact.path)
        steps, working = [], fact.working
        for step in split_path(fact.path):
            new = self._new.get((root, step[1:-1])) if step.startswith("[") else None
            steps.append(f"[{new[0]}]" if new else step)
            working = working or (new[1] if new else None)
        return msgspec.structs.replace(rename(fact, join_path(steps)), working=working)


def _root(path: str) -> str:
    return split_path(path)[0]


def _keys(path: str) -> Iterator[str]:
    return (step[1:-1] for step in split_path(path) if step.startswith("["))


def _as_key(name: str) -> str:
    return normalise_name(name).translate(str.maketrans("[].", "（）·"))


def _names_below(facts: Iterable[Fact], record: str) -> dict[str, str]:
    """Key → name of the rows of a record of the form."""
    head = f"{record}["
    return {
        fact.path[len(head) :].partition("]")[0]: str(fact.value)
        for fact in facts
        if fact.path.startswith(head) and fact.path.endswith("].name")
    }


def _explanation(match: _Match) -> str | None:
    if match.likeness == SAME:
        return None
    return f"按名称对应 {match.key}（相近程度 {match.likeness:.0f}%）"


# ---- listed rights and their certificates


class _Right(msgspec.Struct, frozen=True):
    """A right as the form lists it or a certificate states it; `number` in normal form where it has one."""

    key: str
    name: str
    number: str
    evidence: tuple[Evidence, ...]


def _certificates(facts: Sequence[Fact]) -> Iterator[Fact]:
    """`application.ip[…].certificate`: the key of the certificate that belongs to a listed right.

    First those whose numbers agree, then those with the same name, then those
    that differ in number and name by no more than a slip.
    """
    open_rows = {r.key: r for r in _rights(facts, "application.ip")}
    open_papers = {r.key: r for r in _rights(facts, "certificates")}
    for fits, working in _PASSES:
        for row in tuple(open_rows.values()):
            papers = [p for p in open_papers.values() if fits(row, p)]
            if len(papers) != 1:
                continue
            (paper,) = papers
            del open_rows[row.key], open_papers[paper.key]
            path = f"application.ip[{row.key}].certificate"
            evidence = (*row.evidence, *paper.evidence)
            if fits is not _nearly_same:  # two papers that agree read each other surely
                evidence = tuple(msgspec.structs.replace(e, confidence=1.0) for e in evidence)
            yield Fact(path, paper.key, None, evidence, working=working)


def _rights(facts: Iterable[Fact], record: str) -> Iterator[_Right]:
    rows: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        steps = split_path(fact.path)
        if join_path(steps[:-2]) == record and steps[-1] in ("name", "number"):
            rows.setdefault(steps[-2][1:-1], {})[steps[-1]] = fact
    for key, fields in rows.items():
        name = str(fields["name"].value) if "name" in fields else ""
        number = str(fields["number"].value) if "number" in fields else key
        evidence = tuple(e for f in fields.values() for e in f.evidence)
        yield _Right(key, normalise_name(name), right_key(number) or number, evidence)


def _same_number(row: _Right, paper: _Right) -> bool:
    return row.number in (paper.number, paper.key)


def _same_name(row: _Right, paper: _Right) -> bool:
    return bool(row.name) and row.name == paper.name and _same_kind(row, paper)


def _nearly_same(row: _Right, paper: _Right) -> bool:
    if not _same_kind(row, paper):
        return False
    near_number = len(row.number) == len(paper.number) and _differences(row, paper) <= MISREAD_CHARACTERS
    likeness = fuzz.ratio(row.name, paper.name)
    return likeness >= 92 or (near_number and likeness >= 60)


def _differences(row: _Right, paper: _Right) -> int:
    return sum(a != b for a, b in zip(row.number, paper.number, strict=True))


def _same_kind(row: _Right, paper: _Right) -> bool:
    """Not a patent against a program, nor two kinds of patent; an unreadable number may be any."""
    kinds = _kind(row.number), _kind(paper.number)
    return kinds[0] == kinds[1] or None in kinds


def _kind(number: str) -> str | None:
    if software_number(number):
        return "软件著作权"
    return patent_kind(number)


_PASSES = ((_same_number, None), (_same_name, "按名称对应"), (_nearly_same, "按相近的名称和号码对应"))
"""How a right is tied to its certificate, the surest way first, and what the fact says of it."""


# ---- test reports and the products they are about


def _tested_products(facts: Sequence[Fact]) -> Iterator[Fact]:
    """`test_reports[…].ps`: the product of the form whose name a report's sample bears."""
    products = _names_below(facts, "application.products")
    for fact in facts:
        steps = split_path(fact.path)
        if steps[0] == "test_reports" and steps[-1] == "product":
            match = match_name(str(fact.value), products)
            if match:
                path = f"test_reports{steps[1]}.ps"
                yield Fact(path, match.key, None, fact.evidence, working=_explanation(match))


def _other_staff(facts: Sequence[Fact]) -> Iterator[Fact]:
    """`personnel[…].tech` is no for who stands on the list of all staff and not on that of technical staff.

    Only where the list of all repeats each of the technical staff: then it is whole.
    """
    names = {split_path(f.path)[1]: f for f in facts if _is_field(f, "personnel", "name")}
    tech = {split_path(f.path)[1]: f.value for f in facts if _is_field(f, "personnel", "tech")}
    rest = [fact for key, fact in names.items() if key not in tech]
    listed = [names[key] for key, value in tech.items() if value is True and key in names]
    files = {place.file for fact in rest for place in fact.evidence}
    repeated = all(
        len(fact.evidence) > 1 and any(place.file in files for place in fact.evidence) for fact in listed
    )
    if listed and repeated and False not in tech.values():
        for fact in rest:
            yield Fact(fact.path.removesuffix(".name") + ".tech", False, None, fact.evidence)


def _is_field(fact: Fact, record: str, field: str) -> bool:
    steps = split_path(fact.path)
    return len(steps) == 3 and steps[0] == record and steps[-1] == field
