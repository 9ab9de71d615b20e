"""Which packages a place holds, and whether one has changed since it was checked.

The place is a folder, or any URL that fsspec knows (`s3://…`). Nothing is opened
here except the ends of files that were written a moment ago.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from prereview.documents.package import is_left_out, natural_key

SINGLE_FILES = (".pdf", ".zip", ".docx")
"""A file with such a name beside the folders is a package of its own."""

LONG_SETTLED = 60.0
"""Seconds without a change after which a file counts as whole, whatever its end looks like."""

_TAIL = 70_000
"""Bytes at the end of a file that hold its end mark: a ZIP may have a comment of 64 KB."""

_END_MARKS = {".pdf": b"%%EOF", ".docx": b"PK\x05\x06", ".xlsx": b"PK\x05\x06", ".zip": b"PK\x05\x06"}


class FoundPackage(msgspec.Struct, frozen=True):
    """One package: its name within the batch (`/` between folders) and where it lies, a path or URL.

    `fingerprint` changes when a file is added, removed, renamed, resized or written;
    `activity` does so too for hidden and temporary files, which copying programs
    make. `byte_count` is the size of all files.
    """

    name: str
    location: str
    fingerprint: str
    activity: str
    byte_count: int


class FileState(msgspec.Struct, frozen=True):
    """One file as a listing shows it; `name` is relative to its package, `stamp` tells a rewritten file."""

    name: str
    byte_count: int
    stamp: str


def is_url(place: str) -> bool:
    """Whether a place is a URL; `C:\\…` is a path."""
    return "://" in place


def find_packages(place: str, depth: int = 1, pattern: str = "*") -> tuple[FoundPackage, ...]:
    """The packages of a place, in natural order.

    With `depth` 1 each folder and each single PDF, DOCX or ZIP directly in it is one;
    with `depth` 2 those one level further down, and so on. `pattern` picks by the
    name of the folder or file. Empty folders are no packages.
    """
    if is_url(place):
        from prereview.batch.remote import listed_packages

        found = listed_packages(place, depth)
    else:
        found = _local_packages(Path(place), depth)
    chosen = (p for p in found if fnmatch.fnmatch(p.name.rpartition("/")[2], pattern))
    return tuple(sorted(chosen, key=lambda p: natural_key(p.name)))


def found_package(name: str, location: str, files: Iterable[FileState]) -> FoundPackage | None:
    """A package of these files; None when none of them counts."""
    counted, all_ = hashlib.sha256(), hashlib.sha256()
    size = count = 0
    for file in sorted(files, key=lambda f: f.name):
        entry = f"{file.name}\0{file.byte_count}\0{file.stamp}\n".encode("utf-8", "surrogateescape")
        all_.update(entry)
        if not any(is_left_out(part) for part in file.name.split("/")):
            counted.update(entry)
            size += file.byte_count
            count += 1
    return FoundPackage(name, location, counted.hexdigest(), all_.hexdigest(), size) if count else None


def _local_packages(root: Path, depth: int) -> Iterator[FoundPackage]:
    for entry in _entries(root, depth):
        found = found_package(entry.relative_to(root).as_posix(), str(entry.resolve()), _files(entry))
        if found is not None:
            yield found


def _entries(folder: Path, depth: int) -> Iterator[Path]:
    for entry in folder.iterdir():
        if is_left_out(entry.name) or entry.is_symlink():
            continue
        if depth > 1:
            if entry.is_dir():
                yield from _entries(entry, depth - 1)
        elif entry.is_dir() or entry.suffix.lower() in SINGLE_FILES:
            yield entry


def _files(package: Path) -> Iterator[FileState]:
    for path in _paths(package):
        try:
            status = path.lstat()
        except OSError:
            continue  # gone since it was listed
        name = path.name if path == package else path.relative_to(package).as_posix()
        yield FileState(name, status.st_size, str(status.st_mtime_ns))


def _paths(package: Path) -> Iterator[Path]:
    if package.is_file():
        yield package
        return
    for folder, _, names in os.walk(package, followlinks=False):
        yield from (Path(folder, name) for name in names)


def is_whole(package: FoundPackage, now: float | None = None) -> bool:
    """Whether no file of a package looks like one that is still being copied.

    Some programs give a copy its full size at once: then the end of the file is
    missing. A file that was not touched for a minute is taken as it is.
    """
    if is_url(package.location):
        return True  # an object appears when it is complete
    limit = (time.time() if now is None else now) - LONG_SETTLED
    return all(_is_whole(path, limit) for path in _paths(Path(package.location)))


def _is_whole(path: Path, limit: float) -> bool:
    mark = _END_MARKS.get(path.suffix.lower())
    try:
        status = path.stat()
        if mark is None or status.st_mtime < limit:
            return True
        with path.open("rb") as stream:
            stream.seek(max(status.st_size - _TAIL, 0))
            return mark in stream.read()
    except OSError:
        return False
