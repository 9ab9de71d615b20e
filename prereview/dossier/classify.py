"""Read documents to sections: every page of a file gets one kind.

Titles, words, layout, neighbours, bookmarks and names each give points; the best cut
of the whole file wins, so that a page without any sign goes with the document it
stands in. `unknown` is an answer: a page that fits nothing is not guessed. Nothing
here depends on a single character or on one title, and names alone decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import exp

from msgspec.structs import replace

from prereview.documents.model import Document, Page
from prereview.dossier.classification.context import Run, with_neighbours
from prereview.dossier.classification.gaps import fill_gaps
from prereview.dossier.classification.links import link_pages, number_links, tables_going_on
from prereview.dossier.classification.page_text import read_pages
from prereview.dossier.classification.patterns import UNKNOWN, entries
from prereview.dossier.classification.runs import Cue, best_runs
from prereview.dossier.classification.scoring import PageScore, score_page
from prereview.dossier.classification.signposts import (
    INSIDE,
    folders_named,
    name_points,
    pointed_pages,
    promised,
)
from prereview.dossier.kinds import DocumentKind
from prereview.dossier.sections import Section

NO_PAPER: frozenset[DocumentKind] = frozenset(("unknown", "contents", "blank"))
"""Kinds of pages that hold nothing to be read for facts."""

_COVER = re.compile(r"申请日期|系统填报号|认定机构")
"""What the cover of an application form asks for."""

LEAST, MOST = 0.3, 0.99
"""Bounds of a confidence; nothing recognised from words is certain."""

DECISIVE = 4.0
"""Points ahead of the next kind that make a page about three quarters sure."""


def find_sections(document: Document) -> tuple[Section, ...]:
    """The documents a file holds: contiguous runs of pages, in order, covering all of them.

    A DOCX is page 1 to 1; a file without pages has no section. Blank pages belong to
    the document they stand in, or are `blank` between two; pages that could not be
    read belong to the document around them, or are `unknown`.
    """
    pages = [page for page in document.pages if page.blocks]
    if len(pages) == 1 and pages[0].breaks and len(papers := _papers(document, pages[0])) > 1:
        return papers
    cues = _cues(document, pages)
    runs = _with_whole_forms(with_neighbours(_runs(cues), folders_named(document)), cues)
    found = [
        Section(
            document.path,
            run.kind,
            _number(pages[run.first]),
            _number(pages[run.last]),
            _confidence(run, cues),
            maybe=_maybe(run, cues),
        )
        for run in runs
    ]
    printed = {
        _number(p): cue.page.printed
        for p, cue in zip(pages, cues, strict=True)
        if cue.page.printed is not None
    }
    return fill_gaps(document, found, printed)


def _with_whole_forms(runs: Sequence[Run], cues: Sequence[Cue]) -> list[Run]:
    """The runs, an application form that begins again without a cover joined with the one before it."""
    joined: list[Run] = []
    for run in runs:
        above = joined[-1] if joined else None
        again = above is not None and above.kind == run.kind == "application_form"
        if above and again and not _COVER.search(cues[run.first].page.text):
            joined[-1] = replace(above, last=run.last)
        else:
            joined.append(run)
    return joined


def _papers(document: Document, page: Page) -> tuple[Section, ...]:
    """The papers of a DOCX that begins new pages, cut as the pages of a print are.

    What is no paper by itself goes with the one before it, or with the next one.
    """
    edges = [0, *sorted({b for b in page.breaks if 0 < b < len(page.blocks)}), len(page.blocks)]
    parts = [replace(page, blocks=page.blocks[a:b], breaks=()) for a, b in pairwise(edges)]
    cues = _cues(document, parts)
    runs = [run for run in with_neighbours(_runs(cues), folders_named(document)) if run.kind not in NO_PAPER]
    if not runs:
        return ()
    starts = [0, *(edges[run.first] for run in runs[1:]), len(page.blocks)]
    return tuple(
        Section(document.path, run.kind, _number(page), _number(page), _confidence(run, cues), between)
        for run, between in zip(runs, pairwise(starts), strict=True)
    )


def _number(page: Page) -> int:
    return page.number or 1


def _cues(document: Document, pages: Sequence[Page]) -> list[Cue]:
    """All that is known of each page before the file is cut."""
    texts = read_pages(pages)
    scores = [score_page(text) for text in texts]
    pointed = pointed_pages(document, [_number(p) for p in pages], texts, scores)
    links, numbers, going_on = link_pages(texts), number_links(texts), tables_going_on(texts)
    names = name_points(document)
    inside = [INSIDE * points for points in names]
    return [
        Cue(
            page=text,
            score=scores[i],
            link=links[i],
            goes_on=going_on[i],
            numbers=numbers[i],
            names=inside if i else names,
            promised=promised(pointed[i]) if i in pointed else None,
        )
        for i, text in enumerate(texts)
    ]


def _runs(cues: Sequence[Cue]) -> list[Run]:
    """The best cut, as runs of page indices."""
    runs: list[Run] = []
    for i, step in enumerate(best_runs(cues)):
        first = i if step.begins else runs.pop().first
        runs.append(Run(step.entry, step.entry.kind, first, i))
    return runs


def _maybe(run: Run, cues: Sequence[Cue]) -> tuple[DocumentKind, ...] | None:
    """The kinds that unknown pages show some sign of; None for scans, which may have lost the signs."""
    unknown = [cues[i] for i in range(run.first, run.last + 1)]
    if run.kind != "unknown" or any(cue.page.scanned for cue in unknown):
        return None
    signs = {
        e.kind
        for cue in unknown
        for e in entries()
        if cue.score.strength(e.index) > 0 or cue.names[e.index] > 0
    }
    return tuple(sorted(signs - {"unknown"}))


# ---- confidence


def _confidence(run: Run, cues: Sequence[Cue]) -> float:
    """How far ahead of the next kind the pages of a run are, 0 to 1."""
    if run.entry.name == UNKNOWN:
        return 0.0
    pages = [cues[i].score for i in range(run.first, run.last + 1)]
    begun = pages[0].strength(run.entry.index)
    sure = [_sureness(run, page, begun if i == 0 else 0.7 * begun) for i, page in enumerate(pages)]
    return round(min(max(sum(sure) / len(sure), LEAST), MOST), 2)


def _sureness(run: Run, page: PageScore, carried: float) -> float:
    own = max(page.strength(run.entry.index), carried)
    rival = max(
        (
            page.strength(e.index)
            for e in entries()
            if e.kind != run.entry.kind and e.name not in run.entry.absorbs
        ),
        default=0.0,
    )
    return 1 / (1 + exp((max(rival, 0.0) - own) / DECISIVE))
