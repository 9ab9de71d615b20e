"""What a person decided about findings: a log of events, and the state it adds up to.

Nothing is ever overwritten: a change of mind, an undo and a redo are events of
their own, so the log alone tells who decided what, and a program that dies loses
nothing that was written. Everybody takes back what they did themselves, never what
another did. A decision belongs to a finding's identity and so survives a resubmission
of the package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from prereview.checklist.finding import Severity

Action = Literal[
    "confirm", "dismiss", "explained", "reopen", "comment", "add", "remove", "answer", "undo", "redo"
]
"""`confirm` 确认, `dismiss` 不成立, `explained` 已说明; `reopen` takes the decision back; `comment` 批注;
`add` a finding of the reviewer's own, `remove` it; `answer` to a question; `undo`, `redo`."""

State = Literal["confirmed", "dismissed", "explained"]

_STATES: dict[str, State] = {"confirm": "confirmed", "dismiss": "dismissed", "explained": "explained"}

STATE_TITLES: dict[State, str] = {"confirmed": "已确认", "dismissed": "不成立", "explained": "已说明"}


class OwnFinding(msgspec.Struct, frozen=True):
    """A finding that a reviewer adds, on a marked place or on the package as a whole."""

    title: str
    severity: Severity
    file: str | None = None
    page: int | None = None
    where: str | None = None
    text: str = ""


class Event(msgspec.Struct, frozen=True):
    """One thing a person did. `target` is the identity of a finding or a question."""

    action: Action
    target: str = ""
    text: str = ""
    reviewer: str = ""
    at: datetime | None = None
    finding: OwnFinding | None = None


class Decision(msgspec.Struct, frozen=True):
    """Where one finding stands: its state, why, the comments on it."""

    state: State | None = None
    reason: str = ""
    reviewer: str = ""
    at: datetime | None = None
    comments: tuple[str, ...] = ()


class Decisions(msgspec.Struct, frozen=True):
    """Everything decided on one application."""

    by_finding: dict[str, Decision] = {}
    own: dict[str, OwnFinding] = {}
    answers: dict[str, str] = {}
    undoable: frozenset[str] = frozenset()
    """Reviewers who did something that can be taken back."""
    redoable: frozenset[str] = frozenset()
    """Reviewers who took something back that can come again."""
    seen: int = 0
    """Events in the log that this is the sum of."""

    def of(self, identity: str) -> Decision:
        """The decision on a finding; one without a state when nothing was decided."""
        return self.by_finding.get(identity, Decision())


def check_event(event: Event) -> None:
    """Raise `ValueError` for an event that must not be recorded: a dismissal without a reason."""
    if event.action == "dismiss" and not event.text.strip():
        raise ValueError("不成立须填写理由")
    if event.action == "comment" and not event.text.strip():
        raise ValueError("批注不能为空")
    if event.action == "add" and (event.finding is None or not event.finding.title.strip()):
        raise ValueError("请填写问题内容")


STATING: frozenset[Action] = frozenset(("confirm", "dismiss", "explained", "reopen", "answer", "remove"))
"""Actions that put something in the place of what was there."""


def overwritten(later: Iterable[Event], event: Event) -> Event | None:
    """The last of the events written meanwhile whose place this one would take."""
    if event.action not in STATING:
        return None
    return next((e for e in reversed(list(later)) if e.target == event.target and e.action in STATING), None)


def replay(events: Sequence[Event]) -> Decisions:
    """The state that a log of events adds up to."""
    done, undone = _in_force(events)
    by_finding: dict[str, Decision] = {}
    own: dict[str, OwnFinding] = {}
    answers: dict[str, str] = {}
    for event in done:
        if event.action == "add" and event.finding is not None:
            own[event.target] = event.finding
        elif event.action == "remove":
            own.pop(event.target, None)
        elif event.action == "answer":
            answers[event.target] = event.text
        else:
            by_finding[event.target] = _decided(by_finding.get(event.target, Decision()), event)
    undoable = frozenset(event.reviewer for event in done)
    redoable = frozenset(reviewer for reviewer, taken_back in undone.items() if taken_back)
    return Decisions(by_finding, own, answers, undoable, redoable, len(events))


def _in_force(events: Iterable[Event]) -> tuple[list[Event], dict[str, list[Event]]]:
    """Events that count, and by reviewer those taken back; anything new of theirs ends the latter."""
    done: list[Event] = []
    undone: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        taken_back = undone[event.reviewer]
        if event.action == "undo":
            last = next((e for e in reversed(done) if e.reviewer == event.reviewer), None)
            if last is not None:
                done.remove(last)
                taken_back.append(last)
        elif event.action == "redo":
            if taken_back:
                done.append(taken_back.pop())
        else:
            done.append(event)
            taken_back.clear()
    return done, undone


def _decided(before: Decision, event: Event) -> Decision:
    if event.action == "comment":
        return msgspec.structs.replace(before, comments=(*before.comments, event.text))
    if event.action == "reopen":
        return Decision(comments=before.comments)
    return Decision(_STATES[event.action], event.text, event.reviewer, event.at, before.comments)
