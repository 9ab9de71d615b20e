"""条件速览: the conditions of 办法第十一条, each with its value, threshold, margin and working.

The verdict is that of the checklist's findings; this sheet computes no verdict of
its own. Margins are in the unit people think in: days, persons, 万元.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

import msgspec

from prereview.checklist.finding import Verdict
from prereview.checklist.formatting import percent
from prereview.dossier.facts import Evidence, Fact, Facts
from prereview.review.model import Review

WAN = Decimal(10_000)
SCORE_FLOOR = 70
"""The score must be above this: 第十一条（七）, 195号 三（七）."""

Share = Decimal


class Condition(msgspec.Struct, frozen=True):
    """One condition as the sheet shows it.

    `value`, `threshold` and `margin` are text with units; `level` and `limit` are
    the numbers behind them where a bar can be drawn (same unit, limit above 0).
    """

    id: str
    title: str
    verdict: Verdict
    value: str
    threshold: str
    margin: str = ""
    working: str = ""
    level: float | None = None
    limit: float | None = None
    evidence: tuple[Evidence, ...] = ()


def conditions_of(review: Review) -> tuple[Condition, ...]:
    """The conditions in the order of the article."""
    verdicts: dict[str, Verdict] = {}
    for finding in review.findings:
        known = verdicts.get(finding.rule)
        verdicts[finding.rule] = finding.verdict if known is None else _worse(known, finding.verdict)
    build = _Builder(review.facts, verdicts)
    return (
        build.days(),
        build.rights(),
        build.field(),
        build.share("C-04", "科技人员占职工总数", "derived.staff_tech_ratio", Decimal("0.1"), build.persons),
        build.rd_ratio(),
        build.share(
            "C-06",
            "境内研发费用占比",
            "derived.rd_domestic_ratio",
            Decimal("0.6"),
            build.money("application.rd_domestic", "application.rd_total"),
        ),
        build.share(
            "C-07",
            "高新收入占总收入",
            "derived.ht_income_ratio",
            Decimal("0.6"),
            build.money("application.ht_income", "application.gross_income"),
        ),
        _score(review, verdicts),
        build.incident(),
    )


_ORDER = (Verdict.FAIL, Verdict.CANNOT_TELL, Verdict.PASS, Verdict.NOT_APPLICABLE)


def _worse(a: Verdict, b: Verdict) -> Verdict:
    return min(a, b, key=_ORDER.index)


class _Builder:
    """Rows from the facts of one package."""

    def __init__(self, facts: Facts, verdicts: dict[str, Verdict]) -> None:
        self._facts = facts
        self._verdicts = verdicts

    def verdict(self, rule: str) -> Verdict:
        """What the checklist says; nothing said is not a pass."""
        return self._verdicts.get(rule, Verdict.CANNOT_TELL)

    def _number(self, path: str) -> Decimal | None:
        value = self._facts.value(path)
        if isinstance(value, bool):
            return None
        return Decimal(value) if isinstance(value, int | Decimal) else None

    def days(self) -> Condition:
        """第十一条（一）."""
        fact = self._facts.get("derived.days_registered")
        days = self._number("derived.days_registered")
        return Condition(
            "C-01",
            "注册成立年限",
            self.verdict("C-01"),
            _unread(days, lambda d: f"{d} 天"),
            "≥ 365 天",
            _unread(days, lambda d: f"{d - 365:+} 天", ""),
            fact.working or "" if fact else "",
            _float(days),
            365.0,
            fact.evidence if fact else (),
        )

    def rights(self) -> Condition:
        """第十一条（二）."""
        one, two = self._number("application.ip_class1"), self._number("application.ip_class2")
        rows = self._facts.keys_of("application.ip")
        counted = f"Ⅰ类 {one} 件、Ⅱ类 {two} 件" if one is not None and two is not None else ""
        listed = f"清单 {len(rows)} 项" if rows else ""
        value = "，".join(part for part in (counted, listed) if part) or "未读到"
        evidence = _evidence(self._facts, "application.ip_class1", "application.ip_class2")
        return Condition(
            "C-02",
            "主要产品知识产权",
            self.verdict("C-02"),
            value,
            "主要产品有自主知识产权",
            evidence=evidence,
        )

    def field(self) -> Condition:
        """第十一条（三）."""
        field = self._facts.value("application.field")
        return Condition(
            "C-03",
            "技术领域",
            self.verdict("C-03"),
            str(field or "未读到"),
            "属于国家重点支持的高新技术领域",
            evidence=_evidence(self._facts, "application.field"),
        )

    def share(
        self, rule: str, title: str, path: str, limit: Share, margin: Callable[[Share], str]
    ) -> Condition:
        """A ratio with a fixed floor, included."""
        fact = self._facts.get(path)
        value = self._number(path)
        return Condition(
            rule,
            title,
            self.verdict(rule),
            _unread(value, lambda share: share_text(share, limit)),
            f"≥ {limit * 100:.0f}%",
            margin(limit) if value is not None else "",
            _working(fact),
            _float(value),
            float(limit),
            fact.evidence if fact else (),
        )

    def rd_ratio(self) -> Condition:
        """第十一条（五）: the floor depends on last year's sales."""
        floor = self._number("derived.rd_ratio_floor") or Decimal("0.05")
        sales = [f.value for f in self._facts.match("application.years[*].sales")]
        total = sum((s for s in sales if isinstance(s, Decimal)), Decimal(0))
        cost = self._number("application.rd_total")

        def margin(limit: Share) -> str:
            return "" if cost is None else _wan(cost - limit * total)

        return self.share("C-05", "研发费用占销售收入", "derived.rd_ratio", floor, margin)

    def persons(self, limit: Share) -> str:
        """Technical staff above what the share asks for."""
        tech, total = self._number("application.staff_tech"), self._number("application.staff_total")
        if tech is None or total is None:
            return ""
        needed = (limit * total).to_integral_value(ROUND_CEILING)
        return f"{tech - needed:+} 人"

    def money(self, part: str, whole: str) -> Callable[[Share], str]:
        """Yuan above what the share asks for, in 万元."""

        def margin(limit: Share) -> str:
            a, b = self._number(part), self._number(whole)
            return "" if a is None or b is None else _wan(a - limit * b)

        return margin

    def incident(self) -> Condition:
        """第十一条（八）."""
        value = self._facts.value("application.incident")
        told = "未读到" if value is None else "有" if value else "无"
        return Condition(
            "C-09",
            "重大事故和环境违法",
            self.verdict("C-09"),
            told,
            "申请前一年内无",
            evidence=_evidence(self._facts, "application.incident"),
        )


def _score(review: Review, verdicts: dict[str, Verdict]) -> Condition:
    """第十一条（七）: a range; between certain failure and certain success experts decide."""
    low, high = review.score.ranges()["total"]
    verdict = Verdict.CANNOT_TELL
    if high <= SCORE_FLOOR:
        verdict = Verdict.FAIL
    elif low > SCORE_FLOOR:
        verdict = Verdict.PASS
    return Condition(
        "C-08",
        "创新能力评价",
        verdicts.get("C-08", verdict),
        f"{low:g}～{high:g} 分",
        f"＞ {SCORE_FLOOR} 分",
        "由专家评价",
        level=float(high),
        limit=float(SCORE_FLOOR),
    )


def _unread(value: Decimal | None, show: Callable[[Decimal], str], otherwise: str = "未读到") -> str:
    return otherwise if value is None else show(value)


def share_text(value: Decimal, limit: Decimal | None = None) -> str:
    """A ratio with two decimals, with more where these would lift it to its floor: 9.996 % is not 10 %."""
    shown = (value * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return percent(value) if limit is not None and value < limit <= shown / 100 else f"{shown}%"


def _wan(yuan: Decimal) -> str:
    return f"{yuan / WAN:+,.2f} 万元"


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _working(fact: Fact | None) -> str:
    return fact.working or "" if fact else ""


def _evidence(facts: Facts, *paths: str) -> tuple[Evidence, ...]:
    return tuple(e for path in paths if path in facts for e in facts[path].evidence)
