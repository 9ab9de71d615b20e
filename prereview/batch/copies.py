"""The same thing in packages of different firms: texts, registered rights, people.

Numbers and names are compared exactly, texts by MinHash over runs of characters
(Broder 1997), so that a copied text with a few changed words is still found. What
many firms share is no copy but the words of a form or of a common template, and
is left out: that is decided by how many firms have it, not by a list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

import msgspec
from datasketch import MinHash, MinHashLSH
from rapidfuzz import fuzz

from prereview.dossier.facts import Evidence, Fact, Facts, split_path
from prereview.dossier.values.characters import tight
from prereview.dossier.values.identifiers import right_key
from prereview.dossier.values.names import normalise_name
from prereview.dossier.vocabulary import vocabulary

Kind = Literal["text", "right", "person"]

KIND_TITLES: dict[Kind, str] = {"text": "文字雷同", "right": "同一知识产权", "person": "同一人员"}

TEXTS = (
    "application.rd[*].purpose",
    "application.rd[*].core_technology",
    "application.rd[*].results",
    "application.products[*].key_technology",
    "application.products[*].advantage",
    "application.products[*].ip_support",
    "application.innovation.ip_effect",
    "application.innovation.conversion",
    "application.innovation.rd_management",
    "application.innovation.staff_management",
    "conversions[*].name",
    "application.rd[*].name",
)

SHORTEST_TEXT = 14
"""Shorter texts, in characters, are alike by chance; names of activities are at least this long."""

SHINGLE = 4
"""Characters of one piece of a text that is compared."""

PERMUTATIONS = 128

CANDIDATE = 0.5
"""Jaccard likeness from which texts are compared closely."""

COPIED = 0.8
"""Likeness (0 to 1) from which two texts are named as copies."""

TEMPLATE_FIRMS = 4
"""A text that this many firms share, and a good part of all, is a template's."""

TEMPLATE_SHARE = 0.2
"""Part of the firms that makes a shared text a template's."""


class Place(msgspec.Struct, frozen=True):
    """One side of a copy: whose package, which box, where."""

    package: str
    firm: str
    title: str
    text: str
    evidence: Evidence | None


class Copied(msgspec.Struct, frozen=True):
    """The same thing in two packages; `likeness` is 0 to 1."""

    kind: Kind
    one: Place
    other: Place
    likeness: float


class Template(msgspec.Struct, frozen=True):
    """A text that many firms share, named once so that a reviewer knows it was seen."""

    text: str
    packages: tuple[str, ...]


class Copies(msgspec.Struct, frozen=True):
    """What the packages of a batch have in common."""

    copies: tuple[Copied, ...]
    templates: tuple[Template, ...]


def find_copies(packages: Mapping[str, Facts]) -> Copies:
    """Compare all packages (name → facts) with each other; rounds of one firm are not compared."""
    firms = {name: str(facts.value("derived.firm_name") or name) for name, facts in packages.items()}
    texts = [place for name, facts in packages.items() for place in _texts(name, firms[name], facts)]
    templates, rest = _without_templates(texts, len(set(firms.values())))
    found = [
        *_copied_texts(rest),
        *_shared(packages, firms, "right", "application.ip[*].number"),
        *_shared(packages, firms, "person", "personnel[*].name"),
    ]
    order = {kind: i for i, kind in enumerate(KIND_TITLES)}
    found.sort(key=lambda c: (order[c.kind], -c.likeness, c.one.package, c.other.package))
    return Copies(tuple(found), templates)


def _texts(package: str, firm: str, facts: Facts) -> Iterator[Place]:
    """The texts of a package, with the firm's own name taken out."""
    own = normalise_name(firm)
    for pattern in TEXTS:
        for fact in facts.match(pattern):
            text = tight(str(fact.value)).replace(own, "")
            if len(text) >= SHORTEST_TEXT:
                yield _place(package, firm, fact, text)


def _place(package: str, firm: str, fact: Fact, text: str) -> Place:
    keys = " ".join(step[1:-1] for step in split_path(fact.path) if step.startswith("["))
    title = f"{keys} {vocabulary().title(fact.path)}".strip()
    return Place(package, firm, title, text, fact.evidence[0] if fact.evidence else None)


def _without_templates(places: Sequence[Place], firm_count: int) -> tuple[tuple[Template, ...], list[Place]]:
    """Texts that many firms print to the letter, and the rest."""
    by_text: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_text[place.text].append(place)
    enough = max(TEMPLATE_FIRMS, int(firm_count * TEMPLATE_SHARE))
    templates: list[Template] = []
    rest: list[Place] = []
    for text, members in by_text.items():
        if len({m.firm for m in members}) >= enough:
            templates.append(Template(text, tuple(dict.fromkeys(m.package for m in members))))
        else:
            rest += members
    return tuple(templates), rest


def _copied_texts(places: Sequence[Place]) -> Iterator[Copied]:
    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    for number, place in enumerate(places):
        sketch = _sketch(place.text)
        for other in sorted(index.query(sketch)):
            earlier = places[other]
            if earlier.firm != place.firm:
                likeness = fuzz.ratio(earlier.text, place.text) / 100
                if likeness >= COPIED:
                    yield Copied("text", earlier, place, likeness)
        index.insert(number, sketch)


def _sketch(text: str) -> MinHash:
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
    pieces = {text[i : i + SHINGLE] for i in range(max(len(text) - SHINGLE + 1, 1))}
    sketch.update_batch([piece.encode("utf-8") for piece in sorted(pieces)])
    return sketch


def _shared(
    packages: Mapping[str, Facts], firms: Mapping[str, str], kind: Kind, pattern: str
) -> Iterator[Copied]:
    """The same value in packages of different firms; people need a name and one more agreement."""
    by_value: dict[str, list[Place]] = defaultdict(list)
    for package, facts in packages.items():
        for fact in facts.match(pattern):
            value = _key(kind, fact, facts)
            if value:
                by_value[value].append(_place(package, firms[package], fact, str(fact.value)))
    for members in by_value.values():
        firsts = list({m.firm: m for m in reversed(members)}.values())
        for one, other in combinations(sorted(firsts, key=lambda m: m.package), 2):
            yield Copied(kind, one, other, 1.0)


def _key(kind: Kind, fact: Fact, facts: Facts) -> str | None:
    if kind == "right":
        return right_key(str(fact.value))
    record = fact.path.rpartition(".")[0]
    details: Iterable[object] = (
        facts.value(f"{record}.{leaf}") for leaf in ("degree", "title", "hired_on", "department")
    )
    known = [str(d) for d in details if d is not None]
    return "/".join((normalise_name(str(fact.value)), *known)) if len(known) >= 2 else None
