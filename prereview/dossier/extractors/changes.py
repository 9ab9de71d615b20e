"""What a notice says was changed: the item, its former and its present content.

Notices set changes in a table or say them line by line (变更项目、变更前、变更后).
Only changes of the items asked for count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from prereview.documents.model import Block, Cell, Snippet, snippet
from prereview.dossier.extractors.licence_lines import all_lines, day_of
from prereview.dossier.finders.labels import Labels, cut_each, flat
from prereview.dossier.finders.listing import Record, cell_of, read_listings
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.finders.mending import mend
from prereview.dossier.values.dates import Day

OWNERS = re.compile(r"(?:专利权人|申请人|著作权人|权利人)(?!.*(?:地址|邮编|邮政编码|国籍|代码|证件))")
"""Items that are the owner of a right, not where the owner lives."""

NAMES = re.compile(r"名称")
"""Items that are a firm's name."""

_COLUMNS: Labels = {
    "item": (
        *("核准变更事项", "核准变更(备案)事项", "变更(备案)事项", "变更(备案)项目", "原登记项目"),
        *("变更项目", "变更事项", "登记事项", "著录项目", "变更内容", "事项", "项目", "变更登记事项"),
    ),
    "before": (
        *("变更前", "变更前内容", "变更前登记内容", "变更前事项", "变更前名称", "原登记内容", "原登记事项"),
        *("原核准内容", "变更前权利人", "变更前信息", "原内容"),
        *("变更(备案)前内容", "变更(备案)前", "核准变更前内容", "核准变更前", "备案前内容"),
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
        *("变更(备案)后内容", "变更(备案)后", "核准变更后内容", "核准变更后", "现登记事项", "备案后内容"),
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


_ADDRESS = re.compile(r"地址")
_ABOVE_ADDRESS = re.compile(r"(\D{2,60}?)\d{6}[\u4e00-\u9fff]")


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
    item, former = cell_of(record, "item"), cell_of(record, "before")
    if after is None or former is None or item is None:
        return None
    before, now = squash(former.text), squash(after.text)
    if not items.search(bare(item.text)):
        cut = _first_of_several(item, before, now) if items.search(bare(item.lines[0])) else None
        if cut is None:
            return None
        before, now = cut
    return Change(before, now, snippet(after), day_of(snippet(day)) if day else None)


def _first_of_several(item: Cell, before: str, after: str) -> tuple[str, str] | None:
    """The names where no rule parts them from the addresses below, which begin with a postcode."""
    if not (len(item.lines) > 1 and _ADDRESS.search(item.lines[-1])):
        return None
    names = [match[1] if (match := _ABOVE_ADDRESS.match(text)) else None for text in (before, after)]
    return (names[0], names[1]) if names[0] and names[1] else None


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
