"""The parts of the opinion, in order."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date

from prereview.checklist.finding import Finding, Severity, Verdict
from prereview.checklist.formatting import mask_personal_data
from prereview.feedback.numbering import Numbered, number_findings
from prereview.feedback.opinion.paper import Paper
from prereview.feedback.places import place, side_line
from prereview.feedback.text import group_by_missing
from prereview.review import Review
from prereview.review.decisions import STATE_TITLES, Decisions
from prereview.review.sheets import SOURCES, conditions_of, coverage_of, ties_of
from prereview.review.sheets.coverage import PRESENCE_TITLES
from prereview.review.sheets.ties import TieCell
from prereview.settings import Settings

VERDICT_TITLES = {
    Verdict.PASS: "满足",
    Verdict.FAIL: "不满足",
    Verdict.CANNOT_TELL: "未能核对",
    Verdict.NOT_APPLICABLE: "不涉及",
}

ADVICE_ONLY = (
    "本意见依据所提供的材料形成，供企业修改完善材料参考，不是认定机构的决定，也不构成对认定结果的承诺。"
    "未读到、未能识别的内容一律列为“未能核对”，不视为通过。"
)

NOT_JUDGED = (
    "知识产权的技术先进程度、对主要产品的核心支持作用，由技术专家评价；",
    "材料、印章、签字的真伪，须查验原件；",
    "专利法律状态、信用信息、审计报告报备等外部登记信息，须联网核实；",
    "研发活动是否符合定义、费用归集是否真实，由专家结合凭证判断。",
)


def render_opinion(
    review: Review,
    decisions: Decisions | None = None,
    settings: Settings | None = None,
    today: date | None = None,
) -> bytes:
    """The opinion as the bytes of a DOCX file.

    Findings that a reviewer dismissed are left out of the problem list and named
    at the end with the reason; what a reviewer added stands with the others.
    """
    paper = Paper()
    writing = _Opinion(paper, review, decisions or Decisions(), settings or Settings(), today or date.today())
    for part in writing.parts():
        part()
    stream = io.BytesIO()
    paper.document.core_properties.title = "高新技术企业认定申报材料预审意见书"
    paper.document.core_properties.author = ""
    paper.document.save(stream)
    return stream.getvalue()


class _Opinion:
    """One opinion being written."""

    def __init__(
        self, paper: Paper, review: Review, decisions: Decisions, settings: Settings, today: date
    ) -> None:
        self.paper = paper
        self.review = review
        self.decisions = decisions
        self.settings = settings
        self.today = today
        numbered = number_findings(review)
        dismissed = {n.label for n in numbered if self._state(n) == "dismissed"}
        self.problems = [
            n for n in numbered if n.finding.verdict is Verdict.FAIL and n.label not in dismissed
        ]
        self.dismissed = [n for n in numbered if n.label in dismissed]

    def _state(self, numbered: Numbered) -> str | None:
        return self.decisions.of(numbered.finding.identity).state

    def parts(self) -> Iterable[Callable[[], None]]:
        """The parts in the order they are printed."""
        return (
            self.head,
            self.conclusion,
            self.conditions,
            self.score,
            self.problem_list,
            self.missing_papers,
            self.ties,
            self.to_explain,
            self.not_checked,
            self.correction_list,
            self.passed,
            self.files,
            self.signature,
        )

    def head(self) -> None:
        facts = self.review.facts
        if self.settings.office:
            self.paper.title(self.settings.office, 14)
        self.paper.title("高新技术企业认定申报材料预审意见书")
        firm = facts.value("derived.firm_name") or self.review.name
        code = facts.value("licence.uscc") or facts.value("application.uscc") or "未读到"
        applied = facts.value("derived.applied_on")
        read, total = self.review.page_counts()
        tool = self.review.tool
        self.paper.table(
            ("项目", "内容", "项目", "内容"),
            (
                ("企业名称", str(firm), "统一社会信用代码", str(code)),
                ("申请日期", str(applied or "未读到"), "预审日期", self.today.isoformat()),
                ("材料份数", f"{len(self.review.files)} 份", "读取页数", f"{read}/{total} 页"),
                (
                    "预审人员",
                    self.settings.reviewer,
                    "检查清单",
                    f"{tool.checklist} {tool.checklist_version}",
                ),
            ),
            (2.4, 5.8, 3.2, 4.8),
        )
        self.paper.text(ADVICE_ONLY)

    def conclusion(self) -> None:
        self.paper.heading("一、结论")
        self.paper.text(self.review.summary.verdict, bold=True)
        counts = {s: sum(n.finding.severity is s for n in self.problems) for s in Severity}
        self.paper.text(
            f"一票否决 {counts[Severity.BLOCKER]} 项，必改 {counts[Severity.MUST_FIX]} 项，"
            f"需说明 {counts[Severity.EXPLAIN]} 项，提示 {counts[Severity.HINT]} 项，"
            f"未能核对 {self.review.summary.cannot_tell} 项，通过 {self.review.summary.passed} 项。"
        )

    def conditions(self) -> None:
        self.paper.heading("二、认定条件速览")
        rows = [
            (
                c.id,
                c.title,
                c.value,
                c.threshold,
                c.margin,
                VERDICT_TITLES[c.verdict],
                _working(c.working, c.evidence),
            )
            for c in conditions_of(self.review)
        ]
        self.paper.table(
            ("编号", "条件", "材料显示", "要求", "余量", "核对", "计算与出处"),
            rows,
            (1.2, 2.6, 2.6, 2.5, 2.0, 1.6, 3.9),
        )

    def score(self) -> None:
        self.paper.heading("三、企业创新能力评分范围")
        rows = [
            (part.title, f"{part.low}～{part.high}", "\n".join(part.reasons))
            for part in self.review.score.indicators().values()
        ]
        low, high = self.review.score.ranges()["total"]
        rows.append(("合计", f"{low:g}～{high:g}", "须大于 70 分；最终得分由专家评价"))
        self.paper.table(("指标", "范围（分）", "依据"), rows, (3.4, 2.2, 10.8))

    def problem_list(self) -> None:
        self.paper.heading("四、问题清单")
        if not self.problems and not self.decisions.own:
            self.paper.text("已核对的内容中未发现需要修改之处。")
        for section, title in self.review.sections:
            members = [n for n in self.problems if n.finding.section == section]
            if members:
                self.paper.heading(title, 2)
                self.paper.table(
                    ("编号", "级别", "问题与依据", "两处内容与出处", "处理"),
                    [self._row(n) for n in members],
                    (1.2, 1.5, 4.9, 5.6, 3.2),
                )
        if self.decisions.own:
            self.paper.heading("预审人员补充", 2)
            rows = [
                (f"补{i}", f.title, f"{f.file or ''}{f' 第{f.page}页' if f.page else ''}")
                for i, f in enumerate(self.decisions.own.values(), 1)
            ]
            self.paper.table(("编号", "问题", "位置"), rows, (1.4, 9.0, 6.0))

    def _row(self, numbered: Numbered) -> tuple[str, ...]:
        finding = numbered.finding
        decision = self.decisions.of(finding.identity)
        state = f"\n（{STATE_TITLES[decision.state]}）" if decision.state else ""
        comments = [f"批注：{c}" for c in decision.comments]
        problem = "\n".join((f"{finding.message}", f"依据：{finding.basis}", *comments))
        sides = "\n".join(side_line(side) for side in finding.sides) or "—"
        working = f"\n计算：{finding.working}" if finding.working else ""
        return (numbered.label, f"{numbered.weight}{state}", problem, sides + working, finding.advice)

    def missing_papers(self) -> None:
        self.paper.heading("五、材料清单")
        rows = [
            (
                m.title,
                PRESENCE_TITLES[m.presence],
                f"{m.count} 份、{m.pages} 页" if m.count else "—",
                m.issuer if m.presence in ("missing", "unsure") else "",
            )
            for m in coverage_of(self.review)
        ]
        self.paper.table(("材料", "情况", "份数", "由谁出具"), rows, (7.0, 2.0, 3.0, 4.4))

    def ties(self) -> None:
        rows = [
            (row.title, str(row.year), *(_tie(cell) for cell in row.cells))
            for row in ties_of(self.review.facts)
        ]
        if rows:
            self.paper.heading("六、数据勾稽（单位：元）")
            self.paper.table(("项目", "年度", *SOURCES), rows, (3.2, 1.2, 3.0, 3.0, 3.0, 3.0))
            self.paper.text("括号内为与左起第一处数据的差额；各口径允许不同的，由财务人员说明。")

    def to_explain(self) -> None:
        items = [n for n in self.problems if n.finding.severity is Severity.EXPLAIN]
        if items:
            self.paper.heading("七、需要准备说明的事项")
            for numbered in items:
                self.paper.text(
                    f"{numbered.label}　{numbered.finding.message}。{numbered.finding.advice}。", indent=True
                )

    def not_checked(self) -> None:
        self.paper.heading("八、未能核对和不作判断的事项")
        for source, findings in group_by_missing(self.review.undecided()):
            titles = "、".join(dict.fromkeys(f.title for f in findings))
            self.paper.text(f"{source}：{titles}", indent=True)
        for file in self.review.files:
            if file.problem:
                self.paper.text(f"{file.path}：{file.problem}", indent=True)
        for line in NOT_JUDGED:
            self.paper.text(line, indent=True)

    def correction_list(self) -> None:
        work = [n for n in self.problems if n.finding.severity in (Severity.BLOCKER, Severity.MUST_FIX)]
        if work:
            self.paper.heading("九、修改清单")
            rows = [(n.label, n.finding.title + _of(n.finding), n.finding.advice, "", "", "") for n in work]
            self.paper.table(
                ("编号", "事项", "如何修改", "责任人", "期限", "完成"), rows, (1.2, 4.6, 6.0, 1.8, 1.6, 1.2)
            )

    def passed(self) -> None:
        self.paper.heading("十、已核对通过的事项")
        titles: dict[str, list[str]] = {}
        for finding in self.review.findings:
            if finding.verdict is Verdict.PASS:
                titles.setdefault(finding.section, [])
                if finding.title not in titles[finding.section]:
                    titles[finding.section].append(finding.title)
        for section, title in self.review.sections:
            if section in titles:
                self.paper.text(f"{title}：{'、'.join(titles[section])}", indent=True)
        for numbered in self.dismissed:
            reason = self.decisions.of(numbered.finding.identity).reason
            self.paper.text(
                f"经预审人员认定不成立：{numbered.label} {numbered.finding.title}（{reason}）", indent=True
            )

    def files(self) -> None:
        self.paper.heading("附：本次预审的材料版本")
        rows = [(f.path, f"{f.page_count} 页", f.sha256[:12]) for f in self.review.files]
        self.paper.table(("文件", "页数", "校验值（SHA-256 前 12 位）"), rows, (10.4, 1.8, 4.2))

    def signature(self) -> None:
        self.paper.text("")
        self.paper.text(
            f"预审人员：{self.settings.reviewer or '________________'}　　　　　　企业确认：________________"
        )
        self.paper.text(f"日期：{self.today.year} 年 {self.today.month} 月 {self.today.day} 日")
        self.paper.footer("高新技术企业认定申报材料预审意见书")


def _working(working: str, evidence: tuple[object, ...]) -> str:
    places = dict.fromkeys(place(e) for e in evidence[:2])  # type: ignore[arg-type]
    return mask_personal_data("\n".join(part for part in (working, *places) if part))


def _of(finding: Finding) -> str:
    return f"（{finding.subject}）" if finding.subject else ""


def _tie(cell: TieCell) -> str:
    if cell.fact is None:
        return "—"
    text = f"{cell.fact.value:,.2f}"
    return text if cell.equal else f"{text}\n（{cell.difference:+,.2f}）"
