"""模拟专家评价表: the fields of the experts' three forms, filled as far as they can be computed.

The forms are 附件3 (technical expert), 附件4 (financial expert) and 附件5 (group) of
国科发火〔2016〕195号. What experts judge is left to them: it is shown as a range, or
named as theirs. A field about conformity repeats what the checklist found, never
more. Nothing here is a forecast of a vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from prereview.checklist.finding import Finding, Severity, Verdict
from prereview.checklist.formatting import wan
from prereview.checklist.score import PASS_MARK, Indicator
from prereview.checklist.stress import stress_test
from prereview.dossier.facts import Evidence
from prereview.review.model import Review
from prereview.review.sheets.conditions import conditions_of

Answer = Literal["yes", "no", "open", "value", "experts"]
"""`yes` 符合, `no` 有待更正, `open` 未能核对, `value` a figure of the papers, `experts` theirs to give."""

UNREAD = "未读到"
EXPERTS = "由专家评价"
LINE_MARK = "　· "
"""Before the title of a line that belongs to the field above it."""


class Field(msgspec.Struct, frozen=True):
    """One field of a form: what it asks, what can be filled in, what that rests on."""

    title: str
    filled: str
    answer: Answer
    note: str = ""
    places: tuple[Evidence, ...] = ()


class ExpertForm(msgspec.Struct, frozen=True):
    """One form; `title` names it as the guide does."""

    title: str
    fields: tuple[Field, ...]


def expert_forms_of(review: Review) -> tuple[ExpertForm, ...]:
    """The three forms in the order of the guide."""
    filling = _Filling(review)
    return (
        ExpertForm("附件3 技术专家评价表", tuple(filling.technical())),
        ExpertForm("附件4 财务专家评价表", tuple(filling.financial())),
        ExpertForm("附件5 专家组综合评价表", tuple(filling.group())),
    )


class _Filling:
    """Fields from one review."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._facts = review.facts
        self._score = review.score
        self._conditions = {c.id: c for c in conditions_of(review)}

    # ---- the forms

    def technical(self) -> Iterator[Field]:
        """附件3."""
        yield self._conformity("企业提交的资料是否符合要求", sections=("materials", "files"))
        yield self._conformity("企业是否注册成立一年以上", rules=("C-01",))
        yield self._conformity("是否获得符合条件的知识产权", rules=("C-02",))
        yield self._field()
        yield self._share("科技人员占职工总数的比例", "C-04")
        yield from self._activities()
        yield from self._products()
        for indicator in (self._score.ip, self._score.conversion, self._score.organisation):
            yield from _scores(indicator)
        yield Field("综合评价、签名、日期", EXPERTS, "experts")

    def financial(self) -> Iterator[Field]:
        """附件4."""
        yield self._conformity("财务资料是否符合要求", sections=("finance",), rules=("M-20", "M-21"))
        yield self._conformity("中介机构资质是否符合要求", starting=("A-",), rules=("M-23",))
        yield self._conformity("审计（鉴证）报告是否符合要求", starting=("X-AU-",), rules=("M-18", "M-19"))
        yield self._conformity("研究开发费用归集是否符合要求", starting=("X-RE-",))
        yield self._conformity("高新技术产品（服务）收入归集是否符合要求", starting=("X-RV-", "X-PS-"))
        for path, title in (("sales", "销售收入"), ("net_assets", "净资产")):
            yield self._yearly(path, title)
        yield from _scores(self._score.growth)
        yield self._three_years("近三年销售收入合计", "application.years[*].sales")
        yield self._money("近三年研究开发费用总额", "application.rd_total")
        yield self._money("近一年企业总收入", "application.gross_income")
        yield Field("签名、日期", EXPERTS, "experts")

    def group(self) -> Iterator[Field]:
        """附件5."""
        yield self._conformity("注册成立一年以上", rules=("C-01",))
        yield self._conformity("获得符合条件的知识产权", rules=("C-02",))
        yield self._field()
        yield self._share("科技人员占职工总数的比例", "C-04")
        yield self._share("研究开发费用总额占销售收入总额的比例", "C-05")
        yield self._share("境内研究开发费用占全部研究开发费用的比例", "C-06")
        yield self._share("高新技术产品（服务）收入占总收入的比例", "C-07")
        for indicator in self._score.indicators().values():
            yield _range(f"{indicator.title}得分", indicator.low, indicator.high)
        low, high = self._score.ranges()["total"]
        yield _range("创新能力评价总分", low, high, f"须大于 {PASS_MARK} 分，专家打分取平均")
        yield self._conformity(
            "未发生重大安全、质量事故和严重环境违法", rules=("C-09",), note="依申请书和承诺书所填"
        )
        yield Field("是否认定、不认定的理由", EXPERTS, "experts")

    # ---- kinds of fields

    def _conformity(
        self,
        title: str,
        *,
        rules: tuple[str, ...] = (),
        starting: tuple[str, ...] = (),
        sections: tuple[str, ...] = (),
        note: str = "",
    ) -> Field:
        """Yes, to be mended, or undecided, as the checklist found for these rules."""
        about = [
            f
            for f in self._review.findings
            if f.rule in rules or f.section in sections or (starting and f.rule.startswith(starting))
        ]
        heavy = [f for f in about if f.severity in (Severity.BLOCKER, Severity.MUST_FIX)]
        wrong = [f for f in heavy if f.verdict is Verdict.FAIL and f.cause is None]
        if wrong:
            places = tuple(dict.fromkeys(e for f in wrong for e in f.evidence))
            return Field(title, "有待更正", "no", _named(wrong), places)
        unread = [f for f in heavy if f.verdict is Verdict.CANNOT_TELL]
        if unread or not any(f.verdict is Verdict.PASS for f in about):
            return Field(title, "未能核对", "open", _named(unread) or note)
        return Field(title, "未发现不符", "yes", note)

    def _field(self) -> Field:
        """The level-three field, by the rule on it."""
        stated = self._facts.get("application.field")
        checked = self._conformity("", rules=("C-03",), starting=("X-TF-",))
        shown = str(stated.value) if stated else UNREAD
        places = stated.evidence if stated else ()
        return Field("核心技术所属技术领域", shown, checked.answer, checked.note, places)

    def _share(self, title: str, rule: str) -> Field:
        """A ratio as the sheet of conditions shows it."""
        condition = self._conditions[rule]
        if condition.level is None:
            return Field(title, UNREAD, "open")
        checked = self._conformity("", rules=(rule,))
        return Field(title, condition.value, checked.answer, condition.working, condition.evidence)

    def _activities(self) -> Iterator[Field]:
        count = len(self._facts.keys_of("application.rd"))
        fatal = stress_test(self._facts).fatal("C-05", "C-06")
        note = f"核除任一项即不满足条件：{'、'.join(fatal)}" if fatal else ""
        yield Field(
            "研发活动核定数、核除编号",
            f"申报 {count} 项，核定数{EXPERTS}" if count else UNREAD,
            "experts",
            note,
        )
        yield self._money("研究开发费用核定总额", "application.rd_total", "申报数")
        yield self._money("其中：在中国境内发生的总额", "application.rd_domestic", "申报数")

    def _products(self) -> Iterator[Field]:
        count = len(self._facts.keys_of("application.products"))
        fatal = stress_test(self._facts).fatal("C-07", "X-RV-11")
        note = f"核除任一项即不满足条件：{'、'.join(fatal)}" if fatal else ""
        yield Field(
            "产品（服务）核定数、核除编号",
            f"申报 {count} 项，核定数{EXPERTS}" if count else UNREAD,
            "experts",
            note,
        )
        yield self._money("产品（服务）收入核定总额", "application.ht_income", "申报数")

    def _money(self, title: str, path: str, note: str = "") -> Field:
        fact = self._facts.get(path)
        if fact is None or not isinstance(fact.value, Decimal):
            return Field(title, UNREAD, "open")
        return Field(title, wan(fact.value), "value", note, fact.evidence)

    def _yearly(self, name: str, title: str) -> Field:
        found = {
            year: fact
            for year in sorted(self._facts.keys_of("application.years"))
            if (fact := self._facts.get(f"application.years[{year}].{name}"))
        }
        shown = "；".join(f"{year} 年 {wan(fact.value)}" for year, fact in found.items())
        places = tuple(dict.fromkeys(e for fact in found.values() for e in fact.evidence))
        return Field(f"近三年{title}", shown or UNREAD, "value" if found else "open", "", places)

    def _three_years(self, title: str, pattern: str) -> Field:
        found = [f for f in self._facts.match(pattern) if isinstance(f.value, Decimal)]
        years = self._facts.value("derived.accounting_years")
        if not found or not isinstance(years, tuple) or len(found) < len(years):
            return Field(title, UNREAD, "open")
        total = sum((f.value for f in found if isinstance(f.value, Decimal)), Decimal(0))
        places = tuple(dict.fromkeys(e for f in found for e in f.evidence))
        return Field(title, wan(total), "value", "申报数相加", places)


def _scores(indicator: Indicator) -> Iterator[Field]:
    """The indicator, then its lines where the form prints several."""
    yield _range(indicator.title, indicator.low, indicator.high)
    if len(indicator.lines) > 1:
        for line in indicator.lines:
            yield _range(f"{LINE_MARK}{line.title}", line.low, line.high)


def _range(title: str, low: int, high: int, note: str = "") -> Field:
    shown = f"{low} 分" if low == high else f"{low}～{high} 分"
    return Field(title, shown, "experts", note)


def _named(findings: list[Finding]) -> str:
    """The titles of some findings, each once, at most four."""
    titles = list(dict.fromkeys(f.title for f in findings))
    return "、".join(titles[:4]) + (f" 等 {len(titles)} 项" if len(titles) > 4 else "")


__all__ = ["Answer", "ExpertForm", "Field", "expert_forms_of"]
