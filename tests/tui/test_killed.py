"""A session that is killed: every decision made before is there when it is opened again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from prereview.review.codec import encode_review
from prereview.review.model import Review
from prereview.review.store import Store, application_key
from tests.tui.conftest import AppMaker
from tests.tui.driving import rows, settle

SESSION = """
import asyncio, os, signal, sys
from pathlib import Path
import msgspec
from prereview.review.codec import decode_review
from prereview.settings import Settings
from prereview.tui.app import PrereviewApp
from tests.tui.driving import settle

package, store, result, keys = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4].split()

async def main():
    review = decode_review(result.read_bytes())
    app = PrereviewApp(package, lambda *_, **__: review, store, Settings(reviewer="王老师"))
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await pilot.pause()
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("keys", "states"),
    [("space", {"id-C-05": "confirmed"}), ("space e", {"id-C-05": "confirmed", "id-X-RV-19": "explained"})],
)
async def test_what_was_decided_before_a_kill_is_there_afterwards(
    make_app: AppMaker,
    reviewed: Review,
    package: Path,
    store_url: str,
    tmp_path: Path,
    keys: str,
    states: dict[str, str],
) -> None:
    (tmp_path / "review.bin").write_bytes(encode_review(reviewed))
    ended = subprocess.run(
        [sys.executable, "-c", SESSION, package, store_url, tmp_path / "review.bin", keys],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    kept = Store(store_url).decisions(application_key(reviewed, package))
    assert {identity: kept.of(identity).state for identity in states} == states

    app = make_app()
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        assert len(rows(pilot, "findings").lines) >= 1
