"""Conditions of rules: CEL, compiled once when the checklist is loaded, run many times.

CEL (Common Expression Language) always ends and touches nothing outside its
variables. What rules may write of it, and which types fit, is in `grammar`; what
they may call is in `functions`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import Any

import cel

from prereview.checklist.functions import FUNCTIONS
from prereview.checklist.functions.arguments import NoAnswerError, reason_in
from prereview.checklist.grammar import read_expression
from prereview.checklist.tokens import ExpressionError
from prereview.checklist.value_types import FLAG, NUMBER, Type, fits, signature_of

# The engine logs every function that raises; that is how a function says it has no answer.
logging.getLogger("cel").setLevel(logging.CRITICAL + 1)

SIGNATURES = {name: signature_of(function) for name, function in FUNCTIONS.items()}
"""Types of the registered functions."""


class ExecutionError(Exception):
    """A valid expression could not be evaluated for these values.

    `reason` is a Chinese sentence when a function had no answer, None for anything else.
    """

    def __init__(self, detail: str, reason: str | None) -> None:
        super().__init__(detail)
        self.reason = reason


class Expression:
    """A compiled expression with the variables it uses and the type it gives.

    `source` is what the writer wrote, `text` what the engine gets.
    """

    __slots__ = ("_callables", "_program", "functions", "names", "source", "text", "type")

    def __init__(
        self, source: str, text: str, kind: Type, names: Iterable[str], functions: Iterable[str]
    ) -> None:
        self.source = source
        self.text = text
        self.type = kind
        self.names = tuple(names)
        self.functions = tuple(functions)
        self._program = cel.compile(text)
        self._callables = {name: _CALLABLE[name] for name in self.functions}

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def run(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 (whatever the expression gives)
        """The value for these variables. Raises `ExecutionError`."""
        used = {name: values[name] for name in self.names}
        try:
            return self._program.execute({**used, **self._callables})
        except Exception as error:  # the engine raises built-in errors of many kinds
            raise ExecutionError(f"{self.source}: {error}", reason_in(str(error))) from error

    def holds(self, values: Mapping[str, Any]) -> bool:
        """The truth value for these variables. Raises `ExecutionError`, also when it gives none."""
        result = self.run(values)
        if not isinstance(result, bool):
            raise ExecutionError(f"{self.source}: {result!r} is neither true nor false", None)
        return result


def compile_expression(source: str, variables: Mapping[str, Type]) -> Expression:
    """Compile `source`, which may use `variables` and the registered functions.

    Raises `ExpressionError` with a Chinese message.
    """
    reading = read_expression(source, variables, SIGNATURES)
    try:
        return Expression(
            source, reading.text, reading.type, sorted(reading.variables), sorted(reading.functions)
        )
    except Exception as error:
        raise ExpressionError(f"表达式无法解析：{str(error).splitlines()[0]}") from error


def compile_condition(source: str, variables: Mapping[str, Type]) -> Expression:
    """Compile an expression that must be true or false."""
    expression = compile_expression(source, variables)
    if not fits(expression.type, FLAG):
        raise ExpressionError(f"条件应为真或假，现为{expression.type.title}", "请写成比较，例如 a >= 1")
    return expression


class Outcome(IntEnum):
    """What a rule's conditions come to, as `decide` numbers it."""

    UNKNOWN = 1
    NOT_APPLICABLE = 2
    HOLDS = 3
    FAILS = 4


def decide(unknown: Expression | None, when: Expression | None, assertion: Expression) -> Expression:
    """The conditions of a rule as one expression that gives an `Outcome`.

    One call of the engine instead of three: handing the values over costs more than
    most conditions.
    """
    text = f"({assertion.text}) ? {Outcome.HOLDS}.0 : {Outcome.FAILS}.0"
    if when:
        text = f"({when.text}) ? ({text}) : {Outcome.NOT_APPLICABLE}.0"
    if unknown:
        text = f"({unknown.text}) ? {Outcome.UNKNOWN}.0 : ({text})"
    parts = [part for part in (unknown, when, assertion) if part]
    names = sorted({name for part in parts for name in part.names})
    functions = sorted({name for part in parts for name in part.functions})
    return Expression(text, text, NUMBER, names, functions)


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A fault inside a function names the function, never the values (they may be personal)."""

    def call(*arguments: object) -> object:
        try:
            return function(*arguments)
        except NoAnswerError:
            raise
        except Exception as error:
            raise TypeError(f"{function.__name__}: {type(error).__name__}") from error

    return call


_CALLABLE = {name: _guarded(function) for name, function in FUNCTIONS.items()}
