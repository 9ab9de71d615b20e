"""Lists: differences, repeats, gaps in a numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from prereview.checklist.functions.arguments import Item, NoAnswerError, items_of


def without(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Items of the first list that are not in the second, in order."""
    taken = set(items_of(others))
    return [item for item in items_of(items) if item not in taken]


def repeated(items: Sequence[Item]) -> list[Item]:
    """Items that stand more than once, each once."""
    return [item for item, count in Counter(items_of(items)).items() if count > 1]


def distinct(items: Sequence[Item]) -> list[Item]:
    """Every item once, in order."""
    return list(dict.fromkeys(items_of(items)))


def flat(lists: Sequence[Sequence[Item]]) -> list[Item]:
    """The items of several lists as one list."""
    return [item for items in items_of(lists) for item in items]


def count_of(items: Sequence[Item]) -> float:
    """Number of items of a list."""
    return float(len(items_of(items)))


def occurrences(items: Sequence[str], item: str) -> float:
    """How often an item stands in a list."""
    return float(list(items_of(items)).count(item))


def first(items: Sequence[Item]) -> Item:
    """The first item."""
    return _end(items, 0)


def last(items: Sequence[Item]) -> Item:
    """The last item."""
    return _end(items, -1)


def value_for(key: str, keys: Sequence[str], values: Sequence[Item]) -> Item:
    """The value that stands in one list where a key stands in another of the same length."""
    if len(items_of(keys)) != len(items_of(values)):
        raise NoAnswerError("两列的项数不同")
    found = [value for other, value in zip(keys, values, strict=True) if other == key]
    if len(found) != 1:
        raise NoAnswerError(f"“{key}”没有唯一对应的内容")
    return found[0]


def _end(items: Sequence[Item], index: int) -> Item:
    if not items_of(items):
        raise NoAnswerError("列表为空")
    return items[index]


def gaps(keys: Sequence[str]) -> list[str]:
    """Keys missing from a numbering: IP01, IP03 → IP02; 2023, 2025 → 2024.

    Row numbers (letters before the digits) count from 1, years from the first one given.
    """
    numbered = [_prefix_and_number(str(key)) for key in items_of(keys)]
    if not numbered:
        return []
    prefix, width = numbered[0][0], len(numbered[0][1])
    numbers = {int(digits) for _, digits in numbered}
    start = 1 if prefix else min(numbers)
    return [f"{prefix}{n:0{width}d}" for n in range(start, max(numbers)) if n not in numbers]


def consecutive(keys: Sequence[str]) -> bool:
    """Whether keys number their rows without a gap and without a repeat."""
    return not gaps(keys) and not repeated(keys)


def _prefix_and_number(key: str) -> tuple[str, str]:
    found = re.fullmatch(r"(\D*)(\d{1,6})", key)
    if not found:
        raise NoAnswerError(f"“{key}”不是编号")
    return found.group(1), found.group(2)
