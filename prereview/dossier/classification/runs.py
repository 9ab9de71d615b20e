"""The best cut of a file into documents.

Every way to cut the pages into runs of one entry each has a sum of points; the best
one is found page by page (Viterbi). A page either begins a document, which costs
something and asks for a title, or goes on with the one before it, which asks for no
sign of its own as long as no other document begins there.

Documents with inner titles (statements, forms of a return) have a head and a body:
in the head the title may come again (cover, then text), in the body it begins the
next document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from prereview.dossier.classification.page_text import PageText
from prereview.dossier.classification.patterns import UNKNOWN, Entry, entries
from prereview.dossier.classification.scoring import TITLE, PageScore
from prereview.dossier.classification.signposts import POINTED_AT

NEW = 6.0
"""What every new document costs."""

UNTITLED = 8.0
"""What a document costs more that begins without a title."""

MIDDLE = 4.0
"""What a document costs more that begins with one of its inner pages."""

TITLED = 5.0
"""Points from which a title counts as one."""

NOTHING = 8.5
"""What the words of a page must exceed to be more than unknown."""

CARRY = 5.0
"""For going on without any sign."""

ALONE = -8.0
"""The same for documents of one page."""

ROWS = 0.25
"""What the words of a page count that goes on with a table: long texts in its cells name many things."""

APART = 0.5
"""What being part of another document costs, so that of two equal cuts the one without wins."""

IMPOSSIBLE = float("-inf")


class Cue(NamedTuple):
    """What is known of one page before the runs are cut."""

    page: PageText
    score: PageScore
    link: float
    """How much speaks for its going on from the page before it."""
    goes_on: bool
    """Whether it begins with the rest of a table: its rows then say little of what the table is."""
    numbers: Mapping[int, float]
    """The same as `link` by entry, from numbers of documents."""
    names: Sequence[float]
    """Points by entry for the names of file and folders."""
    promised: Sequence[float] | None
    """Points by entry for beginning here; None where nothing points."""


class Step(NamedTuple):
    """One page of the result: its entry, and whether a document begins."""

    entry: Entry
    begins: bool


class _State(NamedTuple):
    entry: Entry
    body: bool


def best_runs(cues: Sequence[Cue]) -> list[Step]:
    """The entry of each page and where documents begin."""
    if not cues:
        return []
    states = [_State(e, body) for e in entries() for body in ((False, True) if e.parts else (True,))]
    points = [_start(s, cues[0]) for s in states]
    origins: list[list[int | None]] = [[None] * len(states)]
    for above, cue in pairwise(cues):
        best = max(range(len(states)), key=points.__getitem__)
        row: list[float] = []
        origin: list[int | None] = []
        for index, state in enumerate(states):
            begun = points[best] + _start(state, cue) - cue.link / 2
            source, gone_on = _continued(index, states, points, above, cue)
            row.append(max(begun, gone_on))
            origin.append(source if gone_on >= begun else -1 - best)
        points = row
        origins.append(origin)
    return _trace(states, points, origins)


def _trace(
    states: Sequence[_State], points: Sequence[float], origins: Sequence[Sequence[int | None]]
) -> list[Step]:
    """Follow the best path back; a negative origin is a document that begins."""
    index = max(range(len(states)), key=points.__getitem__)
    steps: list[Step] = []
    for origin in reversed(origins):
        source = origin[index]
        steps.append(Step(states[index].entry, source is None or source < 0))
        if source is not None:
            index = source if source >= 0 else -1 - source
    return steps[::-1]


# ---- a document begins


def _start(state: _State, cue: Cue) -> float:
    entry, score = state.entry, cue.score
    if entry.parts and state.body != _shows_part(entry, score):
        return IMPOSSIBLE
    promised = cue.promised[entry.index] if cue.promised else 0.0
    names = cue.names[entry.index] + promised
    if entry.name == UNKNOWN:
        return NOTHING - NEW - UNTITLED + names
    points = score.strength(entry.index) + names - NEW
    if max(score.start[entry.index], score.inner[entry.index]) >= TITLED:
        return points
    inner = max(score.part[entry.index], score.annex[entry.index]) >= TITLED
    return points - (MIDDLE if inner or promised > POINTED_AT else UNTITLED)


def _shows_part(entry: Entry, score: PageScore) -> bool:
    """Whether a page has an inner title of the entry and none that would begin it."""
    return score.part[entry.index] >= TITLED and score.part[entry.index] > score.start[entry.index] - 1.0


# ---- a document goes on


def _continued(
    index: int, states: Sequence[_State], points: Sequence[float], above: Cue, cue: Cue
) -> tuple[int, float]:
    """The best way to be in a state by going on, and its points."""
    state = states[index]
    entry = state.entry
    if not entry.parts:
        return index, points[index] + _go_on(state, above, cue)
    shows = _shows_part(entry, cue.score)
    if not state.body:
        return index, IMPOSSIBLE if shows else points[index] + _go_on(state, above, cue)
    from_body = points[index] + _go_on(state, above, cue)
    if not shows:
        return index, from_body
    from_head = points[index - 1] + _go_on(states[index - 1], above, cue)
    return (index - 1, from_head) if from_head > from_body else (index, from_body)


def _go_on(state: _State, above: Cue, cue: Cue) -> float:
    entry, score = state.entry, cue.score
    begun = score.start[entry.index]
    number = cue.numbers.get(entry.index, 0.0)
    if entry.single and begun >= TITLED:
        number = min(number, 0.0)  # the same certificate or invoice once more is another copy of it
    proof = score.inner[entry.index] if begun < TITLED else 0.0
    title = max(proof, score.part[entry.index], score.annex[entry.index])
    again = (
        not state.body
        or (entry.repeats and number >= 0)
        or (entry.covered and above.page.cover and not cue.page.cover)
    )
    words = score.words[entry.index] * (ROWS if cue.goes_on and title < TITLED else 1.0)
    own = (max(title, begun) if again else title) + words
    absorbed = max((score.strength(i) for i in _absorbed(entry.index)), default=0.0)
    against = 0.0 if again else begun
    if title < TITLED:
        against = max(against, _begun_by_others(entry, score, absorbed))
    if absorbed >= TITLE:
        own = max(own, absorbed - APART)
    points = own + cue.link + number - against
    if cue.promised:
        points -= max(cue.promised) / 2
    if entry.name == UNKNOWN:
        return NOTHING - UNTITLED + points
    return (ALONE if entry.single and own <= 0 and cue.link + number <= 0 else CARRY) + points


@cache
def _absorbed(index: int) -> tuple[int, ...]:
    """The entries that are part of a document of this one."""
    known = entries()
    return tuple(other.index for other in known if other.name in known[index].absorbs)


def _begun_by_others(entry: Entry, score: PageScore, absorbed: float) -> float:
    """Weight of the best title that begins a document the entry has nothing to do with."""
    return max(
        (
            weight
            for index, weight in enumerate(score.start)
            if weight >= TITLED
            and index != entry.index
            and index not in _absorbed(entry.index)
            and (not absorbed or score.strength(index) > absorbed)
        ),
        default=0.0,
    )
