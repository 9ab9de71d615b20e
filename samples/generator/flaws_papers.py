"""Mistakes of papers: one that is missing, one that was not finished, one that names another firm."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from samples.generator.model import Dossier, Leftover, edit
from samples.generator.planting import Expected, Planting


def _leave(sheet: str, leftover: Leftover) -> Callable[[Dossier], Dossier]:
    def change(dossier: Dossier) -> Dossier:
        return edit(dossier, ("leftovers",), lambda left: {**left, sheet: (*left.get(sheet, ()), leftover)})

    return change


def acceptance_missing(d: Dossier, random: Random) -> Planting:
    """A finished activity has no acceptance report."""
    key = [k for k, a in d.activities.items() if a.accepted_on][-1]
    return Planting(finding=Expected(rule="X-TM-10", subject=key), dropped=(f"acceptance/{key}",))


def approval_missing(d: Dossier, random: Random) -> Planting:
    """An activity has no approval."""
    key = sorted(d.activities)[-1]
    return Planting(finding=Expected(rule="M-10", subject=key), dropped=(f"approval/{key}",))


def certificate_missing(d: Dossier, random: Random) -> Planting:
    """A listed right has no certificate."""
    key = sorted(d.rights)[-1]
    return Planting(finding=Expected(rule="X-IP-03", subject=key), dropped=(f"certificate/{key}",))


def ledger_missing(d: Dossier, random: Random) -> Planting:
    """There is no auxiliary ledger of R&D cost."""
    return Planting(finding=Expected(rule="M-22"), dropped=tuple(f"ledger/{year}" for year in d.years))


def tax_missing(d: Dossier, random: Random) -> Planting:
    """The tax return of a year is missing."""
    year = d.years[0]
    return Planting(finding=Expected(rule="M-21", subject=str(year)), dropped=(f"tax/{year}",))


def narrative_missing(d: Dossier, random: Random) -> Planting:
    """An audit report comes without 财务情况说明书."""
    year = d.years[0]
    return Planting(
        finding=Expected(rule="X-BS-13", subject=str(year)),
        papers=(f"audit/{year}",),
        change=_leave(f"audit/{year}", Leftover(kind="no_narrative", text="")),
    )


def foreign_name(d: Dossier, random: Random) -> Planting:
    """A rule of the firm still names the firm it was copied from."""
    text = "本办法适用于惠州市砚秋电子有限公司各部门。"
    return Planting(
        finding=Expected(rule="X-ORG-06", subject="开放式创新创业平台管理办法", also=("X-TX-01",)),
        papers=("rules/innovation_platform",),
        change=_leave("rules/innovation_platform", Leftover(kind="text", text=text)),
    )


def comment_left(d: Dossier, random: Random) -> Planting:
    """A comment was left in the DOCX of a product description."""
    key = list(d.products)[-1]
    left = Leftover(kind="comment", text="产品已在多个用户现场运行。", about="用户名单与合同核对后再定稿")
    return Planting(
        finding=Expected(rule="X-TX-11", subject=key),
        papers=(f"product/{key}",),
        word=(f"product/{key}",),
        change=_leave(f"product/{key}", left),
    )


def highlight_left(d: Dossier, random: Random) -> Planting:
    """A highlighted note was left in a product description."""
    key = next(iter(d.products))
    return Planting(
        finding=Expected(rule="X-TX-12", subject=key),
        papers=(f"product/{key}",),
        word=(f"product/{key}",),
        change=_leave(
            f"product/{key}", Leftover(kind="highlight", text="检验数据以最新报告为准，提交前替换。")
        ),
    )


def placeholder_left(d: Dossier, random: Random) -> Planting:
    """A placeholder was never filled in."""
    key = sorted(d.activities)[0]
    return Planting(
        finding=Expected(rule="X-TX-02", subject=key),
        papers=(f"approval/{key}",),
        change=_leave(f"approval/{key}", Leftover(kind="text", text="项目合作单位：待补充。")),
    )


def report_number(d: Dossier, random: Random) -> Planting:
    """The special audit of income was handed in as a draft without number."""
    return Planting(
        finding=Expected(rule="X-AU-03", subject="高新收入", also=("X-AU-13",)),
        papers=("special_income",),
        change=lambda dossier: edit(
            dossier,
            ("income_report", "number"),
            lambda number: f"{number[: number.index('〔')]}〔{d.applied_on.year}〕第　　号",
        ),
    )


PAPER_FLAWS: dict[str, Callable[[Dossier, Random], Planting]] = {
    flaw.__name__: flaw
    for flaw in (
        acceptance_missing, approval_missing, certificate_missing, ledger_missing, tax_missing, narrative_missing,
        foreign_name, comment_left, highlight_left, placeholder_left, report_number,
    )
}  # fmt: skip
