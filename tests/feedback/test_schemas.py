"""Every output for machines follows its published schema; so do the examples in the documentation."""

import json

import jsonschema
import pytest

from prereview.batch.copies import Copied, Copies, Place, Template
from prereview.batch.ledger import Entry, FailedRule, PackageSummary
from prereview.batch.summary import overview_of, render_overview_json
from prereview.feedback.fact_list import render_facts_json
from prereview.feedback.result import render_json
from prereview.feedback.rounds import render_rounds_json
from prereview.feedback.schemas import NAMES, schema, validator
from prereview.review.decisions import Decisions
from prereview.review.rounds import compare_findings
from tests.builders import finding, review
from tests.conftest import ROOT

EXAMPLES = ROOT / "docs" / "examples"


def overview():
    places = tuple(Place(name, f"{name}公司", "RD01 立项报告", "正文", "a.pdf", 1) for name in ("甲", "乙"))
    copies = Copies((Copied("text", places, 0.97),), (Template("第一条", ("甲", "乙")),))
    counts = {"blocker": 0, "must_fix": 1, "explain": 0, "hint": 0, "cannot_tell": 2, "unread": 0}
    entries = [
        Entry(
            name,
            "v",
            "done",
            pages=12,
            summary=PackageSummary(
                firm=name, counts=counts, failed=(FailedRule("X-1", "一致", "must_fix", 2),)
            ),
        )
        for name in ("甲", "乙")
    ]
    return render_overview_json(overview_of(entries, copies))


OUTPUTS = {
    "review": lambda: render_json(review()),
    "facts": lambda: render_facts_json(review(), None),
    "rounds": lambda: render_rounds_json(
        compare_findings([finding(subject="2023")], [finding()], Decisions())
    ),
    "batch": overview,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_valid_and_names_its_version(name):
    jsonschema.Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"].endswith(f"/{name}-1.schema.json")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_follows_the_schema(name):
    validator(name).validate(json.loads(OUTPUTS[name]()))


@pytest.mark.parametrize("name", [n for n in NAMES if n != "facts"])
def test_an_unknown_field_is_no_output_of_ours(name):
    broken = {**json.loads(OUTPUTS[name]()), "extra": 1}
    with pytest.raises(jsonschema.ValidationError):
        validator(name).validate(broken)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_in_the_documentation_follows_the_schema(name):
    example = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    validator(name).validate(example)
    assert f"{name}-1.schema.json" in (ROOT / "docs" / "result-file.md").read_text(encoding="utf-8")
