"""Reading the labelled cells of a part: from label to value, with unit, and what was left blank.

A value stands right of its label, past cells that only print the unit; where the
label fills its row the value stands below; a retyped form may hold both in one
cell. A unit in the value goes before one in the label, that before one in the
label merged over several rows, that before one above the table; the form's own
unit is 万元.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Cell, snippet
from prereview.dossier.extractors.application_form.blanks import Blanks
from prereview.dossier.extractors.application_form.labels import Field
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.years import year_label
from prereview.dossier.facts import FactCollector, Value
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.amounts import WAN, parse_amount, parse_count, unit_in
from prereview.dossier.values.characters import tight
from prereview.dossier.values.choices import is_choice, parse_flag, ticked_text
from prereview.dossier.values.dates import read_date
from prereview.dossier.values.fields import field_path, field_valid
from prereview.dossier.values.identifiers import row_numbers

NOTHING = frozenset(
    {"", "-", "--", "---", "/", "//", "\\", "无", "没有", "暂无", "空", "N/A", "NA", "不适用", "*"}
)
"""What people write for nothing; 0 is a value where a number is asked for."""

_SEPARATOR = re.compile(r"[/\\\\|>》→-]")
_UNIT_CELL = re.compile(r"\(?(?:单位:?)?(?:人民币)?[万千]?元\)?|\(?[人名件项]\)?")


_LONGEST_SPECK = 3
"""Characters that the rim of a seal leaves in a cell."""


class Entry(NamedTuple):
    """A label with its value; `value` is None where the form has no cell for one."""

    name: str
    label: Cell
    value: Cell | None

    @property
    def text(self) -> str:
        """The value as printed; empty when there is none."""
        return self.value.text if self.value else ""


class Reader:
    """Finds the labels of one part and their values."""

    def __init__(self, part: Part, book: LabelBook) -> None:
        self.part = part
        self.grid = Grid(part.table)
        self.book = book

    def entries(self) -> Iterator[Entry]:
        """Every label that counts, in reading order."""
        values: list[Cell] = []
        for cell in self.part.table.cells:
            name = None if cell in values else self.book.name_of(cell.text)
            if name:
                value = self.value_of(cell)
                values += [value] if value else []
                yield Entry(name, cell, value)
            elif cell not in values and (inside := self._inside(cell)):
                yield inside

    def value_of(self, label: Cell) -> Cell | None:
        """The cell right of a label, past units and blanks; below it when it fills its row."""
        column = label.column + label.column_span
        blank: Cell | None = None
        while cell := self.grid.cell(label.row, column):
            if self.ends_value(cell):
                break
            if cell.text and not _UNIT_CELL.fullmatch(squash(cell.text)):
                return cell
            blank = blank or (None if cell.text else cell)
            column = cell.column + cell.column_span
        if blank is None and label.column == 0 and column >= self.grid.column_count:
            below = self.grid.below(label)
            return below if below and not self.ends_value(below) else None
        return blank

    def with_levels(self, value: Cell) -> Cell:
        """A field whose levels stand in cells side by side, as one cell; any other value unchanged."""
        texts, column = [value.text], value.column + value.column_span
        while (cell := self.grid.cell(value.row, column)) and cell.text and not self.ends_value(cell):
            texts.append(cell.text)
            column = cell.column + cell.column_span
        joined = "/".join(texts)
        return (
            msgspec.structs.replace(value, text=joined) if len(texts) > 1 and field_valid(joined) else value
        )

    def ends_value(self, cell: Cell) -> bool:
        """Whether a cell is a label, so that the value before it has ended."""
        year = "年" in cell.text and year_label(cell.text) is not None
        misread = self.part.recognised and self.book.name_of(cell.text) is not None
        return year or misread or self.book.knows(cell.text)

    def _inside(self, cell: Cell) -> Entry | None:
        """A label and its value in one cell: `职工总数：68`, or the label on the cell's first lines."""
        head, colon, rest = cell.text.partition(":")
        name = self.book.name_of(head) if colon and rest.strip() and self.book.knows(head) else None
        if name:
            return Entry(name, cell, msgspec.structs.replace(cell, text=rest.strip(), lines=()))
        for count in range(1, min(len(cell.lines), 7)):
            label = join_lines(list(cell.lines[:count]))
            if self.book.knows(label) and (name := self.book.name_of(label)):
                text = join_lines(list(cell.lines[count:]))
                return Entry(name, cell, msgspec.structs.replace(cell, text=text, lines=cell.lines[count:]))
        return None

    def unit(self, label: Cell) -> Decimal:
        """What one printed unit beside a label is worth in yuan."""
        own = unit_in(label.text)
        if own:
            return own
        for cell in reversed(self.grid.row(label.row)):
            if cell.column < label.column and (unit := unit_in(cell.text)):
                return unit
        beside = self.grid.right_of(label)
        unit = unit_in(beside.text) if beside and _UNIT_CELL.fullmatch(squash(beside.text)) else None
        return unit or heading_unit(self.part)


def heading_unit(part: Part) -> Decimal:
    """The unit printed above a table, 万元 when none is."""
    above = (unit_in(line.text) for line in reversed(part.heading))
    inside = (unit_in(c.text) for c in part.table.cells if "单位" in c.text)
    return next((unit for unit in (*above, *inside) if unit), WAN)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return tight(text).upper() in NOTHING


class Recorder:
    """Writes the values of entries to their paths, each in its kind."""

    def __init__(self, facts: FactCollector, blanks: Blanks) -> None:
        self.facts = facts
        self.blanks = blanks

    def record(
        self,
        reader: Reader,
        fields: Sequence[Field],
        prefix: str,
        subject: str,
        entries: Iterable[Entry] | None = None,
    ) -> None:
        """The values of `fields` below `prefix`; blanks are named after `subject`."""
        by_name = {field.name: field for field in fields}
        for entry in reader.entries() if entries is None else entries:
            field = by_name.get(entry.name)
            if field and entry.value:
                self.blanks.note(reader.part, subject, field.title, entry.value)
                value = reader.with_levels(entry.value) if field.kind == "field" else entry.value
                self.write(f"{prefix}.{field.name}", field, value, reader.unit(entry.label))

    def write(self, path: str, field: Field, cell: Cell, unit: Decimal = WAN) -> None:
        """One value, unless the cell is blank or says that there is none."""
        if field.kind == "refs":
            self._write_refs(path, cell)
        elif is_nothing(cell.text):
            return
        elif field.kind == "money":
            self.facts.add_money(path, amount_in(cell, unit), snippet(cell))
        else:
            self.facts.add(path, _PARSERS[field.kind](cell.text), snippet(cell))

    def _write_refs(self, path: str, cell: Cell) -> None:
        """Row numbers; `无` and 0 are an empty list, a blank or another text is none at all."""
        numbers = row_numbers(cell.text, "IP")
        none = bool(cell.text) and (is_nothing(cell.text) or tight(cell.text) == "0")
        if numbers or none:
            self.facts.add(path, numbers, snippet(cell))


def amount_in(cell: Cell, unit: Decimal) -> Decimal | None:
    """The amount of a cell; of a scanned cell the one line that is an amount, when the rest are specks."""
    amount = parse_amount(cell.text, unit)
    if amount is not None or cell.method != "ocr":
        return amount
    read = [(line, parse_amount(line, unit)) for line in cell.lines]
    amounts = [value for _, value in read if value is not None]
    specks = all(len(tight(line)) <= _LONGEST_SPECK for line, value in read if value is None)
    return amounts[0] if len(amounts) == 1 and specks else None


def text_value(text: str) -> str | None:
    """Text as printed, of options the ticked one; 0 in a cell for text means that there is none."""
    if is_choice(text):
        return ticked_text(text)
    return None if is_nothing(text) or tight(text) in ("0", "0.00") else text


def field_value(text: str) -> str | None:
    """A technical field as printed; names that only a line break kept apart are joined by `/`."""
    printed = text_value(text)
    if printed is None or _SEPARATOR.search(printed):
        return printed
    path = field_path(text)
    whole = path and path.valid and path.exact and tight("".join(path.names)) == tight(printed)
    return "/".join(path.names) if path and whole else printed


_PARSERS: dict[str, Callable[[str], Value | None]] = {
    "text": text_value,
    "count": parse_count,
    "date": read_date,
    "flag": parse_flag,
    "field": field_value,
    "code": text_value,
}
