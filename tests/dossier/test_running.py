"""Sentences over line breaks."""

from __future__ import annotations

from prereview.dossier.finders.running import RunningText
from tests.dossier.pages import line, paragraph

LINES = [
    line("近三年研究开发费用总额为人民币18,951,", x=72, top=100),
    line("262.92 元，其中境内 100%。", x=60, top=118),
]


def test_a_find_spans_lines_and_knows_them():
    find = RunningText(LINES).find(r"人民币([\d,.]+)元")
    assert find is not None
    assert find.match[1] == "18,951,262.92"
    assert find.place.text == "人民币18,951,262.92元"
    assert (find.place.page, find.place.box.x0, find.place.box.top) == (1, 60, 100)


def test_the_comma_inside_a_figure_ends_no_clause():
    text = RunningText(LINES)
    assert text.clause_before(text.text.index("元")) == "近三年研究开发费用总额为人民币18,951,262.92"
    assert text.clause_before(text.text.index("100%")) == "其中境内"


def test_paragraphs_have_places_in_words():
    find = RunningText([paragraph("甲"), paragraph("审计了乙", 7)]).find("审计了")
    assert find is not None
    assert find.place.where == "paragraph 7"
