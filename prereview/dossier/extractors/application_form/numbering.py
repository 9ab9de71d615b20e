"""The numbers of records: RD01 and PS01 above their blocks, or inside them."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.reading import Reader
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.identifiers import row_numbers

_SHORT = 24
"""A caption that gives a number is short; a sentence may name any number."""


def printed_number(part: Part, book: LabelBook, prefix: str) -> str | None:
    """The number of the record in a part: in the block beside its label or as a caption, else above it."""
    for entry in Reader(part, book).entries():
        numbers = row_numbers(entry.text, prefix)
        if entry.name == "key" and len(numbers) == 1:
            return numbers[0]
    captions = [c.text for c in part.table.cells if c.row == 0]
    captions += [line.text for line in reversed(part.heading)]
    for text in captions:
        numbers = row_numbers(text, prefix)
        if len(numbers) == 1 and len(squash(text)) <= _SHORT:
            return numbers[0]
    return None


def filled_numbers(numbers: Sequence[str | None]) -> list[str | None]:
    """Missing numbers filled in where the order leaves exactly one: RD01, ?, RD03 → RD02."""
    filled = list(numbers)
    for index, number in enumerate(filled):
        before = filled[index - 1] if index else None
        after = next((n for n in filled[index + 1 :] if n), None)
        gap = next((i for i, n in enumerate(filled[index:]) if n), 0)
        if number is None and after and gap == 1 and (index == 0 or before):
            wanted = _next(before, after)
            filled[index] = wanted if wanted and _next(wanted, None) == after else None
    return filled


def _next(number: str | None, like: str | None) -> str | None:
    """The number after one; the first of its kind for None."""
    prefix, value = _split(number) if number else (_split(like)[0] if like else "", 0)
    return f"{prefix}{value + 1:02}" if prefix else None


def _split(number: str) -> tuple[str, int]:
    prefix = number.rstrip("0123456789")
    return prefix, int(number[len(prefix) :])
