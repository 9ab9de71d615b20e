"""What could not be checked, grouped by the reason: one document not read explains many rules."""

from __future__ import annotations

from collections.abc import Iterable

from prereview.checklist.finding import Finding
from prereview.dossier.vocabulary import vocabulary

BY_HAND = "需要人工核对"
UNSURE = "未能可靠识别"


def group_by_missing(undecided: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Undecided findings by what was not read, the largest group first, what people must judge last."""
    groups: dict[str, list[Finding]] = {}
    for finding in undecided:
        groups.setdefault(_reason(finding), []).append(finding)
    return sorted(groups.items(), key=lambda item: (item[0] == BY_HAND, -len(item[1])))


def matters_of(reason: str, findings: Iterable[Finding]) -> list[str]:
    """What a group is about, each once: the titles of its rules, or what people must look at."""
    if reason == BY_HAND:
        return list(dict.fromkeys(f.message for f in findings))
    return list(dict.fromkeys(f.title for f in findings))


def _reason(finding: Finding) -> str:
    words = vocabulary()
    sources = dict.fromkeys(
        f"《{source}》中的所需内容" if (source := words.source(path)) else words.title(path)
        for path in finding.missing
    )
    if not sources:
        return BY_HAND
    verb = UNSURE if UNSURE in finding.message else "未读到"
    return f"{verb}{'、'.join(sources)}"
