"""A batch at a glance: the ranked queue, how often which rule failed, what packages share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from prereview.batch.copies import KIND_TITLES, Copies, Place
from prereview.batch.ledger import STATUS_TITLES, Entry
from prereview.checklist.finding import SEVERITY_TITLES, Severity
from prereview.feedback.plain import plain_line

_WEIGHTS = (*map(str, Severity), "cannot_tell", "unread")


class RuleCount(msgspec.Struct, frozen=True):
    """One rule over all packages: in how many it failed, how often in all."""

    rule: str
    title: str
    severity: str
    packages: tuple[str, ...]
    findings: int


class Overview(msgspec.Struct, frozen=True):
    """The whole batch."""

    queue: tuple[Entry, ...]
    rules: tuple[RuleCount, ...]
    copies: Copies


def overview_of(entries: Iterable[Entry], copies: Copies) -> Overview:
    """Rank the packages and count the rules."""
    queue = sorted(entries, key=_rank)
    return Overview(tuple(queue), tuple(_rule_counts(queue)), copies)


def _rank(entry: Entry) -> tuple[Any, ...]:
    """What could not be checked first, then by what blocks, must be fixed, must be explained, is unread."""
    counts = entry.summary.counts
    return (entry.status == "done", *(-counts.get(w, 0) for w in _WEIGHTS), entry.package)


def _rule_counts(queue: Sequence[Entry]) -> list[RuleCount]:
    """What most packages got wrong first, mere hints last; a rule weighs as its heaviest finding."""
    found: dict[str, RuleCount] = {}
    for entry in queue:
        for failed in entry.summary.failed:
            known = found.get(failed.rule, RuleCount(failed.rule, failed.title, failed.severity, (), 0))
            found[failed.rule] = RuleCount(
                failed.rule,
                failed.title,
                min(known.severity, failed.severity, key=_WEIGHTS.index),
                tuple(dict.fromkeys((*known.packages, entry.package))),
                known.findings + failed.count,
            )
    return sorted(
        found.values(), key=lambda r: (r.severity == Severity.HINT, -len(r.packages), -r.findings, r.rule)
    )


def headline(overview: Overview) -> str:
    """One line: how many packages stand how."""
    queue = overview.queue
    done = [e for e in queue if e.status == "done"]
    held = sum(e.summary.counts.get("blocker", 0) > 0 for e in done)
    mend = sum(e.summary.counts.get("blocker", 0) == 0 < e.summary.counts.get("must_fix", 0) for e in done)
    clear = len(done) - held - mend
    parts = [
        f"{len(queue)} 家",
        f"{clear} 家未发现必改问题",
        f"{mend} 家建议修改后提交",
        f"{held} 家建议暂缓",
    ]
    if len(queue) > len(done):
        parts.append(f"{len(queue) - len(done)} 家未能预审")
    return " · ".join(parts)


def render_overview_json(overview: Overview) -> str:
    """`{"schema": "prereview.batch/1", …}`, ending in a newline."""
    out: dict[str, Any] = {
        "schema": "prereview.batch/1",
        "headline": headline(overview),
        "packages": [
            {
                "package": e.package,
                "firm": plain_line(e.summary.firm),
                "status": e.status,
                "problem": e.problem,
                "verdict": plain_line(e.summary.verdict),
                "counts": dict(e.summary.counts),
                "pages": e.pages,
            }
            for e in overview.queue
        ],
        "rules": [msgspec.to_builtins(rule) for rule in overview.rules],
        "copies": [
            {
                "kind": c.kind,
                "likeness": round(c.likeness, 4),
                "places": [_side(place) for place in c.places],
            }
            for c in overview.copies.copies
        ],
        "templates": [
            {"text": plain_line(t.text), "packages": list(t.packages)} for t in overview.copies.templates
        ],
    }
    return json.dumps(out, ensure_ascii=False, indent=2) + "\n"


def _side(place: Place) -> dict[str, Any]:
    return {
        "package": place.package,
        "firm": plain_line(place.firm),
        "title": place.title,
        "text": plain_line(place.text),
        "file": place.file,
        "page": place.page,
    }


def render_overview_text(overview: Overview) -> str:
    """The queue, the commonest mistakes and the copies, for a terminal."""
    lines = [headline(overview), ""]
    for entry in overview.queue:
        counts = entry.summary.counts
        shown = "　".join(f"{_title(w)} {counts[w]}" for w in _WEIGHTS if counts.get(w))
        state = entry.problem or entry.summary.verdict
        lines += [
            f"{STATUS_TITLES[entry.status]}　{entry.package}　{entry.summary.firm}",
            f"    {shown}　{state}",
        ]
    if overview.rules:
        lines += ["", "常见问题"]
        lines += [f"  {len(r.packages)} 家　{r.rule} {r.title}" for r in overview.rules[:15]]
    if overview.copies.copies:
        lines += ["", "不同企业材料中的相同内容"]
        for copy in overview.copies.copies[:40]:
            sides = " ↔ ".join(f"{p.package}（{p.title}）" for p in copy.places)
            lines.append(f"  {KIND_TITLES[copy.kind]} {copy.likeness:.0%}　{sides}")
    return "\n".join(map(_shown, lines)) + "\n"


def _shown(line: str) -> str:
    """A line made safe to show, with its indentation."""
    return line[: len(line) - len(line.lstrip(" "))] + plain_line(line)


def _title(weight: str) -> str:
    names = {"cannot_tell": "未能核对", "unread": "未读取"}
    return names.get(weight) or SEVERITY_TITLES[Severity(weight)]
