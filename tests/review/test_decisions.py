import pytest

from prereview.checklist.finding import Severity
from prereview.review.decisions import Decisions, Event, OwnFinding, check_event, overwritten, replay


def state(*events):
    return replay(events)


def test_the_last_decision_counts_and_comments_add_up():
    decided = state(
        Event("confirm", "f1"),
        Event("comment", "f1", "请附合同"),
        Event("dismiss", "f1", "已见原件"),
        Event("comment", "f1", "原件在第 3 页"),
    ).of("f1")
    assert (decided.state, decided.reason) == ("dismissed", "已见原件")
    assert decided.comments == ("请附合同", "原件在第 3 页")


def test_undo_and_redo_walk_through_the_log():
    log = [Event("confirm", "f1"), Event("confirm", "f2"), Event("undo"), Event("undo"), Event("redo")]
    decisions = state(*log)
    assert decisions.of("f1").state == "confirmed"
    assert decisions.of("f2").state is None
    assert (decisions.undoable, decisions.redoable) == ({""}, {""})


def test_a_new_decision_ends_what_could_be_redone():
    decisions = state(Event("confirm", "f1"), Event("undo"), Event("confirm", "f2"), Event("redo"))
    assert (decisions.of("f1").state, decisions.of("f2").state) == (None, "confirmed")
    assert not decisions.redoable


def test_everybody_takes_back_their_own_steps():
    log = [
        Event("confirm", "f1", reviewer="王"),
        Event("confirm", "f2", reviewer="李"),
        Event("undo", reviewer="王"),
    ]
    decisions = state(*log)
    assert (decisions.of("f1").state, decisions.of("f2").state) == (None, "confirmed")
    assert (decisions.undoable, decisions.redoable) == ({"李"}, {"王"})
    other = Event("comment", "f3", "已补", reviewer="李")
    assert state(*log, other, Event("redo", reviewer="王")).of("f1").state == "confirmed"


def test_what_is_taken_back_gives_way_to_what_was_there_before():
    log = [
        Event("confirm", "f1", reviewer="王"),
        Event("dismiss", "f1", "已见原件", reviewer="李"),
        Event("undo", reviewer="李"),
    ]
    assert state(*log).of("f1").state == "confirmed"


def test_only_a_decision_on_the_same_thing_takes_the_place_of_another():
    later = [Event("confirm", "f1", reviewer="王"), Event("comment", "f2", "请附合同", reviewer="王")]
    assert overwritten(later, Event("dismiss", "f1", "理由")) == later[0]
    assert overwritten(later, Event("dismiss", "f2", "理由")) is None
    assert overwritten(later, Event("comment", "f1", "补充")) is None
    assert overwritten(later, Event("undo")) is None


def test_undo_without_anything_to_undo_is_harmless():
    assert state(Event("undo"), Event("redo")) == Decisions(seen=2)


def test_reopening_keeps_the_comments():
    decided = state(Event("comment", "f1", "甲"), Event("confirm", "f1"), Event("reopen", "f1")).of("f1")
    assert (decided.state, decided.comments) == (None, ("甲",))


def test_own_findings_and_answers():
    own = OwnFinding("第 3 页缺签字", Severity.MUST_FIX, file="a.pdf", page=3)
    decisions = state(
        Event("add", "own-1", finding=own), Event("answer", "OQ-01", "已核对"), Event("answer", "OQ-01", "有")
    )
    assert (decisions.own, decisions.answers) == ({"own-1": own}, {"OQ-01": "有"})
    assert state(Event("add", "own-1", finding=own), Event("remove", "own-1")).own == {}


@pytest.mark.parametrize(
    "event", [Event("dismiss", "f1", "  "), Event("comment", "f1"), Event("add", "own-1")]
)
def test_what_needs_words_is_refused_without(event):
    with pytest.raises(ValueError, match=r"填写|不能为空"):
        check_event(event)
