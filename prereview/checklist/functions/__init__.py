"""The functions rules may call: exact sums and ties, days, names, numbers of rights, lists.

A function that has no answer (a day that does not exist, division by zero, a
value that was not read) raises `NoAnswerError` with a Chinese reason; the rule
then cannot tell. The annotations of a function are its types in expressions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prereview.checklist.functions import days, lists, names, numbers, places, texts

FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(numbers.sum_of, numbers.max_of, numbers.min_of, numbers.average, numbers.number_of),
        *(numbers.plus, numbers.minus, numbers.times, numbers.ratio),
        *(
            numbers.agree,
            numbers.agree_sum,
            numbers.agree_total,
            numbers.agree_yuan,
            numbers.close,
            numbers.unit_slip,
        ),
        *(
            names.same_text,
            names.same_name,
            names.has_name,
            names.length_of,
            names.without_version,
            names.without_short_name,
        ),
        *(names.uscc_valid, names.patent_number_valid, names.patent_kind, names.right_key),
        *(
            names.field_known,
            names.field_valid,
            names.field_complete,
            names.field_level,
            names.field_ordinals_fit,
        ),
        *(
            days.days_between,
            days.year_of,
            days.year_at_end,
            days.plus_years,
            days.plus_days,
            days.period_end,
            days.date_exists,
        ),
        *(lists.without, lists.repeated, lists.distinct, lists.flat, lists.count_of, lists.occurrences),
        *(lists.first, lists.last, lists.gaps, lists.consecutive, lists.value_for),
        *(
            texts.counts_in,
            texts.amounts_in,
            texts.years_in,
            texts.contains_any,
            texts.figure_years,
            texts.similarity,
            texts.shares_words,
        ),
        *(places.province_of_code, places.province_of, places.city_of),
    )
}
"""All functions by the name rules use."""
