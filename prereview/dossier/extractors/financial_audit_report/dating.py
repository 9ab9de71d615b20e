"""Years: which the report covers, and which each of its statements is headed with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from prereview.documents.model import Cell, Line, Snippet, snippet
from prereview.dossier.extractors.financial_audit_report.statements import Kind, Statement
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.finders.sheets import HEAD_ROWS, Sheet
from prereview.dossier.values.dates import parse_year

_SCOPE_SENTENCE = re.compile(r"审计了.{0,400}?(?:附注|变动表|现金流量表)")
_YEAR_END = re.compile(r"(20\d{2})年12月31日")
_YEAR_SPAN = re.compile(r"(20\d{2})年?度?(?:[-至到])(20\d{2})年?度")
_YEAR_NAMED = re.compile(r"(20\d{2})年?度")
_HEAD_DATE = re.compile(r"20\d\d年?(?:度|12月|1?-12月|$)|20\d\d[-./]12[-./]31|^二[〇○零OoО0]")
_OPINION_YEAR = 3
_STATEMENT_YEAR = 2
"""How much a place counts when they disagree: the opinion names the year, a statement's head repeats it."""


def covered_years(lines: Sequence[Line], statements: Sequence[Statement]) -> tuple[int, ...]:
    """The accounting years of the report, the last one first; empty when no place names one.

    The date of the report is never asked: it lies in the year after.
    """
    votes: Counter[int] = Counter()
    sentence = RunningText(lines).find(_SCOPE_SENTENCE)
    named = _years_in(sentence.match[0]) if sentence else set()
    for year in named:
        votes[year] += _OPINION_YEAR
    votes.update(y for s in statements if (y := _year_of_statement(s)) for _ in range(_STATEMENT_YEAR))
    votes.update(y for line in lines if (y := _year_of_title(line.text)))
    if not votes:
        votes.update(int(y) for line in lines for y in _YEAR_NAMED.findall(squash(line.text)))
    if not votes:
        return ()
    last = max(votes, key=lambda year: (votes[year], year))
    several = len(named) > 2 or (len(named) == 2 and _titled_together(lines, named))
    return tuple(sorted(named, reverse=True)) if last in named and several else (last,)


def _titled_together(lines: Sequence[Line], years: set[int]) -> bool:
    """Whether a title names two years; the opinion alone may just name the year compared with."""
    titles = (squash(line.text) for line in lines)
    return any(len(t) < 45 and re.search("审计|报表", t) and all(str(y) in t for y in years) for t in titles)


def _years_in(text: str) -> set[int]:
    years = {int(y) for y in _YEAR_END.findall(text)} | {int(y) for y in _YEAR_NAMED.findall(text)}
    for first, last in _YEAR_SPAN.findall(text):
        years |= set(range(int(first), int(last) + 1)) if int(last) - int(first) < 5 else set()
    return years


def _year_of_statement(statement: Statement) -> int | None:
    """The latest year in the head of a statement, which may print one date or one for each column."""
    dated = (text for text in statement.sheet.captions() if _HEAD_DATE.search(squash(text)))
    return max((year for text in dated if (year := parse_year(text))), default=None)


def _year_of_title(text: str) -> int | None:
    plain = squash(text)
    if len(plain) > 45 or not re.search(r"年度.{0,6}(?:审计|财务|会计|报表)|年度$|12月31日止", plain):
        return None
    return parse_year(text)


# ---- statements


def statement_years(statements: Sequence[Statement]) -> dict[Kind, tuple[int, Snippet]]:
    """The latest year that the firm's own statements of a kind are headed with, and where.

    Statements of the year before may be bound in for comparison; only the latest tells.
    """
    years: dict[Kind, tuple[int, Snippet]] = {}
    for statement in statements:
        headed = _headed_year(statement.sheet) if statement.scope == "own" else None
        if headed and headed[0] > years.get(statement.kind, (0, None))[0]:
            years[statement.kind] = headed
    return years


def _headed_year(sheet: Sheet) -> tuple[int, Snippet] | None:
    """By the period under the title, else by column heads that name two years.

    Of one year alone nothing is said: the head of the other column may be lost.
    """
    above = [line for line in sheet.near_heading() if _HEAD_DATE.search(squash(line.text))]
    inside = [c for c in sheet.table.cells if c.row < HEAD_ROWS and _HEAD_DATE.search(squash(c.text))]
    wide = [cell for cell in inside if 2 * cell.column_span >= sheet.grid.column_count]
    for places in (above, wide):
        if dated := _dated(places):
            return max(dated, key=lambda found: found[0])
    dated = _dated(inside)
    if len({year for year, _ in dated}) < 2:
        return None
    return max(dated, key=lambda found: found[0])


def _dated(places: Iterable[Line | Cell]) -> list[tuple[int, Snippet]]:
    return [(year, snippet(place)) for place in places if (year := parse_year(place.text))]
