"""Receipts of patent fees (专利年费票据): which patents were paid for, and when last.

One file holds many receipts, one receipt may cover several patents. A receipt
begins at its title or its number; its date counts for every patent number it
names, with or without ZL and point. A list of payments gives each row its own date.

Refused: the payer, who may be an agent; receipts of other fees than those that
keep a right alive (an application or examination fee).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from prereview.documents.model import Block, Line, Snippet, snippet
from prereview.dossier.extractors.licence_lines import all_lines, cut, day_of, recognised
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels
from prereview.dossier.finders.listing import cell_of, read_listings, text_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.identifiers import patent_number_problem
from prereview.dossier.values.repair import read_patent_number

_TITLE = re.compile(r"(?:统一票据|一般缴款书|收费收据|缴费(?:凭证|收据|回单|证明)|电子票据)(?:\(.{0,6}\))?$")
_CODE = re.compile(r"^票据代码")
_PAID = (
    "缴费日期",
    "缴费时间",
    "缴款日期",
    "交费日期",
    "收费日期",
    "交易日期",
    "付款日期",
    "缴纳日期",
    "交款日期",
)
_ISSUED = ("开票日期",)
_LABELS: Labels = {
    "paid_on": _PAID,
    "issued_on": _ISSUED,
    "": ("票据代码", "票据号码", "校验码", "交款人", "缴款人", "交款人统一社会信用代码"),
}
_COLUMNS: Labels = {
    "number": ("专利号", "申请号", "申请号或专利号", "专利号/申请号", "申请号/专利号", "专利申请号"),
    "paid_on": (*_PAID, *_ISSUED, "缴费时间", "缴纳时间", "收费时间", "缴费日", "票据日期"),
    "fee": ("费用种类", "费用名称", "收费项目", "缴费项目", "费用类型", "项目名称", "费用种类名称"),
}
_KEEPS = re.compile(r"年费|登记费|登记印刷费|滞纳金|恢复")
_OTHER_FEE = re.compile(r"申请费|审查费|复审费|附加费|优先权要求费|检索费|评价报告")
_FEE_YEAR = re.compile(r"第(\d{1,2})年(?:度)?(?:的)?(?:专利)?年费|年费\(?第(\d{1,2})年")
_DIGITS = r"[0-9OoQDIl|]"
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z.])(?:(?:ZL|CN|2L|Z1|ZI)?(?:19|20|2O){_DIGITS}{{10}}[.,·。]?[0-9XxOIl](?![0-9A-Za-z])"
    r"|(?:ZL|CN)?(?:8[5-9]|9\d|0[0-3])[12389]\d{5}[.·][0-9Xx](?![0-9A-Za-z]))"
)

_LABEL = re.compile(r"(?:专利号|申请号)\s*[:：]?\s*$")


class _Payment(NamedTuple):
    """A day on which a patent was paid for; `year` is the patent year the fee is for."""

    day: date
    place: Snippet
    year: int | None


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the last day of payment of each patent the receipts name."""
    latest: dict[str, _Payment] = {}
    # the pages as they are: a receipt's title at the head of each page is no running head
    blocks = [block for page in view.pages for block in page.blocks]
    for number, payment in (*_listed(blocks), *_receipted(all_lines(blocks))):
        if number not in latest or latest[number].day < payment.day:
            latest[number] = payment
    for number, payment in latest.items():
        record = f"certificates[{number}]"
        facts.add(f"{record}.fee_paid_on", payment.day, payment.place)
        facts.add(f"{record}.fee_year", payment.year, payment.place)


# ---- lists of payments


def _listed(blocks: Iterable[Block]) -> Iterator[tuple[str, _Payment]]:
    for listing in read_listings(blocks, _COLUMNS, key="number"):
        for record in listing.records:
            place, fee = cell_of(record, "paid_on"), text_of(record, "fee")
            day = day_of(snippet(place)) if place else None
            if day is None or not isinstance(day[0], date) or not _keeps_alive(fee):
                continue
            year = _fee_year(squash(fee))
            for cell in record.get("number", ()):
                number = _whole(cell.text, recognised(snippet(cell)), labelled=True)
                if number:
                    yield number, _Payment(day[0], day[1], year)


# ---- receipts


def _receipted(lines: Sequence[Line]) -> Iterator[tuple[str, _Payment]]:
    for receipt in _receipts(lines):
        paid = _paid_on(receipt)
        if paid is None:
            continue
        text = "".join(squash(line.text) for line in receipt)
        if not _keeps_alive(text):
            continue
        numbers = list(dict.fromkeys(_numbers(receipt)))
        year = _fee_year(text) if len(numbers) == 1 else None
        for number in numbers:
            yield number, _Payment(paid[0], paid[1], year)


def _paid_on(receipt: Sequence[Line]) -> tuple[date, Snippet] | None:
    """The day of payment, else that of the receipt: behind its label, or in the cell after it."""
    found = cut(receipt, _LABELS)
    cells = {squash(cell.text).rstrip(":"): after for cell, after in pairwise(receipt) if not cell.words}
    for name, labels in (("paid_on", _PAID), ("issued_on", _ISSUED)):
        beside = (snippet(cells[label]) for label in labels if label in cells)
        for place in (found.get(name), *beside):
            day = day_of(place)
            if day and isinstance(day[0], date):
                return day[0], day[1]
    return None


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


def _keeps_alive(text: str) -> bool:
    return bool(_KEEPS.search(text)) or not _OTHER_FEE.search(text)


def _fee_year(text: str) -> int | None:
    years = {int(a or b) for a, b in _FEE_YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _numbers(receipt: Sequence[Line]) -> Iterator[str]:
    """The numbers on each line, and one that is broken over two lines."""
    for line in receipt:
        text = _close(line.text)
        for match in _NUMBER.finditer(text):
            labelled = _LABEL.search(text, 0, match.start()) is not None
            number = _whole(match[0], recognised(line), labelled=labelled)
            if number:
                yield number
    for line, following in pairwise(receipt):
        head = re.search(rf"(?:ZL|CN)?{_DIGITS}{{2,12}}[.,·。]?$", squash(line.text))
        tail = re.match(rf"{_DIGITS}{{0,11}}[.,·。]?[0-9Xx](?![0-9A-Za-z])", squash(following.text))
        if head and tail and _NUMBER.fullmatch(head[0] + tail[0]):
            number = _whole(head[0] + tail[0], recognised(line))
            if number and patent_number_problem(number) is None:
                yield number


def _close(text: str) -> str:
    """Digits set apart closed up (`ZL 2020 1 0430096.0`); two whole numbers side by side are not one."""
    return re.sub(r"(?<=\bZL) (?=\d)|(?<=\d{4}) (?=\d \d)|(?<=\d{4} \d) (?=\d{7})", "", text)


def _whole(text: str, from_image: bool, *, labelled: bool = False) -> str | None:
    """A number with ZL and point. Thirteen bare digits are one when a label or the check digit says so."""
    plain = re.sub(r"\s", "", text)
    marked = plain if plain[:2].upper() in ("ZL", "CN", "2L", "Z1", "ZI") else f"ZL{plain}"
    reading = read_patent_number(marked, recognised=from_image)
    if reading is None:
        return None
    doubtful = plain.isdigit() and not labelled
    return None if doubtful and patent_number_problem(reading.value) is not None else reading.value
