import os
from collections import deque

import pytest

from prereview.batch.cluster import DaskEngine
from prereview.batch.engine import LocalEngine, cores_of
from prereview.documents.workers import resident_bytes
from prereview.errors import UsageError
from tests.batch.jobs import cores_after, die_on_three, die_once, double, swell


@pytest.fixture(scope="module")
def engine():
    local = LocalEngine(2)
    yield local
    local.close()


def test_every_task_comes_back_once(engine):
    assert sorted(engine.run(double, deque(range(20)))) == [(n, 2 * n) for n in range(20)]


def test_tasks_may_be_added_while_others_run(engine):
    waiting = deque([1])
    outcomes = []
    for task, outcome in engine.run(double, waiting):
        outcomes.append(outcome)
        if task < 4:
            waiting.append(task + 1)
    assert outcomes == [2, 4, 6, 8]


def test_a_task_that_ends_its_worker_is_given_up_and_the_rest_goes_on(engine):
    outcomes = dict(engine.run(die_on_three, deque(range(8))))
    assert outcomes == {n: None if n == 3 else n for n in range(8)}


def test_a_worker_lost_once_costs_nothing(engine, tmp_path):
    tasks = [(n, str(tmp_path)) for n in range(6)]
    assert dict(engine.run(die_once, deque(tasks))) == {task: task[0] for task in tasks}
    assert (tmp_path / "died-3").exists()


def test_a_worker_that_holds_too_much_is_replaced():
    if not resident_bytes(os.getpid()):
        pytest.skip("this system does not tell how much memory a process holds")
    local = LocalEngine(1, most_bytes=150_000_000)
    workers = [worker for _, worker in local.run(swell, deque(range(2)))]
    local.close()
    assert workers[0] != workers[1]


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system has no affinity")
def test_as_many_workers_as_cores_keep_to_a_core_each(tmp_path):
    cores = os.sched_getaffinity(0)
    local = LocalEngine(len(cores))
    tasks = deque((n, len(cores), str(tmp_path)) for n in range(len(cores)))
    kept = [core for _, core in local.run(cores_after, tasks)]
    local.close()
    assert sorted(kept) == sorted((core,) for core in cores)
    assert os.sched_getaffinity(0) == cores


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system has no affinity")
def test_fewer_workers_than_cores_go_where_the_system_puts_them():
    cores = os.sched_getaffinity(0)
    assert cores_of(len(cores) + 1) == [None] * (len(cores) + 1)
    assert cores_of(len(cores)) == sorted(cores)


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


def test_a_dask_cluster_gives_the_same(cluster, tmp_path):
    engine = DaskEngine(cluster.scheduler_address)
    try:
        assert sorted(engine.run(double, deque(range(10)))) == [(n, 2 * n) for n in range(10)]
        tasks = [(n, str(tmp_path)) for n in range(6)]
        assert dict(engine.run(die_once, deque(tasks))) == {task: task[0] for task in tasks}
    finally:
        engine.close()


def test_a_cluster_that_does_not_answer_is_an_error_for_people():
    with pytest.raises(UsageError, match="无法连接"):
        DaskEngine("tcp://127.0.0.1:9", patience="1s")
