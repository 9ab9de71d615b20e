"""Messages of rules: text with `{name}` or `{expression}`, and a format after a colon.

A template is taken apart and checked when the checklist is loaded, so that no
message fails on some package; a value that is missing prints 未读到.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from prereview.checklist.binding import as_variable
from prereview.checklist.expressions import ExecutionError, Expression, compile_expression
from prereview.checklist.formatting import FORMATS, NUMBER_FORMATS, UNREAD, mask_personal_data, plain
from prereview.checklist.problems import did_you_mean
from prereview.checklist.tokens import ExpressionError
from prereview.checklist.value_types import NUMBER, Type, fits, list_of


class Field(msgspec.Struct, frozen=True):
    """A placeholder: a variable or an expression, and how to show it."""

    expression: Expression
    format: str | None

    def text(self, values: Mapping[str, Any]) -> str:
        """The value as text."""
        name = self.expression.source
        value = values[name] if name in values else self._computed(values)
        if value is None:
            return UNREAD
        return FORMATS[self.format](value) if self.format else plain(value)

    def _computed(self, values: Mapping[str, Any]) -> object:
        variables = {name: as_variable(values[name]) for name in self.expression.names}
        try:
            return self.expression.run(variables)
        except ExecutionError:
            return None


class Template(msgspec.Struct, frozen=True):
    """A message taken apart into text and placeholders."""

    source: str
    parts: tuple[str | Field, ...]

    def fill(self, values: Mapping[str, Any]) -> str:
        """The message for these values, with personal numbers masked."""
        texts = (part if isinstance(part, str) else part.text(values) for part in self.parts)
        return mask_personal_data("".join(texts))


def parse_template(source: str, variables: Mapping[str, Type]) -> Template:
    """Take a message apart. Raises `ExpressionError` for a name or format that does not exist."""
    parts: list[str | Field] = []
    for literal, inner in _pieces(source):
        if literal:
            parts.append(literal)
        if inner is not None:
            parts.append(_parse_field(inner, variables))
    return Template(source, tuple(parts))


def _pieces(source: str) -> Iterator[tuple[str, str | None]]:
    """Text and the placeholder that follows it, None after the last."""
    at = 0
    for found in re.finditer(r"\{([^{}]*)\}", source):
        yield source[at : found.start()], found.group(1)
        at = found.end()
    rest = source[at:]
    if "{" in rest or "}" in rest:
        raise ExpressionError("文字中的花括号不成对", "变量写作 {名称} 或 {名称:格式}")
    yield rest, None


def _parse_field(inner: str, variables: Mapping[str, Type]) -> Field:
    name, colon, form = (part.strip() for part in inner.rpartition(":"))
    is_choice = "?" in name and form not in FORMATS  # the colon belongs to `a ? b : c`
    if not colon or is_choice:
        return Field(compile_expression(inner.strip(), variables), None)
    if form not in FORMATS:
        hint = did_you_mean(form, FORMATS) or f"可用：{'、'.join(FORMATS)}"
        raise ExpressionError(f"没有名为“{form}”的格式", hint)
    expression = compile_expression(name, variables)
    is_number = fits(expression.type, NUMBER) or fits(expression.type, list_of(NUMBER))
    if form in NUMBER_FORMATS and not is_number:
        raise ExpressionError(f"格式“{form}”用于数字，“{name}”为{expression.type.title}")
    return Field(expression, form)
