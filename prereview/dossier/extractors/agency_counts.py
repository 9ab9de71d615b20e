"""How many people an intermediary has, and how many of them are accountants or tax agents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from prereview.documents.model import Cell, Snippet, Table, snippet
from prereview.dossier.extractors.licence_lines import all_lines
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.labelled import find_labelled
from prereview.dossier.finders.labels import Labels, flat
from prereview.dossier.finders.listing import cell_of, read_listings
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.finders.running import Find, RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_ratio

_LABELS: Labels = {
    "staff": (
        *(
            "全年月平均职工人数",
            "月平均职工人数",
            "职工全年月平均人数",
            "全年月平均在职职工人数",
            "月平均人数",
        ),
        *("全年月平均人数", "年平均职工人数", "月平均从业人员人数", "职工月平均人数"),
    ),
    "accountants": (
        *("注册会计师人数", "税务师人数", "注册税务师人数", "注册会计师(税务师)人数", "注册会计师数量"),
        *("注册会计师总数", "注册会计师", "其中:注册会计师"),
    ),
    "share": (
        *("占比", "注册会计师占比", "税务师占比", "注册会计师占职工人数比例", "占职工全年月平均人数比例"),
        *("占职工人数比例", "注册会计师占全年月平均职工人数的比例", "所占比例"),
    ),
}
_PERSON: Labels = {
    "name": ("注册会计师姓名", "税务师姓名", "注册税务师姓名", "姓名", "注册会计师"),
    "number": ("证书编号", "注册会计师证书编号", "执业证书编号", "注册编号", "证书号", "执业会员证书编号"),
}
_AVERAGE = re.compile(
    r"(?:月平均|年平均|年均)(?:在职|在册)?(?:职工|从业人员|员工|人员)?(?:总)?(?:人数|数)?(?:为|是|共|:)?(\d+(?:\.\d+)?)(?:人|名|$)"
)
_ACCOUNTANTS = re.compile(r"(?:注册会计师|税务师)(?:人数|人员)?(?:为|是|共有?|有|:)?(\d+)(?:名|人|$)")
_SHARE = re.compile(r"(?:占|比例)[^,。;%\d]{0,24}?(\d+(?:\.\d+)?)%")
_DEMAND = re.compile(r"不低于|不少于|以上|不得|应当|须")
"""Words of what is asked of an intermediary, not of what one has."""

_CLAUSE = re.compile(r"[^。;]+")
_MONTHS = 12
_OPENING, _CLOSING = re.compile(r"^月初"), re.compile(r"^月末|^月底")
_AVERAGE_HEAD = re.compile(r"平均")


def read_counts(view: SectionView, facts: FactCollector) -> None:
    """Add the yearly average of staff, the number of accountants and their share."""
    _from_sentences(view, facts)
    _from_labels(view, facts)
    if facts.value("agency.staff_average") is None:
        _from_months(
            [table for page in view.pages for table in page.blocks if isinstance(table, Table)], facts
        )
    if facts.value("agency.cpa_count") is None:
        _from_list(view, facts)


def _from_sentences(view: SectionView, facts: FactCollector) -> None:
    text = RunningText(all_lines(view.blocks))
    for clause in text.finds(_CLAUSE):
        statement = clause.match[0]
        average, count = _AVERAGE.search(statement), _ACCOUNTANTS.search(statement)
        if average is None and count is None:
            continue
        if average:
            facts.add("agency.staff_average", Decimal(average[1]), _place(text, clause, average))
        if count:
            facts.add("agency.cpa_count", int(count[1]), _place(text, clause, count))
        share = _SHARE.search(statement, (count or average or clause.match).end() if count or average else 0)
        if share and not _DEMAND.search(share[0]):
            facts.add("agency.cpa_ratio", parse_ratio(f"{share[1]}%"), _place(text, clause, share))


def _place(text: RunningText, clause: Find, part: re.Match[str]) -> Snippet:
    start = clause.match.start()
    return text.place(start + part.start(), start + part.end())


def _from_labels(view: SectionView, facts: FactCollector) -> None:
    found = find_labelled(view.blocks, _LABELS)
    for label, path in (("staff", "staff_average"), ("accountants", "cpa_count"), ("share", "cpa_ratio")):
        if facts.value(f"agency.{path}") is not None:
            continue
        for candidate in found.get(label, ()):
            text = squash(flat(candidate.value))
            number = re.fullmatch(r"(\d+(?:\.\d+)?)(?:人|名)?", text)
            if label == "share":
                facts.add("agency.cpa_ratio", parse_ratio(text), candidate.value)
            elif number and label == "staff":
                facts.add("agency.staff_average", Decimal(number[1]), candidate.value)
            elif number and "." not in number[1]:
                facts.add("agency.cpa_count", int(number[1]), candidate.value)
            if facts.value(f"agency.{path}") is not None:
                break


# ---- from what they are made of


def _from_months(tables: Sequence[Table], facts: FactCollector) -> None:
    """The printed average of a table of months, else the mean of its opening and closing numbers."""
    for table in tables:
        grid = Grid(table)
        rows = {bare(row[0].text): row for n in range(grid.row_count) if (row := grid.row(n))}
        opening = next((row for label, row in rows.items() if _OPENING.search(label)), None)
        closing = next((row for label, row in rows.items() if _CLOSING.search(label)), None)
        if opening is None or closing is None:
            continue
        printed = list(_printed_average(grid))
        if printed:
            facts.add("agency.staff_average", printed[-1][0], printed[-1][1])
            return
        counts = [*_counts(opening)[:_MONTHS], *_counts(closing)[:_MONTHS]]
        if len(counts) == 2 * _MONTHS:
            average = Decimal(sum(counts)) / (2 * _MONTHS)
            places = (snippet(cell) for cell in (*opening[1:], *closing[1:]) if cell.text)
            facts.add(
                "agency.staff_average",
                average,
                *places,
                working=f"12 个月月初、月末人数之和 {sum(counts)} ÷ 24",
            )
            return


def _printed_average(grid: Grid) -> Iterator[tuple[Decimal, Snippet]]:
    for head in grid.row(0):
        if _AVERAGE_HEAD.search(bare(head.text)):
            for cell in grid.column(head.column):
                if re.fullmatch(r"\d+(?:\.\d+)?", squash(cell.text)):
                    yield Decimal(squash(cell.text)), snippet(cell)


def _counts(row: Sequence[Cell]) -> list[int]:
    return [int(squash(cell.text)) for cell in row[1:] if squash(cell.text).isdigit()]


def _from_list(view: SectionView, facts: FactCollector) -> None:
    """The number of people in the list of accountants."""
    people: dict[str, Snippet] = {}
    for listing in read_listings(view.blocks, _PERSON, key="name"):
        for record in listing.records:
            name, number = cell_of(record, "name"), cell_of(record, "number")
            if name and number and re.search(r"\d{6}", number.text):
                people[squash(name.text) + squash(number.text)] = snippet(name)
    if people:
        facts.add(
            "agency.cpa_count", len(people), *people.values(), working=f"注册会计师名单 {len(people)} 人"
        )
