"""Shared fixtures: where labelled packages lie, when they are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None, derandomize=True)
settings.load_profile("any machine")  # a slow machine is no fault, and a run is the same each time

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_packages() -> Path:
    """Folder of labelled packages beside the project; skips where there is none."""
    folder = ROOT.parent / "shared" / "packages"
    if not folder.is_dir():
        pytest.skip("labelled packages (../shared/packages) are not present")
    return folder
