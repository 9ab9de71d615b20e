"""Paths of rules against facts: subjects in order, complete lists, unsure values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from prereview.checklist.binding import SURE, Binder, as_key, as_variable, parse_path, type_of
from prereview.checklist.value_types import NUMBER, TEXT, list_of
from prereview.dossier.facts import Evidence, Fact, Facts, Value


def binder(values: dict[str, Value], unsure: tuple[str, ...] = ()) -> Binder:
    def fact(path: str, value: Value) -> Fact:
        confidence = SURE - 0.01 if path in unsure else SURE
        return Fact(path, value, None, (Evidence("a.pdf", 1, None, None, "", "ocr", confidence),))

    return Binder(Facts(fact(path, value) for path, value in values.items()))


COSTS: dict[str, Value] = {
    f"application.rd_costs[{year}][{rd}].direct": Decimal(amount)
    for year, rd, amount in (
        ("2024", "RD02", 5),
        ("2023", "RD01", 1),
        ("2023", "RD02", 2),
        ("2023", "total", 3),
    )
}


def subjects(b: Binder, **for_each: str) -> list[tuple[str, ...]]:
    specs = {name: parse_path(path) for name, path in for_each.items()}
    return [tuple(keys.values()) for keys in b.subjects(specs)]


@pytest.mark.parametrize(
    ("for_each", "expected"),
    [
        ({"year": "application.rd_costs"}, [("2024",), ("2023",)]),
        ({"year": "application.rd_costs[]"}, [("2024",), ("2023",)]),
        (
            {"year": "application.rd_costs", "rd": "application.rd_costs[{year}]"},
            [("2024", "RD02"), ("2023", "RD01"), ("2023", "RD02"), ("2023", "total")],
        ),
        (
            {"year": "application.rd_costs", "rd": "application.rd_costs[{year}][RD*]"},
            [("2024", "RD02"), ("2023", "RD01"), ("2023", "RD02")],
        ),
        ({"rd": "application.rd_costs[*][RD*]"}, [("RD02",), ("RD01",)]),
        ({"ip": "application.ip"}, []),
        ({}, [()]),
    ],
)
def test_subjects_in_the_order_read(for_each: dict[str, str], expected: list[tuple[str, ...]]) -> None:
    assert subjects(binder(COSTS), **for_each) == expected


def test_references_are_subjects_too() -> None:
    b = binder({"application.rd[RD01].ip": ("IP01", "IP03"), "application.rd[RD02].ip": ()})
    found = subjects(b, rd="application.rd", ip="application.rd[{rd}].ip")
    assert found == [("RD01", "IP01"), ("RD01", "IP03")]


@pytest.mark.parametrize(
    ("path", "value", "absent"),
    [
        ("application.rd_costs[2023][RD01].direct", Decimal(1), ()),
        ("application.rd_costs[2023][RD*].direct", (Decimal(1), Decimal(2)), ()),
        ("application.rd_costs[*][RD02].direct", (Decimal(5), Decimal(2)), ()),
        ("application.rd_costs[2023][RD01].other", None, ("application.rd_costs[2023][RD01].other",)),
        ("application.rd_costs[2022][RD*].direct", None, ("application.rd_costs[2022][RD*].direct",)),
        ("application.rd_costs[*][total].direct", None, ("application.rd_costs[2024][total].direct",)),
        ("application.rd_costs[2023][]", ("RD01", "RD02", "total"), ()),
        ("application.ip[]", None, ("application.ip[]",)),
    ],
)
def test_a_list_is_complete_or_missing(path: str, value: object, absent: tuple[str, ...]) -> None:
    bound = binder(COSTS).bind(parse_path(path), {})
    assert bound.value == value
    assert bound.absent == absent


def test_a_value_below_sure_is_missing_but_not_absent() -> None:
    path = "application.rd_costs[2023][RD02].direct"
    b = binder(COSTS, unsure=(path,))
    single = b.bind(parse_path(path), {})
    assert (single.value, single.absent, single.unsure) == (None, (), (path,))
    several = b.bind(parse_path("application.rd_costs[2023][RD*].direct"), {})
    assert (several.value, several.absent, several.unsure) == (None, (), (path,))


def test_a_key_fills_the_path() -> None:
    spec = parse_path("application.rd_costs[{year}][RD*].direct")
    assert spec.variables == ("year",)
    assert binder(COSTS).bind(spec, {"year": "2024"}).value == (Decimal(5),)


@pytest.mark.parametrize(
    ("value", "key"),
    [("ZL1", "ZL1"), (2025, "2025"), (Decimal("2025"), "2025"), (True, None), (("a",), None), (None, None)],
)
def test_values_as_keys(value: object, key: str | None) -> None:
    assert as_key(value) == key


def test_values_as_variables() -> None:
    assert as_variable(Decimal("17969315.79")) == 17969315.79
    assert as_variable(date(2025, 3, 1)) == "2025-03-01"
    assert as_variable((Decimal(1), Decimal(2))) == [1.0, 2.0]
    assert as_variable(True) is True
    assert isinstance(as_variable(3), float)
    assert as_variable(None) is None


def test_types_come_from_the_vocabulary() -> None:
    assert type_of(parse_path("application.rd_costs[{year}][RD*].direct")) == list_of(NUMBER)
    assert type_of(parse_path("application.rd[*].ip")) == list_of(list_of(TEXT))
    assert type_of(parse_path("licence.established_on")) == TEXT
    assert type_of(parse_path("application.ip[]")) == list_of(TEXT)


def test_a_subject_that_stands_in_some_records_only() -> None:
    facts = Facts(
        [
            Fact("application.rd_costs[2024][RD01].outsourced", Decimal(1)),
            Fact("application.rd_costs[2024][total].outsourced", Decimal(1)),
            Fact("application.rd_costs[2025][RD01].internal", Decimal(1)),
            Fact("application.rd_costs[2025][RD02].outsourced", Decimal(2)),
        ]
    )
    binder = Binder(facts)
    own = parse_path("application.rd_costs[*][{rd}].outsourced")
    assert binder.bind(own, {"rd": "RD02"}).value == (Decimal(2),)  # no column in 2024
    assert binder.bind(own, {"rd": "RD01"}).absent == ("application.rd_costs[2025][RD01].outsourced",)
    assert binder.bind(own, {"rd": "RD03"}).absent == ("application.rd_costs[*][RD03].outsourced",)
    total = parse_path("application.rd_costs[*][total].outsourced")
    assert binder.bind(total, {}).absent == ("application.rd_costs[2025][total].outsourced",)
