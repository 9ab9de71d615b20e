"""What names promise: the file, its folders, bookmarks, and the entries of a contents page.

Names lie, so a promise is a few points on the page it points to, never more.
Bookmarks that only repeat the headings inside a document (`一、立项目的`) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from prereview.documents.model import Document
from prereview.dossier.classification.headings import squash
from prereview.dossier.classification.needles import PatternIndex, pairs_of
from prereview.dossier.classification.page_text import PageText
from prereview.dossier.classification.patterns import Entry, entries
from prereview.dossier.classification.scoring import LISTED, TITLE, PageScore

FILE_NAME = 3.0
FOLDER_NAME = 1.0
INSIDE = 0.3
"""Part of a name's points for pages after the first."""

POINTED_AT = 4.0
"""For a document of any kind to begin where a bookmark points."""

NAMED = 8.0
"""For the kind a bookmark names."""

AGREED = 0.5
"""Contents are believed when so many of their entries point at pages that begin what they name."""

MOST_SHIFT = 6
"""Sheets before the page that the contents count as the first."""

_INNER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:\.\d{1,2})+|第.{1,3}[章节条])"
)
_ENTRY = re.compile(r"^(.{2,40}?)[.…·\-]*(\d{1,4})?$")


def name_points(document: Document) -> list[float]:
    """Points of each entry for the names of the file and its folders."""
    name = document.path.rpartition("/")[2]
    stem = squash(name.rpartition(".")[0] or name)
    in_stem = _named_by(stem)
    return [FILE_NAME * a + FOLDER_NAME * b for a, b in zip(in_stem, folders_named(document), strict=True)]


def folders_named(document: Document) -> list[bool]:
    """For each entry whether a folder of the file is named after it."""
    folders = [_named_by(squash(folder)) for folder in document.path.split("/")[:-1]]
    return [any(named) for named in zip(*folders, strict=True)] if folders else [False] * len(entries())


@lru_cache(maxsize=1024)
def _named_by(name: str) -> tuple[bool, ...]:
    """For each entry whether a name is one of its."""
    found = set(_path_patterns().found_in(name, pairs_of(name)))
    return tuple(entry.index in found for entry in entries())


@cache
def _path_patterns() -> PatternIndex[int]:
    return PatternIndex((pattern, entry.index) for entry in entries() for pattern in entry.paths)


def pointed_pages(
    document: Document, numbers: Sequence[int], pages: Sequence[PageText], scores: Sequence[PageScore]
) -> dict[int, tuple[str, ...]]:
    """Titles that point at a page, by its index, from bookmarks or else a contents page."""
    index_of = {number: index for index, number in enumerate(numbers)}
    pointed: dict[int, tuple[str, ...]] = {}
    for mark in document.outline:
        title = squash(mark.title)
        if mark.page in index_of and not _is_inner(title):
            index = index_of[mark.page]
            pointed[index] = (*pointed.get(index, ()), title)
    return pointed or _from_contents(index_of, pages, scores)


def _is_inner(title: str) -> bool:
    """Whether a bookmark is a numbered heading that names no document."""
    number = _INNER.match(title)
    return number is not None and not any(_is_title(entry, title[number.end() :]) for entry in entries())


def _from_contents(
    index_of: Mapping[int, int], pages: Sequence[PageText], scores: Sequence[PageScore]
) -> dict[int, tuple[str, ...]]:
    """Entries of the contents page at the head of a file, shifted so that the pages they name fit."""
    listed = [e for page in pages[:4] if page.listed >= LISTED for e in _entries_of(page.text)]
    best: list[tuple[int, str]] = []
    most = AGREED * LISTED
    for shift in range(MOST_SHIFT + 1):
        found = [(index_of[n + shift], title) for title, n in listed if n + shift in index_of]
        agreed = sum(_agrees(title, scores[i]) for i, title in found)
        if agreed > most and agreed >= AGREED * len(found):
            best, most = found, agreed
    return {i: tuple(title for j, title in best if j == i) for i, _ in best}


def _agrees(title: str, score: PageScore) -> bool:
    """Whether a page begins a document of a kind that a title names."""
    return any(score.start[e.index] >= TITLE / 2 and _fits(e, title) for e in entries())


def _entries_of(text: str) -> Iterable[tuple[str, int]]:
    """Titles with their page numbers, on one line or on two."""
    title = ""
    for line in text.split("\n"):
        if line.isdecimal() and title:
            yield title, int(line)
            title = ""
        elif found := _ENTRY.match(line):
            if found.group(2):
                yield found.group(1), int(found.group(2))
                title = ""
            else:
                title = found.group(1)


def promised(titles: tuple[str, ...]) -> list[float]:
    """Points of each entry for beginning at a page these titles point at."""
    return [POINTED_AT + NAMED * any(_fits(entry, title) for title in titles) for entry in entries()]


def _fits(entry: Entry, title: str) -> bool:
    return _is_title(entry, title) or entry.index in _path_patterns().found_in(title, pairs_of(title))


def _is_title(entry: Entry, text: str) -> bool:
    return text in entry.titles or any(p.search(text) for p in entry.starts)
