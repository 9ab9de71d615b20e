"""Notices of change: a firm's new name (变更通知), a patent's new owner (手续合格通知书).

A notice counts for what its change block says. One that records another change (an
address, an agent, a withdrawal) gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prereview.documents.model import Line, Snippet, Table, snippet
from prereview.dossier.extractors.licence_lines import all_lines, cut, day_of, last_lone_day, recognised
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.names import firm_names_in
from prereview.dossier.values.repair import read_patent_number

_ITEM = ("变更项目", "变更事项", "登记事项", "变更内容", "项目")
_BEFORE = ("变更前", "变更前内容", "原登记内容", "原登记事项", "变更前登记内容", "变更前名称")
_AFTER = ("变更后", "变更后内容", "核准变更登记内容", "变更后登记内容", "现登记内容", "变更后名称")
_NAMES = re.compile(r"名称")
_OWNERS = re.compile(r"专利权人|申请人|著作权人")
_SENTENCE = re.compile(
    r"由[“\"「]?(?P<before>[^“”\"「」,。;]{4,50}?公司)[”\"」]?(?:名称)?(?:变更|更名)为[“\"「]?(?P<after>[^“”\"「」,。;]{4,50}?公司)"
)
_LABELS = {
    "before": ("原企业名称", "变更前名称", "原名称", "变更前企业名称", "变更前"),
    "after": ("变更后名称", "现企业名称", "新企业名称", "现名称", "变更后企业名称", "变更后"),
    "changed_on": ("变更日期", "核准日期", "准予变更日期", "登记日期"),
    "sent_on": ("发文日", "发文日期"),
}


class _Change(NamedTuple):
    before: str
    after: str
    place: Snippet


def extract_name_change(view: SectionView, facts: FactCollector) -> None:
    """Add a firm's former and present name with the day of the change."""
    lines = all_lines(view.blocks)
    change = next(_changes(view, _NAMES), None)
    found = cut(lines, _LABELS)
    if change is None and "before" in found and "after" in found:
        change = _Change(squash(found["before"].text), squash(found["after"].text), found["after"])
    if change is None:
        for line in lines:
            match = _SENTENCE.search(squash(line.text))
            if match:
                change = _Change(match["before"], match["after"], snippet(line))
    if change is None or not (firm_names_in(change.before) and firm_names_in(change.after)):
        return
    facts.add("name_changes[1].before", change.before, change.place)
    facts.add("name_changes[1].after", change.after, change.place)
    day = day_of(found.get("changed_on")) or last_lone_day(lines)
    if day:
        facts.add("name_changes[1].changed_on", *day)


def extract_transfer(view: SectionView, facts: FactCollector) -> None:
    """Add the owners of a right before and after a recorded transfer."""
    lines = all_lines(view.blocks)
    number = next(_numbers(lines), None)
    change = next(_changes(view, _OWNERS), None)
    if number is None or change is None:
        return
    record = f"ip_transfers[{number}]"
    facts.add(f"{record}.before", change.before, change.place)
    facts.add(f"{record}.after", change.after, change.place)
    sent = day_of(cut(lines, _LABELS).get("sent_on")) or last_lone_day(lines)
    if sent:
        facts.add(f"{record}.recorded_on", *sent)


def _changes(view: SectionView, item: re.Pattern[str]) -> Iterator[_Change]:
    for block in view.blocks:
        if not isinstance(block, Table):
            continue
        grid = Grid(block)
        for row in range(grid.row_count):
            columns = grid.columns(row, {"item": _ITEM, "before": _BEFORE, "after": _AFTER})
            if "before" not in columns or "after" not in columns:
                continue
            for below in range(row + 1, grid.row_count):
                label = bare(grid.text(below, columns.get("item", 0)))
                cell = grid.cell(below, columns["after"])
                before, after = grid.text(below, columns["before"]), grid.text(below, columns["after"])
                if cell and before and after and item.search(label):
                    yield _Change(squash(before), squash(after), snippet(cell))


def _numbers(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        text = squash(line.text)
        if "专利号" in text or "申请号" in text:
            digits = re.search(r"(?:专利号|申请号)[^0-9A-Z]*((?:ZL)?[0-9.X]{9,18})", text)
            marked = f"ZL{digits[1].removeprefix('ZL')}" if digits else text
            reading = read_patent_number(marked, recognised=recognised(line))
            if reading:
                yield reading.value
