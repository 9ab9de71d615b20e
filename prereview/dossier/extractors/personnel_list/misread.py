"""Words of scanned lists put right where the list itself, or a closed set of words, shows what was meant.

A column of a list of people repeats few words. A word read from an image that
differs by a character from one that stands there several times, or from the name
of a degree or title, is that word; any other odd word is left out for degrees and
titles, whose names are a closed set, and kept as read elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from prereview.documents.model import Cell
from prereview.dossier.finders.matching import squash

KNOWN: dict[str, tuple[str, ...]] = {
    "degree": (
        "博士",
        "博士研究生",
        "硕士",
        "硕士研究生",
        "研究生",
        "本科",
        "大学本科",
        "学士",
        "大专",
        "专科",
        "大学专科",
        "中专",
        "高中",
        "高职",
        "中技",
        "技校",
        "初中",
        "MBA",
    ),
    "title": (
        "正高级工程师",
        "教授级高级工程师",
        "高级工程师",
        "工程师",
        "助理工程师",
        "技术员",
        "高级技师",
        "技师",
        "高级技工",
        "高级工",
        "中级工",
        "教授",
        "副教授",
        "研究员",
        "副研究员",
        "助理研究员",
        "高级经济师",
        "经济师",
        "会计师",
        "高级会计师",
        "高级",
        "中级",
        "初级",
        "正高级",
        "副高级",
    ),
}
"""Names of degrees and titles, as lists print them."""

_FREQUENT = 2

_ENGINEER = re.compile(r"工程[^部技中与管]?$")
"""A post ends in 工程师, not in 工程 and another character."""


def right_word(cell: Cell, field: str, column: Iterable[Cell]) -> str | None:
    """The word of a cell, put right if it was read from an image; None when it cannot be told."""
    if cell.method != "ocr":
        return cell.text.strip()
    word = _tidy(cell.text, field)
    if field in KNOWN:
        return word if word in KNOWN[field] else _only(_near(word, KNOWN[field]))
    counts = Counter(_tidy(c.text, field) for c in column if c.text)
    frequent = [w for w, n in counts.items() if n > max(_FREQUENT, counts[word]) and not _longer(w, counts)]
    return _only(_longer(word, counts)) or _only(_near(word, frequent)) or word


def _longer(word: str, words: Iterable[str]) -> list[str]:
    """Words that a word is when its first or last character, near the cell's border, was lost."""
    return [w for w in words if len(w) == len(word) + 1 and (w.startswith(word) or w.endswith(word))]


def _tidy(text: str, field: str) -> str:
    word = squash(text)
    return _ENGINEER.sub("工程师", word) if field == "post" else word


def _near(word: str, words: Iterable[str]) -> list[str]:
    return [w for w in words if len(word) > 1 and Levenshtein.distance(word, w, score_cutoff=1) <= 1]


def _only(words: list[str]) -> str | None:
    return words[0] if len(words) == 1 else None
