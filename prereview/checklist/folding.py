"""One cause, one finding: what only follows from another finding points at it.

Four kinds of causes are known. A document that is missing explains every check
that needed it. A value that is wrong by its unit explains every failure it takes
part in. Where one value of the form disagrees with several papers, the first of
these findings stands for the others. And a value that was not read is asked for
once, by the first check that needed it. A folded finding keeps its verdict and its
message; it only says what it follows from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from prereview.checklist.finding import Finding, Severity, Verdict
from prereview.dossier.facts import split_path
from prereview.dossier.vocabulary import vocabulary

_FORM = "application."
_FIGURES = ("money", "count", "number", "ratio", "date")

Explained = Mapping[str, str]
"""Path or record → identity of the finding that explains what is wrong with it."""


def fold(findings: Sequence[Finding], explained: Explained) -> tuple[Finding, ...]:
    """The findings, each with its cause where another one is it.

    `explained` comes from the failing rules that say what they explain.
    """
    causes = set(explained.values())
    disputed = _disputed(f for f in findings if f.identity not in causes)
    unread = _first_asked(f for f in findings if not _of_all(f.missing, explained))
    return tuple(_folded(f, explained, causes, disputed, unread) for f in findings)


def _folded(
    finding: Finding,
    explained: Explained,
    causes: set[str],
    disputed: Mapping[str, str],
    unread: Mapping[str, str],
) -> Finding:
    cause = None
    if finding.verdict is Verdict.CANNOT_TELL:
        cause = _of_all(finding.missing, explained) or _of_all(finding.missing, unread)
    elif finding.verdict is Verdict.FAIL and finding.identity not in causes:
        cause = _of_any((side.path for side in finding.sides), explained)
        if cause is None and finding.severity is not Severity.BLOCKER:
            cause = _of_any((side.path for side in finding.sides), disputed)
    if cause is None or cause == finding.identity:
        return finding
    return msgspec.structs.replace(finding, cause=cause)


def _of_all(paths: Sequence[str], explained: Explained) -> str | None:
    """The cause of missing paths when every one of them is explained."""
    found = [_cause_of(path, explained) for path in paths]
    return found[0] if found and all(found) else None


def _of_any(paths: Iterable[str], explained: Explained) -> str | None:
    return next((cause for path in paths if (cause := _cause_of(path, explained))), None)


def _cause_of(path: str, explained: Explained) -> str | None:
    """The finding that explains a path, by itself or by a record above it."""
    if path in explained:
        return explained[path]
    steps = split_path(path)
    for depth in range(len(steps) - 1, 0, -1):
        head = _joined(steps[:depth])
        if head in explained:
            return explained[head]
    return None


def _joined(steps: Sequence[str]) -> str:
    return "".join(step if step.startswith("[") else f".{step}" for step in steps).removeprefix(".")


def _first_asked(findings: Iterable[Finding]) -> dict[str, str]:
    """Values that were not read → the first finding that could not be decided for want of them."""
    first: dict[str, str] = {}
    for finding in findings:
        if finding.verdict is Verdict.CANNOT_TELL:
            for path in finding.missing:
                first.setdefault(path, finding.identity)
    return first


def _disputed(findings: Iterable[Finding]) -> dict[str, str]:
    """Values of the form in more than one failing finding → the first of those findings."""
    heads: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.verdict is Verdict.FAIL and finding.severity in (Severity.MUST_FIX, Severity.EXPLAIN):
            for side in finding.sides:
                if _is_stated_value(side.path):
                    heads.setdefault(side.path, []).append(finding)
    return {path: _head(found).identity for path, found in heads.items() if len(found) > 1}


def _head(findings: Sequence[Finding]) -> Finding:
    return min(findings, key=lambda finding: finding.severity.rank)


def _is_stated_value(path: str) -> bool:
    """Whether a path is one figure, day or number of the form; a name stands in findings of many kinds."""
    term = vocabulary().term(path)
    stated = path.startswith(_FORM) and "*" not in path and not path.endswith("[]")
    return stated and term is not None and (term.type in _FIGURES or path.endswith("].number"))
