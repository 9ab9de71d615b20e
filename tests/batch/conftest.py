"""Seasons of small packages, and a machine of their own: no cache, a store beside the results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prereview.batch import Options, run, run_batch
from prereview.documents.cache import default_cache
from tests.documents.papers import grid, lines, printed

PAGES = 6
"""Pages of a package."""


@pytest.fixture(scope="session", autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Neither the user's cache nor their store; workers inherit both."""
    own = {
        "PREREVIEW_CACHE_DIR": "off",
        "PREREVIEW_STORE": f"sqlite:///{tmp_path_factory.mktemp('store') / 'reviews.sqlite'}",
        "PREREVIEW_CONFIG": str(tmp_path_factory.mktemp("config") / "config.toml"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in own.items():
            patch.setenv(name, value)
        default_cache.cache_clear()
        yield
    default_cache.cache_clear()


def write_package(folder: Path, name: str, pages: int = PAGES) -> Path:
    """A package of two files: a statement, and tables over some pages."""
    package = folder / name
    package.mkdir(parents=True)
    printed(package / "01 说明.pdf", lines(f"{name}科技有限公司", "知识产权情况说明"))
    rows = [[f"{name}{r}{c}" for c in range(4)] for r in range(20)]
    printed(package / "02 明细.pdf", *[grid(rows, (110, 110, 110, 110)) for _ in range(pages - 1)])
    return package


def make_season(folder: Path, *names: str, pages: int = PAGES) -> Path:
    """A folder of packages."""
    for name in names:
        write_package(folder, name, pages)
    return folder


def results(target: Path) -> dict[str, bytes]:
    """The result file of each package."""
    return {path.parent.name: path.read_bytes() for path in sorted(target.glob("*/result.json"))}


class InlineEngine:
    """Runs jobs in this process, for tests that are not about the engine."""

    def __init__(self, jobs: int | None = None) -> None:
        assert jobs == 1

    def run(self, job: Callable[[Any], Any], waiting: deque[Any]) -> Iterator[tuple[Any, Any]]:
        while waiting:
            task = waiting.popleft()
            yield task, job(task)

    def close(self) -> None: ...


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker processes but the one that reads, which is kept from test to test."""
    monkeypatch.setattr(run, "LocalEngine", InlineEngine)


NAMES = ("企业一", "企业二", "企业三", "企业四", "企业五")


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five packages that no test may change."""
    return make_season(tmp_path_factory.mktemp("season") / "材料", *NAMES)


@pytest.fixture(scope="session")
def undisturbed(season: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The results of a run that nothing happened to."""
    target = tmp_path_factory.mktemp("undisturbed")
    run_batch(str(season), target, Options(jobs=2))
    assert len(results(target)) == len(NAMES)
    return results(target)


def descendants(pid: int) -> list[int]:
    """Python processes that were started to work below a process, as far as the system tells."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return [p for p in found if b"spawn_main" in _command(p)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
