"""Certificates of the other class I rights: layout designs, plant varieties, crops, drugs, defence patents.

Their labels differ from office to office and their numbers have many shapes; a
number that has none of the known shapes is kept as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from prereview.documents.model import Block, Line
from prereview.dossier.extractors.certificates.named import owners_in, thing_name
from prereview.dossier.extractors.certificates.numbers import number_on
from prereview.dossier.extractors.certificates.pages import certificates_in
from prereview.dossier.extractors.certificates.records import Found, Placed, add_days, open_record
from prereview.dossier.extractors.licence_lines import (
    all_lines,
    cut_blocks,
    day_of,
    first_read,
    free_lines,
    last_lone_day,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.repair import read_right, read_serial

LABELS: Labels = {
    "name": (
        *("布图设计名称", "品种名称", "新品种名称", "植物新品种名称", "发明名称", "国防专利名称"),
        *("药品名称", "药品通用名称", "通用名称", "中药品种名称", "作物种类及品种名称", "产品名称"),
    ),
    "owners": (
        *("布图设计权利人", "布图设计专有权人", "专有权人", "权利人", "品种权人", "专利权人", "国防专利权人"),
        *("申请者", "育种者", "选育单位", "持有者", "证书持有者", "持有人", "生产企业", "企业名称"),
    ),
    "number": (
        *("布图设计登记号", "登记号", "品种权号", "审定编号", "新药证书号", "保护品种号", "保护品种编号"),
        *("专利号", "国防专利号", "证书编号", "批准文号", "编号"),
    ),
    "applied_on": ("布图设计申请日", "申请日", "品种权申请日", "专利申请日", "申请日期"),
    "granted_on": (
        *("授权日", "授权公告日", "颁证日期", "颁证日", "布图设计颁证日", "发证日期", "审定日期"),
        *("生效日", "登记日期", "批准日期", "公告日期", "公告日"),
    ),
    "completed_on": ("布图设计创作完成日", "创作完成日", "创作完成日期"),
    "": (
        *("证书号", "所属的属或种", "所属属种", "植物种类", "培育人", "首次商业利用日", "首次商业利用时间"),
        *(
            "地址",
            "期限",
            "保护期限",
            "品种来源",
            "特征特性",
            "布图设计创作人",
            "创作人",
            "主要成份",
            "规格",
            "作物种类",
        ),
    ),
}

_KINDS = (
    ("集成电路布图设计专有权", re.compile("布图设计")),
    ("植物新品种", re.compile("植物新品种|品种权")),
    ("国家级农作物品种", re.compile("品种审定")),
    ("国家新药", re.compile("新药证书")),
    ("国家一级中药保护品种", re.compile("中药(?:品种)?保护")),
    ("国防专利", re.compile("国防专利")),
)
_TITLE = re.compile(r"(?:登记|品种权|专利|保护品种|品种审定|新药)证书$")
_SHORTEST_NUMBER = 4


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of the certificates of other rights in a section."""
    unnumbered = count(1)
    for blocks in certificates_in(view, _TITLE, _number_in):
        _read(blocks, facts, unnumbered)


def _number_in(lines: Sequence[Line]) -> str | None:
    number = number_on(None, lines, read_right)
    return number[0] if number else None


def _read(blocks: Sequence[Block], facts: FactCollector, unnumbered: count[int]) -> None:
    lines = all_lines(blocks)
    found = cut_blocks(blocks, LABELS)
    name = thing_name(found["name"]) if "name" in found else None
    number = number_on(found.get("number"), lines, read_right) or _number_as_printed(found)
    text = "".join(squash(line.text) for line in lines)
    kind = next((name for name, words in _KINDS if words.search(text)), None)
    record = open_record(number, (name, found["name"]) if name else None, kind, facts, unnumbered)
    if record is None:
        return
    if "owners" in found:
        facts.add(f"{record}.owners", owners_in(found["owners"].text) or None, found["owners"])
    days = {day: day_of(found.get(day)) for day in ("applied_on", "granted_on", "completed_on")}
    if "granted_on" not in found:
        days["granted_on"] = last_lone_day(free_lines(blocks))
    add_days(record, days, facts)
    serial = first_read(lines, lambda t, o: read_serial(t, "证书号:?第#号", recognised=o))
    if serial:
        facts.add(f"{record}.certificate_number", *serial)


def _number_as_printed(found: Found) -> Placed | None:
    """A labelled number of another shape (`国药证字H20200001`); brackets would break the key."""
    if "number" not in found:
        return None
    number = squash(flat(found["number"])).translate(str.maketrans("[]", "()"))
    return (number, found["number"]) if len(number) >= _SHORTEST_NUMBER and re.search(r"\d", number) else None
