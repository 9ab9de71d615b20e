"""The terminal UI: `run(package)` opens it on a package or asks for one."""

from __future__ import annotations

from pathlib import Path


def run(package: Path | None = None) -> None:
    """Open the terminal UI; returns when the person leaves it."""
    from prereview.tui.app import PrereviewApp

    PrereviewApp(package).run()


def main() -> None:
    """Entry point of `python tui.py [PATH]`."""
    import sys

    arguments = sys.argv[1:]
    if any(a in ("-h", "--help") for a in arguments) or len(arguments) > 1:
        print("用法：python tui.py [申报材料文件夹或 PDF、DOCX、ZIP 文件]")
        raise SystemExit(0 if len(arguments) == 1 else 2)
    run(Path(arguments[0]) if arguments else None)
