"""What the parts of an expression do: each as a function of the values it is run on.

The meaning is that of CEL, on the types rules have: doubles, texts, truth values,
null and lists of these. `&&` and `||` are decided by the side that can be; values of
different types are never equal; anything else that does not fit is a fault of the
expression on these values. Handing lists over to an engine in another language costs
more than deciding most conditions, which is why this one stands here; a test holds
it against the engine on every condition there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from re import _constants as opcodes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Scope = dict[str, Any]
"""Values by name; a macro adds its own variable while it runs."""

Run = Callable[[Scope], Any]


class EvaluationError(Exception):
    """Values of the wrong type met in an expression; the text is for developers."""


def constant(value: object) -> Run:
    """A literal."""
    return lambda scope: value


def variable(name: str) -> Run:
    """The value of a variable."""
    return lambda scope: scope[name]


def listed(items: Sequence[Run]) -> Run:
    """A list of expressions."""
    return lambda scope: [item(scope) for item in items]


# ---- truth values


def truth(value: object) -> bool:
    """A value that must be true or false."""
    if value is True or value is False:
        return value
    raise EvaluationError(f"{type(value).__name__} is neither true nor false")


def negation(operand: Run) -> Run:
    """`!a`."""
    return lambda scope: not truth(operand(scope))


def both(left: Run, right: Run) -> Run:
    """`a && b`: false when either is, whatever fault the other one has."""
    return _logical(left, right, decisive=False)


def either(left: Run, right: Run) -> Run:
    """`a || b`: true when either is, whatever fault the other one has."""
    return _logical(left, right, decisive=True)


def _logical(left: Run, right: Run, *, decisive: bool) -> Run:
    def run(scope: Scope) -> bool:
        try:
            if truth(left(scope)) is decisive:
                return decisive
        except Exception:
            if truth(right(scope)) is decisive:
                return decisive
            raise
        return truth(right(scope))

    return run


def choice(condition: Run, yes: Run, no: Run) -> Run:
    """`a ? b : c`."""
    return lambda scope: yes(scope) if truth(condition(scope)) else no(scope)


# ---- comparison


def equality(left: Run, right: Run) -> Run:
    """`a == b`: never true between a truth value and a number, or between other types."""
    return lambda scope: same(left(scope), right(scope))


def inequality(left: Run, right: Run) -> Run:
    """`a != b`."""
    return lambda scope: not same(left(scope), right(scope))


def same(a: object, b: object) -> bool:
    """Whether two values are equal, of one type."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return isinstance(a, bool) == isinstance(b, bool) and a == b


def membership(left: Run, right: Run) -> Run:
    """`a in list`."""

    def run(scope: Scope) -> bool:
        value = left(scope)
        return any(same(value, item) for item in _items(right(scope)))

    return run


def ordering(left: Run, operator: str, right: Run) -> Run:
    """`a < b` and its kin, between two numbers or two texts."""
    holds = _ORDERINGS[operator]

    def run(scope: Scope) -> bool:
        a, b = left(scope), right(scope)
        if (_is_number(a) and _is_number(b)) or (isinstance(a, str) and isinstance(b, str)):
            return holds(a, b)
        raise EvaluationError(f"{type(a).__name__} {operator} {type(b).__name__}")

    return run


_ORDERINGS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _is_number(value: object) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


# ---- lists


def macro(name: str, receiver: Run, item: str, body: Run) -> Run:
    """`list.all(x, …)`, `exists`, `exists_one`, `filter` or `map`; `item` is the name of x."""
    gather = _MACROS[name]

    def run(scope: Scope) -> Any:  # noqa: ANN401 (a truth value or a list)
        items = _items(receiver(scope))

        def of(value: object) -> Any:  # noqa: ANN401
            scope[item] = value
            return body(scope)

        try:
            return gather(items, of)
        finally:
            scope.pop(item, None)

    return run


_MACROS: Mapping[str, Callable[[Sequence[Any], Callable[[Any], Any]], Any]] = {
    "all": lambda items, of: all(truth(of(x)) for x in items),
    "exists": lambda items, of: any(truth(of(x)) for x in items),
    "exists_one": lambda items, of: sum(truth(of(x)) for x in items) == 1,
    "filter": lambda items, of: [x for x in items if truth(of(x))],
    "map": lambda items, of: [of(x) for x in items],
}


def _items(value: object) -> Sequence[Any]:
    if isinstance(value, list):
        return value
    raise EvaluationError(f"{type(value).__name__} is no list")


# ---- functions


def call(function: Callable[..., Any], arguments: Sequence[Run]) -> Run:
    """A function on the values of its arguments."""
    match arguments:
        case (one,):
            return lambda scope: function(one(scope))
        case (one, two):
            return lambda scope: function(one(scope), two(scope))
        case _:
            return lambda scope: function(*(argument(scope) for argument in arguments))


def size(value: object) -> float:
    """Number of items of a list, or of characters of a text."""
    if isinstance(value, list | str):
        return float(len(value))
    raise EvaluationError(f"{type(value).__name__} has no size")


def contains(text: object, part: object) -> bool:
    """Whether a text holds another."""
    return _text(part) in _text(text)


def starts_with(text: object, part: object) -> bool:
    """Whether a text begins with another."""
    return _text(text).startswith(_text(part))


def ends_with(text: object, part: object) -> bool:
    """Whether a text ends with another."""
    return _text(text).endswith(_text(part))


def matching(text: Run, pattern: re.Pattern[str]) -> Run:
    """`text.matches("…")`: whether a pattern is found anywhere in a text."""
    search = pattern.search
    return lambda scope: search(_text(text(scope))) is not None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise EvaluationError(f"{type(value).__name__} is no text")


BUILT_IN: Mapping[str, Callable[..., Any]] = {
    "size": size,
    "contains": contains,
    "startsWith": starts_with,
    "endsWith": ends_with,
}


# ---- patterns


def safe_pattern(text: str) -> re.Pattern[str]:
    """A pattern that always ends soon. Raises `ValueError` with a Chinese sentence for any other.

    A repetition of what itself repeats or branches can take longer than anybody
    waits; a checklist must not be able to do that.
    """
    try:
        parsed = parser.parse(text)
        compiled = re.compile(text)
    except re.error as error:
        raise ValueError(f"格式“{text}”无法解析：{error}") from error
    if _may_explode(parsed, inside=False):
        raise ValueError(f"格式“{text}”在重复之中又有重复或分支，可能无法结束")
    return compiled


def _may_explode(parsed: Any, *, inside: bool) -> bool:  # noqa: ANN401 (the parser's own tree)
    for operation, argument in parsed:
        if operation in (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT):
            _, most, body = argument
            unbounded = most == opcodes.MAXREPEAT
            if (inside and unbounded) or _may_explode(body, inside=inside or unbounded):
                return True
        elif operation is opcodes.BRANCH:
            if inside or any(_may_explode(branch, inside=inside) for branch in argument[1]):
                return True
        elif operation is opcodes.SUBPATTERN:
            if _may_explode(argument[-1], inside=inside):
                return True
        elif operation in (opcodes.ASSERT, opcodes.ASSERT_NOT) and _may_explode(argument[1], inside=inside):
            return True
    return False
