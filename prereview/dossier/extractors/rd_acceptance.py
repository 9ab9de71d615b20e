"""研发项目验收材料: reports and opinions by which an R&D project was closed.

Promised: which project, when it was accepted, whether it passed, its period,
leader, money and the rights it names; of each project where one paper lists several.

Refused: the end of the project is not the day of its acceptance.
"""

from __future__ import annotations

import re
from decimal import Decimal

from prereview.documents.model import Snippet, snippet
from prereview.dossier.extractors.papers import known_name, last_day, record_firm
from prereview.dossier.extractors.project_labels import LABELS, LISTED
from prereview.dossier.extractors.project_papers import (
    NUMBERING,
    Paper,
    below_heading,
    days_in,
    one_activity,
    open_paper,
    person,
    project_name,
    record_leader,
    record_name,
    record_period,
)
from prereview.dossier.extractors.sealing import record_seal
from prereview.dossier.facts import FactCollector, Value
from prereview.dossier.finders.labelled import first_amount, first_day
from prereview.dossier.finders.listing import Listing, Record, cell_of, read_listings, text_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import MONEY, parse_amount
from prereview.dossier.values.choices import is_choice, ticked_text
from prereview.dossier.values.dates import Day, read_date, read_period
from prereview.dossier.values.identifiers import right_key

ACCEPTED = (
    "验收日期",
    "验收时间",
    "验收通过日期",
    "通过验收日期",
    "通过验收时间",
    "验收完成日期",
    "验收会议时间",
    "验收会议日期",
    "验收会时间",
    "结题日期",
    "结题时间",
    "结题验收日期",
    "结题验收时间",
    "评审日期",
    "评审时间",
    "鉴定日期",
    "会议时间",
    "会议日期",
)
"""Labels of the day of acceptance, surest first."""

_SPENT = (
    "实际支出",
    "实际支出经费",
    "实际经费支出",
    "经费决算",
    "决算金额",
    "实际使用经费",
    "实际投入经费",
    "经费支出",
)
_COLUMNS = {
    **LISTED,
    "accepted": ACCEPTED,
    "outcome": ("验收结论", "验收意见", "验收结果", "结题结论", "是否通过验收", "验收情况", "结论"),
}
_OPINION = re.compile(
    rf"^{NUMBERING}(?:项目|公司|单位|部门|专家组?|验收组?|结题|评审|鉴定|委员会|小组|总经理|领导)*"
    r"(?:意见|结论|决议)(?:(?:及|和|与)(?:意见|结论|建议|评价))?(?:[:(]|$)"
)
_MET = re.compile(
    r"(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)(?:(?!20\d{2}年)[^。;]){0,40}(?:组织|召开|进行|邀请|通过|同意)[^。;]{0,40}(?:验收|评审|鉴定|结题)"
)
_IN_TEXT = {
    "budget": (re.compile(rf"(?:项目|经费|总)(?:总)?预算(?:经费|总额|金额)?(?:为|共|:)?{MONEY}"),),
    "spent": (
        re.compile(rf"(?:实际|累计|共)(?:归集|支出|投入|使用|发生|列支)[^,。;\d]{{0,12}}(?:为|共|:)?{MONEY}"),
        re.compile(rf"(?:支出|决算)(?:总额|合计)?(?:为|共|:){MONEY}"),
    ),
}
_PASSED = re.compile(
    r"(?P<no>(?:不|未|没有)(?:能|予|同意)?)?(?:一致)?(?:同意)?(?:其|该项目|项目|予以)?"
    r"(?:通过(?:了)?(?:项目|最终|结题)?(?:验收|评审|鉴定)|(?:准予|同意|予以)结题|验收(?:结论|结果|意见)?:?(?:合格|通过))"
)
_OUTCOME = re.compile(r"^(?:一致)?(?P<no>不|未)?(?:予以?|予)?(?:同意)?(?:通过|合格|结题)")
_RIGHT = re.compile(r"ZL\d{12}\.?[\dX]|(?:19|20)\d{2}SR\d{5,7}|BS\.?\d{9}")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `rd_acceptances`."""
    paper = open_paper(view, {"accepted": ACCEPTED, "spent": _SPENT})
    listed = [record for listing in _listed_projects(view) for record in listing.records]
    if len(listed) > 1 or (listed and project_name(paper) is None):
        for order, record in enumerate(listed, 1):
            record_seal(view.pages, facts, _record_listed(facts, record, order))
        record_firm(view, facts)
        return
    path = record_name(paper, facts, "rd_acceptances")
    accepted = _accepted_on(paper)
    if accepted:
        facts.add(f"{path}.accepted_on", accepted[0], accepted[1])
    record_period(paper, facts, path)
    record_leader(paper, facts, path)
    for field in ("budget", "spent"):
        yuan = first_amount(paper.found, field, LABELS.get(field, ())) or _in_text(paper, field)
        if yuan:
            facts.add_money(f"{path}.{field}", yuan[0], yuan[1])
    _record_outcome(paper, facts, path)
    record_seal(view.pages, facts, path)
    number = path.partition("[")[2].rstrip("]")
    title = KIND_TITLES[view.kind]
    record_firm(view, facts, title if number.startswith("?") else f"{number}{title}")


# ---- several projects in one list


def _listed_projects(view: SectionView) -> list[Listing]:
    """Lists of projects that say of each when or with what outcome it was accepted."""
    return [
        listing
        for listing in read_listings(view.blocks, _COLUMNS, "name")
        if {"accepted", "outcome"} & set(listing.labels)
    ]


def _record_listed(facts: FactCollector, record: Record, order: int) -> str:
    activity = one_activity(text_of(record, "number")) or one_activity(text_of(record, "name"))
    path = f"rd_acceptances[{activity or f'?{order}'}]"
    cells = {name: cell_of(record, name) for name in _COLUMNS}
    start, end = read_period(text_of(record, "period"))
    outcome = _OUTCOME.match(squash(text_of(record, "outcome")))
    values: tuple[tuple[str, str, Value | None], ...] = (
        ("name", "name", known_name(text_of(record, "name"))),
        ("accepted_on", "accepted", read_date(text_of(record, "accepted"))),
        ("started_on", "period" if start else "started", start or read_date(text_of(record, "started"))),
        ("ended_on", "period" if end else "ended", end or read_date(text_of(record, "ended"))),
        ("leader", "leader", person(text_of(record, "leader"))),
        ("passed", "outcome", outcome["no"] is None if outcome else None),
    )
    for field, column, value in values:
        cell = cells[column]
        if cell is not None and value is not None:
            facts.add(f"{path}.{field}", value, snippet(cell))
    return path


# ---- one project


def _accepted_on(paper: Paper) -> tuple[Day, Snippet] | None:
    """At its label, else the last one under the opinion, that of the meeting, or the closing one."""
    labelled = first_day(paper.found, "accepted", ACCEPTED)
    if labelled:
        return labelled
    days = days_in(RunningText(below_heading(paper.view.blocks, _OPINION)))
    if days:
        return days[-1][0], days[-1][2]
    met = paper.text.find(_MET)
    day = read_date(met.match["day"]) if met else None
    return (day, met.place) if met and day else last_day(paper.behind_cover)


def _in_text(paper: Paper, field: str) -> tuple[Decimal, Snippet] | None:
    for pattern in _IN_TEXT[field]:
        find = paper.text.find(pattern)
        yuan = parse_amount(find.match["amount"]) if find else None
        if find and yuan is not None:
            return yuan, find.place
    return None


def _record_from_cells(paper: Paper, facts: FactCollector, path: str) -> None:
    """The outcome in the cells of a form: in words, or as a ticked box."""
    for cell in (cell for table in paper.view.tables() for cell in table.cells):
        text = squash(cell.text)
        found = _OUTCOME.match(ticked_text(text) or "") if is_choice(text) else _PASSED.search(text)
        if found:
            facts.add(f"{path}.passed", found["no"] is None, snippet(cell))
            return


def _record_outcome(paper: Paper, facts: FactCollector, path: str) -> None:
    """Whether it passed, and the registered rights the paper names."""
    finds = list(paper.text.finds(_PASSED))
    if finds:
        facts.add(f"{path}.passed", finds[-1].match["no"] is None, finds[-1].place)
    else:
        _record_from_cells(paper, facts, path)
    rights = {key: find.place for find in paper.text.finds(_RIGHT) if (key := right_key(find.match[0]))}
    if rights:
        facts.add(f"{path}.rights", tuple(rights), *rights.values())
