"""Names and owners on certificates.

Names of things lose their line breaks; the owners of a right may be parted by
nothing but a line break, where the separator got lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prereview.documents.model import Snippet
from prereview.dossier.extractors.licence_lines import one_line
from prereview.dossier.finders.matching import squash

_ENDING = r"公司|厂|大学|学院|研究院|研究所|研究中心|所|中心|集团|社|事务所|医院|学校|局|委员会|基金会"
ORGANISATION = re.compile(rf"(?:{_ENDING})(?:\([^()]*\))?$")
"""How the name of an organisation ends."""

_SPLIT = re.compile(
    r"[;；、]|(?<=[\u4e00-\u9fff)])[,，](?=[\u4e00-\u9fff])"
    r"|(?:(?<=公司)|(?<=大学)|(?<=学院)|(?<=研究院)|(?<=研究所)|(?<=厂))\s+"
)
_WHOLE_ENDINGS = (
    "股份有限公司",
    "有限责任公司",
    "集团公司",
    "大学",
    "学院",
    "研究院",
    "研究所",
    "研究中心",
    "合作社",
)
_SHORT_NAME = re.compile(r"[\[【(〔]\s*(?:软件)?简\s*称\s*[::]?\s*(?P<name>[^\]】)〕]*)[\]】)〕]")
_NATION = re.compile(r"\(?(?:中国|CN)\)?$")
_LED_BY_NATION = re.compile(r"^(?:中国|CN)[::;]")
_NO_NAMES = re.compile(r"。|应当|专利法|登记簿|信息如下")
"""Words of the text below: 专利权人 begins a sentence there as well."""

_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def thing_name(place: Snippet) -> str | None:
    """The name of an invention or design on one line."""
    return one_line(place) or None


class ProgramName(NamedTuple):
    """Full name of a program with its version, and the short name in brackets."""

    full: str
    short: str | None


_VERSION_ALONE = re.compile(r"[VvＶ]?[\d.]+")


def program_name(place: Snippet) -> ProgramName | None:
    """`数据平台软件 [简称：平台] V1.0` → `数据平台软件V1.0` and `平台`."""
    text = one_line(place)
    short = _SHORT_NAME.search(text)
    full = re.sub(r"\s+(?=[VvＶ]?\d)", "", _SHORT_NAME.sub("", text).strip())
    full = re.sub(r"(?<=[\u4e00-\u9fff)]) (?=\S)", "", full)
    if not full or _VERSION_ALONE.fullmatch(full):
        return None  # the lines above it were lost
    return ProgramName(full, (squash(short["name"]) or None) if short else None)


def owners_in(text: str) -> tuple[str, ...]:
    """Owners of a right; a line break parts two of them unless the first is not a whole name yet."""
    if _NO_NAMES.search(text):
        return ()
    owners: list[str] = []
    open_name = False
    for line in text.split("\n"):
        for number, piece in enumerate(_SPLIT.split(line)):
            name = _LED_BY_NATION.sub("", squash(piece).strip(",_|"))
            if not name:
                continue
            if number == 0 and owners and (open_name or _only_an_ending(name)):
                owners[-1] += name
            else:
                owners.append(name)
            open_name = not ORGANISATION.search(owners[-1]) and not _PERSON.fullmatch(owners[-1])
    return tuple(dict.fromkeys(filter(None, (_NATION.sub("", owner) for owner in owners))))


def _only_an_ending(name: str) -> bool:
    """Whether a line is but the end of an organisation's name: `限公司`, `学`, `(普通合伙)`."""
    return name.startswith(("(", "有限", "股份有限")) or any(
        ending.endswith(name) for ending in _WHOLE_ENDINGS
    )


def people_in(text: str) -> tuple[str, ...]:
    """Names of persons in a list that may wrap, within a name too: `钱` over `五` is one person."""
    people: list[str] = []
    for line in text.split("\n"):
        for number, name in enumerate(_names(line)):
            halves = people and (len(people[-1]) == 1 or (len(name) == 1 and number == 0))
            if halves:
                people[-1] += name
            else:
                people.append(name)
    return tuple(dict.fromkeys(people))


def _names(line: str) -> Iterator[str]:
    for piece in re.split(r"[;；、,，]", line):
        name = re.sub(r"\s+", "" if re.search(r"[\u4e00-\u9fff]", piece) else " ", piece).strip(" .:_|")
        if re.fullmatch(r"[\u4e00-\u9fff·•.]{1,15}|[A-Za-z·•. '\-]{3,40}", name):
            yield name
