"""`prereview diff`: two rounds of one package."""

from __future__ import annotations

from pathlib import Path

import click

from prereview.cli.shared import (
    checklist_option,
    format_option,
    output_option,
    password_option,
    review,
    tell,
)
from prereview.errors import ExitCode


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@format_option("text", "json")
@output_option
@checklist_option
@password_option
def diff(
    old: Path, new: Path, format_: str, output: Path | None, checklist: str, password: str | None
) -> int:
    """对比 OLD 与 NEW 两轮材料：已解决、仍存在、新出现、复现、未能核对。"""
    from prereview.feedback.output import write_output
    from prereview.feedback.rounds import render_rounds_json, render_rounds_text, summary_of
    from prereview.review.rounds import Change, compare_rounds

    before = review(old, checklist, password=password)
    after = review(new, checklist, password=password)
    differences = compare_rounds(before, after)
    render = render_rounds_json if format_ == "json" else render_rounds_text
    if output is None:
        click.echo(render(differences), nl=False)
    else:
        write_output(output, render(differences), inputs=new)
        tell(f"结果已写入 {output}")
    tell(summary_of(differences))
    if after.summary.incomplete:
        return ExitCode.INCOMPLETE
    settled = all(d.change is Change.FIXED for d in differences)
    return ExitCode.CLEAN if settled else ExitCode.FINDINGS
