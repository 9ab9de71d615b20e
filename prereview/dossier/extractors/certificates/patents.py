"""Certificates of patents (发明、实用新型、外观设计专利证书), old and new, on paper and electronic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from prereview.documents.model import Block, Line, Snippet
from prereview.dossier.extractors.certificates.named import owners_in, people_in, thing_name
from prereview.dossier.extractors.certificates.numbers import number_on
from prereview.dossier.extractors.certificates.pages import certificates_in
from prereview.dossier.extractors.certificates.records import Found, Placed, add_days, open_record
from prereview.dossier.extractors.certificates.unlabelled import filing_and_grant, name_and_owners
from prereview.dossier.extractors.licence_lines import (
    all_lines,
    cut_blocks,
    day_of,
    first_read,
    free_lines,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.dates import Day
from prereview.dossier.values.identifiers import patent_kind, publication_number
from prereview.dossier.values.repair import read_patent_number, read_serial

LABELS: Labels = {
    "name": (
        *("发明名称", "实用新型名称", "外观设计名称", "使用外观设计的产品名称", "发明创造名称"),
        *("专利名称", "名称"),
    ),
    "owners": ("专利权人", "专利权人姓名或名称"),
    "inventors": ("发明人", "设计人", "发明人(设计人)", "发明人/设计人"),
    "number": ("专利号", "专利号码"),
    "publication": ("授权公告号",),
    "applied_on": ("专利申请日", "申请日", "专利申请日期"),
    "granted_on": ("授权公告日", "授权公告日期"),
    "applicants": ("申请日时申请人", "申请日时的申请人"),
    "": (
        *("地址", "申请日时发明人", "申请日时设计人", "申请日时的发明人", "局长", "国家知识产权局", "证书号"),
        *("国际专利主分类号", "国际外观设计分类", "主分类号", "优先权"),
    ),
}

_TITLE = re.compile(r"^(?:中华人民共和国)?(发明|实用新型|外观设计)专利证书$")
_IN_TEXT = re.compile(r"(发明|实用新型|外观设计)专利证书|(实用新型|外观设计)名称")
_BACK_PAGE = re.compile(r"申请日时本专利记载的.*?申请人:(?P<names>.+?)\n(?:发明人|设计人):", re.DOTALL)


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of the patent certificates of a section."""
    unnumbered = count(1)
    for blocks in certificates_in(view, _TITLE, _number_in):
        _read(blocks, facts, unnumbered)


def _number_in(lines: Sequence[Line]) -> str | None:
    number = number_on(None, lines, read_patent_number)
    return number[0] if number else None


def _read(blocks: Sequence[Block], facts: FactCollector, unnumbered: count[int]) -> None:
    lines = all_lines(blocks)
    found = cut_blocks(blocks, LABELS)
    number = number_on(found.get("number"), lines, read_patent_number)
    if not found.keys() & {"name", "owners", "number"}:
        found |= name_and_owners(lines)
    name = thing_name(found["name"]) if "name" in found else None
    kind = _kind_on(lines) or (patent_kind(number[0]) if number else None)
    record = open_record(number, (name, found["name"]) if name else None, kind, facts, unnumbered)
    if record is None:
        return
    if "owners" in found:
        facts.add(f"{record}.owners", owners_in(found["owners"].text) or None, found["owners"])
    if "inventors" in found:
        facts.add(f"{record}.inventors", people_in(found["inventors"].text) or None, found["inventors"])
    _add_applicants(record, found, lines, facts)
    if "publication" in found:
        facts.add(
            f"{record}.publication", publication_number(flat(found["publication"])), found["publication"]
        )
    add_days(record, _days(found, free_lines(blocks), number), facts)
    serial = first_read(lines, lambda t, o: read_serial(t, "证书号:?第#号", recognised=o))
    if serial:
        facts.add(f"{record}.certificate_number", *serial)


def _days(
    found: Found, lines: Sequence[Line], number: Placed | None
) -> dict[str, tuple[Day, Snippet] | None]:
    """The labelled days; where both labels are missing, those that must be the days of filing and grant."""
    days = {name: day_of(found.get(name)) for name in ("applied_on", "granted_on")}
    year = re.match(r"ZL((?:19|20)\d{2})\d{8}", number[0]) if number else None
    if year and not any(days.values()):
        days |= filing_and_grant(lines, int(year[1]))
    return days


def _add_applicants(record: str, found: Found, lines: Sequence[Line], facts: FactCollector) -> None:
    """The applicants of the filing day: beside their label, or on the back page below it."""
    if "applicants" in found:
        facts.add(f"{record}.applicants", owners_in(found["applicants"].text) or None, found["applicants"])
        return
    back = RunningText(lines, breaks="\n").find(_BACK_PAGE)
    if back:
        facts.add(f"{record}.applicants", owners_in(back.match["names"].strip()) or None, back.place)


def _kind_on(lines: Sequence[Line]) -> str | None:
    for line in lines:
        match = _IN_TEXT.search(squash(line.text))
        if match:
            return f"{match[1] or match[2]}专利"
    return None
