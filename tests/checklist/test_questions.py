"""Questions: raised where the file calls for them, silent about what was not read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from prereview.checklist.loader import load_checklist
from prereview.checklist.problems import InvalidChecklistError
from prereview.checklist.questions import ask, questions_of
from prereview.dossier.facts import Evidence, Fact, Facts
from tests.checklist.writing import HEADER, write_checklist

QUESTION: dict[str, Any] = {
    "id": "Q-01",
    "summary": "What the product is",
    "person": "技术负责人",
    "checks": ["X-01"],
    "for_each": {"ps": "application.products"},
    "needs": {"name": "application.products[{ps}].name", "main": "application.products[{ps}].main"},
    "when": "main",
    "text": "{ps}“{name}”是什么？",
    "why": "主要产品",
}

NATIONAL = load_checklist("hnte-2016")
CASES = [(question, case) for question in NATIONAL.questions for case in question.cases]


def write(folder: Path, *questions: dict[str, Any]) -> Path:
    file = folder / "questions.yaml"
    file.write_text(
        yaml.safe_dump({**HEADER, "questions": list(questions)}, allow_unicode=True), encoding="utf-8"
    )
    return file


def product(ps: str, main: bool | None = True) -> list[Fact]:
    place = (Evidence("a.pdf", 1, None, None, ps, "text", 1.0),)
    facts = [Fact(f"application.products[{ps}].name", f"产品{ps}", None, place)]
    return facts if main is None else [*facts, Fact(f"application.products[{ps}].main", main, None, place)]


def test_a_question_per_subject_that_calls_for_it(tmp_path: Path) -> None:
    checklist = load_checklist(write(tmp_path, QUESTION))
    facts = Facts([*product("PS01"), *product("PS02", main=False), *product("PS03", main=None)])
    (question,) = ask(checklist, facts)
    assert question.text == "PS01“产品PS01”是什么？"
    assert (question.person, question.subject, question.checks) == ("技术负责人", "PS01", ("X-01",))
    assert [place.file for place in question.evidence] == ["a.pdf"]


def test_no_more_than_asked_for(tmp_path: Path) -> None:
    checklist = load_checklist(write(tmp_path, {**QUESTION, "at_most": 2}))
    facts = Facts(fact for n in range(1, 6) for fact in product(f"PS0{n}"))
    assert [question.subject for question in ask(checklist, facts)] == ["PS01", "PS02"]


def test_its_identity_survives_another_value(tmp_path: Path) -> None:
    checklist = load_checklist(write(tmp_path, QUESTION))
    before = ask(checklist, Facts(product("PS01")))
    renamed = [Fact("application.products[PS01].name", "别名"), Fact("application.products[PS01].main", True)]
    after = ask(checklist, Facts(renamed))
    assert before[0].identity == after[0].identity


def test_a_fault_is_refused_with_its_line(tmp_path: Path) -> None:
    file = write(
        tmp_path, {**QUESTION, "when": "mian"}, {**QUESTION, "id": "Q-02", "needs": {"x": "no.such"}}
    )
    with pytest.raises(InvalidChecklistError) as error:
        load_checklist(file)
    texts = [str(problem) for problem in error.value.problems]
    assert any("mian" in text and "main" in text for text in texts)
    assert any("no.such" in text for text in texts)
    assert all(problem.line > 1 for problem in error.value.problems)


def test_one_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidChecklistError, match="重复"):
        load_checklist(write(tmp_path, QUESTION, QUESTION))


def test_an_overlay_replaces_and_drops_questions(tmp_path: Path) -> None:
    base = write(tmp_path, QUESTION, {**QUESTION, "id": "Q-02"}, {**QUESTION, "id": "Q-03"})
    changed = {**QUESTION, "id": "Q-02", "text": "{ps} 换一种问法"}
    overlay = tmp_path / "overlay.yaml"
    header = {**HEADER, "id": "u", "extends": str(base), "disable": ["Q-03"], "questions": [changed]}
    overlay.write_text(yaml.safe_dump(header, allow_unicode=True), encoding="utf-8")
    questions = ask(load_checklist(overlay), Facts(product("PS01")))
    assert [q.text for q in questions] == ["PS01“产品PS01”是什么？", "PS01 换一种问法"]


def test_a_checklist_of_rules_asks_nothing(tmp_path: Path) -> None:
    assert ask(load_checklist(write_checklist(tmp_path)), Facts(product("PS01"))) == ()


@pytest.mark.parametrize(("question", "case"), CASES, ids=[f"{q.id}-{c.name}" for q, c in CASES])
def test_the_national_questions_are_asked_as_their_cases_say(question: Any, case: Any) -> None:
    raised = questions_of(question, Facts(case.facts))
    assert len(raised) == case.asked
    assert all("{" not in q.text + q.why for q in raised)


def test_every_national_question_says_when_it_is_not_asked() -> None:
    silent = {q.id for q in NATIONAL.questions if any(case.asked == 0 for case in q.cases)}
    always = {
        "OQ-01",
        "OQ-02",
        "OQ-06",
        "OQ-07",
        "OQ-11",
        "OQ-14",
        "OQ-16",
        "OQ-22",
        "OQ-23",
        "OQ-26",
        "OQ-28",
        "OQ-29",
    }
    assert {q.id for q in NATIONAL.questions} - silent <= always  # these leave out a subject inside a case
