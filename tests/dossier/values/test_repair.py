"""Misread numbers and days: put right on scans only, and only where one reading fits."""

from __future__ import annotations

from datetime import date

import pytest

from prereview.dossier.values.identifiers import organisation_part_holds
from prereview.dossier.values.repair import (
    read_day,
    read_patent_number,
    read_right,
    read_serial,
    read_software_number,
    read_uscc,
    repair_one,
)


@pytest.mark.parametrize(
    ("misread", "code"),
    [
        ("9133O108MA75H9D20Q", "91330108MA75H9D20Q"),
        ("9133O1O8MA75H9D2OQ", "91330108MA75H9D20Q"),
        ("9l330108MA75H9DZ0Q", "91330108MA75H9D20Q"),
        ("91330108MA75H9020Q", "91330108MA75H9D20Q"),
        ("9144030071526726XC", "9144030071526726XG"),
    ],
)
def test_a_misread_credit_code(misread, code):
    assert read_uscc(misread, recognised=True) == (code, True)


def test_a_credit_code_printed_wrong_stays_wrong():
    assert read_uscc("91330108MA75H9D28Q", recognised=False) == ("91330108MA75H9D28Q", False)
    assert read_uscc("91330108MA75H9D29Q", recognised=True) == ("91330108MA75H9D29Q", False)
    assert read_uscc("没有代码", recognised=True) is None


def test_a_code_that_two_changes_would_make_sound_is_left_alone():
    assert repair_one("B8", lambda code: code in ("88", "BB")) is None
    assert repair_one("B8", lambda code: code == "88") == "88"


@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("9144030071526726XG", True),
        ("91330100799655058B", True),
        ("914403007084611409", False),
        ("914", False),
    ],
)
def test_the_organisation_code_inside_a_credit_code(code, holds):
    assert organisation_part_holds(code) is holds


@pytest.mark.parametrize(
    ("misread", "number"),
    [
        ("ZL2O221O690936.6", "ZL202210690936.6"),
        ("ZI 2022 l 0690936.6", "ZL202210690936.6"),
        ("2L20221I985373·X", "ZL202211985373.X"),
        ("专利号:ZL2022119B5373×", "ZL202211985373.X"),
    ],
)
def test_a_misread_patent_number(misread, number):
    assert read_patent_number(misread, recognised=True) == (number, True)
    assert read_patent_number(misread, recognised=False) is None


def test_a_patent_number_that_repair_does_not_make_sound_is_none():
    assert read_patent_number("ZL2O2210690937.6", recognised=True) is None


def test_a_number_with_a_wrong_digit_is_kept_as_printed():
    assert read_patent_number("ZL202210690937.6", recognised=True) == ("ZL202210690937.6", False)


def test_a_misread_number_of_a_program():
    assert read_software_number("2O225R1653698", recognised=True) == ("2022SR1653698", True)
    assert read_software_number("2022SR16S3698", recognised=True) == ("2022SR1653698", True)
    assert read_software_number("2019R11L885247", recognised=True) is None


def test_a_right_of_any_kind():
    assert read_right("登记号:BS.175539928", recognised=True) == ("BS.175539928", False)
    assert read_right("2O22SR1653698", recognised=True) == ("2022SR1653698", True)


def test_running_numbers():
    assert read_serial("证书号第 7437391 号", "证书号:?第#号", recognised=False) == ("7437391", False)
    assert read_serial("证书号第74373g1号", "证书号:?第#号", recognised=True) == ("7437391", True)
    assert read_serial("证书号第74373g1号", "证书号:?第#号", recognised=False) is None


def test_a_misread_day():
    assert read_day("2O22年06月l9日", recognised=True) == (date(2022, 6, 19), True)
    assert read_day("2022年6月19日", recognised=True) == (date(2022, 6, 19), False)
    assert read_day("2O22年06月l9日", recognised=False) is None
