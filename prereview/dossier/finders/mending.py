"""Lines made ready for cutting: misread labels set right, columns that ran into one parted.

Certificates and licences have few labels, and their scans misread those as well:
`专 fll 号`, `住主 所`. A text that stands where a label can stand, before a colon or
a gap, and is nearly one known label and no other is that label. Only what was
recognised in an image is mended. A label with its colon in the middle of a run
(`专利号:ZL…授权公告号:CN…`) begins a line of its own.

For papers whose kind is sure and whose labels are all given; elsewhere a nearly
known word is another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from prereview.documents.model import Box, Line, Word
from prereview.dossier.finders.labels import Labels
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.rows import Place, places_of
from prereview.dossier.finders.spots import AFTER, FREE, LEVEL, SURE_LENGTH

LONGEST_SCRAP = 3
"""A misread label is longer than the right one by no more characters."""

_SCRAP = re.compile(r"[A-Za-z]+")
_CODE = re.compile(r"[0-9A-Z]{2}|[0-9]{1,4}年")


def mend(lines: Iterable[Line], labels: Labels) -> list[Line]:
    """The lines with mended labels, each label with a colon at the beginning of a line of its own."""
    known = known_labels(labels)
    return [mended for line in lines for mended in _mended_line(line, known)]


def known_labels(labels: Labels) -> list[str]:
    """All ways the labels are printed, squashed, longest first."""
    return sorted({squash(v) for variants in labels.values() for v in variants}, key=len, reverse=True)


def _mended_line(line: Line, known: Sequence[str]) -> list[Line]:
    if line.box is None:
        return [line]
    if line.method == "ocr":
        line = _with_right_labels(line, known)
    return list(_parted(line, known))


# ---- labels that were misread


def _with_right_labels(line: Line, known: Sequence[str]) -> Line:
    at = 0
    while at < len(places := places_of(line)):
        if at and places[at].x0 - places[at - 1].x1 < FREE * _em(line):
            at += 1
            continue
        found = _nearest(places, at, known, _em(line))
        if found is None:
            at += 1
            continue
        end, label = found
        if end - at != len(label) or any(p.text != c for p, c in zip(places[at:end], label, strict=True)):
            line = _rewritten(line, places, at, end, label)
        at += len(label)
    return line


def _nearest(places: Sequence[Place], at: int, known: Sequence[str], em: float) -> tuple[int, str] | None:
    """Where a text that is a label, or nearly one, ends, and which label it is."""
    text = "".join(p.text for p in places).translate(LEVEL)
    exact = next((label for label in known if text.startswith(label, at)), None)
    if exact:
        return at + len(exact), exact
    best: dict[int, set[tuple[int, str]]] = {}
    for label in known:
        for end in range(
            at + max(len(label) - 1, 2), min(at + len(label) + LONGEST_SCRAP, len(text) - 1) + 1
        ):
            if not _ends_label(places, text, end, em) and not (at == 0 and _value_begins(text, end, label)):
                continue
            distance = _distance(text[at:end], label)
            if distance is not None:
                best.setdefault(distance, set()).add((end, label))
    nearest = best[min(best)] if best else set()
    return nearest.pop() if len(nearest) == 1 else None


def _ends_label(places: Sequence[Place], text: str, end: int, em: float) -> bool:
    return text[end] == ":" or places[end].x0 - places[end - 1].x1 >= AFTER * em


def _value_begins(text: str, end: int, label: str) -> bool:
    """Whether a code or a day follows a label of a line's beginning without colon or gap."""
    return end == len(label) >= SURE_LENGTH and bool(_CODE.match(text, end))


def _distance(text: str, label: str) -> int | None:
    """How far a text is from a label; None when too far: one wrong character in three, at most two.

    Latin letters in a Chinese label are one misread character, however many they
    are (`专fll号`). A label of two characters may have one too many between them (`住主所`).
    """
    text = _SCRAP.sub("?", text) if not _SCRAP.search(label) else text
    if len(label) < 3:
        doubled = len(text) == 3 and text[0] == label[0] and text[-1] == label[-1]
        one_latin = len(text) == 2 and text[0] == label[0] and text[1] == "?"
        return 1 if doubled or one_latin else None
    if abs(len(text) - len(label)) > 1:
        return None
    allowed = min(len(label) // 3, 2)
    distance = Levenshtein.distance(text, label, score_cutoff=allowed)
    return distance if distance <= allowed else None


def _rewritten(line: Line, places: Sequence[Place], start: int, end: int, label: str) -> Line:
    """The line with the characters `start` to `end` replaced by a label, as one word."""
    label_word = Word(
        label,
        Box(places[start].x0, places[start].word.box.top, places[end - 1].x1, places[start].word.box.bottom),
        min(p.word.confidence for p in places[start:end]),
    )
    words = (*_words_of(places[:start]), label_word, *_words_of(places[end:]))
    return _line_of(line, words)


# ---- columns that ran together


def _parted(line: Line, known: Sequence[str]) -> Iterator[Line]:
    places = places_of(line)
    starts = label_starts("".join(p.text for p in places).translate(LEVEL), known)
    if not starts:
        yield line
        return
    for start, end in zip([0, *starts], [*starts, len(places)], strict=True):
        yield _line_of(line, _words_of(places[start:end]))


def label_starts(text: str, known: Sequence[str]) -> list[int]:
    """Where labels with a colon begin behind other text."""
    starts: list[int] = []
    at = 0
    while at < len(text):
        label = next((k for k in known if text.startswith(k, at)), None)
        if label and at and len(label) >= SURE_LENGTH and text[at + len(label) :].startswith(":"):
            starts.append(at)
        at += len(label) if label else 1
    return starts


def _em(line: Line) -> float:
    return line.size or (line.box.height if line.box else 1.0)


def _words_of(places: Sequence[Place]) -> tuple[Word, ...]:
    """Words again from characters."""
    words: list[Word] = []
    current: list[Place] = []
    for place in [*places, None]:
        if current and (place is None or place.word is not current[-1].word):
            box = current[0].word.box
            words.append(
                Word(
                    "".join(p.text for p in current),
                    Box(current[0].x0, box.top, current[-1].x1, box.bottom),
                    current[0].word.confidence,
                )
            )
            current = []
        if place is not None:
            current.append(place)
    return tuple(words)


def _line_of(line: Line, words: Sequence[Word]) -> Line:
    box = words[0].box
    for word in words:
        box = box.union(word.box)
    text = " ".join(word.text for word in words)
    return Line(text, line.page, box, line.where, tuple(words), line.size, line.method, line.confidence)
