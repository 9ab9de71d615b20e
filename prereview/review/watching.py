"""Whether the files of a package changed on disk: looked at now and then, by name, size and time."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def stamp(package: Path) -> str | None:
    """Changes when a file is added, removed, renamed or written; None when the package is gone."""
    if not package.exists():
        return None
    digest = hashlib.blake2b(digest_size=16)
    for path in [package] if package.is_file() else _files(package):
        try:
            status = path.stat()
        except OSError:
            continue
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    from prereview.documents.package import is_left_out

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(f for f in folders if not is_left_out(f))
        found += [Path(parent, name) for name in sorted(names) if not is_left_out(name)]
    return found


class Watch:
    """Tells when a changed package has come to rest: two looks in a row that see the same change."""

    def __init__(self) -> None:
        self._known: str | None = None
        self._seen: str | None = None

    def look(self, seen: str | None) -> bool:
        """Take what was seen; True when the package is to be read again."""
        if seen is None:
            return False
        if self._known is None:
            self._known = seen
        settled = seen != self._known and seen == self._seen
        self._seen = seen
        if settled:
            self._known = seen
        return settled
