"""One review on the table: the review, what was decided about it, and the way into the store.

Holds state and no widget. A decision counts when it is written: `record` comes back
after the transaction, and only then is the new state shown.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from prereview.checklist.finding import Finding, Verdict
from prereview.dossier.facts import Evidence
from prereview.feedback.numbering import number_findings
from prereview.review.decisions import Action, Decision, Decisions, Event, OwnFinding
from prereview.review.model import Review
from prereview.review.store import Round, Store
from prereview.settings import Settings
from prereview.tui.marks import mark_of, own_mark
from prereview.tui.paging.marks import Mark
from prereview.tui.paging.shelf import Shelf

OWN_SECTION = "own"
"""Section of the findings that reviewers added."""


class Opened(msgspec.Struct, frozen=True):
    """A review as it comes from the reading or the store.

    `round` and `application` are None when the store is closed: then nothing can be
    decided. `package` is None when the files are not at hand.
    """

    review: Review
    package: Path | None
    application: str | None = None
    round: Round | None = None
    rounds: tuple[Round, ...] = ()
    decisions: Decisions = Decisions()
    stale: bool = False
    """It comes from the store, and the files are being read again."""
    is_partial: bool = False
    """The rest of the files is still being read; nothing can be decided yet."""


class Item(msgspec.Struct, frozen=True):
    """One line of the list of findings: a finding of the checklist, or one of a reviewer's own."""

    identity: str
    label: str
    finding: Finding | None = None
    own: OwnFinding | None = None

    @property
    def title(self) -> str:
        """What it is about."""
        return self.finding.title if self.finding else self.own.title if self.own else ""

    @property
    def section(self) -> str:
        """Id of its section."""
        return self.finding.section if self.finding else OWN_SECTION

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The places it rests on."""
        if self.finding:
            return self.finding.evidence
        own = self.own
        if own is None or own.file is None:
            return ()
        return (Evidence(own.file, own.page, None, own.where, own.text, "text", 1.0),)


class NotKeptError(Exception):
    """The store is closed: nothing can be decided."""


class NotReadError(Exception):
    """The files are still being read: nothing can be decided yet."""


class Desk:
    """The open review; the screens read it, and change it by `record` and `update` only."""

    def __init__(self, opened: Opened, store: Store | None, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._take(opened)

    def _take(self, opened: Opened) -> None:
        self.opened = opened
        self.review = opened.review
        self.package = opened.package
        self.decisions = opened.decisions
        self.shelf = Shelf(opened.review.files, opened.package)
        labels = {n.finding.identity: n.label for n in number_findings(opened.review)}
        self._found = tuple(Item(f.identity, labels.get(f.identity, ""), f) for f in opened.review.findings)
        self._marks: dict[tuple[str, int], list[tuple[str, Mark]]] = defaultdict(list)
        for finding in opened.review.findings:
            if finding.verdict in (Verdict.FAIL, Verdict.CANNOT_TELL):
                for place in finding.evidence:
                    mark = Mark(place.box, place.where, mark_of(finding))
                    self._marks[place.file, place.page or 1].append((finding.identity, mark))

    def update(self, opened: Opened) -> None:
        """Take a newer reading of the same application."""
        before = self.shelf
        self._take(opened)
        self._writer.submit(before.close)

    def close(self) -> None:
        """Let go of files and threads."""
        self._writer.submit(self.shelf.close)
        self._writer.shutdown(wait=False)

    # ---- findings

    def items(self) -> tuple[Item, ...]:
        """All findings, those of reviewers first."""
        own = (
            Item(identity, f"补{n}", own=finding)
            for n, (identity, finding) in enumerate(self.decisions.own.items(), 1)
        )
        return (*own, *self._found)

    def item(self, identity: str) -> Item | None:
        """A finding by its identity."""
        return next((i for i in self.items() if i.identity == identity), None)

    def decision(self, identity: str) -> Decision:
        """Where a finding stands."""
        return self.decisions.of(identity)

    def sections(self) -> tuple[tuple[str, str], ...]:
        """Sections (id, title) of the checklist, and one for what reviewers added."""
        own = ((OWN_SECTION, "预审补充"),) if self.decisions.own else ()
        return (*self.review.sections, *own)

    def marks_on(self, file: str, page: int | None, but: str | None = None) -> tuple[Mark, ...]:
        """Places of findings on a page, without those of the finding `but`."""
        own = [
            Mark(None, f.where, own_mark(f))
            for f in self.decisions.own.values()
            if f.file == file and f.where and (f.page or 1) == (page or 1)
        ]
        marks = [mark for identity, mark in self._marks.get((file, page or 1), ()) if identity != but]
        return (*own, *marks)

    def findings_on(self, file: str, page: int | None) -> tuple[Item, ...]:
        """Findings that rest on a page, each once."""
        return tuple(
            item
            for item in self.items()
            if (item.own or (item.finding and item.finding.verdict in (Verdict.FAIL, Verdict.CANNOT_TELL)))
            and any(e.file == file and (e.page or 1) == (page or 1) for e in item.evidence)
        )

    def progress(self) -> tuple[int, int]:
        """Problems that were decided, and all of them."""
        problems = [f for f in self.review.findings if f.verdict is Verdict.FAIL]
        decided = sum(self.decision(f.identity).state is not None for f in problems)
        return decided, len(problems)

    # ---- deciding

    async def record(
        self, action: Action, target: str = "", text: str = "", finding: OwnFinding | None = None
    ) -> None:
        """Write one event; when this returns it is on disk.

        Raises `NotReadError` while files are being read, `NotKeptError` without a store,
        `OverwriteError` when another decided on the same thing meanwhile, `StoreError` when
        writing fails, `ValueError` for an event that must not be (a
        dismissal without a reason).
        """
        if self.opened.is_partial:
            raise NotReadError
        store, application = self.store, self.opened.application
        if store is None or application is None:
            raise NotKeptError
        event = Event(action, target, text.strip(), self.settings.reviewer, finding=finding)
        loop = asyncio.get_running_loop()
        seen = self.decisions.seen
        self.decisions = await loop.run_in_executor(self._writer, store.record, application, event, seen)

    @property
    def can_undo(self) -> bool:
        """Whether this reviewer did something that can be taken back."""
        return self.settings.reviewer in self.decisions.undoable

    @property
    def can_redo(self) -> bool:
        """Whether this reviewer took something back that can come again."""
        return self.settings.reviewer in self.decisions.redoable

    @staticmethod
    def new_identity() -> str:
        """A name for a finding of the reviewer's own."""
        return f"own-{secrets.token_hex(8)}"

    async def refresh(self) -> bool:
        """Read what others decided meanwhile; True when something changed."""
        store, application = self.store, self.opened.application
        if store is None or application is None:
            return False
        loop = asyncio.get_running_loop()
        found: Decisions = await loop.run_in_executor(self._writer, store.decisions, application)
        changed = found != self.decisions
        self.decisions = found
        return changed

    def answers(self) -> Mapping[str, str]:
        """Answers to questions, and ticks of steps, by their identity."""
        return {target: text for target, text in self.decisions.answers.items() if text}
