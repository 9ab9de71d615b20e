"""The numbers a statement on staff gives in words: `职工总数52人，其中科技人员18人`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prereview.documents.model import Snippet, Table, snippet
from prereview.dossier.extractors.papers import lines_of
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.labelled import find_labelled, first_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_count

_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?\s*[人名](?![均次天月])"
_AVERAGE = r"(?:全年|年度?)?(?:各月|月)?平均(?:人?数)?"
_IS = rf"(?:\([^()]{{0,20}}\))?(?:{_AVERAGE})?(?:分别)?(?:为|是|有|共有|共计|共|合计|总计|达到?|约|:)*"
_STAFF = r"(?:在职)?(?:职工|员工|从业人员|人员)"
_NOT_PART = r"(?<![女男兼新离退残外临])"

_ALL = (
    re.compile(rf"{_NOT_PART}(?:职工|员工|从业人员)(?:总人数|总数|人数合计|合计人数){_IS}{_NUMBER}"),
    re.compile(rf"(?:共有|现有|拥有|总计|共计)(?:各类|在册|在职|全体)?{_STAFF}(?:人数|总数)?{_IS}{_NUMBER}"),
    re.compile(rf"{_NOT_PART}(?<!在职)(?:职工|员工|从业人员)(?:人数)?{_IS}{_NUMBER}"),
)
_TECH_WORD = r"(?<!兼职)(?<!在职)(?<!聘用)(?<!外籍)(?<!归国)(?<!计划)(?<!女)科技(?:活动)?人员"
_TECH = (
    re.compile(rf"{_TECH_WORD}(?:总人数|总数|人数合计|合计人数|人数|数)?{_IS}{_NUMBER}"),
    re.compile(rf"(?<!\d){_NUMBER}(?:为|是|属于){_TECH_WORD}"),
)

_CLASSES = {
    "part_time": r"兼职(?:人员|职工)?",
    "temporary": r"临时(?:聘用)?(?:人员|职工)?",
    "doctor": r"博士(?:研究生)?(?:及以上)?(?:学历|学位)?",
    "master": r"(?<!博士)硕士(?:研究生)?(?:学历|学位)?",
    "bachelor": r"(?:大学)?本科(?:学历)?",
    "college": r"(?:大专|专科)(?:学历)?(?:及以下)(?:学历)?",
    "senior": r"高级(?:职称|工程师)?(?:人员)?",
    "middle": r"中级(?:职称|工程师)?(?:人员)?",
    "junior": r"初级(?:职称)?(?:人员)?",
    "technician": r"高级技工(?:人员)?",
    "age_30": r"30岁?(?:及以下|以下|\(含\)以下)",
    "age_40": r"31岁?[-~至到]40岁?",
    "age_50": r"41岁?[-~至到]50岁?",
    "age_51": r"51岁?(?:及以上|以上|\(含\)以上)",
}
_CLASS = {name: re.compile(rf"{word}{_IS}(?P<n>\d+)[人名]") for name, word in _CLASSES.items()}
_TECH_CLAUSE = re.compile(
    rf"科技(?:活动)?人员(?:(?:总?人?数)?{_IS}\d+[人名])?(?:中|里|的?(?:学历|职称|年龄)|,?其中)[^。;]*"
)

_AVERAGE_ROW = re.compile(_AVERAGE)
_NO_AVERAGE = re.compile(r"月初|月末|比例|占比|%|备注")
_TECH_COLUMN = re.compile(r"科技|研发")

_LABELS = {
    "all": (
        "职工总数",
        "企业职工总数",
        "职工总人数",
        "员工总数",
        "从业人员总数",
        "职工人数",
        "职工总数(全年月平均)",
    ),
    "tech": (
        "科技人员数",
        "科技人员总数",
        "科技人员人数",
        "科技人员总人数",
        "科技活动人员数",
        "科技人员数(全年月平均)",
    ),
}


def record_counts(view: SectionView, facts: FactCollector) -> None:
    """`personnel_counts`: staff and technical staff, and how the staff is made up."""
    text = RunningText(lines_of(view.blocks))
    found = find_labelled(view.blocks, _LABELS)
    averages = _averages(view.tables())
    for name, patterns in (("all", _ALL), ("tech", _TECH)):
        for pattern in patterns:
            match = text.find(pattern)
            if match:
                facts.add(f"personnel_counts.{name}", parse_count(match.match["n"]), match.place)
                break
        else:
            labelled = first_of(found, name, parse_count) or averages.get(name)
            if labelled:
                facts.add(f"personnel_counts.{name}", labelled[0], labelled[1])
    _record_classes(text, facts)


def _averages(tables: Iterable[Table]) -> dict[str, tuple[int, Snippet]]:
    """Staff and technical staff in the row of averages of a table of months, one column of each."""
    found: dict[str, list[tuple[int, Snippet]]] = {"all": [], "tech": []}
    for table in tables:
        grid = Grid(table)
        for label in grid.column(0):
            if label.row == 0 or not _AVERAGE_ROW.fullmatch(squash(label.text)):
                continue
            for cell in grid.row(label.row):
                head = "".join(dict.fromkeys(squash(grid.text(row, cell.column)) for row in range(2)))
                count = parse_count(cell.text)
                if cell is label or count is None or _NO_AVERAGE.search(head):
                    continue
                found["tech" if _TECH_COLUMN.search(head) else "all"].append((count, snippet(cell)))
    return {name: counts[0] for name, counts in found.items() if len(counts) == 1}


def _record_classes(text: RunningText, facts: FactCollector) -> None:
    """How the staff is made up; what is said of the technical staff alone is another matter."""
    skipped = [(m.match.start(), m.match.end()) for m in text.finds(_TECH_CLAUSE)]
    for name, pattern in _CLASS.items():
        finds = [
            find
            for find in text.finds(pattern)
            if not any(start <= find.match.start() < end for start, end in skipped)
        ]
        if len({find.match["n"] for find in finds}) == 1:
            facts.add(f"personnel_counts.{name}", int(finds[0].match["n"]), finds[0].place)
