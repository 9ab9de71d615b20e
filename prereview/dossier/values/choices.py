"""Check boxes: which of several printed options is ticked.

`□是 ☑否`, `是√ 否□`, `[√]是 [ ]否`, `■国家 □行业`: marks stand before or after
their options, and a tick may be a symbol font's letter. Nothing ticked, several
ticked, or a mark between two options that may belong to either gives None. One
option printed alone (`否`) is the answer. A scan often reads a ticked box as some
other sign: where all other boxes are plainly empty, that sign is the tick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from prereview.dossier.values.characters import normal

_TICKS = "☑☒■▣▪●◉⊙√✓✔✅✕✗✘þýüR\uf052\uf053\uf054\uf06e\uf0fb\uf0fc\uf0fd\uf0fe"
_BOXES = "□☐▢◻◽▫○◯〇口囗\uf06f\uf070\uf071\uf0a1\uf0a3\uf0a8"
_MARKED_BRACKET = rf"[\[(][{re.escape(_TICKS)}vVxX][\])]"
_EMPTY_BRACKET = r"[\[(]\s*[\])]"

YES_NO: Mapping[str, tuple[str, ...]] = {
    "是": ("是", "有"),
    "否": ("否", "无", "没有", "未发生", "不存在", "不是"),
}


class _Token(NamedTuple):
    """An option, or a mark (`tick`, `box`, `sign`), with its place in the text."""

    kind: str
    option: str
    start: int
    end: int


def parse_choice(text: str, options: Mapping[str, Iterable[str]]) -> str | None:
    """The ticked option by its name; `options` maps names to the ways they are printed."""
    plain = normal(text)
    tokens = _tokens(plain, options)
    named = [t for t in tokens if t.kind == "option"]
    marks = [t for t in tokens if t.kind in ("tick", "box")]
    if not marks:
        names = {t.option for t in named}
        return names.pop() if len(names) == 1 else None
    if not named:
        return None
    before = _marks_stand_before(tokens, plain)
    if before is None:
        return None
    owners = _owners(tokens if before else tokens[::-1])
    ticked = {option for option, kinds in owners.items() if "tick" in kinds}
    if not ticked:
        others = [option for option, kinds in owners.items() if "box" not in kinds]
        signed = len(others) == 1 and "sign" in owners[others[0]] and len(owners) > 1
        ticked = set(others) if signed else set()
    return ticked.pop() if len(ticked) == 1 else None


def parse_flag(text: str) -> bool | None:
    """A yes-or-no box: `□是 ☑否` → False; None when neither or both are ticked."""
    choice = parse_choice(text, YES_NO)
    return None if choice is None else choice == "是"


_SURE_TICKS, _SURE_BOXES = "☑☒■▣√✓✔✅\uf052\uf0fe", "□☐▢◻\uf0a8"
"""Marks that are no letters, so that they tell a choice in a text of any words."""


def is_choice(text: str) -> bool:
    """Whether a text prints several options with marks."""
    return sum(text.count(mark) for mark in _SURE_TICKS + _SURE_BOXES) > 1


def ticked_text(text: str) -> str | None:
    """The one ticked option of a text whatever the options are: `☑自有技术 □引进技术` → 自有技术."""
    marks = rf"([{re.escape(_SURE_TICKS + _SURE_BOXES)}])"
    parts = re.split(marks, normal(text).strip())
    if not parts[0].strip():
        options = zip(parts[1::2], parts[2::2], strict=True)
    elif not parts[-1].strip():
        options = zip(parts[1::2], parts[::2], strict=False)
    else:
        return None
    ticked = [words.strip(" ,、;") for mark, words in options if mark in _SURE_TICKS]
    return ticked[0] or None if len(ticked) == 1 else None


def _tokens(text: str, options: Mapping[str, Iterable[str]]) -> list[_Token]:
    printed = {normal(way): name for name, ways in options.items() for way in (name, *ways)}
    ways = "|".join(map(re.escape, sorted(printed, key=len, reverse=True)))
    pattern = re.compile(
        rf"(?P<tick>{_MARKED_BRACKET}|[{re.escape(_TICKS)}])|(?P<box>{_EMPTY_BRACKET}|[{re.escape(_BOXES)}])"
        rf"|(?P<option>{ways})|(?P<sign>[^\s,、;:.()\[\]/|-])"
    )
    return [
        _Token(m.lastgroup or "", printed.get(m[0], ""), m.start(), m.end()) for m in pattern.finditer(text)
    ]


def _marks_stand_before(tokens: list[_Token], text: str) -> bool | None:
    """Whether each mark belongs to the option after it; None when that cannot be told."""
    used = [t for t in tokens if t.kind != "sign"]
    if used[0].kind != "option":
        return True
    if used[-1].kind != "option":
        return False
    between = [i for i, t in enumerate(used) if t.kind != "option"]
    sides = set()
    for i in between:
        left = used[i].start - used[i - 1].end
        right = used[i + 1].start - used[i].end
        if left != right:
            sides.add(left > right)
    if len(sides) == 1:
        return sides.pop()
    # 是☑否 without any blank: the first box was lost, or the second; nobody can tell.
    return None


def _owners(tokens: list[_Token]) -> dict[str, set[str]]:
    """The kinds of mark met before each option, in the order of the tokens given.

    A sign between two marks is an option that was misread: then no mark is sure.
    """
    owners: dict[str, set[str]] = {}
    kinds: list[str] = []
    for token in tokens:
        if token.kind == "option":
            owners.setdefault(token.option, set()).update(kinds)
            kinds = []
            continue
        if token.kind != "sign" and kinds[-1:] == ["sign"] and len(kinds) > 1:
            return {}
        kinds.append(token.kind)
    return owners
