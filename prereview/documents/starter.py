"""Folders that `prereview new` made: which of their files are aids and no application material.

Only a folder with the marker is such a folder; anywhere else a file of the same name
is read like any other.
"""

from __future__ import annotations

from pathlib import Path

MARKER = ".prereview.toml"
"""Hidden file at the top of a starter folder; holds the profile it was made for."""

NOTE = "说明.txt"
CONTENTS = "材料清单.docx"
TO_FILL = "（待填写）"
"""In the name of a template that nobody has filled in yet."""


def is_starter(package: Path) -> bool:
    """Whether a package is a starter folder."""
    return (package / MARKER).is_file()


def is_aid(name: str) -> bool:
    """Whether a file of a starter folder only helps to gather the material."""
    return name in (NOTE, CONTENTS) or TO_FILL in name
