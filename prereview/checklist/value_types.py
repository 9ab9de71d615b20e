"""Types of values in expressions, and which fits where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec


class Type(msgspec.Struct, frozen=True):
    """A type of values in expressions; `item` is that of a list's items."""

    name: str
    item: Type | None = None

    @property
    def title(self) -> str:
        """As error messages say it."""
        return f"{self.item.title}的列表" if self.item else _TITLES[self.name]


NUMBER, TEXT, FLAG, NULL, ANY = (Type(name) for name in ("number", "text", "flag", "null", "any"))
_TITLES = {"number": "数字", "text": "文字", "flag": "是否", "null": "空值", "any": "任意值"}


def list_of(item: Type) -> Type:
    """The type of a list."""
    return Type("list", item)


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type can stand where the other is expected; null can stand anywhere."""
    if not {ANY, NULL}.isdisjoint((given, wanted)):
        return True
    if given.item and wanted.item:
        return fits(given.item, wanted.item)
    return given == wanted


class Signature(msgspec.Struct, frozen=True):
    """Types of a function's arguments and of its result.

    A result of `ANY` is an item of the first argument, and a list of `ANY` a list like it.
    """

    arguments: tuple[Type, ...]
    result: Type


def signature_of(function: Callable[..., Any]) -> Signature:
    """A registered function's types, from its annotations."""
    types = {name: _FROM_ANNOTATION[text] for name, text in function.__annotations__.items()}
    result = types.pop("return")
    return Signature(tuple(types.values()), result)


_FROM_ANNOTATION = {
    "Number": NUMBER,
    "float": NUMBER,
    "str": TEXT,
    "bool": FLAG,
    "Item": ANY,
    "Sequence[Number]": list_of(NUMBER),
    "Sequence[str]": list_of(TEXT),
    "Sequence[Item]": list_of(ANY),
    "Sequence[Sequence[Item]]": list_of(list_of(ANY)),
    "list[str]": list_of(TEXT),
    "list[float]": list_of(NUMBER),
    "list[Item]": list_of(ANY),
}
"""`Item` is whatever a list holds."""
