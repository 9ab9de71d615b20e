"""会谈: the steps of a one-on-one session in their order, and what is left to cover.

The order is that of practice (call, intake, completeness, hard conditions, the walk by
category, cross-links, questions, score, opinion, corrections, second look, release).
A step is ticked by the person; beside it stands what the package says about it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from prereview.checklist.finding import Verdict
from prereview.checklist.links import link_matrix
from prereview.review.sheets.conditions import conditions_of
from prereview.review.sheets.coverage import coverage_of
from prereview.tui.cells import pad
from prereview.tui.desk import Desk
from prereview.tui.lines import Row, row, wrapped
from prereview.tui.sheets.base import Sheet, heading

STEP = "step:"
"""Begins the target of the event that ticks a step."""

DONE = "完成"

WALK = (
    "identity", "ip", "rd", "cost", "ledger", "income", "field", "conversion", "evidence", "organisation",
    "people", "finance", "audit", "seals", "time", "text", "files",
)  # fmt: skip
"""Sections in the order they are walked through; others follow."""


class Step(msgspec.Struct, frozen=True):
    """One step; `leads` is the sheet or action behind it, `state` says where it stands."""

    id: str
    title: str
    what: str
    leads: str | None
    state: Callable[[Desk], str]


def _progress(desk: Desk) -> str:
    decided, problems = desk.progress()
    return f"已处理 {decided}/{problems}"


def _coverage(desk: Desk) -> str:
    missing = [m.title for m in coverage_of(desk.review) if m.presence == "missing"]
    unsure = sum(m.presence == "unsure" for m in coverage_of(desk.review))
    parts = [f"缺 {len(missing)} 种" if missing else "", f"未能确认 {unsure} 种" if unsure else ""]
    return "，".join(p for p in parts if p) or "齐全"


def _conditions(desk: Desk) -> str:
    found = conditions_of(desk.review)
    failed = sum(c.verdict is Verdict.FAIL for c in found)
    unsure = sum(c.verdict is Verdict.CANNOT_TELL for c in found)
    return f"不满足 {failed}，未能核对 {unsure}，共 {len(found)} 项"


def _links(desk: Desk) -> str:
    matrix = link_matrix(desk.review.facts)
    return f"失效引用 {len(matrix.dead())}，闲置知识产权 {len(matrix.idle_rights())}"


def _questions(desk: Desk) -> str:
    answered = sum(q.identity in desk.answers() for q in desk.review.questions)
    return f"已回答 {answered}/{len(desk.review.questions)}"


def _score(desk: Desk) -> str:
    low, high = desk.review.score.ranges()["total"]
    return f"{low:g}～{high:g} 分"


def _intake(desk: Desk) -> str:
    facts = desk.review.facts
    year = getattr(facts.value("derived.applied_on"), "year", None)
    return "　".join(
        str(v)
        for v in (f"{year} 年申报" if year else "申报年度未读到", facts.value("application.field"))
        if v
    )


def _corrections(desk: Desk) -> str:
    work = sum(f.severity.rank <= 1 for f in desk.review.failing())
    return f"{work} 项须修改"


def _rounds(desk: Desk) -> str:
    return f"第 {max(len(desk.opened.rounds), 1)} 轮"


def _read(desk: Desk) -> str:
    read, total = desk.review.page_counts()
    return f"{len(desk.review.files)} 份文件，读取 {read}/{total} 页"


STEPS = (
    Step("P-10", "预约与收件", "登记企业，提前收到材料", None, _read),
    Step("P-11", "基本情况", "批次、首次或重新认定、行业、中介机构、联系人", None, _intake),
    Step("P-12", "材料齐全", "逐份对照清单，记录缺件", "coverage", _coverage),
    Step("P-13", "先看硬条件", "十分钟内核对认定条件，不满足的当场说明", "conditions", _conditions),
    Step(
        "P-14",
        "逐类过一遍",
        "按知识产权、研发、费用、收入、转化、管理、人员、报表、签章的顺序",
        "walk",
        _progress,
    ),
    Step("P-15", "对应关系", "研发、知识产权、产品、转化对照", "links", _links),
    Step("P-16", "当面提问", "技术、财务、人事、管理、销售", "questions", _questions),
    Step("P-17", "评分范围", "四项指标的范围和薄弱处", "conditions", _score),
    Step("P-18", "书面意见", "w 生成意见书", "opinion", _progress),
    Step("P-19", "修改清单", "谁、改什么、何时完成（在意见书内）", "opinion", _corrections),
    Step("P-20", "复看", "企业修改后再看，只核对变化之处", "rounds", _rounds),
    Step("P-21", "放行", "最后核对签字、版本和文件大小", None, lambda desk: ""),
)
"""The steps of a session (P-10 to P-21)."""


class SessionSheet(Sheet):
    """Steps, then what is left to cover."""

    name = "session"
    title = "会谈"

    def rows(self, cells: int) -> Sequence[Row]:
        """Steps with a box each, then what is left."""
        done = sum(self.is_done(step.id) for step in STEPS)
        rows = [row((f"已完成 {done}/{len(STEPS)} 步　␣ 完成　回车 前往　t 计时　b 大字　w 意见书", "dim"))]
        for step in STEPS:
            rows += self._step(step, cells)
        return [*rows, *self._left(cells)]

    def _step(self, step: Step, cells: int) -> list[Row]:
        done = self.is_done(step.id)
        state = step.state(self.desk)
        head = row(
            ("☑ " if done else "☐ ", "good" if done else "bold"),
            (f"{step.id} ", "dim"),
            (pad(step.title, 14), "dim" if done else "bold"),
            (state, "value"),
            id=STEP + step.id,
        )
        return [head, *wrapped(step.what, cells, "dim", indent=7, id=STEP + step.id)]

    def _left(self, cells: int) -> list[Row]:
        rows = heading("尚未处理", "按走查顺序；回车前往该类问题")
        titles = dict(self.desk.sections())
        order = [s for s in WALK if s in titles] + [s for s in titles if s not in WALK]
        for section in order:
            members = [
                item
                for item in self.desk.items()
                if item.section == section
                and (item.own or (item.finding and item.finding.verdict is Verdict.FAIL))
                and self.desk.decision(item.identity).state is None
            ]
            if members:
                rows.append(
                    row((pad(titles[section], 18), "bold"), f"{len(members)} 项", id=f"section:{section}")
                )
        if len(rows) == 2:
            rows.append(row(("✓ 全部问题都已处理", "good")))
        unanswered = [q for q in self.desk.review.questions if q.identity not in self.desk.answers()]
        if unanswered:
            rows += heading("尚未提问", f"{len(unanswered)} 个")
            for question in unanswered[:8]:
                rows += wrapped(f"{question.person}　{question.text}", cells, hanging=4)
        return rows

    def is_done(self, step: str) -> bool:
        """Whether a person ticked a step."""
        return self.desk.answers().get(STEP + step) == DONE
