"""A whole run on a Dask cluster of two local workers, also when one of them is killed."""

from __future__ import annotations

import os
import signal

import pytest

from prereview.batch import Options, run_batch
from prereview.errors import UsageError
from tests.batch.conftest import NAMES, results

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster(own_places):
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


def test_results_are_equal_also_when_a_worker_is_killed_in_the_middle(season, undisturbed, cluster, tmp_path):
    killed = []

    def kill_one(step):
        if not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    options = Options(scheduler=cluster.scheduler_address)
    done = run_batch(str(season), tmp_path, options, kill_one)
    assert killed
    assert sorted(e.package for e in done.entries) == sorted(NAMES)
    assert results(tmp_path) == undisturbed
    assert run_batch(str(season), tmp_path, options).checked == ()


def test_an_address_that_is_none_is_an_error_for_people(season, tmp_path):
    with pytest.raises(UsageError, match="无法连接"):
        run_batch(str(season), tmp_path, Options(scheduler="nonsense://x"))
