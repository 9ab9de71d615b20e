"""Faults of a checklist file, each with its place: gathered first, raised together.

Whoever writes rules sees every fault of a file at once, with its line, what is
wrong and, where a name is nearly right, which one was probably meant.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from prereview.errors import ChecklistError

LISTED_AT_MOST = 20
"""Problems shown in one error message; the rest is counted."""


class Problem(msgspec.Struct, frozen=True):
    """One fault: file, line (from 1), what is wrong, and what was probably meant or what to do."""

    file: Path
    line: int
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        hint = f"（{self.suggestion}）" if self.suggestion else ""
        return f"{self.file.name} 第 {self.line} 行：{self.message}{hint}"


class InvalidChecklistError(ChecklistError):
    """A checklist with all its problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (str(p.file), p.line)))
        listed = "\n".join(f"  {p}" for p in self.problems[:LISTED_AT_MOST])
        rest = len(self.problems) - LISTED_AT_MOST
        more = f"\n  另有 {rest} 处" if rest > 0 else ""
        super().__init__(
            f"检查清单有 {len(self.problems)} 处问题：\n{listed}{more}",
            remedy="请按行号修改后重试；可用 prereview rules lint 文件 复查",
        )


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """`是否为 x？` for the nearest known name, None when none is near."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"是否为 {near[0]}？" if near else None
