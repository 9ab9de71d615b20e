"""Databases of older and newer programs: brought up to date, or refused and left as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from prereview.review.decisions import Event
from prereview.review.migrations import NewerDatabaseError, prepare, version_of
from prereview.review.store import Store

OLD = sa.MetaData()
sa.Table("notes", OLD, sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))

NEW = sa.MetaData()
notes = sa.Table(
    "notes",
    NEW,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text),
    sa.Column("reviewer", sa.Text),
)


def add_reviewer(connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE notes ADD COLUMN reviewer TEXT DEFAULT '未署名'"))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")
    yield engine
    engine.dispose()


def stated(engine: sa.Engine, part: str = "notes") -> int | None:
    with engine.connect() as connection:
        return version_of(connection, part)


def test_a_new_database_is_made_as_it_is_today_and_takes_no_step(engine: sa.Engine) -> None:
    prepare(engine, "notes", NEW, (add_reviewer,))
    prepare(engine, "notes", NEW, (add_reviewer,))
    assert stated(engine) == 2


@pytest.mark.parametrize("is_stated", [True, False], ids=["with version", "from before versions"])
def test_an_older_database_is_brought_up_to_date_once_with_all_it_holds(
    engine: sa.Engine, is_stated: bool
) -> None:
    if is_stated:
        prepare(engine, "notes", OLD, ())
    else:
        OLD.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO notes (text) VALUES ('请附合同')"))
    prepare(engine, "notes", NEW, (add_reviewer,))
    prepare(engine, "notes", NEW, (add_reviewer,))
    with engine.connect() as connection:
        assert connection.execute(sa.select(notes.c.text, notes.c.reviewer)).all() == [("请附合同", "未署名")]
    assert stated(engine) == 2


def test_a_step_that_dies_on_the_way_leaves_the_older_version_whole(engine: sa.Engine) -> None:
    def dies(connection: sa.Connection) -> None:
        add_reviewer(connection)
        raise RuntimeError("power cut")

    OLD.create_all(engine)
    with pytest.raises(RuntimeError):
        prepare(engine, "notes", NEW, (dies,))
    assert [c["name"] for c in sa.inspect(engine).get_columns("notes")] == ["id", "text"]
    prepare(engine, "notes", NEW, (add_reviewer,))
    assert stated(engine) == 2


def test_a_newer_database_is_refused_and_left_alone(engine: sa.Engine) -> None:
    prepare(engine, "notes", NEW, (add_reviewer,))
    with pytest.raises(NewerDatabaseError, match="更新版本"):
        prepare(engine, "notes", OLD, ())
    assert stated(engine) == 2


def test_parts_of_one_database_have_versions_of_their_own(engine: sa.Engine) -> None:
    prepare(engine, "notes", NEW, (add_reviewer,))
    other = sa.MetaData()
    sa.Table("others", other, sa.Column("id", sa.Integer, primary_key=True))
    prepare(engine, "others", other, ())
    assert (stated(engine), stated(engine, "others")) == (2, 1)


def test_a_store_from_before_versions_keeps_its_decisions(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    store = Store(url)
    store.record("a", Event("confirm", "f1"))
    store.close()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE schema_versions"))
    engine.dispose()
    again = Store(url)
    assert again.decisions("a").of("f1").state == "confirmed"
    again.close()
