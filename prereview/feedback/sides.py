"""The values of a finding that tell, out of all it rests on.

A rule names every fact it needs: years, keys, seven addends. Who reads a report wants
the two values that disagree. Those are the ones the message itself mentions, and the
lists that belong to them; what only led there is counted, not shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from prereview.checklist.finding import Finding, Side, Verdict
from prereview.dossier.facts import Evidence, split_path
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.vocabulary import vocabulary
from prereview.feedback.places import FileNames

LONGEST_VALUE = 60
"""Characters shown of a value that is a text."""

CONTRADICTION = "不一致"
"""Said in a message that needs two sides."""

_SOURCE = re.compile(rf"（(?:{'|'.join(map(re.escape, KIND_TITLES.values()))})）$")


def telling_sides(finding: Finding, most: int = 6) -> tuple[Side, ...]:
    """The sides to show, in their order: those with a place whose value the message mentions.

    Where it mentions none, those it names; where it mentions only one, the others as
    well, the window of years last. What only says how the values were found is left out.
    """
    placed = [side for side in _without_many_flags(finding.sides) if side.evidence and not _is_aid(side)]
    told = [side for side in placed if _is_told(side, finding.message)]
    leaves = {split_path(side.path)[-1] for side in told}
    told = [s for s in placed if s in told or (_is_amounts(s) and split_path(s.path)[-1] in leaves)]
    named = [] if told else [s for s in placed if side_name(s).rpartition(" ")[2] in finding.message]
    told = told or named
    if len(told) == 1 and (not named or CONTRADICTION in finding.message):
        told += sorted((s for s in placed if s not in told), key=_is_window)
    chosen = (told or [side for side in placed if not _is_window(side)])[:most]
    return tuple(side for side in placed if side in chosen)


def evidence_to_mark(finding: Finding) -> tuple[Evidence, ...]:
    """The places to mark for a finding; of what could not be decided, only what was read unsurely."""
    if finding.verdict is Verdict.CANNOT_TELL:
        sides: Sequence[Side] = [s for s in finding.sides if s.path in finding.missing]
    else:
        sides = telling_sides(finding)
    return tuple(dict.fromkeys(e for side in sides for e in side.evidence))


class Told(msgspec.Struct, frozen=True):
    """Values that stand at one place."""

    place: str
    values: tuple[str, ...]


def told_by_place(finding: Finding, names: FileNames, most: int = 6) -> tuple[Told, ...]:
    """The telling values by the place they stand in, as a report prints them."""
    found: dict[str, dict[str, None]] = {}
    for side in telling_sides(finding, most):
        value = f"{side_name(side, finding.message)}：{shortened(side.value)}"
        found.setdefault(names.places(side.evidence, 3), {})[value] = None
    return tuple(Told(place, tuple(values)) for place, values in found.items())


def side_name(side: Side, message: str = "") -> str:
    """The name without the document behind it, which the place names, and without a meaningless number."""
    name = _SOURCE.sub("", side.name)
    number, _, rest = name.partition(" ")
    if not (number.isdigit() and rest):
        return name
    return f"第{number}项 {rest}" if f"第 {number} 项" in message else rest


def subject_of(finding: Finding) -> str:
    """Whom a finding is about; the bare number of a row only where the message speaks of it."""
    subject = finding.subject or ""
    if not subject.isdigit() or len(subject) > 3:
        return subject
    return f"第 {subject} 项" if f"第 {subject} 项" in finding.message else ""


def shortened(value: str) -> str:
    """A value that is a long text, cut."""
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}……（共 {len(value)} 字）"


def _is_told(side: Side, message: str) -> bool:
    value = side.value.partition("（")[0] if side.value.endswith("）") else side.value
    if _is_window(side) or not value:
        return False
    if value[0].isdigit() or value[-1].isdigit():
        return re.search(rf"(?<![\d.,]){re.escape(value)}(?!\d|[.,]\d)", message) is not None
    return len(value) > 1 and value in message


def _is_aid(side: Side) -> bool:
    """Whether a side is a key, a document's name or a count of papers rather than a value."""
    term = vocabulary().term(side.path)
    is_key = term is not None and term.type == "key"
    return is_key or side.path.startswith("materials") or side.path.endswith(".document")


def _is_window(side: Side) -> bool:
    """Whether a side only says which years count."""
    return side.path.startswith("derived.year") or side.path == "derived.accounting_years"


def _is_amounts(side: Side) -> bool:
    """Whether a side is a column of figures."""
    term = vocabulary().term(side.path)
    return "*" in side.path and term is not None and term.type in ("money", "number", "count", "ratio")


def _without_many_flags(sides: Sequence[Side]) -> Sequence[Side]:
    """Of three and more yes-or-no values only those that say no."""
    flags = [s for s in sides if s.value in ("是", "否")]
    return sides if len(flags) < 3 else [s for s in sides if s.value != "是"]


__all__ = [
    "Told",
    "evidence_to_mark",
    "shortened",
    "side_name",
    "subject_of",
    "telling_sides",
    "told_by_place",
]
