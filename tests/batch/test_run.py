"""A run over a folder: nothing twice, nothing lost, results the same however it was run."""

from __future__ import annotations

import json
import shutil

import msgspec
import pytest

from prereview.batch import Options, run_batch, watch_batch, write_overview
from prereview.batch import season as season_module
from prereview.batch.run import SETTLED_AFTER
from prereview.errors import NothingToCheckError, UsageError
from prereview.review.store import Store
from tests.batch.conftest import NAMES, make_season, results, write_package
from tests.batch.jobs import work_or_die
from tests.documents.papers import lines, printed


@pytest.fixture
def own(season, tmp_path):
    """A copy of two packages that a test may change."""
    for name in NAMES[:2]:
        shutil.copytree(season / name, tmp_path / "材料" / name)
    return tmp_path / "材料"


def test_results_are_the_same_whatever_the_jobs_and_the_parts(season, undisturbed, tmp_path):
    steps = []
    options = Options(jobs=1, long=4, order="small")
    done = run_batch(str(season), tmp_path, options, steps.append)
    assert results(tmp_path) == undisturbed
    assert {s.package for s in steps if s.part and s.entry is None} == set(NAMES)
    assert not list(tmp_path.glob("*/.pages"))
    assert (steps[-1].done, steps[-1].total, steps[-1].share) == (5, 5, 1.0)
    assert [e.pages for e in done.entries] == [6] * 5


@pytest.mark.usefixtures("inline")
def test_only_what_is_new_or_changed_is_checked(own, tmp_path):
    target = tmp_path / "结果"

    def checked(**options):
        return run_batch(str(own), target, Options(jobs=1, **options)).checked

    assert checked() == NAMES[:2]
    assert checked() == ()
    printed(own / NAMES[1] / "03 补充.pdf", lines("补充说明"))
    write_package(own, "企业六")
    assert checked() == (NAMES[1], "企业六")
    (target / "企业六" / "result.json").unlink()
    assert checked() == ("企业六",)


@pytest.mark.usefixtures("inline")
def test_another_date_or_password_may_give_another_result(own, tmp_path):
    target = tmp_path / "结果"
    for password, expected in ((None, 2), ("sesame", 2), ("sesame", 0)):
        options = Options(jobs=1, password=password, long=0)
        assert len(run_batch(str(own), target, options).checked) == expected


def test_a_package_that_ends_its_worker_three_times_is_set_aside(own, tmp_path, monkeypatch):
    make_season(own, "恶意")
    monkeypatch.setattr(season_module, "work_on", work_or_die)
    target = tmp_path / "结果"
    done = run_batch(str(own), target, Options(jobs=1))
    states = {e.package: e.status for e in done.entries}
    assert states == {NAMES[0]: "done", NAMES[1]: "done", "恶意": "set_aside"}
    assert "3 次异常中止" in next(e.problem for e in done.entries if e.package == "恶意")
    assert run_batch(str(own), target, Options(jobs=1)).checked == ()


@pytest.mark.usefixtures("inline")
def test_a_package_that_cannot_be_checked_says_why_and_is_tried_again(own, tmp_path):
    target = tmp_path / "结果"
    target.mkdir()
    (target / NAMES[0]).write_bytes(b"in the way of the result folder")
    done = run_batch(str(own), target, Options(jobs=1))
    assert [(e.package, e.status) for e in done.entries] == [(NAMES[0], "failed"), (NAMES[1], "done")]
    assert "程序出错" in done.entries[0].problem
    (target / NAMES[0]).unlink()
    assert run_batch(str(own), target, Options(jobs=1)).checked == (NAMES[0],)


@pytest.mark.usefixtures("inline")
def test_hostile_files_are_all_accounted_for(tmp_path):
    package = write_package(tmp_path / "材料", "企业")
    hostile = {
        "空.pdf": b"",
        "噪声.pdf": bytes(range(256)) * 40,
        "断.pdf": b"%PDF-1.7\n1 0 obj <<",
        "假.docx": b"PK\x03\x04",
    }
    for name, content in hostile.items():
        (package / name).write_bytes(content)
    done = run_batch(str(tmp_path / "材料"), tmp_path / "结果", Options(jobs=1))
    assert done.entries[0].summary.counts["unread"] >= len(hostile)
    listed = json.loads((tmp_path / "结果" / "企业" / "result.json").read_text())["package"]["files"]
    assert {f["path"]: f["status"] for f in listed if f["status"] != "read"} == dict.fromkeys(
        hostile, "unreadable"
    )


@pytest.mark.usefixtures("inline")
def test_reviews_are_rounds_in_the_store_and_none_is_kept_twice(own, tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    options = Options(jobs=1, store=url)
    run_batch(str(own), tmp_path / "结果", options)
    run_batch(str(own), tmp_path / "结果", msgspec.structs.replace(options, again=True))
    store = Store(url)
    rounds = store.recent()
    assert {r.package for r in rounds} == {str(own / name) for name in NAMES[:2]}
    assert [len(store.rounds(r.application)) for r in rounds] == [1, 1]
    assert store.load(rounds[0].id).name in NAMES[:2]
    store.close()


@pytest.mark.usefixtures("inline")
def test_packages_at_a_url_give_the_same(season, undisturbed, tmp_path):
    pytest.importorskip("fsspec")
    done = run_batch(f"file://{season}", tmp_path, Options(jobs=1, long=5))
    assert [e.status for e in done.entries] == ["done"] * 5
    assert results(tmp_path) == undisturbed
    assert run_batch(f"file://{season}", tmp_path, Options(jobs=1)).checked == ()


@pytest.mark.usefixtures("inline")
def test_watching_takes_complete_copies_only_and_the_others_do_not_wait(own, tmp_path):
    looks = iter(range(20))
    arriving = own / "企业七"

    def pause(seconds):
        """What happens between two looks: a third package arrives, its file growing."""
        assert seconds == SETTLED_AFTER
        look = next(looks)
        if look == 0:
            arriving.mkdir()
        if look < 4:
            with (arriving / "01 说明.pdf").open("ab") as stream:
                stream.write(b"%PDF-1.4 half a file " * (look + 1))
        if look == 5:
            (arriving / "01 说明.pdf").unlink()
            printed(arriving / "01 说明.pdf", lines("企业七科技有限公司"))

    runs = watch_batch(str(own), tmp_path / "结果", Options(jobs=1), pause=pause)
    assert next(runs).checked == NAMES[:2]
    assert next(looks) == 1
    assert next(runs).checked == ("企业七",)
    assert next(looks) > 6
    runs.close()


@pytest.mark.parametrize(
    ("root", "target", "error"),
    [
        ("nowhere", "结果", NothingToCheckError),
        ("材料/企业一", "结果", NothingToCheckError),
        ("材料", "材料/企业一/结果", UsageError),
    ],
)
def test_what_cannot_be_run_is_said_before_anything_is_read(own, tmp_path, root, target, error):
    if error is NothingToCheckError and root != "nowhere":
        for file in (tmp_path / root).iterdir():
            file.unlink()
    with pytest.raises(error):
        run_batch(str(tmp_path / root), tmp_path / target, Options(jobs=1))


@pytest.mark.usefixtures("inline")
def test_the_target_may_lie_beside_the_packages_and_is_none(own):
    run_batch(str(own), own / "结果", Options(jobs=1))
    again = run_batch(str(own), own / "结果", Options(jobs=1))
    assert [e.package for e in again.entries] == list(NAMES[:2])
    write_overview(own / "结果", again.entries)
    overview = json.loads((own / "结果" / "overview.json").read_text())
    assert [p["package"] for p in overview["packages"]] == sorted(
        NAMES[:2], key=lambda n: [p["package"] for p in overview["packages"]].index(n)
    )
