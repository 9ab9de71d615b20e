"""Numbers that Word makes and no text holds: 一、, 第三条, RD01, the running number of a row.

As ECMA-376 part 1, 17.9 has it: a paragraph, or its style, names a list and a level;
the level says how its number is written and what stands around it. Numbers are
counted in the order paragraphs are asked for, which must be that of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docx.oxml.ns import qn

from prereview.documents.docx_xml import Element, property_of, whole
from prereview.documents.glyphs import clean_text

LEVELS = 9
"""Levels of a list."""

_PLACE = re.compile(r"%([1-9])")
_LATIN_END = re.compile(r"[.A-Za-z0-9]$")
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


class _Level(NamedTuple):
    start: int
    format: str
    text: str
    style: str | None
    """Id of the paragraph style that stands at this level."""
    arabic: bool
    """Whether numbers of the levels above are written in Arabic figures here."""


class _List(NamedTuple):
    """A list as paragraphs name it; lists of one `scheme` count on from each other."""

    scheme: str
    levels: dict[int, _Level]
    restarts: dict[int, int]
    """Levels that begin anew with this list, and at which number."""


class Numbering:
    """The lists of one document and how far each was counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = dict(_lists(numbering)) if numbering is not None else {}
        known = styles.iter(qn("w:style")) if styles is not None else ()
        self._styles = {style.get(qn("w:styleId")): style for style in known}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Element) -> str:
        """What Word writes before the paragraph, counted on by one; empty for bullets and plain text."""
        found = self._place(paragraph)
        if found is None:
            return ""
        key, list_, depth = found
        counts = self._counts.setdefault(list_.scheme, {})
        if key not in self._begun:
            self._begun.add(key)
            for restarted, start in list_.restarts.items():
                counts.pop(restarted, None)
                list_.levels[restarted] = list_.levels[restarted]._replace(start=start)
        level = list_.levels[depth]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in range(depth + 1, LEVELS):
            counts.pop(deeper, None)
        if level.format == "bullet":
            return ""
        return clean_text(_PLACE.sub(lambda m: self._number(list_, counts, level, int(m[1]) - 1), level.text))

    @staticmethod
    def _number(list_: _List, counts: dict[int, int], level: _Level, depth: int) -> str:
        asked = list_.levels.get(depth)
        if asked is None:
            return ""
        value = counts.setdefault(depth, asked.start)
        return written(value, "decimal" if level.arabic else asked.format)

    def _place(self, paragraph: Element) -> tuple[str, _List, int] | None:
        """The list a paragraph belongs to, by itself or by its style, and its level."""
        own = property_of(paragraph, "pPr", "numPr")
        style = property_of(paragraph, "pPr", "pStyle")
        name = None if style is None else style.get(qn("w:val"))
        key, depth = _named(own)
        if key is None:
            key, inherited = self._of_style(name)
            depth = inherited if depth is None else depth
        list_ = self._lists.get(key or "")
        if key is None or list_ is None:
            return None
        if depth is None:
            depth = next((d for d, level in list_.levels.items() if level.style == name and name), 0)
        return (key, list_, depth) if depth in list_.levels else None

    def _of_style(self, name: str | None) -> tuple[str | None, int | None]:
        """List and level that a style or one it is based on names."""
        for _ in range(LEVELS):
            style = self._styles.get(name)
            if style is None:
                break
            key, depth = _named(property_of(style, "pPr", "numPr"))
            if key is not None:
                return key, depth
            base = style.find(qn("w:basedOn"))
            name = None if base is None else base.get(qn("w:val"))
        return None, None


def labelled(label: str, text: str) -> str:
    """A paragraph's text behind its number, as one would type it: 一、总则, (1)立项, 1. 目的."""
    glue = (
        " " if text and label and (label[-1] == "." or (label[-1].isascii() and label[-1].isalnum())) else ""
    )
    return f"{label}{glue}{text}"


def _named(properties: Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    key = None if number is None else number.get(qn("w:val"))
    return key, None if depth is None else whole(depth, 0)


def _lists(numbering: Element) -> Iterator[tuple[str, _List]]:
    schemes = {s.get(qn("w:abstractNumId")): s for s in numbering.iter(qn("w:abstractNum"))}
    for number in numbering.iter(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        key = "" if reference is None else reference.get(qn("w:val"))
        scheme = schemes.get(key)
        if scheme is None:
            continue
        levels = dict(_levels(scheme))
        restarts: dict[int, int] = {}
        for change in number.iter(qn("w:lvlOverride")):
            depth = _whole_attribute(change, "w:ilvl")
            levels |= dict(_levels(change))
            start = change.find(qn("w:startOverride"))
            if start is not None and depth in levels:
                restarts[depth] = whole(start, 1)
        yield number.get(qn("w:numId")) or "", _List(key, levels, restarts)


def _levels(scheme: Element) -> Iterator[tuple[int, _Level]]:
    for level in scheme.iter(qn("w:lvl")):
        text, style = level.find(qn("w:lvlText")), level.find(qn("w:pStyle"))
        kind = level.find(qn("w:numFmt"))
        yield (
            _whole_attribute(level, "w:ilvl"),
            _Level(
                start=whole(level.find(qn("w:start")), 0),
                format="decimal" if kind is None else kind.get(qn("w:val")) or "decimal",
                text="" if text is None else text.get(qn("w:val")) or "",
                style=None if style is None else style.get(qn("w:val")),
                arabic=level.find(qn("w:isLgl")) is not None,
            ),
        )


def _whole_attribute(element: Element, name: str) -> int:
    """A number in an attribute, 0 when there is none."""
    value = element.get(qn(name)) or ""
    return int(value) if value.isdigit() else 0


def written(number: int, style: str) -> str:
    """A number as a list of this format (`w:numFmt`) writes it; in Arabic figures for any other."""
    write = _FORMATS.get(style)
    return str(number) if write is None else write(number)


def chinese(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五; from 1000 on digit by digit."""
    if not 0 < number < 1000:
        return "".join(_DIGITS[int(d)] for d in str(number))
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(number: int) -> str:
    """A to Z, then AA, BB as Word goes on."""
    turns, index = divmod(max(number, 1) - 1, 26)
    return chr(ord("A") + index) * (turns + 1)


def _from(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(d)] for d in str(number)),
    "chineseLegalSimplified": lambda number: chinese(number).translate(_FORMAL),
    "japaneseLegal": lambda number: chinese(number).translate(_FORMAL),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "decimalEnclosedCircle": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographEnclosedCircle": lambda number: f"({chinese(number)})",
}
"""Formats of numbers other than Arabic figures; a missing one is read as such figures."""
