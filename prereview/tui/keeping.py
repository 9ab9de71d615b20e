"""Reviews in and out of the store; to be called from worker threads, a database may be slow.

A reading that found the same files and the same findings as the last round is no new
round: it goes on with that one.
"""

from __future__ import annotations

from pathlib import Path

from prereview.errors import PrereviewError
from prereview.review.codec import OtherVersionError, decode_review
from prereview.review.model import Review
from prereview.review.store import Round, Store, application_key
from prereview.tui.desk import Opened


def keep(store: Store | None, review: Review, package: Path) -> Opened:
    """Keep a fresh review as a round, and gather what was decided on its application before."""
    if store is None:
        return Opened(review, package)
    application = application_key(review, package)
    last = _last_of(store, application, package)
    if last is None or not _is_same(store, last, review):
        last = store.save_round(review, package)
    return _opened(store, review, package, last)


def known(store: Store | None, package: Path) -> Opened | None:
    """The newest review of a package that the store has; None when there is none or it cannot be read."""
    last = store.newest(package) if store is not None else None
    if store is None or last is None:
        return None
    try:
        review = store.load(last.id)
    except PrereviewError:
        return None
    return _opened(store, review, package, last, stale=True)


def from_batch(store: Store | None, content: bytes, package: Path) -> Opened:
    """A review that a batch wrote. Raises `OtherVersionError`."""
    review = decode_review(content)
    return keep(store, review, package)


def earlier(store: Store | None, opened: Opened) -> Review | None:
    """The review of the round before, for comparison; None for a first round."""
    if store is None or opened.round is None:
        return None
    before = [r for r in opened.rounds if r.id < opened.round.id]
    for round_ in reversed(before):
        try:
            return store.load(round_.id)
        except OtherVersionError:
            continue
    return None


def _opened(store: Store, review: Review, package: Path, last: Round, stale: bool = False) -> Opened:
    store.looked_at(last.id)
    return Opened(
        review,
        package,
        last.application,
        last,
        store.rounds(last.application),
        store.decisions(last.application),
        stale,
    )


def _last_of(store: Store, application: str, package: Path) -> Round | None:
    """The newest round of an application, if it was made of this package."""
    rounds = store.rounds(application)
    last = rounds[-1] if rounds else None
    return last if last and last.package == str(package.resolve()) else None


def _is_same(store: Store, last: Round, review: Review) -> bool:
    try:
        before = store.load(last.id)
    except PrereviewError:
        return False
    return before.files == review.files and before.findings == review.findings and before.tool == review.tool
