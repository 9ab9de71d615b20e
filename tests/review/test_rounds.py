import msgspec

from prereview.checklist.finding import Verdict
from prereview.review.decisions import Decision, Decisions
from prereview.review.rounds import Change, compare_findings, count_changes
from tests.builders import finding


def named(identity, verdict=Verdict.FAIL, rule="X-RV-19", subject="2024"):
    return msgspec.structs.replace(finding(rule, verdict, subject=subject), identity=identity)


def changes(old, new, decisions=None):
    return [str(d.change) for d in compare_findings(old, new, decisions or Decisions())]


def test_the_same_problem_is_still_open_and_a_mended_one_is_fixed():
    assert changes([named("a"), named("b", subject="2023")], [named("a")]) == ["fixed", "open"]


def test_a_changed_value_that_is_still_wrong_is_the_same_problem():
    assert changes([named("a")], [named("a2")]) == ["open"]


def test_what_cannot_be_checked_any_more_is_not_fixed():
    assert changes([named("a")], [named("x", Verdict.CANNOT_TELL)]) == ["unchecked"]
    assert changes([named("a")], [named("x", Verdict.CANNOT_TELL, subject=None)]) == ["unchecked"]


def test_a_problem_set_aside_comes_back_when_its_values_change():
    settled = Decisions({"a": Decision("explained")})
    assert changes([named("a")], [named("a2")], settled) == ["reopened"]
    assert changes([named("a")], [named("a")], settled) == ["open"]


def test_new_problems_are_named_once():
    found = compare_findings([named("a")], [named("a"), named("c", subject="2025")], Decisions())
    assert count_changes(found) == {
        Change.FIXED: 0,
        Change.OPEN: 1,
        Change.NEW: 1,
        Change.REOPENED: 0,
        Change.UNCHECKED: 0,
    }


def test_a_pass_fixes_whatever_failed_before():
    assert changes([named("a")], [named("p", Verdict.PASS)]) == ["fixed"]


def test_what_only_follows_from_another_problem_is_not_counted():
    cause = named("a")
    follows = msgspec.structs.replace(named("b", subject="2025"), cause="a")
    assert changes([cause, follows], []) == ["fixed"]
    assert changes([], [cause, follows]) == ["new"]
    assert changes([named("b", subject="2025")], [cause, follows]) == ["open", "new"]
