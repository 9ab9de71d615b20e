"""条件速览: the conditions with bars, the ranges of the score, and what an expert's pen could do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from prereview.checklist.finding import Verdict
from prereview.checklist.score import PASS_MARK
from prereview.checklist.stress import StressTest, stress_test
from prereview.feedback.places import place
from prereview.review.sheets.conditions import Condition, conditions_of
from prereview.tui.desk import Desk
from prereview.tui.lines import Row, columns, row, tail, wrapped
from prereview.tui.sheets.bars import level_bar, range_bar
from prereview.tui.sheets.base import Sheet, heading

SIGNS = {
    Verdict.PASS: ("✓", "good"),
    Verdict.FAIL: ("✖", "blocker"),
    Verdict.CANNOT_TELL: ("?", "unsure"),
    Verdict.NOT_APPLICABLE: ("·", "dim"),
}

STRESS_TITLES = {
    "C-05": "研发费用占销售收入",
    "C-06": "境内研发费用占比",
    "C-07": "高新收入占总收入",
    "X-RV-11": "主要产品占高新收入",
}
"""Conditions of the stress test by the rule they belong to."""

MOST_POINTS = {"ip": 30, "conversion": 30, "organisation": 20, "growth": 20}

WAN = Decimal(10_000)


class ConditionsSheet(Sheet):
    """One row a condition; Enter shows the pages its value was computed from."""

    name = "conditions"
    title = "条件速览"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._conditions = conditions_of(desk.review)
        self._stress = stress_test(desk.review.facts)

    def rows(self, cells: int) -> Sequence[Row]:
        """Conditions, score, stress test."""
        rows = [row((f"认定条件（办法第十一条）　{self._sum()}", "title"))]
        for condition in self._conditions:
            rows += self._condition(condition, cells)
        rows += self._score(cells)
        rows += self._pen(cells)
        return rows

    def _sum(self) -> str:
        counts = {v: sum(c.verdict is v for c in self._conditions) for v in SIGNS}
        return "　".join(f"{SIGNS[v][0]} {n}" for v, n in counts.items() if n)

    def _condition(self, condition: Condition, cells: int) -> list[Row]:
        sign, role = SIGNS[condition.verdict]
        evidence = [(f"{condition.title}：{condition.value}", e) for e in condition.evidence]
        id = self.rests_on(condition.id, evidence)
        long_threshold = condition.level is None
        runs = columns(
            (
                (sign, role, 1, "left"),
                (condition.id, "dim", 4, "left"),
                (condition.title, "bold", 18, "left"),
                (condition.value, "value", 16 if cells < 100 else 22, "right"),
                (condition.threshold, "", 12 if not long_threshold else 30, "left"),
            )
        )
        if long_threshold:
            rows = [row(*runs, id=id)]
        else:
            rows = [row(*runs, " ", (f"{condition.margin:>16}", role), id=id)]
            rows += self._bar(condition, cells, id)
        if condition.working:
            rows += wrapped(condition.working, cells, "dim", indent=7, id=id)
        if condition.evidence:
            pages = dict.fromkeys(place(e) for e in condition.evidence)
            first = "；".join(tail(p, 36) for p in list(pages)[:2])
            more = f" 等 {len(pages)} 处" if len(pages) > 2 else ""
            rows += [row(" " * 7, (f"{first}{more}", "dim"), id=id)]
        return rows

    def _bar(self, condition: Condition, cells: int, id: str) -> list[Row]:
        room = min(cells - 10, 60)
        if condition.id == "C-08":
            low, high = self.desk.review.score.ranges()["total"]
            bar = range_bar(low, high, 100, room, PASS_MARK)
        else:
            bar = level_bar(condition.level or 0.0, condition.limit or 1.0, room)
        return [row(" " * 7, (bar, SIGNS[condition.verdict][1]), id=id)]

    def _score(self, cells: int) -> list[Row]:
        low, high = self.desk.review.score.ranges()["total"]
        rows = heading("创新能力评分范围", f"合计 {low:g}～{high:g} 分，须大于 {PASS_MARK} 分，由专家评价")
        for name, part in self.desk.review.score.indicators().items():
            most = MOST_POINTS[name]
            bar = range_bar(part.low, part.high, most, 30)
            points = f"{part.low}～{part.high} / {most} 分"
            rows.append(
                row(
                    *columns(
                        (
                            (part.title, "bold", 22, "left"),
                            (points, "value", 16, "right"),
                            (bar, "", 30, "left"),
                        )
                    )
                )
            )
            for reason in part.reasons:
                rows += wrapped(reason, cells, "dim", indent=3)
        return rows

    def _pen(self, cells: int) -> list[Row]:
        rows = heading("核减影响", "专家核除研发活动或产品后，哪些条件会不再满足；█ 至 ┃ 为余量")
        test = self._stress
        if not test.ratios:
            return [*rows, row(("所需数据未读全，未计算", "unsure"))]
        for condition, ratio in test.ratios.items():
            id = self.rests_on(
                f"stress:{condition}",
                ((f"{STRESS_TITLES[condition]}", e) for f in ratio.inputs for e in f.evidence),
            )
            margin = f"可核减 {ratio.margin / WAN:,.2f} 万元" if ratio.margin >= 0 else "已不满足"
            runs = columns(
                (
                    (STRESS_TITLES[condition], "bold", 20, "left"),
                    (_percent(ratio.value), "value", 8, "right"),
                    (f"须 {'＞' if condition == 'X-RV-11' else '≥'} {_percent(ratio.floor)}", "", 11, "left"),
                    (margin, "", 24, "left"),
                )
            )
            rows.append(row(*runs, id=id))
        rows += self._strikes(test, cells)
        return rows

    def _strikes(self, test: StressTest, cells: int) -> list[Row]:
        rows: list[Row] = []
        for strike in (*test.single, *test.pairs):
            before, after = _percent(strike.before), _percent(strike.after)
            text = f"核除 {strike.name} → {STRESS_TITLES[strike.condition]} {before} 降为 {after}，不再满足"
            rows += wrapped(f"▲ {text}", cells, "must_fix", hanging=2)
        if not rows:
            rows.append(row(("✓ 核除任何一项或两项，以上条件仍然满足", "good")))
        return rows


def _percent(value: Decimal) -> str:
    """Two decimals, cut and not rounded: what is just below a threshold never reads as on it."""
    return f"{(value * 10_000).to_integral_value('ROUND_FLOOR') / 100:.2f}%"
