"""The text of an audit report: which year it covers, what it concludes, its filing code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.financial_audit_report.statements import Statement
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import Find, RunningText
from prereview.dossier.values.dates import parse_year

UNQUALIFIED = "无保留意见"

# ---- year

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


# ---- opinion

_HEADING = re.compile(
    r"(?:[一二三四五六七][、.]|\([一二三四五六七]\))?(?P<kind>(?:标准)?无保留意见|保留意见|否定意见|(?:无法|拒绝)表示意见|审计意见|强调事项段?"
    r"|(?:与)?持续经营(?:相关)?的?(?:重大)?(?:不确定性)?)"
)
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("无法表示意见", r"(?:不对|无法对|不能对)(?:后附的)?.{0,40}财务报表.{0,12}(?:发表|表示)(?:审计)?意见"),
    ("否定意见", r"(?:没有|未能|未)在所有重大方面.{0,60}(?:编制|公允反映)"),
    ("保留意见", r"我们认为,除.{0,120}(?:外|以外|之外),.{0,80}公允反映"),
    (UNQUALIFIED, r"在所有重大方面.{0,80}公允反映"),
)


def opinion_of(lines: Sequence[Line]) -> tuple[str, Snippet] | None:
    """The type of opinion in the profession's words, with the heading or sentence that shows it."""
    headings = list(_headings(lines))
    stated = next(
        ((kind, line) for kind, line in headings if kind.endswith("意见") and kind != "审计意见"), None
    )
    if stated:
        kind, place = stated[0].removeprefix("标准"), snippet(stated[1])
    else:
        found = _by_sentence(lines)
        if found is None:
            return None
        kind, place = found[0], found[1].place
    emphasised = next((kind for kind, _ in headings if kind.startswith("强调事项")), None)
    doubtful = next((kind for kind, _ in headings if "持续经营" in kind and "不确定" in kind), None)
    if kind in (UNQUALIFIED, "保留意见") and emphasised:
        kind = f"带强调事项段的{kind}"
    elif kind == UNQUALIFIED and doubtful:
        kind = f"带持续经营重大不确定性段落的{kind}"
    return kind, place


def _headings(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    for line in lines:
        match = _HEADING.fullmatch(squash(line.text).rstrip(":"))
        if match:
            yield match["kind"], line


def _by_sentence(lines: Sequence[Line]) -> tuple[str, Find] | None:
    text = RunningText(lines)
    for kind, pattern in _SENTENCES:
        find = text.find(pattern)
        if find:
            return kind, find
    return None


# ---- filing code

_CODE = re.compile(
    r"(?:报告编码|报告防伪编码|验证码|防伪(?:编号|编码|码)|报备(?:号|码|编号|编码)|备案(?:号|编号|码)|统一编码|业务报备号)"
    r"[:]?(?P<code>[\u4e00-\u9fff]?[0-9A-Za-z]{8,24})(?![0-9A-Za-z])"
)


def verification_code(lines: Iterable[Line]) -> Snippet | None:
    """The code by which the report is found on the filing platform, as printed."""
    find = RunningText(lines, breaks=" ").find(_CODE)
    return msgspec.structs.replace(find.place, text=find.match["code"]) if find else None
