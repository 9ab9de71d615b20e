"""`prereview doctor`: versions, the OCR engine, limits in force."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from prereview import __version__

SHOWN = (
    "pypdfium2",
    "python-docx",
    "common-expression-language",
    "textual",
    "rapidocr",
    "openvino",
    "onnxruntime",
)


@click.command()
def doctor() -> None:
    """显示版本、运行环境与读取限制。"""
    import msgspec

    from prereview.documents.limits import LIMITS
    from prereview.settings import config_path

    click.echo(f"prereview {__version__}")
    click.echo(f"Python {platform.python_version()}（{platform.system()} {platform.machine()}）")
    for package in SHOWN:
        click.echo(f"{package} {_version(package)}")
    click.echo(f"配置文件 {config_path()}")
    click.echo("读取限制")
    for name, value in msgspec.structs.asdict(LIMITS).items():
        click.echo(f"  {name} = {value}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "未安装"
