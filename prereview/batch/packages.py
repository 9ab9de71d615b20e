"""Which packages a folder holds, and whether one has changed since it was checked."""

from __future__ import annotations

import fnmatch
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from prereview.documents.package import is_left_out, natural_key

SINGLE_FILES = (".pdf", ".zip", ".docx")
"""A file with such a name beside the folders is a package of its own."""


class FoundPackage(msgspec.Struct, frozen=True):
    """One package: its name within the batch (`/` between folders) and where it lies."""

    name: str
    path: Path


def find_packages(root: Path, depth: int = 1, pattern: str = "*") -> tuple[FoundPackage, ...]:
    """The packages below `root`, in natural order.

    With `depth` 1 each folder and each single PDF, DOCX or ZIP in `root` is one;
    with `depth` 2 those one level further down, and so on. `pattern` picks by the
    name of the folder or file. Empty folders are no packages.
    """
    found = [p for p in _entries(root, depth) if fnmatch.fnmatch(p.name, pattern)]
    packages = (FoundPackage(p.relative_to(root).as_posix(), p) for p in found)
    return tuple(sorted(packages, key=lambda p: natural_key(p.name)))


def _entries(folder: Path, depth: int) -> Iterator[Path]:
    for entry in folder.iterdir():
        if is_left_out(entry.name) or entry.is_symlink():
            continue
        if depth > 1:
            if entry.is_dir():
                yield from _entries(entry, depth - 1)
        elif entry.is_dir():
            if any(_files(entry)):
                yield entry
        elif entry.suffix.lower() in SINGLE_FILES:
            yield entry


def _files(package: Path) -> Iterator[Path]:
    if package.is_file():
        yield package
        return
    for folder, folders, names in os.walk(package, followlinks=False):
        folders[:] = sorted(f for f in folders if not is_left_out(f))
        for name in sorted(names):
            if not is_left_out(name):
                yield Path(folder, name)


def fingerprint(package: Path) -> str:
    """Changes when a file of the package is added, removed, renamed, resized or written.

    Looks at names, sizes and times only; contents are compared by the reader's own
    cache when a package is checked again.
    """
    digest = hashlib.sha256()
    for path in _files(package):
        try:
            status = path.stat()
        except OSError:
            continue
        entry = f"{path.relative_to(package.parent).as_posix()}\0{status.st_size}\0{status.st_mtime_ns}\n"
        digest.update(entry.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def size_of(package: Path) -> int:
    """Bytes of all files of a package, for the order of work."""
    return sum(path.stat().st_size for path in _files(package) if path.exists())
