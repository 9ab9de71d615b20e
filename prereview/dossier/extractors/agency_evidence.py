"""Papers of the accountants or tax agents: licence, practice certificate, head-count, declaration.

Head-counts come from the sentence or the table that states them; the share as
printed. The declaration counts when it says that there is no bad record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.business_licence import LABELS as LICENCE
from prereview.dossier.extractors.business_licence import code_on, squash_value
from prereview.dossier.extractors.licence_lines import all_lines, cut, day_of
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_ratio

_PRACTICE = {
    "licence_number": ("执业证书编号", "证书编号", "会计师事务所编号", "行政登记证书编号", "登记证书编号"),
    "licensed_on": ("批准执业日期", "批准设立日期", "登记日期"),
    "name": ("名称", "机构名称", "事务所名称"),
    "": (
        *("首席合伙人", "首席合伙人(主任会计师)", "主任会计师", "经营场所", "办公场所", "组织形式"),
        *("批准执业文号", "发证机关", "年度"),
    ),
}

_AGENCY = re.compile(r"(?:会计师|税务师)事务所")
_AVERAGE = re.compile(r"(?:月平均|年平均)(?:在职)?(?:职工|从业|员工)?(?:总)?人?数(?:为|:)?(\d+(?:\.\d+)?)人?")
_ACCOUNTANTS = re.compile(r"注册(?:会计|税务)师(?:人数)?(?:为|共|:)?(\d+)(?:名|人)")
_SHARE = re.compile(r"(?:占|比例(?:为|:)?)(?:[^,。;%]{0,20}?)(\d+(?:\.\d+)?)%")
_CLEAN = re.compile(r"(?:无|没有|未有|未受)[^,。;]{0,12}(?:不良记录|行政处罚|不良执业记录)")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add what the papers of one intermediary state."""
    lines = all_lines(view.blocks)
    pages = _by_page(lines)
    for page in pages:
        text = "".join(squash(line.text) for line in page)
        if "经营范围" in text and _AGENCY.search(text):
            _read_licence(page, facts)
        else:
            _read_practice(page, facts)
    _read_counts(lines, facts)
    _read_statement(lines, facts)


def _by_page(lines: Sequence[Line]) -> list[list[Line]]:
    pages: dict[int | None, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return list(pages.values())


def _read_licence(lines: Sequence[Line], facts: FactCollector) -> None:
    found = cut(lines, LICENCE)
    _add_name(found.get("firm_name"), facts)
    code = code_on(found.get("uscc"), lines)
    if code:
        facts.add("agency.uscc", *code)
    established = day_of(found.get("established_on"))
    if established:
        facts.add("agency.established_on", *established)


def _read_practice(lines: Sequence[Line], facts: FactCollector) -> None:
    found = cut(lines, _PRACTICE)
    _add_name(found.get("name"), facts)
    number = re.search(r"\d{8}", squash(flat(found["licence_number"]))) if "licence_number" in found else None
    if number:
        facts.add("agency.licence_number", number[0], found["licence_number"])
    licensed = day_of(found.get("licensed_on"))
    if licensed and facts.value("agency.established_on") is None:
        facts.add("agency.established_on", *licensed)


def _add_name(place: Snippet | None, facts: FactCollector) -> None:
    if place and _AGENCY.search(flat(place)) and facts.value("agency.name") is None:
        facts.add("agency.name", squash_value(place), place)


def _read_counts(lines: Sequence[Line], facts: FactCollector) -> None:
    for line in lines:
        text = squash(line.text)
        average, count, share = _AVERAGE.search(text), _ACCOUNTANTS.search(text), _SHARE.search(text)
        if average:
            facts.add("agency.staff_average", Decimal(average[1]), snippet(line))
        if count and (average or share or "共" in text):
            facts.add("agency.cpa_count", int(count[1]), snippet(line))
        if share and (average or count):
            facts.add("agency.cpa_ratio", parse_ratio(f"{share[1]}%"), snippet(line))


def _read_statement(lines: Sequence[Line], facts: FactCollector) -> None:
    joined = [(line, squash(line.text)) for line in lines]
    for number, (line, text) in enumerate(joined):
        following = joined[number + 1][1] if number + 1 < len(joined) else ""
        if _CLEAN.search(text) or _CLEAN.search(text[-16:] + following[:16]):
            facts.add("agency.statement", True, snippet(line))
            return
