"""The two built samples give the findings written beside them, no more and no less.

A real review of the committed files: reading (the scans too), facts, rules.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
import yaml

from prereview.checklist.finding import Finding, Severity, Verdict
from prereview.dossier.facts import Evidence
from prereview.review.run import review_package

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
EXPECTED = yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reviews():
    return {name: review_package(SAMPLES / name) for name in ("clean", "flawed")}


def failed(review) -> list[Finding]:
    """Failing findings above hint."""
    return [f for f in review.findings if f.verdict is Verdict.FAIL and f.severity is not Severity.HINT]


def names(expected: dict, finding: Finding) -> bool:
    """Whether a finding is the one that a planted mistake must give."""
    return finding.rule == expected["rule"] and expected.get("subject", "") in (finding.subject or "")


@pytest.mark.parametrize("name", ["clean", "flawed"])
def test_everything_was_read(reviews, name):
    summary = reviews[name].summary
    assert (summary.unread_files, summary.unread_pages) == (0, 0)
    assert reviews[name].facts.value("derived.firm_name") == EXPECTED["firm"]
    assert reviews[name].facts.value("derived.applied_on") == EXPECTED["applied_on"]


def test_the_clean_package_has_no_failing_finding_above_hint(reviews):
    assert EXPECTED["clean"] == []
    assert [(f.rule, f.subject, f.message) for f in failed(reviews["clean"])] == []


@pytest.mark.parametrize("expected", EXPECTED["flawed"], ids=lambda e: e["flaw"])
def test_a_planted_mistake_is_found(reviews, expected):
    found = [f for f in failed(reviews["flawed"]) if names(expected, f)]
    assert [f.severity.value for f in found] == [expected["severity"]]
    assert found[0].evidence
    assert found[0].advice


def test_nothing_else_is_found(reviews):
    allowed = {rule for expected in EXPECTED["flawed"] for rule in expected.get("also", ())}
    others = [
        (f.rule, f.subject, f.message)
        for f in failed(reviews["flawed"])
        if f.rule not in allowed and not any(names(expected, f) for expected in EXPECTED["flawed"])
    ]
    assert others == []


def printed_places(review) -> dict[str, dict[int, list[tuple[str, Evidence]]]]:
    """Facts read from print, by file and page."""
    found: dict[str, dict[int, list[tuple[str, Evidence]]]] = {}
    for path, fact in review.facts.items():
        for e in fact.evidence:
            if e.box and e.page and e.text and e.method != "ocr" and e.file.endswith(".pdf"):
                found.setdefault(e.file, {}).setdefault(e.page, []).append((path, e))
    return found


def characters(text: str) -> Counter[str]:
    """What a text consists of, white space and the forms of punctuation left aside."""
    return Counter(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def test_the_box_of_a_fact_holds_its_text_on_the_page(reviews):
    places, outside = 0, []
    for file, pages in printed_places(reviews["clean"]).items():
        with pdfplumber.open(SAMPLES / "clean" / file) as pdf:
            for number, facts in pages.items():
                shown = pdf.pages[number - 1].chars
                for path, e in facts:
                    box, wanted = e.box, characters(e.text)
                    inside = characters(
                        "".join(
                            c["text"]
                            for c in shown
                            if box.x0 - 1 <= (c["x0"] + c["x1"]) / 2 <= box.x1 + 1
                            and box.top - 1 <= (c["top"] + c["bottom"]) / 2 <= box.bottom + 1
                        )
                    )
                    places += 1
                    if (wanted - inside).total() > 0.1 * wanted.total():
                        outside.append((path, file, number, e.text))
    assert places > 1000
    assert len(outside) <= 0.005 * places, outside


def test_the_samples_are_small():
    built = (path for name in ("clean", "flawed") for path in (SAMPLES / name).rglob("*"))
    size = sum(path.stat().st_size for path in built if path.is_file())
    assert size < 8_000_000
