"""`prereview diff`: two rounds of one package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prereview.cli.shared import (
    checklist_option,
    format_option,
    output_option,
    password_option,
    review,
    tell,
)
from prereview.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prereview.checklist.finding import Finding
    from prereview.review import Review
    from prereview.review.decisions import Decisions
    from prereview.review.rounds import Difference

ROUND_MARK = "round:"
"""Before the number of a round of the store."""

BINARY = ("docx", "pdf")


@click.command()
@click.argument("old")
@click.argument("new")
@format_option("text", "json", "html", "docx", "pdf")
@output_option
@click.option("--store", help="预审记录所在的数据库（SQLAlchemy 地址），用于 round:编号")
@checklist_option
@password_option
def diff(
    old: str,
    new: str,
    format_: str,
    output: Path | None,
    store: str | None,
    checklist: str,
    password: str | None,
) -> int:
    """对比 OLD 与 NEW 两轮：已解决、仍存在、新出现、复现、未能核对。

    OLD、NEW 可以是材料、JSON 结果文件，或 round:编号（记录库中的一轮）。
    """
    from prereview.feedback.output import refuse_overwriting_input, write_output
    from prereview.feedback.rounds import summary_of
    from prereview.review.decisions import Decisions
    from prereview.review.rounds import Change, compare_findings

    if format_ in BINARY and output is None and sys.stdout.isatty():
        raise UsageError(f"{format_} 格式不能显示在终端", remedy="请用 -o 指定要写入的文件")
    before, _, decided = _round(old, store, checklist, password)
    after, shown, later = _round(new, store, checklist, password)
    decisions = later or decided or Decisions()
    differences = compare_findings(before, after, decisions)
    content = _render(differences, format_, before, shown, decisions)
    if output is not None:
        for source in (old, new):
            refuse_overwriting_input(output, Path(source))
        write_output(output, content, inputs=Path(new))
        tell(f"结果已写入 {output}")
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        click.echo(content, nl=False)
    tell(summary_of(differences))
    if shown is not None and shown.summary.incomplete:
        return ExitCode.INCOMPLETE
    settled = all(d.change is Change.FIXED for d in differences)
    return ExitCode.CLEAN if settled else ExitCode.FINDINGS


def _round(
    source: str, store: str | None, checklist: str, password: str | None
) -> tuple[Sequence[Finding], Review | None, Decisions | None]:
    """Findings of one side, its review where there is a whole one, and decisions where a store has them."""
    if source.startswith(ROUND_MARK):
        return _stored(source.removeprefix(ROUND_MARK), store)
    path = Path(source)
    if path.is_file() and path.suffix.lower() == ".json":
        from prereview.feedback.result_file import read_findings

        return read_findings(path), None, None
    found = review(path, checklist, password=password)
    return found.findings, found, None


def _stored(number: str, store: str | None) -> tuple[Sequence[Finding], Review, Decisions]:
    from prereview.review.store import Store
    from prereview.settings import load_settings

    if not number.isdigit():
        raise UsageError(f"“{ROUND_MARK}{number}”不是记录编号", remedy="例如 round:12")
    kept = Store(store or load_settings().store)
    try:
        found = kept.load(int(number))
        application = kept.application_of(int(number))
        return found.findings, found, kept.decisions(application)
    finally:
        kept.close()


def _render(
    differences: Sequence[Difference],
    format_: str,
    before: Sequence[Finding],
    shown: Review | None,
    decisions: Decisions,
) -> str | bytes:
    match format_:
        case "json":
            from prereview.feedback.rounds import render_rounds_json

            return render_rounds_json(differences)
        case "html":
            from prereview.feedback.html import render_rounds_html

            firm = shown.facts.value("derived.firm_name") or shown.name if shown else ""
            return render_rounds_html(differences, str(firm))
        case "docx" | "pdf":
            return _opinion(format_, before, shown, decisions)
        case _:
            from prereview.feedback.rounds import render_rounds_text

            return render_rounds_text(differences)


def _opinion(format_: str, before: Sequence[Finding], shown: Review | None, decisions: Decisions) -> bytes:
    """The second-round opinion."""
    from prereview.feedback.opinion import as_pdf, installed_fonts, render_opinion
    from prereview.settings import load_settings

    if shown is None:
        raise UsageError("只有 JSON 结果时不能生成意见书", remedy="NEW 请指定材料文件夹或 round:编号")
    fonts = installed_fonts() if format_ == "pdf" else None
    opinion = render_opinion(shown, decisions, load_settings(), previous=before, fonts=fonts)
    return as_pdf(opinion) if format_ == "pdf" else opinion
