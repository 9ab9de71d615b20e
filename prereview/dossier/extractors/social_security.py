"""社会保险参保证明: who is insured through the firm, and how many, month by month.

Promised: names of insured people, each once per list; which of them were read surely,
and whether the list is as long as it says; numbers by month where the paper prints
a series; the stated number of the list.

Refused: numbers of identity papers and bases of contribution are never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

import msgspec

from prereview.documents.model import Line, Snippet, Table, snippet
from prereview.dossier.extractors.papers import lines_of, record_firm
from prereview.dossier.extractors.personnel_list.months import months_of, stated_year
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.labelled import find_labelled, first_of
from prereview.dossier.finders.listing import cell_of, read_listings, text_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_count

_COLUMNS = {
    "name": ("姓名", "参保人姓名", "职工姓名", "人员姓名", "参保人员姓名", "员工姓名"),
    "base": ("缴费基数", "月缴费基数", "缴费工资", "缴费基数(元)", "基数"),
    "kind": ("险种", "险种名称", "参保险种", "险种类型"),
    "state": ("参保状态", "缴费状态", "状态", "人员状态", "参保缴费状态"),
    "period": (
        "缴费年月",
        "费款所属期",
        "缴费月份",
        "所属期",
        "参保时间",
        "参保日期",
        "开始时间",
        "起始年月",
        "本次参保时间",
    ),
    "id": (
        *("身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "身份证件号码", "证件号码", "证件号"),
        *("公民身份号码(社会保障号)", "社会保障号", "社会保障号码", "社会保障号(身份证号)", "社会保障卡号"),
        *(
            "个人编号",
            "社保编号",
            "个人社保号",
            "个人社保编号",
            "电脑号",
            "社保电脑号",
            "个人代码",
            "个人账号",
        ),
    ),
    "span": ("起止时间", "起止年月", "缴费起止年月", "缴费起止时间", "参保起止时间", "缴费时段"),
    "months": ("缴费月数", "实际月数", "实际缴费月数", "应缴月数", "实缴月数"),
    "insurance": tuple(map("".join, product(("养老", "医疗", "工伤", "失业", "生育"), ("", "保险", "缴费")))),
    "amount": (
        "单位缴费",
        "个人缴费",
        "单位应缴",
        "个人应缴",
        "缴费金额",
        "应缴金额",
        "单位缴纳",
        "个人缴纳",
        "合计",
    ),
}
_BESIDE = ("户籍", "户口性质", "用工形式", "月数")
_CHANGES = re.compile(r"增减|变动|减少|停保|减员|转出|补缴")
"""What the heading of a list says that names those who come and go, not all who are insured."""

_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,20}|[A-Za-z][A-Za-z .·]{2,40}")
_STATED = re.compile(
    r"(?:参保(?:人员|职工)?(?:名单|总)?(?:人数)?|人数|缴费人数|名单|职工)(?:合计|总计|总数)?(?:\(|为|:)*(?:共计?|合计|总计)?:?(?P<n>\d{1,6})人"
    r"|共(?P<m>\d{1,6})人"
)
_COUNT_LABELS = {
    "count": (
        "参保人数",
        "参保总人数",
        "缴费人数",
        "单位参保人数",
        "总人数",
        "参保职工人数",
        "在职参保人数",
        "人数合计",
        "缴费总人数",
        "缴费职工人数",
        "实际缴费人数",
        "参加社会保险人数",
        "参加社会保险缴费人数",
        "参加城镇社会保险缴费人数",
    )
}
_KIND_HEAD = ("险种", "险种名称", "参保险种", "险种类型", "保险种类")
_COUNT_HEAD = (*_COUNT_LABELS["count"], "参保人数(人)", "实缴人数", "人数")
SURELY_READ = 0.9
"""Names recognised less surely may be other names, 0 to 1."""

_PEOPLE_ROW = re.compile(r"人数|参保|缴费")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `insured`, `insured_months` and `social_security`."""
    names = _record_people(view, facts)
    _record_months(view, facts)
    stated = _record_count(view, facts)
    _record_names(names, stated, facts)
    record_firm(view, facts)


def _record_people(view: SectionView, facts: FactCollector) -> list[Snippet]:
    """One record per name: lists by kind of insurance or by month name everybody several times."""
    names: list[Snippet] = []
    for listing in read_listings(view.blocks, _COLUMNS, "name", _BESIDE):
        if any(_CHANGES.search(squash(place.text)) for place in listing.heading):
            continue
        repeats = bool({"kind", "period"} & set(listing.labels))
        known: set[tuple[str, str]] = set()
        for record in listing.records:
            cell = cell_of(record, "name")
            name = squash(cell.text) if cell else ""
            identity = "" if repeats else squash(text_of(record, "id"))
            again = (name, identity) in known and (repeats or identity)
            if cell is None or not _PERSON.fullmatch(name) or again:
                continue
            known.add((name, identity))
            names.append(snippet(cell))
            facts.add(f"insured[{len(names)}].name", name, names[-1])
    return names


def _record_names(names: Sequence[Snippet], stated: int | None, facts: FactCollector) -> None:
    """All names at once, so that somebody can be missed among them although single names are doubtful."""
    if not names:
        return
    places = [msgspec.structs.replace(place, confidence=1.0) for place in (names[0], names[-1])]
    sure = [squash(place.text) for place in names if place.confidence >= SURELY_READ]
    unsure = [squash(place.text) for place in names if place.confidence < SURELY_READ]
    facts.add("social_security.names", tuple(dict.fromkeys(sure)), *places)
    if unsure:
        facts.add("social_security.unsure_names", tuple(dict.fromkeys(unsure)), *places)
    if stated is not None:
        facts.add("social_security.list_complete", len(names) >= stated, *places)


def _record_months(view: SectionView, facts: FactCollector) -> None:
    year: str | None = None
    caption = ""
    for block in view.blocks:
        if isinstance(block, Line):
            year = stated_year(block.text) or year
            caption = squash(block.text)
            continue
        year = next((y for y in (stated_year(c.text) for c in block.cells[:16]) if y), year)
        _record_series(block, year, caption, facts)
        caption = ""


def _record_series(table: Table, year: str | None, caption: str, facts: FactCollector) -> None:
    """The row below a row of months, or the column beside a column of months, that counts people.

    A row without a label counts people where the caption says so.
    """
    grid = Grid(table)
    for row in range(grid.row_count - 1):
        months = months_of(grid.row(row), year)
        unlabelled = bool(months) and months[0][0].column == 0
        for month, key in months:
            value = grid.cell(row + 1, month.column)
            if value and _PEOPLE_ROW.search(caption if unlabelled else grid.text(row + 1, 0)):
                facts.add(f"insured_months[{key}].count", parse_count(value.text), snippet(value))
    for month, key in months_of(grid.column(0), year):
        for column in range(1, grid.column_count):
            head = " ".join(grid.text(r, column) for r in range(month.row) if r < 2)
            value = grid.cell(month.row, column)
            if value and "人数" in head:
                facts.add(f"insured_months[{key}].count", parse_count(value.text), snippet(value))
                break


def _record_count(view: SectionView, facts: FactCollector) -> int | None:
    """The number of people the paper states for its list or in all."""
    text = RunningText(lines_of(view.blocks))
    find = text.find(_STATED)
    if find:
        count = int(find.match["n"] or find.match["m"])
        facts.add("social_security.count", count, find.place)
        return count
    labelled = first_of(find_labelled(view.blocks, _COUNT_LABELS), "count", parse_count)
    if labelled:
        facts.add("social_security.count", labelled[0], labelled[1])
        return labelled[0]
    for counts in map(_by_kind, view.tables()):
        if counts and len({count for count, _ in counts}) == 1:
            facts.add("social_security.count", counts[0][0], *(place for _, place in counts))
            return counts[0][0]
    return None


def _by_kind(table: Table) -> list[tuple[int, Snippet]]:
    """The numbers a table gives for each kind of insurance, one to a row."""
    grid = Grid(table)
    for row in range(grid.row_count):
        heads = grid.columns(row, {"kind": _KIND_HEAD, "count": _COUNT_HEAD})
        if len(heads) == 2:
            cells = [c for c in grid.column(heads["count"]) if c.row > row and c.text]
            counts = [(count, snippet(c)) for c in cells if (count := parse_count(c.text)) is not None]
            return counts if len(counts) == len(cells) else []
    return []
