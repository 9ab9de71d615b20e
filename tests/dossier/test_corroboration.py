from datetime import date
from decimal import Decimal

import msgspec
import pytest

from prereview.dossier.corroboration import CONFIRMED, corroborate
from tests.dossier.sectioned import fact


def doubtful(path, value, file="scan.pdf"):
    read = fact(path, value, file)
    evidence = tuple(msgspec.structs.replace(e, method="ocr", confidence=0.6) for e in read.evidence)
    return msgspec.structs.replace(read, evidence=evidence)


def confidence(path, *facts):
    return next(f.confidence for f in corroborate(facts) if f.path == path)


@pytest.mark.parametrize(
    "value", ["甲科技有限公司", date(2024, 7, 9), Decimal("58958686.57"), ("甲公司", "乙大学")]
)
def test_what_another_page_states_too_is_sure(value):
    others = value if isinstance(value, tuple) else (value,)
    stated = [fact(f"audits[{2020 + n}].firm_name", other, "form.pdf") for n, other in enumerate(others)]
    assert (
        confidence("certificates[1].owners", doubtful("certificates[1].owners", value), *stated) == CONFIRMED
    )


def test_the_same_page_confirms_nothing():
    facts = doubtful("licence.firm_name", "甲公司"), doubtful("firm_names[营业执照].name", "甲公司")
    assert confidence("licence.firm_name", *facts) == 0.6


def test_two_doubtful_readings_do_not_confirm_each_other():
    facts = (
        doubtful("licence.firm_name", "甲科枝公司"),
        doubtful("firm_names[承诺书].name", "甲科枝公司", "b.pdf"),
    )
    assert confidence("licence.firm_name", *facts) == 0.6


def test_a_misreading_stays_doubtful():
    facts = (
        doubtful("licence.firm_name", "甲科枝有限公司"),
        fact("application.firm_name", "甲科技有限公司", "form.pdf"),
    )
    assert confidence("licence.firm_name", *facts) == 0.5


@pytest.mark.parametrize(
    ("read", "doubted"),
    [
        ("宁波禾储能科技有限公司", True),
        ("宁波霁禾储能科枝有限公司", True),
        ("宁波砺汀热控有限公司", False),
        ("宁波霁科技有限公司", True),
    ],
)
def test_a_name_a_slip_away_from_a_certain_one_is_doubted_however_sure_it_was_read(read, doubted):
    sure = msgspec.structs.replace(doubtful("firm_names[承诺书].name", read))
    evidence = tuple(msgspec.structs.replace(e, confidence=0.99) for e in sure.evidence)
    sure = msgspec.structs.replace(sure, evidence=evidence)
    certain = fact("application.firm_name", "宁波霁禾储能科技有限公司", "form.pdf")
    assert confidence("firm_names[承诺书].name", sure, certain) == (0.5 if doubted else 0.99)


def sure_on(path, value, file):
    read = doubtful(path, value, file)
    evidence = tuple(msgspec.structs.replace(e, confidence=0.99) for e in read.evidence)
    return msgspec.structs.replace(read, evidence=evidence)


@pytest.mark.parametrize(
    ("read", "doubted"), [("深圳市防旸智联有限公司", True), ("深圳市昉旸软件有限公司", False)]
)
def test_a_character_misread_alike_on_two_pages_stays_doubtful(read, doubted):
    twice = [sure_on(f"firm_names[RD0{n}].name", read, f"{n}.pdf") for n in (1, 2)]
    certain = fact("application.firm_name", "深圳市昉旸智联有限公司", "form.pdf")
    assert confidence("firm_names[RD01].name", *twice, certain) == (0.5 if doubted else 0.99)


def test_a_printed_name_is_never_doubted():
    printed, certain = (
        fact("licence.firm_name", "甲科枝公司", "a.pdf"),
        fact("application.firm_name", "甲科技公司"),
    )
    assert confidence("licence.firm_name", printed, certain) == 1.0


def test_counts_and_small_amounts_agree_by_chance():
    facts = doubtful("personnel_counts.all", 52), fact("application.staff_total", 52, "form.pdf")
    assert confidence("personnel_counts.all", *facts) == 0.6
    small = (
        doubtful("audits[2024].rd_expense", Decimal(12)),
        fact("special_rd.total", Decimal(12), "form.pdf"),
    )
    assert confidence("audits[2024].rd_expense", *small) == 0.6


def test_check_characters_confirm():
    assert confidence("licence.uscc", doubtful("licence.uscc", "91330108MA75H9D20Q")) == CONFIRMED
    assert confidence("licence.uscc", doubtful("licence.uscc", "91330108MA75H9D28Q")) == 0.6
    number = "certificates[1].number"
    assert confidence(number, doubtful(number, "ZL202210690936.6")) == CONFIRMED
    assert confidence(number, doubtful(number, "ZL202210690936.5")) == 0.6


def test_a_balance_confirms_its_three_figures():
    figures = {"total_assets": 100_000, "total_liabilities": 40_000, "net_assets": 60_000}
    facts = [doubtful(f"audits[2024].{name}", Decimal(amount)) for name, amount in figures.items()]
    assert [f.confidence for f in corroborate(facts)] == [CONFIRMED] * 3
    facts[2] = doubtful("audits[2024].net_assets", Decimal(60_001))
    assert [f.confidence for f in corroborate(facts)] == [0.6] * 3


@pytest.mark.parametrize(
    ("number", "doubted"),
    [("24332000719968091209", False), ("XS-2024-077", False), ("23332000719968091209", True)],
)
def test_the_date_of_a_proof_is_doubtful_unless_its_number_bears_the_year(number, doubted):
    dated = recognised("conversion_evidence[1].dated_on", date(2024, 12, 1))
    numbered = fact("conversion_evidence[1].number", number)
    assert (confidence(dated.path, dated, numbered) < 0.8) is doubted


def recognised(path, value):
    read = doubtful(path, value)
    evidence = tuple(msgspec.structs.replace(e, confidence=0.95) for e in read.evidence)
    return msgspec.structs.replace(read, evidence=evidence)
