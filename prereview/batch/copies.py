"""The same thing in packages of different firms: texts, rights, people, seals, scanned pages.

Numbers and names are compared exactly, texts and pictures by MinHash and then
closely, so that a copied text with a few changed words is still found. What many
firms share is no copy but the words of a form or of a common pattern, and is left
out: that is decided by how many firms have it, not by a list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np
from rapidfuzz import fuzz, process

from prereview.batch.likeness import Groups, near_pairs
from prereview.batch.traces import Found, Person, Picture, Text, Traces
from prereview.dossier.values.names import normalise_name

Kind = Literal["text", "right", "person", "seal", "page"]

KIND_TITLES: dict[Kind, str] = {
    "text": "文字雷同",
    "right": "同一知识产权",
    "person": "同一人员",
    "seal": "盖有其他企业印章",
    "page": "同一扫描页",
}

COPIED = 0.8
"""Likeness (0 to 1) from which two texts are named as copies."""

COPIED_SHORT = 0.92
"""The same for texts below `SHORT` characters."""

SHORT = 50

PATTERN = 0.72
"""Likeness from which statements about a firm as a whole follow one pattern."""

COPIED_STATEMENT = 0.95
"""Likeness from which a statement that two firms share is more than a pattern."""

PATTERN_FIRMS = 3
"""Firms from which on a shared statement is a pattern: those pass from hand to hand."""

TEMPLATE_FIRMS = 4
"""A text about one activity or product that this many firms share may be a template's."""

TEMPLATE_SHARE = 0.2
"""Part of the firms that must share it, besides."""

SAME_PICTURE = 0.8
"""Part of the light-dark borders that two scans of the same picture share at least."""

SAME_NUMBERS = 0.8
"""Part of the numbers that two readings of the same picture share at least."""

FEWEST_NUMBERS = 3
"""A page with fewer numbers cannot be told from another of the same printed form."""

SAME_SEAL = 93.0
"""Likeness in percent of a seal's text, which is read off a ring, and the name of its firm."""


class Place(msgspec.Struct, frozen=True):
    """One side of a copy: whose package, which box, where."""

    package: str
    firm: str
    title: str
    text: str
    file: str | None = None
    page: int | None = None


class Copied(msgspec.Struct, frozen=True):
    """The same thing in packages of two or more firms; `likeness` is the lowest found, 0 to 1."""

    kind: Kind
    places: tuple[Place, ...]
    likeness: float = 1.0


class Template(msgspec.Struct, frozen=True):
    """A text that many firms share, named once so that a reviewer knows it was seen."""

    text: str
    packages: tuple[str, ...]


class Copies(msgspec.Struct, frozen=True):
    """What the packages of a batch have in common."""

    copies: tuple[Copied, ...] = ()
    templates: tuple[Template, ...] = ()


def find_copies(traces: Mapping[str, Traces]) -> Copies:
    """Compare all packages (name → traces) with each other; rounds of one firm are not compared."""
    season = _Season(traces)
    texts, templates = season.texts()
    found = [*texts, *season.rights(), *season.people(), *season.seals(), *season.pages()]
    order = {kind: i for i, kind in enumerate(KIND_TITLES)}
    found.sort(key=lambda c: (order[c.kind], -c.likeness, [p.package for p in c.places]))
    return Copies(tuple(found), tuple(templates))


class _Season:
    """The packages of a season, and which of them are of one firm: by credit code or by name."""

    def __init__(self, traces: Mapping[str, Traces]) -> None:
        self._traces = traces
        same: Groups[str] = Groups()
        names: dict[str, str] = {}
        for package, trace in traces.items():
            names[package] = normalise_name(trace.firm)
            for known in (f"code {trace.code}" if trace.code else "", f"name {names[package]}"):
                if known.strip() not in ("", "name"):
                    same.join(f"package {package}", known)
        self._firm = {package: same.leader(f"package {package}") for package in traces}
        self._names = names
        self._firm_count = len(set(self._firm.values()))

    def texts(self) -> tuple[list[Copied], list[Template]]:
        """Copied texts, and those that are a template's."""
        owners = [(package, i) for package, t in self._traces.items() for i in range(len(t.texts))]
        firms = [self._firm[package] for package, _ in owners]
        sketches = [text.sketch for trace in self._traces.values() for text in trace.texts]
        groups: Groups[int] = Groups()
        lowest: dict[int, float] = {}
        for one, other in near_pairs(sketches, firms):
            likeness = _text_likeness(self._text(owners[one]), self._text(owners[other]))
            if likeness is not None:
                groups.join(one, other)
                lowest[one] = min(likeness, lowest.get(one, 1.0))
        copies: list[Copied] = []
        templates: list[Template] = []
        for members in groups.sets():
            places = [self._place(owners[m][0], self._text(owners[m]).place) for m in sorted(members)]
            statements = all(self._text(owners[m]).kind == "statement" for m in members)
            likeness = min(lowest[m] for m in members if m in lowest)
            if len({firms[m] for m in members}) >= self._template_from(statements):
                (text, _), *_ = Counter(p.text for p in places).most_common(1)
                templates.append(Template(text, tuple(dict.fromkeys(p.package for p in places))))
            elif not statements or likeness >= COPIED_STATEMENT:
                copies.append(Copied("text", tuple(places), likeness))
        return copies, templates

    def _text(self, owner: tuple[str, int]) -> Text:
        return self._traces[owner[0]].texts[owner[1]]

    def _template_from(self, statements: bool) -> float:
        """Firms from which on a shared text is a template's."""
        return PATTERN_FIRMS if statements else max(TEMPLATE_FIRMS, self._firm_count * TEMPLATE_SHARE)

    def rights(self) -> Iterator[Copied]:
        """Registered rights that several firms list as theirs."""
        by_number: dict[str, list[tuple[str, Found]]] = defaultdict(list)
        for package, trace in self._traces.items():
            for right in trace.rights:
                by_number[right.key].append((package, right))
        yield from self._shared("right", by_number.values())

    def people(self) -> Iterator[Copied]:
        """People on the lists of several firms; a name alone is common."""
        by_key: dict[str, list[tuple[str, Found]]] = defaultdict(list)
        for package, trace in self._traces.items():
            for person in trace.people:
                if key := _person_key(person):
                    by_key[key].append((package, person.place))
        yield from self._shared("person", by_key.values())

    def _shared(self, kind: Kind, groups: Iterable[Sequence[tuple[str, Found]]]) -> Iterator[Copied]:
        for members in groups:
            firsts = {self._firm[package]: (package, found) for package, found in reversed(members)}
            if len(firsts) > 1:
                yield Copied(kind, tuple(sorted((self._place(*m) for m in firsts.values()), key=_by_package)))

    def seals(self) -> Iterator[Copied]:
        """Papers of a firm that bear the seal of another firm of the season."""
        firms = {package: name for package, name in self._names.items() if name}
        for package, trace in self._traces.items():
            own = self._names[package]
            for seal in trace.seals:
                if fuzz.ratio(seal.key, own) >= SAME_SEAL:
                    continue
                best = process.extractOne(seal.key, firms, scorer=fuzz.ratio, score_cutoff=SAME_SEAL)
                if best is not None and self._firm[best[2]] != self._firm[package]:
                    firm = self._traces[best[2]].firm
                    named = Place(best[2], firm, "企业名称", firm)
                    yield Copied("seal", (self._place(package, seal), named), round(best[1] / 100, 4))

    def pages(self) -> Iterator[Copied]:
        """Scanned pages that stand in packages of several firms: the same picture with the same numbers."""
        owners: list[tuple[str, int]] = []
        sketches: list[bytes] = []
        for package, trace in self._traces.items():
            for number, picture in enumerate(trace.pictures):
                if len(picture.numbers) >= FEWEST_NUMBERS:
                    owners.append((package, number))
                    sketches.append(picture.sketch)
        groups: Groups[int] = Groups()
        lowest: dict[int, float] = {}
        for one, other in near_pairs(sketches, [self._firm[package] for package, _ in owners]):
            likeness = _picture_likeness(self._picture(owners[one]), self._picture(owners[other]))
            if likeness is not None:
                groups.join(one, other)
                lowest[one] = min(likeness, lowest.get(one, 1.0))
        for members in groups.sets():
            places = (self._place(owners[m][0], self._picture(owners[m]).place) for m in sorted(members))
            yield Copied("page", tuple(places), min(lowest[m] for m in members if m in lowest))

    def _picture(self, owner: tuple[str, int]) -> Picture:
        return self._traces[owner[0]].pictures[owner[1]]

    def _place(self, package: str, found: Found) -> Place:
        firm = self._traces[package].firm
        return Place(package, firm, found.title, found.text, found.file, found.page)


def _by_package(place: Place) -> str:
    return place.package


def _text_likeness(one: Text, other: Text) -> float | None:
    """How alike two texts are, None when not enough; of names only the same one counts."""
    a, b = one.place.text, other.place.text
    if "name" in (one.kind, other.kind):
        return 1.0 if a == b else None
    if one.kind == other.kind == "statement":
        least = PATTERN
    else:
        least = COPIED if min(len(a), len(b)) >= SHORT else COPIED_SHORT
    likeness = fuzz.ratio(a, b) / 100
    return round(likeness, 4) if likeness >= least else None


def _person_key(person: Person) -> str | None:
    """What must be the same: name and day of hiring with degree and title, or else name and all the rest."""
    rest = (person.degree, person.title)
    if person.hired_on and any(rest):
        return "/".join((person.place.key, person.hired_on, *rest))
    details = (*rest, person.department)
    return "/".join((person.place.key, *details)) if all(details) and not person.hired_on else None


def _picture_likeness(one: Picture, other: Picture) -> float | None:
    """How alike two scans are, None when they are not of the same page."""
    a, b = (np.unpackbits(np.frombuffer(bytes.fromhex(p.look), np.uint8)) for p in (one, other))
    if a.size != b.size:
        return None
    likeness = float((a & b).sum() / max((a | b).sum(), 1))
    numbers = len({*one.numbers} & {*other.numbers}) / max(len({*one.numbers} | {*other.numbers}), 1)
    return round(likeness, 4) if likeness >= SAME_PICTURE and numbers >= SAME_NUMBERS else None
