"""`prereview tui`: the terminal UI, loaded by this command only."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("package", type=click.Path(path_type=Path), required=False)
@click.option("--store", help="预审记录所在的数据库（SQLAlchemy 地址），默认在用户数据目录")
def tui(package: Path | None, store: str | None) -> None:
    """打开终端界面：PACKAGE 为一份材料，或存放多家企业材料的文件夹。"""
    from prereview.tui import run

    run(package, store)
