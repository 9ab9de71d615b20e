"""Papers of the accountants or tax agents: licence, practice certificate, head-count, declaration.

Head-counts come from the sentence or the table that states them, else from the
months and the list of accountants they are made of. The declaration counts when it
says that there is no bad record. What the rules ask of an intermediary (20 people,
30 %) often stands in the declaration and is no head-count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prereview.documents.model import Block, Page, Snippet
from prereview.dossier.extractors.agency_counts import read_counts
from prereview.dossier.extractors.business_licence import LABELS as LICENCE
from prereview.dossier.extractors.business_licence import code_on
from prereview.dossier.extractors.licence_lines import all_lines, cut_blocks, day_of, one_line
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.names import firm_names_in

_PRACTICE: Labels = {
    "licence_number": (
        *("执业证书编号", "会计师事务所编号", "行政登记证书编号", "登记证书编号", "执业证书号", "证书编号"),
        *("执业许可证编号", "执业证编号"),
    ),
    "licensed_on": ("批准执业日期", "批准设立日期", "登记日期", "批准日期"),
    "established_on": ("成立日期", "成立时间", "设立日期"),
    "name": ("名称", "机构名称", "事务所名称", "单位名称", "中介机构名称"),
    "uscc": LICENCE["uscc"],
    "": (
        *("首席合伙人", "首席合伙人(主任会计师)", "主任会计师", "经营场所", "办公场所", "组织形式", "负责人"),
        *("批准执业文号", "发证机关", "年度", "法定代表人", "所长"),
    ),
}

_AGENCY = re.compile(r"(?:会计师|税务师)事务所")
_NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)")
_CLEAN = re.compile(
    r"(?:无|没有|未有|未受到?|未发生|不存在)(?:任何)?[^,。;]{0,12}(?:不良(?:执业|信用|诚信|行为)?记录|行政处罚|不良行为)"
)


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add what the papers of one intermediary state."""
    for page in view.pages:
        if _is_licence(page):
            _read_licence(page.blocks, facts)
        else:
            _read_practice(page.blocks, facts)
    read_counts(view, facts)
    clean = RunningText(all_lines(view.blocks)).find(_CLEAN)
    if clean:
        facts.add("agency.statement", True, clean.place)


def _is_licence(page: Page) -> bool:
    text = "".join(squash(line.text) for line in all_lines(page.blocks))
    return ("经营范围" in text or "营业执照" in text) and "执业证书编号" not in text


def _read_licence(blocks: Sequence[Block], facts: FactCollector) -> None:
    found = cut_blocks(blocks, LICENCE)
    if not _add_name(found.get("firm_name"), facts):
        return
    code = code_on(found.get("uscc"), all_lines(blocks))
    if code:
        facts.add("agency.uscc", *code)
    established = day_of(found.get("established_on"))
    if established:
        facts.add("agency.established_on", *established)


def _read_practice(blocks: Sequence[Block], facts: FactCollector) -> None:
    found = cut_blocks(blocks, _PRACTICE)
    _add_name(found.get("name"), facts)
    number = _NUMBER.search(squash(flat(found["licence_number"]))) if "licence_number" in found else None
    if number:
        facts.add("agency.licence_number", number[0], found["licence_number"])
    if "uscc" in found and facts.value("agency.uscc") is None:
        code = code_on(found["uscc"], ())
        if code:
            facts.add("agency.uscc", *code)
    established = day_of(found.get("established_on")) or day_of(found.get("licensed_on"))
    if established and facts.value("agency.established_on") is None:
        facts.add("agency.established_on", *established)


def _add_name(place: Snippet | None, facts: FactCollector) -> bool:
    """Record the intermediary's name once; whether this is an intermediary's name at all."""
    if place is None or not _AGENCY.search(squash(place.text)):
        return False
    if facts.value("agency.name") is None:
        text = one_line(place)
        names = [name for name in firm_names_in(text) if text.startswith(name)]
        facts.add("agency.name", names[0] if names else text, place)
    return True
