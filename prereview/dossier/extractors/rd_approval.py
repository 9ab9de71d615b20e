"""研发项目立项材料: reports, task books and decisions by which an R&D project was approved.

Promised: name, firm, day of the decision, period, budget, leader and members of
one project, or of each project where one decision approves several in a list.

Refused: the day a report was written is not the day it was approved; a budget
without a unit has no value in yuan.
"""

from __future__ import annotations

import re
from decimal import Decimal

from prereview.documents.model import Snippet, Table, snippet
from prereview.dossier.extractors.papers import known_name, last_day
from prereview.dossier.extractors.project_labels import LABELS, LISTED
from prereview.dossier.extractors.project_papers import (
    NUMBERING,
    Paper,
    below_heading,
    days_in,
    firm,
    one_activity,
    open_paper,
    person,
    project_name,
    record_leader,
    record_name,
    record_period,
)
from prereview.dossier.extractors.sealing import record_seal
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.labelled import first_amount, first_day
from prereview.dossier.finders.listing import Listing, Record, cell_of, read_listings, text_of
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import MONEY, YUAN, parse_amount, unit_in
from prereview.dossier.values.dates import Day, read_date, read_period
from prereview.dossier.values.identifiers import row_numbers

DECIDED = (
    "批准日期",
    "批准时间",
    "批准立项日期",
    "批准立项时间",
    "立项批准日期",
    "立项批准时间",
    "审批日期",
    "审批时间",
    "立项审批日期",
    "决议日期",
    "决议时间",
    "立项日期",
    "立项时间",
    "项目立项日期",
    "项目立项时间",
    "下达日期",
    "签发日期",
)
"""Labels of the day of the decision, surest first."""

_DECISION = re.compile(
    rf"^{NUMBERING}"
    r"(?:项目|立项|审批|审核|审定|批准|评审|评估|论证|领导|公司|单位|企业|总经理|董事长|总经办|管理层|办公会|"
    r"技术委员会|专家组?|小组|财务部?门?|研发部?门?|技术部?门?|部门|负责人|主管|决策)*"
    r"(?:意见|结论|决议|决定|批示|审批)(?:[:(]|$)"
)
_APPROVER = re.compile(r"批准|总经理|董事长|法定代表人|总裁|公司意见|领导|办公会|同意立项")
_WRITER = re.compile(r"(?:编制|填报|填表|申报|申请|编写|制表|报告|打印)(?:人|日期|时间|单位)?[^。;]{0,8}$")
_DECISION_PAPER = re.compile(r"决议|批复|决定|通知|纪要|审批表|批准书")
_MEETING = ("会议时间", "会议日期", "开会时间")
_AGREED = re.compile(r"同意|批准|盖章|公章")

_MEMBERS = {
    "name": ("姓名", "成员姓名", "项目组成员", "成员", "人员姓名", "参加人员", "研发人员"),
    "duty": (
        "项目分工",
        "分工",
        "职责",
        "任务分工",
        "承担任务",
        "项目职务",
        "在本项目中的分工",
        "角色",
        "项目中职务",
    ),
    "title": ("职称", "职务", "职称/职务", "技术职称"),
    "degree": ("学历", "文化程度"),
    "department": ("部门", "所在部门", "工作单位", "单位"),
}
_PROJECTS = {**LISTED, "budget": (*LABELS["budget"], "经费")}
_TOTAL = ("合计", "总计", "合计金额", "总预算", "预算合计", "预算总额", "支出预算合计", "经费合计")
_BUDGET_TITLE = re.compile(r"预算|概算|经费")
_BUDGET_IN_TEXT = re.compile(
    r"(?:预算|概算)(?:总额|总计|合计|总投入|经费|金额)?(?:约)?(?:为|共计|共|:)?" + MONEY
)


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `rd_approvals`."""
    paper = open_paper(
        view, {"decided": DECIDED, "meeting": _MEETING, "members": ("项目组成员", "项目成员", "主要成员")}
    )
    decided = _decided_on(paper)
    projects = _listed_projects(view)
    if projects and (project_name(paper) is None or sum(len(p.records) for p in projects) > 1):
        for number, (listing, record) in enumerate(((p, r) for p in projects for r in p.records), 1):
            path = _record_listed(facts, listing, record, number)
            _record_decision(paper, decided, facts, path)
        return
    path = record_name(paper, facts, "rd_approvals")
    record_period(paper, facts, path)
    record_leader(paper, facts, path)
    _record_decision(paper, decided, facts, path)
    budget = _budget(paper)
    if budget:
        facts.add_money(f"{path}.budget", budget[0], budget[1])
    _record_members(paper, facts, path)


def _record_decision(
    paper: Paper, decided: tuple[Day, Snippet] | None, facts: FactCollector, path: str
) -> None:
    owner = firm(paper)
    if owner:
        facts.add(f"{path}.firm_name", owner[0], owner[1])
    record_seal(paper.view.pages, facts, path)
    if decided:
        facts.add(f"{path}.approved_on", decided[0], decided[1])


# ---- the day of the decision


def _decided_on(paper: Paper) -> tuple[Day, Snippet] | None:
    """At its label, else under the opinions, the approver's last; of a decision the day it is dated."""
    labelled = first_day(paper.found, "decided", DECIDED)
    if labelled:
        return labelled
    days = [
        day
        for day in days_in(RunningText(below_heading(paper.view.blocks, _DECISION)))
        if not _WRITER.search(day[1])
    ]
    approved = [day for day in days if _APPROVER.search(day[1])] or days
    if approved:
        return approved[-1][0], approved[-1][2]
    title = "".join(squash(line.text) for line in paper.lines[:4])
    if _DECISION_PAPER.search(title):
        return first_day(paper.found, "meeting") or last_day(paper.lines)
    closing = "".join(squash(line.text) for line in paper.lines[-8:])
    return last_day(paper.lines[-8:]) if _AGREED.search(closing) else None


# ---- budget


def _budget(paper: Paper) -> tuple[Decimal, Snippet] | None:
    labelled = first_amount(paper.found, "budget", LABELS["budget"])
    if labelled:
        return labelled
    title: list[str] = []
    form: Table | None = None
    for block in paper.view.blocks:
        if isinstance(block, Table):
            within = _cell_around(block, form)
            total = _total_of(block, title or within)
            if total:
                return total
            title, form = [], form if within else block
        else:
            title = [*title, squash(block.text)][-3:]
    stated = {find.match["amount"]: find.place for find in paper.text.finds(_BUDGET_IN_TEXT)}
    amounts = {parse_amount(text): place for text, place in stated.items()}
    only = next(iter(amounts.items())) if len(amounts) == 1 else None
    return (only[0], only[1]) if only and only[0] is not None else None


def _cell_around(table: Table, form: Table | None) -> list[str]:
    """The text of the cell of a form that a table stands in: such tables follow the form."""
    inside = [squash(cell.text) for cell in table.cells]
    around = (squash(cell.text) for cell in (form.cells if form else ()))
    return [text for text in around if all(part in text for part in inside)]


def _total_of(table: Table, title: list[str]) -> tuple[Decimal, Snippet] | None:
    """The total of a budget table: where 合计 crosses the amounts, or the last amount in its row."""
    inside = [c.text for c in table.cells]
    if not any(map(_BUDGET_TITLE.search, (*title, *inside[:8]))):
        return None
    unit = next((u for u in map(unit_in, (*title, *inside)) if u), None)
    grid = Grid(table)
    for label in grid.find_all(*_TOTAL):
        below = [c for c in grid.column(label.column) if c.row > label.row]
        beside = [c for c in grid.row(label.row) if c.column > label.column]
        for cell in (*reversed(beside), *reversed(below)):
            if unit is None and "元" not in cell.text:
                continue
            yuan = parse_amount(cell.text, unit or YUAN)
            if yuan is not None:
                return yuan, snippet(cell)
    return None


# ---- members


def _record_members(paper: Paper, facts: FactCollector, path: str) -> None:
    """Names of the people of the project; the leader's from their duties where no label gives it."""
    members: dict[str, Snippet] = {}
    for listing in read_listings(paper.view.blocks, _MEMBERS, "name"):
        for record in listing.records:
            cell = cell_of(record, "name")
            name = person(cell.text) if cell else None
            if cell is None or name is None:
                continue
            members.setdefault(name, snippet(cell))
            duty = text_of(record, "duty") + text_of(record, "title")
            if (
                re.search(r"项目(?:负责人|组长)|课题负责人|^负责人", duty)
                and facts.value(f"{path}.leader") is None
            ):
                facts.add(f"{path}.leader", name, snippet(cell))
    if not members:
        members = _named_members(paper)
    if members:
        facts.add(f"{path}.members", tuple(members), *members.values())


def _named_members(paper: Paper) -> dict[str, Snippet]:
    for labelled in paper.found.get("members", ()):
        names = [person(part) for part in re.split(r"[、,;\s]+", labelled.value.text)]
        if len(names) > 1 and all(names):
            return {name: labelled.value for name in names if name}
    return {}


# ---- several projects in one decision


def _listed_projects(view: SectionView) -> list[Listing]:
    return [
        p for p in read_listings(view.blocks, _PROJECTS, "name") if len(p.labels) > 2 or "number" in p.labels
    ]


def _record_listed(facts: FactCollector, listing: Listing, record: Record, number: int) -> str:
    activity = one_activity(text_of(record, "number")) or _leading_activity(text_of(record, "name"))
    path = f"rd_approvals[{activity or f'?{number}'}]"
    cells = {name: cell_of(record, name) for name in _PROJECTS}
    if cells["name"]:
        facts.add(f"{path}.name", known_name(cells["name"].text), snippet(cells["name"]))
    if cells["leader"]:
        facts.add(f"{path}.leader", person(cells["leader"].text), snippet(cells["leader"]))
    start, end = read_period(text_of(record, "period"))
    for day, field, column in ((start, "started_on", "started"), (end, "ended_on", "ended")):
        place = cells["period"] or cells[column]
        if place:
            facts.add(f"{path}.{field}", day or read_date(text_of(record, column)), snippet(place))
    budget = cells["budget"]
    if budget:
        head = listing.labels["budget"].text
        unit = unit_in(head) or next((u for u in (unit_in(p.text) for p in listing.heading) if u), None)
        if unit or "元" in budget.text:
            facts.add_money(f"{path}.budget", parse_amount(budget.text, unit or YUAN), snippet(budget))
    return path


def _leading_activity(text: str) -> str | None:
    numbers = row_numbers(bare(text)[:6], "RD")
    return numbers[0] if numbers else None
