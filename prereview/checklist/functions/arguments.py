"""Arguments of functions as they were printed, and the answer that there is none.

Expressions see every number as a double. A double that came from a printed
figure gives that figure back: `Decimal(repr(x))` is the shortest decimal that
reads as `x`, and for figures of up to 15 significant digits that is the figure
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

Number = float | int
"""A number as expressions hold it."""

Item = TypeVar("Item")
"""Whatever a list holds."""


class NoAnswerError(Exception):
    """A function cannot answer for these values; the text says why, in Chinese."""

    @property
    def reason(self) -> str:
        """Why there is no answer."""
        return str(self)


def exact(number: Number | None) -> Decimal:
    """The figure a number was printed as; no answer for None."""
    if number is None:
        raise NoAnswerError("参与计算的数值未读到")
    try:
        return Decimal(repr(number))
    except InvalidOperation:
        raise NoAnswerError("数值格式有误") from None


def text_of(text: str | None) -> str:
    """A text; no answer for None."""
    if text is None:
        raise NoAnswerError("参与比较的文字未读到")
    return str(text)


def items_of(items: Sequence[Item] | None) -> Sequence[Item]:
    """A list; no answer for None."""
    if items is None:
        raise NoAnswerError("参与比较的项目未读到")
    return items
