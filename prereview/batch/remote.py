"""Packages at a URL: listed there, fetched to a temporary folder by the worker that reads them.

fsspec knows the protocols and takes credentials from the environment, as its own
documentation says; nothing is ever written at the URL.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from prereview.batch.packages import SINGLE_FILES, FileState, FoundPackage, found_package, is_url
from prereview.documents.limits import LIMITS
from prereview.documents.package import is_left_out
from prereview.errors import NothingToCheckError, PrereviewError, UsageError

_STAMPS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "updated", "created")
"""What file systems call the mark of a rewritten file."""


class FetchError(PrereviewError):
    """A package could not be fetched."""


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. Raises `UsageError`."""
    try:
        fs, path = import_module("fsspec.core").url_to_fs(url)
    except ImportError as error:
        remedy = f'请运行 pip install "prereview[remote]"，并安装该协议的组件（{error}）'
        raise UsageError(f"没有安装访问 {url} 所需的组件", remedy=remedy) from error
    except ValueError as error:
        raise UsageError(f"不认识的地址 {url}：{error}") from error
    return fs, str(path).rstrip("/")


def listed_packages(url: str, depth: int) -> Iterator[FoundPackage]:
    """The packages below a URL, as `find_packages` has them; one listing for all. Raises `FetchError`."""
    fs, root = _opened(url)
    packages: dict[str, list[FileState]] = defaultdict(list)
    for name, information in _listing(fs, root).items():
        parts = PurePosixPath(name).parts
        if any(is_left_out(part) for part in parts[:depth]):
            continue
        if len(parts) > depth:
            inner = "/".join(parts[depth:])
        elif len(parts) == depth and PurePosixPath(name).suffix.lower() in SINGLE_FILES:
            inner = parts[-1]
        else:
            continue
        packages["/".join(parts[:depth])].append(_state(inner, information))
    for name, files in packages.items():
        found = found_package(name, f"{url.rstrip('/')}/{name}", files)
        if found is not None:
            yield found


def _listing(fs: Any, root: str) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    """All files below a path by their names in it."""
    try:
        found: dict[str, dict[str, Any]] = fs.find(root, detail=True)
    except FileNotFoundError:
        found = {}
    except Exception as error:  # every file system has errors of its own
        raise FetchError(f"无法列出 {root}（{type(error).__name__}）", remedy="请检查网络和权限") from error
    if not found:
        raise NothingToCheckError(f"{root} 中没有文件", remedy="请检查地址是否正确")
    return {name[len(root) :].strip("/") or PurePosixPath(name).name: i for name, i in found.items()}


def _state(name: str, information: dict[str, Any]) -> FileState:
    stamp = next((str(information[key]) for key in _STAMPS if information.get(key)), "")
    return FileState(name, int(information.get("size") or 0), stamp)


@contextmanager
def at_hand(location: str, files: Collection[str] | None = None) -> Iterator[Path]:
    """The package as a path: as it is, or fetched for the length of the block.

    `files` limits what is fetched to these (and to the archives that hold them).
    Raises `FetchError`.
    """
    if not is_url(location):
        yield Path(location)
        return
    fs, root = _opened(location)
    with tempfile.TemporaryDirectory(prefix="prereview-") as scratch:
        target = Path(scratch, _safe(PurePosixPath(root).name))
        for name, information in _listing(fs, root).items():
            alone = name == PurePosixPath(root).name and fs.isfile(root)
            if files is not None and not alone and not _holds(name, files):
                continue
            path = target if alone else target.joinpath(*map(_safe, PurePosixPath(name).parts))
            _fetch(fs, root if alone else f"{root}/{name}", path, int(information.get("size") or 0))
        yield target


def _holds(name: str, files: Collection[str]) -> bool:
    return any(file == name or file.startswith(f"{name}/") for file in files)


def _safe(part: str) -> str:
    """A step of a path that leads nowhere else: objects may have any name."""
    clean = part.replace("\\", "_").replace("\0", "_")
    return clean if clean.strip(".") else "_" * len(clean)


def _fetch(fs: Any, source: str, path: Path, size: int) -> None:  # noqa: ANN401
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        if size > LIMITS.file_bytes:  # is not read, only named: its size is enough
            with path.open("wb") as stream:
                stream.truncate(size)
        else:
            fs.get_file(source, str(path))
    except Exception as error:  # every file system has errors of its own
        raise FetchError(f"无法取得 {source}（{type(error).__name__}）", remedy="请检查网络和权限") from error
