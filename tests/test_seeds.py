"""Seeds and rules name each other: documents rules rest on, rules that test a number of the law."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from prereview.checklist.loader import available_checklists, load_checklist
from prereview.checklist.score import CONVERSION_BANDS, GROWTH_BANDS

SEEDS = Path(__file__).parent.parent / "seeds"
CHECKLIST = load_checklist("hnte-2016")
KNOWN = {rule.id for rule in CHECKLIST.rules}


def seed(name: str) -> Any:
    return yaml.safe_load((SEEDS / f"{name}.yaml").read_text(encoding="utf-8"))


def entries(node: Any):
    """All mappings of a file, however deep."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from entries(child)


FILES = [path.stem for path in sorted(SEEDS.glob("*.yaml"))]


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_to_be_sure_is_one_of_the_four(name):
    marks = [entry["sure"] for entry in entries(seed(name)) if "sure" in entry]
    assert [mark for mark in marks if not re.match(r"(?:read|known|practice|derived)\b", mark)] == []


@pytest.mark.parametrize("name", ["materials", "definitions"])
def test_rules_that_seeds_name_exist(name):
    named = [rule for entry in entries(seed(name)) for rule in entry.get("rules", ())]
    assert named
    assert set(named) <= KNOWN


def test_every_document_a_rule_rests_on_is_a_seed():
    numbers = " ".join(str(entry.get("number", "")) for entry in entries(seed("regulations")))
    cited = {rule.basis.document for rule in CHECKLIST.rules if rule.basis.document}
    assert {document for document in cited if document not in numbers} == set()


def test_the_score_has_the_bands_of_the_guide():
    indicators = {indicator["id"]: indicator for indicator in seed("scoring")["indicators"]}
    conversion = [
        (b["per_year"], tuple(b["points"])) for b in indicators["conversion"]["bands"] if b["per_year"]
    ]
    assert conversion == list(CONVERSION_BANDS)
    growth = [(str(b["from"]), tuple(b["points"])) for b in indicators["growth"]["bands"] if "from" in b]
    assert growth == [(str(rate), points) for rate, points in GROWTH_BANDS]
    assert sum(indicator["points"] for indicator in indicators.values()) == 100


def test_every_file_is_in_the_readme():
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in SEEDS.iterdir() if f"({path.name})" not in readme] == ["README.md"]


def test_coverage_names_each_entry_once_and_only_rules_and_questions_that_exist():
    entries_ = seed("coverage")["entries"]
    names = [entry["id"] for entry in entries_]
    assert len(names) == len(set(names))
    lists = [load_checklist(name) for name in available_checklists()]
    rules = {rule.id for checklist in lists for rule in checklist.rules}
    questions = {question.id for checklist in lists for question in checklist.questions}
    asked = {name for checklist in lists for question in checklist.questions for name in question.checks}
    assert {name for entry in entries_ for name in entry.get("by", ())} <= rules | questions
    silent = [e["id"] for e in entries_ if len(e) == 1 and e["id"] not in rules | questions | asked]
    assert silent == []
    assert [e["id"] for e in entries_ if "why" in e and e["id"] in rules] == []
