"""The command line: `prereview check`, `facts`, `rules`, `tui`, `doctor`.

stdout carries data, stderr speaks to people and ends with the verdict. Every
command ends with an `ExitCode`.
"""

from __future__ import annotations

import platform
import sys
from contextlib import contextmanager
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prereview import __version__
from prereview.errors import ExitCode, PrereviewError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prereview.documents import Progress
    from prereview.review import Review

SEVERITIES = ("blocker", "must_fix", "explain", "hint")
FORMATS = ("text", "json")


class ChineseGroup(click.Group):
    """A command group whose errors end with the project's exit codes and messages."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command line; errors become a sentence on stderr and an exit code."""
        kwargs["standalone_mode"] = False
        try:
            result = super().main(*args, **kwargs)
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except (click.Abort, KeyboardInterrupt):
            _tell("已中断")
            sys.exit(ExitCode.INTERRUPTED)
        except click.ClickException as error:
            error.show()
            sys.exit(ExitCode.USAGE)
        except PrereviewError as error:
            _tell(f"错误：{error.message}")
            if error.remedy:
                _tell(f"处理：{error.remedy}")
            sys.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(ExitCode.CLEAN)
        sys.exit(result if isinstance(result, int) else ExitCode.CLEAN)


@click.group(
    cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="prereview")
def main() -> None:
    """高新技术企业认定申报材料预审：读取材料，核对清单，指出缺失与矛盾之处。"""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


@main.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="输出格式"
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="写入文件，不写到标准输出"
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="must_fix",
    show_default=True,
    help="达到该级别时退出码为 1",
)
@click.option("--checklist", default="hnte-2016", show_default=True, help="检查清单的编号、文件或文件夹")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="申请书未填申请日期时使用的日期")
@click.option("--password", help="加密文件的密码")
@click.option("--jobs", type=click.IntRange(min=1), help="读取文件的进程数，默认每个处理器核心一个")
@click.option("--profile", is_flag=True, help="在标准错误输出各步骤用时")
def check(
    package: Path,
    format_: str,
    output: Path | None,
    fail_on: str,
    checklist: str,
    as_of: datetime | None,
    password: str | None,
    jobs: int | None,
    profile: bool,
) -> int:
    """读取 PACKAGE（文件夹或单个 PDF、DOCX、ZIP）并核对，列出问题。"""
    from prereview.feedback.output import write_output
    from prereview.feedback.result import render_json
    from prereview.feedback.text import render_text

    review = _review(package, checklist, as_of.date() if as_of else None, password, jobs)
    text = render_json(review) if format_ == "json" else render_text(review)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_output(output, text, inputs=package)
        _tell(f"结果已写入 {output}")
    if profile:
        _tell_timings(review)
    _tell(review.summary.verdict)
    return exit_code(review, fail_on)


def exit_code(review: Review, fail_on: str) -> ExitCode:
    """What the process ends with: unread outranks findings at or above `fail_on`."""
    from prereview.checklist.finding import Severity

    if review.summary.incomplete:
        return ExitCode.INCOMPLETE
    threshold = Severity(fail_on).rank
    if any(f.severity.rank <= threshold for f in review.failing()):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN


@main.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--kind", help="只列出某类文件中的内容，例如 application_form")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="输出格式"
)
@click.option("--password", help="加密文件的密码")
def facts(package: Path, kind: str | None, format_: str, password: str | None) -> int:
    """列出从材料中读到的内容：数值、所在文件与页码、读取方式与把握程度。"""
    from prereview.dossier.kinds import KINDS
    from prereview.feedback.fact_list import render_facts_json, render_facts_text

    if kind is not None and kind not in KINDS:
        raise UsageError(f"没有名为 {kind} 的文件类型", remedy="可用的类型：" + "、".join(KINDS))
    review = _review(package, "hnte-2016", None, password, None)
    render = render_facts_json if format_ == "json" else render_facts_text
    click.echo(render(review, kind), nl=False)
    _tell(f"共 {len(review.facts)} 项")
    return ExitCode.INCOMPLETE if review.summary.incomplete else ExitCode.CLEAN


@main.group()
def rules() -> None:
    """检查清单：列出规则、解释一条规则、检查清单文件。"""


@rules.command("list")
@click.option("--checklist", default="hnte-2016", show_default=True, help="检查清单的编号、文件或文件夹")
def rules_list(checklist: str) -> None:
    """列出检查清单中的全部规则。"""
    from prereview.checklist.catalogue import list_rules
    from prereview.checklist.loader import load_checklist

    click.echo(list_rules(load_checklist(checklist)), nl=False)


@rules.command("explain")
@click.argument("rule_id", metavar="ID")
@click.option("--checklist", default="hnte-2016", show_default=True, help="检查清单的编号、文件或文件夹")
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
    _tell(f"{path}：{len(problems)} 处问题" if problems else f"{path}：未发现问题")
    return ExitCode.USAGE if problems else ExitCode.CLEAN


@main.command()
@click.argument("package", type=click.Path(path_type=Path), required=False)
def tui(package: Path | None) -> None:
    """打开终端界面，查看 PACKAGE 的预审结果。"""
    from prereview.tui import run

    run(package)


@main.command()
def doctor() -> None:
    """显示版本、运行环境与读取限制。"""
    from dataclasses import asdict, is_dataclass

    import msgspec

    from prereview.documents.limits import LIMITS

    click.echo(f"prereview {__version__}")
    click.echo(f"Python {platform.python_version()}（{platform.system()} {platform.machine()}）")
    for package in ("pypdfium2", "pdfplumber", "python-docx", "common-expression-language", "textual"):
        click.echo(f"{package} {version(package)}")
    limits = asdict(LIMITS) if is_dataclass(LIMITS) else msgspec.structs.asdict(LIMITS)
    click.echo("读取限制")
    for name, value in limits.items():
        click.echo(f"  {name} = {value}")
    click.echo("图像识别：当前版本不识别扫描图像；扫描页列为未能读取")


def _review(
    package: Path, checklist: str, as_of: date | None, password: str | None, jobs: int | None
) -> Review:
    from prereview.review import review_package

    with _progress() as on_progress:
        return review_package(
            package, checklist=checklist, as_of=as_of, password=password, jobs=jobs, on_progress=on_progress
        )


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar in pages on stderr, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("读取"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("页"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=None)

        def update(progress: Progress) -> None:
            bar.update(
                task, total=progress.pages_total, completed=progress.pages_done, description=progress.current
            )

        yield update


def _tell(text: str) -> None:
    """A sentence for the person at the terminal."""
    click.echo(text, err=True)


def _tell_timings(review: Review) -> None:
    timings = review.timings
    pages = sum(f.page_count for f in review.files)
    _tell(f"用时 {timings.total:.2f} 秒（{pages} 页）")
    for name, seconds in (
        ("读取文件", timings.reading),
        ("整理内容", timings.facts),
        ("核对清单", timings.rules),
    ):
        _tell(f"  {name} {seconds:.2f} 秒")


if __name__ == "__main__":
    main()
