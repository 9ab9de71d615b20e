"""`prereview facts`: what was read, from where, how surely."""

from __future__ import annotations

from pathlib import Path

import click

from prereview.cli.shared import format_option, package_argument, password_option, review, tell
from prereview.errors import ExitCode, UsageError


@click.command()
@package_argument
@click.option("--kind", help="只列出某类文件中的内容，例如 application_form")
@format_option("text", "json")
@password_option
@click.option(
    "--crops", type=click.Path(path_type=Path, file_okay=False), help="把每项内容所在的图像区域写入该文件夹"
)
def facts(package: Path, kind: str | None, format_: str, password: str | None, crops: Path | None) -> int:
    """列出从材料中读到的内容：数值、所在文件与页码、读取方式与把握程度。"""
    from prereview.dossier.kinds import KINDS
    from prereview.feedback.crops import write_crops
    from prereview.feedback.fact_list import render_facts_json, render_facts_text

    if kind is not None and kind not in KINDS:
        raise UsageError(f"没有名为 {kind} 的文件类型", remedy="可用的类型：" + "、".join(KINDS))
    done = review(package, password=password)
    render = render_facts_json if format_ == "json" else render_facts_text
    click.echo(render(done, kind), nl=False)
    if crops is not None:
        count = write_crops(done, package, crops, kind, password)
        tell(f"已在 {crops} 写入 {count} 幅图像")
    tell(f"共 {len(done.facts)} 项")
    return ExitCode.INCOMPLETE if done.summary.incomplete else ExitCode.CLEAN
