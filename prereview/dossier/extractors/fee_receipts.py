"""Receipts of patent fees (专利年费票据): which patents were paid for, and when last.

One file holds many receipts, one receipt may cover several patents. A receipt
begins at its title or its number; its date counts for every patent number it
names, with or without ZL and point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from prereview.documents.model import Line, Snippet
from prereview.dossier.extractors.licence_lines import all_lines, cut, day_of, recognised
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.repair import read_patent_number

_TITLE = re.compile(r"(?:统一票据|一般缴款书|收费收据|缴费(?:凭证|收据|回单|证明)|电子票据)(?:\(.{0,6}\))?$")
_CODE = re.compile(r"^票据代码")
_LABELS = {
    "paid_on": ("开票日期", "缴费日期", "缴款日期", "交费日期", "收费日期", "交易日期", "付款日期"),
    "": ("票据代码", "票据号码", "校验码", "交款人", "缴款人", "交款人统一社会信用代码"),
}
_NUMBER = re.compile(r"(?:ZL|CN)?\s*\d[\d\s]{10,16}[.,·。]?\s*[\dXx]|(?:ZL|CN)?\d{8}[.·][\dXx]")


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the last day of payment of each patent the receipts name."""
    latest: dict[str, tuple[date, Snippet]] = {}
    # the pages as they are: a receipt's title at the head of each page is no running head
    for receipt in _receipts([line for page in view.pages for line in all_lines(page.blocks)]):
        paid = day_of(cut(receipt, _LABELS).get("paid_on"))
        if paid is None or not isinstance(paid[0], date):
            continue
        for number in _numbers(receipt):
            known = latest.get(number)
            if known is None or known[0] < paid[0]:
                latest[number] = (paid[0], paid[1])
    for number, (day, place) in latest.items():
        facts.add(f"certificates[{number}].fee_paid_on", day, place)


def _receipts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    receipt: list[Line] = []
    coded = False
    for line in lines:
        text = squash(line.text)
        code = bool(_CODE.match(text))
        if receipt and (_TITLE.search(text) or (code and coded)):
            yield receipt
            receipt, coded = [], False
        coded = coded or code
        receipt.append(line)
    yield receipt


def _numbers(receipt: Sequence[Line]) -> Iterator[str]:
    for line in receipt:
        if "票据" in squash(line.text)[:4]:
            continue
        for match in _NUMBER.finditer(line.text):
            reading = read_patent_number(_with_mark(match[0]), recognised=recognised(line))
            if reading:
                yield reading.value


def _with_mark(number: str) -> str:
    """Receipts leave ZL out, and sometimes the point before the check digit."""
    plain = re.sub(r"\s", "", number)
    return plain if plain[:2].upper() in ("ZL", "CN") else f"ZL{plain}"
