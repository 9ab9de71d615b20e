"""The files of a package: a folder of any depth, one file, or a ZIP archive.

Lock and system files are left out; every other name is accounted for, with a
sentence where the file is not read: links are not followed, and what is no regular
file is not opened.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from prereview.documents.archives import ArchiveProblemError, unpack
from prereview.documents.formats import FileFormat, format_of
from prereview.documents.limits import LIMITS, Limits
from prereview.documents.starter import is_aid, is_starter

_LEFT_OUT = re.compile(r"^(~\$.*|\.~.*|\..*|Thumbs\.db|desktop\.ini|__MACOSX)$", re.IGNORECASE)

LINK = "是链接而不是文件，未读取；请放入文件本身"
NO_FILE = "不是普通文件，未读取"
UNREADABLE_FOLDER = "文件夹无法打开，其中的文件未读取"


class SourcePath(msgspec.Struct, frozen=True):
    """A file to read: where it lies, and its name inside the package (`/` between folders).

    `problem` is a Chinese sentence when the file is not to be opened.
    """

    path: Path
    name: str
    format: FileFormat
    problem: str | None = None


def is_left_out(name: str) -> bool:
    """Whether a file or folder name is that of a lock, hidden or system file."""
    return _LEFT_OUT.match(name) is not None


@contextmanager
def opened_package(
    package: Path, limits: Limits = LIMITS, password: str | None = None
) -> Iterator[tuple[SourcePath, ...]]:
    """The files of a package in natural order; unpacked members exist inside the block only."""
    with tempfile.TemporaryDirectory(prefix="prereview-") as scratch:
        yield list_files(package, Path(scratch), limits, password)


def list_files(
    package: Path, scratch: Path, limits: Limits = LIMITS, password: str | None = None
) -> tuple[SourcePath, ...]:
    """All files of a package, archives unpacked below `scratch`; names are unique."""
    found: list[SourcePath] = []
    for source in _walk(package):
        if len(found) >= limits.files:
            rest = f"文件数超过 {limits.files} 个，其余文件未读取"
            found.append(SourcePath(package, "……", "unknown", rest))
            break
        found += _expand(source, scratch, limits, password, depth=0)
    return tuple(_uniquely_named(found))


def _uniquely_named(sources: list[SourcePath]) -> Iterator[SourcePath]:
    """An archive may hold one name twice: the second becomes `name (2)`."""
    seen: dict[str, int] = {}
    for source in sources:
        count = seen[source.name] = seen.get(source.name, 0) + 1
        yield source if count == 1 else msgspec.structs.replace(source, name=f"{source.name} ({count})")


def _walk(package: Path) -> Iterator[SourcePath]:
    """Files below a folder with their names in it, in natural order folder by folder."""
    if package.is_file():
        yield SourcePath(package, _normal(package.name), format_of(package))
        return
    closed: list[Path] = []
    starter = is_starter(package)
    for folder, folders, names in os.walk(
        package, followlinks=False, onerror=lambda e: closed.append(Path(e.filename))
    ):
        linked = [f for f in folders if (Path(folder) / f).is_symlink()]
        folders[:] = sorted((f for f in folders if f not in linked and not is_left_out(f)), key=natural_key)
        for name in sorted([*names, *linked], key=natural_key):
            if not is_left_out(name) and not (starter and is_aid(name)):
                path = Path(folder) / name
                yield _source(path, _normal(path.relative_to(package).as_posix()))
    for path in closed:
        name = _normal(path.relative_to(package).as_posix()) if path != package else package.name
        yield SourcePath(path, name, "unknown", UNREADABLE_FOLDER)


def _source(path: Path, name: str) -> SourcePath:
    if path.is_symlink():
        return SourcePath(path, name, "unknown", LINK)
    if path.exists() and not path.is_file():
        return SourcePath(path, name, "unknown", NO_FILE)
    return SourcePath(path, name, format_of(path))


def _normal(name: str) -> str:
    """NFC, and what could not be decoded shown as such: names go into JSON and onto screens."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key in which `IP2` comes before `IP10`."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((0, int(p), "") if p[0] in "0123456789" else (1, 0, p) for p in parts)


def _expand(
    source: SourcePath, scratch: Path, limits: Limits, password: str | None, depth: int
) -> list[SourcePath]:
    """One file, or the members of an archive."""
    if source.format != "zip" or source.problem:
        return [source]
    if depth >= limits.archive_depth:
        return [_unopened(source, f"压缩包嵌套超过 {limits.archive_depth} 层，未展开；请解压后重新提供")]
    if _size(scratch) > limits.archive_bytes:
        return [_unopened(source, "压缩包展开后过大，未展开；请解压后重新提供")]
    try:
        members = unpack(source.path, scratch, limits, password, is_left_out)
    except ArchiveProblemError as problem:
        return [_unopened(source, str(problem))]
    if not members:
        return [_unopened(source, "压缩包内没有文件")]
    found: list[SourcePath] = []
    for member in sorted(members, key=lambda m: natural_key(m.name)):
        kind: FileFormat = "unknown" if member.problem else format_of(member.path)
        inner = SourcePath(member.path, f"{source.name}/{member.name}", kind, member.problem)
        found += _expand(inner, scratch, limits, password, depth + 1)
    return found


def _unopened(source: SourcePath, problem: str) -> SourcePath:
    return msgspec.structs.replace(source, problem=problem)


def _size(folder: Path) -> int:
    """Bytes unpacked so far."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


__all__ = [
    "FileFormat",
    "SourcePath",
    "format_of",
    "is_left_out",
    "list_files",
    "natural_key",
    "opened_package",
]
