"""Comparing printed labels with the labels we know.

Forms letter-space labels, number them, and hang units, limits and colons on
them; two prints of one label rarely have the same characters. `bare` is what is
left when all that is taken away, and labels are compared on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from prereview.dossier.values.characters import tight

_BRACKETS = str.maketrans("〔【［[〈〕】］]〉", "((((()))))")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟＂‘’'`", '"'))

_CHINESE_ORDINAL = r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)、?"
_ORDINAL = rf"{_CHINESE_ORDINAL}|\d{{1,2}}(?:[、.](?!\d)|\)、?)|\(\d{{1,2}}\)、?"
_CLAUSE = r"其中:|其中(?=[^:])|减:|加:"
_HEAD = re.compile(rf"^(?:{_ORDINAL}|{_CLAUSE}|[*△#☆])")

_MONEY = r"(?:人民币)?(?:亿|千万|百万|万|千)?[元圆]"
_UNIT = rf"{_MONEY}|[人名件项个天%]"
_LIMIT = r"限?\d+字(?:以内|左右)?|不超过\d+字"
_FORMULA = r"[\d+\-*/×÷=…%≥.,行列\[\]()]*\d[\d+\-*/×÷=…%≥.,行列\[\]()]*"
_NOTE = r"[^()]*(?:填列|填写)[^()]*"
_TAIL = re.compile(rf"(?::|/(?:{_MONEY})|\((?:{_UNIT}|{_LIMIT}|{_FORMULA}|{_NOTE}|单位:[^()]*)\))$")


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """Text without white space, with one kind of bracket, quote and dash (NFKC)."""
    return tight(text).translate(_BRACKETS).translate(_QUOTES)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A label reduced to its words: `（一）其中：销售收入（万元）：` → `销售收入`."""
    label = squash(text)
    while True:
        shorter = _TAIL.sub("", _HEAD.sub("", label))
        if shorter == label or not shorter:
            return label
        label = shorter


def is_label(text: str, variants: Iterable[str]) -> bool:
    """Whether a printed text is one of the labels."""
    label = bare(text)
    return bool(label) and any(label == bare(variant) for variant in variants)
