"""What was read once is not read again: results kept on disk by content and reader version.

Two kinds of entries: whole documents by the hash of their file, and scanned pages by
the hash of their rendering, so that one changed page of a long file costs one page.
A third, pages by file and number, is for those who read a long file in parts; a
fourth, what a document states, belongs to the floor above.
Writes are atomic; the size is bounded, the longest unused goes first. A cache that
cannot be read or written is no problem: everything works without, only slower.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import platformdirs

from prereview.documents.limits import LIMITS

DIRECTORY_VARIABLE = "PREREVIEW_CACHE_DIR"
"""Environment variable with the folder of the cache; `off` does without one."""

TRIMMED_TO = 0.8
"""A cache grown over its limit is cut back to this part of it."""

Kind = Literal["documents", "scans", "pages", "statements"]
Value = TypeVar("Value")


@lru_cache(maxsize=1)
def reader_version() -> str:
    """Changes with every change of the reading code and of the libraries it stands on."""
    digest = hashlib.blake2b(digest_size=8)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    for package in ("pypdfium2", "rapidocr", "openpyxl", "python-docx"):
        digest.update(f"{package} {_version(package)}".encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


class Cache:
    """Entries below one folder; None as folder makes every look-up miss and every write vanish."""

    def __init__(self, folder: Path | None, most_bytes: int = LIMITS.cache_bytes) -> None:
        self._root = folder
        self._most_bytes = most_bytes
        self._wrote = False
        self.hits = 0

    def get(self, kind: Kind, key: str, type_: type[Value]) -> Value | None:
        """The entry, or None when there is none that can be read."""
        path = self._path(kind, key)
        if path is None:
            return None
        try:
            value = msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=type_)
            os.utime(path)
        except (OSError, zlib.error, msgspec.MsgspecError, ValueError):
            return None
        self.hits += 1
        return value

    def has(self, kind: Kind, key: str) -> bool:
        """Whether there is an entry; it may still turn out not to be readable."""
        path = self._path(kind, key)
        return path is not None and path.exists()

    def put(self, kind: Kind, key: str, value: object) -> None:
        """Keep a value; when that fails the run goes on without."""
        path = self._path(kind, key)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as sink:
                temporary = Path(sink.name)
                try:
                    sink.write(zlib.compress(msgspec.msgpack.encode(value), 1))
                    sink.close()
                    temporary.replace(path)
                except BaseException:
                    temporary.unlink(missing_ok=True)
                    raise
        except OSError:
            return
        self._wrote = True

    def trim(self) -> None:
        """Delete what was unused longest, and what other versions left, until the size is within bounds."""
        if self._root is None or not self._wrote:
            return
        try:
            entries = sorted(
                (stat.st_mtime, stat.st_size, path)
                for path in self._root.rglob("*")
                if path.is_file() and (stat := path.stat())
            )
            total = sum(size for _, size, _ in entries)
            if total <= self._most_bytes:
                return
            for _, size, path in entries:
                if total <= TRIMMED_TO * self._most_bytes:
                    break
                path.unlink(missing_ok=True)
                total -= size
        except OSError:
            return

    def _path(self, kind: Kind, key: str) -> Path | None:
        if self._root is None:
            return None
        return self._root / reader_version() / kind / key[:2] / key[2:]


@lru_cache(maxsize=1)
def default_cache() -> Cache:
    """The cache in the folder the environment names, or in the user's own cache folder."""
    named = os.environ.get(DIRECTORY_VARIABLE)
    if named == "off":
        return Cache(None)
    return Cache(Path(named) if named else Path(platformdirs.user_cache_dir("prereview", appauthor=False)))


def document_key(sha256: str, password: str | None) -> str:
    """Key of a whole file; one opened with a password is not found without it."""
    return hashlib.blake2b(f"{sha256} {password or ''}".encode(), digest_size=20).hexdigest()


def page_key(sha256: str, password: str | None, number: int) -> str:
    """Key of one page of a file."""
    return f"{document_key(sha256, password)}-{number}"


def pixels_key(pixels: bytes, *settings: object) -> str:
    """Key of a scanned page by its pixels and how they are to be understood."""
    digest = hashlib.blake2b(digest_size=20)
    digest.update(repr(settings).encode())
    digest.update(pixels)
    return digest.hexdigest()
