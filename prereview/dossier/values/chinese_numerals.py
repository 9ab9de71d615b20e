"""Numbers written in Chinese: 二〇二三, 三十一, 壹亿贰仟叁佰肆拾伍万.

Capitals (大写) and ordinary numerals may be mixed. Malformed numerals have no
value: 一二十 is refused, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable

_DIGIT_ROWS = ("零〇○◯", "一壹弌", "二贰貳两", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
DIGITS: dict[str, int] = {glyph: value for value, row in enumerate(_DIGIT_ROWS) for glyph in row}
TENS: dict[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS: dict[str, int] = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

NUMERALS = "".join((*DIGITS, *TENS, *MYRIADS))
"""Every character of a Chinese numeral, for use inside a pattern's brackets."""


def chinese_digits(text: str) -> int | None:
    """A number spelled digit by digit, as years are: 二〇二三 → 2023. Latin O and 0 count as 〇."""
    digits = [DIGITS.get(c, 0 if c in "Oo0" else None) for c in text]
    if not digits or None in digits:
        return None
    return int("".join(map(str, digits)))


def chinese_integer(text: str) -> int | None:
    """A number with its places: 三十一 → 31, 壹拾万柒仟 → 107000, 一亿零五十 → 100000050."""
    total = 0
    for myriad, part in _split_myriads(text):
        value = _below_myriad(part)
        if value is None:
            return None
        total = (total + value) * myriad if myriad == MYRIADS["亿"] else total + value * myriad
    return total if text else None


def _split_myriads(text: str) -> Iterable[tuple[int, str]]:
    """Parts between 亿 and 万 with the myriad that closes each: 一亿二千万三 → 亿:一, 万:二千, 1:三."""
    part = ""
    for character in text:
        if character in MYRIADS:
            yield MYRIADS[character], part
            part = ""
        else:
            part += character
    if part:
        yield 1, part


def _below_myriad(part: str) -> int | None:
    """A part below 10 000: 九千零五十. Places must fall from left to right."""
    total, digit, place_before = 0, None, 10**4
    for character in part:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in TENS:
            place = TENS[character]
            if place >= place_before or (digit is None and place != 10) or (digit == 0 and place != 10):
                return None
            total += (digit or 1) * place
            digit, place_before = None, place
        else:
            return None
    return total + (digit or 0) if part else None
