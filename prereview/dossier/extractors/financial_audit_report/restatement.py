"""What a report says it restated: the amounts by which figures of the year before were corrected.

Reports describe in their policies how they would correct errors; that is no
correction. Only amounts count: those in a sentence about one, those in a table of
figures before and after, those in the correcting rows of the statement of equity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from prereview.documents.model import Line, snippet
from prereview.dossier.extractors.financial_audit_report.statements import Figure
from prereview.dossier.finders.figures import amount_in, is_figure
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import MONEY, YUAN, parse_amount

_SUBJECT = r"追溯(?:重述|调整)|(?:前期|会计)差错(?:的)?更正|会计政策变更|重分类|调[减增]|更正"
_SENTENCE = re.compile(rf"(?:{_SUBJECT})[^。]{{0,200}}")
_BEFORE = re.compile(r"(?:重述|更正|调整|变更|重分类)前")
_AFTER = re.compile(r"(?:重述|更正|调整|变更|重分类)后")
_ROW = re.compile(r"(?:加:)?(?:前期差错更正|会计政策变更|追溯(?:重述|调整))(?:金额|数)?")


def restated_amounts(lines: Sequence[Line], sheets: Sequence[Sheet]) -> list[Figure]:
    """The amounts of corrections, each once, without sign, in yuan."""
    found: dict[Decimal, Figure] = {}
    for figure in (*_in_sentences(lines), *_in_tables(sheets)):
        if figure.yuan:
            found.setdefault(abs(figure.yuan), figure._replace(yuan=abs(figure.yuan)))
    return list(found.values())


def _in_sentences(lines: Sequence[Line]) -> Iterator[Figure]:
    for find in RunningText(lines).finds(_SENTENCE):
        for money in re.finditer(MONEY, find.match[0]):
            yuan = parse_amount(money["amount"])
            if yuan is not None:
                yield Figure(yuan, msgspec.structs.replace(find.place, text=find.match[0]))


def _in_tables(sheets: Sequence[Sheet]) -> Iterator[Figure]:
    for sheet in sheets:
        texts = [squash(cell.text) for cell in sheet.table.cells]
        compared = any(map(_BEFORE.search, texts)) and any(map(_AFTER.search, texts))
        rows = {c.row for c in sheet.table.cells if _ROW.fullmatch(squash(c.text))}
        for cell in sheet.table.cells:
            if (compared or cell.row in rows) and is_figure(cell):
                yuan = amount_in(cell, sheet.unit or YUAN)
                if yuan is not None:
                    yield Figure(yuan, snippet(cell))
