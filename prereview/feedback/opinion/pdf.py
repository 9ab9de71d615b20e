"""The opinion as PDF, through LibreOffice where it is installed.

LibreOffice replaces a font it lacks by any other; where the office fonts are not
installed the sheet is therefore set in a Chinese font that is.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from prereview.documents.office import converter, saved_as
from prereview.errors import UsageError
from prereview.feedback.paper import Fonts

BODIES = ("仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "宋体")
HEADINGS = ("黑体", "SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei")
LATINS = ("Times New Roman", "Liberation Serif", "Noto Serif")


def as_pdf(opinion: bytes) -> bytes:
    """A DOCX as PDF. Raises `UsageError` without LibreOffice, or where it fails."""
    if converter() is None:
        raise UsageError(
            "没有安装 LibreOffice，不能直接生成 PDF", remedy="请改用 --format docx，再用办公软件另存为 PDF"
        )
    with tempfile.TemporaryDirectory(prefix="prereview-") as scratch:
        source = Path(scratch, "opinion.docx")
        source.write_bytes(opinion)
        made = saved_as(source, "docx", "pdf", Path(scratch))
        if made is None:
            raise UsageError(
                "LibreOffice 未能生成 PDF", remedy="请改用 --format docx，再用办公软件另存为 PDF"
            )
        return made.read_bytes()


def installed_fonts() -> Fonts:
    """The fonts for a PDF made on this machine; the usual names where that cannot be told."""
    known = _families()
    usual = Fonts()
    return Fonts(
        _first(BODIES, known, usual.body),
        _first(HEADINGS, known, usual.heading),
        _first(LATINS, known, usual.latin),
    )


def _first(wanted: Sequence[str], known: frozenset[str], otherwise: str) -> str:
    return next((name for name in wanted if name in known), otherwise)


@cache
def _families() -> frozenset[str]:
    """Names of the installed font families, by fontconfig; none where it is not there."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    try:
        done = subprocess.run([program, ":", "family"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


__all__ = ["as_pdf", "installed_fonts"]
