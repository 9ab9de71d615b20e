"""Certificates whose heading and labels are a picture, so that only their values are text.

What a value is, its shape and place tell: the name of the thing comes first, an
owner is an organisation, the day of filing lies in the year of the number, the day
of grant is the last. Such values are never quite sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

import msgspec

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.certificates.named import ORGANISATION
from prereview.dossier.extractors.licence_lines import at_most, lone_days
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.dates import Day

UNLABELLED = 0.7
"""How sure a value without its label is at most, 0 to 1."""

_NO_NAME = re.compile(
    r"证书|国家知识产权局|国家版权局|^第\d+页|登字第|专利法|条例|登记办法|版权保护中心|^局长|^签章|^No|公告|扫描|二维码"
    r"|^(?:未发表|原始取得|受让|继承|承受|全部权利|部分权利)$"
)
_CODE = re.compile(r"^[A-Z0-9.\s]+$|\d{6}")
_VERSION = re.compile(r"V\d[\d.]*|\[简称.*")
_NEXT = 2.2
"""Lines of one name follow each other within this many character heights."""


def name_and_owners(lines: Sequence[Line]) -> dict[str, Snippet]:
    """`name` and `owners`: the first name on the page, and the organisations next below it."""
    names = [line for line in lines if _may_be_name(squash(line.text))]
    if not names or ORGANISATION.search(squash(names[0].text)):
        return {}
    title = _paragraph(names[0], names)
    found = {"name": _joined(title)}
    owner = next((line for line in names[len(title) :] if ORGANISATION.search(squash(line.text))), None)
    if owner:
        found["owners"] = _joined([owner])
    return found


def _may_be_name(text: str) -> bool:
    if _VERSION.fullmatch(text):
        return True
    words = len(re.findall(r"[\u4e00-\u9fff]", text)) >= 2
    return words and not (_NO_NAME.search(text) or _CODE.search(text) or "。" in text or ":" in text)


def _paragraph(first: Line, names: Sequence[Line]) -> list[Line]:
    """The line a name begins on, and those right below it that start in the same column."""
    lines = [first]
    for line in names[names.index(first) + 1 :]:
        above = lines[-1]
        if (
            above.box is None
            or line.box is None
            or ";" in line.text
            or ORGANISATION.search(squash(line.text))
        ):
            break
        height = max(above.size or above.box.height, 1.0)
        below = 0 < line.box.middle - above.box.middle <= _NEXT * height
        if not below or abs(line.box.x0 - above.box.x0) > height:
            break
        lines.append(line)
    return lines


def _joined(lines: Sequence[Line]) -> Snippet:
    place = snippet(lines[0])
    box = place.box
    for line in lines[1:]:
        box = box.union(line.box) if box and line.box else box
    text = "\n".join(line.text for line in lines)
    return at_most(msgspec.structs.replace(place, text=text, box=box), UNLABELLED)


def filing_and_grant(lines: Sequence[Line], year: int) -> dict[str, tuple[Day, Snippet] | None]:
    """`applied_on`, the day in the year of the number, and `granted_on`, the later one of just two."""
    days = sorted(
        (
            (lone.day, at_most(lone.place, UNLABELLED))
            for lone in lone_days(lines)
            if isinstance(lone.day, date)
        ),
        key=itemgetter(0),
    )
    if len({day for day, _ in days}) != 2 or days[0][0].year != year:
        return {}
    return {"applied_on": days[0], "granted_on": days[-1]}
