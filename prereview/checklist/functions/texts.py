"""Running text: counts, amounts and years it states, words two texts share, and their likeness."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz

from prereview.checklist.functions.arguments import text_of
from prereview.dossier.values.names import normalise_name

_UNITS = "项件个人名台"
_TOTALS = "共计|合计|总计|总数|数量|共有|共|达到|达|为|约"
_AMOUNT = r"\d[\d,]*(?:\.\d+)?"
_SCALES = {"亿": Decimal(10**8), "万": Decimal(10**4), "千": Decimal(10**3), "": Decimal(1)}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_CLAUSE = re.compile(r"[^。;；!！?？\n]+")
_FIGURE = re.compile(
    r"\d(?:\.\d+)?\s*(?:%|％|个?百分点|万|亿|元|人|名|项|件|台|套|倍|吨)|增长|下降|提高|同比"
)
_HISTORY = re.compile(
    "成立|创立|创办|创建|注册|组建|设立|始建|建厂|改制|更名|迁|投产|上市|挂牌|起步|起家|以来|至今|起[,，]|[年月]起|自从|始于"
    "|认定|获评|获得|荣获|授予|评为|入选|通过|取得|标准|GB|专利|著作权|证书|建成|收购|并购|入股"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_EVERYDAY = re.compile(
    "技术|产品|服务|系统|研发|开发|研究|应用|销售|生产|制造|设计|方法|装置|项目|相关|以及|及其|有限|公司|其他|一种|基于|用于|新型|高效|智能"
)


def counts_in(text: str, thing: str) -> list[float]:
    """Every count that stands right behind a word: `成果转化共11项` gives 11 for `成果转化`.

    A figure with decimals is an average and no count.
    """
    pattern = rf"{re.escape(thing)}(?:{_TOTALS})*\s*(\d{{1,4}})\s*[{_UNITS}]"
    return [float(found) for found in re.findall(pattern, text_of(text))]


def amounts_in(text: str, thing: str) -> list[float]:
    """Every amount in yuan that stands right behind a word: `研发费用合计1265.04万元` gives 12650400."""
    pattern = rf"{re.escape(thing)}(?:{_TOTALS})*\s*({_AMOUNT})\s*(亿|万|千)?元"
    found = re.findall(pattern, unicodedata.normalize("NFKC", text_of(text)))
    return [float(Decimal(digits.replace(",", "")) * _SCALES[unit]) for digits, unit in found]


def contains_any(text: str, words: str) -> bool:
    """Whether a text holds one of the words between bars: `contains_any(post, "会计|出纳")`."""
    plain = text_of(text)
    return any(word in plain for word in _words(words))


@lru_cache(maxsize=1024)
def _words(bars: str) -> tuple[str, ...]:
    return tuple(bars.split("|"))


def years_in(text: str) -> list[float]:
    """Calendar years that stand before 年, each once, in order."""
    return [float(year) for year in dict.fromkeys(_YEAR.findall(text_of(text)))]


def figure_years(text: str) -> list[float]:
    """Calendar years for which running text states figures: `2021年度研发投入增长35%` gives 2021.

    A sentence that tells history (founded, recognised, granted, since …) says nothing
    about the figures of a year, and a year that others are compared with is no statement of its own.
    """
    years: dict[str, None] = {}
    for clause in _CLAUSE.findall(text_of(text)):
        if _HISTORY.search(clause):
            continue
        for found in _YEAR.finditer(clause):
            compared = re.search(r"(?:较|比|与|于|至|到|—|-|~)\s*$", clause[: found.start()])
            if not compared and _FIGURE.search(clause[found.end() :]):
                years[found[1]] = None
    return [float(year) for year in years]


def similarity(a: str, b: str) -> float:
    """Likeness of two texts from 0 to 1, white space and width aside."""
    return round(fuzz.ratio(normalise_name(text_of(a)), normalise_name(text_of(b))) / 100, 4)


def shares_words(a: str, b: str) -> bool:
    """Whether two texts have two Chinese characters in a row in common that are no everyday word."""
    return not _pairs(text_of(a)).isdisjoint(_pairs(text_of(b)))


def _pairs(text: str) -> set[str]:
    runs = (run for found in _HAN.findall(text) for run in _EVERYDAY.split(found))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
