"""提问: what to ask whom, raised by this package, with the answers."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.checklist.questions import Question
from prereview.tui.desk import Desk
from prereview.tui.lines import Row, row, wrapped
from prereview.tui.sheets.base import Sheet, heading


class QuestionsSheet(Sheet):
    """Questions by person; an answer is kept in the store."""

    name = "questions"
    title = "提问"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.questions: tuple[Question, ...] = desk.review.questions

    def rows(self, cells: int) -> Sequence[Row]:
        """By person, in the order of the checklist."""
        if not self.questions:
            return [row(("这份材料没有引出需要当面询问的问题", "dim"))]
        answered = sum(q.identity in self.desk.answers() for q in self.questions)
        rows = [row((f"已回答 {answered}/{len(self.questions)}　a 记录回答　回车看原件", "dim"))]
        for person in dict.fromkeys(q.person for q in self.questions):
            members = [q for q in self.questions if q.person == person]
            rows += heading(person, f"{len(members)} 个问题")
            for question in members:
                rows += self._question(question, cells)
        return rows

    def _question(self, question: Question, cells: int) -> list[Row]:
        id = self.rests_on(question.identity, ((question.why, e) for e in question.evidence))
        answer = self.desk.answers().get(question.identity)
        sign = "✓" if answer else "□"
        rows = wrapped(f"{sign} {question.text}", cells, "dim" if answer else "bold", hanging=2, id=id)
        rows += wrapped(f"缘由　{question.why}", cells, "dim", indent=2, hanging=6, id=id)
        if answer:
            rows += wrapped(f"回答　{answer}", cells, "value", indent=2, hanging=6, id=id)
        return rows

    def question(self, id: str) -> Question | None:
        """A question by its identity."""
        return next((q for q in self.questions if q.identity == id), None)
