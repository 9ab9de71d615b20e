"""Where the known labels stand in the rows of a page.

A label stands free: after a gap, a mark or at the beginning of a line, and
before a colon or a gap that is not just its own letter-spacing. A scan may lose the
gap between a value and the next label on its line: a long label with a colon then
stands free all the same. Narrow fields
break a label over two rows (统一社会信 / 用代码); both halves are then one label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from prereview.dossier.finders.rows import Row

FREE = 0.8
"""Gap left of a short label, in character heights, that sets it apart from the text before."""

CLOSE = 0.4
"""The same for a label that is sure by its length, or by its colon."""

SURE_LENGTH = 4

AFTER = 0.5
"""Gap between label and value when there is no colon."""

NEXT_ROW = 2.3
"""Rows that belong together follow each other within this many character heights."""

TIGHT = 0.15
"""Gap within a word that is not letter-spaced."""

_MARKS = frozenset(":;,。、)】]|/")
LEVEL = str.maketrans("（）【】〔〕", "()()()")

Lexicon = Sequence[tuple[str, str]]
"""Squashed labels with the names of their values, longest first."""


class Spot(NamedTuple):
    """A label found in a row: its characters are `start` to `end`, colon included."""

    name: str
    row: int
    start: int
    end: int
    below: Spot | None = None
    """The second half of a label that is broken over two rows."""


def find_spots(rows: Sequence[Row], lexicon: Lexicon) -> list[list[Spot]]:
    """The labels of each row, left to right; the second half of a broken one has no name."""
    by_first: dict[str, list[tuple[str, str]]] = {}
    for entry in lexicon:
        by_first.setdefault(entry[0][:1], []).append(entry)
    texts = [row.text.translate(LEVEL) for row in rows]
    spots = [_spots_in(row, index, texts[index], by_first) for index, row in enumerate(rows)]
    _add_broken_labels(rows, texts, spots, lexicon)
    return spots


def _spots_in(row: Row, index: int, text: str, by_first: Mapping[str, Lexicon]) -> list[Spot]:
    spots: list[Spot] = []
    at = 0
    while at < len(text):
        entries = by_first.get(text[at], ())
        found = (_spot_at(row, index, text, at, entry, bool(spots)) for entry in entries)
        spot = next((s for s in found if s), None)
        if spot:
            spots.append(spot)
        at = spot.end if spot else at + 1
    return spots


def _spot_at(
    row: Row, index: int, text: str, at: int, entry: tuple[str, str], after_another: bool
) -> Spot | None:
    label, name = entry
    end = at + len(label)
    if not text.startswith(label, at):
        return None
    colon = text[end : end + 1] == ":"
    gap = CLOSE if colon or len(label) >= SURE_LENGTH else FREE
    run_on = colon and after_another and len(label) >= SURE_LENGTH and row.places[at].line.method == "ocr"
    if not (run_on or _stands_free(row, text, at, gap) or (colon and _begins_word(row, at, end))):
        return None
    if colon:
        return Spot(name, index, at, end + 1)
    return Spot(name, index, at, end) if _value_may_follow(row, at, end) else None


def _stands_free(row: Row, text: str, at: int, gap: float) -> bool:
    if at == 0 or text[at - 1] in _MARKS or row.places[at].line is not row.places[at - 1].line:
        return True
    return row.gap_before(at) >= gap * row.em and not _same_spacing(row, at, at)


def _begins_word(row: Row, at: int, end: int) -> bool:
    """Whether a label, not letter-spaced, follows a blank, however narrow."""
    words = {id(place.word) for place in row.places[at:end]}
    return len(words) == 1 and id(row.places[at - 1].word) not in words


def _value_may_follow(row: Row, at: int, end: int) -> bool:
    """No colon: a gap must follow, and one that does not just go on with the letter-spacing."""
    begins_line = at == 0 or row.places[at].line is not row.places[at - 1].line
    if end == len(row.places):
        return begins_line
    if row.places[end].line is not row.places[end - 1].line:
        return True
    alone = _is_word(row, at, end) or _is_spread(row, at, end)
    if begins_line and (row.places[at].line.method == "ocr" or alone):
        return True
    return row.gap_before(end) >= AFTER * row.em and not _same_spacing(row, at, end)


def _is_word(row: Row, at: int, end: int) -> bool:
    """Whether a label is a word by itself, with a blank behind it however narrow."""
    words = {id(place.word) for place in row.places[at:end]}
    return len(words) == 1 and id(row.places[end].word) not in words


def _is_spread(row: Row, at: int, end: int) -> bool:
    """Whether each character of a label is a word by itself, and a word of more characters stands behind."""
    words = [id(place.word) for place in row.places[at : end + 2]]
    return len(words) == end + 2 - at and len(set(words)) == len(words) - 1 and words[-2] == words[-1]


def _same_spacing(row: Row, at: int, gap_at: int) -> bool:
    """Whether the gap before `gap_at` is the one between the label's own characters from `at` on.

    What stands close together behind the gap is not spaced like the label: a value.
    """
    if at + 1 >= len(row.places):
        return False
    inner, gap = row.gap_before(at + 1), row.gap_before(gap_at)
    if not (inner > 0.3 * row.em and abs(gap - inner) <= 0.3 * inner):
        return False
    behind = gap_at + 1
    closes_up = gap_at > at and behind < len(row.places) and row.gap_before(behind) <= TIGHT * row.em
    return not closes_up


def _add_broken_labels(
    rows: Sequence[Row], texts: Sequence[str], spots: list[list[Spot]], lexicon: Lexicon
) -> None:
    """Labels printed in two rows, as 统一社会信 over 用代码 on licences."""
    starts = [_line_starts(row) for row in rows]
    for upper in range(len(rows) - 1):
        for lower in range(upper + 1, min(upper + 3, len(rows))):
            above, below = rows[upper], rows[lower]
            if above.page != below.page or below.middle - above.middle > NEXT_ROW * above.em:
                continue
            halves = (
                _Half(upper, above, texts[upper], _outside(starts[upper], spots[upper])),
                _Half(lower, below, texts[lower], _outside(starts[lower], spots[lower])),
            )
            pair = _broken_label(*halves, lexicon)
            if pair and pair.below:
                spots[upper] = sorted((*spots[upper], pair), key=lambda s: s.start)
                spots[lower] = sorted((*spots[lower], pair.below), key=lambda s: s.start)
                break


class _Half(NamedTuple):
    """A row in which half of a label may stand, and where its lines begin outside other labels."""

    number: int
    row: Row
    text: str
    starts: list[int]

    def find(self, part: str) -> int | None:
        """Where a part of a label stands by itself: at a line's beginning, a gap or colon behind it."""
        for at in self.starts:
            end = at + len(part)
            if self.text.startswith(part, at) and (
                end == len(self.text)
                or self.text[end] == ":"
                or self.row.gap_before(end) >= AFTER * self.row.em
            ):
                return at
        return None


def _line_starts(row: Row) -> list[int]:
    places = row.places
    return [i for i in range(len(places)) if i == 0 or places[i].line is not places[i - 1].line]


def _outside(starts: Sequence[int], spots: Sequence[Spot]) -> list[int]:
    return [at for at in starts if not any(s.start <= at < s.end for s in spots)]


def _broken_label(above: _Half, below: _Half, lexicon: Lexicon) -> Spot | None:
    firsts = {above.text[at] for at in above.starts}
    for label, name in lexicon:
        if label[:1] not in firsts:
            continue
        for cut in range(2, len(label) - 1):
            head, tail = above.find(label[:cut]), below.find(label[cut:])
            if head is not None and tail is not None:
                offset = abs(above.row.places[head].x0 - below.row.places[tail].x0)
                if offset < 1.5 * above.row.em:
                    end = _behind_colon(below.row, tail + len(label) - cut)
                    second = Spot("", below.number, tail, end)
                    return Spot(name, above.number, head, _behind_colon(above.row, head + cut), second)
    return None


def _behind_colon(row: Row, at: int) -> int:
    return at + 1 if row.text[at : at + 1] == ":" else at
