"""`prereview batch` through the command line: exit codes, what is said, and the store of an office."""

from __future__ import annotations

import json
import shutil

import pytest

from prereview.batch import Options, run_batch
from prereview.batch.ledger import Entry, PackageSummary
from prereview.batch.options import Result
from prereview.cli import main
from prereview.cli.batch import _report as report
from prereview.errors import ExitCode
from prereview.review.decisions import Event
from prereview.review.store import Store
from prereview.tui.queue import queue_at, rows_of
from tests.batch.conftest import NAMES

pytestmark = pytest.mark.usefixtures("inline")


@pytest.fixture
def own(season, tmp_path):
    shutil.copytree(season / NAMES[0], tmp_path / "材料" / NAMES[0])
    return tmp_path / "材料"


def call(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["batch", *map(str, arguments), "--jobs", "1"])
    return int(stop.value.code or 0)


def test_a_season_ends_with_what_was_found_and_three_overviews(own, tmp_path, capsys):
    assert call(own, "-o", tmp_path / "结果") == ExitCode.FINDINGS  # it lacks most of its papers
    said = capsys.readouterr()
    assert said.out.startswith("1 家 ·")
    assert said.err.splitlines()[-1] == said.out.splitlines()[0]
    assert {f.name for f in (tmp_path / "结果").glob("overview.*")} == {
        "overview.json",
        "overview.html",
        "overview.xlsx",
    }
    overview = json.loads((tmp_path / "结果" / "overview.json").read_text())
    assert overview["schema"] == "prereview.batch/1"
    assert call(own, "-o", tmp_path / "结果") == ExitCode.FINDINGS
    assert "本次预审 0 家，1 家未变化" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"hint": 2, "explain": 1}, ExitCode.CLEAN),
        ({"must_fix": 1}, ExitCode.FINDINGS),
        ({"unread": 1}, ExitCode.INCOMPLETE),
    ],
)
def test_the_code_says_the_worst(tmp_path, counts, code):
    entry = Entry("甲", "1", "done", None, 1.0, 6, PackageSummary(firm="甲科技有限公司", counts=counts))
    assert report(tmp_path, Result((entry,), ("甲",), 0, 1.0)) == code


def test_a_file_that_cannot_be_read_ends_with_4(own, tmp_path):
    (own / NAMES[0] / "坏.pdf").write_bytes(b"")
    assert call(own, "-o", tmp_path / "结果") == ExitCode.INCOMPLETE


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("材料", "-o", "结果", "--engine", "dask"), ExitCode.USAGE),
        (("材料", "-o", "材料/企业一/结果"), ExitCode.USAGE),
        (("材料", "-o", "结果", "--checklist", "nonsense"), ExitCode.USAGE),
        (("材料", "-o", "结果", "--pattern", "没有*"), ExitCode.NOTHING_TO_CHECK),
        (("别处", "-o", "结果"), ExitCode.NOTHING_TO_CHECK),
    ],
)
def test_wrong_usage_and_nothing_to_check(own, tmp_path, monkeypatch, arguments, code):
    monkeypatch.chdir(tmp_path)
    assert call(*arguments) == code


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.sqlite'}"
    return request.getfixturevalue("postgres_url")


def test_ledger_and_reviews_in_the_store_of_an_office(own, tmp_path, store_url):
    """A second colleague goes on with the run of the first, and decisions are kept between rounds."""
    target = tmp_path / "结果"
    assert call(own, "-o", target, "--store", store_url) == ExitCode.FINDINGS
    store = Store(store_url)
    newest = store.newest(own / NAMES[0])
    assert newest is not None
    store.record(newest.application, Event("dismiss", "f1", "已见原件", reviewer="甲"))
    assert run_batch(str(own), target, Options(jobs=1, store=store_url)).checked == ()
    (own / NAMES[0] / "02 明细.pdf").unlink()
    assert run_batch(str(own), target, Options(jobs=1, store=store_url)).checked == NAMES[:1]
    assert store.newest(own / NAMES[0]) != newest
    assert store.decisions(newest.application).of("f1").state == "dismissed"
    store.close()
    queue = queue_at(target)
    assert queue is not None
    assert [row.name for row in rows_of(queue, None) if row.content] == [NAMES[0]]
