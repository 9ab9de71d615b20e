"""The parts of an opinion that stand for the whole package: head, conclusion, conditions, score, limits."""

from __future__ import annotations

from prereview.checklist.finding import SEVERITY_TITLES, Severity
from prereview.checklist.score import PASS_MARK
from prereview.feedback.numbering import labels_of
from prereview.feedback.opinion.matter import Matter
from prereview.feedback.paper import Paper, Words
from prereview.feedback.sides import subject_of
from prereview.feedback.undecided import group_by_missing, matters_of
from prereview.feedback.wording import ADVICE_ONLY, NOT_JUDGED, TITLE, VERDICT_TITLES
from prereview.review.rounds import CHANGE_TITLES, Change, Difference, count_changes
from prereview.review.sheets import conditions_of

TITLES_SHOWN = 10
"""Matters named for one cause of not being checked; the rest is counted."""


def head(paper: Paper, matter: Matter) -> None:
    """Whom and what it is about, and that it is advice."""
    review, facts = matter.review, matter.review.facts
    if matter.settings.office:
        paper.title(matter.settings.office, 14)
    paper.title(TITLE)
    code = facts.value("licence.uscc") or facts.value("application.uscc") or "未读到"
    applied = facts.value("derived.applied_on")
    read, total = review.page_counts()
    paper.form(
        (
            ("企业名称", matter.firm, "统一社会信用代码", str(code)),
            ("申请日期", str(applied or "未读到"), "预审日期", matter.today.isoformat()),
            ("材料", f"{len(review.files)} 份，读取 {read}/{total} 页（版本见末附表）", *_reviewer(matter)),
        ),
        (2.2, 5.9, 3.4, 4.9),
    )
    paper.text(ADVICE_ONLY, quiet=True)


def _reviewer(matter: Matter) -> tuple[str, str]:
    tool = matter.review.tool
    checklist = f"{tool.checklist} {tool.checklist_version}"
    reviewer = matter.settings.reviewer
    return ("预审人员 / 清单", f"{reviewer} / {checklist}") if reviewer else ("检查清单", checklist)


def conclusion(paper: Paper, matter: Matter) -> None:
    """The verdict, and how much of each weight."""
    paper.section("预审结论")
    paper.text(matter.review.summary.verdict, bold=True)
    counts = [len(matter.of_weight(severity)) for severity in Severity]
    summary = matter.review.summary
    paper.table(
        (*SEVERITY_TITLES.values(), "未能核对", "核对通过"),
        [[f"{n} 项" for n in (*counts, summary.cannot_tell, summary.passed)]],
        (2.7, 2.7, 2.7, 2.7, 2.8, 2.8),
    )
    if any(matter.of_weight(Severity.BLOCKER)):
        paper.text("办理次序：先处理一票否决事项，再补齐缺少的材料，然后更正必改事项。", quiet=True)


def since_last_round(paper: Paper, matter: Matter) -> None:
    """What became of the problems of the round before; what is open or new stands in the problem list."""
    if matter.differences is None:
        return
    paper.section("与上一轮预审对比")
    counts = count_changes(matter.differences)
    paper.text("、".join(f"{CHANGE_TITLES[change]} {count} 项" for change, count in counts.items()) + "。")
    for change in (Change.OPEN, Change.NEW, Change.REOPENED):
        labels = [n for n in matter.problems if matter.change_of(n) is change]
        if labels:
            paper.text(f"{CHANGE_TITLES[change]}：{labels_of(labels)}（见问题清单）。")
    for change in (Change.FIXED, Change.UNCHECKED):
        rows = [_gone(d) for d in matter.differences if d.change is change]
        if rows:
            paper.table((CHANGE_TITLES[change], "上一轮指出的问题"), rows, (5.4, 11.0))


def _gone(difference: Difference) -> tuple[str, str]:
    finding = difference.finding
    subject = subject_of(finding)
    old = difference.old
    title = f"{SEVERITY_TITLES[finding.severity]}　{finding.title}" + (f"（{subject}）" if subject else "")
    return title, old.message if old else ""


def conditions(paper: Paper, matter: Matter) -> None:
    """条件速览."""
    paper.section("认定条件速览")
    rows = [
        (
            c.title,
            (Words(c.value, bold=True), Words(c.working, quiet=True)) if c.working else c.value,
            c.threshold,
            c.margin or "—",
            VERDICT_TITLES[c.verdict],
            matter.names.places(c.evidence, 3),
        )
        for c in conditions_of(matter.review)
    ]
    paper.table(("条件", "材料显示", "要求", "余量", "核对", "出处"), rows, (2.6, 4.3, 2.3, 2.4, 1.6, 3.2))


def score(paper: Paper, matter: Matter) -> None:
    """Ranges of the four indicators, with what they rest on."""
    paper.section("企业创新能力评分范围")
    indicators = matter.review.score.indicators().values()
    rows = [(part.title, _range(part.low, part.high), "\n".join(part.reasons)) for part in indicators]
    low, high = matter.review.score.ranges()["total"]
    total = f"须大于 {PASS_MARK} 分；范围的高低取决于专家评价，不是得分预测"
    paper.table(("指标", "范围", "依据"), [*rows, ("合计", _range(low, high), total)], (3.4, 2.0, 11.0))


def _range(low: float, high: float) -> str:
    return f"{low:g} 分" if low == high else f"{low:g}～{high:g} 分"


def not_checked(paper: Paper, matter: Matter) -> None:
    """What could not be decided, by what was not read; what no program decides."""
    paper.section("未能核对和不作判断的事项")
    rows = []
    for source, findings in group_by_missing(matter.review.undecided()):
        titles = matters_of(source, findings)
        more = f" 等 {len(titles)} 类" if len(titles) > TITLES_SHOWN else ""
        rows.append((source, "；".join(titles[:TITLES_SHOWN]) + more, f"{len(findings)} 项"))
    rows += [(f"《{matter.names.of(f.path)}》", f.problem, "") for f in matter.review.files if f.problem]
    if rows:
        paper.table(("原因", "涉及的核对事项", "项数"), rows, (4.6, 10.2, 1.6))
    paper.text("以下事项不在预审范围内：" + "".join(NOT_JUDGED), quiet=True)


def signature(paper: Paper, matter: Matter) -> None:
    """Who signs."""
    blank = "________________"
    paper.text("", lead=True)
    paper.text(f"预审人员（签字）：{blank}　　　　企业确认（签字）：{blank}", lead=True)
    if matter.settings.office:
        paper.text(f"{matter.settings.office}（盖章）", right=True, lead=True)
    paper.text(f"{matter.today.year} 年 {matter.today.month} 月 {matter.today.day} 日", right=True)
