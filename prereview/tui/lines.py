"""Text for the screen as values: runs with a role each, without any widget or colour.

A role says what a run means (`must_fix`, `dim`); the style sheet of the theme in force
says what it looks like. Nothing is told by the role alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from prereview.tui.cells import cut, pad, plain, width, wrap

ROLES = (
    "dim", "bold", "title", "value", "blocker", "must_fix", "explain", "hint", "unsure", "good",
    "struck", "mark",
)  # fmt: skip

Run = tuple[str, str]
"""Text and role; the empty role is ordinary text."""


class Row(msgspec.Struct, frozen=True):
    """One line of the screen; rows with the same id are one thing that the cursor stands on."""

    runs: tuple[Run, ...]
    id: str | None = None

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(text for text, _ in self.runs)


Rows = Callable[[int], Sequence[Row]]
"""The rows in a width of so many cells."""


def row(*runs: Run | str, id: str | None = None) -> Row:
    """A row from runs; a bare text has no role. Control characters of documents are dropped."""
    pairs = ((run, "") if isinstance(run, str) else run for run in runs)
    return Row(tuple((plain(text), role) for text, role in pairs if text), id)


def wrapped(
    text: str,
    cells: int,
    role: str = "",
    indent: int = 0,
    hanging: int = 0,
    id: str | None = None,
) -> list[Row]:
    """A text as rows of at most `cells` cells; `hanging` indents the rows after the first one more."""
    rows: list[Row] = []
    for paragraph in plain_lines(text):
        for number, line in enumerate(wrap(paragraph, max(cells - indent - hanging, 8))):
            left = indent + (hanging if number else 0)
            rows.append(Row(((" " * left, ""), (line, role)), id))
    return rows


def plain_lines(text: str) -> list[str]:
    """The lines of a text, each without control characters."""
    return [plain(line) for line in text.splitlines()] or [""]


def columns(parts: Iterable[tuple[str, str, int, str]], gap: int = 1) -> tuple[Run, ...]:
    """Runs side by side: (text, role, cells, align) each; right-hand blanks are kept for what follows."""
    runs: list[Run] = []
    for text, role, cells, align in parts:
        if runs:
            runs.append((" " * gap, ""))
        runs.append((pad(plain(text), cells, align), role))
    return tuple(runs)


def shortened(runs: Sequence[Run], cells: int) -> tuple[Run, ...]:
    """Runs in at most `cells` cells, an ellipsis where something is left out."""
    kept: list[Run] = []
    room = cells
    for text, role in runs:
        if width(text) > room:
            kept.append((cut(text, room), role))
            break
        kept.append((text, role))
        room -= width(text)
    return tuple(kept)


def tail(text: str, cells: int) -> str:
    """The end of a text in at most `cells` cells: of a path the file name tells most."""
    if width(text) <= cells:
        return text
    kept = ""
    for character in reversed(text):
        if width(character + kept) > cells - 1:
            break
        kept = character + kept
    return f"…{kept}"
