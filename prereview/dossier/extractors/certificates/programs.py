"""Certificates of programs (计算机软件著作权登记证书), on paper and electronic.

Those of 2024 and later print neither the day of completion nor that of publication.
The date of issue stands at the foot without a label; it is the day the form asks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from prereview.documents.model import Block, Line
from prereview.dossier.extractors.certificates.named import owners_in, program_name
from prereview.dossier.extractors.certificates.numbers import number_on
from prereview.dossier.extractors.certificates.pages import certificates_in
from prereview.dossier.extractors.certificates.records import add_days, open_record
from prereview.dossier.extractors.certificates.unlabelled import name_and_owners
from prereview.dossier.extractors.licence_lines import (
    all_lines,
    cut_blocks,
    day_of,
    first_read,
    free_lines,
    last_lone_day,
    one_line,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels
from prereview.dossier.sections import SectionView
from prereview.dossier.values.repair import read_serial, read_software_number

LABELS: Labels = {
    "name": ("软件名称", "软件全称"),
    "owners": ("著作权人",),
    "number": ("登记号",),
    "completed_on": ("开发完成日期", "开发完成时间"),
    "published_on": ("首次发表日期", "首次发表时间"),
    "obtained": ("权利取得方式",),
    "granted_on": ("登记日期", "发证日期", "颁证日期", "登记批准日期"),
    "": ("证书号", "权利范围", "国籍", "版本号"),
}

_TITLE = re.compile(r"^(?:中华人民共和国国家版权局)?计算机软件著作权登记证书$")
_WAYS = re.compile(r"原始取得|受让(?:取得)?|继受取得|承受(?:取得)?|继承(?:取得)?|转让")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of the certificates of programs in a section."""
    unnumbered = count(1)
    for blocks in certificates_in(view, _TITLE, _number_in):
        _read(blocks, facts, unnumbered)


def _number_in(lines: Sequence[Line]) -> str | None:
    number = number_on(None, lines, read_software_number)
    return number[0] if number else None


def _read(blocks: Sequence[Block], facts: FactCollector, unnumbered: count[int]) -> None:
    lines = all_lines(blocks)
    found = cut_blocks(blocks, LABELS)
    number = number_on(found.get("number"), lines, read_software_number)
    if not found.keys() & {"name", "owners", "number"}:
        found |= name_and_owners(lines)
    name = program_name(found["name"]) if "name" in found else None
    named = (name.full, found["name"]) if name else None
    record = open_record(number, named, "软件著作权", facts, unnumbered)
    if record is None:
        return
    if name and name.short:
        facts.add(f"{record}.short_name", name.short, found["name"])
    if "owners" in found:
        facts.add(f"{record}.owners", owners_in(found["owners"].text) or None, found["owners"])
    obtained = _WAYS.search(one_line(found["obtained"])) if "obtained" in found else None
    if obtained:
        facts.add(f"{record}.obtained", obtained[0], found["obtained"])
    labelled = {day: day_of(found.get(day)) for day in ("completed_on", "published_on")}
    granted = day_of(found.get("granted_on")) or last_lone_day(free_lines(blocks))
    add_days(record, labelled | {"granted_on": granted}, facts)
    serial = first_read(lines, lambda t, o: read_serial(t, "[软欧]著登[字宇]第#号", recognised=o))
    if serial:
        facts.add(f"{record}.certificate_number", f"软著登字第{serial[0]}号", serial[1])
