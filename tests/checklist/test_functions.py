"""The functions of rules: exact at every threshold, silent about nothing they cannot answer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prereview.checklist.functions import FUNCTIONS
from prereview.checklist.functions.arguments import NoAnswerError

f = SimpleNamespace(**FUNCTIONS)

CENTS = st.integers(min_value=0, max_value=10**13)
"""Amounts up to a hundred thousand million yuan, to the cent: 15 significant digits."""


def yuan(cents: int) -> float:
    return float(Decimal(cents) / 100)


@given(st.lists(CENTS, max_size=12))
def test_a_sum_of_printed_amounts_is_the_sum_to_the_cent(cents: list[int]) -> None:
    assert f.sum_of([yuan(c) for c in cents]) == yuan(sum(cents))


@given(st.lists(st.integers(min_value=1, max_value=10**11), min_size=12, max_size=12))
def test_twelve_addends_that_make_exactly_five_percent_pass(cents: list[int]) -> None:
    rd = [yuan(c) for c in cents]
    sales = yuan(sum(cents) * 20)
    assert f.ratio(f.sum_of(rd), sales) == 0.05
    assert f.ratio(f.sum_of(rd), yuan(sum(cents) * 20 + 1)) < 0.05


def test_just_below_five_percent_does_not_pass() -> None:
    rd = [yuan(4_166_583)] * 11 + [yuan(4_166_587)]
    assert f.sum_of(rd) == 499_990.0
    assert f.ratio(f.sum_of(rd), 10_000_000.0) < 0.05
    assert f.ratio(f.plus(f.sum_of(rd), 10.0), 10_000_000.0) >= 0.05


def test_binary_addition_would_have_missed_the_limit() -> None:
    assert 0.1 + 0.2 != 0.3
    assert f.plus(0.1, 0.2) == 0.3
    assert f.sum_of([0.1] * 3) == 0.3


@given(CENTS, CENTS)
def test_plus_and_minus_undo_each_other(a: int, b: int) -> None:
    assert f.minus(f.plus(yuan(a), yuan(b)), yuan(b)) == yuan(a)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (17_969_300.00, 17_969_300.00, True),
        (17_969_300.00, 17_969_400.00, True),  # 0.01 万元, inclusive
        (17_969_400.00, 17_969_300.00, True),
        (17_969_300.00, 17_969_400.01, False),
        (0.1, 100.1, True),
    ],
)
def test_the_same_figure_twice_may_differ_by_a_hundredth_of_ten_thousand(
    a: float, b: float, expected: bool
) -> None:
    assert f.agree(a, b) is expected


@pytest.mark.parametrize(
    ("parts", "off", "expected"),
    [
        (2, 200, True),
        (2, 200.01, False),
        (4, 200, True),
        (4, 200.01, False),  # 0.005 · 4 is still 0.02
        (8, 400, True),
        (8, 400.01, False),
        (0, 200, True),
    ],
)
def test_a_sum_of_k_figures_has_its_tolerance(parts: int, off: float, expected: bool) -> None:
    amounts = [1_234_500.0] * parts
    assert f.agree_sum(f.plus(f.sum_of(amounts), off), amounts) is expected
    assert f.agree_sum(f.minus(f.sum_of(amounts), off), amounts) is expected


def test_accounts_agree_to_the_cent() -> None:
    assert f.agree_yuan(100.01, 100.0)
    assert not f.agree_yuan(100.02, 100.0)


def test_close_is_relative_to_the_larger() -> None:
    assert f.close(95.0, 100.0, 0.05)
    assert not f.close(94.99, 100.0, 0.05)
    assert f.close(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (17_969_315.79, 1_796.93, True),
        (1_796.93, 17_969_315.79, True),
        (12_345.0, 12_345_000.0, True),
        (4.8, 480.0, True),
        (100.0, 100.0, False),
        (0.0, 0.0, False),
        (1_796.93, 17_999_315.79, False),
        (100.0, 1_100_000.0, False),
    ],
)
def test_a_unit_slip_is_recognised_with_rounding(a: float, b: float, expected: bool) -> None:
    assert f.unit_slip(a, b) is expected


def test_a_ratio_of_nothing_has_no_answer() -> None:
    with pytest.raises(NoAnswerError, match="分母为零"):
        f.ratio(1.0, 0.0)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2060, 1, 1)), st.integers(0, 10_000))
def test_days_between_counts_what_plus_days_adds(start: date, days: int) -> None:
    later = f.plus_days(start.isoformat(), float(days))
    assert later == (start + timedelta(days=days)).isoformat()
    assert f.days_between(start.isoformat(), later) == days
    assert f.days_between(later, start.isoformat()) == -days


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        ("2004-02-29", 20.0, "2024-02-29"),
        ("2016-02-29", 10.0, "2026-02-28"),
        ("2016-03-01", 10.0, "2026-03-01"),
        ("2020-12-31", 0.0, "2020-12-31"),
    ],
)
def test_plus_years_keeps_the_day_or_takes_the_last_of_the_month(
    day: str, years: float, expected: str
) -> None:
    assert f.plus_years(day, years) == expected


@pytest.mark.parametrize("call", [f.days_between, f.plus_years, f.plus_days])
def test_a_day_that_does_not_exist_has_no_answer(call: object) -> None:
    argument = "2025-03-01" if call is f.days_between else 1.0
    with pytest.raises(NoAnswerError, match="2025-02-30"):
        call("2025-02-30", argument)


def test_the_calendar_knows_its_days() -> None:
    assert f.date_exists("2024-02-29")
    assert not f.date_exists("2025-02-29")
    assert not f.date_exists("2025-13-01")
    assert f.year_of("2025-02-30") == 2025


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        ([], []),
        (["2023", "2024", "2025"], []),
        (["2023", "2025"], ["2024"]),
        (["IP01", "IP02"], []),
        (["IP02", "IP03"], ["IP01"]),
        (["RD01", "RD04"], ["RD02", "RD03"]),
        (["PS09", "PS10", "PS08"], [f"PS0{n}" for n in range(1, 8)]),
    ],
)
def test_gaps_of_a_numbering(keys: list[str], missing: list[str]) -> None:
    assert f.gaps(keys) == missing
    assert f.consecutive(keys) is (missing == [])


def test_a_repeated_number_is_not_consecutive() -> None:
    assert not f.consecutive(["RD01", "RD02", "RD02"])


def test_a_key_without_number_has_no_answer() -> None:
    with pytest.raises(NoAnswerError, match="不是编号"):
        f.consecutive(["total"])


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_without_leaves_what_the_other_list_lacks(items: list[str], others: list[str]) -> None:
    left = f.without(items, others)
    assert not set(left) & set(others)
    assert set(left) | set(others) == set(items) | set(others)


@given(st.lists(st.sampled_from("abcd")))
def test_repeated_and_distinct(items: list[str]) -> None:
    assert set(f.repeated(items)) == {x for x in items if items.count(x) > 1}
    assert sorted(set(items)) == sorted(f.distinct(items))
    assert f.count_of(items) == len(items)


def test_lists_of_lists_become_one() -> None:
    assert f.flat([["IP01"], [], ["IP02", "IP01"]]) == ["IP01", "IP02", "IP01"]


@pytest.mark.parametrize("call", [f.first, f.last, f.max_of, f.min_of])
def test_an_empty_list_has_no_end(call: object) -> None:
    with pytest.raises(NoAnswerError):
        call([])


@given(st.lists(CENTS, min_size=1, max_size=9))
def test_the_largest_and_the_smallest(cents: list[int]) -> None:
    amounts = [yuan(c) for c in cents]
    assert (f.max_of(amounts), f.min_of(amounts)) == (max(amounts), min(amounts))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("一种(新型)装置", "一种（新型）装置", True),
        ("ＡＢＣ 系统 V1.0", "ABC系统V1.0", True),
        ("一种装置", "一种设备", False),
        ("某某有限公司", "某某有限责任公司", False),
    ],
)
def test_text_is_compared_without_width_and_white_space(a: str, b: str, expected: bool) -> None:
    assert f.same_text(a, b) is expected
    assert f.same_name(a, b) is expected


def test_length_counts_characters_without_white_space() -> None:
    assert f.length_of("技术 创新\n能力") == 6


def test_a_missing_value_has_no_answer() -> None:
    for call, arguments in (
        (f.agree, (None, 1.0)),
        (f.sum_of, (None,)),
        (f.sum_of, ([1.0, None],)),
        (f.same_text, (None, "a")),
        (f.days_between, ("2025-01-01", None)),
        (f.without, (None, [])),
    ):
        with pytest.raises(NoAnswerError):
            call(*arguments)


def test_every_function_is_documented() -> None:
    for name, function in FUNCTIONS.items():
        assert function.__doc__, name


def test_years_in_order_have_no_gaps_between_them() -> None:
    years = [str(y) for y in range(2019, 2026)]
    assert all(f.consecutive([a, b]) for a, b in pairwise(years))


@pytest.mark.parametrize(
    ("text", "thing", "counts"),
    [
        ("公司现有知识产权11项，其中发明专利3项", "知识产权", [11]),
        ("共完成科技成果转化 11 项，年均3.7项", "成果转化", [11]),
        ("成果转化数量共计8项；另有成果转化2件", "成果转化", [8, 2]),
        ("成果转化年均3.7项", "成果转化", []),
        ("知识产权对销售的支撑作用明显", "知识产权", []),
    ],
)
def test_counts_in_running_text(text: str, thing: str, counts: list[float]) -> None:
    assert FUNCTIONS["counts_in"](text, thing) == counts


def test_years_named_in_running_text() -> None:
    assert f.years_in("自2021年起，2023年度和 2024 年；产品型号 2025A，编号20261年") == [2021, 2023, 2024]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021年度公司研发投入较上年增长35%。", [2021]),
        ("2025年公司职工总数68人，科技人员24人。2023年至2025年完成转化11项。", [2025, 2023]),
        ("公司成立于2009年，注册资本500万元；2018年通过质量管理体系认证，覆盖3项产品。", []),
        ("2025年收入较2021年增长120%。", [2025]),
        ("产品于2019年定型。", []),
        ("自2016年以来，公司累计投入3000万元。", []),
    ],
)
def test_years_for_which_a_text_states_figures(text: str, years: list[float]) -> None:
    assert f.figure_years(text) == years


def test_heads_are_counted_like_things() -> None:
    assert f.counts_in("公司职工总数68人，科技人员24名，占比35.29%", "职工总数") == [68]
    assert f.counts_in("公司职工总数68人，科技人员24名，占比35.29%", "科技人员") == [24]


def test_amounts_in_running_text_are_in_yuan() -> None:
    text = "近三年研究开发费用合计1,265.04万元；高新技术产品（服务）收入为0.35亿元，利润增长3.5%"
    assert f.amounts_in(text, "研究开发费用") == [12650400]
    assert f.amounts_in(text, "高新技术产品(服务)收入") == [35000000]
    assert f.amounts_in(text, "利润") == []


def test_likeness_leaves_width_aside() -> None:
    assert f.similarity("甲（北京）公司", "甲(北京)公司") == 1
    assert f.similarity("蓄热材料的研发", "储热材料的研发") < 1


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("高速激光切割机", "激光设备的研发、生产", True),
        ("智能控制系统的研发", "系统技术研发", False),  # everyday words say nothing
        ("ABC", "ABC", False),
    ],
)
def test_words_in_common(a: str, b: str, expected: bool) -> None:
    assert f.shares_words(a, b) is expected


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("某驾驶舱软件[简称：驾驶舱]V3.0", "某驾驶舱软件"),
        ("某系统 2.0", "某系统"),
        ("A3打印软件V1", "A3打印软件"),
    ],
)
def test_a_program_without_its_version(name: str, plain: str) -> None:
    assert f.without_version(name) == plain


@pytest.mark.parametrize(
    ("address", "city", "province"),
    [
        ("浙江省杭州市滨江区西兴街道", "杭州市", "浙江"),
        ("佛山市禅城区", "佛山市", ""),
        ("上海市浦东新区", "上海市", "上海"),
        ("广东省佛山高新区季华路", "", "广东"),
        ("新疆维吾尔自治区乌鲁木齐市", "乌鲁木齐市", "新疆"),
    ],
)
def test_places_of_an_address(address: str, city: str, province: str) -> None:
    assert (f.city_of(address), f.province_of(address)) == (city, province)


def test_the_province_of_a_code() -> None:
    assert f.province_of_code("91330108MA75H9D20Q") == "浙江"
    assert f.province_of_code("9100") == ""


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2017年05月16日至2047年05月15日", "2047-05-15"),
        ("2017-05-16至长期", ""),
        ("长期", ""),
    ],
)
def test_the_end_of_a_period(period: str, end: str) -> None:
    assert f.period_end(period) == end


def test_a_period_without_days_has_no_answer() -> None:
    with pytest.raises(NoAnswerError):
        f.period_end("三十年")


def test_a_value_beside_its_key() -> None:
    assert f.value_for("乙", ["甲", "乙"], ["1", "2"]) == "2"
    for keys, values in ((["甲"], ["1", "2"]), (["甲", "甲"], ["1", "2"]), ([], [])):
        with pytest.raises(NoAnswerError):
            f.value_for("甲", keys, values)


def test_the_mean_is_exact() -> None:
    assert f.average([66.0, 67.0]) == 66.5
    assert f.average([0.1] * 3) == 0.1


def test_levels_of_a_technical_field() -> None:
    assert f.field_level("一、电子信息/（一）软件/1.基础软件", 1.0) == "电子信息"
    assert f.field_level("电子信息/软件", 3.0) == ""
