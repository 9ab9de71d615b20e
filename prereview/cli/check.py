"""`prereview check`: the main job."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prereview.cli.shared import (
    checklist_option,
    format_option,
    output_option,
    package_argument,
    password_option,
    review,
    tell,
)
from prereview.errors import ExitCode, NothingToCheckError, UsageError

if TYPE_CHECKING:
    from prereview.review import Review

SEVERITIES = ("blocker", "must_fix", "explain", "hint")
BINARY = ("docx", "xlsx", "pdf")

LOOK_EVERY = 1.0
"""Seconds between two looks at the files of a watched package."""


@click.command()
@package_argument
@format_option("text", "json", "html", "docx", "xlsx", "pdf")
@output_option
@click.option(
    "--annotate", type=click.Path(path_type=Path, file_okay=False), help="把带批注的文件副本写入该文件夹"
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="must_fix",
    show_default=True,
    help="达到该级别时退出码为 1",
)
@checklist_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="申请书未填申请日期时使用的日期")
@password_option
@click.option("--jobs", type=click.IntRange(min=1), help="读取文件的进程数，默认每个处理器核心一个")
@click.option("--watch", is_flag=True, help="文件变化后重新核对，按 Ctrl-C 结束；未变化的文件不重读")
@click.option("--profile", is_flag=True, help="在标准错误输出各步骤用时")
def check(
    package: Path,
    format_: str,
    output: Path | None,
    annotate: Path | None,
    fail_on: str,
    checklist: str,
    as_of: datetime | None,
    password: str | None,
    jobs: int | None,
    watch: bool,
    profile: bool,
) -> int:
    """读取 PACKAGE（文件夹或单个 PDF、DOCX、ZIP）并核对，列出问题。"""
    from prereview.documents.starter import is_starter
    from prereview.feedback.text import PREPARING

    if format_ in BINARY and output is None and sys.stdout.isatty():
        raise UsageError(f"{format_} 格式不能显示在终端", remedy="请用 -o 指定要写入的文件")

    def once() -> Review:
        return review(package, checklist, as_of.date() if as_of else None, password, jobs)

    starter = is_starter(package)
    try:
        done = once()
    except NothingToCheckError:
        if not starter:
            raise
        click.echo(_remaining(package, None), nl=False)
        tell(f"{package} 中还没有放入材料")
        return ExitCode.NOTHING_TO_CHECK
    gathering = _remaining(package, done) if starter else None
    _put_out(render(done, format_, package, password, gathering), output, package)
    if annotate is not None:
        _annotate(done, package, annotate, password)
    if profile:
        _tell_timings(done)
    tell(f"{PREPARING if starter else ''}{done.summary.verdict}")
    if watch:
        for later in watched(package, once):
            if output is not None:
                _put_out(render(later, format_, package, password), output, package)
            _tell_changes(done, later)
            done = later
    return exit_code(done, fail_on)


def _remaining(package: Path, review: Review | None) -> str:
    """What is still to come in a folder that `prereview new` made."""
    from prereview.feedback.starter import profile_of, render_remaining

    return render_remaining(package, profile_of(package), review)


def watched(
    package: Path, once: Callable[[], Review], pause: Callable[[float], object] = time.sleep
) -> Iterator[Review]:
    """Review again each time the files have changed and come to rest, until stopped."""
    from prereview.review.watching import Watch, stamp

    tell(f"等待 {package} 中的文件变化，按 Ctrl-C 结束")
    watch = Watch()
    watch.look(stamp(package))
    while True:
        pause(LOOK_EVERY)
        if watch.look(stamp(package)):
            try:
                yield once()
            except NothingToCheckError as error:  # all files moved away for a moment
                tell(error.message)


def _put_out(content: str | bytes, output: Path | None, package: Path) -> None:
    """To the file, else to stdout."""
    from prereview.feedback.output import write_output

    if output is not None:
        write_output(output, content, inputs=package)
        tell(f"结果已写入 {output}")
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        click.echo(content, nl=False)


def _tell_changes(before: Review, later: Review) -> None:
    """What the change of the files changed in the findings."""
    from prereview.feedback.rounds import render_changes, summary_of
    from prereview.review.rounds import compare_rounds

    differences = compare_rounds(before, later)
    click.echo(render_changes(differences), nl=False)
    tell(summary_of(differences))
    tell(later.summary.verdict)


def render(
    review: Review, format_: str, package: Path, password: str | None, gathering: str | None = None
) -> str | bytes:
    """The review in one of the formats; `gathering` as in `render_text`."""
    match format_:
        case "json":
            from prereview.feedback.result import render_json

            return render_json(review)
        case "html":
            from prereview.feedback.html import render_html

            return render_html(review, package, password=password)
        case "docx" | "pdf":
            from prereview.feedback.opinion import as_pdf, installed_fonts, render_opinion
            from prereview.settings import load_settings

            fonts = installed_fonts() if format_ == "pdf" else None
            opinion = render_opinion(review, settings=load_settings(), fonts=fonts)
            return as_pdf(opinion) if format_ == "pdf" else opinion
        case "xlsx":
            from prereview.feedback.workbook import render_workbook

            return render_workbook(review)
        case _:
            from prereview.feedback.text import render_text

            return render_text(review, gathering)


def exit_code(review: Review, fail_on: str) -> ExitCode:
    """What the process ends with: unread outranks findings at or above `fail_on`."""
    from prereview.checklist.finding import Severity

    if review.summary.incomplete:
        return ExitCode.INCOMPLETE
    threshold = Severity(fail_on).rank
    if any(f.severity.rank <= threshold for f in review.failing()):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN


def _annotate(review: Review, package: Path, target: Path, password: str | None) -> None:
    from prereview.feedback.annotate import annotate_package

    copies = annotate_package(review, package, target, password)
    written = [c for c in copies if c.path is not None]
    tell(f"已在 {target} 写入 {len(written)} 份批注副本")
    for copy in copies:
        if copy.problem:
            tell(f"  {copy.name}：{copy.problem}")


def _tell_timings(review: Review) -> None:
    timings = review.timings
    pages = sum(f.page_count for f in review.files)
    tell(f"用时 {timings.total:.2f} 秒（{pages} 页）")
    for name, seconds in (
        ("读取文件", timings.reading),
        ("整理内容", timings.facts),
        ("核对清单", timings.rules),
    ):
        tell(f"  {name} {seconds:.2f} 秒")
