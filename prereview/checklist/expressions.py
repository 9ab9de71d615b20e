"""Conditions of rules: CEL, read once when the checklist is loaded, run many times.

CEL (Common Expression Language) always ends and touches nothing outside its
variables. What rules may write of it, and which types fit, is in `grammar`; what it
does in `nodes`; what it may call in `functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from prereview.checklist.functions import FUNCTIONS
from prereview.checklist.functions.arguments import NoAnswerError
from prereview.checklist.grammar import read_expression
from prereview.checklist.nodes import Run
from prereview.checklist.tokens import ExpressionError
from prereview.checklist.value_types import FLAG, Type, fits, signature_of

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
    """An expression ready to run, with the variables it uses and the type it gives."""

    __slots__ = ("_run", "names", "source", "type")

    def __init__(self, source: str, run: Run, kind: Type, names: Iterable[str]) -> None:
        self.source = source
        self.type = kind
        self.names = tuple(names)
        self._run = run

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def run(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 (whatever the expression gives)
        """The value for these variables. Raises `ExecutionError`."""
        try:
            return self._run(values if isinstance(values, dict) else dict(values))
        except NoAnswerError as error:
            raise ExecutionError(self.source, error.reason) from error
        except Exception as error:  # a value of the wrong kind may break a part in many ways
            raise ExecutionError(f"{self.source}: {error}", None) from error

    def holds(self, values: Mapping[str, Any]) -> bool:
        """The truth value for these variables. Raises `ExecutionError`, also when it gives none."""
        result = self.run(values)
        if not isinstance(result, bool):
            raise ExecutionError(f"{self.source}: {result!r} is neither true nor false", None)
        return result


def compile_expression(source: str, variables: Mapping[str, Type]) -> Expression:
    """Read `source`, which may use `variables` and the registered functions.

    Raises `ExpressionError` with a Chinese message.
    """
    reading = read_expression(source, variables, SIGNATURES, _CALLABLE)
    return Expression(source, reading.run, reading.type, sorted(reading.variables))


def compile_condition(source: str, variables: Mapping[str, Type]) -> Expression:
    """Read an expression that must be true or false."""
    expression = compile_expression(source, variables)
    if not fits(expression.type, FLAG):
        raise ExpressionError(f"条件应为真或假，现为{expression.type.title}", "请写成比较，例如 a >= 1")
    return expression


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
