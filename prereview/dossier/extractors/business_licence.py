"""Business licences (营业执照), old and new, of companies, branches and other forms.

The date of establishment is the labelled one, never the date of issue beside the
seal. A branch has no capital, a partnership no legal representative: what is not
printed is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from prereview.documents.model import Line, Snippet
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
from prereview.dossier.finders.labels import flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_amount
from prereview.dossier.values.identifiers import uscc_problem
from prereview.dossier.values.repair import read_uscc

LABELS = {
    "uscc": ("统一社会信用代码", "社会信用代码", "统一社会信用代码/注册号"),
    "firm_name": ("名称", "企业名称"),
    "type": ("类型", "主体类型", "公司类型", "企业类型"),
    "legal_representative": ("法定代表人", "负责人", "投资人", "经营者", "执行事务合伙人"),
    "registered_capital": ("注册资本", "注册资金", "成员出资总额", "出资额"),
    "established_on": ("成立日期", "注册日期"),
    "term": ("营业期限", "经营期限", "合伙期限"),
    "address": ("住所", "营业场所", "经营场所", "主要经营场所"),
    "scope": ("经营范围",),
    "": ("登记机关", "注册号", "编号", "组成形式", "实收资本", "核准日期", "发照日期"),
}
"""Facts by the ways their labels are printed; the last entry only ends other values."""

_FOOT = re.compile(
    r"市场主体应当|国家企业信用信息公示|监督管理总局|工商行政管理总局监制|与原件一致|此件|仅供"
)


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of one licence."""
    read_licence(all_lines(view.blocks), facts, "licence")


def read_licence(lines: Sequence[Line], facts: FactCollector, record: str) -> None:
    """What a licence states, under `record`."""
    body = [line for line in lines if not _FOOT.search(squash(line.text))]
    found = cut(body, LABELS)
    if "legal_representative" in found:
        found["legal_representative"] = _first_line(found["legal_representative"])
    for name in ("firm_name", "type", "legal_representative", "term", "address", "scope"):
        if name in found and flat(found[name]).strip():
            facts.add(f"{record}.{name}", squash_value(found[name]), found[name])
    code = code_on(found.get("uscc"), lines)
    if code:
        facts.add(f"{record}.uscc", *code)
    if "registered_capital" in found:
        amount = parse_amount(flat(found["registered_capital"]))
        facts.add_money(f"{record}.registered_capital", amount, found["registered_capital"])
    established = day_of(found.get("established_on"))
    if established:
        facts.add(f"{record}.established_on", *established)
    issued = last_lone_day(body)
    if issued and issued != established:
        facts.add(f"{record}.issued_on", *issued)


def _first_line(place: Snippet) -> Snippet:
    """A name fills one line; what follows wraps over from the column beside it."""
    lines = (line.strip() for line in place.text.split("\n"))
    return msgspec.structs.replace(place, text=next(filter(None, lines), ""))


def squash_value(place: Snippet) -> str:
    """A value on one line without the blanks of its layout."""
    return re.sub(r"(?<=[\u4e00-\u9fff,;:()]) (?=[\u4e00-\u9fff,;:()])", "", flat(place)).strip()


def code_on(labelled: Snippet | None, lines: Sequence[Line]) -> tuple[str, Snippet] | None:
    """The credit code: beside its label, else the first sound one, else any on the page."""
    if labelled:
        code = read_uscc(flat(labelled), recognised=recognised(labelled))
        if code:
            return code.value, repaired(labelled, code.repaired)

    def read(text: str, from_image: bool, *, sound: bool) -> tuple[str, bool] | None:
        code = read_uscc(text, recognised=from_image)
        if code is None or (sound and uscc_problem(code.value)):
            return None
        return code.value, code.repaired

    return first_read(lines, lambda t, o: read(t, o, sound=True)) or first_read(
        lines, lambda t, o: read(t, o, sound=False)
    )
