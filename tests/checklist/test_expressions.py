"""What rules may write: read with types, whole numbers as doubles, no arithmetic."""

from __future__ import annotations

import pytest

from prereview.checklist.expressions import ExecutionError, compile_condition, compile_expression
from prereview.checklist.tokens import ExpressionError
from prereview.checklist.value_types import ANY, FLAG, NUMBER, TEXT, Type, list_of

TYPES: dict[str, Type] = {
    "amount": NUMBER,
    "total": NUMBER,
    "year": TEXT,
    "name": TEXT,
    "day": TEXT,
    "sealed": FLAG,
    "amounts": list_of(NUMBER),
    "ips": list_of(TEXT),
    "refs": list_of(list_of(TEXT)),
    "anything": ANY,
}
VALUES = {
    "amount": 400.0,
    "total": 1000.0,
    "year": "2025",
    "name": "某公司",
    "day": "2025-03-01",
    "sealed": True,
    "amounts": [100.0, 300.0],
    "ips": ["IP01", "IP02"],
    "refs": [["IP01"], ["IP02", "IP03"]],
    "anything": None,
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("amount >= 365", True),
        ("amount == 400 && total > 999", True),
        ("amount < -1.5 || !sealed", False),
        ("sum_of(amounts) == amount", True),
        ("amounts.all(x, x >= 100)", True),
        ("amounts.exists(x, x > 300)", False),
        ("size(amounts.filter(x, x > 200)) == 1", True),
        ("amounts.size() >= 2", True),
        ("ips.map(i, i.startsWith('IP')).all(ok, ok)", True),
        ("ips.all(i, refs.exists(r, i in r))", True),
        ("without(flat(refs), ips) == ['IP03']", True),
        ("'IP01' in ips", True),
        ("name in ['甲', '某公司']", True),
        ("day <= '2025-03-01'", True),
        ("plus_years(day, 1) > day", True),
        ("anything == null", True),
        ("anything != null && anything > 3", False),
        ("number_of(year) == year_of(day)", True),
        ("(sealed ? amount : total) == 400", True),
        ("name.contains('公司') && name.matches('^某')", True),
        ('name == "某公司"', True),
        ("agree_sum(total, [amount, 600])", True),
        ("sealed == true", True),
        ("size(ips) == 2 && length_of(name) == 3", True),
    ],
)
def test_conditions(source: str, expected: bool) -> None:
    assert compile_condition(source, TYPES).holds(VALUES) is expected


@pytest.mark.parametrize(
    ("source", "message", "suggestion"),
    [
        ("amount + total > 1", "不能用运算符 +", "plus"),
        ("amount - total > 1", "不能用运算符 -", "minus"),
        ("amount * 2 > 1", "不能用运算符 *", "times"),
        ("amount / total >= 0.05", "不能用运算符 /", "ratio"),
        ("amount % 2 == 0", "不能用运算符 %", "函数"),
        ("-amount < 0", "负号", "minus"),
        ("amuont > 1", "没有名为“amuont”的变量", "amount"),
        ("agre(amount, total)", "没有名为“agre”的函数", "agree"),
        ("amounts.exist(x, x > 1)", "没有名为“exist”的函数", "exists"),
        ("agree(amount)", "需要 2 个参数，现为 1 个", None),
        ("amounts[0] > 1", "不能用 [ ]", "first"),
        ("amounts.first > 1", "没有下级字段", "needs"),
        ("agree", "缺少括号", None),
        ("year == 2025", "文字和数字", "number_of"),
        ("year_of(day) == year", "数字和文字", "number_of"),
        ("agree(amount, name)", "第 2 个参数应为数字，现为文字", "number_of"),
        ("sum_of(amount) > 1", "第 1 个参数应为数字的列表，现为数字", None),
        ("same_text(name, amount)", "应为文字，现为数字", None),
        ("amount", "条件应为真或假，现为数字", None),
        ("name && sealed", "&& 之前应为是否", None),
        ("!name", "! 之后应为是否", None),
        ("name in amounts", "in 的右边", None),
        ("sealed > true", "不能比较是否", None),
        ("amounts.all(x, x)", ".all 的条件应为是否", None),
        ("amount.all(x, x > 1)", ".all 之前应为", None),
        ("amounts.all(total, total > 1)", "重名", None),
        ("amount >= ", "不完整", None),
        ("(amount >= 1", "不完整", None),
        ("amount = 1", "不能用 = 比较", "=="),
        ("amount ≥ 1", "全角", "半角"),
        ("amount >= 1 and sealed", "不能用 and", "&&"),
        ("name == “某”", "", None),
        ("name == '某", "无法识别", "引号"),
        ("amount >= 1) ", "有误", None),
        ("sealed ? amount : name", ": 之后应为数字", None),
    ],
)
def test_what_cannot_be_meant_is_refused(source: str, message: str, suggestion: str | None) -> None:
    with pytest.raises(ExpressionError) as raised:
        compile_condition(source, TYPES)
    assert message in raised.value.message
    if suggestion:
        assert suggestion in (raised.value.suggestion or "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sum_of(amounts)", NUMBER),
        ("ips", list_of(TEXT)),
        ("without(ips, ['IP01'])", list_of(TEXT)),
        ("flat(refs)", list_of(TEXT)),
        ("first(ips)", TEXT),
        ("amounts.map(x, x > 1)", list_of(FLAG)),
        ("amounts.filter(x, x > 1)", list_of(NUMBER)),
        ("sealed ? null : name", TEXT),
        ("[]", list_of(ANY)),
    ],
)
def test_the_type_of_an_expression_is_known(source: str, expected: Type) -> None:
    assert compile_expression(source, TYPES).type == expected


def test_whole_numbers_in_text_and_names_stay_as_they_are() -> None:
    types = {"ip1": TEXT}
    assert compile_condition("ip1 == '1 + 2' && 3 > 2", types).holds({"ip1": "1 + 2"})


def test_only_the_variables_it_uses_are_needed() -> None:
    expression = compile_condition("amounts.all(x, x > 1) && sealed", TYPES)
    assert expression.names == ("amounts", "sealed")
    assert expression.holds({"amounts": [2.0], "sealed": True})


def test_a_function_without_an_answer_says_why(caplog: pytest.LogCaptureFixture) -> None:
    expression = compile_condition("ratio(amount, total) > 0.05", TYPES)
    with pytest.raises(ExecutionError) as raised:
        expression.holds({"amount": 1.0, "total": 0.0})
    assert raised.value.reason == "分母为零，比例无法计算"
    assert not caplog.records


def test_any_other_failure_has_no_reason_for_people() -> None:
    expression = compile_condition("anything > 1", TYPES)
    with pytest.raises(ExecutionError) as raised:
        expression.holds({"anything": None})
    assert raised.value.reason is None


def test_a_short_circuit_spares_what_has_no_answer() -> None:
    expression = compile_condition("total == 0 || ratio(amount, total) > 0.05", TYPES)
    assert expression.holds({"amount": 1.0, "total": 0.0})
