"""`prereview diff` on result files, and `check --watch`, without reading any document."""

import json

import msgspec
import pytest
from click.testing import CliRunner

from prereview.cli.check import watched
from prereview.cli.diff import diff
from prereview.errors import ExitCode, NothingToCheckError, UsageError
from prereview.feedback.result import render_json
from prereview.review.store import Store
from tests.builders import finding, review

OPEN = finding()
FIXED = msgspec.structs.replace(finding(subject="2023"), identity="b")


@pytest.fixture
def rounds(tmp_path):
    """Result files of two rounds; one problem was fixed."""
    for name, findings in (("旧.json", (OPEN, FIXED)), ("新.json", (OPEN,))):
        (tmp_path / name).write_text(render_json(review(findings=findings)), encoding="utf-8")
    return tmp_path / "旧.json", tmp_path / "新.json"


def run(*arguments):
    return CliRunner().invoke(diff, list(map(str, arguments)), standalone_mode=False)


def test_two_result_files_are_compared(rounds):
    done = run(*rounds, "--format", "json")
    assert done.return_value == ExitCode.FINDINGS
    assert json.loads(done.stdout)["summary"] == {
        "fixed": 1,
        "open": 1,
        "new": 0,
        "reopened": 0,
        "unchecked": 0,
    }
    assert run(rounds[0], rounds[0]).return_value == ExitCode.FINDINGS


def test_a_comparison_never_replaces_one_of_its_sides(rounds):
    old, new = rounds
    before = old.read_bytes()
    for target in (old, new):
        assert isinstance(run(old, new, "-o", target).exception, UsageError)
    assert old.read_bytes() == before


def test_a_page_is_written(rounds, tmp_path):
    run(*rounds, "--format", "html", "-o", tmp_path / "对比.html")
    assert "已解决" in (tmp_path / "对比.html").read_text(encoding="utf-8")


def test_an_opinion_needs_the_papers_of_the_newer_round(rounds, tmp_path):
    assert isinstance(run(*rounds, "--format", "docx", "-o", tmp_path / "a.docx").exception, UsageError)


def test_rounds_of_the_store_are_compared_and_give_an_opinion(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    store = Store(url)
    numbers = [store.save_round(review(findings=f), tmp_path).id for f in ((OPEN, FIXED), (OPEN,))]
    store.close()
    sides = [f"round:{number}" for number in numbers]
    assert "【已解决】1 项" in run(*sides, "--store", url).stdout
    target = tmp_path / "第二轮.docx"
    run(*sides, "--store", url, "--format", "docx", "-o", target)
    assert target.read_bytes()[:2] == b"PK"
    assert run("round:x", sides[1], "--store", url).exception is not None


class StopWatchingError(Exception):
    """Ends a watch."""


def test_a_watched_package_is_reviewed_again_when_its_files_have_come_to_rest(tmp_path):
    changes = iter(["a", "a", None, None, "b", None, None])

    def pause(seconds):
        change = next(changes, StopWatchingError)
        if change is StopWatchingError:
            raise StopWatchingError
        if change:
            (tmp_path / "a.txt").write_text(change * len(list(tmp_path.iterdir())) + change, encoding="utf-8")

    made = []
    with pytest.raises(StopWatchingError):
        for later in watched(tmp_path, review, pause):
            made.append(later)
    assert len(made) == 2


def test_a_package_that_is_empty_for_a_moment_ends_no_watch(tmp_path):
    looks = iter(range(4))

    def pause(seconds):
        if next(looks, None) is None:
            raise StopWatchingError
        (tmp_path / "a.txt").write_text("x", encoding="utf-8")

    def nothing():
        raise NothingToCheckError("没有可检查的文件")

    with pytest.raises(StopWatchingError):
        list(watched(tmp_path, nothing, pause))
