"""The terminal UI: `run(path)` opens it on a package, a folder of packages, or asks for one."""

from __future__ import annotations

from pathlib import Path

USAGE = "用法：python tui.py [申报材料或多家企业的文件夹，或 PDF、DOCX、ZIP 文件] [--store 预审记录库地址]"


def run(package: Path | None = None, store: str | None = None) -> None:
    """Open the terminal UI; returns when the person leaves it. `store` is an SQLAlchemy URL.

    Raises `UsageError` for a configuration file that is not understood.
    """
    from prereview.settings import load_settings
    from prereview.tui.app import PrereviewApp
    from prereview.tui.graphics import picture_widget

    settings = load_settings()
    picture_widget()  # asks the terminal, which cannot be done any more once the application runs
    PrereviewApp(package, store_url=store, settings=settings).run()


def main() -> None:
    """Entry point of `python tui.py [PATH] [--store URL]`."""
    import sys

    from prereview.errors import PrereviewError

    arguments = sys.argv[1:]
    store = None
    if "--store" in arguments[:-1]:
        place = arguments.index("--store")
        store = arguments[place + 1]
        del arguments[place : place + 2]
    if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
        print(USAGE)
        raise SystemExit(0 if arguments in (["-h"], ["--help"]) else 2)
    try:
        run(Path(arguments[0]) if arguments else None, store)
    except PrereviewError as error:
        print(f"错误：{error.message}", file=sys.stderr)
        if error.remedy:
            print(f"处理：{error.remedy}", file=sys.stderr)
        raise SystemExit(error.exit_code) from error
