"""Counts that running text states: `公司现有知识产权11项` says 11 of 知识产权."""

from __future__ import annotations

import re

from prereview.checklist.functions.arguments import text_of

_UNITS = "项件个"
_TOTALS = "共计|合计|总计|总数|数量|共有|共|达到|达|为|约"


def counts_in(text: str, thing: str) -> list[float]:
    """Every count that stands right behind a word: `成果转化共11项` gives 11 for `成果转化`.

    A figure with decimals is an average and no count.
    """
    pattern = rf"{re.escape(thing)}(?:{_TOTALS})*\s*(\d{{1,4}})\s*[{_UNITS}]"
    return [float(found) for found in re.findall(pattern, text_of(text))]
