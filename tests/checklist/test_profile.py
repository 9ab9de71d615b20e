"""Switches of the profile: derived from facts, overridden by a checklist or a person."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from prereview.checklist.evaluate import evaluate
from prereview.checklist.finding import Verdict
from prereview.checklist.loader import load_checklist
from prereview.checklist.problems import InvalidChecklistError
from prereview.checklist.profile import SWITCHES, checked_settings, profile_facts
from prereview.dossier.facts import Fact, Facts, Value
from prereview.dossier.vocabulary import vocabulary
from prereview.errors import UsageError
from tests.checklist.writing import rule_with, write_checklist


def profile(values: dict[str, Value], settings: dict[str, Value] | None = None) -> dict[str, Value]:
    facts = Facts(Fact(path, value) for path, value in values.items())
    return {fact.path.removeprefix("profile."): fact.value for fact in profile_facts(facts, settings)}


@pytest.mark.parametrize(
    ("values", "switch", "expected"),
    [
        ({"derived.accounting_years": ("2024", "2025")}, "young", True),
        ({"derived.accounting_years": ("2023", "2024", "2025")}, "young", False),
        ({}, "young", None),
        ({"tax_returns[2025].ht_preference": Decimal(1)}, "renewal", True),
        ({"tax_returns[2025].ht_preference": Decimal(0)}, "renewal", False),
        ({"application.used_ip[NIP01].number": "ZL1"}, "renewal", True),
        ({"application.ip[IP01].acquisition": "受让"}, "transferred_ip", True),
        ({"application.ip[IP01].acquisition": "自主研发"}, "transferred_ip", False),
        ({"certificates[ZL1].owners": ("甲", "乙")}, "co_owned_ip", True),
        ({"certificates[ZL1].owners": ("甲",)}, "co_owned_ip", False),
        ({"application.rd_costs[2025][total].outsourced": Decimal(1)}, "outsourced", True),
        (
            {
                "application.rd_costs[2025][total].outsourced": Decimal(2),
                "application.rd_costs[2025][total].outsourced_domestic": Decimal(2),
            },
            "outsourced_abroad",
            False,
        ),
        (
            {
                "application.rd_costs[2025][total].outsourced": Decimal(2),
                "application.rd_costs[2025][total].outsourced_domestic": Decimal(1),
            },
            "outsourced_abroad",
            True,
        ),
        ({"special_income.technical_income": Decimal(1)}, "technical_income", True),
        ({"name_changes[1].after": "甲"}, "name_change", True),
        ({"firm_names[合同].name": "甲公司深圳分公司"}, "branch", True),
        ({"application.products[PS01].name": "二类医疗器械"}, "licensed_product", True),
        ({"application.ip[IP01].kind": "国防专利"}, "secret", True),
        ({"application.region": "广东省深圳市"}, "region", "广东省深圳市"),
    ],
)
def test_a_switch_follows_from_what_was_read(
    values: dict[str, Value], switch: str, expected: Value | None
) -> None:
    assert profile(values).get(switch) == expected


def test_what_is_set_wins_over_what_is_read() -> None:
    assert profile({"application.used_ip[NIP01].number": "ZL1"}, {"renewal": False})["renewal"] is False
    assert profile({}, {"paperless": True})["paperless"] is True


def test_every_switch_is_a_fact_of_the_vocabulary() -> None:
    assert all(vocabulary().term(f"profile.{switch.name}") for switch in SWITCHES)


@pytest.mark.parametrize("given", [{"renewed": True}, {"renewal": "是"}])
def test_a_wrong_setting_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        checked_settings(given)


def test_a_checklist_may_set_a_switch_and_a_person_may_set_it_again(tmp_path: Path) -> None:
    rule = rule_with(needs={"off": "profile.paperless"}, assert_="off", message="纸质材料")
    checklist = load_checklist(write_checklist(tmp_path, rule, profile={"paperless": True}))
    assert evaluate(checklist, Facts())[0].verdict is Verdict.PASS
    assert evaluate(checklist, Facts(), {"paperless": False})[0].verdict is Verdict.FAIL


def test_a_checklist_with_an_unknown_switch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidChecklistError, match="情形开关"):
        load_checklist(write_checklist(tmp_path, rule_with(), profile={"papperless": True}))
