"""The lists of people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from prereview.documents.model import Cell, Line, Snippet, snippet
from prereview.dossier.extractors.papers import said
from prereview.dossier.extractors.personnel_list.misread import right_word
from prereview.dossier.facts import FactCollector, Value
from prereview.dossier.finders.listing import GROUP, Listing, Record, cell_of, read_listings, text_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_count
from prereview.dossier.values.dates import read_date

_YEARS = ("", "年", "年度", "全年", "上年", "上年度", "本年", "本年度", "当年", "近一年", "年度内")
_RD_WORK = ("研发", "研发工作", "从事研发", "从事研发工作", "研发活动")
"""Time spent on R&D, which counts where a list gives it in days; without a unit it may be hours."""

_HOW = ("", "累计", "实际", "累计实际")

COLUMNS = {
    "number": ("序号", "编号"),
    "name": ("姓名", "科技人员姓名", "职工姓名", "员工姓名", "人员姓名", "名字"),
    "degree": (
        "学历",
        "最高学历",
        "学历/学位",
        "学历学位",
        "学历(学位)",
        "学历及学位",
        "文化程度",
        "学历层次",
        "最高学历/学位",
        "学位",
    ),
    "title": (
        "职称",
        "技术职称",
        "专业技术职称",
        "专业技术职务",
        "专业职称",
        "职称/职业资格",
        "职称(职业资格)",
        "技术职务",
        "技术职称/职业资格",
        "职称等级",
        "职称级别",
    ),
    "department": ("部门", "所属部门", "所在部门", "工作部门", "任职部门", "部门名称"),
    "post": (
        "岗位",
        "工作岗位",
        "岗位名称",
        "所在岗位",
        "现任岗位",
        "岗位/职务",
        "岗位(职务)",
        "岗位职务",
        "职务/岗位",
        "职务(岗位)",
        "从事岗位",
        "研发岗位",
        "职位",
        "职务",
        "现任职务",
    ),
    "hired_on": (
        "入职日期",
        "入职时间",
        "入职年月日",
        "入职年月",
        "入司时间",
        "入司日期",
        "进厂时间",
        "到岗日期",
        "聘用日期",
        "聘用时间",
        "录用日期",
        "入厂日期",
        "进公司时间",
    ),
    "left_on": ("离职日期", "离职时间", "离司日期"),
    "tech": (
        "是否科技人员",
        "是否为科技人员",
        "是否属于科技人员",
        "是否符合科技人员条件",
        "是否认定为科技人员",
        "科技人员",
        "是否科技活动人员",
        "科技人员(是/否)",
    ),
    "class": ("人员类别", "人员类型", "人员性质", "岗位类别", "岗位性质", "类别"),
    "days": tuple(
        map(
            "".join,
            product(_YEARS, _HOW, ("工作", "在职", "在岗", "出勤"), ("天数", "时间", "时间(天)", "天数(天)")),
        )
    )
    + tuple(map("".join, product(_YEARS, _HOW, _RD_WORK, ("天数", "时间(天)", "天数(天)", "工时(天)")))),
}

_LARGEST_GAP = 12
"""So many rows in a row may be lost in a scan; a running number further on is misread."""

_DAYS_OF_YEAR = 366

_EARLIEST_YEAR = 1900
"""Such a number below 工作时间 is the year or the day on which somebody began to work."""

_YES = frozenset({"是", "√", "✓", "☑", "☒", "■", "Y", "YES", "符合", "V", "R"})
_NO = frozenset({"否", "×", "✗", "X", "□", "N", "NO", "不是", "不符合", "不符", "-", "/", "无"})
_TICKS = frozenset({"√", "✓", "☑", "☒", "■", "V", "R"})

_TECH_LIST = re.compile(r"(?:科技|研发|科研|研究开发)(?:活动)?人员")
_ALL_LIST = re.compile(r"职工|员工|全体人员|全员")
_TITLE = re.compile(r"(?:名单|名册|花名册|清单|一览表|明细表|情况表|统计表|汇总表|情况说明)(?:\(.*\))?$")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,20}|[A-Za-z][A-Za-z .·]{2,40}")


_DEPARTMENT = re.compile(r"(?:部|部门|中心|室|科|处)$")


class _Said(NamedTuple):
    """Whether a person is technical staff, and where that is said."""

    value: bool | None
    places: tuple[Snippet, ...] = ()


def record_people(view: SectionView, facts: FactCollector) -> None:
    """`personnel[n]` for each person, numbered in the order of their first appearance.

    Two people of one name in one list are two; the second list finds both again.
    """
    listings = _whole_lists(read_listings(view.blocks, COLUMNS, "name"))
    of_tech = [_is_tech_list(listing, view, facts) for listing in listings]
    people: dict[str, list[int]] = {}
    names: dict[int, Cell] = {}
    for listing, tech in zip(listings, of_tech, strict=True):
        met: dict[str, int] = {}
        for record in listing.records:
            cell = cell_of(record, "name")
            name = _person_name(cell)
            if cell is None or name is None:
                continue
            place = met[name] = met.get(name, 0) + 1
            numbers = people.setdefault(name, [])
            if len(numbers) < place:
                number = _number(record, max(names, default=0))
                names[number] = cell
                numbers.append(number)
            _record_person(facts, numbers[place - 1], record, name, listing)
            said_tech = _tech(record, listing, tech)
            facts.add(f"personnel[{numbers[place - 1]}].tech", said_tech.value, *said_tech.places)
    if True in of_tech and not all(of_tech):
        _record_the_rest(facts, names)


def _whole_lists(listings: list[Listing]) -> list[Listing]:
    """The lists; one that goes on below a repeated head without a title is one with the page before."""
    whole: list[Listing] = []
    for listing in listings:
        if whole and _goes_on(whole[-1], listing):
            whole[-1] = whole[-1]._replace(records=[*whole[-1].records, *listing.records])
        else:
            whole.append(listing)
    return whole


def _goes_on(before: Listing, listing: Listing) -> bool:
    """Whether a list has the columns of the one before, no title, and no number one of its own."""
    columns, others = (
        [(name, squash(cell.text)) for name, cell in part.labels.items()] for part in (before, listing)
    )
    titled = any(_TITLE.search(squash(place.text)) for place in listing.heading)
    if columns != others or titled or not before.records or not listing.records:
        return False
    first = parse_count(text_of(listing.records[0], "number"))
    last = parse_count(text_of(before.records[-1], "number"))
    return first is not None and last is not None and last < first <= last + _LARGEST_GAP


def _number(record: Record, last: int) -> int:
    """The printed number, so that a row lost in a scan does not shift the others; else the next."""
    printed = parse_count(text_of(record, "number"))
    return printed if printed is not None and last < printed <= last + _LARGEST_GAP else last + 1


def _person_name(cell: Cell | None) -> str | None:
    name = squash(cell.text) if cell else ""
    return name if _PERSON.fullmatch(name) else None


def _record_person(facts: FactCollector, number: int, record: Record, name: str, listing: Listing) -> None:
    path = f"personnel[{number}]"
    _add(facts, f"{path}.name", name, cell_of(record, "name"))
    for field in ("degree", "title", "department", "post"):
        cell = cell_of(record, field)
        if cell and said(cell.text):
            column = (c for r in listing.records for c in r.get(field, ()))
            _add(facts, f"{path}.{field}", right_word(cell, field, column), cell)
    group = cell_of(record, GROUP)
    if group and "department" not in listing.labels and _DEPARTMENT.search(squash(group.text)):
        _add(facts, f"{path}.department", squash(group.text), group)
    for field in ("hired_on", "left_on"):
        cell = cell_of(record, field)
        _add(facts, f"{path}.{field}", read_date(cell.text) if cell else None, cell)
    cell = cell_of(record, "days")
    if cell is not None:
        days = parse_count(cell.text)
        impossible = (days or 0) > _DAYS_OF_YEAR and (cell.method == "ocr" or (days or 0) >= _EARLIEST_YEAR)
        _add(facts, f"{path}.days", None if impossible else days, cell)


def _add(facts: FactCollector, path: str, value: Value | None, cell: Cell | None) -> None:
    """The first list that says something about a person stands; the second only adds what is missing."""
    if cell is not None and facts.value(path) is None:
        facts.add(path, value, snippet(cell))


# ---- technical staff or not


def _tech(record: Record, listing: Listing, whole_list: bool | None) -> _Said:
    cell = next(iter(record.get("tech", ())), None)
    if cell is not None:
        return _Said(_yes_or_no(cell, listing), (snippet(cell),))
    name = cell_of(record, "name")
    place = (snippet(name),) if name else ()
    if whole_list:
        return _Said(True, place)
    kind = cell_of(record, "class")
    classes = [squash(c.text) for r in listing.records if (c := cell_of(r, "class"))]
    if kind and any(map(_TECH_LIST.search, classes)):
        return _Said(_TECH_LIST.search(squash(kind.text)) is not None, (snippet(kind),))
    return _Said(None)


def _yes_or_no(cell: Cell, listing: Listing) -> bool | None:
    """A blank means no where the column is ticked; where it says 是 and 否 a blank says nothing."""
    word = squash(cell.text).upper()
    if word in _YES or _TECH_LIST.fullmatch(word):
        return True
    ticked = any(squash(c.text).upper() in _TICKS for r in listing.records for c in r.get("tech", ()))
    if word in _NO or (not word and ticked and cell.method != "ocr"):
        return False
    return None


def _is_tech_list(listing: Listing, view: SectionView, facts: FactCollector) -> bool | None:
    """What the heading of a list says, else whether it is as long as the stated number of technical staff."""
    if "tech" in listing.labels:
        return None
    titles = [squash(place.text) for place in reversed(listing.heading)]
    for title in titles:
        if _TITLE.search(title) and len(title) <= 40:
            tech, everyone = _TECH_LIST.search(title), _ALL_LIST.search(title)
            if bool(tech) != bool(everyone):
                return tech is not None
            break
    length = len(listing.records)
    everybody, technical = facts.value("personnel_counts.all"), facts.value("personnel_counts.tech")
    if technical == length != everybody:
        return True
    first = next((b for b in view.blocks if isinstance(b, Line)), None)
    title = squash(first.text) if first else ""
    if _TECH_LIST.search(title) and not _ALL_LIST.search(title):
        return True
    return False if everybody == length else None


def _record_the_rest(facts: FactCollector, names: Mapping[int, Cell]) -> None:
    """Where a list of technical staff stands beside that of all, who is only in the latter is none."""
    for number, name in names.items():
        if facts.value(f"personnel[{number}].tech") is None:
            facts.add(f"personnel[{number}].tech", False, snippet(name))
