"""What only follows from another finding is kept, and counted once."""

import msgspec

from prereview.checklist.finding import Severity, Verdict
from tests.builders import finding, review


def named(identity, verdict=Verdict.FAIL, cause=None):
    return msgspec.structs.replace(finding(verdict=verdict), identity=identity, cause=cause)


def test_a_consequence_is_listed_under_its_cause_and_not_beside_it():
    cause, wrong, unread = (
        named("a"),
        named("b", cause="a"),
        named("c", Verdict.CANNOT_TELL, cause="a"),
    )
    shown = review(findings=(cause, wrong, unread))
    assert shown.failing() == (cause,)
    assert shown.undecided() == ()
    assert shown.following(cause) == (wrong, unread)
    assert shown.summary.failed[Severity.MUST_FIX] == 1
    assert shown.summary.cannot_tell == 0
