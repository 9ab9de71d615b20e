"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

FileFormat = Literal[
    "pdf", "docx", "zip", "doc", "xls", "ppt", "odt", "ods", "locked", "xlsx", "pptx", "image", "rar", "7z",
    "ofd", "empty", "unknown",
]  # fmt: skip
"""`doc`, `xls`, `ppt` are the binary formats of old, `odt` and `ods` those of
OpenDocument; `locked` is an Office file under a password."""

HEAD_BYTES = 1024
"""A PDF's mark may stand anywhere in the first kilobyte."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_SEARCHED = 8 * 1024 * 1024
"""Bytes of an OLE file in which the names of its streams are sought."""

_SIGNATURES: tuple[tuple[bytes, FileFormat], ...] = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"GIF8", "image"),
)

_OLE_STREAMS: tuple[tuple[str, FileFormat], ...] = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)

_MEMBERS: tuple[tuple[str, FileFormat], ...] = (
    ("OFD.xml", "ofd"),
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)
"""Members that betray a format where no types are declared."""

_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet)")
"""What the member `mimetype` of an OpenDocument file says of it."""

_CONTENT_TYPES = "[content_types].xml"
_LONGEST_TYPES = 4 * 1024 * 1024
"""Bytes of a list of content types that are looked at."""

_MAIN_PART = re.compile(
    rb"(wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled\w*"
    rb"|spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled"
    rb"|presentationml\.(?:presentation|slideshow|template))\.main\+xml"
)
"""The content type of the part that says what an Office file is, whatever the part is called."""


def format_of(path: Path) -> FileFormat:
    """What a file is; `unknown` also when it cannot be opened."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            if head.startswith(OLE):
                return _ole_format(head + stream.read(OLE_SEARCHED))
    except OSError:
        return "unknown"
    if not head:
        return "empty"
    # an archive that stores a PDF uncompressed shows the PDF's mark in its first kilobyte
    archive = _zip_format(path) if head.startswith(b"PK") else "unknown"
    if archive != "unknown":
        return archive
    if b"%PDF-" in head:
        return "pdf"
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image"
    return "unknown"


def _ole_format(content: bytes) -> FileFormat:
    """Old Office files, and new ones under a password, by the names of their streams."""
    return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in content), "doc")


def _zip_format(path: Path) -> FileFormat:
    """Office files are archives too: told apart by the types of content they declare."""
    try:
        with zipfile.ZipFile(path) as archive:
            # some writers part the names of members as Windows does
            names = {name.replace("\\", "/"): name for name in archive.namelist()}
            listed = next((name for shown, name in names.items() if shown.lower() == _CONTENT_TYPES), None)
            declared = _beginning(archive, listed or names.get("mimetype"))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "unknown"
    opened = _OPEN_DOCUMENT.match(declared)
    if opened:
        return "odt" if opened[1] == b"text" else "ods"
    found = _MAIN_PART.search(declared)
    if found is None:
        return next((kind for name, kind in _MEMBERS if name in names), "zip")
    return "docx" if b"word" in found[1] else "pptx" if b"presentation" in found[1] else "xlsx"


def _beginning(archive: zipfile.ZipFile, name: str | None) -> bytes:
    if name is None:
        return b""
    with archive.open(name) as stream:
        return stream.read(_LONGEST_TYPES)
