"""科技成果转化汇总: the list of results that were put to use, and the number the overview gives.

Promised: one record per result in the order listed, under its printed number,
with the rows of the form it refers to. Papers that describe a single result in a
form (成果名称 | …) are read too.

Refused: a right or activity named without its number is no reference; a column
that is missing says nothing, a cell that says 无 refers to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from prereview.documents.model import Cell, Snippet, snippet
from prereview.dossier.extractors.papers import known_name, lines_of, record_firm, said
from prereview.dossier.facts import FactCollector, Value
from prereview.dossier.finders.labelled import find_labelled, first_of
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.listing import GROUP, Record, cell_of, read_listings, text_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_count
from prereview.dossier.values.characters import normal
from prereview.dossier.values.dates import parse_year
from prereview.dossier.values.identifiers import row_numbers

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("序号", "编号", "成果序号", "成果编号", "转化序号"),
    "name": (
        "科技成果名称",
        "成果名称",
        "转化成果名称",
        "科技成果转化名称",
        "科技成果转化项目名称",
        "转化项目名称",
        "成果转化名称",
        "成果转化项目名称",
        "科技成果",
        "转化项目",
        "成果",
    ),
    "ip": (
        "知识产权编号",
        "关联知识产权编号",
        "对应知识产权编号",
        "关联IP",
        "关联IP编号",
        "对应IP",
        "对应IP编号",
        "IP编号",
        "IP",
        "关联知识产权",
        "对应知识产权",
        "相关知识产权",
        "所属知识产权",
        "依托知识产权",
        "知识产权",
        "知识产权名称及编号",
        "知识产权证明",
    ),
    "rd": (
        "RD编号",
        "关联RD",
        "关联RD编号",
        "对应RD",
        "对应RD编号",
        "RD",
        "研发活动编号",
        "研发项目编号",
        "关联研发活动",
        "关联研发项目",
        "关联研发活动编号",
        "关联研发项目编号",
        "对应研发活动",
        "对应研发项目",
        "对应研发活动编号",
        "对应研发项目编号",
        "来源项目",
        "来源研发项目",
        "研发项目",
        "项目编号",
    ),
    "product": (
        "产品编号",
        "PS编号",
        "关联PS",
        "关联PS编号",
        "对应PS",
        "对应PS编号",
        "PS",
        "关联产品编号",
        "对应产品编号",
        "产品(服务)编号",
        "高新技术产品(服务)编号",
        "关联产品",
        "对应产品",
        "关联产品(服务)",
        "对应产品(服务)",
        "对应高新技术产品",
        "高新技术产品(服务)",
        "转化产品",
        "产品(服务)名称",
        "产品名称",
    ),
    "links": (
        "关联编号",
        "对应编号",
        "IP/RD/PS",
        "RD/IP/PS",
        "IP/RD/PS编号",
        "关联IP/RD/PS",
        "对应IP/RD/PS",
        "关联RD/IP/PS",
        "关联知识产权/研发活动/产品",
    ),
    "year": (
        "转化年度",
        "转化年份",
        "转化时间",
        "转化日期",
        "成果转化时间",
        "成果转化年度",
        "转化完成时间",
        "年度",
        "年份",
    ),
    "form": ("转化形式", "转化方式", "成果转化形式", "成果转化方式", "转化途径", "转化类型"),
    "result": ("转化结果", "转化成果形式", "成果转化结果", "转化后形式", "转化情况"),
    "evidence_kinds": (
        "证明材料",
        "转化证明材料",
        "转化结果证明材料",
        "成果转化证明材料",
        "佐证材料",
        "证明材料名称",
        "证明文件",
        "转化证明",
        "转化凭证",
        "证明材料清单",
        "证明材料类型",
        "附件材料",
        "附件",
    ),
}
"""Columns of the list, best label first."""

_STATED_IN = {"source": ("成果来源", "科技成果来源", "技术来源", "来源")}
"""A column that may name the right or the activity of a result where none is meant for it alone."""

_SURE = 4
"""A shorter label (成果, 年度) heads a column, but stands before a value too often by chance."""

_BESIDE = ("成果类型", "成果形式", "技术领域", "备注", "转化收入", "收入")

_SEPARATOR = re.compile(r"[、,;+/\n]|(?<=[\u4e00-\u9fff)])\s+(?=[\u4e00-\u9fff(\d])|(?<!合同)和(?!解)|及")
_WORD = re.compile(r"\w")
"""What a mere tick has not."""

_ORDINAL = re.compile(r"^\(?\d{1,2}[).、]\s*")
_WHOLE_ITEM = re.compile(
    r"(?:证书|合同|协议|发票|报告|证明|意见|单|照片|图片|凭证|清单|记录|批件|凭据|说明|材料|文件|函|表|书)(?:\([^()]*\))?$"
)
_PROOFS = LabelBook(
    {
        kind: (kind,)
        for kind in (
            "知识产权证书",
            "销售合同",
            "用户使用报告",
            "用户使用证明",
            "检测报告",
            "检验报告",
            "产品检测报告",
            "查新报告",
            "验收报告",
            "销售发票",
            "新产品证书",
            "生产批件",
        )
    }
)

_TOTAL = re.compile(
    r"(?:共|累计|合计|总共|共计)?(?:完成|实现|实施|取得|开展|有)?(?:了)?(?:科技|技术)?成果(?:的)?转化(?:项目|数量|总数|数)?"
    r"(?:共计?|总计|累计|合计|为|达|:)*(?P<n>\d{1,3})[项个件]"
    r"|(?:成果)?转化(?:项目)?(?:总数|总量|数量)(?:共|为|:)*(?P<m>\d{1,3})[项个件]"
    r"|(?:三年来?|共|累计|合计)[^,。;\d]{0,10}转化(?:了)?(?:科技|技术)?成果(?:共计?)?(?P<k>\d{1,3})[项个件]"
)
_OF_YEAR = re.compile(r"(?P<year>20\d{2})年度?(?:完成|实现|转化|共)*(?P<n>\d{1,3})[项个件]")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `conversions` and `conversion_counts`."""
    number = 0
    for listing in read_listings(view.blocks, {**COLUMNS, **_STATED_IN}, "name", _BESIDE):
        for record in listing.records:
            printed = parse_count(text_of(record, "number"))
            number = printed if printed and printed > number else number + 1
            _record_row(facts, f"conversions[{number}]", record)
    if number == 0:
        _record_form(view, facts)
    _record_counts(view, facts)
    record_firm(view, facts)


def _record_row(facts: FactCollector, path: str, record: Record) -> None:
    name = cell_of(record, "name")
    if name:
        facts.add(f"{path}.name", known_name(name.text), snippet(name))
    for field, parse in _FIELDS.items():
        cell = cell_of(record, field)
        if cell:
            facts.add(f"{path}.{field}", parse(cell), snippet(cell))
    group = cell_of(record, GROUP)
    if group and not record.get("year"):
        facts.add(f"{path}.year", parse_year(group.text), snippet(group))
    for field, prefix in _REFERENCES.items():
        cells = record.get(field) or record.get("links") or []
        if not cells:
            beside = ("source", "result") if field == "product" else ("source",)
            cells = [c for name in beside for c in record.get(name, ()) if row_numbers(c.text, prefix)]
        _record_references(facts, f"{path}.{field}", prefix, cells)


_FIELDS: dict[str, Callable[[Cell], Value | None]] = {
    "year": lambda cell: parse_year(cell.text),
    "form": lambda cell: said(cell.text),
    "result": lambda cell: said(cell.text),
    "evidence_kinds": lambda cell: _proofs(cell),
}
_REFERENCES = {"ip": "N?IP", "rd": "RD", "product": "PS"}


def _record_references(facts: FactCollector, path: str, prefix: str, cells: Iterable[Cell]) -> None:
    """Row numbers; a product may be named instead; a blank refers to nothing, unless it may be unread."""
    cells = list(cells)
    numbers: dict[str, Snippet] = {}
    for cell in cells:
        for number in row_numbers(cell.text, prefix):
            numbers.setdefault(number, snippet(cell))
    if numbers:
        facts.add(path, tuple(numbers), *dict.fromkeys(numbers.values()))
        return
    first = next(iter(cells), None)
    if first is None:
        return
    if said(first.text) is None and (first.text or first.method != "ocr"):
        facts.add(path, (), snippet(first))
    elif prefix == "PS" and known_name(first.text):
        names = tuple(n for part in re.split(r"[、;,]", first.text) if (n := known_name(part)))
        facts.add(path, names, snippet(first))


def _proofs(cell: Cell) -> tuple[str, ...] | None:
    """The proofs a cell names; in a scan one that misses a known name by a character is that."""
    kinds = evidence_kinds(cell.lines or (cell.text,))
    if kinds is None or cell.method != "ocr":
        return kinds
    return tuple(dict.fromkeys(_PROOFS.name_of(kind) or kind for kind in kinds))


def evidence_kinds(lines: Iterable[str]) -> tuple[str, ...] | None:
    """The proofs named in a cell, each once: `知识产权证书、发票` → 知识产权证书, 发票.

    Lines without any mark between them are items of their own where each ends as
    the name of a proof does.
    """
    lines = [normal(line) for line in lines if line.strip()]
    whole = "".join(lines)
    if said(whole) is None:
        return None
    if len(lines) > 1 and all(line.startswith(str(n)) for n, line in enumerate(lines, 1)):
        lines = [line.removeprefix(str(n)) for n, line in enumerate(lines, 1)]
    if len(lines) > 1 and all(_WHOLE_ITEM.search(line) or _ORDINAL.match(line) for line in lines):
        whole = "\n".join(lines)
    outside = re.sub(r"\([^()]*\)", lambda m: "\0" * len(m[0]), whole)
    items: list[str] = []
    start = 0
    for mark in (*_SEPARATOR.finditer(outside), None):
        end = mark.start() if mark else len(whole)
        items.append(_ORDINAL.sub("", squash(whole[start:end])).rstrip("。等"))
        start = mark.end() if mark else end
    return tuple(dict.fromkeys(item for item in items if _WORD.search(item) and said(item))) or None


# ---- one result in a form


def _record_form(view: SectionView, facts: FactCollector) -> None:
    """A sheet about one result, its labels beside its values."""
    surely = {field: [v for v in variants if len(v) >= _SURE] for field, variants in COLUMNS.items()}
    found = find_labelled(view.blocks, surely)
    name = first_of(found, "name", _result_name, COLUMNS["name"])
    if name is None or not set(found) & {"ip", "rd", "product", "year", "form", "result"}:
        return
    path = "conversions[1]"
    facts.add(f"{path}.name", name[0], name[1])
    year = first_of(found, "year", parse_year, COLUMNS["year"])
    if year:
        facts.add(f"{path}.year", year[0], year[1])
    for field in ("form", "result"):
        text = first_of(found, field, said, COLUMNS[field])
        if text:
            facts.add(f"{path}.{field}", text[0], text[1])
    for field, prefix in _REFERENCES.items():
        numbers = first_of(found, field, lambda text, p=prefix: row_numbers(text, p) or None)  # type: ignore[misc]
        if numbers:
            facts.add(f"{path}.{field}", numbers[0], numbers[1])
    proofs = first_of(found, "evidence_kinds", lambda text: evidence_kinds((text,)))
    if proofs:
        facts.add(f"{path}.evidence_kinds", proofs[0], proofs[1])


def _result_name(text: str) -> str | None:
    """A title that was cut at its letter-spacing is no name."""
    name = known_name(text)
    return None if name is None or re.search(r"(?:汇总|情况|明细|一览)表?$", name) else name


# ---- the overview


def _record_counts(view: SectionView, facts: FactCollector) -> None:
    """The number of conversions the overview states, in all and by year."""
    text = RunningText(lines_of(view.blocks))
    total = text.find(_TOTAL)
    if total is None:
        return
    facts.add(
        "conversion_counts.total", int(total.match["n"] or total.match["m"] or total.match["k"]), total.place
    )
    rest = text.text[total.match.end() : total.match.end() + 60].partition("。")[0]
    for match in _OF_YEAR.finditer(rest):
        place = text.place(total.match.end() + match.start(), total.match.end() + match.end())
        facts.add(f"conversion_counts[{match['year']}].count", int(match["n"]), place)
