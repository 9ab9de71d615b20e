"""Business licences (营业执照), old and new, of companies, branches and other forms.

The date of establishment is the labelled one, never the date of issue beside the
seal. A branch has no capital, a partnership no legal representative: what is not
printed is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from prereview.documents.model import Block, Line, Snippet
from prereview.dossier.extractors.licence_lines import (
    all_lines,
    cut_blocks,
    day_of,
    first_read,
    free_lines,
    last_lone_day,
    one_line,
    recognised,
    repaired,
)
from prereview.dossier.extractors.licence_shapes import TERM, values_by_shape
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_amount
from prereview.dossier.values.identifiers import uscc_problem
from prereview.dossier.values.repair import read_uscc

LABELS: Labels = {
    "uscc": ("统一社会信用代码", "社会信用代码", "统一社会信用代码/注册号"),
    "firm_name": ("名称", "企业名称", "公司名称", "字号名称"),
    "type": ("类型", "主体类型", "公司类型", "企业类型", "市场主体类型", "企业(机构)类型"),
    "legal_representative": (
        *(
            "法定代表人",
            "法定代表人姓名",
            "法定代表人(负责人)",
            "负责人",
            "投资人",
            "经营者",
            "执行事务合伙人",
        ),
        *("执行事务合伙人(委派代表)", "法人代表"),
    ),
    "registered_capital": ("注册资本", "注册资金", "成员出资总额", "出资额"),
    "established_on": ("成立日期", "注册日期", "成立时间"),
    "term": ("营业期限", "经营期限", "合伙期限"),
    "address": (
        *("住所", "营业场所", "经营场所", "主要经营场所", "住所(经营场所)", "企业住所", "主要办事机构所在地"),
    ),
    "scope": ("经营范围",),
    "issued_on": ("发照日期", "发证日期", "核准日期"),
    "": ("登记机关", "注册号", "编号", "组成形式", "实收资本"),
}
"""Facts by the ways their labels are printed; the last entry only ends other values."""

_FOOT = re.compile(
    r"市场主体应当|国家企业信用信息公示|监督管理总局|工商行政管理总局监制|与原件一致|此件|仅供"
)
_OLD_NUMBER = 15
"""Digits of a 注册号, which a licence carried before the credit code."""


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of one licence."""
    read_licence(view.blocks, facts, "licence")


def read_licence(blocks: Sequence[Block], facts: FactCollector, record: str) -> None:
    """What a licence states, under `record`."""
    body = [b for b in blocks if not isinstance(b, Line) or not _FOOT.search(squash(b.text))]
    found = cut_blocks(body, LABELS)
    if not found.keys() & {"firm_name", "type", "established_on", "legal_representative"}:
        found |= values_by_shape(all_lines(body))
    if "legal_representative" in found:
        found["legal_representative"] = _first_line(found["legal_representative"])
    if "term" in found:
        found["term"] = _only_term(found["term"])
    for name in ("firm_name", "type", "legal_representative", "term", "address", "scope"):
        if name in found:
            facts.add(f"{record}.{name}", one_line(found[name]) or None, found[name])
    code = code_on(found.get("uscc"), all_lines(blocks))
    if code:
        facts.add(f"{record}.uscc", *code)
    if "registered_capital" in found:
        amount = parse_amount(flat(found["registered_capital"]))
        facts.add_money(f"{record}.registered_capital", amount, found["registered_capital"])
    established = day_of(found.get("established_on"))
    if established:
        facts.add(f"{record}.established_on", *established)
    issued = last_lone_day(free_lines(body)) or day_of(found.get("issued_on"))
    if issued and issued != established:
        facts.add(f"{record}.issued_on", *issued)


def _first_line(place: Snippet) -> Snippet:
    """A name fills one line; what follows wraps over from the column beside it."""
    lines = (line.strip() for line in place.text.split("\n"))
    return msgspec.structs.replace(place, text=next(filter(None, lines), ""))


def _only_term(place: Snippet) -> Snippet:
    """A term begins with its first day and ends with its last or 长期; what follows is of another column."""
    term = TERM.match(squash(place.text))
    return msgspec.structs.replace(place, text=term[0]) if term else place


def code_on(labelled: Snippet | None, lines: Sequence[Line]) -> tuple[str, Snippet] | None:
    """The credit code: beside its label, else the first sound one, else any on the page."""
    if labelled:
        code = read_uscc(flat(labelled), recognised=recognised(labelled))
        if code:
            return code.value, repaired(labelled, code.repaired)

    def read(text: str, from_image: bool, *, sound: bool) -> tuple[str, bool] | None:
        code = read_uscc(text, recognised=from_image)
        if code is None or (sound and uscc_problem(code.value)) or len(code.value) == _OLD_NUMBER:
            return None
        return code.value, code.repaired

    return first_read(lines, lambda t, o: read(t, o, sound=True)) or first_read(
        lines, lambda t, o: read(t, o, sound=False)
    )
