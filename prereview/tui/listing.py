"""Which findings are listed, and in which order; and what the list of sections says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Literal

import msgspec

from prereview.checklist.finding import Severity, Verdict
from prereview.review.decisions import Decisions
from prereview.tui.desk import Desk, Item

ALL_SECTIONS = "*"
"""Stands for every section."""

StateFilter = Literal["all", "open", "decided"]

STATE_FILTER_TITLES: dict[StateFilter, str] = {"all": "全部", "open": "未处理", "decided": "已处理"}


class Scope(StrEnum):
    """Which verdicts are listed."""

    TODO = "待处理"
    PROBLEMS = "问题"
    UNDECIDED = "未能核对"
    PASSED = "通过"
    EVERYTHING = "全部"

    def next(self) -> Scope:
        """The scope after this one, round and round."""
        order = list(Scope)
        return order[(order.index(self) + 1) % len(order)]


_VERDICTS = {
    Scope.TODO: (Verdict.FAIL, Verdict.CANNOT_TELL),
    Scope.PROBLEMS: (Verdict.FAIL,),
    Scope.UNDECIDED: (Verdict.CANNOT_TELL,),
    Scope.PASSED: (Verdict.PASS,),
    Scope.EVERYTHING: tuple(Verdict),
}

_VERDICT_ORDER = (Verdict.FAIL, Verdict.CANNOT_TELL, Verdict.PASS, Verdict.NOT_APPLICABLE)


class Wanted(msgspec.Struct, frozen=True):
    """What is to be listed. `file` and `severity` narrow it when they are not None."""

    scope: Scope = Scope.TODO
    section: str = ALL_SECTIONS
    severity: Severity | None = None
    state: StateFilter = "all"
    file: str | None = None

    @property
    def title(self) -> str:
        """In words, without the section."""
        from prereview.checklist.finding import SEVERITY_TITLES
        from prereview.tui.lines import tail

        parts = [str(self.scope)]
        if self.severity is not None:
            parts.append(SEVERITY_TITLES[self.severity])
        if self.state != "all":
            parts.append(STATE_FILTER_TITLES[self.state])
        if self.file is not None:
            parts.append(tail(self.file, 24))
        return " · ".join(parts)

    def admits(self, item: Item, decisions: Decisions) -> bool:
        """Whether a finding is listed."""
        if self.section not in (ALL_SECTIONS, item.section):
            return False
        finding = item.finding
        verdict = finding.verdict if finding else Verdict.FAIL
        severity = finding.severity if finding else item.own.severity if item.own else None
        if verdict not in _VERDICTS[self.scope]:
            return False
        if self.severity is not None and (severity is not self.severity or verdict is not Verdict.FAIL):
            return False
        decided = decisions.of(item.identity).state is not None
        if self.state != "all" and decided is not (self.state == "decided"):
            return False
        return self.file is None or any(e.file == self.file for e in item.evidence)


class Listed(msgspec.Struct, frozen=True):
    """A finding in the list; `follows` when it only follows from the one above it."""

    item: Item
    follows: bool = False


def listed(desk: Desk, wanted: Wanted) -> tuple[Listed, ...]:
    """The findings wanted: failing first, the heaviest on top; what follows from one stands below it."""
    chosen = [item for item in desk.items() if wanted.admits(item, desk.decisions)]
    chosen.sort(key=_rank)
    return tuple(_with_followers(chosen))


def _rank(item: Item) -> tuple[int, int]:
    if item.finding is None:
        return 0, item.own.severity.rank if item.own else 0
    return _VERDICT_ORDER.index(item.finding.verdict), item.finding.severity.rank


def _with_followers(items: list[Item]) -> Iterator[Listed]:
    here = {item.identity for item in items}
    followers: dict[str, list[Item]] = {}
    for item in items:
        cause = item.finding.cause if item.finding else None
        if cause in here and cause != item.identity:
            followers.setdefault(str(cause), []).append(item)
    follow = {item.identity for members in followers.values() for item in members}
    for item in items:
        if item.identity not in follow:
            yield Listed(item)
            yield from _below(item, followers, {item.identity})


def _below(item: Item, followers: dict[str, list[Item]], seen: set[str]) -> Iterator[Listed]:
    for follower in followers.get(item.identity, ()):
        if follower.identity not in seen:
            seen.add(follower.identity)
            yield Listed(follower, follows=True)
            yield from _below(follower, followers, seen)


class SectionCount(msgspec.Struct, frozen=True):
    """What the list of sections says of one: how many are listed and decided, the worst that is open."""

    id: str
    title: str
    count: int
    decided: int
    worst: Item | None


def count_sections(desk: Desk, wanted: Wanted) -> tuple[SectionCount, ...]:
    """All sections under the filters in force, 全部 first."""
    everywhere = msgspec.structs.replace(wanted, section=ALL_SECTIONS)
    items = [item for item in desk.items() if everywhere.admits(item, desk.decisions)]
    by_section: dict[str, list[Item]] = {}
    for item in items:
        by_section.setdefault(item.section, []).append(item)
    return (
        _count(desk, ALL_SECTIONS, "全部", items),
        *(_count(desk, section, title, by_section.get(section, ())) for section, title in desk.sections()),
    )


def _count(desk: Desk, section: str, title: str, items: Iterable[Item]) -> SectionCount:
    members = list(items)
    undecided = [i for i in members if desk.decision(i.identity).state is None]
    worst = min(undecided, key=_rank, default=None)
    return SectionCount(section, title, len(members), len(members) - len(undecided), worst)
