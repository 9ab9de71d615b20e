"""What approvals and acceptances of R&D projects print alike: number, name, period, leader, money, dates.

The number of an activity (RD03) is taken from its label, or from the paper when
it names no other activity; a firm's own code is no such number, and the record
then keeps a provisional key until it is joined by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from prereview.documents.model import Block, Line, Snippet, snippet
from prereview.dossier.extractors.papers import FIRM, firm_name, known_name, lines_of, signatures
from prereview.dossier.extractors.project_labels import LABELS, OTHERS, WRITTEN
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labelled import Found, find_labelled, first_day, first_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.dates import Day, read_date, read_period
from prereview.dossier.values.identifiers import row_numbers

DATE = re.compile(
    r"(?<![\d.])(?:\d{4}|[零〇○一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
    r"|(?<![\d.])20\d{2}([-./])\d{1,2}\1\d{1,2}(?!\d)"
)
_DAY_IN_TEXT = r"(?:20\d{2}年\d{1,2}月\d{1,2}日|20\d{2}[-./]\d{1,2}[-./]\d{1,2})"
_PERIOD_IN_TEXT = re.compile(
    r"(?:起止(?:时间|日期|年月)|(?:项目|研发|研究|开发|实施|执行|建设)(?:总|的)?(?:周期|期限|时间|期间?)|执行期|工期)"
    rf"(?:为|:|是|自|从|于)*(?P<days>{_DAY_IN_TEXT}(?:起|开始)?[-~至到—]+{_DAY_IN_TEXT})"
)
_LEADER_IN_TEXT = re.compile(
    r"(?:项目|课题)(?:总)?(?:负责人|组长|牵头人|经理|主持人)(?:为|是|由|:)?(?P<name>[\u4e00-\u9fff·]{2,4}?)(?=[,。;、(]|担任|同志)"
)
_DEPARTMENT = re.compile(r"(?:部门?|中心|室|科|组)$|公司.{1,12}(?:院|所|厂)$")
_PERIOD_MARK = re.compile(r"[-~至到]")
COVER_LINES = 15
"""A first page with fewer lines, none of them a sentence, is a cover."""

NUMBERING = (
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]?|\d{1,2}(?:\.\d{1,2})*[、.]?)?"
)
"""What may stand before the words of a heading, without blanks."""

CHAPTER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]{1,3}[章部]|\d{1,2}、)")

_NAME_IN_TITLE = (
    re.compile(
        r"[《“\"](?P<name>[^《》“”\"]{4,60})[》”\"](?:研发|研究开发|开发)?(?:项目|课题)?(?:的)?(?:立项|任务|计划|验收|结题)"
    ),
    re.compile(
        r"^关于(?:同意|批准|开展|对|组织)?(?P<name>[^《》“”\"]{4,60}?)(?:研发|研究开发)?(?:项目|课题)?(?:予以|的)?(?:立项|验收|结题)的?"
        r"(?:批复|通知|决定|决议|请示|报告|意见)$"
    ),
    re.compile(
        r"^(?P<name>[^《》“”\":]{6,60}?)项目(?:立项|任务|计划|验收|结题)[^:]{0,6}(?:书|报告|表|决议|意见)$"
    ),
)
_QUOTED = re.compile(
    r"(?:对|就|批准|同意|开展|审议了?|提交的)[《“\"](?P<name>[^《》“”\"]{6,60})[》”\"](?!办法|制度|规定)"
)
_GENERIC = re.compile(
    r"(?:企业|公司|研究|开发|研发|技术|科技|创新|产品|新|年度|\d{4}|年|高新|自主|内部|项目|课题|活动|立项|本|该)+|.*公司.*"
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,10}·[\u4e00-\u9fff]{1,15}|[A-Za-z][A-Za-z .]{2,30}"
)


class Paper(NamedTuple):
    """A project paper: what its labels say, its lines, and its text without line breaks."""

    view: SectionView
    found: Found
    lines: list[Line]
    text: RunningText

    @property
    def behind_cover(self) -> list[Line]:
        """The lines without those of a first page that is a cover: a few short lines, no sentence."""
        pages = {line.page for line in self.lines}
        first = [line for line in self.lines if line.page == self.lines[0].page] if len(pages) > 1 else []
        is_cover = len(first) < COVER_LINES and not any("。" in line.text for line in first)
        return self.lines[len(first) :] if is_cover else self.lines


def open_paper(view: SectionView, labels: dict[str, tuple[str, ...]]) -> Paper:
    """Read the labels of a paper; `labels` are those beyond `LABELS`."""
    known = {**LABELS, **labels, "written": WRITTEN, "other": OTHERS}
    found = find_labelled(view.blocks, known, amounts=("budget", "spent"))
    lines = lines_of(view.blocks)
    return Paper(view, found, lines, RunningText(lines))


# ---- number and name


def activity_number(paper: Paper) -> tuple[str, Snippet] | None:
    """The number of the activity, or None: from its label, else the only one the paper names."""
    labelled = first_of(paper.found, "number", one_activity)
    if labelled:
        return labelled
    named = {number: place for place in _texts(paper.view.blocks) for number in row_numbers(place.text, "RD")}
    return next(iter(named.items())) if len(named) == 1 else None


def one_activity(text: str) -> str | None:
    """The one RD number in a text."""
    numbers = row_numbers(text, "RD")
    return numbers[0] if len(numbers) == 1 else None


def _texts(blocks: Iterable[Block]) -> Iterable[Snippet]:
    for block in blocks:
        if isinstance(block, Line):
            yield snippet(block)
        else:
            yield from (snippet(cell) for cell in block.cells)


def project_name(paper: Paper) -> tuple[str, Snippet] | None:
    """The name at its label, in the title (关于《…》立项的批复), or the only one the text speaks about."""
    labelled = first_of(paper.found, "name", known_name, LABELS["name"])
    if labelled:
        return labelled
    for line in paper.lines[:12]:
        for pattern in _NAME_IN_TITLE:
            match = pattern.search(re.sub(r"^RD\d{2,3}[_:、.\-]?", "", squash(line.text)))
            if match and not _GENERIC.fullmatch(match["name"]):
                return match["name"], snippet(line)
    quoted = {find.match["name"]: find.place for find in paper.text.finds(_QUOTED)}
    return next(iter(quoted.items())) if len(quoted) == 1 else None


def record_name(paper: Paper, facts: FactCollector, record: str) -> str:
    """Add the project's name and return the path of its record."""
    number = activity_number(paper)
    path = f"{record}[{number[0] if number else '?1'}]"
    name = project_name(paper)
    if name:
        facts.add(f"{path}.name", name[0], name[1])
    return path


# ---- period, leader, firm


def record_period(paper: Paper, facts: FactCollector, path: str) -> None:
    """First and last day, from one field or two, or as a sentence of the paper gives them."""
    found = paper.found
    period = first_of(found, "period", _whole_period, LABELS["period"])
    if period is None and not {"started", "ended"} & set(found):
        period = _stated_period(paper.text)
    if period:
        (start, end), place = period
        facts.add(f"{path}.started_on", start, place)
        facts.add(f"{path}.ended_on", end, place)
        return
    for name, field in (("started", "started_on"), ("ended", "ended_on")):
        day = first_day(found, name, LABELS[name])
        if day:
            facts.add(f"{path}.{field}", day[0], day[1])


def _whole_period(text: str) -> tuple[Day | None, Day | None] | None:
    period = read_period(text)
    return period if any(period) else None


def _stated_period(text: RunningText) -> tuple[tuple[Day | None, Day | None], Snippet] | None:
    """The one period a sentence names: `项目周期自2023年3月13日起至2024年6月28日止`."""
    periods = {read_period(find.match["days"]): find.place for find in text.finds(_PERIOD_IN_TEXT)}
    whole = [(days, place) for days, place in periods.items() if all(days)]
    return whole[0] if len(whole) == 1 else None


def record_leader(paper: Paper, facts: FactCollector, path: str) -> None:
    """The project's leader, at the label or as a sentence of the paper names one."""
    leader = first_of(paper.found, "leader", person, LABELS["leader"])
    if leader is None:
        stated = {find.match["name"]: find.place for find in paper.text.finds(_LEADER_IN_TEXT)}
        leader = next(iter(stated.items())) if len(stated) == 1 else None
    if leader:
        facts.add(f"{path}.leader", leader[0], leader[1])


def person(text: str) -> str | None:
    """The name of one person, without title or telephone: `汪某某（高级工程师）` → 汪某某."""
    parts = [p for p in re.split(r"[\s,、;/(:\d]+", text.strip()) if p]
    if len(parts) > 1 and len(parts[0]) == len(parts[1]) == 1:
        parts[:2] = [parts[0] + parts[1]]
    return parts[0] if parts and _PERSON.fullmatch(parts[0]) else None


def firm(paper: Paper) -> tuple[str, Snippet] | None:
    """The firm the project belongs to: at its label, else a line that is nothing but a firm's name."""
    labelled = first_of(paper.found, "firm", _firm_name, FIRM)
    if labelled:
        return labelled
    signed = signatures(paper.lines)
    return (signed[-1].name, signed[-1].place) if signed else None


def _firm_name(text: str) -> str | None:
    """A department is not a firm."""
    name = firm_name(squash(text))
    return None if name is None or _DEPARTMENT.search(name) else name


# ---- dates of decisions


def days_in(text: RunningText) -> list[tuple[Day, str, Snippet]]:
    """Days in running text, each with the 24 characters before it; the ends of periods are left out."""
    found: list[tuple[Day, str, Snippet]] = []
    for find in text.finds(DATE):
        start, end = find.match.span()
        if _PERIOD_MARK.match(text.text[end : end + 1]) or _PERIOD_MARK.match(
            text.text[max(start - 1, 0) : start]
        ):
            continue
        day = read_date(find.match[0])
        if day is not None:
            found.append((day, text.text[max(start - 24, 0) : start], find.place))
    return found


def below_heading(blocks: Sequence[Block], heading: re.Pattern[str]) -> list[Line]:
    """What stands under the last heading of a sort: its chapter, or its row in a table."""
    zone: list[Line] = []
    inside = False
    for block in blocks:
        if isinstance(block, Line):
            text = squash(block.text)
            if heading.match(text):
                zone, inside = [], True
            elif inside and CHAPTER.match(text):
                inside = False
            if inside:
                zone.append(block)
            continue
        rows = {c.row for c in block.cells if c.column == 0 and heading.match(squash(c.text))}
        rows |= {r for c in block.cells if c.row in rows for r in range(c.row, c.row + c.row_span)}
        if rows:
            zone, inside = [], False
        if rows or inside:
            chosen = [c for c in block.cells if inside or c.row in rows]
            zone += [
                Line(c.text, c.page, c.box, c.where, (), 0.0, c.method, c.confidence)
                for c in chosen
                if c.text
            ]
    return zone
