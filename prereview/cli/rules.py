"""`prereview rules`: the checklist as documentation, a check of a checklist file, and its cases run."""

from __future__ import annotations

import json
from pathlib import Path

import click

from prereview.cli.shared import checklist_option, tell
from prereview.errors import ExitCode


@click.group()
def rules() -> None:
    """检查清单：列出规则、解释一条规则、检查清单文件、运行示例。"""


@rules.command("list")
@checklist_option
def rules_list(checklist: str) -> None:
    """列出检查清单中的全部规则。"""
    from prereview.checklist.catalogue import list_rules
    from prereview.checklist.loader import load_checklist

    click.echo(list_rules(load_checklist(checklist)), nl=False)


@rules.command("explain")
@click.argument("rule_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@checklist_option
def rules_explain(rule_id: str, as_json: bool, checklist: str) -> None:
    """解释一条规则：依据、所需内容、判断方法、处理办法与示例。"""
    from prereview.checklist.catalogue import explain_rule
    from prereview.checklist.described import describe_rule
    from prereview.checklist.loader import load_checklist

    rules = load_checklist(checklist)
    if as_json:
        click.echo(json.dumps(describe_rule(rules, rule_id), ensure_ascii=False, indent=2))
    else:
        click.echo(explain_rule(rules, rule_id), nl=False)


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


@rules.command("test")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def rules_test(path: Path) -> int:
    """运行一个清单文件中的全部示例，逐条列出与预期不符的。"""
    from prereview.checklist.cases import run_cases
    from prereview.checklist.loader import load_checklist

    outcomes = run_cases(load_checklist(path))
    wrong = [outcome for outcome in outcomes if outcome.difference]
    for outcome in wrong:
        place = f"{outcome.file.name} 第 {outcome.line} 行"
        click.echo(f"{place}：{outcome.id} 的示例“{outcome.case}”：{outcome.difference}")
    tell(
        f"{path}：{len(outcomes)} 个示例，{len(wrong)} 个与预期不符"
        if wrong
        else f"{path}：{len(outcomes)} 个示例均符合预期"
    )
    return ExitCode.USAGE if wrong else ExitCode.CLEAN
