"""Running text: counts and years it states, words it shares with another text, likeness of two texts."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from prereview.checklist.functions.arguments import text_of
from prereview.dossier.values.names import normalise_name

_UNITS = "项件个"
_TOTALS = "共计|合计|总计|总数|数量|共有|共|达到|达|为|约"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
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


def years_in(text: str) -> list[float]:
    """Calendar years that stand before 年, each once, in order."""
    return [float(year) for year in dict.fromkeys(_YEAR.findall(text_of(text)))]


def similarity(a: str, b: str) -> float:
    """Likeness of two texts from 0 to 1, white space and width aside."""
    return round(fuzz.ratio(normalise_name(text_of(a)), normalise_name(text_of(b))) / 100, 4)


def shares_words(a: str, b: str) -> bool:
    """Whether two texts have two Chinese characters in a row in common that are no everyday word."""
    return not _pairs(text_of(a)).isdisjoint(_pairs(text_of(b)))


def _pairs(text: str) -> set[str]:
    runs = (run for found in _HAN.findall(text) for run in _EVERYDAY.split(found))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
