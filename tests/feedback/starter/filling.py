"""Filling in the templates as a person does: values beside labels, rows below heads, entries in a ledger."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl


def fill_form(content: bytes, values: dict[str, str], path: Path) -> None:
    """Write a DOCX whose cells beside the labels hold the values."""
    document = docx.Document(io.BytesIO(content))
    left = dict(values)
    for table in document.tables:
        for row in table.rows:
            for label, cell in zip(row.cells, row.cells[1:], strict=False):
                if label.text in left and not cell.text:
                    cell.text = left.pop(label.text)
    assert not left, f"no such labels: {list(left)}"
    document.save(str(path))


def fill_list(path: Path, rows: list[list[str]], head: str) -> None:
    """Fill the list of a DOCX whose head holds a column `head`; unused rows are deleted."""
    document = docx.Document(str(path))
    table = next(t for t in document.tables if head in [c.text for c in t.rows[0].cells])
    for row, values in zip(table.rows[1:], rows, strict=False):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    for row in table.rows[1 + len(rows) :]:
        row._tr.getparent().remove(row._tr)
    document.save(str(path))


def fill_gaps(path: Path, numbers: list[str]) -> None:
    """Numbers into the gaps before 人, from the first one on."""
    document = docx.Document(str(path))
    left = list(numbers)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            while left and "　　人" in run.text:
                run.text = run.text.replace("　　人", f"{left.pop(0)}人", 1)
    document.save(str(path))


def fill_ledger(content: bytes, path: Path, key: str, name: str, entries: list[tuple]) -> None:
    """Entries of one activity: date, voucher, text, account, then amounts by category."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[key]
    sheet["C2"] = f"项目名称：{name}"
    for row, (*head, amounts) in enumerate(entries, 5):
        for column, value in enumerate(head, 1):
            sheet.cell(row, column, value)
        for column, amount in amounts.items():
            sheet.cell(row, column, amount)
    book.save(path)
