"""Searching without a screen: problems, facts, lines of pages and passed checks that hold all the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from prereview.checklist.finding import Verdict
from prereview.checklist.formatting import fact_text
from prereview.checklist.titles import path_title
from prereview.dossier.vocabulary import vocabulary
from prereview.feedback.places import place
from prereview.tui.desk import Desk, Item
from prereview.tui.lines import Run
from prereview.tui.marks import mark_of, role_of
from prereview.tui.places import Place, places_from

SETTLED = (Verdict.PASS, Verdict.NOT_APPLICABLE)

MOST = 60
"""Hits of each group that are shown."""

AROUND = 24
"""Characters of a line shown before and after a word."""

PageTexts = Sequence[tuple[str, int | None, tuple[str, ...]]]
"""Per page: file, number, texts of its lines and cells."""


class Found(msgspec.Struct, frozen=True):
    """One hit and where it leads."""

    group: str
    runs: tuple[Run, ...]
    where: str
    target: Item | Place


def search(desk: Desk, words: Sequence[str], pages: PageTexts) -> list[Found]:
    """All hits; words are compared without regard to case and blanks."""
    needles = [_bare(word) for word in words if _bare(word)]
    if not needles:
        return []
    return [
        *_in_findings(desk, needles, "问题"),
        *_in_facts(desk, needles),
        *_in_pages(pages, needles),
        *_in_findings(desk, needles, "通过"),
    ]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def _first(found: Iterator[Found]) -> Iterator[Found]:
    for _, hit in zip(range(MOST), found, strict=False):
        yield hit


def _holds(text: str, needles: Iterable[str]) -> bool:
    bare = _bare(text)
    return all(needle in bare for needle in needles)


def _in_findings(desk: Desk, needles: Sequence[str], wanted: str) -> Iterator[Found]:
    def hits() -> Iterator[Found]:
        for item in desk.items():
            finding = item.finding
            decision = desk.decision(item.identity)
            texts = [item.label, item.title, *decision.comments, decision.reason]
            if finding is not None:
                texts += [finding.rule, finding.subject or "", finding.message]
            group = "通过" if finding and finding.verdict in SETTLED else "问题"
            if group == wanted and _holds(" ".join(texts), needles):
                sign = (f"{mark_of(finding)} ", role_of(finding)) if finding else ("补 ", "title")
                name = f"{finding.rule} {finding.subject or ''} " if finding else ""
                yield Found(group, (sign, (name, "bold"), (item.title, "")), "", item)

    return _first(hits())


def _in_facts(desk: Desk, needles: Sequence[str]) -> Iterator[Found]:
    def hits() -> Iterator[Found]:
        words = vocabulary()
        for fact in desk.review.facts.values():
            if not fact.evidence:
                continue
            term = words.term(fact.path)
            title, value = path_title(fact.path), fact_text(fact.value, term.type if term else None)
            if _holds(f"{title} {value} {fact.path}", needles):
                (target, *_) = places_from((f"{title}：{value}", e) for e in fact.evidence)
                yield Found("数据", ((f"{title}　", ""), (value, "value")), place(fact.evidence[0]), target)

    return _first(hits())


def _in_pages(pages: PageTexts, needles: Sequence[str]) -> Iterator[Found]:
    def hits() -> Iterator[Found]:
        for file, number, texts in pages:
            for text in texts:
                if _holds(text, needles):
                    where = f"{file} 第{number}页" if number else file
                    yield Found("页面", ((_around(text, needles[0]), ""),), where, Place(file, number))
                    break

    return _first(hits())


def _around(text: str, needle: str) -> str:
    at = max(text.lower().find(needle[:1]), 0) if needle not in text.lower() else text.lower().find(needle)
    first = max(at - AROUND, 0)
    cut = text[first : at + len(needle) + AROUND]
    return ("…" if first else "") + cut + ("…" if at + len(needle) + AROUND < len(text) else "")
