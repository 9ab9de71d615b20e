"""The version of a database's tables, and the steps that bring an older one up to date.

A database states the version of each part it holds (`reviews`, `batches`) in a table of its
own. A part without one was made before versions were kept and is version 1. Steps run in
one transaction, so a program that dies on the way leaves the older version whole; a
database made by a newer program is refused, never guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from prereview.errors import PrereviewError

Step = Callable[[sa.Connection], None]
"""Changes the tables of one version into those of the next."""

FIRST = 1
"""Version of the tables before any step."""

_versions = sa.Table(
    "schema_versions",
    sa.MetaData(),
    sa.Column("part", sa.String(40), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
)


class NewerDatabaseError(PrereviewError):
    """The database was made by a newer version of this program."""


def prepare(engine: sa.Engine, part: str, tables: sa.MetaData, steps: Sequence[Step]) -> None:
    """Make the tables of a part that a database lacks, or take older ones through the steps they need.

    `steps[0]` leads from version 1 to 2, and so on. Raises `NewerDatabaseError`.
    """
    wanted = FIRST + len(steps)
    with engine.connect() as connection:
        if version_of(connection, part) == wanted and _has_all(connection, tables):
            return
    with engine.begin() as connection:
        _lock(connection)
        stated = version_of(connection, part)
        if stated is not None and stated > wanted:
            raise NewerDatabaseError(
                "预审记录库由更新版本的程序建立", remedy="请升级本程序后再打开，记录库未作任何改动"
            )
        for step in steps[(stated or _first_version(connection, tables, wanted)) - FIRST :]:
            step(connection)
        tables.create_all(connection)
        _versions.create(connection, checkfirst=True)
        connection.execute(sa.delete(_versions).where(_versions.c.part == part))
        connection.execute(sa.insert(_versions).values(part=part, version=wanted))


def _lock(connection: sa.Connection) -> None:
    """Of two programs that start at once, one waits for the other."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('prereview schema'))"))
    elif connection.dialect.name == "sqlite":  # whose driver begins no transaction for a change of tables
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _first_version(connection: sa.Connection, tables: sa.MetaData, wanted: int) -> int:
    """The version of tables that state none: new ones are made as they are today."""
    known = sa.inspect(connection)
    return FIRST if any(known.has_table(name) for name in tables.tables) else wanted


def _has_all(connection: sa.Connection, tables: sa.MetaData) -> bool:
    known = set(sa.inspect(connection).get_table_names())
    return known >= set(tables.tables)


def version_of(connection: sa.Connection, part: str) -> int | None:
    """The version that a database states for a part; None when it states none."""
    if not sa.inspect(connection).has_table(_versions.name):
        return None
    found = connection.execute(sa.select(_versions.c.version).where(_versions.c.part == part)).scalar()
    return None if found is None else int(found)
