"""The vocabulary: every fact path there is, with its type and Chinese title.

One YAML file names them all; extractors may write no other path, and a
checklist that names another one is refused when it is loaded.
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import Literal, cast

import msgspec

from prereview.data_files import read_data
from prereview.dossier.facts import join_path, split_path
from prereview.dossier.kinds import KIND_TITLES, DocumentKind

FactType = Literal["text", "money", "ratio", "count", "number", "flag", "date", "refs", "key"]


MOST_KNOWN = 20_000
"""Paths whose terms are remembered at once."""


class Term(msgspec.Struct, frozen=True):
    """One fact of the vocabulary; `pattern` has `[year]`, `[ip]` … where keys stand."""

    pattern: str
    type: FactType
    title: str
    kind: DocumentKind | None


class Vocabulary:
    """All terms, looked up by a concrete path or by a pattern with stars."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._by_shape = {_shape(t.pattern): t for t in terms}
        self._known: dict[str, Term | None] = {}

    def term(self, path: str) -> Term | None:
        """The term a concrete path or a pattern belongs to; None when there is none."""
        if path not in self._known:
            if len(self._known) > MOST_KNOWN:  # paths hold names of files and people: never keep them all
                self._known.clear()
            self._known[path] = self._by_shape.get(_shape(path))
        return self._known[path]

    def title(self, path: str) -> str:
        """Chinese title of a path, the path itself when unknown."""
        term = self.term(path)
        return term.title if term else path

    def source(self, path: str) -> str | None:
        """Chinese name of the document a path is read from."""
        term = self.term(path)
        return KIND_TITLES[term.kind] if term and term.kind else None

    def has_record(self, path: str) -> bool:
        """Whether any fact lies below `path` (for example `application.ip`)."""
        shape = _shape(path)
        return any(known[: len(shape)] == shape and len(known) > len(shape) for known in self._by_shape)

    def suggest(self, path: str) -> str | None:
        """The nearest path that exists, whatever its keys, for a message about an unknown one."""
        by_plain_shape = {join_path(_shape(t.pattern)): t.pattern for t in self.terms}
        close = difflib.get_close_matches(join_path(_shape(path)), by_plain_shape, n=1, cutoff=0.5)
        return by_plain_shape[close[0]] if close else None


def _shape(path: str) -> tuple[str, ...]:
    """Steps of a path with every key replaced by `[]`."""
    return tuple("[]" if step.startswith("[") else step for step in split_path(path))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this version, read once."""
    data = read_data("prereview.dossier", "vocabulary.yaml")
    records: dict[str, DocumentKind | None] = data["records"]
    return Vocabulary(
        tuple(
            Term(pattern, cast("FactType", kind), title, records[split_path(pattern)[0]])
            for pattern, (kind, title) in data["facts"].items()
        )
    )
