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

from prereview.checklist.rights import listed_rights
from prereview.dossier.facts import Facts
from prereview.dossier.values.names import normalise_name

Range = tuple[int, int]

PASS_MARK = 70
"""More than 70 points pass, 70 do not (第十一条（七）)."""

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


class Line(msgspec.Struct, frozen=True):
    """One line of an indicator as the experts' forms print it (195号 附件3、4), with its range in points."""

    title: str
    low: int
    high: int


class Indicator(msgspec.Struct, frozen=True):
    """One of the four indicators: its range in points, what the range rests on, and its lines."""

    title: str
    low: int
    high: int
    reasons: tuple[str, ...]
    lines: tuple[Line, ...] = ()


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
        organisation=_organisation(facts),
        growth=_growth(facts),
    )


THEMES = {
    "rd_system": "研发组织管理制度",
    "rd_accounting": "研发投入核算体系",
    "rd_institution": "研发机构",
    "cooperation": "产学研合作",
    "conversion_incentive": "成果转化激励",
    "innovation_platform": "开放式创新创业平台",
    "training": "培养进修与培训",
    "talent_incentive": "人才引进与绩效奖励",
}
"""What the guide asks papers for under 三、（七）3; it prints no points for the single themes."""


ORGANISATION_LINES = (
    Line("研发组织管理制度、投入核算体系和辅助账", 0, 6),
    Line("研发机构、科研条件和产学研合作", 0, 6),
    Line("成果转化组织实施与激励、创新创业平台", 0, 4),
    Line("科技人员培养进修、职工培训、人才引进与绩效奖励", 0, 4),
)


def _organisation(facts: Facts) -> Indicator:
    there = [title for name, title in THEMES.items() if facts.value(f"management.{name}") is True]
    absent = [title for title in THEMES.values() if title not in there]
    counted = f"{len(THEMES)} 个主题中读到 {len(there)} 个"
    reasons = (counted, f"没有读到：{'、'.join(absent)}") if there and absent else (counted,) if there else ()
    return Indicator(
        "研究开发组织管理水平", 0, 20, ("由专家评价，无法由材料计算", *reasons), ORGANISATION_LINES
    )


# ---- intellectual property: 8 + 8 + 8 + 6, and up to 2 for standards, 30 at most


def _ip(facts: Facts) -> Indicator:
    quantity, reasons = _quantity(facts)
    if quantity == (0, 0):
        return Indicator("知识产权", 0, 0, reasons)
    acquisition, acquisition_reason = _acquisition(facts)
    lines = (
        Line("技术的先进程度", 0, 8),
        Line("对主要产品（服务）的核心支持作用", 0, 8),
        Line("知识产权数量", *quantity),
        Line("知识产权获得方式", *acquisition),
        Line("参与编制标准（加分）", 0, 2),
    )
    judged = "技术先进程度、核心支持作用：由专家评价，各 0～8 分"
    return Indicator(
        "知识产权",
        min(30, sum(line.low for line in lines)),
        min(30, sum(line.high for line in lines)),
        (judged, *reasons, acquisition_reason, _standards(facts)),
        lines,
    )


def _quantity(facts: Facts) -> tuple[Range, tuple[str, ...]]:
    """Points for the number of rights: those that count row by row, else the numbers stated."""
    rights = listed_rights(facts)
    if rights:
        one, two = (sum(r.counts and r.rank == rank for r in rights) for rank in (1, 2))
        dropped = [f"{r.key} 不计（{'、'.join(r.against)}）" for r in rights if r.rank and r.against]
    else:
        stated = [facts.value(f"application.ip_class{rank}") for rank in (1, 2)]
        counts = [n for n in stated if isinstance(n, int)]
        if len(counts) < len(stated):
            return (0, 8), ("数量：未读到知识产权清单，0～8 分",)
        (one, two), dropped = counts, []
    if not one and not two:
        return (0, 0), ("没有可计入的Ⅰ类、Ⅱ类知识产权", *dropped)
    band = quantity_band(one, two)
    return band, (f"数量：可计入的Ⅰ类 {one} 项、Ⅱ类 {two} 项，{_points(band)}", *dropped)


def quantity_band(one: int, two: int) -> Range:
    """Points for a number of rights of class I and II; a single one of class I gives the highest band."""
    if one:
        return (7, 8)
    return (5, 6) if two >= 5 else (3, 4) if two >= 3 else (1, 2) if two else (0, 0)


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
    if not facts.keys_of("conversions"):
        return Indicator(title, 0, 30, ("未读到科技成果转化清单",))
    tally = conversions_counted(facts)
    low = _conversion_band(Decimal(tally.certain) / 3)[0]
    high = _conversion_band(Decimal(tally.possible) / tally.years)[1]
    average = Decimal(tally.certain) / 3
    reasons = [f"列出 {tally.listed} 项，其中年度在近三年内的 {tally.certain} 项，年均约 {average:.1f} 项"]
    if tally.repeated:
        reasons.append(f"名称相同的只计一项，少计 {tally.repeated} 项")
    if tally.possible > tally.certain:
        reasons.append(f"{tally.possible - tally.certain} 项未读到转化年度")
    if tally.this_year:
        reasons.append(f"另有 {tally.this_year} 项在申请当年，是否计入由专家判断，此处未计")
    if tally.years < 3:
        reasons.append(f"经营不满三年，按三年与按 {tally.years} 年平均分别计算")
    return Indicator(title, low, high, (*reasons, "专家可依据证明材料核减"), (Line(title, low, high),))


class Tally(msgspec.Struct, frozen=True):
    """Conversions as they are counted: those surely inside the years, those possibly, over how many years."""

    listed: int
    certain: int
    possible: int
    repeated: int
    this_year: int
    years: int


def conversions_counted(facts: Facts) -> Tally:
    """Count the conversions of the list; one result listed twice counts once (三、（七）2)."""
    listed = facts.keys_of("conversions")
    years = facts.value("derived.accounting_years")
    window = years if isinstance(years, tuple) and years else None
    names = [normalise_name(str(facts.value(f"conversions[{key}].name") or key)) for key in listed]
    once = [key for at, key in enumerate(listed) if names[at] not in names[:at]]
    stated = [facts.value(f"conversions[{key}].year") for key in once]
    certain = sum(year is not None and (window is None or str(year) in window) for year in stated)
    after = max(map(int, window)) + 1 if window else None
    return Tally(
        listed=len(listed),
        certain=certain,
        possible=certain + sum(year is None for year in stated),
        repeated=len(listed) - len(once),
        this_year=sum(after is not None and year == after for year in stated),
        years=len(window) if window else 3,
    )


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
    lines = (Line("净资产增长率", *assets), Line("销售收入增长率", *sales))
    return Indicator(
        "企业成长性", assets[0] + sales[0], assets[1] + sales[1], (assets_reason, sales_reason), lines
    )


def _growth_part(facts: Facts, field: str, path: str, title: str) -> tuple[Range, str]:
    values = [f.value for f in facts.match(f"application.years[*].{field}") if isinstance(f.value, Decimal)]
    years = facts.value("derived.accounting_years")
    rate = facts.value(path)
    if any(value < 0 for value in values):
        return (0, 0), f"{title}：有年度为负数，公式失真，由财务专家判断，此处不计分"
    if isinstance(years, tuple) and len(years) == 1:
        return (0, 0), f"{title}：只有一个会计年度，无法计算，按 0 分，请向认定机构确认"
    if not isinstance(rate, Decimal):
        return (0, 10), f"{title}：未能计算，0～10 分"
    band = growth_band(rate)
    edge = "（指引为“≥5%”，专家表为“＞5%”，两档均列出）" if rate == BAND_EDGE else ""
    return band, f"{title}：{rate * 100:.2f}%，{_points(band)}{edge}"


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
