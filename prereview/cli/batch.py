"""`prereview batch`: every package in a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prereview.cli.shared import checklist_option, password_option, tell
from prereview.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from prereview.batch import Options, Result, Step


@click.command()
@click.argument("folder")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="结果文件夹，每家企业一个子文件夹",
)
@click.option(
    "--depth", type=click.IntRange(min=1), default=1, show_default=True, help="材料文件夹所在的层数"
)
@click.option("--pattern", default="*", show_default=True, help="只处理名称符合的材料，例如 '2026*'")
@click.option("--jobs", type=click.IntRange(min=1), help="同时预审的家数，默认每个处理器核心一家")
@click.option(
    "--order",
    type=click.Choice(["large", "small", "name"]),
    default="large",
    show_default=True,
    help="先处理大的、小的，或按名称",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="在本机，或在 Dask 集群上运行",
)
@click.option("--scheduler", help="Dask 调度器地址，例如 tcp://10.0.0.1:8786")
@click.option("--store", help="进度和预审记录所在的数据库（SQLAlchemy 地址），多人共用时指定")
@click.option("--watch", is_flag=True, help="持续运行，新材料复制完成后即预审")
@click.option("--again", is_flag=True, help="未变化的材料也重新预审")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="申请书未填申请日期时使用的日期")
@checklist_option
@password_option
def batch(
    folder: str,
    output: Path,
    depth: int,
    pattern: str,
    jobs: int | None,
    order: str,
    engine: str,
    scheduler: str | None,
    store: str | None,
    watch: bool,
    again: bool,
    as_of: datetime | None,
    checklist: str,
    password: str | None,
) -> int:
    """预审 FOLDER（文件夹或 s3:// 等地址）中的全部材料；再次运行只处理新增和变化的部分。"""
    from prereview.batch import Options

    if (engine == "dask") != (scheduler is not None):
        raise UsageError("--engine dask 与 --scheduler 须同时使用")
    options = Options(
        checklist=checklist,
        depth=depth,
        pattern=pattern,
        jobs=jobs,
        order=order,  # type: ignore[arg-type]
        scheduler=scheduler,
        as_of=as_of.date() if as_of else None,
        password=password,
        store=store,
        again=again,
    )
    return _watch(folder, output, options) if watch else _once(folder, output, options)


def _once(folder: str, output: Path, options: Options) -> int:
    from prereview.batch import run_batch

    with _steps() as on_step:
        result = run_batch(folder, output, options, on_step)
    return _report(output, result)


def _watch(folder: str, output: Path, options: Options) -> int:
    from prereview.batch import watch_batch

    tell(f"等待 {folder} 中的材料，按 Ctrl-C 结束")
    with _steps() as on_step:
        for result in watch_batch(folder, output, options, on_step):
            if result.checked:
                _report(output, result)
    return ExitCode.CLEAN


def _report(output: Path, result: Result) -> int:
    from prereview.batch import write_overview
    from prereview.batch.summary import headline, render_overview_text
    from prereview.feedback.plain import plain_line

    overview = write_overview(output, result.entries)
    click.echo(render_overview_text(overview), nl=False)
    now = [e for e in result.entries if e.package in result.checked]
    slow = sorted(now, key=lambda e: -e.seconds)[:3]
    if result.checked:
        tell(plain_line("用时最长：" + "、".join(f"{e.package} {e.seconds:.1f} 秒" for e in slow)))
    tell(f"本次预审 {len(result.checked)} 家，{result.unchanged} 家未变化，用时 {result.seconds:.1f} 秒")
    tell(f"汇总见 {output}")
    tell(headline(overview))
    if any(e.status != "done" or e.summary.counts.get("unread") for e in result.entries):
        return ExitCode.INCOMPLETE
    heavy = any(e.summary.counts.get(w) for e in result.entries for w in ("blocker", "must_fix"))
    return ExitCode.FINDINGS if heavy else ExitCode.CLEAN


@contextmanager
def _steps() -> Iterator[Callable[[Step], None] | None]:
    """A line per finished package on a terminal: how far, how many pages, time left."""
    if not sys.stderr.isatty():
        yield None
        return
    from prereview.feedback.plain import plain_line

    def show(step: Step) -> None:
        left = f"约剩 {step.seconds / step.share * (1 - step.share) / 60:.1f} 分钟" if step.share else ""
        if step.entry is None:
            part = f"第 {step.part[0]}/{step.part[1]} 部分" if step.part else ""
            tell(plain_line(f"[{step.done}/{step.total}] {step.package}　{part}　{left}"))
        else:
            took = f"{step.entry.pages} 页 {step.entry.seconds:.1f} 秒"
            tell(plain_line(f"[{step.done}/{step.total}] {step.package}　{took}　共 {step.pages} 页　{left}"))

    yield show
