"""Text of documents made safe to show: nothing in it acts, nothing in it is hidden.

Unlike the reader's normal form this keeps Chinese punctuation as it is printed.
Control and format characters (escapes of a terminal, direction overrides, zero-width
characters) are taken out; identity and telephone numbers are masked.
"""

from __future__ import annotations

import unicodedata

from prereview.checklist.formatting import mask_personal_data

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

_FULL_WIDTH = {
    code: code - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(first), ord(last) + 1)
}
"""Digits and letters as wide as Chinese characters become the usual ones, so that numbers are masked."""


def plain_line(text: str) -> str:
    """One line: white space as single blanks, nothing hidden, personal numbers masked."""
    if text.isascii() and text.isprintable():
        return mask_personal_data(" ".join(text.split()))
    shown = "".join(map(_shown, text.translate(_FULL_WIDTH)))
    return mask_personal_data(" ".join(part for part in shown.split(" ") if part))


def plain_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(plain_line(line) for line in text.split("\n"))


def _shown(character: str) -> str:
    if character == "　":
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _HIDDEN else character
