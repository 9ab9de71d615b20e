"""`prereview rules`: the checklist as documentation, and a check of a checklist file."""

from __future__ import annotations

from pathlib import Path

import click

from prereview.cli.shared import checklist_option, tell
from prereview.errors import ExitCode


@click.group()
def rules() -> None:
    """检查清单：列出规则、解释一条规则、检查清单文件。"""


@rules.command("list")
@checklist_option
def rules_list(checklist: str) -> None:
    """列出检查清单中的全部规则。"""
    from prereview.checklist.catalogue import list_rules
    from prereview.checklist.loader import load_checklist

    click.echo(list_rules(load_checklist(checklist)), nl=False)


@rules.command("explain")
@click.argument("rule_id", metavar="ID")
@checklist_option
def rules_explain(rule_id: str, checklist: str) -> None:
    """解释一条规则：依据、所需内容、判断方法、处理办法与示例。"""
    from prereview.checklist.catalogue import explain_rule
    from prereview.checklist.loader import load_checklist

    click.echo(explain_rule(load_checklist(checklist), rule_id), nl=False)


@rules.command("lint")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def rules_lint(path: Path) -> int:
    """检查一个清单文件：格式、名称、表达式与示例。"""
    from prereview.checklist.lint import lint

    problems = lint(path)
    for problem in problems:
        click.echo(str(problem))
    tell(f"{path}：{len(problems)} 处问题" if problems else f"{path}：未发现问题")
    return ExitCode.USAGE if problems else ExitCode.CLEAN
