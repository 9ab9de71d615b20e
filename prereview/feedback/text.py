"""A review as plain Chinese text for people: what blocks first, then by section.

Each finding shows its values with file and page, its basis and what to do. What
could not be checked or read has its own part and is never left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from prereview.checklist.finding import SEVERITY_TITLES, Finding, Severity
from prereview.feedback.places import side_line
from prereview.feedback.plain import plain_line
from prereview.feedback.sides import telling_sides
from prereview.feedback.undecided import group_by_missing
from prereview.review import Review

MARKS = {
    Severity.BLOCKER: "✖",
    Severity.MUST_FIX: "▲",
    Severity.EXPLAIN: "◆",
    Severity.HINT: "○",
}
"""A mark per severity that carries its meaning without colour."""

SIDES_SHOWN = 8
"""Values shown with one finding."""

UNDECIDED_MARK = "?"
PASSED_MARK = "✓"

PREPARING = "材料准备中；已有材料："
"""Before the verdict on a package that is being put together."""


GATHERED = "materials"
"""Section of the checklist about papers that are not there."""


def render_text(review: Review, gathering: str | None = None) -> str:
    """The whole review as lines of text, ending in a newline.

    `gathering` is the list of what is still to come where a package is being put
    together; missing papers are then no problems but part of that list.
    """
    return "\n".join(_indented(line) for line in _lines(review, gathering)) + "\n"


def _indented(line: str) -> str:
    """A line with nothing in it that acts on a terminal, and with its indent."""
    return line[: len(line) - len(line.lstrip(" "))] + plain_line(line)


def _lines(review: Review, gathering: str | None) -> Iterator[str]:
    yield from _head(review)
    failing = review.failing()
    if gathering is not None:
        yield ""
        yield from gathering.rstrip("\n").split("\n")
        failing = tuple(f for f in failing if f.section != GATHERED)
    blockers = [f for f in failing if f.severity is Severity.BLOCKER]
    if blockers:
        yield from _group("一票否决事项", blockers)
    for section, title in review.sections:
        rest = [f for f in failing if f.section == section and f.severity is not Severity.BLOCKER]
        if rest:
            yield from _group(title, rest)
    yield from _undecided(review)
    yield from _unread(review)
    yield from _foot(review, gathering)


def _head(review: Review) -> Iterator[str]:
    firm = review.facts.value("derived.firm_name") or review.name
    code = review.facts.value("licence.uscc") or review.facts.value("application.uscc")
    applied = review.facts.value("derived.applied_on")
    read, total = review.page_counts()
    yield "高新技术企业认定材料预审结果"
    yield "　".join(str(part) for part in (firm, code, f"申请日期 {applied}" if applied else None) if part)
    tool = review.tool
    checklist = f"{tool.checklist} {tool.checklist_version}"
    yield f"材料 {len(review.files)} 份，读取 {read}/{total} 页；检查清单 {checklist}"


def _group(title: str, findings: list[Finding]) -> Iterator[str]:
    yield ""
    yield f"【{title}】{len(findings)} 项"
    for finding in findings:
        yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{MARKS[finding.severity]} {SEVERITY_TITLES[finding.severity]} {finding.rule} {finding.title}"
    yield f"    {finding.message}"
    for side in telling_sides(finding, SIDES_SHOWN):
        yield f"    · {side_line(side)}"
    if finding.working:
        yield f"    计算：{finding.working}"
    yield f"    依据：{finding.basis}"
    yield f"    处理：{finding.advice}"


def _undecided(review: Review) -> Iterator[str]:
    """Rules that could not be decided, grouped by the document that was not read."""
    undecided = review.undecided()
    if not undecided:
        return
    yield ""
    yield f"【未能核对】{len(undecided)} 项（未读到的内容不视为通过）"
    for source, findings in group_by_missing(undecided):
        rules = "、".join(
            rule if count == 1 else f"{rule}×{count}"
            for rule, count in Counter(f.rule for f in findings).items()
        )
        yield f"{UNDECIDED_MARK} {source}：{rules}"


def _unread(review: Review) -> Iterator[str]:
    troubled = [f for f in review.files if f.problem]
    if not troubled:
        return
    yield ""
    yield f"【未能读取或部分读取】{len(troubled)} 份文件"
    for file in troubled:
        yield f"! {file.path}：{file.problem}"


def _foot(review: Review, gathering: str | None) -> Iterator[str]:
    low, high = review.score.ranges()["total"]
    yield ""
    yield f"{PASSED_MARK} 通过 {review.summary.passed} 项"
    yield f"企业创新能力：按现有材料可计算的范围为 {low:g}～{high:g} 分（须大于 70 分，最终由专家评价）"
    yield f"结论：{PREPARING if gathering else ''}{review.summary.verdict}"
