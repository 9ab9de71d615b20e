"""Registered numbers and days that image recognition misread, put right where only one reading fits.

For text recognised in an image only: a wrong character in a text layer was
printed so, and that is a finding, not a slip of the reader. A character that
cannot stand in its place (O in a number) has one obvious reading; a credit code
may besides have one character changed for a look-alike. Either is taken only
when the check characters hold and nothing else would satisfy them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from prereview.dossier.values.characters import normal, tight
from prereview.dossier.values.dates import Day, read_date
from prereview.dossier.values.identifiers import (
    normalise_uscc,
    organisation_part_holds,
    patent_number,
    patent_number_problem,
    right_key,
    software_number,
    software_number_problem,
    uscc_problem,
)

REPAIRED = 0.85
"""How sure a repaired value is at most, 0 to 1."""


class Reading(NamedTuple):
    """A value, and whether a character of it was put right."""

    value: str
    repaired: bool = False


# ---- one step, for any code with a check

LOOKALIKES: dict[str, str] = {
    "O": "0",
    "I": "1",
    "S": "5",
    "Z": "2",
    "V": "UY",
    "8": "B",
    "B": "8",
    "6": "G",
    "G": "6C",
    "0": "DQ",
    "D": "0",
    "Q": "0",
    "1": "L",
    "L": "1",
    "C": "G",
    "7": "T",
    "T": "7",
    "5": "S",
    "2": "Z",
    "U": "V",
}
"""Characters by those they are taken for; O, I, S, Z and V never occur in a credit code."""

_DIGIT_FOR = str.maketrans("OoQDIil|!SsZzBbgq", "00001111155228699")
"""Letters where only digits can stand."""

_LOOSE_DIGIT = r"[0-9OoQDIil|!SsZzBbgq]"


def repair_one(code: str, is_sound: Callable[[str], bool]) -> str | None:
    """The one sound code that differs from `code` in one look-alike character; None without exactly one."""
    candidates = {
        code[:place] + other + code[place + 1 :]
        for place, character in enumerate(code)
        for other in LOOKALIKES.get(character, "")
    }
    sound = [candidate for candidate in candidates if is_sound(candidate)]
    return sound[0] if len(sound) == 1 else None


# ---- what papers carry


def read_uscc(text: str, *, recognised: bool) -> Reading | None:
    """The credit code in a text; if `recognised`, a misread character is put right if one way fits."""
    code = normalise_uscc(text)
    if code is None or not recognised or uscc_problem(code) is None:
        return Reading(code) if code else None
    obvious = (normalise_uscc(text.translate(_NEVER_PRINTED)) or code).translate(_NEVER_IN_USCC)
    if obvious != code and _is_sound_uscc(obvious):
        return Reading(obvious, repaired=True)
    repaired = repair_one(code, _is_sound_uscc) if len(code) == 18 else None
    return Reading(repaired, repaired=True) if repaired else Reading(code)


_NEVER_PRINTED = str.maketrans("loizs|", "101251")
"""Small letters, which no licence prints."""

_NEVER_IN_USCC = str.maketrans("OISZ", "0152")


def _is_sound_uscc(code: str) -> bool:
    return uscc_problem(code) is None and organisation_part_holds(code)


_PATENT = re.compile(
    rf"(?<![0-9A-Za-z])(?:[Z2][LlI1|]|CN)?(?P<body>[12]{_LOOSE_DIGIT}{{11}})[.,·。]?(?P<check>{_LOOSE_DIGIT}|[Xx×])(?![0-9A-Za-z])"
)


def read_patent_number(text: str, *, recognised: bool) -> Reading | None:
    """The patent or application number in a text, as `patent_number` gives it."""
    number = patent_number(text)
    if number is not None or not recognised:
        return Reading(number) if number else None
    found = {
        number
        for match in _PATENT.finditer(tight(text))
        for number in [_as_patent(match["body"], match["check"])]
        if patent_number_problem(number) is None
    }
    return Reading(found.pop(), repaired=True) if len(found) == 1 else None


def _as_patent(body: str, check: str) -> str:
    return f"ZL{body.translate(_DIGIT_FOR)}.{check.upper().replace('×', 'X').translate(_DIGIT_FOR)}"


_SOFTWARE = re.compile(
    rf"(?<![0-9A-Za-z])(?P<year>[12]{_LOOSE_DIGIT}{{3}})[S5$][RK](?P<serial>{_LOOSE_DIGIT}{{5,7}})(?![0-9A-Za-z])"
)


def read_software_number(text: str, *, recognised: bool) -> Reading | None:
    """The 登记号 of a program in a text; without a check digit, its shape has to do."""
    number = software_number(text)
    if number is not None or not recognised:
        return Reading(number) if number else None
    match = _SOFTWARE.search(tight(text))
    if match is None:
        return None
    number = f"{match['year'].translate(_DIGIT_FOR)}SR{match['serial'].translate(_DIGIT_FOR)}"
    return Reading(number, repaired=True) if software_number_problem(number) is None else None


def read_right(text: str, *, recognised: bool) -> Reading | None:
    """The number that names a right, whatever its kind."""
    number = right_key(text)
    if number is not None:
        return Reading(number)
    return read_patent_number(text, recognised=recognised) or read_software_number(
        text, recognised=recognised
    )


def read_serial(text: str, pattern: str, *, recognised: bool) -> Reading | None:
    """A running number between fixed words: `pattern` has `#` where its digits stand (`证书号第#号`)."""
    before, _, after = pattern.partition("#")
    match = re.search(rf"{before}(\d{{5,9}}){after}", tight(text))
    if match is None and recognised:
        match = re.search(rf"{before}({_LOOSE_DIGIT}{{5,9}}){after}", tight(text))
    if match is None:
        return None
    digits = match[1].translate(_DIGIT_FOR)
    return Reading(digits, repaired=digits != match[1])


_MISREAD_DAY = re.compile(
    rf"{_LOOSE_DIGIT}{{4}}\s*年\s*{_LOOSE_DIGIT}{{1,2}}\s*月\s*{_LOOSE_DIGIT}{{1,2}}\s*日"
)


def read_day(text: str, *, recognised: bool) -> tuple[Day, bool] | None:
    """The one day a text names, and whether a misread digit was put right for it."""
    day = read_date(text)
    if day is not None or not recognised:
        return (day, False) if day is not None else None
    mended = "".join(_mend_days(normal(text)))
    day = read_date(mended)
    return (day, True) if day is not None else None


def _mend_days(text: str) -> Iterator[str]:
    at = 0
    for match in _MISREAD_DAY.finditer(text):
        yield text[at : match.start()]
        yield match[0].translate(_DIGIT_FOR)
        at = match.end()
    yield text[at:]
