"""参与标准制定的证明: the standard itself (cover and foreword) or a letter that says who drew it up.

Promised: number, name and level of each standard, who drafted it, since when it holds.

Refused: a standard that the foreword only refers to is not one the firm took part in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.certificates.named import ORGANISATION
from prereview.dossier.extractors.licence_lines import all_lines, recognised, repaired
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.repair import read_day

_NUMBER = re.compile(
    r"(?<![A-Z/])(?P<code>(?:GB|DB\d{2,6}|[A-Z]{2}|T/[A-Z]{2,12}|Q/[A-Z0-9]{2,12})(?:/[TZ])?)(?P<rest>\d{1,6}(?:\.\d{1,3})?-(?:19|20)\d{2})(?!\d)"
)
_LEVELS = (
    ("国家", re.compile(r"^GB")),
    ("地方", re.compile(r"^DB")),
    ("团体", re.compile(r"^T/")),
    ("企业", re.compile(r"^Q/")),
    ("行业", re.compile(r"^[A-Z]{2}(?:/[TZ])?\d")),
)
_HEAD = re.compile(r"^(?:中华人民共和国)?.{0,12}标准$|^团体标准$|^ICS|^CCS|^[A-Z]{2}$|代替|^备案号|^前言$")
_ISSUED = re.compile(r"(?P<day>\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?)(?P<what>发布|实施|批准)")
_DRAFTERS = re.compile(r"(?:主要|参加|参与)?起草单位(?:和主要起草人)?:(?P<names>[^。]+)")
_TAKING_PART = re.compile(r"《(?P<name>[^《》]{4,80})》(?:\((?P<number>[^()]{6,40})\))?")
_NOT_TAKEN = re.compile(r"标准化工作导则|编写规则|管理办法")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the standard of the section, or those a letter names."""
    lines = all_lines(view.blocks)
    text = RunningText(lines)
    cover = next(_cover_numbers(view), None)
    if cover:
        record = "standards[1]"
        _add_number(record, cover[0], cover[1], facts)
        name = _name_on_cover([line for line in lines if line.page == cover[1].page], cover[1])
        if name:
            facts.add(f"{record}.name", name[0], name[1])
        _add_days(record, lines, facts)
        _add_drafters(record, text, facts)
        return
    for number, (name_in_text, code, place) in enumerate(_in_letter(text), 1):
        record = f"standards[{number}]"
        facts.add(f"{record}.name", name_in_text, place)
        if code:
            _add_number(record, code, place, facts)


def _add_number(record: str, number: str, place: Snippet, facts: FactCollector) -> None:
    facts.add(f"{record}.number", number, place)
    level = next((name for name, shape in _LEVELS if shape.search(number)), None)
    facts.add(f"{record}.level", level, place)


def _cover_numbers(view: SectionView) -> Iterator[tuple[str, Snippet]]:
    """A number that stands by itself on the first page."""
    for line in all_lines(view.pages[0].blocks):
        text = squash(line.text)
        match = _NUMBER.search(text.upper())
        if match and len(text) - len(match[0]) <= 2:
            yield match["code"] + match["rest"], snippet(line)


def _name_on_cover(lines: Sequence[Line], number: Snippet) -> tuple[str, Snippet] | None:
    """The lines in the largest print below the number that are Chinese."""
    below = [
        line
        for line in lines
        if number.box and line.box and line.box.top > number.box.bottom and _is_title(squash(line.text))
    ]
    if not below:
        return None
    largest = max(_size(line) for line in below)
    title = [line for line in below if _size(line) >= 0.85 * largest]
    first = next(i for i, line in enumerate(below) if line is title[0])
    run = [line for line in below[first:] if line in title]
    place = snippet(run[0])
    return " ".join(line.text.strip() for line in run), place


def _is_title(text: str) -> bool:
    return (
        len(re.findall(r"[\u4e00-\u9fff]", text)) >= 3
        and not _HEAD.search(text)
        and not re.search(r"发布|实施|批准$|\d{4}-\d\d-\d\d|出版社", text)
    )


def _size(line: Line) -> float:
    return line.size or (line.box.height if line.box else 0.0)


def _add_days(record: str, lines: Sequence[Line], facts: FactCollector) -> None:
    for line in lines:
        for match in _ISSUED.finditer(squash(line.text)):
            day = read_day(match["day"], recognised=recognised(line))
            if day:
                field = "effective_on" if match["what"] == "实施" else "published_on"
                if facts.value(f"{record}.{field}") is None:
                    facts.add(f"{record}.{field}", day[0], repaired(snippet(line), day[1]))


def _add_drafters(record: str, text: RunningText, facts: FactCollector) -> None:
    names: dict[str, Snippet] = {}
    for find in text.finds(_DRAFTERS):
        for name in re.split(r"[、,;]", find.match["names"]):
            if ORGANISATION.search(name):
                names.setdefault(name, find.place)
    if names:
        facts.add(f"{record}.drafters", tuple(names), *dict.fromkeys(names.values()))


def _in_letter(text: RunningText) -> Iterator[tuple[str, str | None, Snippet]]:
    """Standards in 《》 with the number in brackets behind or right before them."""
    for find in text.finds(_TAKING_PART):
        if _NOT_TAKEN.search(find.match["name"]):
            continue
        before = text.text[max(find.match.start() - 30, 0) : find.match.start()]
        match = _NUMBER.search((find.match["number"] or "").upper()) or _NUMBER.search(
            find.match["name"].upper()
        )
        behind = [*_NUMBER.finditer(before.upper())]
        match = match or (behind[-1] if behind else None)
        if match:
            name = re.sub(r"^[A-Z0-9/.\-]+", "", find.match["name"])
            yield name, match["code"] + match["rest"], find.place
