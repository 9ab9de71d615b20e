"""What several commands share: words for people, the progress bar, reviewing a package."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prereview.documents import Progress
    from prereview.review import Review

F = TypeVar("F", bound="Callable[..., object]")

DEFAULT_CHECKLIST = "hnte-2016"

package_argument = click.argument("package", type=click.Path(path_type=Path))
checklist_option = click.option(
    "--checklist", default=DEFAULT_CHECKLIST, show_default=True, help="检查清单的编号、文件或文件夹"
)
password_option = click.option("--password", help="加密文件的密码")
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="写入文件，不写到标准输出"
)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format` with these choices, the first as default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="输出格式",
    )


def tell(text: str) -> None:
    """A sentence for the person at the terminal."""
    click.echo(text, err=True)


def review(
    package: Path,
    checklist: str = DEFAULT_CHECKLIST,
    as_of: date | None = None,
    password: str | None = None,
    jobs: int | None = None,
) -> Review:
    """Read and check a package, with a progress bar where someone watches."""
    from prereview.review import review_package

    with progress_bar() as on_progress:
        return review_package(
            package, checklist=checklist, as_of=as_of, password=password, jobs=jobs, on_progress=on_progress
        )


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None] | None]:
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
