"""How well one page fits each kind: by its title, by the words on it, by what speaks against it.

Points follow the recognition table this project started from: 10 for a title, 3 for
words that only one kind puts together, 1 for words among others, minus 5 for those
of look-alikes. A title counts by how prominent its line is; on a recognised scan a
title with a wrong character or two counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from prereview.dossier.classification.headings import Heading
from prereview.dossier.classification.needles import Pattern, PatternIndex, pairs_of
from prereview.dossier.classification.page_text import PageText
from prereview.dossier.classification.patterns import CONTENTS, entries

TITLE = 10.0
STRONG = 3.0
WEAK = 1.0
AGAINST = 5.0

MOST_WORDS = 12.0
"""Words alone never weigh more than this."""

MOST_AGAINST = 10.0

MISREAD = 0.9
"""A title read with a wrong character weighs this part of one read exactly."""

NUMBERED = 0.45
"""`二、产品说明` is a heading inside a document, rarely its title."""

NUMBERED_LARGE = 0.9
LED = 0.95
"""A title behind a firm's name or a year, against one that stands alone."""

LISTED = 6
"""A page with so many entries and page numbers is a contents page."""

_ORDINAL = re.compile(
    r"^(?:附(?:件|表)?[一二三四五六七八九十\d]{0,3}[:、.]?|[一二三四五六七八九十]{1,3}[、.]"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.)](?!\d)|第[一二三四五六七八九十\d]{1,3}(?:章|节|条|部分))"
)
_LEAD = re.compile(
    r"^(?:关于)?(?:.{2,26}?(?:有限责任公司|有限公司|分公司|研究院|研究所|中心|厂))?(?:\(.{1,12}?\))?(?:的)?"
    r"(?:(?:20\d\d|二〇..|二0..)(?:[-至、,/](?:20)?\d\d)*(?:年度|年)?)?[《\"]?"
)
_TRAIL = re.compile(r"[\"》:]?(?:\([^()]{1,20}\))?$")


class PageScore(NamedTuple):
    """Points of one page, one figure per entry of `entries()`."""

    start: tuple[float, ...]
    """Weight of a title such a document begins with, or of proof as good as one."""
    inner: tuple[float, ...]
    """Weight of proof of a document with inner titles; it does not say where on its pages this one is."""
    part: tuple[float, ...]
    """Weight of a title of a page inside such a document."""
    annex: tuple[float, ...]
    """Weight of a title of a page that goes along with such a document."""
    words: tuple[float, ...]
    """Words for it less words against it."""

    def strength(self, index: int) -> float:
        """All points of one entry."""
        titles = self.start[index], self.inner[index], self.part[index], self.annex[index]
        return max(titles) + self.words[index]


def score_page(page: PageText) -> PageScore:
    """Points of a page for every entry."""
    known = entries()
    start, part, annex = _title_points(list(_readings(page.headings)))
    inner = [0.0] * len(known)
    for entry in known:
        if any(all(p.found_in(page.text, page.pairs) for p in group) for group in entry.proof):
            (inner if entry.parts else start)[entry.index] = TITLE
    words = _word_points(page)
    if page.listed >= LISTED or (page.divider and _announces(page, start)):
        _only_contents(start, inner, part, annex, words)
    return PageScore(tuple(start), tuple(inner), tuple(part), tuple(annex), tuple(words))


def _announces(page: PageText, start: Sequence[float]) -> bool:
    """Whether a page of a line or two names what follows it: `三、知识产权`, `附件2 审计报告`."""
    numbered = any(_ORDINAL.match(heading.text) for heading in page.headings)
    return numbered or (max(start) >= TITLE * NUMBERED and not page.scanned)


def _only_contents(*points: list[float]) -> None:
    """A page that names what others hold is none of it itself."""
    for figures in points:
        for entry in entries():
            figures[entry.index] = STRONG * 2 if entry.name == CONTENTS else 0.0


# ---- titles


class _Reading(NamedTuple):
    """One way to read a heading, with its weight."""

    text: str
    weight: float
    heading: Heading
    number: int = 0
    """Characters of the number before it, which only a pattern that names it may count."""
    cut: bool = False
    """Whether a name, a year or a remark was taken away."""


def _readings(headings: Sequence[Heading]) -> Iterator[_Reading]:
    """Each heading as printed, without its number, and without names, years and remarks around it."""
    for heading in headings:
        number = _ORDINAL.match(heading.text)
        digits = number.end() if number else 0
        yield _Reading(heading.text, heading.prominence, heading, number=digits)
        bare, weight = heading.text[digits:], heading.prominence
        if number:
            weight *= NUMBERED_LARGE if heading.large else NUMBERED
            yield _Reading(bare, weight, heading)
        short = _TRAIL.sub("", _LEAD.sub("", bare))
        if short != bare:
            yield _Reading(short, weight * LED, heading, cut=True)


def _title_points(titles: Sequence[_Reading]) -> tuple[list[float], list[float], list[float]]:
    """Weights by entry of titles that begin a document, that stand inside it, that go along with it."""
    points = tuple([0.0] * len(entries()) for _ in range(3))
    pairs = pairs_of("\n".join(title.text for title in titles))
    for pattern, (role, index) in _title_patterns().likely(pairs):
        best = points[role][index]
        for title in titles:
            if TITLE * title.weight > best and _holds(title, pattern):
                best = TITLE * title.weight
        points[role][index] = best
    start, part, annex = points
    for index, weight in _named(titles, misread=max(max(role) for role in points) < TITLE):
        start[index] = max(start[index], weight)
    return start, part, annex


def _holds(title: _Reading, pattern: Pattern) -> bool:
    """Whether a reading is a title by a pattern: not behind a colon, not behind a number alone."""
    found = pattern.search(title.text)
    if found is None or ":" in title.text[: found.start()]:
        return False
    return not title.number or found.start() < title.number


@cache
def _title_patterns() -> PatternIndex[tuple[int, int]]:
    """All title patterns, each with its role (0 start, 1 part, 2 annex) and its entry."""
    return PatternIndex(
        (pattern, (role, entry.index))
        for entry in entries()
        for role, patterns in enumerate((entry.starts, entry.parts, entry.annexes))
        for pattern in patterns
    )


def _named(titles: Sequence[_Reading], *, misread: bool) -> Iterator[tuple[int, float]]:
    """Entries whose printed title a heading is; if asked for, also whose it nearly is."""
    for title in titles:
        index = _literal_titles().get(title.text)
        if index is not None:
            yield index, TITLE * title.weight
        elif misread and title.heading.recognised and not title.cut:
            index = _nearest(title.text, large=title.heading.large)
            if index is not None:
                yield index, TITLE * title.weight * MISREAD


@cache
def _literal_titles() -> dict[str, int]:
    return {title: entry.index for entry in reversed(entries()) for title in entry.titles}


def _nearest(text: str, *, large: bool) -> int | None:
    """The entry whose title is nearest to a misread one, when only one is near enough."""
    titles = _literal_titles()
    near: dict[int, set[int]] = {}
    for title, distance, _ in process.extract(
        text, titles.keys(), scorer=Levenshtein.distance, score_cutoff=2, limit=None
    ):
        if distance <= _forgiven(title, large=large):
            near.setdefault(distance, set()).add(titles[title])
    nearest = near[min(near)] if near else set()
    return next(iter(nearest)) if len(nearest) == 1 else None


def _forgiven(title: str, *, large: bool) -> int:
    """How many characters of a title may be misread; a short one must be printed large."""
    return 2 if len(title) >= 9 else 1 if len(title) >= 5 or (large and len(title) >= 4) else 0


# ---- words


def _word_points(page: PageText) -> list[float]:
    found = [0.0] * len(entries())
    against = [0.0] * len(entries())
    for index, points in _word_patterns().found_in(page.text, page.pairs):
        if points > 0:
            found[index] += points
        else:
            against[index] -= points
    return [min(f, MOST_WORDS) - min(a, MOST_AGAINST) for f, a in zip(found, against, strict=True)]


@cache
def _word_patterns() -> PatternIndex[tuple[int, float]]:
    """All word patterns, each with its entry and its points."""
    return PatternIndex(
        (pattern, (entry.index, points))
        for entry in entries()
        for patterns, points in ((entry.strong, STRONG), (entry.weak, WEAK), (entry.against, -AGAINST))
        for pattern in patterns
    )
