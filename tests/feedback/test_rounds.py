"""Two rounds as text, JSON and HTML, from reviews and from result files; hostile text in each."""

import json

import msgspec
import pytest

from prereview.checklist.finding import Verdict
from prereview.errors import UsageError
from prereview.feedback.html import render_rounds_html
from prereview.feedback.result import render_json
from prereview.feedback.result_file import read_findings
from prereview.feedback.rounds import render_changes, render_rounds_json, render_rounds_text
from prereview.feedback.schemas import validator
from prereview.review.decisions import Decisions
from prereview.review.rounds import compare_findings
from tests.builders import finding, review

HOSTILE = '<script>alert(1)</script>\u202e\x1b[31m{{7*7}}"' + "很长" * 300


def named(identity, **changes):
    return msgspec.structs.replace(finding(), identity=identity, **changes)


def differences(old, new):
    return compare_findings(old, new, Decisions())


FIXED = named("a", subject="2023", message="2023 年不一致")
OPEN = named("b")
NEW = named("c", rule="X-1", subject="12", message="新的问题")
CHANGED = differences([FIXED, OPEN], [OPEN, NEW])


def test_the_text_names_every_kind_of_change_and_the_short_form_only_what_changed():
    text = render_rounds_text(CHANGED)
    for heading in ("【已解决】1 项", "【仍存在】1 项", "【新出现】1 项", "【复现】0 项", "【未能核对】0 项"):
        assert heading in text
    short = render_changes(CHANGED)
    assert "新的问题" in short
    assert "仍存在" not in short
    assert render_changes(differences([OPEN], [OPEN])) == ""


def test_the_json_follows_its_schema():
    result = json.loads(render_rounds_json(CHANGED))
    validator("rounds").validate(result)
    assert result["summary"]["fixed"] == 1
    assert [c["change"] for c in result["changes"]] == ["fixed", "open", "new"]


def test_the_page_shows_both_sides_of_what_is_still_there_and_escapes_everything():
    bad = named("x", message=HOSTILE, title=HOSTILE, subject=HOSTILE, advice=HOSTILE)
    page = render_rounds_html([*CHANGED, *differences([], [bad])], HOSTILE)
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)" in page
    assert not set("\u202e\x1b") & set(page)
    assert "《2024》第4页" in page
    assert "两轮均未发现问题" in render_rounds_html([])


def test_text_and_short_form_hold_nothing_that_acts_on_a_terminal():
    bad = differences([], [named("x", message=HOSTILE, title=HOSTILE)])
    assert not set("\u202e\x1b") & set(render_rounds_text(bad) + render_changes(bad))


def test_a_result_file_gives_back_the_findings_of_its_review(tmp_path):
    path = tmp_path / "第一轮.json"
    follows = named("d", cause="b", provider="财务负责人")
    path.write_text(
        render_json(review(findings=(OPEN, follows, named("e", verdict=Verdict.PASS)))), encoding="utf-8"
    )
    found = read_findings(path)
    assert [(f.rule, f.verdict, f.identity, f.cause) for f in found] == [
        ("X-RV-19", "fail", "b", None),
        ("X-RV-19", "fail", "d", "b"),
        ("X-RV-19", "pass", "e", None),
    ]
    assert found[0].sides[1].evidence[0].page == 4
    assert [str(d.change) for d in compare_findings(found, [OPEN], Decisions())] == ["open"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"schema": "prereview.review/1"}', "[" * 100_000, "\x00"]
)
def test_anything_else_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError):
        read_findings(path)
