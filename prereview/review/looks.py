"""First looks: what the files read so far already contradict, while the others are still being read.

Only what more files cannot change is told: a contradiction between values that stand on pages.
What rests on sums over records, on figures computed from several papers or on a paper that is
not there may look otherwise when everything is read, and is left to the full check.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import msgspec

from prereview.checklist.evaluate import evaluate
from prereview.checklist.finding import Finding, Verdict
from prereview.checklist.model import Checklist
from prereview.checklist.score import score_innovation
from prereview.documents.cache import Cache
from prereview.documents.model import Document
from prereview.dossier.build import build_dossier
from prereview.review.model import Review, Timings, Tool, summarise

PAUSE = 2.0
"""Least seconds between two looks."""

SHARE = 8.0
"""The pause is at least this many times what a look takes, so that reading is hardly slowed down."""

COMPUTED = ("derived.", "links.", "score.", "stress.", "profile.", "materials", "personnel_counts.")
"""Beginnings of paths whose values may change with every file read."""


class FirstLooks:
    """Gathers the documents of one package as they come, and looks at them now and then."""

    def __init__(
        self,
        name: str,
        checklist: Checklist,
        show: Callable[[Review], None],
        as_of: date | None = None,
        cache: Cache | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._checklist = checklist
        self._show = show
        self._as_of = as_of
        self._cache = cache
        self._clock = clock
        self._documents: list[Document] = []
        self._next = clock() + PAUSE

    def add(self, document: Document) -> None:
        """Take one more document; look when it is time."""
        self._documents.append(document)
        started = self._clock()
        if started >= self._next:
            self._show(self.look())
            ended = self._clock()
            self._next = ended + max(PAUSE, SHARE * (ended - started))

    def look(self) -> Review:
        """The review of what was read so far; of its findings those that will stay."""
        documents = tuple(sorted(self._documents, key=lambda document: document.path))
        dossier = build_dossier(documents, as_of=self._as_of, cache=self._cache)
        findings = tuple(f for f in evaluate(self._checklist, dossier.facts) if is_settled(f))
        summary = summarise(dossier.files, findings)
        return Review(
            tool=Tool(checklist=self._checklist.id, checklist_version=self._checklist.version),
            name=self._name,
            files=dossier.files,
            facts=dossier.facts,
            sections=tuple((s.id, s.title) for s in self._checklist.sections),
            findings=findings,
            score=score_innovation(dossier.facts),
            summary=msgspec.structs.replace(summary, verdict="正在读取，尚无结论"),
            timings=Timings(reading=0.0, facts=0.0, rules=0.0),
        )


def is_settled(finding: Finding) -> bool:
    """Whether a finding is a contradiction between printed values, which more files will not change."""
    return (
        finding.verdict is Verdict.FAIL
        and len(finding.sides) > 0
        and all(
            side.evidence and "*" not in side.path and not side.path.startswith(COMPUTED)
            for side in finding.sides
        )
    )
