"""The pages a finding rests on, and which two of them show best what does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from prereview.checklist.finding import Side
from prereview.dossier.facts import Evidence
from prereview.feedback.places import where_in_words
from prereview.tui.desk import Item
from prereview.tui.paging.marks import Mark

MOST_CAPTIONS = 2
"""Values named above a page; the detail lists all."""


class Place(msgspec.Struct, frozen=True):
    """One page with what is marked on it; `page` is None in a DOCX. `caption` names the values."""

    file: str
    page: int | None
    marks: tuple[Mark, ...] = ()
    caption: str = ""
    texts: tuple[str, ...] = ()
    """What was read there, to be shown when the page itself cannot be."""

    @property
    def key(self) -> tuple[str, int]:
        """File and page; a file without pages has page 1."""
        return self.file, self.page or 1

    @property
    def title(self) -> str:
        """In words: `06审计/2024.pdf 第5页`."""
        if self.page is not None:
            return f"{self.file} 第{self.page}页"
        first = next((m.where for m in self.marks if m.where), None)
        return f"{self.file} {where_in_words(first)}" if first else self.file


def places_of(item: Item) -> tuple[Place, ...]:
    """All pages of a finding, those that show the contradiction first.

    Values that the message names come first: they are what does not agree.
    """
    finding = item.finding
    if finding is None:
        return places_from((item.title, e) for e in item.evidence)
    sides = sorted(finding.sides, key=lambda side: not is_named(side, finding.message))
    return places_from((f"{side.name}：{side.value}", e) for side in sides for e in side.evidence)


def places_from(evidence: Iterable[tuple[str, Evidence]]) -> tuple[Place, ...]:
    """Pages of some evidence (caption, place) in their order, each once with all its marks."""
    found: dict[tuple[str, int | None], list[tuple[str, Evidence]]] = {}
    for caption, place in evidence:
        found.setdefault((place.file, place.page), []).append((caption, place))
    return tuple(_place(file, page, members) for (file, page), members in found.items())


def _place(file: str, page: int | None, members: Sequence[tuple[str, Evidence]]) -> Place:
    marks = tuple(dict.fromkeys(Mark(e.box, e.where) for _, e in members))
    captions = dict.fromkeys(caption for caption, _ in members if caption)
    texts = tuple(dict.fromkeys(e.text for _, e in members if e.text))
    caption = "；".join(list(captions)[:MOST_CAPTIONS])
    return Place(file, page, marks, caption, texts)


def pair(places: Sequence[Place]) -> tuple[Place | None, Place | None]:
    """The two pages to show at first; the second is None when there is only one."""
    first = places[0] if places else None
    second = places[1] if len(places) > 1 else None
    return first, second


def is_named(side: Side, message: str) -> bool:
    """Whether a message names the value of a side, so that it is what the finding is about."""
    value = re.sub(r"（.*", "", side.value).strip()
    return len(value) > 1 and value in message
