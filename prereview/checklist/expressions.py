"""Conditions of rules: CEL, compiled once, checked when the checklist is loaded.

CEL (Common Expression Language) always ends and touches nothing outside its
variables. Three things are settled before it runs: whole numbers are read as
doubles (CEL does not mix the two), arithmetic operators are refused because
doubles round (see `functions`), and every name must be a variable of the rule
or a known function.
"""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import cel
import msgspec

from prereview.checklist.functions import FUNCTIONS, NoAnswerError, reason_in
from prereview.checklist.problems import did_you_mean

# The engine logs every function that raises; we report those ourselves.
logging.getLogger("cel").setLevel(logging.CRITICAL + 1)

MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
"""`list.all(x, …)` and its kin: the first argument names a variable."""

BUILT_IN = frozenset({"size", "contains", "startsWith", "endsWith", "matches"})
"""Functions of CEL itself that rules may use."""

_WORDS = frozenset({"true", "false", "null", "in"})
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<number>\d+\.\d+(?:[eE][+-]?\d+)?|\d+)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<operator>&&|\|\||[<>=!]=|[^\w\s])
    """,
    re.VERBOSE,
)
_ADVICE = {
    "+": "plus(a, b) 或 sum_of(列表)",
    "-": "minus(a, b)",
    "*": "times(a, b)",
    "/": "ratio(a, b)",
    "%": "已注册的函数",
}


class ExpressionError(Exception):
    """An expression is not valid: what is wrong, and what to write instead."""

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


class ExecutionError(Exception):
    """A valid expression could not be evaluated for these values.

    `reason` is a Chinese sentence when a function had no answer, None for anything else.
    """

    def __init__(self, detail: str, reason: str | None) -> None:
        super().__init__(detail)
        self.reason = reason


class Token(msgspec.Struct, frozen=True):
    """One word of an expression."""

    kind: str
    text: str


class Expression:
    """A compiled expression with the names it uses."""

    __slots__ = ("_functions", "_program", "names", "source")

    def __init__(self, source: str, program: cel.Program, names: frozenset[str], functions: Iterable[str]) -> None:
        self.source = source
        self.names = names
        self._program = program
        self._functions = {name: _CALLABLE[name] for name in functions}

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def run(self, values: Mapping[str, Any]) -> Any:
        """The value for these variables. Raises `ExecutionError`."""
        used = {name: values[name] for name in self.names}
        try:
            return self._program.execute(cel.Context(variables=used, functions=self._functions))
        except Exception as error:  # the engine raises built-in errors of many kinds
            raise ExecutionError(f"{self.source}: {error}", reason_in(str(error))) from error

    def holds(self, values: Mapping[str, Any]) -> bool:
        """The truth value for these variables. Raises `ExecutionError`, also when it is none."""
        result = self.run(values)
        if not isinstance(result, bool):
            raise ExecutionError(f"{self.source}: {result!r} is neither true nor false", None)
        return result


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong type of argument is a fault of the rule, said as such."""

    def call(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except NoAnswerError:
            raise
        except Exception as error:
            raise TypeError(f"{function.__name__}{arguments!r}: {error}") from error

    return call


_CALLABLE = {name: _guarded(function) for name, function in FUNCTIONS.items()}
_ARITY = {name: len(inspect.signature(function).parameters) for name, function in FUNCTIONS.items()}


def compile_expression(source: str, variables: Iterable[str]) -> Expression:
    """Compile `source`, which may use `variables` and the registered functions.

    Raises `ExpressionError` with a Chinese message.
    """
    tokens = list(_tokens(source))
    known = set(variables)
    _refuse_arithmetic(tokens)
    calls = list(_calls(tokens))
    _check_calls(calls)
    bound = {name for name in (call.binds for call in calls) if name}
    used = set(_variables(tokens))
    for name in sorted(used - known - bound):
        if name in FUNCTIONS:
            raise ExpressionError(f"函数 {name} 缺少括号和参数")
        raise ExpressionError(f"没有名为“{name}”的变量", _hint(name, known, "本规则可用的变量"))
    try:
        program = cel.compile("".join(_as_double(t) for t in tokens))
    except Exception as error:
        raise ExpressionError(f"条件无法解析：{_first_line(error)}", "请检查括号、引号和运算符") from error
    functions = {call.name for call in calls} & FUNCTIONS.keys()
    return Expression(source, program, frozenset(used & known), functions)


def _tokens(source: str) -> Iterator[Token]:
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if not found:
            raise ExpressionError(f"条件中有无法识别的内容：{source[at:at + 20]}", "文字须成对加引号")
        yield Token(found.lastgroup or "", found.group())
        at = found.end()


def _as_double(token: Token) -> str:
    return f"{token.text}.0" if token.kind == "number" and token.text.isdigit() else token.text


def _meaningful(tokens: Iterable[Token]) -> list[Token]:
    return [t for t in tokens if t.kind != "space"]


def _refuse_arithmetic(tokens: list[Token]) -> None:
    before: Token | None = None
    for token in _meaningful(tokens):
        if token.kind == "operator":
            operand_before = before is not None and (before.kind != "operator" or before.text in ")]")
            if token.text in "+*/%" or (token.text == "-" and operand_before):
                raise ExpressionError(f"条件中不能用运算符 {token.text}（二进制舍入会影响临界值）", f"请用 {_ADVICE[token.text]}")
            if token.text == "[" and operand_before:
                raise ExpressionError("条件中不能用 [ ] 取某一项", "请用 first(列表) 或 last(列表)")
            if token.text in "＝≥≤≠，（）“”‘’；：":
                raise ExpressionError(f"条件中有全角符号 {token.text}", "请改用半角符号")
        before = token


class _Call(msgspec.Struct, frozen=True):
    """One call: its name, the number of arguments, and the variable it binds if a macro."""

    name: str
    arity: int
    is_method: bool
    binds: str | None


def _calls(tokens: list[Token]) -> Iterator[_Call]:
    words = _meaningful(tokens)
    for index in range(len(words) - 1):
        word = words[index]
        if word.kind == "name" and word.text not in _WORDS and words[index + 1].text == "(":
            is_method = index > 0 and words[index - 1].text == "."
            binds = words[index + 2].text if is_method and word.text in MACROS and index + 2 < len(words) else None
            yield _Call(word.text, _argument_count(words, index + 1) + is_method, is_method, binds)


def _argument_count(words: list[Token], opening: int) -> int:
    depth, commas = 0, 0
    for index in range(opening, len(words)):
        word = words[index].text if words[index].kind == "operator" else ""
        if word in {"(", "[", "{"}:
            depth += 1
        elif word in {")", "]", "}"}:
            depth -= 1
            if depth == 0:
                return 0 if index == opening + 1 else commas + 1
        elif word == "," and depth == 1:
            commas += 1
    return commas + 1


def _check_calls(calls: Iterable[_Call]) -> None:
    for call in calls:
        if call.name in MACROS and call.is_method:
            continue
        if call.name in _ARITY:
            if call.arity != _ARITY[call.name]:
                raise ExpressionError(f"函数 {call.name} 需要 {_ARITY[call.name]} 个参数，现为 {call.arity} 个")
        elif call.name not in BUILT_IN:
            known = (*FUNCTIONS, *BUILT_IN, *MACROS)
            raise ExpressionError(f"没有名为“{call.name}”的函数", _hint(call.name, known, "可用的函数"))


def _variables(tokens: list[Token]) -> Iterator[str]:
    words = _meaningful(tokens)
    for index, word in enumerate(words):
        if word.kind != "name" or word.text in _WORDS:
            continue
        after = words[index + 1].text if index + 1 < len(words) else ""
        before = words[index - 1].text if index else ""
        if after != "(" and before != ".":
            yield word.text
        elif before == "." and after != "(":
            raise ExpressionError(f"“.{word.text}”：变量没有下级字段", "请在 needs 中写出完整路径")


def _hint(name: str, known: Iterable[str], label: str) -> str | None:
    names = sorted(known)
    return did_you_mean(name, names) or (f"{label}：{'、'.join(names)}" if names else None)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
