"""Technical fields: a printed path such as `一、电子信息/（一）软件/1.基础软件` against the national list.

The form prints two or three names, with or without ordinals, joined by all kinds
of marks or by nothing where a line ended. Names are found longest first, level by
level, so a mark inside a name (物联网设备、部件及组网技术) does no harm. A name
that is nearly one of those expected there counts as that name and is noted as
spelt otherwise: a typing or reading error is not another field. What follows a
complete path is the firm's own words and is left alone.

Source of names, order and codes: annex of 国科发火〔2016〕32号 (`fields.yaml`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

import msgspec
from rapidfuzz.distance import Levenshtein

from prereview.data_files import read_data
from prereview.dossier.values.characters import tight
from prereview.dossier.values.chinese_numerals import chinese_integer


class FieldNode(msgspec.Struct, frozen=True):
    """A node of the list; `code` has 2, 3 or 5 digits by level, `parent` is the code above it."""

    name: str
    code: str
    parent: str | None

    @property
    def level(self) -> int:
        """1, 2 or 3."""
        return {2: 1, 3: 2, 5: 3}[len(self.code)]

    @property
    def ordinal(self) -> int:
        """Its place among the nodes below the same one, from 1."""
        return int({1: self.code[0], 2: self.code[1:], 3: self.code[3:]}[self.level])


class FieldLevel(msgspec.Struct, frozen=True):
    """One printed name: the node it names, None when the list has no such name."""

    printed: str
    node: FieldNode | None
    exact: bool
    """Whether it is printed as in the list, but for width, case and white space."""


class FieldPath(msgspec.Struct, frozen=True):
    """A printed path, level by level."""

    levels: tuple[FieldLevel, ...]
    complete: bool
    """From the first level down to a node without anything below it."""

    @property
    def known(self) -> bool:
        """Whether every name is one of the list."""
        return all(level.node for level in self.levels)

    @property
    def valid(self) -> bool:
        """Whether every name is of the list and stands below the one before it."""
        nodes = [level.node for level in self.levels]
        return self.known and all(a and b and b.parent == a.code for a, b in pairwise(nodes))

    @property
    def exact(self) -> bool:
        """Whether every name is printed as in the list."""
        return all(level.exact for level in self.levels)

    @property
    def names(self) -> tuple[str, ...]:
        """The names as in the list, as printed where the list has none."""
        return tuple(level.node.name if level.node else level.printed for level in self.levels)

    @property
    def code(self) -> str | None:
        """Code of the last node of a complete and valid path."""
        node = self.levels[-1].node
        return node.code if node and self.complete and self.valid else None


_INTRODUCTION = re.compile(r"^.*领域:")
_MISREAD_DASH = re.compile(r"(?<=[\u4e00-\u9fff])一(?=[\u4e00-\u9fff])(?!代)")
"""A dash between two names as scans give it; of the names only 新一代 has this character."""

_MARKS = re.compile(r"[/\\|>》→\-、,;:。·]+")
_HARD_MARK = re.compile(r"[/\\|>》→\-,;]")
_ORDINAL = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.]|\d{1,2}(?=[^\d.])"
)
_ORDINAL_BEFORE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.])$"
)
_LOOSE_ENDING = re.compile(r"技术|领域|产业")
_DEEPEST = 3
_CHARACTERS_PER_SLIP = 4
_MOST_SLIPS = 2


@lru_cache(maxsize=1024)
def field_path(text: str) -> FieldPath | None:
    """The levels of a printed technical field; None when nothing is printed."""
    rest = _MISREAD_DASH.sub("-", _INTRODUCTION.sub("", tight(text).upper()))
    levels: list[FieldLevel] = []
    above: FieldNode | None = None
    while len(levels) < _DEEPEST:
        rest = _without_lead(rest)
        if not rest or (above and not _tree().below(above)):
            break
        level, rest = _read_level(rest, above)
        levels.append(level)
        above = level.node or above
    if not levels:
        return None
    first, last = levels[0].node, levels[-1].node
    complete = first is not None and last is not None and first.level == 1 and not _tree().below(last)
    return FieldPath(tuple(levels), complete)


def field_known(text: str) -> bool:
    """Whether every printed name is one of the list, wherever it belongs."""
    path = field_path(text)
    return path is not None and path.known


def field_valid(text: str) -> bool:
    """Whether each printed name stands below the one before it in the list."""
    path = field_path(text)
    return path is not None and path.valid


def field_complete(text: str) -> bool:
    """Whether the path runs from the first level to one without anything below it."""
    path = field_path(text)
    return path is not None and path.complete


def ordinals_fit(text: str) -> bool:
    """Whether ordinals printed before the names are those of the list; names without one fit."""
    path, plain, at = field_path(text), tight(text).upper(), 0
    for level in path.levels if path else ():
        start = plain.find(level.printed, at)
        printed = _ORDINAL_BEFORE.search(plain[at:start]) if start >= 0 else None
        if printed and level.node and _ordinal(printed[0]) != level.node.ordinal:
            return False
        at = max(start, at) + len(level.printed)
    return True


def _ordinal(printed: str) -> int | None:
    digits = printed.strip("()、.")
    return int(digits) if digits.isdecimal() else chinese_integer(digits)


class _Tree:
    """The list with its spellings, looked up by printed name and by parent."""

    def __init__(self, nodes: list[FieldNode], spellings: dict[str, str]) -> None:
        self._below: dict[str | None, list[FieldNode]] = {}
        for node in nodes:
            self._below.setdefault(node.parent, []).append(node)
        self.official = {tight(node.name).upper(): node for node in nodes}
        by_name = {node.name: node for node in nodes}
        printed = {tight(spelling).upper(): by_name[name] for spelling, name in spellings.items()}
        self.printed = printed | self.official
        self.longest_first = sorted(self.printed, key=len, reverse=True)

    def below(self, node: FieldNode | None) -> list[FieldNode]:
        """Nodes below one, the first level for None."""
        return self._below.get(node.code if node else None, [])


@cache
def _tree() -> _Tree:
    data = read_data("prereview.dossier", "fields.yaml")
    nodes: list[FieldNode] = []
    for first, (name, second_level) in enumerate(data["fields"].items(), 1):
        top = FieldNode(name, f"{first}0", None)
        nodes.append(top)
        for second, (middle_name, third_level) in enumerate(second_level.items(), 1):
            middle = FieldNode(middle_name, f"{first}{second:02}", top.code)
            nodes.append(middle)
            nodes += (
                FieldNode(leaf, f"{middle.code}{third:02}", middle.code)
                for third, leaf in enumerate(third_level, 1)
            )
    return _Tree(nodes, data["spellings"])


def _without_lead(text: str) -> str:
    """Text without the marks and ordinals before the next name."""
    while True:
        shorter = _MARKS.sub("", text, count=1) if _MARKS.match(text) else text
        ordinal = _ORDINAL.match(shorter)
        shorter = shorter[ordinal.end() :] if ordinal else shorter
        if shorter == text:
            return text
        text = shorter


def _read_level(text: str, above: FieldNode | None) -> tuple[FieldLevel, str]:
    """The next name and what is left after it."""
    exact = _name_at(text)
    if exact is not None:
        node, end = exact
        printed = text[:end]
        return FieldLevel(printed, node, printed in _tree().official), text[end:]
    end = _end_of_name(text)
    printed = text[:end]
    return FieldLevel(printed, _nearest(printed, above), False), text[end:]


def _name_at(text: str) -> tuple[FieldNode, int] | None:
    """The longest name of the list at the head of a text, when nothing but a next name follows it."""
    tree = _tree()
    for name in tree.longest_first:
        if text.startswith(name):
            node = tree.printed[name]
            for end in (len(name), *_loose_ends(text, len(name))):
                if _at_boundary(text[end:]):
                    return node, end
    return None


def _loose_ends(text: str, end: int) -> tuple[int, ...]:
    ending = _LOOSE_ENDING.match(text, end)
    return (ending.end(),) if ending else ()


def _at_boundary(rest: str) -> bool:
    if not rest or _MARKS.match(rest) or _ORDINAL.match(rest):
        return True
    return any(rest.startswith(name) for name in _tree().longest_first)


def _end_of_name(text: str) -> int:
    mark = _HARD_MARK.search(text) or re.search("、", text)
    return mark.start() if mark else len(text)


def _nearest(printed: str, above: FieldNode | None) -> FieldNode | None:
    """The one node expected here whose name differs by a slip or a missing 技术."""
    limit = min(_MOST_SLIPS, len(printed) // _CHARACTERS_PER_SLIP)
    ranked = sorted(
        (0 if f"{printed}技术" == name else Levenshtein.distance(printed, name), node.code, node)
        for node in _tree().below(above)
        for name in (tight(node.name).upper(),)
    )
    if not ranked or ranked[0][0] > limit:
        return None
    return None if len(ranked) > 1 and ranked[1][0] == ranked[0][0] else ranked[0][2]
