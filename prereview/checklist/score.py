"""Innovation capability (企业创新能力) as ranges: what the papers bound, and no guess beyond that.

The guide (国科发火〔2016〕195号 三、（七）) gives 100 points: intellectual property
30, conversion of results 30, organisation of R&D 20, growth 20. Quantity and
acquisition of rights, the number of conversions and both growth rates fall into
printed bands; the place inside a band and all else is for the experts. An input
that was not read gives its full range. Nothing here is a forecast.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from prereview.dossier.facts import Facts

Range = tuple[int, int]

CLASS_ONE = ("发明", "国防", "植物新品种", "农作物", "新药", "中药", "布图设计")
CLASS_TWO = ("实用新型", "外观设计", "软件著作权")
OWN_RESEARCH = "自主研发"

GROWTH_BANDS: tuple[tuple[Decimal, Range], ...] = (
    (Decimal("0.35"), (9, 10)),
    (Decimal("0.25"), (7, 8)),
    (Decimal("0.15"), (5, 6)),
    (Decimal("0.05"), (3, 4)),
)
"""From this growth rate on; anything above 0 gives 1 to 2, the rest 0."""

BAND_EDGE = Decimal("0.05")
"""The guide prints `≥5%` and its form 4 `＞5%`: exactly there both bands are possible."""

CONVERSION_BANDS: tuple[tuple[int, Range], ...] = (
    (5, (25, 30)),
    (4, (19, 24)),
    (3, (13, 18)),
    (2, (7, 12)),
    (1, (1, 6)),
)
"""From this yearly average of conversions on."""


class Indicator(msgspec.Struct, frozen=True):
    """One of the four indicators: its range in points, and what the range rests on."""

    title: str
    low: int
    high: int
    reasons: tuple[str, ...]


class InnovationScore(msgspec.Struct, frozen=True):
    """All four indicators of one package."""

    ip: Indicator
    conversion: Indicator
    organisation: Indicator
    growth: Indicator

    def ranges(self) -> dict[str, Range]:
        """Lowest and highest points per indicator, and in total."""
        parts = {name: (part.low, part.high) for name, part in self.indicators().items()}
        total = (sum(low for low, _ in parts.values()), sum(high for _, high in parts.values()))
        return {**parts, "total": total}

    def indicators(self) -> dict[str, Indicator]:
        """The indicators by name, in the order of the guide."""
        return {
            "ip": self.ip,
            "conversion": self.conversion,
            "organisation": self.organisation,
            "growth": self.growth,
        }


def score_innovation(facts: Facts) -> InnovationScore:
    """The range of points the facts of a package allow."""
    return InnovationScore(
        ip=_ip(facts),
        conversion=_conversion(facts),
        organisation=Indicator("研究开发组织管理水平", 0, 20, ("由专家评价，无法由材料计算",)),
        growth=_growth(facts),
    )


# ---- intellectual property: 8 + 8 + 8 + 6, and up to 2 for standards, 30 at most


def _ip(facts: Facts) -> Indicator:
    counts = _right_counts(facts)
    if counts == (0, 0):
        return Indicator("知识产权", 0, 0, ("未列出Ⅰ类、Ⅱ类知识产权",))
    quantity, quantity_reason = _quantity(counts)
    acquisition, acquisition_reason = _acquisition(facts)
    standards = (0, 2)
    parts = ((0, 8), (0, 8), quantity, acquisition, standards)
    judged = "技术先进程度、核心支持作用：由专家评价，各 0～8 分"
    return Indicator(
        "知识产权",
        min(30, sum(low for low, _ in parts)),
        min(30, sum(high for _, high in parts)),
        (judged, quantity_reason, acquisition_reason, _standards(facts)),
    )


def _right_counts(facts: Facts) -> tuple[int, int] | None:
    """Rights of class I and II: as listed row by row, else as stated; None when neither was read."""
    kinds = [str(fact.value) for fact in facts.match("application.ip[*].kind")]
    if kinds:
        return _count(kinds, CLASS_ONE), _count(kinds, CLASS_TWO)
    one, two = facts.value("application.ip_class1"), facts.value("application.ip_class2")
    return (one, two) if isinstance(one, int) and isinstance(two, int) else None


def _count(kinds: list[str], words: tuple[str, ...]) -> int:
    return sum(any(word in kind for word in words) for kind in kinds)


def _quantity(counts: tuple[int, int] | None) -> tuple[Range, str]:
    if counts is None:
        return (0, 8), "数量：未读到知识产权清单，0～8 分"
    one, two = counts
    band = (7, 8) if one else (5, 6) if two >= 5 else (3, 4) if two >= 3 else (1, 2)
    return band, f"数量：Ⅰ类 {one} 项、Ⅱ类 {two} 项，{_points(band)}"


def _acquisition(facts: Facts) -> tuple[Range, str]:
    rows = facts.keys_of("application.ip")
    ways = [str(fact.value) for fact in facts.match("application.ip[*].acquisition")]
    if any(OWN_RESEARCH in way for way in ways):
        return (1, 6), "获得方式：有自主研发，1～6 分"
    if rows and len(ways) == len(rows):
        return (1, 3), "获得方式：均非自主研发，1～3 分"
    return (0, 6), "获得方式：未读全，0～6 分"


def _standards(facts: Facts) -> str:
    listed = len(facts.match("application.standards[*].name"))
    return f"参与制定标准：{f'列有 {listed} 项' if listed else '未读到'}，经认可的可加 1～2 分"


# ---- conversion of results


def _conversion(facts: Facts) -> Indicator:
    title = "科技成果转化能力"
    listed = facts.keys_of("conversions")
    if not listed:
        return Indicator(title, 0, 30, ("未读到科技成果转化清单",))
    years = facts.value("derived.accounting_years")
    window = years if isinstance(years, tuple) and years else None
    stated = [facts.value(f"conversions[{key}].year") for key in listed]
    certain = sum(window is None or str(year) in window for year in stated if year is not None)
    possible = certain + sum(year is None for year in stated)
    shortest = len(window) if window else 3
    low, high = _conversion_band(Decimal(certain) / 3)[0], _conversion_band(Decimal(possible) / shortest)[1]
    average = Decimal(certain) / 3
    reasons = [f"列出 {len(listed)} 项，其中年度在近三年内的 {certain} 项，年均约 {average:.1f} 项"]
    if possible > certain:
        reasons.append(f"{possible - certain} 项未读到转化年度")
    if shortest < 3:
        reasons.append(f"经营不满三年，按三年与按 {shortest} 年平均分别计算")
    return Indicator(title, low, high, (*reasons, "专家可依据证明材料核减"))


def _conversion_band(average: Decimal) -> Range:
    """Points for a yearly average; between 0 and 1 no band is printed, so none to the first are possible."""
    for least, band in CONVERSION_BANDS:
        if average >= least:
            return band
    return (0, 6) if average > 0 else (0, 0)


# ---- growth


def _growth(facts: Facts) -> Indicator:
    assets, assets_reason = _growth_part(facts, "net_assets", "derived.net_asset_growth", "净资产增长率")
    sales, sales_reason = _growth_part(facts, "sales", "derived.sales_growth", "销售收入增长率")
    return Indicator("企业成长性", assets[0] + sales[0], assets[1] + sales[1], (assets_reason, sales_reason))


def _growth_part(facts: Facts, field: str, path: str, title: str) -> tuple[Range, str]:
    values = [f.value for f in facts.match(f"application.years[*].{field}") if isinstance(f.value, Decimal)]
    rate = facts.value(path)
    if any(value < 0 for value in values):
        return (0, 0), f"{title}：有年度为负数，公式失真，由财务专家判断，此处不计分"
    if not isinstance(rate, Decimal):
        return (0, 10), f"{title}：未能计算，0～10 分"
    band = growth_band(rate)
    return band, f"{title}：{rate * 100:.2f}%，{_points(band)}"


def growth_band(rate: Decimal) -> Range:
    """Points for a growth rate (0.2 is 20 %)."""
    if rate == BAND_EDGE:
        return (1, 4)
    for least, band in GROWTH_BANDS:
        if rate >= least:
            return band
    return (1, 2) if rate > 0 else (0, 0)


def _points(band: Range) -> str:
    low, high = band
    return f"{low} 分" if low == high else f"{low}～{high} 分"
