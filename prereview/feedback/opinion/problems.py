"""The parts of an opinion that somebody has to act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prereview.checklist.finding import Finding, Severity
from prereview.feedback.numbering import Numbered, labels_of, together
from prereview.feedback.opinion.matter import Matter
from prereview.feedback.paper import Paper, Words
from prereview.feedback.sides import subject_of, told_by_place
from prereview.review.sheets import coverage_of
from prereview.review.sheets.coverage import PRESENCE_TITLES, Material

MEMBERS_SHOWN = 12
"""Findings of one rule told one by one in a row; the rest is named by its numbers."""

TITLES_SHOWN = 5
"""Consequences of one problem that are named; the rest is counted."""

PROBLEM_WIDTHS = (1.7, 5.7, 5.6, 3.4)


def problem_list(paper: Paper, matter: Matter) -> None:
    """All problems by section, what blocks first; those of one rule together where they are many."""
    paper.section("问题清单")
    if not matter.problems and not matter.decisions.own:
        paper.text("已核对的内容中未发现需要修改之处。")
    blocking = matter.of_weight(Severity.BLOCKER)
    if blocking:
        _section_of_problems(paper, matter, "一票否决事项", blocking)
    for section, title in matter.review.sections:
        members = [n for n in matter.problems if n.finding.section == section and n not in blocking]
        if members:
            _section_of_problems(paper, matter, title, members)
    if matter.decisions.own:
        _own_findings(paper, matter)


def _section_of_problems(paper: Paper, matter: Matter, title: str, members: Sequence[Numbered]) -> None:
    paper.subsection(f"{title}（{len(members)} 项）")
    rows = [_row(matter, group) for group in together(members)]
    paper.table(("编号", "问题与依据", "材料显示与出处", "如何处理"), rows, PROBLEM_WIDTHS)


def _row(matter: Matter, group: Sequence[Numbered]) -> tuple[Sequence[Words], ...]:
    one = group[0].finding
    label = [Words(labels_of(group), bold=True), Words(group[0].weight)]
    if len(group) > 1:
        label.append(Words(f"{len(group)} 项", quiet=True))
    return (label, list(_what(matter, group)), list(_shown(matter, group)), [Words(one.advice)])


def _what(matter: Matter, group: Sequence[Numbered]) -> Iterable[Words]:
    """The messages, then what only follows from them, decisions, the basis."""
    many = len(group) > 1
    if many:
        yield Words(group[0].finding.title, bold=True)
    for numbered in group[:MEMBERS_SHOWN]:
        finding = numbered.finding
        state = matter.state_of(numbered)
        yield Words(f"{numbered.label}　{finding.message}" if many else finding.message, bold=not many)
        if finding.working:
            yield Words(f"计算：{finding.working}")
        following = matter.review.following(finding)
        if following:
            yield Words(f"由此还影响：{_some_titles(following)}", quiet=True)
        if state:
            yield Words(f"（{state}）")
        for comment in matter.decisions.of(finding.identity).comments:
            yield Words(f"批注：{comment}")
    if len(group) > MEMBERS_SHOWN:
        yield Words(f"{labels_of(group[MEMBERS_SHOWN:])} 同上，详见工作簿或批注副本", quiet=True)
    yield Words(f"依据：{group[0].finding.basis}", quiet=True)


def _some_titles(findings: Sequence[Finding]) -> str:
    titles = list(dict.fromkeys(f.title for f in findings))
    more = f" 等 {len(titles)} 类" if len(titles) > TITLES_SHOWN else ""
    return "、".join(titles[:TITLES_SHOWN]) + more


def _shown(matter: Matter, group: Sequence[Numbered]) -> Iterable[Words]:
    """The values that tell, by their places; for many findings only the places."""
    found = False
    for numbered in group[:MEMBERS_SHOWN]:
        told = told_by_place(numbered.finding, matter.names)
        if len(group) > 1 and told:
            found = True
            yield Words(f"{numbered.label}　{'；'.join(t.place for t in told)}")
            continue
        for one in told:
            found = True
            yield Words(one.place, bold=True)
            yield from (Words(value) for value in one.values)
    if not found:
        yield Words("—")


def _own_findings(paper: Paper, matter: Matter) -> None:
    paper.subsection("预审人员补充")
    rows = [
        (
            f"补{number}",
            f.title,
            f"《{matter.names.of(f.file)}》{f'第{f.page}页' if f.page else ''}" if f.file else "—",
        )
        for number, f in enumerate(matter.decisions.own.values(), 1)
    ]
    paper.table(("编号", "问题", "位置"), rows, (1.7, 9.1, 5.6))


def missing_papers(paper: Paper, matter: Matter) -> None:
    """Papers that are not there, with who issues them and how long that takes."""
    lacking = [m for m in coverage_of(matter.review) if m.presence in ("missing", "unsure")]
    if not lacking:
        return
    paper.section("缺少的材料")
    rows = [(m.title, _lack(m), m.issuer, m.time) for m in lacking]
    paper.table(("材料", "情况", "由谁出具", "一般需时"), rows, (5.6, 3.4, 4.4, 3.0))
    paper.text(
        "一般需时为通常情况，以办理机构答复为准。“未能确认”指材料中有未读到或未识别的页面。", quiet=True
    )


def _lack(material: Material) -> str:
    title = PRESENCE_TITLES[material.presence]
    if material.count:
        return f"{title}：应有 {material.expected} 份，读到 {material.count} 份"
    return title


def correction_list(paper: Paper, matter: Matter) -> None:
    """What to mend, by whom, until when: the columns are for the firm to fill in."""
    work = matter.of_weight(Severity.BLOCKER, Severity.MUST_FIX)
    if not work:
        return
    paper.section("修改清单")
    rows = [(labels_of(g), _task(g), g[0].finding.provider, "", "", "") for g in together(work)]
    paper.table(
        ("编号", "修改事项", "由谁准备", "责任人", "期限", "完成"), rows, (2.4, 6.2, 2.8, 1.9, 1.9, 1.2)
    )


def _task(group: Sequence[Numbered]) -> str:
    subjects = list(dict.fromkeys(filter(None, (subject_of(n.finding) for n in group))))
    named = "、".join(subjects[:MEMBERS_SHOWN]) + (
        f" 等 {len(subjects)} 处" if len(subjects) > MEMBERS_SHOWN else ""
    )
    return group[0].finding.title + (f"（{named}）" if named else "")


def to_explain(paper: Paper, matter: Matter) -> None:
    """What a firm may explain instead of changing, with a text to go on from."""
    items = matter.of_weight(Severity.EXPLAIN)
    if not items:
        return
    paper.section("需要准备说明的事项")
    rows = [(labels_of(g), _draft(g)) for g in together(items)]
    paper.table(("编号", "说明文字（企业补充原因后使用）"), rows, (1.7, 14.7))


def _draft(group: Sequence[Numbered]) -> Sequence[Words]:
    finding = group[0].finding
    facts = "；".join(n.finding.message for n in group[:MEMBERS_SHOWN])
    return (
        Words(f"关于“{finding.title}”的说明", bold=True),
        Words(f"经核对，{facts}。原因是：__________________________。相关证明材料：____________________。"),
        Words(finding.advice, quiet=True),
    )


def questions(paper: Paper, matter: Matter) -> None:
    """What to ask in the session, by person, with the answers noted so far."""
    asked = matter.review.questions
    if not asked:
        return
    paper.section("现场提问")
    persons = list(dict.fromkeys(q.person for q in asked))
    rows = [
        (
            person,
            (
                Words(q.text),
                Words("；".join(p for p in (q.why, matter.names.places(q.evidence, 3)) if p), quiet=True),
            ),
            matter.decisions.answers.get(q.identity, ""),
        )
        for person in persons
        for q in asked
        if q.person == person
    ]
    paper.table(("对象", "问题与缘由", "回答"), rows, (2.2, 9.2, 5.0))
