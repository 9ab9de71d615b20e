"""`prereview tui`: the terminal UI, loaded by this command only."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("package", type=click.Path(path_type=Path), required=False)
def tui(package: Path | None) -> None:
    """打开终端界面，查看 PACKAGE 的预审结果。"""
    from prereview.tui import run

    run(package)
