"""Certificates of registered rights: patents, programs, layout designs, plant varieties.

A certificate is known by its number; one whose number cannot be read gives
nothing, because it cannot be tied to a row of the form. Owners are those now; the
applicants of the filing day, which newer certificates print as well, are not.
Names of things lose their line breaks, names of owners may be parted by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from prereview.documents.model import Line, Snippet
from prereview.dossier.extractors.business_licence import squash_value
from prereview.dossier.extractors.licence_lines import (
    all_lines,
    cut,
    day_of,
    first_read,
    last_lone_day,
    recognised,
    repaired,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.identifiers import patent_kind
from prereview.dossier.values.repair import (
    Reading,
    read_patent_number,
    read_right,
    read_serial,
    read_software_number,
)

PATENT: Labels = {
    "name": ("发明名称", "实用新型名称", "外观设计名称", "使用外观设计的产品名称", "专利名称", "名称"),
    "owners": ("专利权人",),
    "number": ("专利号",),
    "applied_on": ("专利申请日", "申请日"),
    "granted_on": ("授权公告日",),
    "": (
        *("发明人", "设计人", "地址", "授权公告号", "申请日时申请人", "申请日时发明人", "申请日时设计人"),
        *("局长", "国家知识产权局", "证书号", "国际专利主分类号"),
    ),
}

SOFTWARE: Labels = {
    "name": ("软件名称", "软件全称"),
    "owners": ("著作权人",),
    "number": ("登记号",),
    "completed_on": ("开发完成日期",),
    "published_on": ("首次发表日期",),
    "": ("证书号", "权利取得方式", "权利范围", "国籍"),
}

OTHER: Labels = {
    "name": ("布图设计名称", "品种名称", "新品种名称", "药品名称", "药品通用名称", "作物种类及品种名称"),
    "owners": ("布图设计权利人", "权利人", "品种权人", "申请者", "育种者", "持有者", "生产企业"),
    "number": ("布图设计登记号", "登记号", "品种权号", "审定编号", "新药证书号", "保护品种号"),
    "applied_on": ("布图设计申请日", "申请日", "品种权申请日"),
    "granted_on": ("授权日", "颁证日期", "生效日", "发证日期", "审定日期", "布图设计颁证日"),
    "completed_on": ("布图设计创作完成日", "创作完成日"),
    "": ("证书号", "所属的属或种", "所属属种", "培育人", "首次商业利用日", "地址", "期限"),
}

_OTHER_KINDS = (
    ("集成电路布图设计专有权", re.compile("布图设计")),
    ("植物新品种", re.compile("植物新品种|品种权")),
    ("国家级农作物品种", re.compile("品种审定")),
    ("国家新药", re.compile("新药证书")),
    ("国家一级中药保护品种", re.compile("中药保护")),
    ("国防专利", re.compile("国防专利")),
)

_ORGANISATION = re.compile(r"(?:公司|厂|大学|学院|研究院|研究所|所|中心|集团|社|事务所|医院)(?:\([^()]*\))?$")
_SHORT_NAME = re.compile(r"[\[【(]简称[::]?[^\]】)]*[\]】)]")
_NATION = re.compile(r"\(?(?:中国|CN)\)?$")


class _Reader(Protocol):
    """Finds a registered number in a text."""

    def __call__(self, text: str, *, recognised: bool) -> Reading | None:
        """The number, and whether it was put right."""


def extract_patent(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of one patent certificate."""
    lines = all_lines(view.blocks)
    found = cut(lines, PATENT)
    number = _number(found.get("number"), lines, read_patent_number)
    if number is None:
        return
    record = f"certificates[{number[0]}]"
    facts.add(f"{record}.number", *number)
    kind = _patent_kind(lines) or patent_kind(number[0])
    facts.add(f"{record}.kind", kind, number[1])
    _add_named(record, found, facts, versions=False)
    for name in ("applied_on", "granted_on"):
        day = day_of(found.get(name))
        if day:
            facts.add(f"{record}.{name}", *day)
    serial = first_read(lines, lambda t, o: read_serial(t, "证书号:?第#号", recognised=o))
    if serial:
        facts.add(f"{record}.certificate_number", *serial)


def extract_software(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of one certificate of a program; its date of issue stands without a label."""
    lines = all_lines(view.blocks)
    found = cut(lines, SOFTWARE)
    number = _number(found.get("number"), lines, read_software_number)
    if number is None:
        return
    record = f"certificates[{number[0]}]"
    facts.add(f"{record}.number", *number)
    facts.add(f"{record}.kind", "软件著作权", number[1])
    _add_named(record, found, facts, versions=True)
    issued = last_lone_day(lines)
    if issued:
        facts.add(f"{record}.granted_on", *issued)
    for name in ("completed_on", "published_on"):
        day = day_of(found.get(name))
        if day:
            facts.add(f"{record}.{name}", *day)
    serial = first_read(lines, lambda t, o: read_serial(t, "[软欧]著登字第#号", recognised=o))
    if serial:
        facts.add(f"{record}.certificate_number", f"软著登字第{serial[0]}号", serial[1])


def extract_other(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of a certificate of another registered right."""
    lines = all_lines(view.blocks)
    text = "".join(squash(line.text) for line in lines)
    found = cut(lines, OTHER)
    number = _number(found.get("number"), lines, read_right)
    if number is None and "number" in found and len(squash(flat(found["number"]))) >= 4:
        number = squash(flat(found["number"])).translate(str.maketrans("[]", "()")), found["number"]
    if number is None:
        return
    record = f"certificates[{number[0]}]"
    facts.add(f"{record}.number", *number)
    kind = next((name for name, words in _OTHER_KINDS if words.search(text)), None)
    facts.add(f"{record}.kind", kind, number[1])
    _add_named(record, found, facts, versions=False)
    for name in ("applied_on", "granted_on", "completed_on"):
        day = day_of(found.get(name))
        if day:
            facts.add(f"{record}.{name}", *day)
    if "granted_on" not in found:
        issued = last_lone_day(lines)
        if issued:
            facts.add(f"{record}.granted_on", *issued)


def _number(labelled: Snippet | None, lines: Sequence[Line], read: _Reader) -> tuple[str, Snippet] | None:
    """The number beside its label, else the first of its shape on the page."""
    if labelled:
        reading = read(flat(labelled), recognised=recognised(labelled))
        if reading:
            return reading.value, repaired(labelled, reading.repaired)
    return first_read(lines, lambda text, from_image: read(text, recognised=from_image))


def _add_named(record: str, found: dict[str, Snippet], facts: FactCollector, *, versions: bool) -> None:
    if "name" in found:
        name = _SHORT_NAME.sub("", squash_value(found["name"])).strip()
        facts.add(f"{record}.name", re.sub(r" (?=V?\d)", "", name) if versions else name, found["name"])
    if "owners" in found:
        facts.add(f"{record}.owners", owners_in(found["owners"].text) or None, found["owners"])


def owners_in(text: str) -> tuple[str, ...]:
    """Owners of a right; a line break parts two of them unless the first is not a whole name yet."""
    owners: list[str] = []
    open_name = False
    for line in text.split("\n"):
        for number, piece in enumerate(re.split(r"[;；、]", line)):
            name = _NATION.sub("", squash(piece)).strip(",")
            if not name:
                continue
            if open_name and number == 0:
                owners[-1] += name
            else:
                owners.append(name)
            open_name = not _ORGANISATION.search(owners[-1]) and len(owners[-1]) > 4
    return tuple(dict.fromkeys(owners))


def _patent_kind(lines: Sequence[Line]) -> str | None:
    for line in lines:
        match = re.search(r"(发明|实用新型|外观设计)专利证书", squash(line.text))
        if match:
            return f"{match[1]}专利"
    return None
