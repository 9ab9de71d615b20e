"""What a proof of conversion says was sold and for how much, tax included.

Promised: the product of a contract or a report, the goods of an invoice, one amount
with tax.

Refused: a total beside a column of its own for the tax; the model and the unit of
goods, which an invoice prints beside their name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from prereview.documents.model import Block, Snippet, Table, snippet
from prereview.dossier.extractors.papers import known_name
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labelled import Found, first_amount, first_of
from prereview.dossier.finders.listing import Listing, cell_of, read_listings
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.values.amounts import MONEY, YUAN, parse_amount, unit_in

PRODUCT = (
    "产品名称",
    "货物名称",
    "设备名称",
    "商品名称",
    "样品名称",
    "应用产品",
    "使用产品",
    "标的物名称",
    "产品(服务)名称",
    "服务名称",
    "项目名称",
)
"""Labels before the name of what was sold, best first."""

_GOODS_TABLE = {
    "product": PRODUCT,
    "quantity": ("数量", "数量(台)", "数量(套)"),
    "total": ("价税合计", "含税金额", "金额(含税)", "含税总价", "总价", "总金额", "金额", "合计", "合计金额"),
    "net": ("不含税金额", "不含税总价"),
    "tax": ("税额",),
}
_BESIDE = ("规格型号", "型号", "规格", "单位", "单价", "税率", "序号", "备注")

_WITH_TAX = re.compile(r"价税合计|含税")
_TOTAL_IN_TEXT = re.compile(
    r"(?:价税合计|合同(?:总)?(?:金额|价款|价|总额)|总(?:金额|价款|价))(?:\([^()]{0,8}\))?(?:共计|合计|为|是|:)*"
    + MONEY
)
_INVOICE_TOTAL = re.compile(r"小写\)?:?(?P<amount>[¥V￥Y]?[\d,]+\.\d{2})")
_GOODS = re.compile(r"\*[^*]{1,16}\*[^¥*]{2,60}?(?=\d{1,3}(?:,?\d{3})*\.\d{2}|$)")
_GOODS_ALONE = re.compile(r"\*[^*]{1,16}\*(?=[^¥]*$)(?!.*\d\.\d{2}(?!\d))[^*]{2,60}")
"""The goods in a cell of their own, on as many lines as they take; the next of several begins with a star."""
_UNIT_BEHIND = re.compile(r"(?<=[A-Za-z0-9])[台套件个只组批项米吨]$")
_MODEL_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])(?!V\d)[A-Za-z][A-Za-z0-9./\-]*\d[A-Za-z0-9./\-]*$")
_SOLD = re.compile(r"(?:就|提供|购买|采购|销售)[“\"](?P<product>[^“”\"]{2,50})[”\"]")


def record_goods(
    blocks: Sequence[Block],
    found: Found,
    text: RunningText,
    facts: FactCollector,
    path: str,
    *,
    invoice: bool,
) -> None:
    """What was sold and for how much, tax included."""
    if invoice:
        total = text.find(_INVOICE_TOTAL)
        if total:
            facts.add_money(f"{path}.amount", _figure(total.match["amount"]), total.place)
        goods = _goods_line(blocks, text)
        if goods:
            facts.add(f"{path}.goods", _name_of_goods(squash(goods.text)), goods)
        return
    table = next(iter(read_listings(blocks, _GOODS_TABLE, "product", _BESIDE)), None)
    product = first_of(found, "product", known_name)
    cell = cell_of(table.records[0], "product") if table and table.records else None
    if cell:
        facts.add(f"{path}.product", known_name(cell.text), snippet(cell))
    elif product:
        facts.add(f"{path}.product", product[0], product[1])
    elif sold := text.find(_SOLD):
        facts.add(f"{path}.product", sold.match["product"], sold.place)
    amount = (table and _table_amount(table)) or _text_amount(text) or first_amount(found, "amount")
    if amount:
        facts.add_money(f"{path}.amount", amount[0], amount[1])


def _table_amount(table: Listing) -> tuple[Decimal, Snippet] | None:
    """The total of a table of goods, unless the tax stands in a column of its own beside it."""
    head = table.labels.get("total")
    if head is None or ("tax" in table.labels and not _WITH_TAX.search(squash(head.text))):
        return None
    rows = table.totals or table.records
    cell = cell_of(rows[-1], "total") if len(table.records) == 1 or table.totals else None
    yuan = parse_amount(cell.text, unit_in(head.text) or YUAN) if cell else None
    return (yuan, snippet(cell)) if cell and yuan is not None else None


def _text_amount(text: RunningText) -> tuple[Decimal, Snippet] | None:
    find = text.find(_TOTAL_IN_TEXT)
    yuan = parse_amount(find.match["amount"]) if find else None
    return (yuan, find.place) if find and yuan is not None else None


def _figure(text: str) -> Decimal | None:
    return parse_amount(re.sub(r"^[¥V￥Y]", "", text))


def _goods_line(blocks: Sequence[Block], text: RunningText) -> Snippet | None:
    """The line of an invoice that names the goods, up to the first amount."""
    for block in blocks:
        for cell in block.cells if isinstance(block, Table) else ():
            alone = _GOODS_ALONE.match(squash(cell.text))
            if alone:
                return Snippet(alone[0], cell.page, cell.box, cell.where, cell.method, cell.confidence)
            for line in cell.lines:
                match = _GOODS.search(squash(line))
                if match:
                    return Snippet(match[0], cell.page, cell.box, cell.where, cell.method, cell.confidence)
    find = text.find(_GOODS)
    return find.place if find else None


def _name_of_goods(text: str) -> str:
    """The goods without the model and the unit, which stand in the columns beside the name."""
    unit = _UNIT_BEHIND.sub("", text)
    return _MODEL_BEHIND.sub("", unit) if unit != text else text
