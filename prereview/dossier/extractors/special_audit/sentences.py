"""Figures in the text of special audits: three-year cost, domestic part, sales, ratio, incomes.

The opinion paragraph names them in its own words and unit (万元 or 元). A figure
belongs to the words of its own clause; a clause about one year is not about
three, and one about 境内 not about all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from prereview.documents.model import Line
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.running import Find, RunningText
from prereview.dossier.values.amounts import parse_amount, parse_ratio

_AMOUNT = r"(?:人民币|RMB|¥)*(?P<amount>-?\d[\d,.]*\d(?:亿|万)?元)"
_OF = (
    r"(?:\(以下[^()]*\))?(?:总额|合计|总计|累计|总和|共计|金额|发生额|为|是|共|约|:|达|\(含税\)|\(不含税\))*"
)
_COST = re.compile(rf"(?:研究开发|研发)(?:费用?|投入|支出)(?:\([^()]*\))?{_OF}{_AMOUNT}")
_SALES = re.compile(rf"(?:销售|营业)(?:\((?:营业|销售)\))?收入{_OF}{_AMOUNT}")
_RATIO = re.compile(
    r"占(?!全部|研)[^,。;%\d]{0,14}(?:销售|营业)(?:\((?:营业|销售)\))?收入(?:总额|合计)?[^,。;%\d]{0,8}(?P<ratio>\d+(?:\.\d+)?%)"
)
_HT = re.compile(
    rf"高新技术产品(?:\(服务\)|服务)?(?:的)?(?:销售|总)?收入(?:[与和、]技术性收入)?(?:之和)?{_OF}{_AMOUNT}"
)
_GROSS = re.compile(rf"(?<!营业)(?<!销售)(?<![)品新])总收入{_OF}{_AMOUNT}")
_EACH = re.compile(
    r"(?P<years>(?:20\d{2}年?度?[、,和及至-]*){2,3})[^。;\d]{0,24}?(?P<what>研究开发费用?|研发费用?|销售收入|营业收入)[^。;\d]{0,10}分别(?:为|是)?"
    r"(?P<amounts>(?:(?:人民币)?\d[\d,.]*\d万?元?[、,和及]*){2,3})"
)


def add_cost_sentences(lines: Iterable[Line], facts: FactCollector) -> None:
    """Record what the text says about R&D cost over the years."""
    text = RunningText(lines)
    _add_each_year(text, facts)
    for find in text.finds(_COST):
        before = text.clause_before(find.match.start())
        years = set(re.findall(r"20\d{2}", before))
        amount = parse_amount(find.match["amount"])
        if re.search(r"境内|国内", before):
            if "境外" not in before and len(years) != 1:
                _add_if_new("special_rd.domestic", amount, find, facts)
        elif re.search(r"境外|委托|其中", before):
            continue
        elif len(years) == 1 and not re.search(r"三年|三个", before):
            _add_if_new(f"special_rd[{years.pop()}].total", amount, find, facts)
        else:
            facts.add_money("special_rd.stated_total", amount, find.place)
            _add_if_new("special_rd.total", amount, find, facts)
    for find in text.finds(_RATIO):
        clause = text.clause_before(find.match.start())
        years = set(re.findall(r"20\d{2}", clause))
        if len(years) != 1 and "高新" not in clause and "高新" not in find.match[0]:
            facts.add("special_rd.stated_ratio", parse_ratio(find.match["ratio"]), find.place)
    for find in text.finds(_SALES):
        years = set(re.findall(r"20\d{2}", text.clause_before(find.match.start())))
        if len(years) == 1:
            _add_if_new(f"special_rd[{years.pop()}].sales", parse_amount(find.match["amount"]), find, facts)


def add_income_sentences(lines: Iterable[Line], facts: FactCollector) -> None:
    """Record what the text says about high-tech income and gross income."""
    text = RunningText(lines)
    for name, pattern in (("ht_income", _HT), ("gross_income", _GROSS)):
        for find in text.finds(pattern):
            if name == "gross_income" or "占" not in text.clause_before(find.match.start())[-12:]:
                amount = parse_amount(find.match["amount"])
                facts.add_money(f"special_income.stated_{name}", amount, find.place)
                _add_if_new(f"special_income.{name}", amount, find, facts)


def stated_incomes(lines: Iterable[Line]) -> list[Decimal]:
    """All amounts in yuan that the text calls high-tech income."""
    finds = RunningText(lines).finds(_HT)
    return [amount for find in finds if (amount := parse_amount(find.match["amount"])) is not None]


def _add_each_year(text: RunningText, facts: FactCollector) -> None:
    """`2023年、2024年研发费用分别为甲元、乙元`: one figure per year, in their order."""
    for find in text.finds(_EACH):
        years = re.findall(r"20\d{2}", find.match["years"])
        amounts = list(_amounts(find.match["amounts"]))
        name = "total" if find.match["what"].startswith("研") else "sales"
        if len(years) == len(amounts):
            for year, amount in zip(years, amounts, strict=True):
                _add_if_new(f"special_rd[{year}].{name}", amount, find, facts)


def _amounts(text: str) -> Iterator[Decimal]:
    unit = "万元" if text.rstrip("、,和及").endswith("万元") else "元"
    for figure in re.findall(r"\d[\d,]*\.\d+(?:万?元)?|\d[\d,]*\d(?:万?元)?", text):
        amount = parse_amount(figure if figure.endswith("元") else figure.strip(",") + unit)
        if amount is not None:
            yield amount


def _add_if_new(path: str, amount: Decimal | None, find: Find, facts: FactCollector) -> None:
    """The tables go before the text."""
    if facts.value(path) is None:
        facts.add_money(path, amount, find.place)
