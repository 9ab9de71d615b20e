"""What the screens show, worked out without any widget: counts, lists and the detail text."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from rich.text import Text

from prereview.checklist.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from prereview.dossier.vocabulary import vocabulary
from prereview.feedback.places import place
from prereview.feedback.text import MARKS, PASSED_MARK, UNDECIDED_MARK
from prereview.review import Review

ALL_SECTIONS = "*"
"""Stands for every section in the list of sections."""

STYLES = {
    Severity.BLOCKER: "bold red",
    Severity.MUST_FIX: "yellow",
    Severity.EXPLAIN: "cyan",
    Severity.HINT: "dim",
}


class Filter(StrEnum):
    """Which findings are listed."""

    PROBLEMS = "问题"
    UNDECIDED = "未能核对"
    PASSED = "通过"
    EVERYTHING = "全部"

    def next(self) -> Filter:
        """The filter after this one, round and round."""
        order = list(Filter)
        return order[(order.index(self) + 1) % len(order)]

    def admits(self, finding: Finding) -> bool:
        """Whether a finding is listed under this filter; 不适用 ones only under 全部."""
        return self is Filter.EVERYTHING or finding.verdict is _VERDICTS[self]


_VERDICTS = {
    Filter.PROBLEMS: Verdict.FAIL,
    Filter.UNDECIDED: Verdict.CANNOT_TELL,
    Filter.PASSED: Verdict.PASS,
}

_VERDICT_ORDER = (Verdict.FAIL, Verdict.CANNOT_TELL, Verdict.PASS, Verdict.NOT_APPLICABLE)


class SectionRow(msgspec.Struct, frozen=True):
    """One line of the list of sections: how many findings, and the worst mark among them."""

    id: str
    title: str
    count: int
    worst: Severity | None


def section_rows(review: Review, shown: Filter) -> tuple[SectionRow, ...]:
    """All sections with the number of findings the filter admits, 全部 first."""
    entries = ((ALL_SECTIONS, "全部"), *review.sections)
    return tuple(_section_row(review, shown, section, title) for section, title in entries)


def _section_row(review: Review, shown: Filter, section: str, title: str) -> SectionRow:
    listed = findings_of(review, section, shown)
    failing = [f.severity for f in listed if f.verdict is Verdict.FAIL]
    return SectionRow(section, title, len(listed), min(failing, key=lambda s: s.rank, default=None))


def findings_of(review: Review, section: str, shown: Filter) -> tuple[Finding, ...]:
    """Findings of a section under a filter: failing first and the heaviest of them on top."""
    listed = [f for f in review.findings if section in (ALL_SECTIONS, f.section) and shown.admits(f)]
    return tuple(sorted(listed, key=lambda f: (_VERDICT_ORDER.index(f.verdict), f.severity.rank)))


def mark_of(finding: Finding) -> str:
    """The mark that says verdict and severity without colour."""
    match finding.verdict:
        case Verdict.FAIL:
            return MARKS[finding.severity]
        case Verdict.CANNOT_TELL:
            return UNDECIDED_MARK
        case Verdict.PASS:
            return PASSED_MARK
        case _:
            return "－"


def section_line(row: SectionRow) -> Text:
    """A section with its count and worst mark."""
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"{row.title} ")
    if row.worst is not None:
        line.append(f"{MARKS[row.worst]} ", STYLES[row.worst])
    line.append(str(row.count) if row.count else "", "bold" if row.count else "dim")
    return line


def finding_line(finding: Finding) -> Text:
    """A finding in one line: mark, rule, subject, title."""
    style = STYLES[finding.severity] if finding.verdict is Verdict.FAIL else "dim"
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"{mark_of(finding)} ", style)
    line.append(f"{finding.rule} ", "bold")
    if finding.subject:
        line.append(f"{finding.subject} ", "italic")
    line.append(finding.title)
    return line


def detail(finding: Finding) -> Text:
    """Everything about one finding: both sides with place and evidence text, basis, what to do."""
    text = Text()
    style = STYLES[finding.severity] if finding.verdict is Verdict.FAIL else ""
    text.append(f"{mark_of(finding)} {finding.rule} {finding.title}\n", f"bold {style}".strip())
    text.append(f"{_verdict_words(finding)}\n\n", "dim")
    text.append(f"{finding.message}\n")
    for side in finding.sides:
        text.append(f"\n{side.name}：", "bold")
        text.append(f"{side.value}\n")
        for evidence in side.evidence[:4]:
            text.append(f"  {place(evidence)}\n", "dim")
            text.append(f"  “{evidence.text}”\n", "italic")
    if finding.missing:
        names = dict.fromkeys(vocabulary().title(path) for path in finding.missing)
        text.append(f"\n未读到：{'、'.join(names)}\n", "bold")
    if finding.working:
        text.append(f"\n计算　{finding.working}\n")
    text.append(f"\n依据　{finding.basis}\n")
    text.append(f"处理　{finding.advice}\n")
    return text


def _verdict_words(finding: Finding) -> str:
    match finding.verdict:
        case Verdict.FAIL:
            words = SEVERITY_TITLES[finding.severity]
        case Verdict.CANNOT_TELL:
            words = "未能核对"
        case Verdict.PASS:
            words = "通过"
        case _:
            words = "不适用"
    return f"{words}　对象：{finding.subject}" if finding.subject else words


def headline(review: Review) -> str:
    """One line for the top of the screen: firm, code, date, what was read."""
    firm = review.facts.value("derived.firm_name") or review.name
    code = review.facts.value("licence.uscc") or review.facts.value("application.uscc") or ""
    read, total = review.page_counts()
    return f"{firm}  {code}  材料 {len(review.files)}  读取 {read}/{total} 页"
