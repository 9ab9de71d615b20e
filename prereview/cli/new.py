"""`prereview new`: a starter folder."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from prereview.cli.shared import tell
from prereview.errors import ExitCode


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--firm", help="企业名称，写入模板")
@click.option("--region", help="申报地区，例如 广东深圳")
@click.option("--year", type=int, help="申报年度，默认今年")
@click.option("--renewal/--first", default=None, help="重新认定，或首次认定（默认）")
@click.option("--years", type=int, help="需提供的会计年度数，默认 3；成立不满三年的按实际年数")
@click.option("--rd", "activities", type=int, help="研发活动数，默认 3")
@click.option("--ps", "products", type=int, help="高新技术产品（服务）数，默认 2")
@click.option("--ip", "rights", type=int, help="知识产权数，默认 6")
def new(folder: Path, **given: Any) -> int:  # noqa: ANN401 - options by name
    """建立申报材料文件夹 DIR：材料清单、每类材料一个文件夹和说明、可填写的模板。

    在终端中逐项询问未指定的选项；否则使用默认值。
    """
    from prereview.feedback.starter import Profile, write_starter

    answers = {name: value for name, value in given.items() if value is not None}
    if sys.stdin.isatty() and sys.stdout.isatty():
        answers = asked(answers)
    profile = Profile(**{"year": date.today().year, **answers})
    names = write_starter(folder, profile)
    folders = sorted({name.parts[0] for name in names if len(name.parts) > 1})
    click.echo("\n".join([str(folder), *(f"  {name}" for name in folders)]))
    tell(f"已建立 {folder}：{len(folders)} 个材料文件夹，{len(names) - 1} 个文件")
    tell(f"放入材料后运行 prereview check {folder}，随时查看还缺什么")
    return ExitCode.CLEAN


def asked(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with what a person at the terminal says to the rest; Enter takes the default."""
    questions: tuple[tuple[str, str, Any], ...] = (
        ("firm", "企业名称", ""),
        ("region", "申报地区", ""),
        ("year", "申报年度", date.today().year),
        ("renewal", "是否重新认定", False),
        ("years", "会计年度数（1-3）", 3),
        ("activities", "研发活动数", 3),
        ("products", "高新技术产品（服务）数", 2),
        ("rights", "知识产权数", 6),
    )
    found = dict(answers)
    for name, text, default in questions:
        if name in found:
            continue
        if isinstance(default, bool):
            found[name] = click.confirm(text, default=default, err=True)
        else:
            found[name] = click.prompt(text, default=default, type=type(default), err=True)
    return found
