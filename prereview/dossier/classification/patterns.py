"""The kinds of documents as patterns: `kinds.yaml`, compiled once.

An entry of the file is a family of documents that look alike; several entries may
have one kind (`other` has most). Its head comment says what each key means.
"""

from __future__ import annotations

from functools import cache

import msgspec

from prereview.data_files import read_data
from prereview.dossier.classification.needles import Pattern
from prereview.dossier.kinds import KINDS, DocumentKind

UNKNOWN = "unknown"
"""Name of the entry every page may fall into."""

CONTENTS = "contents"


class _Source(msgspec.Struct, forbid_unknown_fields=True):
    """One entry as written."""

    kind: str | None = None
    titles: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    proof: tuple[tuple[str, ...], ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    number: str | None = None
    absorbs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    after: dict[str, str] = {}
    repeats: bool = False
    single: bool = False
    covered: bool = False


class Entry(msgspec.Struct, frozen=True):
    """A family of documents: what its pages show and how they follow each other."""

    index: int
    name: str
    kind: DocumentKind
    titles: tuple[str, ...]
    starts: tuple[Pattern, ...]
    parts: tuple[Pattern, ...]
    annexes: tuple[Pattern, ...]
    proof: tuple[tuple[Pattern, ...], ...]
    strong: tuple[Pattern, ...]
    weak: tuple[Pattern, ...]
    against: tuple[Pattern, ...]
    paths: tuple[Pattern, ...]
    number: Pattern | None
    absorbs: frozenset[str]
    claims: frozenset[DocumentKind]
    after: dict[DocumentKind, DocumentKind]
    repeats: bool
    single: bool
    covered: bool


@cache
def entries() -> tuple[Entry, ...]:
    """All entries of `kinds.yaml` in their order, then the unknown one.

    Raises:
        ValueError: an entry names a kind or an entry that does not exist.
    """
    sources = msgspec.convert(read_data("prereview.dossier", "kinds.yaml"), dict[str, _Source])
    sources[UNKNOWN] = _Source()
    return tuple(_entry(index, name, source, sources) for index, (name, source) in enumerate(sources.items()))


def _entry(index: int, name: str, source: _Source, sources: dict[str, _Source]) -> Entry:
    if strange := [n for n in source.absorbs if n not in sources]:
        raise ValueError(f"kinds.yaml: {name} absorbs {strange}, which are no entries")
    return Entry(
        index=index,
        name=name,
        kind=_kind(source.kind or name),
        titles=source.titles,
        starts=_compiled(source.starts),
        parts=_compiled(source.parts),
        annexes=_compiled(source.annexes),
        proof=tuple(map(_compiled, source.proof)),
        strong=_compiled(source.strong),
        weak=_compiled(source.weak),
        against=_compiled(source.against),
        paths=_compiled(source.paths),
        number=Pattern(source.number) if source.number else None,
        absorbs=frozenset(source.absorbs),
        claims=frozenset(map(_kind, source.claims)),
        after={_kind(k): _kind(v) for k, v in source.after.items()},
        repeats=source.repeats,
        single=source.single,
        covered=source.covered,
    )


def _compiled(sources: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple(map(Pattern, sources))


def _kind(name: str) -> DocumentKind:
    if name not in KINDS:
        raise ValueError(f"kinds.yaml: {name} is no kind of document")
    return name
