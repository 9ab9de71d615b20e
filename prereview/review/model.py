"""The review of one package: the value every report and screen is made from."""

from __future__ import annotations

import msgspec

from prereview import __version__
from prereview.checklist.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from prereview.checklist.questions import Question
from prereview.checklist.score import InnovationScore
from prereview.dossier.facts import Facts
from prereview.dossier.sections import SourceFile


class Tool(msgspec.Struct, frozen=True):
    """What made the review."""

    checklist: str
    checklist_version: str
    version: str = __version__


class Timings(msgspec.Struct, frozen=True):
    """Seconds of wall time per step of a review."""

    reading: float
    facts: float
    rules: float

    @property
    def total(self) -> float:
        """All steps together, in seconds."""
        return self.reading + self.facts + self.rules


class Summary(msgspec.Struct, frozen=True):
    """The review in numbers and one sentence.

    `failed` counts the failing findings by severity, `cannot_tell` the rules that
    could not be decided, `unread_pages` the pages that no text could be read from.
    """

    verdict: str
    failed: dict[Severity, int]
    passed: int
    cannot_tell: int
    unread_files: int
    unread_pages: int

    @property
    def incomplete(self) -> bool:
        """Whether some file or page could not be read."""
        return self.unread_files > 0 or self.unread_pages > 0


class Review(msgspec.Struct, frozen=True):
    """One package, read and checked once.

    `sections` are the (id, title) pairs of the checklist's sections in its order;
    a finding's `section` is one of the ids.
    """

    tool: Tool
    name: str
    files: tuple[SourceFile, ...]
    facts: Facts
    sections: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    score: InnovationScore
    summary: Summary
    timings: Timings
    questions: tuple[Question, ...] = ()

    def failing(self) -> tuple[Finding, ...]:
        """Failing findings that stand on their own, the heaviest first, otherwise in checklist order."""
        failing = [f for f in self.findings if f.verdict is Verdict.FAIL and f.cause is None]
        return tuple(sorted(failing, key=lambda f: f.severity.rank))

    def undecided(self) -> tuple[Finding, ...]:
        """Findings that could not be decided and follow from no other, in checklist order."""
        return tuple(f for f in self.findings if f.verdict is Verdict.CANNOT_TELL and f.cause is None)

    def following(self, finding: Finding) -> tuple[Finding, ...]:
        """What only follows from a finding: the same cause seen by other rules."""
        return tuple(f for f in self.findings if f.cause == finding.identity)

    def page_counts(self) -> tuple[int, int]:
        """Pages read and pages in all."""
        total = sum(f.page_count for f in self.files)
        return total - self.summary.unread_pages, total


def summarise(files: tuple[SourceFile, ...], findings: tuple[Finding, ...]) -> Summary:
    """Count the findings, those with one cause once, and say what they mean for the submission."""
    alone = [f for f in findings if f.cause is None]
    failed = {s: sum(f.verdict is Verdict.FAIL and f.severity is s for f in alone) for s in Severity}
    cannot_tell = sum(f.verdict is Verdict.CANNOT_TELL for f in alone)
    unread_files = sum(f.status == "unreadable" for f in files)
    unread_pages = sum(len(f.unread_pages) for f in files)
    return Summary(
        verdict=_verdict(failed, cannot_tell, unread_files, unread_pages),
        failed=failed,
        passed=sum(f.verdict is Verdict.PASS for f in findings),
        cannot_tell=cannot_tell,
        unread_files=unread_files,
        unread_pages=unread_pages,
    )


def _verdict(failed: dict[Severity, int], cannot_tell: int, unread_files: int, unread_pages: int) -> str:
    """One plain sentence; what was not read or not decided is always part of it."""
    counts = "、".join(f"{SEVERITY_TITLES[s]} {n} 项" for s, n in failed.items() if n)
    if failed[Severity.BLOCKER]:
        advice = "建议暂缓提交"
    elif failed[Severity.MUST_FIX]:
        advice = "建议修改后提交"
    elif failed[Severity.EXPLAIN]:
        advice = "建议补充说明后提交"
    else:
        advice = "已核对的内容中未发现需要修改之处"
    parts = [f"{advice}（{counts}）" if counts else advice]
    if cannot_tell:
        parts.append(f"另有 {cannot_tell} 项未能核对")
    if unread_files or unread_pages:
        unread = "、".join(
            text
            for text in (
                f"{unread_files} 份文件" if unread_files else "",
                f"{unread_pages} 页" if unread_pages else "",
            )
            if text
        )
        parts.append(f"{unread}未能读取，结论不完整")
    return "；".join(parts)
