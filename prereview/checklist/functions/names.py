"""Texts, names of organisations, numbers of registered rights, technical fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from prereview.checklist.functions.arguments import Number, exact, items_of, text_of
from prereview.dossier.values import fields
from prereview.dossier.values.identifiers import patent_kind as kind_of_patent
from prereview.dossier.values.identifiers import patent_number_problem, uscc_problem
from prereview.dossier.values.identifiers import right_key as key_of_right
from prereview.dossier.values.names import normalise_name
from prereview.dossier.values.names import same_name as same_firm_name


def same_text(a: str, b: str) -> bool:
    """T-NORM: equal but for width, brackets and white space."""
    return _plain(text_of(a)) == _plain(text_of(b))


def same_name(a: str, b: str) -> bool:
    """The same organisation or person name under T-NORM."""
    return same_firm_name(text_of(a), text_of(b))


def has_name(names: Sequence[str], name: str) -> bool:
    """Whether a name stands in a list, under T-NORM."""
    return _plain(text_of(name)) in _plain_names(tuple(items_of(names)))


@lru_cache(maxsize=64)
def _plain_names(names: tuple[str, ...]) -> frozenset[str]:
    """A list is asked once for each of its members: 参保名单 for everybody in the staff list."""
    return frozenset(map(_plain, names))


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return normalise_name(name)


def length_of(text: str) -> float:
    """Characters of a text without white space."""
    return float(len("".join(text_of(text).split())))


def without_version(name: str) -> str:
    """Name of a program without its version and short name: `某软件[简称：某]V1.0` → `某软件`."""
    return _VERSION.sub("", normalise_name(text_of(name)))


def without_short_name(name: str) -> str:
    """Name of a program without its short name: `某软件[简称：某]V1.0` → `某软件V1.0`."""
    return _SHORT_NAME.sub("", normalise_name(text_of(name)))


_SHORT_NAME = re.compile(r"\[简称.*?\]|\(简称.*?\)")
_VERSION = re.compile(_SHORT_NAME.pattern + r"|[Vv]?\d+(?:\.\d+)+|[Vv]\d+|[Vv](?=$)")


# ---- registered numbers


def uscc_valid(code: str) -> bool:
    """Whether a 统一社会信用代码 has its shape and check character (GB 32100)."""
    return uscc_problem(text_of(code)) is None


def patent_number_valid(number: str) -> bool:
    """Whether a Chinese patent number has its shape and check character."""
    return patent_number_problem(text_of(number)) is None


def patent_kind(number: str) -> str:
    """发明专利, 实用新型专利 or 外观设计专利 by the number; empty text when it does not say."""
    return kind_of_patent(text_of(number)) or ""


def right_key(text: str) -> str:
    """Normalised number of any registered right; empty text when it is none."""
    return key_of_right(text_of(text)) or ""


# ---- technical fields


def field_known(field: str) -> bool:
    """Whether a technical field is one of the 2016 list, at least by its first level."""
    return fields.field_known(text_of(field))


def field_valid(field: str) -> bool:
    """Whether the levels of a technical field lie below each other in the 2016 list."""
    return fields.field_valid(text_of(field))


def field_complete(field: str) -> bool:
    """Whether a technical field is given down to the third level."""
    return fields.field_complete(text_of(field))


def field_level(field: str, level: Number) -> str:
    """Name of the first, second or third level of a technical field as in the list; empty text without it."""
    path = fields.field_path(text_of(field))
    wanted = int(exact(level))
    for part in path.levels if path else ():
        if part.node and part.node.level == wanted:
            return part.node.name
    return ""


def field_ordinals_fit(field: str) -> bool:
    """Whether ordinals printed before the names of a technical field are those of the list."""
    return fields.ordinals_fit(text_of(field))
