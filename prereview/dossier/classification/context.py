"""Kinds that only the neighbours tell: an invoice among evidence, or one that pays a research contract.

Runs are cut by what their own pages show. Some papers are the same wherever they
stand and belong to what they are kept with: `kinds.yaml` says which kinds a neighbour
claims (`claims`) and what becomes of a paper behind another one (`after`).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from prereview.dossier.classification.patterns import Entry, entries
from prereview.dossier.kinds import DocumentKind


class Run(msgspec.Struct, frozen=True):
    """Pages (by index, both included) that are one document."""

    entry: Entry
    kind: DocumentKind
    first: int
    last: int


def with_neighbours(runs: Sequence[Run], folders: Sequence[bool]) -> list[Run]:
    """The runs, each with the kind its neighbours give it.

    `folders` says for each entry whether a folder of the file is named after it.
    """
    known: list[Run] = []
    for i, run in enumerate(runs):
        above = known[-1].kind if known else None
        below = runs[i + 1].kind if i + 1 < len(runs) else None
        kind = _by_predecessor(run, known) or _claimed(run, above, below, folders) or run.kind
        known.append(msgspec.structs.replace(run, kind=kind))
    return known


def _by_predecessor(run: Run, known: Sequence[Run]) -> DocumentKind | None:
    """What becomes of a paper behind another one, others of its own entry between them."""
    for above in reversed(known):
        if above.entry is not run.entry:
            return run.entry.after.get(above.kind)
    return None


def _claimed(
    run: Run, above: DocumentKind | None, below: DocumentKind | None, folders: Sequence[bool]
) -> DocumentKind | None:
    """The kind that a paper is kept with: on both sides, or in whose folder it lies."""
    for entry in entries():
        if run.kind not in entry.claims:
            continue
        between = above == entry.kind == below
        if between or (folders[entry.index] and not folders[run.entry.index]):
            return entry.kind
    return None
