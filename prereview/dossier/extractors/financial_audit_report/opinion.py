"""The text of an audit report: what it concludes, its filing code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import Find, RunningText

UNQUALIFIED = "无保留意见"

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
