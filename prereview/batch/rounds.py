"""Reviews of a batch as rounds of their applications, where the terminal UI finds them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from prereview.batch.ledger import Entry
from prereview.batch.work import REVIEW
from prereview.review.codec import OtherVersionError, decode_review
from prereview.review.store import Store
from prereview.settings import load_settings


class Rounds(AbstractContextManager["Rounds"]):
    """The store of reviews: the one named, else the one of the user's settings."""

    def __init__(self, url: str | None = None) -> None:
        self._store = Store(url or load_settings().store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def save(self, entry: Entry, target: Path, location: str) -> None:
        """Keep the review of a checked package as its newest round.

        A run that died may have kept it already, and a package that is checked again
        without another result has no new round. Raises `StoreError`.
        """
        if entry.status != "done":
            return
        content = (target / entry.package / REVIEW).read_bytes()
        package, summary = Path(location), entry.summary
        if not self._is_kept(content, package):
            self._store.save_encoded(
                content,
                package,
                application=summary.application,
                name=summary.firm or package.name,
                verdict=summary.verdict,
                counts=summary.counts,
            )

    def _is_kept(self, content: bytes, package: Path) -> bool:
        newest = self._store.newest(package)
        if newest is None:
            return False
        kept = self._store.load_encoded(newest.id)
        return kept == content or _same_review(kept, content)


def _same_review(kept: bytes, content: bytes) -> bool:
    """Whether two reviews differ in nothing but the time they took."""
    try:
        one, other = decode_review(kept), decode_review(content)
    except OtherVersionError:
        return False
    return msgspec.structs.replace(one, timings=other.timings) == other
