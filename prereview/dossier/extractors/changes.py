"""What a notice says was changed: the item, its former and its present content.

Notices set changes in a table or say them line by line (变更项目、变更前、变更后).
Only changes of the items asked for count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from prereview.documents.model import Block, Snippet, snippet
from prereview.dossier.extractors.licence_lines import all_lines, day_of
from prereview.dossier.finders.labels import Labels, cut_each, flat
from prereview.dossier.finders.listing import Record, cell_of, read_listings, text_of
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.finders.mending import mend
from prereview.dossier.values.dates import Day

OWNERS = re.compile(r"专利权人|申请人|著作权人|权利人")
"""Items that are the owner of a right."""

NAMES = re.compile(r"名称")
"""Items that are a firm's name."""

_COLUMNS: Labels = {
    "item": ("变更项目", "变更事项", "登记事项", "著录项目", "变更内容", "事项", "项目", "变更登记事项"),
    "before": (
        *("变更前", "变更前内容", "变更前登记内容", "变更前事项", "变更前名称", "原登记内容", "原登记事项"),
        *("原核准内容", "变更前权利人", "变更前信息", "原内容"),
    ),
    "after": (
        *(
            "变更后",
            "变更后内容",
            "变更后登记内容",
            "变更后事项",
            "变更后名称",
            "核准变更登记内容",
            "现登记内容",
        ),
        *("变更登记内容", "准予变更登记内容", "核准变更内容", "变更后权利人", "变更后信息", "现内容"),
    ),
    "day": (
        "变更日期",
        "变更生效日",
        "登记生效日",
        "生效日",
        "核准日期",
        "变更时间",
        "登记日期",
        "公告日",
        "日期",
    ),
}


class Change(NamedTuple):
    """One change with where its new content stands, and its day if the row gives one."""

    before: str
    after: str
    place: Snippet
    day: tuple[Day, Snippet] | None = None


def changes_in(blocks: Iterable[Block], items: re.Pattern[str]) -> Iterator[Change]:
    """The changes of such items, in the order listed."""
    blocks = list(blocks)
    listings = read_listings(blocks, _COLUMNS, key="after")
    for listing in listings:
        for record in listing.records:
            change = _of_record(record, items)
            if change:
                yield change
    if not listings:
        yield from _line_by_line(blocks, items)


def _of_record(record: Record, items: re.Pattern[str]) -> Change | None:
    after, day = cell_of(record, "after"), cell_of(record, "day")
    before = text_of(record, "before")
    if after is None or not before or not items.search(bare(text_of(record, "item"))):
        return None
    return Change(squash(before), squash(after.text), snippet(after), day_of(snippet(day)) if day else None)


def _line_by_line(blocks: Sequence[Block], items: re.Pattern[str]) -> Iterator[Change]:
    """Labels one after the other; the item may be part of them (专利权人变更前)."""
    lines = mend(all_lines(blocks), _COLUMNS)
    item, before = "", ""
    for name, value in cut_each(lines, _COLUMNS):
        text = flat(value)
        if name == "item":
            item, before = text, ""
        elif name == "before":
            before = text
        elif name == "after" and before and items.search(item):
            yield Change(squash(before), squash(text), value)
            before = ""
