"""Shared fixtures: where labelled packages lie, when they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

settings.register_profile("any machine", deadline=None, derandomize=True)
settings.load_profile("any machine")  # a slow machine is no fault, and a run is the same each time

POSTGRES = "PREREVIEW_TEST_POSTGRES"
"""Environment variable with the URL of a PostgreSQL server where tests may make databases."""

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_packages() -> Path:
    """Folder of labelled packages beside the project; skips where there is none."""
    folder = ROOT.parent / "shared" / "packages"
    if not folder.is_dir():
        pytest.skip("labelled packages (../shared/packages) are not present")
    return folder


@pytest.fixture
def postgres_url(worker_id: str) -> str:
    """An empty PostgreSQL database of this test process; skips where no server is named."""
    server = os.environ.get(POSTGRES, "")
    if not server:
        pytest.skip(f"{POSTGRES} names no database")
    name = f"prereview_test_{worker_id}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)
