"""The store on SQLite, and on PostgreSQL where `PREREVIEW_TEST_POSTGRES` names a database."""

import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from prereview.checklist.finding import Severity
from prereview.dossier.facts import Facts
from prereview.review.codec import OtherVersionError, decode_review, encode_review
from prereview.review.decisions import Event, OwnFinding
from prereview.review.store import OverwriteError, Store, StoreError, application_key
from tests.builders import fact, finding, review


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    else:
        url = request.getfixturevalue("postgres_url")
    store = Store(url)
    yield store
    store.close()


def test_a_review_comes_back_as_it_was():
    facts = Facts(
        [
            fact("application.firm_name", "甲公司"),
            fact("application.years[2024].sales", Decimal("50000000.05")),
            fact("application.staff_total", 231),
            fact("application.incident", False),
            fact("application.applied_on", date(2026, 7, 21)),
            fact("application.rd[RD01].ip", ("IP01", "IP02")),
        ]
    )
    one = review(facts=facts)
    again = decode_review(encode_review(one))
    assert dict(again.facts) == dict(one.facts)
    assert [type(f.value) for f in again.facts.values()] == [type(f.value) for f in facts.values()]
    assert (again.findings, again.summary, again.score) == (one.findings, one.summary, one.score)


@pytest.mark.parametrize("data", [b"", b"no review", encode_review(review())[:-9]])
def test_bytes_that_are_no_review_are_refused(data):
    with pytest.raises(OtherVersionError):
        decode_review(data)


def test_rounds_of_one_application_are_kept_apart_from_others(store, tmp_path):
    first = store.save_round(review(), tmp_path / "第一次")
    second = store.save_round(review(findings=(finding(), finding("C-05"))), tmp_path / "修改后")
    assert [r.id for r in store.rounds(first.application)] == [first.id, second.id]
    assert store.newest(tmp_path / "修改后") == second
    assert len(store.load(second.id).findings) == 2
    assert [r.id for r in store.recent()] == [second.id, first.id]


def test_an_application_is_known_by_code_and_year_not_by_its_folder(tmp_path):
    assert application_key(review(), tmp_path / "甲") == application_key(review(), tmp_path / "乙")
    assert application_key(review(), tmp_path) == "91330108MA75H9D20Q/2026"
    unread = review(facts=Facts([]))
    assert application_key(unread, tmp_path / "甲") != application_key(unread, tmp_path / "乙")


def test_looking_is_noted(store, tmp_path):
    made = store.save_round(review(), tmp_path)
    assert made.looked_at is None
    store.looked_at(made.id)
    newest = store.newest(tmp_path)
    assert newest is not None
    assert newest.looked_at is not None


def test_decisions_survive_a_new_round_and_a_new_connection(store, tmp_path):
    key = store.save_round(review(), tmp_path).application
    own = OwnFinding("缺签字", Severity.MUST_FIX, page=3)
    store.record(key, Event("dismiss", "f1", "已见原件", reviewer="甲"))
    store.record(key, Event("add", "own-1", finding=own))
    store.save_round(review(), tmp_path)
    other = Store(store.url)
    decisions = other.decisions(key)
    other.close()
    assert (decisions.of("f1").state, decisions.of("f1").reviewer) == ("dismissed", "甲")
    assert decisions.own == {"own-1": own}


def test_two_people_never_overwrite_each_other_unknowingly(store):
    other = Store(store.url)
    known = store.decisions("a").seen
    other.record("a", Event("confirm", "f1", reviewer="王"), known)
    with pytest.raises(OverwriteError) as caught:
        store.record("a", Event("dismiss", "f1", "已见原件", reviewer="李"), known)
    assert (caught.value.event.action, caught.value.event.reviewer) == ("confirm", "王")
    assert [e.action for e in store.events("a")] == ["confirm"]
    assert store.record("a", Event("confirm", "f2", reviewer="李"), known).of("f1").state == "confirmed"
    decisions = store.decisions("a")
    assert store.record("a", Event("dismiss", "f1", "已见原件", reviewer="李"), decisions.seen).of(
        "f1"
    ).state == ("dismissed")
    other.close()


def test_of_many_who_decide_at_once_one_is_first(store):
    def decide(number: int) -> bool:
        own = Store(store.url)
        try:
            own.record("a", Event("confirm", "f1", reviewer=str(number)), 0)
        except OverwriteError:
            return False
        finally:
            own.close()
        return True

    with ThreadPoolExecutor(6) as people:
        assert sorted(people.map(decide, range(6))) == [False] * 5 + [True]
    assert len(store.events("a")) == 1


def test_an_event_without_its_words_is_not_written(store):
    with pytest.raises(ValueError, match="理由"):
        store.record("甲/2026", Event("dismiss", "f1"))
    assert store.events("甲/2026") == ()


def test_an_unknown_round_is_an_error_for_people(store):
    with pytest.raises(StoreError, match="99"):
        store.load(99)


def test_a_store_that_cannot_be_opened_says_so(tmp_path):
    with pytest.raises(StoreError, match="预审记录库"):
        Store(f"sqlite:///{tmp_path / 'no folder' / 'x.sqlite'}")


def test_nothing_is_lost_when_the_program_is_killed(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    program = textwrap.dedent(
        f"""
        from prereview.review.decisions import Event
        from prereview.review.store import Store
        store = Store({url!r})
        for number in range(10_000):
            store.record("甲/2026", Event("confirm", f"f{{number}}"))
            print(number, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = Store(url)
    events = kept.events("甲/2026")
    kept.close()
    assert len(events) >= len(told)
    assert {f"f{int(line)}" for line in told} <= {e.target for e in events}
