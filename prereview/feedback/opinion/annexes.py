"""The tables behind the signature: ties, links, stress test, experts' forms, what passed, the papers."""

from __future__ import annotations

from prereview.checklist.finding import Verdict
from prereview.checklist.links import link_matrix
from prereview.checklist.stress import stress_test
from prereview.feedback.opinion.matter import Matter
from prereview.feedback.paper import Cell, Paper, Words
from prereview.feedback.wording import ANSWER_TITLES, STRESS_TITLES, loose_ends
from prereview.review.sheets import SOURCES, coverage_of, expert_forms_of, ties_of
from prereview.review.sheets.conditions import WAN, share_text
from prereview.review.sheets.coverage import PRESENCE_TITLES
from prereview.review.sheets.ties import TieCell

PAIRS_SHOWN = 4
TITLES_SHOWN = 12


def ties(paper: Paper, matter: Matter) -> None:
    """The same figure in form, audits and returns."""
    rows: list[tuple[Cell, ...]] = []
    last = ""
    for row in ties_of(matter.review.facts):
        title = "" if row.title == last else row.title
        rows.append((title, str(row.year), *(_tie(cell) for cell in row.cells)))
        last = row.title
    if rows:
        paper.annex("数据勾稽（单位：元）")
        paper.table(("项目", "年度", *SOURCES), rows, (3.3, 1.2, 2.9, 3.0, 3.0, 3.0))
        paper.text("括号内为与左起第一处数据的差额；各口径允许不同的，由财务人员说明。", quiet=True)


def _tie(cell: TieCell) -> tuple[Words, ...]:
    if cell.fact is None:
        return (Words("—"),)
    figure = Words(f"{cell.fact.value:,.2f}", bold=not cell.equal)
    return (figure,) if cell.equal else (figure, Words(f"（{cell.difference:+,.2f}）"))


def links(paper: Paper, matter: Matter) -> None:
    """RD × IP × PS × 转化, a row an activity, and what leads nowhere."""
    matrix = link_matrix(matter.review.facts)
    if not matrix.rd_to_ip:
        return
    paper.annex("研发活动、知识产权、产品和成果转化的对应")
    rows = [
        (
            rd,
            str(matter.review.facts.value(f"application.rd[{rd}].name") or ""),
            "、".join(ip) or "—",
            "、".join(ps for ps, behind in matrix.product_to_rd.items() if rd in behind) or "—",
            "、".join(f"第{c.key}项" for c in matrix.conversions if rd in c.rd) or "—",
        )
        for rd, ip in matrix.rd_to_ip.items()
    ]
    paper.table(("编号", "研发活动", "知识产权", "产品（服务）", "成果转化"), rows, (1.4, 5.8, 3.6, 2.6, 3.0))
    for line in loose_ends(matrix):
        paper.text(line)


def stress(paper: Paper, matter: Matter) -> None:
    """How much an expert may strike out before a condition fails."""
    test = stress_test(matter.review.facts)
    if not test.ratios:
        return
    paper.annex("条件余量：核除研发活动或产品后的结果")
    rows = [
        (
            STRESS_TITLES[condition],
            share_text(ratio.value, ratio.floor),
            share_text(ratio.floor),
            f"{ratio.margin / WAN:,.2f} 万元" if ratio.margin >= 0 else "已不满足",
            "、".join(test.fatal(condition)) or "—",
            _pairs(test.fatal_pairs(condition)),
        )
        for condition, ratio in test.ratios.items()
    ]
    paper.table(
        ("条件", "现值", "下限", "可核减的金额", "核除一项即不满足", "核除两项即不满足"),
        rows,
        (3.2, 1.8, 1.6, 2.8, 3.2, 3.8),
    )
    paper.text("仅说明余量大小，不预测专家是否核除。", quiet=True)


def _pairs(pairs: tuple[str, ...]) -> str:
    shown = "\n".join(pairs[:PAIRS_SHOWN]) or "—"
    return f"{shown}\n等 {len(pairs)} 组" if len(pairs) > PAIRS_SHOWN else shown


def expert_forms(paper: Paper, matter: Matter) -> None:
    """The forms of the later review as far as they can be filled."""
    paper.annex("专家评价表参考填写")
    paper.text(
        "按现有材料可以填写的内容；“专家填写”的项目只列出可能的范围，不代表专家意见。", quiet=True, lead=True
    )
    for form in expert_forms_of(matter.review):
        paper.subsection(form.title)
        rows = [
            (
                f.title,
                f.filled,
                ANSWER_TITLES[f.answer],
                tuple(Words(w, quiet=True) for w in (f.note, matter.names.places(f.places, 3)) if w) or "—",
            )
            for f in form.fields
        ]
        paper.table(("项目", "内容", "核对", "说明与出处"), rows, (4.8, 4.2, 1.8, 5.6))


def passed(paper: Paper, matter: Matter) -> None:
    """What was checked and found right, by section, and what a reviewer dismissed."""
    titles: dict[str, dict[str, None]] = {}
    for finding in matter.review.findings:
        if finding.verdict is Verdict.PASS:
            titles.setdefault(finding.section, {})[finding.title] = None
    if not titles and not matter.dismissed:
        return
    paper.annex("核对通过的事项")
    rows = [
        (title, _some(list(titles[section])))
        for section, title in matter.review.sections
        if section in titles
    ]
    if rows:
        paper.table(("部分", "核对事项"), rows, (2.6, 13.8))
    for numbered in matter.dismissed:
        reason = matter.decisions.of(numbered.finding.identity).reason
        paper.text(f"经预审人员认定不成立：{numbered.label} {numbered.finding.title}（{reason}）")


def _some(titles: list[str]) -> str:
    more = f" 等 {len(titles)} 类" if len(titles) > TITLES_SHOWN else ""
    return "、".join(titles[:TITLES_SHOWN]) + more


def materials(paper: Paper, matter: Matter) -> None:
    """All kinds of papers, and the files of this round with their check values."""
    paper.annex("材料清单与版本")
    rows = [
        (m.title, PRESENCE_TITLES[m.presence], f"{m.count} 份、{m.pages} 页" if m.count else "—")
        for m in coverage_of(matter.review)
    ]
    paper.table(("材料", "情况", "份数"), rows, (10.4, 2.4, 3.6))
    files = [(f.path, f"{f.page_count} 页", f.sha256[:12]) for f in matter.review.files]
    paper.table(("本次预审的文件", "页数", "校验值（SHA-256 前 12 位）"), files, (10.4, 1.8, 4.2))
