"""Copies of the patent register (专利登记簿副本): the owner of a patent now, its status and fees.

The register outranks the certificate: a change of owner it lists is recorded as a
transfer, and the owner after the last change is the owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prereview.documents.model import Block, Line, Snippet
from prereview.dossier.extractors.certificates.named import owners_in, thing_name
from prereview.dossier.extractors.certificates.numbers import number_on
from prereview.dossier.extractors.certificates.pages import certificates_in
from prereview.dossier.extractors.certificates.records import add_days
from prereview.dossier.extractors.changes import OWNERS, Change, changes_in
from prereview.dossier.extractors.licence_lines import (
    all_lines,
    cut_blocks,
    day_of,
    free_lines,
    last_lone_day,
    one_line,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.dates import read_date
from prereview.dossier.values.repair import read_patent_number

LABELS: Labels = {
    "number": ("专利号", "申请号", "申请号或专利号", "专利申请号"),
    "name": (
        "发明创造名称",
        "发明名称",
        "实用新型名称",
        "外观设计名称",
        "专利名称",
        "使用外观设计的产品名称",
        "名称",
    ),
    "owners": ("专利权人", "现专利权人", "专利权人姓名或名称", "权利人"),
    "applied_on": ("申请日", "专利申请日"),
    "granted_on": ("授权公告日", "授权日"),
    "status": ("法律状态", "当前法律状态", "专利权状态", "专利状态", "专利权法律状态"),
    "paid_until": ("年费缴纳至", "年费缴至", "年费已缴至", "缴费有效期至", "年费有效期至", "年费缴纳截止日"),
    "issued_on": ("出具日期", "制作日期", "副本制作日期", "打印日期", "办理日期"),
    "": (
        "主分类号",
        "国际专利主分类号",
        "地址",
        "发明人",
        "设计人",
        "邮编",
        "国籍",
        "专利权期限",
        "授权公告号",
    ),
}

_TITLE = re.compile(r"专利登记簿副本$")
_PAID = re.compile(
    r"(?:年费|费用)[^。;\d]{0,12}(?:缴纳?|交纳?|缴费)(?:有效期)?[至到]:?(?P<day>\d{4}[年.-]\d{1,2}[月.-]\d{1,2}日?)"
)
_STATUS = re.compile(r"专利权(?:维持)?(?:有效|终止|无效|恢复)|(?:等?待?|未)缴年?费(?:滞纳金)?")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add `ip_registers` and the transfers listed in them."""
    for blocks in certificates_in(view, _TITLE, _number_in):
        _read(blocks, facts)


def _number_in(lines: Sequence[Line]) -> str | None:
    number = number_on(None, lines, read_patent_number)
    return number[0] if number else None


def _read(blocks: Sequence[Block], facts: FactCollector) -> None:
    lines = all_lines(blocks)
    found = cut_blocks(blocks, LABELS)
    number = number_on(found.get("number"), lines, read_patent_number)
    if number is None:
        return
    record = f"ip_registers[{number[0]}]"
    facts.add(f"{record}.number", *number)
    if "name" in found:
        facts.add(f"{record}.name", thing_name(found["name"]), found["name"])
    changes = list(changes_in(blocks, OWNERS))
    _add_owners(record, found, changes, facts)
    if changes:
        last, transfer = changes[-1], f"ip_transfers[{number[0]}]"
        facts.add(f"{transfer}.before", last.before, last.place)
        facts.add(f"{transfer}.after", last.after, last.place)
        add_days(transfer, {"recorded_on": last.day}, facts)
    status = _STATUS.search(one_line(found["status"])) if "status" in found else None
    if "status" in found:
        facts.add(f"{record}.status", status[0] if status else one_line(found["status"]), found["status"])
    paid = RunningText(lines).find(_PAID)
    days = {day: day_of(found.get(day)) for day in ("applied_on", "granted_on", "paid_until", "issued_on")}
    if days["paid_until"] is None and paid and (day := read_date(paid.match["day"])):
        days["paid_until"] = (day, paid.place)
    days["issued_on"] = days["issued_on"] or last_lone_day(free_lines(blocks))
    add_days(record, days, facts)


def _add_owners(
    record: str, found: dict[str, Snippet], changes: Sequence[Change], facts: FactCollector
) -> None:
    if changes:
        last = changes[-1]
        facts.add(f"{record}.owners", owners_in(last.after) or None, last.place)
    elif "owners" in found:
        facts.add(f"{record}.owners", owners_in(found["owners"].text) or None, found["owners"])
