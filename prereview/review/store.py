"""The store: reviews, rounds and decisions, kept between sessions.

SQLite in the user's data folder by default; any SQLAlchemy URL (PostgreSQL for an
office with several reviewers) by argument or `PREREVIEW_STORE`. Every write is one
transaction, finished before the call returns. A firm is known by its 统一社会信用代码
and the year of application, so a resubmitted folder goes on with its review.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import platformdirs
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from prereview.errors import PrereviewError
from prereview.review.codec import decode_review, encode_review
from prereview.review.decisions import Decisions, Event, OwnFinding, check_event, overwritten, replay
from prereview.review.migrations import Step, prepare
from prereview.review.model import Review

STORE_VARIABLE = "PREREVIEW_STORE"
"""Environment variable with the URL of the store."""


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone of its own."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment as it was written."""
        del dialect
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


_metadata = sa.MetaData()

_rounds = sa.Table(
    "rounds",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("application", sa.String(200), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("package", sa.Text, nullable=False, index=True),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("looked_at", Moment),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

_events = sa.Table(
    "events",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("application", sa.String(200), nullable=False, index=True),
    sa.Column("action", sa.String(20), nullable=False),
    sa.Column("target", sa.String(200), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reviewer", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("finding", sa.JSON),
)


class StoreError(PrereviewError):
    """The store cannot be opened or written."""


class OverwriteError(PrereviewError):
    """Another person decided on the same thing meanwhile; `event` is what they did."""

    def __init__(self, event: Event) -> None:
        self.event = event
        super().__init__(f"{event.reviewer or '其他人'}已先作出决定", remedy="请核对后再决定")


class Round(msgspec.Struct, frozen=True):
    """One review of an application, as lists show it.

    `counts` has a number for each severity, for `cannot_tell` and for `unread`.
    """

    id: int
    application: str
    name: str
    package: str
    made_at: datetime
    looked_at: datetime | None
    verdict: str
    counts: Mapping[str, int]


def application_key(review: Review, package: Path) -> str:
    """What names an application between rounds: `91330108MA75H9D20Q/2026`.

    Without a credit code the firm's name stands in, without that the folder.
    """
    facts = review.facts
    applied = facts.value("derived.applied_on")
    year = str(getattr(applied, "year", "")) or str(facts.value("derived.year_3") or "")
    code = facts.value("licence.uscc") or facts.value("application.uscc")
    firm = code or facts.value("derived.firm_name") or str(package.resolve())
    return f"{firm}/{year}"[:200]


_STEPS: tuple[Step, ...] = ()
"""What changed in the tables above since their first version, in order; see `migrations`."""


def open_engine(url: str, part: str, tables: sa.MetaData, steps: Sequence[Step] = ()) -> sa.Engine:
    """Open a database and bring a part of its tables up to date.

    Raises `StoreError`, `NewerDatabaseError`.
    """
    try:
        engine = sa.create_engine(url)
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _safe_sqlite)
        prepare(engine, part, tables, steps)
    except (SQLAlchemyError, ImportError, OSError) as error:
        remedy = f"请检查 {STORE_VARIABLE} 和磁盘空间（{type(error).__name__}）"
        raise StoreError("无法打开预审记录库", remedy=remedy) from error
    return engine


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction, finished when the block ends. Raises `StoreError`."""
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError("预审记录未能写入", remedy="请检查磁盘空间和数据库连接") from error


class Store:
    """Reviews, rounds and decisions in one database. Raises `StoreError` where that fails."""

    def __init__(self, url: str | None = None) -> None:
        self.url = url or os.environ.get(STORE_VARIABLE) or _default_url()
        self._engine = open_engine(self.url, "reviews", _metadata, _STEPS)

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    def _transaction(self) -> AbstractContextManager[sa.Connection]:
        return transaction(self._engine)

    # ---- rounds

    def save_round(self, review: Review, package: Path) -> Round:
        """Keep a review as the newest round of its application."""
        counts = {
            **{str(s): n for s, n in review.summary.failed.items()},
            "cannot_tell": review.summary.cannot_tell,
            "unread": review.summary.unread_pages + review.summary.unread_files,
        }
        return self.save_encoded(
            encode_review(review),
            package,
            application=application_key(review, package),
            name=str(review.facts.value("derived.firm_name") or review.name),
            verdict=review.summary.verdict,
            counts=counts,
        )

    def save_encoded(
        self,
        content: bytes,
        package: Path,
        *,
        application: str,
        name: str,
        verdict: str,
        counts: Mapping[str, int],
    ) -> Round:
        """The same for a review that is at hand as bytes; what lists show of it is given."""
        values: dict[str, Any] = {
            "application": application,
            "name": name,
            "package": str(package.resolve()),
            "made_at": datetime.now(UTC),
            "verdict": verdict,
            "counts": dict(counts),
        }
        with self._transaction() as connection:
            done = connection.execute(sa.insert(_rounds).values(**values, content=content))
        key = done.inserted_primary_key
        return Round(id=key[0] if key else 0, looked_at=None, **values)

    def rounds(self, application: str) -> tuple[Round, ...]:
        """All rounds of an application, the oldest first."""
        query = self._listing().where(_rounds.c.application == application).order_by(_rounds.c.id)
        return self._found(query)

    def recent(self, limit: int = 50) -> tuple[Round, ...]:
        """The newest round of each package, the last made first."""
        newest = sa.select(sa.func.max(_rounds.c.id)).group_by(_rounds.c.package)
        query = self._listing().where(_rounds.c.id.in_(newest)).order_by(_rounds.c.id.desc()).limit(limit)
        return self._found(query)

    def newest(self, package: Path) -> Round | None:
        """The newest round of a package, by its place."""
        query = self._listing().where(_rounds.c.package == str(package.resolve()))
        return next(iter(self._found(query.order_by(_rounds.c.id.desc()).limit(1))), None)

    def load(self, round_id: int) -> Review:
        """The review of a round. Raises `StoreError` for none, `OtherVersionError` for an old one."""
        return decode_review(self.load_encoded(round_id))

    def load_encoded(self, round_id: int) -> bytes:
        """The review of a round as the bytes that were kept. Raises `StoreError` for none."""
        with self._transaction() as connection:
            row = connection.execute(sa.select(_rounds.c.content).where(_rounds.c.id == round_id)).first()
        if row is None:
            raise StoreError(f"没有编号为 {round_id} 的预审记录")
        return bytes(row[0])

    def application_of(self, round_id: int) -> str:
        """The application a round belongs to. Raises `StoreError` for none."""
        with self._transaction() as connection:
            query = sa.select(_rounds.c.application).where(_rounds.c.id == round_id)
            found = connection.execute(query).scalar()
        if found is None:
            raise StoreError(f"没有编号为 {round_id} 的预审记录")
        return str(found)

    def looked_at(self, round_id: int) -> None:
        """Note that a person opened a round just now."""
        change = sa.update(_rounds).where(_rounds.c.id == round_id).values(looked_at=datetime.now(UTC))
        with self._transaction() as connection:
            connection.execute(change)

    def _listing(self) -> sa.Select[Any]:
        return sa.select(*(c for c in _rounds.c if c.name != "content"))

    def _found(self, query: sa.Select[Any]) -> tuple[Round, ...]:
        with self._transaction() as connection:
            return tuple(Round(**row) for row in connection.execute(query).mappings())

    # ---- decisions

    def record(self, application: str, event: Event, seen: int | None = None) -> Decisions:
        """Write one event and give the state it leads to.

        `seen` is the number of events the person knew of (`Decisions.seen`). Nothing is written
        and `OverwriteError` raised when one they did not know of would lose its place to this
        one. Raises `ValueError` by `check_event`.
        """
        check_event(event)
        finding = None if event.finding is None else msgspec.to_builtins(event.finding)
        values = {
            "application": application,
            "action": event.action,
            "target": event.target,
            "text": event.text,
            "reviewer": event.reviewer,
            "at": event.at or datetime.now(UTC),
            "finding": finding,
        }
        with self._transaction() as connection:
            if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
                connection.execute(sa.text("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE"))
            connection.execute(sa.insert(_events).values(**values))
            log = _log(connection, application)
            lost = overwritten(log[seen:-1], event) if seen is not None else None
            if lost is not None:
                raise OverwriteError(lost)
        return replay(log)

    def events(self, application: str) -> tuple[Event, ...]:
        """The log of an application, the oldest event first."""
        with self._transaction() as connection:
            return _log(connection, application)

    def decisions(self, application: str) -> Decisions:
        """Where the findings of an application stand."""
        return replay(self.events(application))


def _log(connection: sa.Connection, application: str) -> tuple[Event, ...]:
    query = sa.select(_events).where(_events.c.application == application).order_by(_events.c.id)
    return tuple(_event(row) for row in connection.execute(query).mappings())


def _event(row: sa.RowMapping) -> Event:
    finding = None if row["finding"] is None else msgspec.convert(row["finding"], OwnFinding)
    return Event(row["action"], row["target"], row["text"], row["reviewer"], row["at"], finding)


def _default_url() -> str:
    folder = Path(platformdirs.user_data_dir("prereview", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'reviews.sqlite'}"


def _safe_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401 - a driver's connection
    """A crash loses no finished transaction; several processes wait for each other."""
    del record
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


__all__ = ["STORE_VARIABLE", "OverwriteError", "Round", "Store", "StoreError", "application_key"]
