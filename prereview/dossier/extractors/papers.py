"""What the papers a firm writes itself have in common: whose they are, how they say nothing, who signs.

Used by the extractors of R&D files, conversions, rules, people and products.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from prereview.documents.model import Block, Line, Snippet, snippet
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labelled import find_labelled, first_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.sections import SectionView
from prereview.dossier.values.dates import Day, read_date
from prereview.dossier.values.identifiers import normalise_uscc

FIRM = (
    "承担单位",
    "项目承担单位",
    "承担企业",
    "企业名称",
    "单位名称",
    "公司名称",
    "申报单位",
    "申报企业",
    "申请单位",
    "申请企业",
    "实施单位",
    "立项单位",
    "项目单位",
    "编制单位",
    "填报单位",
    "纳税人名称",
    "参保单位",
    "参保单位名称",
    "参保单位全称",
    "单位全称",
    "企业全称",
    "用人单位名称",
    "缴费单位名称",
)
"""Labels before the name of the firm a paper belongs to."""

_CODE = ("统一社会信用代码", "社会信用代码", "纳税人识别号", "统一社会信用代码(纳税人识别号)")
_OTHERS = ("单位编号", "单位地址", "联系电话", "联系人", "金额单位", "编制日期", "填报日期", "日期", "地址")

NOTHING = frozenset({"无", "-", "--", "/", "\\", "暂无", "没有", "空", "N/A", "NA", "*"})
"""How a cell says that there is nothing to say."""

_ENDING = (
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司)(?:[\u4e00-\u9fff]{2,8}分公司)?"
    r"|(?:厂|研究院|合作社|事务所)"
)
_SENTENCE = (
    r"第[一二三四五六七八九十百\d]{1,4}[条章款项]"
    r"|为(?:了|规范|加强|进一步|鼓励|促进|提高|保证|确保|适应|充分|完善)"
)
"""How a sentence of a rule begins that happens to end its line with a firm's name."""

_SIGNER = re.compile(
    rf"(?:(?![^:]{{0,6}}部门)[\u4e00-\u9fff]{{2,8}}:)?(?!{_SENTENCE})(?P<name>(?!.*公司.{{1,12}}(?:院|厂))"
    rf"[\u4e00-\u9fffA-Za-z0-9()·&]{{3,40}}(?:{_ENDING}))"
    r"(?:\((?:盖章|公章|签章|章|印章)\))?:?(?P<date>\d{4}年\d{1,2}月\d{1,2}日)?"
)

_MARKER = r"\((?:加盖|企业|单位|公司)*(?:盖章|公章|签章|签字|签名|印章|章)\)"
_FOLLOWED = re.compile(
    rf"(?P<name>\S+?(?:{_ENDING}))"
    rf"(?:\s*{_MARKER}.*|\s*20\d{{2}}\s*年.*|\s+\S{{2,12}}[:：].*|\s*(?:(?!公司|厂|院|所)[\u4e00-\u9fff()/]){{2,12}}[:：].*)$"
)
"""A name with the seal's place or another label behind it, whether or not the gap between them was kept."""

_ROUND = str.maketrans("（）", "()")


def said(text: str) -> str | None:
    """A text as squeezed together from its lines; None when it says that there is nothing."""
    plain = text.strip()
    return None if not plain or squash(plain).upper() in NOTHING else plain


def known_name(text: str) -> str | None:
    """A name without its quotation marks and the mark that ends its clause; None for a blank or a dash."""
    plain = said(re.sub(r"^[《“\"]|[》”\"]$", "", text.strip().rstrip(";；。,，、").strip()))
    return plain if plain and re.search(r"[\u4e00-\u9fffA-Za-z]", plain) else None


def firm_name(text: str) -> str | None:
    """The name of a firm, without the place of the seal and the label that follows it on the same line."""
    plain = known_name(re.sub(rf"^\s*(?:{_MARKER}|全称)[:：]?", "", text.translate(_ROUND)))
    followed = _FOLLOWED.match(plain) if plain else None
    return followed["name"] if followed else plain


class Signature(NamedTuple):
    """A line that is nothing but a firm's name, with the date on it, if any."""

    name: str
    day: Day | None
    place: Snippet


def signatures(lines: Iterable[Line]) -> list[Signature]:
    """Lines that name a firm and nothing else: heads and signature blocks."""
    found: list[Signature] = []
    for line in lines:
        match = _SIGNER.fullmatch(squash(line.text))
        if match:
            found.append(Signature(match["name"], read_date(match["date"] or ""), snippet(line)))
    return found


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """Running text; the lines of tables of one column belong to it, since some forms frame whole chapters."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        elif block.column_count == 1:
            for cell in block.cells:
                texts = cell.lines or (cell.text,)
                lines += [
                    Line(text, cell.page, cell.box, cell.where, (), 0.0, cell.method, cell.confidence)
                    for text in texts
                    if text
                ]
    return lines


_WRITTEN = re.compile(
    r"(?:编制|编写|填报|填表|填写|申报|申请|制表|打印|报告|起草|撰写)(?:人|单位)?(?:日期|时间)?:"
)
"""Before the day on which a paper was written, which closes nothing."""


def last_day(lines: Sequence[Line]) -> tuple[Day, Snippet] | None:
    """The date a paper closes with: the last line that is a date, or a firm's name and a date."""
    for line in reversed(lines):
        text = re.sub(r"^(?:日期|时间|签订日期|年月日):", "", squash(line.text))
        if _WRITTEN.match(text):
            continue
        day = read_date(text)
        if day is not None and (len(text) <= 16 or _SIGNER.fullmatch(text)):
            return day, snippet(line)
    return None


def record_firm(view: SectionView, facts: FactCollector, paper: str | None = None) -> None:
    """`firm_names` and `credit_codes` of a paper, called `paper` or else by the title of its kind."""
    title = (paper or KIND_TITLES[view.kind]).translate(str.maketrans("[]", "()"))
    found = find_labelled(view.blocks, {"firm": FIRM, "code": _CODE, "": _OTHERS})
    name = first_of(found, "firm", firm_name)
    if name is None:
        signed = signatures(lines_of(view.blocks))
        name = (signed[-1].name, signed[-1].place) if signed else None
    if name:
        facts.add(f"firm_names[{title}].name", name[0], name[1])
    code = first_of(found, "code", normalise_uscc)
    if code:
        facts.add(f"credit_codes[{title}].code", code[0], code[1])
