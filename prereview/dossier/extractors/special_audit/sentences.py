"""Figures in the text of special audits: R&D cost, its domestic part, sales and ratio, incomes.

The opinion paragraph names them in its own words and unit (万元 or 元). A figure belongs to the words of
its own clause, and to the year that clause, or else its sentence, names. A clause about one year is not
about three, and one about 境内 not about all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from prereview.documents.model import Line
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.running import CLAUSE_END, Find, RunningText
from prereview.dossier.values.amounts import parse_amount, parse_ratio

_YUAN = r"\d[\d,.]*\d(?:亿|万)?元"
_AMOUNT = rf"(?:人民币|RMB|¥)*(?P<amount>-?{_YUAN})"
_OF = r"(?:\([^()\d]*\))?(?:总额|合计|总计|累计|总和|共计|金额|发生额|为|是|共|约|:|达|\(含税\)|\(不含税\))*"
_SALES_WORDS = (
    r"(?<!产品)(?<!产品的)(?<!服务)(?<!服务\))(?<!境外)(?<!出口)(?:销售|营业)(?:\((?:营业|销售)\))?收入"
)
_COST = re.compile(rf"(?:研究开发|研发)(?:费用?|投入|支出)(?:\([^()]*\))?{_OF}{_AMOUNT}")
_SALES = re.compile(rf"{_SALES_WORDS}{_OF}{_AMOUNT}")
_RATIO = re.compile(
    r"占(?!全部|研)[^,。;%\d]{0,14}(?:销售|营业)(?:\((?:营业|销售)\))?收入(?:总额|合计)?"
    rf"(?:{_YUAN})?[^,。;%\d]{{0,8}}(?P<ratio>\d+(?:\.\d+)?%)"
)
_EACH_RATIO = re.compile(
    r"占(?!全部|研)[^。;\d]{0,20}收入[^。;\d]{0,12}分别(?:为|是)?(?P<ratios>(?:\d+(?:\.\d+)?%[、,和及]*){2,3})"
)
_REQUIRED = re.compile(r"不低于|不少于|不得|分别|应|要求|规定")
_BARE_RATIO = re.compile(r"占比(?:例)?(?:为|是|:)?(?P<ratio>\d+(?:\.\d+)?%)")
_HT = re.compile(
    rf"高新技术产品(?:\(服务\)|服务)?(?:的)?(?:销售|总)?收入(?:[与和、]技术性收入)?(?:之和)?{_OF}{_AMOUNT}"
)
_GROSS = re.compile(rf"(?<!营业)(?<!销售)(?<![)品新])总收入{_OF}{_AMOUNT}")
_WHAT = r"(?P<what>研究开发费用?|研发费用?|销售收入|营业收入)[^。;\d]{0,10}"
_EACH = re.compile(
    rf"{_WHAT}分别(?:为|是)?(?P<amounts>(?:(?:人民币)?\d[\d,.]*\d万?元?[、,和及]*){{2,3}})"
    rf"(?:(?:三年)?(?:合计|共计|总计|累计)(?:金额|总额)?(?:为|是|:)?(?:人民币)?(?P<sum>{_YUAN}))?"
)
_LISTED = re.compile(
    rf"{_WHAT}(?:人民币)?(?:{_YUAN})?(?:\([^()\d]*\))?[,(;]?(?:其中)?[:,]?"
    rf"(?P<list>(?:20\d{{2}}年?度?(?:为|是|:)?(?:人民币)?{_YUAN}[、,;和及]*){{2,}})"
)
_ONE = re.compile(rf"(20\d{{2}})年?度?(?:为|是|:)?(?:人民币)?({_YUAN})")
_OF_A_LIST = re.compile(rf"(?:其中)?20\d{{2}}年?度?(?:为|是)?(?:人民币)?{_YUAN}\)?")
_YEAR_BEFORE = re.compile(r"(?P<before>.+?)(?P<year>20\d{2})年度?(?:的|共|实现|发生)*")
_JOINED = re.compile(r"20\d{2}年?度?[、,和及至-]+$")
_ONLY_YEAR = re.compile(r"(?:其中)?20\d{2}年?度?")
_YEARS = re.compile(r"20\d{2}年?度?(?:[、,和及至-]+20\d{2}年?度?){1,2}")
_ALL_AT_HOME = re.compile(r"(?:全部|全额|均|都)(?:为|系|是)?(?:发生)?(?:在|于)?(?:我国|中国)?境内")

_YEAR = re.compile(r"(?<![\[(\d])20\d{2}(?=年|[、,和及至-])")
_CLOSING_DAY = re.compile(r"截[至止]?(?:到)?20\d{2}年\d{1,2}月\d{1,2}日")
_SEVERAL = re.compile(r"三年|三个|各年")
FAR = 400
"""Characters between years and the figures that follow in their order."""


def add_cost_sentences(lines: Iterable[Line], facts: FactCollector) -> None:
    """Record what the text says about R&D cost over the years."""
    text = RunningText(lines)
    _add_each_year(text, facts)
    _add_listed_years(text, facts)
    at_home: dict[str, Find] = {}
    for find in text.finds(_COST):
        before = text.clause_before(find.match.start())
        amount = parse_amount(find.match["amount"])
        year = _year_of(text, find)
        if re.search(r"境内|国内", before):
            if "境外" not in before and year is None:
                _add_if_new("special_rd.domestic", amount, find, facts)
            elif "境外" not in before and year:
                at_home.setdefault(year, find)
        elif re.search(r"境外|委托|其中[^:]", before):
            continue
        elif year:
            _add_if_new(f"special_rd[{year}].total", amount, find, facts)
        else:
            facts.add_money("special_rd.stated_total", amount, find.place)
            _add_if_new("special_rd.total", amount, find, facts)
    _add_ratios(text, facts)
    for find in text.finds(_SALES):
        year = _year_of(text, find)
        if year:
            _add_if_new(f"special_rd[{year}].sales", parse_amount(find.match["amount"]), find, facts)
    _add_at_home(at_home, facts)
    _add_all_at_home(text, facts)


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


def states_income(lines: Sequence[Line]) -> bool:
    """Whether the text reports on high-tech income: it sets that against gross income, as no profile does."""
    text = RunningText(lines)
    return text.find(_HT) is not None and text.find(_GROSS) is not None


# ---- which year


def _sentence_before(text: RunningText, position: int) -> str:
    return re.split(r"[。;!?]", text.text[:position])[-1]


def _years_in(text: str) -> set[str]:
    return set(_YEAR.findall(_CLOSING_DAY.sub("", text)))


def _year_of(text: RunningText, find: Find) -> str | None:
    """The one year a figure is for, as its clause or the nearest one before it in the sentence says.

    None where that names several years, or is one of a list of years with their figures.
    """
    own = _YEAR_BEFORE.fullmatch(text.clause_before(find.match.start()))
    if own and not _JOINED.search(own["before"]):
        return own["year"]
    clauses = CLAUSE_END.split(_sentence_before(text, find.match.start()))[::-1]
    for clause, before in zip(clauses, [*clauses[1:], ""], strict=True):
        years = _years_in(clause)
        if _SEVERAL.search(clause) or _OF_A_LIST.fullmatch(clause):
            return None
        if years:
            alone = len(years) == 1 and _ONLY_YEAR.fullmatch(before) is None
            return years.pop() if alone else None
    return None


# ---- figures of several years in one sentence


def _add_each_year(text: RunningText, facts: FactCollector) -> None:
    """`2023年、2024年研发费用分别为甲元、乙元,合计丙元`: one figure per year, in their order."""
    for find in text.finds(_EACH):
        amounts = list(_amounts(find.match["amounts"]))
        name = _name(find)
        for year, amount in zip(_years_before(text, find, len(amounts)), amounts, strict=False):
            _add_if_new(f"special_rd[{year}].{name}", amount, find, facts)
        if find.match["sum"] and name == "total":
            total = parse_amount(find.match["sum"])
            facts.add_money("special_rd.stated_total", total, find.place)
            _add_if_new("special_rd.total", total, find, facts)


def _add_listed_years(text: RunningText, facts: FactCollector) -> None:
    """`销售收入总额为丙元(2023年度甲元、2024年度乙元)`: each figure behind its year."""
    for find in text.finds(_LISTED):
        if re.search(r"境内|境外|委托|占", text.clause_before(find.match.start())):
            continue
        for year, amount in _ONE.findall(find.match["list"]):
            _add_if_new(f"special_rd[{year}].{_name(find)}", parse_amount(amount), find, facts)


def _name(find: Find) -> str:
    return "total" if find.match["what"].startswith("研") else "sales"


def _years_before(text: RunningText, find: Find, count: int) -> Sequence[str]:
    """The last list of so many years before the figures; `2023年度至2025年度` lists three."""
    start = find.match.start()
    for match in reversed(list(_YEARS.finditer(text.text, max(0, start - FAR), start))):
        years = re.findall(r"20\d{2}", match[0])
        if len(years) == 2 and re.search(r"[至-]", match[0]):
            years = [str(year) for year in range(int(years[0]), int(years[1]) + 1)]
        if len(years) == count:
            return years
    return ()


def _amounts(text: str) -> Iterator[Decimal]:
    unit = "万元" if text.rstrip("、,和及").endswith("万元") else "元"
    for figure in re.findall(r"\d[\d,]*\.\d+(?:万?元)?|\d[\d,]*\d(?:万?元)?", text):
        amount = parse_amount(figure if figure.endswith("元") else figure.strip(",") + unit)
        if amount is not None:
            yield amount


# ---- shares


def _add_ratios(text: RunningText, facts: FactCollector) -> None:
    """The share of R&D cost in sales: of one year, of each of several, or of all years."""
    for find in text.finds(_EACH_RATIO):
        ratios = re.findall(r"\d+(?:\.\d+)?%", find.match["ratios"])
        if "高新" not in _sentence_before(text, find.match.start()) + find.match[0]:
            for each, ratio in zip(_years_before(text, find, len(ratios)), ratios, strict=False):
                if facts.value(f"special_rd[{each}].ratio") is None:
                    facts.add(f"special_rd[{each}].ratio", parse_ratio(ratio), find.place)
    for find in (*text.finds(_RATIO), *text.finds(_BARE_RATIO)):
        sentence = _sentence_before(text, find.match.start())
        about_cost = re.search(r"研发|研究开发", sentence) or find.match.re is _RATIO
        clause = text.clause_before(find.match.start())
        if "高新" in clause + find.match[0] or not about_cost or _REQUIRED.search(find.match[0]):
            continue
        if find.match.re is _BARE_RATIO and re.search(r"高新技术产品|境内|境外|委托", sentence):
            continue
        year = _year_of(text, find)
        path = f"special_rd[{year}].ratio" if year else "special_rd.stated_ratio"
        if year is None or facts.value(path) is None:
            facts.add(path, parse_ratio(find.match["ratio"]), find.place)


def _add_at_home(finds: Mapping[str, Find], facts: FactCollector) -> None:
    """Domestic cost of single years, summed up when it is stated of every year with a total."""
    years = {str(y) for y in range(2000, 2100) if facts.value(f"special_rd[{y}].total") is not None}
    amounts = [
        amount for find in finds.values() if (amount := parse_amount(find.match["amount"])) is not None
    ]
    if not amounts or not years <= set(finds) or facts.value("special_rd.domestic") is not None:
        return
    total = sum(amounts, Decimal(0))
    working = " + ".join(f"{amount:,.2f}" for amount in amounts) + f" = {total:,.2f}"
    places = (find.place for find in finds.values())
    facts.add_money("special_rd.domestic", total, *places, working=working if len(amounts) > 1 else None)


def _add_all_at_home(text: RunningText, facts: FactCollector) -> None:
    """`研究开发费用为甲元,均发生在中国境内`: the domestic cost is all of the cost named before."""
    if facts.value("special_rd.domestic") is not None:
        return
    for find in text.finds(_ALL_AT_HOME):
        end = find.match.end()
        begin = find.match.start() - len(_sentence_before(text, find.match.start()))
        costs = [cost.match for cost in text.finds(_COST) if begin <= cost.match.start() < end]
        several = [cost for cost in costs if not _years_in(text.clause_before(cost.start()))]
        for cost in (several or costs)[:1] if len(costs) == 1 or several else ():
            amount = parse_amount(cost["amount"])
            facts.add_money("special_rd.domestic", amount, text.place(cost.start(), end))
            return


def _add_if_new(path: str, amount: Decimal | None, find: Find, facts: FactCollector) -> None:
    """The tables go before the text."""
    if facts.value(path) is None:
        facts.add_money(path, amount, find.place)
