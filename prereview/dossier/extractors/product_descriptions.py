"""高新技术产品（服务）说明: what a firm says of each of its products.

Promised: one record for each product. A paper on several products gives each its own
heading (`PS01 示例阀门`) or its own table; what stands below belongs to that product.

Refused: a paper that names several products without saying where each begins gives a
number to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from prereview.documents.model import Block, Cell, Line, Snippet, Table, snippet
from prereview.dossier.extractors.papers import known_name, record_firm
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.labelled import Found, find_labelled, first_amount, first_of
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_amount, unit_in
from prereview.dossier.values.identifiers import row_numbers

_LABELS: dict[str, tuple[str, ...]] = {
    "number": ("编号", "产品编号", "PS编号", "产品(服务)编号", "序号"),
    "name": ("产品(服务)名称", "产品名称", "高新技术产品(服务)名称", "高新技术产品名称", "服务名称"),
    "field": ("技术领域", "所属技术领域", "所属领域", "所属高新技术领域"),
    "income": (
        *("上年度销售收入", "上年销售收入", "销售收入", "上年度销售额", "上年度收入", "近一年销售收入"),
        *("年度销售收入", "年度收入", "收入"),
    ),
    "main": ("是否主要产品", "是否主要产品(服务)", "是否为主要产品(服务)", "是否为主要产品"),
    "ip": (
        "知识产权编号",
        "关联知识产权编号",
        "知识产权",
        "IP编号",
        "关联IP",
        "关联知识产权",
        "对应知识产权",
    ),
    "source": ("技术来源",),
}
_HEADING = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.])?"
    r"(?:高新技术)?(?:产品)?(?:\(服务\))?(?:编号)?:?(?P<number>PS-?\d{1,3})(?!\d|[-~至到、,和及]+(?:PS|\d))"
    r"[:、.\-—_]*(?P<name>[^,。;:]{2,50})$"
)
_ABOUT = re.compile(r"(?:产品|服务|\(服务\))?(?:情况)?(?:说明|介绍|材料|简介)$")
"""How the title of a whole paper ends: `PS02 示例阀门 产品说明`."""

_INCOME_OF_YEAR = re.compile(r"(20\d{2})年度?(?:产品|服务|销售|实现|营业)?(?:销售)?(?:收入|额)")
_YES = frozenset({"是", "√", "☑", "■", "主要"})
_NO = frozenset({"否", "×", "□", "不是"})


class _Part(NamedTuple):
    """What stands on one product, below its heading if it has one."""

    number: str | None
    name: str | None
    place: Snippet | None
    blocks: tuple[Block, ...]


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `product_descriptions[PS01]` of each product, and the firm."""
    parts = _parts(view.blocks)
    title = KIND_TITLES[view.kind]
    for order, part in enumerate(parts, 1):
        number = _record_product(part, order, facts)
        if len(parts) == 1 and number:
            title = f"{number}{title}"
    record_firm(view, facts, title)


def _parts(blocks: Sequence[Block]) -> list[_Part]:
    """The paper cut where a product begins: at headings, else at tables that name one each."""
    starts = [(place, match) for place, block in enumerate(blocks) if (match := _heading(block))]
    if len({match["number"] for _, match in starts}) == len(starts) > 0:
        ends = [*(place for place, _ in starts[1:]), len(blocks)]
        return [
            _Part(_row_of(match["number"]), _named(match), _place(blocks[start]), tuple(blocks[start:end]))
            for (start, match), end in zip(starts, ends, strict=True)
        ]
    naming = [place for place, block in enumerate(blocks) if isinstance(block, Table) and _names_one(block)]
    borders = [0, *naming[1:], len(blocks)]
    return [_Part(None, None, None, tuple(blocks[start:end])) for start, end in pairwise(borders)]


def _heading(block: Block) -> re.Match[str] | None:
    return _HEADING.match(squash(block.text)) if isinstance(block, Line) else None


def _named(heading: re.Match[str]) -> str | None:
    """The product a heading names; one that ends like a title does not tell where the name ends."""
    return None if _ABOUT.search(heading["name"]) else heading["name"]


def _place(block: Block) -> Snippet | None:
    return snippet(block) if isinstance(block, Line) else None


def _names_one(table: Table) -> bool:
    found = find_labelled([table], {name: _LABELS[name] for name in ("number", "name")})
    return bool(first_of(found, "number", _one_product) or first_of(found, "name", known_name))


def _record_product(part: _Part, order: int, facts: FactCollector) -> str | None:
    """Add what one part states; gives the number of its product."""
    found = find_labelled(part.blocks, _LABELS, amounts=("income",))
    labelled = first_of(found, "number", _one_product) or _only_product(part.blocks)
    number = part.number or (labelled[0] if labelled else None)
    path = f"product_descriptions[{number or f'?{order}'}]"
    name = first_of(found, "name", known_name, _LABELS["name"])
    if name is None and part.name and part.place:
        name = (part.name, part.place)
    if name:
        facts.add(f"{path}.name", name[0], name[1])
    field = first_of(found, "field", known_name)
    if field:
        facts.add(f"{path}.field", field[0], field[1])
    income = _income(part.blocks, found)
    if income:
        facts.add_money(f"{path}.income", income[0], income[1])
    main = first_of(found, "main", _yes_or_no)
    if main:
        facts.add(f"{path}.main", main[0], main[1])
    rights = first_of(found, "ip", lambda text: row_numbers(text, "IP") or None)
    if rights:
        facts.add(f"{path}.ip", rights[0], rights[1])
    return number


def _one_product(text: str) -> str | None:
    numbers = row_numbers(text, "PS")
    return numbers[0] if len(numbers) == 1 else None


def _row_of(number: str) -> str | None:
    return _one_product(number.replace("-", ""))


def _only_product(blocks: Sequence[Block]) -> tuple[str, Snippet] | None:
    """The one PS number a paper names."""
    named: dict[str, Snippet] = {}
    for block in blocks:
        places = [snippet(block)] if isinstance(block, Line) else [snippet(c) for c in block.cells]
        for place in places:
            for number in row_numbers(place.text, "PS"):
                named.setdefault(number, place)
    return next(iter(named.items())) if len(named) == 1 else None


def _income(blocks: Sequence[Block], found: Found) -> tuple[Decimal, Snippet] | None:
    """Income at its label, or beside the latest year the table gives income for (`2025年度收入`)."""
    dated = sorted(_income_by_year(blocks), key=lambda entry: -entry[0])
    for _, label, cell in dated:
        unit = unit_in(label.text) or (Decimal(1) if "元" in cell.text else None)
        yuan = parse_amount(cell.text, unit) if unit else None
        if yuan is not None:
            return yuan, snippet(cell)
    return first_amount(found, "income", _LABELS["income"])


def _income_by_year(blocks: Sequence[Block]) -> Iterator[tuple[int, Cell, Cell]]:
    for table in (block for block in blocks if isinstance(block, Table)):
        grid = Grid(table)
        for cell in table.cells:
            year = _INCOME_OF_YEAR.fullmatch(bare(cell.text))
            value = grid.right_of(cell) if year else None
            if year and value and value.text:
                yield int(year[1]), cell, value


def _yes_or_no(text: str) -> bool | None:
    plain = squash(text)
    return True if plain in _YES else False if plain in _NO else None
