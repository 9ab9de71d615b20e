"""Cutting the form into its tables, whatever grid they were printed in.

A part is a run of table rows that belong to one table of the official form, with
the lines above it. Rows tell by their labels where they belong, so one Word table
for the whole form, a table per record, and a table broken over pages give the
same parts. Rows without a label go with those before them; a table that belongs
nowhere is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Block, Cell, Line, Table
from prereview.dossier.extractors.application_form import labels, record_labels
from prereview.dossier.extractors.application_form.labels import Field, label_book
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.values.amounts import parse_amount, parse_count
from prereview.dossier.values.identifiers import row_numbers

PartKind = Literal[
    "register",
    "main",
    "ip_counts",
    "ip_list",
    "staff",
    "rd",
    "costs",
    "products",
    "innovation",
    "standards",
]

_TITLES: tuple[tuple[re.Pattern[str], PartKind], ...] = (
    (re.compile(r"注册登记表$"), "register"),
    (re.compile(r"主要情况(?:表)?$"), "main"),
    (re.compile(r"知识产权(?:\(?已使用\)?)?汇总表"), "ip_list"),
    (re.compile(r"人力资源情况表?"), "staff"),
    (re.compile(r"研(?:究开)?发活动情况"), "rd"),
    (re.compile(r"费用(?:结构)?明细表"), "costs"),
    (re.compile(r"高新技术产品(?:\(服务\))?情况"), "products"),
    (re.compile(r"企业创新能力$"), "innovation"),
    (re.compile(r"标准.*(?:制定情况|汇总表)"), "standards"),
)
_LONGEST_TITLE = 60
_LONGEST_SPECK = 6

_SHARED = frozenset(
    {"名称", "编号", "序号", "类别", "类型", "级别", "其中", "合计", "总计", "小计", "其他", "年度", "种类"}
)
"""Labels too common to tell where a row belongs."""

_RUNS_ON: frozenset[PartKind] = frozenset({"register", "rd", "products", "innovation"})
"""Parts whose rows carry their own labels, so that two halves need not have one grid."""


class Part(msgspec.Struct, frozen=True):
    """Rows of one table of the form; `heading` are the lines between the table before and this one."""

    kind: PartKind
    table: Table
    heading: tuple[Line, ...]
    first_on_page: bool

    @property
    def recognised(self) -> bool:
        """Whether its cells come from a scan: an empty cell may then just be unread."""
        return any(cell.method == "ocr" for cell in self.table.cells)


def parts_of(blocks: Iterable[Block]) -> list[Part]:
    """The parts of the form in reading order."""
    parts: list[Part] = []
    heading: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            heading.append(block)
            continue
        for part in _cut(block, tuple(heading), parts[-1] if parts else None):
            if parts and _goes_on(parts[-1], part):
                parts[-1] = _joined(parts[-1], part)
            else:
                parts.append(part)
        heading = []
    return parts


def title_kind(text: str) -> PartKind | None:
    """The table a heading announces; None for any other text."""
    plain = squash(text)
    if len(plain) > _LONGEST_TITLE:
        return None
    return next((kind for pattern, kind in _TITLES if pattern.search(plain)), None)


# ---- which row belongs where


def _labels_of(fields: Iterable[Field], *more: Iterable[str]) -> set[str]:
    found = {bare(label) for field in fields for label in field.labels}
    return found | {bare(label) for group in more for label in group}


_OWNED: Mapping[PartKind, set[str]] = {
    "register": _labels_of(
        (*labels.REGISTER, *labels.REGISTER_OTHER), labels.REPRESENTATIVE, labels.REGISTER_STOPS
    ),
    "main": _labels_of((*labels.MAIN, *labels.YEARLY), labels.MAIN_STOPS),
    "ip_counts": _labels_of(labels.COUNTS, labels.COUNTS_STOPS),
    "ip_list": _labels_of(labels.RIGHTS),
    "staff": _labels_of(
        (*labels.STAFF_ROWS, *labels.STAFF_GROUPS), labels.STAFF_STOPS, *labels.STAFF_COLUMNS.values()
    ),
    "rd": _labels_of(record_labels.ACTIVITY, record_labels.ACTIVITY_KEY, record_labels.ACTIVITY_STOPS),
    "costs": _labels_of(record_labels.COSTS),
    "products": _labels_of(record_labels.PRODUCT, record_labels.PRODUCT_KEY),
    "innovation": _labels_of(record_labels.INNOVATION),
    "standards": _labels_of(record_labels.STANDARDS),
}


def _anchors() -> LabelBook:
    """Labels that belong to one table only, by the table."""
    owners = Counter(label for owned in _OWNED.values() for label in owned)
    names: dict[str, list[str]] = {
        kind: [label for label in owned if owners[label] == 1 and label not in _SHARED]
        for kind, owned in _OWNED.items()
    }
    return label_book(names, [label for label, count in owners.items() if count > 1])


_ANCHORS = _anchors()


def _row_kind(cells: Sequence[Cell], current: PartKind | None) -> PartKind | None:
    """The table a row belongs to by its labels; None where they do not tell."""
    texts = [c.text for c in cells if c.text]
    if not texts:
        return None
    if len(texts) == 1:
        title = title_kind(texts[0])
        if title:
            return title
    if row_numbers(texts[0], "IP") or row_numbers(texts[0], "NIP"):
        return "ip_list" if len(cells) > 2 else None
    if sum(_is_number(text, "RD") for text in texts) >= 2:
        return "costs"
    kinds = Counter(kind for i, c in enumerate(cells) if (kind := _anchor(cells, i)))
    if not kinds:
        return None
    (best, count), *others = kinds.most_common(2)
    if others and others[0][1] == count:
        return current if current in kinds else None
    starts = _ANCHORS.name_of(texts[0]) == best
    strong = count >= 2 or (starts and not (best == "ip_counts" and current == "ip_list"))
    return _as_kind(best) if current is None or strong or best == current else None


def _anchor(cells: Sequence[Cell], index: int) -> str | None:
    """The table a cell is a label of. A kind of right is a label only before a number, a blank or a label."""
    kind = _ANCHORS.name_of(cells[index].text)
    if kind != "ip_counts" or index + 1 == len(cells):
        return kind
    right = cells[index + 1].text
    return kind if not right or parse_count(right) is not None or _ANCHORS.name_of(right) else None


def _as_kind(name: str) -> PartKind | None:
    return next((kind for kind in _OWNED if kind == name), None)


def _is_number(text: str, prefix: str) -> bool:
    """Whether a cell holds one row number and nothing else."""
    return len(squash(text)) <= len(prefix) + 4 and len(row_numbers(text, prefix)) == 1


# ---- cutting a table


def _cut(table: Table, heading: tuple[Line, ...], before: Part | None) -> list[Part]:
    grid = Grid(table)
    titles = [kind for line in heading if (kind := title_kind(line.text))]
    current: PartKind | None = titles[-1] if titles else None
    kinds: list[PartKind | None] = []
    for row in range(grid.row_count):
        current = _row_kind(_own_cells(grid, row), current) or current
        kinds.append(current)
    first = next((kind for kind in kinds if kind), None)
    same_grid = before is not None and before.table.column_count == table.column_count
    if first is None and before and same_grid and not any(map(_says_something, heading)):
        first = before.kind
    kinds = [kind or first for kind in kinds]
    starts = _starts(grid, kinds)
    return [
        Part(kind, _rows(table, start, end), heading if start == 0 else (), start == 0)
        for start, end in zip(starts, [*starts[1:], grid.row_count], strict=True)
        if (kind := kinds[start]) is not None
    ]


def _own_cells(grid: Grid, row: int) -> list[Cell]:
    return [c for c in grid.row(row) if c.row == row]


def _starts(grid: Grid, kinds: Sequence[PartKind | None]) -> list[int]:
    """Rows at which another table or another record begins."""
    starts = [0]
    seen: set[str] = set()
    for row, kind in enumerate(kinds):
        marks = _record_marks(_own_cells(grid, row), kind)
        if row and (kind != kinds[row - 1] or marks & seen or ("key" in marks and seen)):
            starts.append(row)
            seen = set()
        seen |= marks
    return starts


_RECORD_MARKS: Mapping[PartKind, LabelBook] = {
    "rd": label_book({"key": record_labels.ACTIVITY_KEY, "name": record_labels.ACTIVITY[0].labels}),
    "products": label_book({"key": record_labels.PRODUCT_KEY, "name": record_labels.PRODUCT[0].labels}),
}
_CAPTION_YEAR = re.compile(r"^(?:20\d{2}年度?|第[一二三]年度?)(?:单位.*|\(.*)?$")


def _record_marks(cells: Sequence[Cell], kind: PartKind | None) -> set[str]:
    """What in a row begins a record: its number, its name; in the cost tables the year or the head."""
    texts = [c.text for c in cells if c.text]
    if kind == "costs":
        figures = any(parse_amount(text) is not None for text in texts)
        head = not figures and any(squash(text)[:2] == "RD" and row_numbers(text, "RD") for text in texts)
        caption = len(texts) <= 2 and any(_CAPTION_YEAR.match(squash(text)) for text in texts)
        return {"head"} if head else {"key"} if caption else set()
    book = _RECORD_MARKS.get(kind) if kind else None
    if book is None or len(texts) > 6:
        return set()
    marks = {name for text in texts if (name := book.name_of(text.partition(":")[0]))}
    prefix = "RD" if kind == "rd" else "PS"
    if len(texts) == 1 and len(squash(texts[0])) < 20 and row_numbers(texts[0], prefix):
        marks.add("key")
    return marks


def _rows(table: Table, start: int, end: int) -> Table:
    """Rows `start` to `end` of a table as a table; cells that reach over the cut are clipped."""
    cells = [
        msgspec.structs.replace(
            c,
            row=max(c.row, start) - start,
            row_span=min(c.row + c.row_span, end) - max(c.row, start),
        )
        for c in table.cells
        if c.row < end and c.row + c.row_span > start
    ]
    return msgspec.structs.replace(table, row_count=end - start, cells=tuple(cells))


# ---- joining what a page break cut


def _goes_on(before: Part, part: Part) -> bool:
    """Whether a part only goes on with the one before: no heading, no new record, a fitting grid."""
    if before.kind != part.kind or not part.first_on_page or any(map(_says_something, part.heading)):
        return False
    if part.kind in _RUNS_ON:
        grid = Grid(part.table)
        return not any(_record_marks(_own_cells(grid, row), part.kind) for row in range(grid.row_count))
    return part.kind in ("main", "ip_counts", "staff") and (
        before.table.column_count == part.table.column_count
    )


def _says_something(line: Line) -> bool:
    """Whether a line between two tables is more than what the rim of a sheet or a seal leaves."""
    plain = squash(line.text)
    return len(plain) > _LONGEST_SPECK or any(row_numbers(plain, p) for p in ("RD", "PS", "IP"))


def _joined(before: Part, part: Part) -> Part:
    """Both parts as one; text at the head of the lower one that has no label goes on with the cell above."""
    upper, lower = list(before.table.cells), list(part.table.cells)
    first = [c for c in lower if c.row == 0]
    texts = [c for c in first if c.text]
    tail = max((i for i, c in enumerate(upper) if c.text), default=None)
    dropped = 0
    if (
        len(texts) == 1
        and tail is not None
        and part.kind in _RUNS_ON
        and _ANCHORS.name_of(texts[0].text) is None
    ):
        upper[tail] = _with_more(upper[tail], texts[0])
        dropped = 1
    offset = before.table.row_count - dropped
    moved = [msgspec.structs.replace(c, row=c.row + offset) for c in lower if c.row >= dropped]
    table = msgspec.structs.replace(
        before.table,
        row_count=offset + part.table.row_count,
        column_count=max(before.table.column_count, part.table.column_count),
        cells=(*upper, *moved),
    )
    return msgspec.structs.replace(before, table=table)


def _with_more(cell: Cell, more: Cell) -> Cell:
    lines = (*(cell.lines or (cell.text,)), *(more.lines or (more.text,)))
    return msgspec.structs.replace(cell, text=join_lines([line for line in lines if line]), lines=lines)
