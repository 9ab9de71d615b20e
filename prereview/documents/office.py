"""Office files of other formats, through LibreOffice where it is installed.

Nothing is installed or downloaded. The converter runs without a window, with a
profile of its own that is thrown away, under a time limit that ends all it started.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

from prereview.documents.formats import FileFormat
from prereview.documents.limits import LIMITS

PROGRAMS = ("soffice", "libreoffice")

TARGETS: dict[FileFormat, FileFormat] = {"doc": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"}
"""What each other format is turned into."""


def converter() -> str | None:
    """The program that converts, or None."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def converted(path: Path, kind: FileFormat, scratch: Path) -> Path | None:
    """The file in its new format below `scratch`; None when it cannot be converted."""
    target = TARGETS.get(kind)
    return None if target is None else saved_as(path, kind, target, scratch)


def saved_as(path: Path, kind: FileFormat, target: FileFormat, scratch: Path) -> Path | None:
    """A file of one format in another one below `scratch`; None without a converter or where it fails."""
    program = converter()
    if program is None:
        return None
    source = scratch / f"source.{kind}"
    shutil.copyfile(path, source)
    profile = (scratch / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(scratch / "out"),
        str(source),
    ]
    _run(command)
    made = scratch / "out" / f"source.{target}"
    return made if made.is_file() else None


def _run(command: list[str]) -> None:
    """Run a program, and end it with all its children when it takes too long."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(LIMITS.conversion_seconds)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError, AttributeError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
