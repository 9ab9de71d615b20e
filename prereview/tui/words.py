"""What the review screen says: sections, findings and the detail of one, as rows of text."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.checklist.finding import SEVERITY_TITLES, Finding, Verdict
from prereview.dossier.vocabulary import vocabulary
from prereview.feedback.places import place
from prereview.feedback.text import MARKS
from prereview.review.decisions import STATE_TITLES, Decision
from prereview.review.model import Review
from prereview.tui.cells import cut, pad, width
from prereview.tui.desk import Desk, Item
from prereview.tui.lines import Row, Rows, Run, row, tail, wrapped
from prereview.tui.listing import Listed, SectionCount
from prereview.tui.marks import ROLES, decision_mark, mark_of, role_of

MOST_PLACES = 60
"""Places that the detail lists."""

VERDICT_WORDS = {
    Verdict.FAIL: "问题",
    Verdict.CANNOT_TELL: "未能核对",
    Verdict.PASS: "通过",
    Verdict.NOT_APPLICABLE: "不涉及",
}


def section_rows(counts: Sequence[SectionCount]) -> Rows:
    """The list of sections: title, the worst sign that is open, how many are open."""

    def make(cells: int) -> Sequence[Row]:
        return [_section(count, cells) for count in counts]

    return make


def _section(count: SectionCount, cells: int) -> Row:
    left = count.count - count.decided
    sign: tuple[str, str] = ("  ", "")
    if count.worst is not None:
        sign = (f"{_sign(count.worst)} ", _role(count.worst))
    elif count.count:
        sign = ("✓ ", "good")
    number = str(left) if left else ""
    title_role = "" if count.count else "dim"
    return row(
        (pad(count.title, max(cells - 6, 4)), title_role),
        " ",
        sign,
        (pad(number, 3, "right"), "bold"),
        id=count.id,
    )


def _sign(item: Item) -> str:
    if item.finding:
        return mark_of(item.finding)
    return MARKS[item.own.severity] if item.own else " "


def _role(item: Item) -> str:
    if item.finding:
        return role_of(item.finding)
    return ROLES[item.own.severity] if item.own else ""


def finding_rows(desk: Desk, members: Sequence[Listed]) -> Rows:
    """The list of findings: sign, decision, rule, subject, title."""

    def make(cells: int) -> Sequence[Row]:
        if not members:
            return [row(), row(("  没有符合条件的问题", "dim"))]
        return [_finding(member, desk.decision(member.item.identity)) for member in members]

    return make


def _finding(member: Listed, decision: Decision) -> Row:
    item = member.item
    finding = item.finding
    name = finding.rule if finding else item.label
    title_role = {"dismissed": "struck", "explained": "dim", "confirmed": "", None: ""}[decision.state]
    runs: list[Run] = [("└ " if member.follows else "", "dim")]
    runs.append((f"{_sign(item)}", _role(item)))
    runs.append((decision_mark(decision), "good"))
    runs.append((f"{name} ", "bold" if decision.state is None else "dim"))
    if finding and finding.subject:
        runs.append((f"{finding.subject} ", "title" if decision.state is None else "dim"))
    runs.append((item.title, title_role))
    return row(*runs, id=item.identity)


def detail_rows(desk: Desk, item: Item | None) -> Rows:
    """Everything about one finding; its places can be stood on, their ids are `place:<number>`."""

    def make(cells: int) -> Sequence[Row]:
        if item is None:
            return [row(("未选择问题", "dim"))]
        decision = desk.decision(item.identity)
        if item.finding is None:
            return [*_own(item, cells), *_decision(decision, cells)]
        return [*_head(item, item.finding, cells), *_decision(decision, cells), *_body(item.finding, cells)]

    return make


def _head(item: Item, finding: Finding, cells: int) -> list[Row]:
    weight = (
        SEVERITY_TITLES[finding.severity]
        if finding.verdict is Verdict.FAIL
        else VERDICT_WORDS[finding.verdict]
    )
    subject = f"　{finding.subject}" if finding.subject else ""
    label = f"{item.label} " if item.label else ""
    rows = [
        row((f"{mark_of(finding)} {weight}", role_of(finding)), (f"　{label}{finding.rule}{subject}", "dim"))
    ]
    rows += wrapped(finding.title, cells, "bold")
    if finding.verdict is not Verdict.PASS and finding.message != finding.title:
        rows += wrapped(finding.message, cells)
    return rows


def _own(item: Item, cells: int) -> list[Row]:
    own = item.own
    if own is None:
        return []
    weight = f"{MARKS[own.severity]} {SEVERITY_TITLES[own.severity]}"
    rows = [row((weight, ROLES[own.severity]), (f"　{item.label} 预审人员补充", "dim"))]
    rows += wrapped(own.title, cells, "bold")
    if own.file:
        rows += [_place(number, place(e), cells) for number, e in enumerate(item.evidence)]
    return rows


def _decision(decision: Decision, cells: int) -> list[Row]:
    rows: list[Row] = []
    if decision.state:
        by = " ".join(part for part in (decision.reviewer, _when(decision)) if part)
        reason = f"：{decision.reason}" if decision.reason else ""
        rows += wrapped(f"■ {STATE_TITLES[decision.state]}{reason}", cells, "good", hanging=2)
        if by:
            rows += wrapped(by, cells, "dim", indent=2)
    for comment in decision.comments:
        rows += wrapped(f"批注 {comment}", cells, "title", hanging=5)
    return rows


def _when(decision: Decision) -> str:
    return decision.at.astimezone().strftime("%m-%d %H:%M") if decision.at else ""


def _body(finding: Finding, cells: int) -> list[Row]:
    rows: list[Row] = []
    number = 0
    for side in finding.sides:
        if not side.evidence and side.value in ("", "未读到"):
            continue
        rows += _side(side.name, side.value, cells)
        told: set[str] = set()
        for evidence in side.evidence:
            where = place(evidence)
            if where not in told and number < MOST_PLACES:
                told.add(where)
                rows.append(_place(number, where, cells))
            number += 1
    if finding.missing:
        names = dict.fromkeys(vocabulary().title(path) for path in finding.missing)
        rows += wrapped(f"未读到　{'、'.join(names)}", cells, "unsure", hanging=8)
    if finding.working:
        rows += wrapped(f"计算　{finding.working}", cells, hanging=6)
    for title, text in (("依据", finding.basis), ("处理", finding.advice)):
        if text and finding.verdict is not Verdict.PASS:
            rows += wrapped(f"{title}　{text}", cells, "" if title == "处理" else "dim", hanging=6)
    return rows


def _side(name: str, value: str, cells: int) -> list[Row]:
    """Name at the left and value at the right of one row where both fit, else one below the other."""
    gap = cells - width(name) - width(value)
    if gap >= 2:
        return [row(name, " " * gap, (value, "value"))]
    return [*wrapped(name, cells), *wrapped(value, cells, "value", indent=2)]


def _place(number: int, where: str, cells: int) -> Row:
    return row("  ", (tail(where, cells - 2), "dim"), id=f"place:{number}")


def firm_of(review: Review) -> tuple[str, str, str]:
    """Firm, credit code and year of application, as far as they were read."""
    facts = review.facts
    firm = str(facts.value("derived.firm_name") or review.name)
    code = str(facts.value("licence.uscc") or facts.value("application.uscc") or "")
    year = getattr(facts.value("derived.applied_on"), "year", None)
    return firm, code, f"{year}年申报" if year else ""


def headline(review: Review, cells: int, is_partial: bool = False) -> str:
    """The first line of the screen: firm, code, year, what was read; of a part only that."""
    firm, code, year = firm_of(review)
    read, total = review.page_counts()
    unread = sum(f.status == "unreadable" for f in review.files)
    files = f"材料 {len(review.files) - unread}/{len(review.files)}"
    right = f"已读 {len(review.files)} 份 {read} 页" if is_partial else f"{files}  读取 {read}/{total} 页"
    left = "  ".join(part for part in (firm, code, year) if part)
    room = cells - width(right) - 2
    if room < 12:
        return cut(left, cells)
    return f"{pad(left, room)}  {right}"
