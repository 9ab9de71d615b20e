"""The part of CEL that rules may use, read with types and turned into functions.

CEL allows more than is safe here: arithmetic on doubles rounds, a text never equals
a number (so a condition with a year key on one side and a number on the other is
silently false), and an unknown name shows only when it runs. This reader walks an
expression once, by the precedence of the CEL specification, gives it a type and
refuses what cannot be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from prereview.checklist import nodes
from prereview.checklist.nodes import Run
from prereview.checklist.problems import did_you_mean
from prereview.checklist.tokens import END, ExpressionError, Token, tokens_of, unquoted
from prereview.checklist.value_types import ANY, FLAG, NULL, NUMBER, TEXT, Signature, Type, fits, list_of

BUILT_IN = {
    "size": Signature((list_of(ANY),), NUMBER),
    "contains": Signature((TEXT, TEXT), FLAG),
    "startsWith": Signature((TEXT, TEXT), FLAG),
    "endsWith": Signature((TEXT, TEXT), FLAG),
}
"""Functions of CEL itself that rules may use; the first argument may stand before a dot."""

MACROS = ("all", "exists", "exists_one", "filter", "map")
"""`list.all(x, …)` and its kin: the first argument names a variable."""

_LITERALS: Mapping[str, tuple[Type, bool | None]] = {
    "true": (FLAG, True),
    "false": (FLAG, False),
    "null": (NULL, None),
}
_ORDERING = frozenset({"<", "<=", ">", ">="})
_ARITHMETIC = {
    "+": "plus(a, b) 或 sum_of(列表)",
    "-": "minus(a, b)",
    "*": "times(a, b)",
    "/": "ratio(a, b)",
    "%": "已注册的函数",
}
_FULL_WIDTH = "＝≥≤≠，（）“”‘’；：！"


class Part(NamedTuple):
    """What was read of an expression: its type and what it does."""

    type: Type
    run: Run


class Reading(msgspec.Struct, frozen=True):
    """An expression that was read: its type, what it does, and the variables it uses."""

    type: Type
    run: Run
    variables: frozenset[str]


def read_expression(
    source: str,
    variables: Mapping[str, Type],
    signatures: Mapping[str, Signature],
    functions: Mapping[str, Callable[..., Any]],
) -> Reading:
    """Read an expression that may use these variables and functions.

    Raises `ExpressionError` with a Chinese message.
    """
    tokens = tuple(tokens_of(source))
    known = {**nodes.BUILT_IN, **functions}
    reader = _Reader(tokens, variables, {**BUILT_IN, **signatures}, known)
    part = reader.whole()
    return Reading(part.type, part.run, frozenset(reader.used))


class _Reader:
    """Recursive descent, one method per level of precedence; each returns the part it read."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        variables: Mapping[str, Type],
        signatures: Mapping[str, Signature],
        functions: Mapping[str, Callable[..., Any]],
    ) -> None:
        self.tokens = tokens
        self.at = 0
        self.variables = dict(variables)
        self.signatures = signatures
        self.functions = functions
        self.bound: set[str] = set()
        self.used: set[str] = set()

    # ---- tokens

    def peek(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else END

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def follows(self, *operators: str) -> bool:
        token = self.peek()
        return token.text in operators and token.kind in ("operator", "name")

    def expect(self, operator: str) -> None:
        if not self.follows(operator):
            raise self.unexpected(f"应为 {operator}")
        self.take()

    def unexpected(self, hint: str) -> ExpressionError:
        token = self.peek()
        if token.kind == "end":
            return ExpressionError("表达式不完整", hint)
        if token.text in _FULL_WIDTH:
            return ExpressionError(f"有全角符号 {token.text}", "请改用半角符号")
        if token.text in _ARITHMETIC:
            reason = f"不能用运算符 {token.text}（二进制舍入会影响临界值）"
            return ExpressionError(reason, f"请用 {_ARITHMETIC[token.text]}")
        if token.text == "=":
            return ExpressionError("不能用 = 比较", "请用 ==")
        if token.text in ("and", "or", "not"):
            return ExpressionError(f"不能用 {token.text}", "请用 &&、|| 和 !")
        return ExpressionError(f"“{token.text}”处有误", hint)

    # ---- precedence, lowest first

    def whole(self) -> Part:
        result = self.choice()
        if self.peek().kind != "end":
            raise self.unexpected("请检查括号和运算符")
        return result

    def choice(self) -> Part:
        condition = self.either()
        if not self.follows("?"):
            return condition
        self.take()
        self.must_fit(condition.type, FLAG, "? 之前")
        yes = self.choice()
        self.expect(":")
        no = self.choice()
        self.must_fit(no.type, yes.type, ": 之后")
        kind = no.type if yes.type == NULL else yes.type
        return Part(kind, nodes.choice(condition.run, yes.run, no.run))

    def either(self) -> Part:
        return self.logical("||", nodes.either, lambda: self.logical("&&", nodes.both, self.relation))

    def logical(self, operator: str, join: Callable[[Run, Run], Run], operand: Callable[[], Part]) -> Part:
        left = operand()
        while self.follows(operator):
            self.take()
            self.must_fit(left.type, FLAG, f"{operator} 之前")
            right = operand()
            self.must_fit(right.type, FLAG, f"{operator} 之后")
            left = Part(FLAG, join(left.run, right.run))
        return left

    def relation(self) -> Part:
        left = self.negation()
        while self.follows("==", "!=", "in", *_ORDERING):
            operator = self.take().text
            right = self.negation()
            self.must_compare(left.type, operator, right.type)
            left = Part(FLAG, _comparison(left.run, operator, right.run))
        return left

    def must_compare(self, left: Type, operator: str, right: Type) -> None:
        if operator == "in":
            if not fits(right, list_of(left)):
                raise ExpressionError(f"in 的右边应为{list_of(left).title}，现为{right.title}")
            return
        if operator in _ORDERING:
            for side in (left, right):
                if side not in (NUMBER, TEXT, ANY):
                    raise ExpressionError(f"{operator} 不能比较{side.title}")
        if not fits(left, right) and not fits(right, left):
            hint = "文字可用 number_of(…) 转为数字" if {left, right} == {NUMBER, TEXT} else None
            raise ExpressionError(f"{operator} 两边分别是{left.title}和{right.title}，不能比较", hint)

    def negation(self) -> Part:
        if self.follows("!"):
            self.take()
            operand = self.negation()
            self.must_fit(operand.type, FLAG, "! 之后")
            return Part(FLAG, nodes.negation(operand.run))
        if self.follows("-"):
            self.take()
            number = self.peek()
            if number.kind != "number":
                raise ExpressionError("负号后须为数字", "请用 minus(0, a)")
            self.take()
            return Part(NUMBER, nodes.constant(-float(number.text)))
        return self.member()

    def member(self) -> Part:
        value = self.primary()
        while self.follows(".", "["):
            if self.take().text == "[":
                raise ExpressionError("不能用 [ ] 取某一项", "请用 first(列表) 或 last(列表)")
            name = self.take().text
            if not self.follows("("):
                raise ExpressionError(f"“.{name}”：变量没有下级字段", "请在 needs 中写出完整路径")
            if name == "matches":
                value = self.matches(value)
            else:
                value = self.macro(value, name) if name in MACROS else self.call(name, value)
        return value

    def primary(self) -> Part:
        token = self.peek()
        if token.kind == "number":
            self.take()
            return Part(NUMBER, nodes.constant(float(token.text)))
        if token.kind == "text":
            self.take()
            return Part(TEXT, nodes.constant(unquoted(token.text)))
        if token.kind == "name" and token.text not in ("in", "and", "or", "not"):
            self.take()
            return self.call(token.text) if self.follows("(") else self.variable(token.text)
        if token.text == "(":
            self.take()
            value = self.choice()
            self.expect(")")
            return value
        if token.text == "[":
            items = self.arguments("[", "]")
            kind = list_of(_common([item.type for item in items]))
            return Part(kind, nodes.listed([item.run for item in items]))
        raise self.unexpected("此处应为变量、数字、文字或函数")

    # ---- names

    def variable(self, name: str) -> Part:
        if name in _LITERALS:
            kind, value = _LITERALS[name]
            return Part(kind, nodes.constant(value))
        if name not in self.variables:
            if name in self.signatures:
                raise ExpressionError(f"函数 {name} 缺少括号和参数")
            raise ExpressionError(f"没有名为“{name}”的变量", _hint(name, self.variables, "本规则可用的变量"))
        if name not in self.bound:
            self.used.add(name)
        return Part(self.variables[name], nodes.variable(name))

    def macro(self, receiver: Part, name: str) -> Part:
        self.must_fit(receiver.type, list_of(ANY), f".{name} 之前")
        self.expect("(")
        variable = self.take().text
        if variable in self.variables:
            raise ExpressionError(f".{name} 的变量“{variable}”与已有变量重名", "请换一个名称")
        self.expect(",")
        self.variables[variable] = receiver.type.item or ANY
        self.bound.add(variable)
        body = self.choice()
        self.expect(")")
        del self.variables[variable]
        self.bound.discard(variable)
        run = nodes.macro(name, receiver.run, variable, body.run)
        if name == "map":
            return Part(list_of(body.type), run)
        self.must_fit(body.type, FLAG, f".{name} 的条件")
        return Part(receiver.type if name == "filter" else FLAG, run)

    def matches(self, receiver: Part) -> Part:
        """A pattern is part of the expression, so that it can be checked when the checklist is loaded."""
        self.must_fit(receiver.type, TEXT, "函数 matches 的第 1 个参数")
        self.expect("(")
        pattern = self.take()
        if pattern.kind != "text":
            raise ExpressionError("函数 matches 的格式须为加引号的文字")
        self.expect(")")
        try:
            return Part(FLAG, nodes.matching(receiver.run, nodes.safe_pattern(unquoted(pattern.text))))
        except ValueError as error:
            raise ExpressionError(str(error), "请改写为较简单的格式") from error

    def call(self, name: str, receiver: Part | None = None) -> Part:
        signature = self.signatures.get(name)
        if signature is None:
            known = (*self.signatures, *MACROS)
            raise ExpressionError(f"没有名为“{name}”的函数", _hint(name, known, "可用的函数"))
        given = [*(() if receiver is None else (receiver,)), *self.arguments("(", ")")]
        wanted = signature.arguments
        if len(given) != len(wanted):
            raise ExpressionError(f"函数 {name} 需要 {len(wanted)} 个参数，现为 {len(given)} 个")
        for number, (value, type_) in enumerate(zip(given, wanted, strict=True), start=1):
            self.must_fit(value.type, type_, f"函数 {name} 的第 {number} 个参数")
        run = nodes.call(self.functions[name], [value.run for value in given])
        return Part(_result(signature, given[0].type if given else ANY), run)

    def arguments(self, opening: str, closing: str) -> list[Part]:
        self.expect(opening)
        values: list[Part] = []
        while not self.follows(closing):
            if values:
                self.expect(",")
            values.append(self.choice())
        self.take()
        return values

    def must_fit(self, given: Type, wanted: Type, where: str) -> None:
        if not fits(given, wanted):
            hint = "文字可用 number_of(…) 转为数字" if (given, wanted) == (TEXT, NUMBER) else None
            raise ExpressionError(f"{where}应为{wanted.title}，现为{given.title}", hint)


def _comparison(left: Run, operator: str, right: Run) -> Run:
    match operator:
        case "==":
            return nodes.equality(left, right)
        case "!=":
            return nodes.inequality(left, right)
        case "in":
            return nodes.membership(left, right)
    return nodes.ordering(left, operator, right)


def _result(signature: Signature, first: Type) -> Type:
    """The type a function gives for a first argument of this type."""
    if signature.result == ANY:
        return first.item or ANY
    if signature.result == list_of(ANY):
        nested = signature.arguments[0] == list_of(list_of(ANY))
        return (first.item or list_of(ANY)) if nested else first
    return signature.result


def _common(types: list[Type]) -> Type:
    """The type all items share, any value when they differ or there is none."""
    return types[0] if types and all(t == types[0] for t in types) else ANY


def _hint(name: str, known: Iterable[str], label: str) -> str | None:
    names = sorted(known)
    return did_you_mean(name, names) or (f"{label}：{'、'.join(names)}" if names else None)
