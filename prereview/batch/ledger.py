"""What is done, what failed and why: the memory of a batch between runs.

One row per package, written in one transaction when its result is on disk. A run
that was interrupted in any way goes on where it stopped; a package whose files,
checklist and program are unchanged is not checked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from prereview.review.store import Moment, open_engine, transaction

Status = Literal["done", "failed", "set_aside"]
"""`failed`: could not be checked, for a reason that is said; `set_aside`: ended its worker too often."""

STATUS_TITLES: dict[Status, str] = {"done": "已预审", "failed": "未能预审", "set_aside": "已搁置"}

_metadata = sa.MetaData()

_entries = sa.Table(
    "batch_entries",
    _metadata,
    sa.Column("batch", sa.String(1000), primary_key=True),
    sa.Column("package", sa.String(400), primary_key=True),
    sa.Column("version", sa.String(250), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("summary", sa.JSON, nullable=False),
)


class FailedRule(msgspec.Struct, frozen=True):
    """A rule that failed in one package, and how often."""

    rule: str
    title: str
    severity: str
    count: int


class PackageSummary(msgspec.Struct, frozen=True):
    """What the queue shows of one package. `counts` as in the store: severities, `cannot_tell`, `unread`."""

    firm: str = ""
    application: str = ""
    verdict: str = ""
    counts: Mapping[str, int] = {}
    failed: tuple[FailedRule, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """One package of a batch as it stands."""

    package: str
    version: str
    status: Status
    problem: str | None = None
    seconds: float = 0.0
    pages: int = 0
    summary: PackageSummary = PackageSummary()


class Ledger:
    """The entries of one batch (`batch` names it, usually by its folder)."""

    def __init__(self, url: str, batch: str) -> None:
        self._engine = open_engine(url, "batches", _metadata)
        self._batch = batch

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    def entries(self) -> dict[str, Entry]:
        """All entries by package name."""
        query = sa.select(_entries).where(_entries.c.batch == self._batch)
        with transaction(self._engine) as connection:
            return {row["package"]: _entry(row) for row in connection.execute(query).mappings()}

    def write(self, *entries: Entry) -> None:
        """Set the entries of packages, replacing what stood there, all in one transaction."""
        with transaction(self._engine) as connection:
            for entry in entries:
                self._set(connection, entry)

    def _set(self, connection: sa.Connection, entry: Entry) -> None:
        values: dict[str, Any] = {
            "version": entry.version,
            "status": entry.status,
            "problem": entry.problem,
            "made_at": datetime.now(UTC),
            "seconds": entry.seconds,
            "pages": entry.pages,
            "summary": msgspec.to_builtins(entry.summary),
        }
        key = sa.and_(_entries.c.batch == self._batch, _entries.c.package == entry.package)
        if connection.execute(sa.update(_entries).where(key).values(**values)).rowcount == 0:
            new = {"batch": self._batch, "package": entry.package, **values}
            connection.execute(sa.insert(_entries).values(**new))


def batches_in(url: str) -> tuple[str, ...]:
    """The batches a database knows, by name (usually the folder of their packages)."""
    engine = open_engine(url, "batches", _metadata)
    try:
        with transaction(engine) as connection:
            query = sa.select(_entries.c.batch).distinct().order_by(_entries.c.batch)
            return tuple(connection.execute(query).scalars())
    finally:
        engine.dispose()


def _entry(row: sa.RowMapping) -> Entry:
    return Entry(
        package=row["package"],
        version=row["version"],
        status=row["status"],
        problem=row["problem"],
        seconds=row["seconds"],
        pages=row["pages"],
        summary=msgspec.convert(row["summary"], PackageSummary),
    )
