"""The files of a package: a folder of any depth, one file, or a ZIP archive.

What a file is, is decided by its first bytes, never by its name. Archives are
unpacked into a temporary folder under limits; a member's name is decoded as the
archiver meant it (UTF-8, or GBK from Chinese systems) and can never lead out of
that folder. Lock and system files are left out.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from prereview.documents.limits import LIMITS, Limits

FileFormat = Literal[
    "pdf", "docx", "zip", "doc", "xlsx", "pptx", "image", "rar", "7z", "ofd", "empty", "unknown"
]

_LEFT_OUT = re.compile(r"^(~\$.*|\.~.*|\..*|Thumbs\.db|desktop\.ini|__MACOSX)$", re.IGNORECASE)

_SIGNATURES: tuple[tuple[bytes, FileFormat], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"GIF8", "image"),
)


class SourcePath(msgspec.Struct, frozen=True):
    """A file to read: where it lies, and its name inside the package (`/` between folders).

    `problem` is a Chinese sentence when the file could not even be unpacked.
    """

    path: Path
    name: str
    format: FileFormat
    problem: str | None = None


def is_left_out(name: str) -> bool:
    """Whether a file or folder name is that of a lock, hidden or system file."""
    return _LEFT_OUT.match(name) is not None


@contextmanager
def opened_package(package: Path, limits: Limits = LIMITS) -> Iterator[tuple[SourcePath, ...]]:
    """The files of a package in natural order; unpacked members exist inside the block only."""
    with tempfile.TemporaryDirectory(prefix="prereview-") as scratch:
        yield list_files(package, Path(scratch), limits)


def list_files(package: Path, scratch: Path, limits: Limits = LIMITS) -> tuple[SourcePath, ...]:
    """All files of a package, archives unpacked below `scratch`."""
    found: list[SourcePath] = []
    for path, name in _walk(package):
        if len(found) >= limits.files:
            break
        found += _expand(path, name, scratch, limits, depth=0)
    return tuple(found)


def _walk(package: Path) -> Iterator[tuple[Path, str]]:
    """Files below a folder with their names in it; links that lead elsewhere are not followed."""
    if package.is_file():
        yield package, _normal(package.name)
        return
    for folder, folders, names in os.walk(package, followlinks=False):
        folders[:] = sorted((f for f in folders if not _LEFT_OUT.match(f)), key=natural_key)
        for name in sorted(names, key=natural_key):
            path = Path(folder) / name
            if _LEFT_OUT.match(name) or path.is_symlink() or not path.is_file():
                continue
            yield path, _normal(path.relative_to(package).as_posix())


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key in which `IP2` comes before `IP10`."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)


def _expand(path: Path, name: str, scratch: Path, limits: Limits, depth: int) -> list[SourcePath]:
    """One file, or the members of an archive."""
    kind = format_of(path)
    if kind != "zip":
        return [SourcePath(path, name, kind)]
    if depth >= limits.archive_depth:
        return [
            SourcePath(
                path, name, kind, f"压缩包嵌套超过 {limits.archive_depth} 层，未展开；请解压后重新提供"
            )
        ]
    try:
        members = _unpack(path, scratch, limits)
    except _ArchiveProblemError as problem:
        return [SourcePath(path, name, kind, str(problem))]
    found: list[SourcePath] = []
    for member, inner in members:
        found += _expand(member, f"{name}/{inner}", scratch, limits, depth + 1)
    return found


def format_of(path: Path) -> FileFormat:
    """What a file is, by its content."""
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError:
        return "unknown"
    if not head:
        return "empty"
    if b"%PDF-" in head:
        return "pdf"
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image"
    return _zip_format(path) if head.startswith(b"PK") else "unknown"


def _zip_format(path: Path) -> FileFormat:
    """Office files are archives too: told apart by what they hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return "unknown"
    inside: tuple[tuple[str, FileFormat], ...] = (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("OFD.xml", "ofd"),
    )
    return next((kind for name, kind in inside if name in names), "zip")


class _ArchiveProblemError(Exception):
    """Why an archive was not unpacked, as a Chinese sentence."""


def _unpack(path: Path, scratch: Path, limits: Limits) -> list[tuple[Path, str]]:
    target = Path(tempfile.mkdtemp(dir=scratch))
    members: list[tuple[Path, str]] = []
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir()]
            _check_size(infos, limits)
            for number, info in enumerate(infos):
                name = _safe_name(_member_name(info))
                if name is None or any(_LEFT_OUT.match(part) for part in PurePosixPath(name).parts):
                    continue
                copy = target / f"{number}{PurePosixPath(name).suffix[:8]}"
                with archive.open(info) as source, copy.open("wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
                members.append((copy, name))
    except RuntimeError as error:
        raise _ArchiveProblemError("压缩包有密码，未展开；请解压后重新提供") from error
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise _ArchiveProblemError("压缩包已损坏或格式不受支持，未展开；请解压后重新提供") from error
    return sorted(members, key=lambda m: natural_key(m[1]))


def _check_size(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse an archive by what it declares, before anything is unpacked."""
    total = sum(i.file_size for i in infos)
    swollen = any(
        i.file_size > max(i.compress_size, 1) * limits.archive_ratio and i.file_size > 1 << 20 for i in infos
    )
    if len(infos) > limits.archive_members or total > limits.archive_bytes or swollen:
        raise _ArchiveProblemError("压缩包展开后过大，未展开；请解压后重新提供")


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name as the archiver meant it: names without the UTF-8 flag are GBK on Chinese systems."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _safe_name(name: str) -> str | None:
    """A member's name as a relative path; None when it would lead out of the archive."""
    path = PurePosixPath(_normal(name.replace("\\", "/")))
    if path.is_absolute() or ".." in path.parts or not path.name:
        return None
    return path.as_posix()
