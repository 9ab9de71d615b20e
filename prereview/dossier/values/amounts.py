"""Amounts, head counts and shares, as printed in forms, statements and licences.

A unit inside the text outranks the one the caller found in a label or table
head (docs: amounts in the form are 万元, in tax returns and statements 元). What
is not stated (`—`, blank) has no value; it is never 0. A foreign currency has no
value in yuan. Unreadable figures are refused, not repaired, with one exception:
of two points in `1.234.56` or `12,345.678.90` the first is a thousands mark misread.
An amount in words beside the same in figures is one amount; where the two differ there is none.
"""

from __future__ import annotations

import re
from decimal import Decimal

from prereview.dossier.values.characters import normal, tight
from prereview.dossier.values.chinese_numerals import DIGITS, NUMERALS, TENS, chinese_integer

YUAN = Decimal(1)
WAN = Decimal(10_000)

_SCALES = {
    "亿": Decimal(10**8),
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "万": WAN,
    "千": Decimal(1000),
    "百": Decimal(100),
}
_SCALE = "|".join(_SCALES)

_FOREIGN = re.compile(
    r"美元|美金|港[元币]|欧元|日元|英镑|韩元|澳元|加元|新加坡元|新台币|USD|HKD|EUR|JPY|GBP|\$|€|£", re.I
)
_CURRENCY = re.compile(r"人民币|RMB|CNY|¥", re.I)
_FILLER = re.compile(r"^[约共计:]+|[整正。;;]+$")

_UNIT_BRACKET = re.compile(rf"\((?:单位:)?(({_SCALE})?[元圆])\)")
_WORD_BRACKET = re.compile(r"\([^()]*[^()\d.,\-+\s][^()]*\)")

_DIGITS = r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\.\d+"
_ARABIC = re.compile(rf"([-+]?)({_DIGITS})({_SCALE})?([元圆])?")
_MISREAD_POINT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+)(\.\d{2})")
_BRACKETED = re.compile(r"\(([^()]*)\)(.*)")
_CHINESE = re.compile(rf"([{NUMERALS}]+)[元圆]?(?:[零〇]?([{NUMERALS}])角)?(?:[零〇]?([{NUMERALS}])分)?")
_CHINESE_UNIT = re.compile(r"[元圆角分万萬亿億]")

_WORDS = (
    rf"[{''.join(DIGITS)}十拾][{NUMERALS}]*"
    rf"(?:[元圆](?:[零〇]?[{NUMERALS}]角)?(?:[零〇]?[{NUMERALS}]分)?[整正]?|(?<=[万亿])[整正])"
)
_FIGURES = rf"(?:{_DIGITS})(?!\d|[,.]\d)(?:{_SCALE})?"
_BOTH = re.compile(
    rf"\(?(?:大写)?:?\)?:?(?P<words>{_WORDS})[,;、/]?\(?(?:小写|即|计)?:?(?P<figures>{_FIGURES}元?)[整正]?\)?"
    rf"|\(?(?:小写)?:?\)?:?(?P<before>{_FIGURES}元?)[整正]?[,;、/]?\(?(?:大写|即)?:?(?P<after>{_WORDS})\)?"
)

MONEY = (
    rf"(?:人民币)*(?:\(?大写\)?:?)?(?:人民币)*(?P<amount>{_WORDS}(?:[,;、]?\(?(?:小写|即)?:?(?:人民币)?¥?{_FIGURES}元?[整正]?\)?)?"
    rf"|¥{_FIGURES}元?|{_FIGURES}元)"
)
"""An amount with its unit in running text: figures, words or both, for `parse_amount` as group `amount`."""

_UNIT_WORD = rf"(?:人民币)?(?P<unit>({_SCALE})?[元圆])"
_UNITS = (
    re.compile(rf"单位(?::|为|均为){_UNIT_WORD}(?=列至|币种|会|$|[^\u4e00-\u9fff])"),
    re.compile(rf"以{_UNIT_WORD}为(?:金额)?单位"),
    re.compile(rf"[(/]{_UNIT_WORD}(?:\)|$|[,;]|列至)"),
    re.compile(rf"^{_UNIT_WORD}(?:\(列至角分\))?$"),
)


def parse_amount(text: str, unit: Decimal = YUAN) -> Decimal | None:
    """An amount in yuan. `unit` is what one printed unit is worth in yuan when the text names none.

    `(1,234.56)` and `-1,234.56` are negative. None for a blank, a dash, a share
    or text that is not one amount.
    """
    plain = tight(text)
    if _MISREAD_POINT.fullmatch(plain.strip("()-+")) and not re.search(r"\d \d", normal(text)):
        plain = _MISREAD_POINT.sub(lambda m: re.sub(r"[.,]", "", m[1]) + m[2], plain)
    if _FOREIGN.search(plain) or "%" in plain or "‰" in plain:
        return None
    plain = _CURRENCY.sub("", plain).replace("()", "")
    both = _BOTH.fullmatch(plain)
    if both:
        words = _chinese((both["words"] or both["after"]).rstrip("整正"))
        return words if words == _arabic(both["figures"] or both["before"], unit) else None
    bracket = _UNIT_BRACKET.search(plain)
    if bracket:
        unit = _SCALES.get(bracket.group(2) or "", YUAN)
    plain = _FILLER.sub("", _WORD_BRACKET.sub("", plain))
    negative = _BRACKETED.fullmatch(plain)
    if negative:
        amount = _arabic(negative.group(1) + negative.group(2), unit)
        return -amount if amount is not None and amount > 0 else None
    amount = _arabic(plain, unit)
    return amount if amount is not None else _chinese(plain)


def _arabic(text: str, unit: Decimal) -> Decimal | None:
    match = _ARABIC.fullmatch(text)
    if match is None:
        return None
    sign, digits, scale, yuan = match.groups()
    if scale or yuan:
        unit = _SCALES.get(scale or "", YUAN)
    value = Decimal(digits.replace(",", "")) * unit
    return -value if sign == "-" else value


def _chinese(text: str) -> Decimal | None:
    """人民币大写 and the like; without 元, 角, 分, 万 or 亿 it is a count, not an amount."""
    match = _CHINESE.fullmatch(text)
    if match is None or not _CHINESE_UNIT.search(text):
        return None
    whole, jiao, fen = match.groups()
    yuan = chinese_integer(whole)
    if yuan is None or (jiao and jiao in TENS) or (fen and fen in TENS):
        return None
    return yuan + Decimal(DIGITS.get(jiao or "", 0)) / 10 + Decimal(DIGITS.get(fen or "", 0)) / 100


def unit_in(text: str) -> Decimal | None:
    """What a label or table head says one unit is worth in yuan: `单位：万元` → 10 000; None when silent."""
    for form in (normal(text).replace(" :", ":").replace(": ", ":"), tight(text)):
        for pattern in _UNITS:
            match = pattern.search(form)
            if match:
                return _SCALES.get(match.group("unit")[:-1], YUAN)
    return None


_COUNT = re.compile(
    r"(?:共计?|合计|约)?(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:\(?[人名件项个家天份位台套次]\)?)?"
)
_CHINESE_COUNT = re.compile(rf"(?:共计?|合计)?([{NUMERALS}]+)[人名件项个家天份位台套次]")


def parse_count(text: str) -> int | None:
    """A whole number of people, pieces or days: `35 人` → 35. None when it is not one."""
    plain = tight(text)
    match = _COUNT.fullmatch(plain)
    if match:
        return int(match.group(1).replace(",", ""))
    chinese = _CHINESE_COUNT.fullmatch(plain)
    return chinese_integer(chinese.group(1)) if chinese else None


_RATIO = re.compile(r"([-+]?\d+(?:\.\d+)?)([%‰])?")


def parse_ratio(text: str) -> Decimal | None:
    """A share: `65.3%` → 0.653. Without a sign up to 1 is a share, above it a percentage."""
    match = _RATIO.fullmatch(tight(text))
    if match is None:
        return None
    value, sign = Decimal(match.group(1)), match.group(2)
    if sign == "‰":
        return value / 1000
    if sign == "%" or abs(value) > 1:
        return value / 100
    return value
