"""Writing a report to disk: atomically, and never over what was checked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prereview.errors import UsageError


def write_output(target: Path, content: str | bytes, *, inputs: Path) -> None:
    """Write `content` (text as UTF-8) to `target`: a temporary file beside it, then a rename.

    Raises `UsageError` when `target` is the checked file or lies in the checked
    folder, or cannot be written.
    """
    refuse_overwriting_input(target, inputs)
    try:
        write_atomically(target, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise UsageError(
            f"无法写入 {target}：{error.strerror or error}", remedy="请换一个可写的位置"
        ) from error


def write_atomically(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a loss of power. Raises `OSError`."""
    with written_whole(target) as temporary, temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """An empty file beside `target` that takes its place when the block ends without an error.

    Who may read it is for the umask to say, as with any file: colleagues share results.
    Raises `OSError`.
    """
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}")
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield temporary
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def refuse_overwriting_input(target: Path, inputs: Path) -> None:
    """Raise `UsageError` when `target` is the checked file or lies in the checked folder.

    A report inside the package would be read as material the next time.
    """
    resolved, source = target.resolve(), inputs.resolve()
    inside = source.is_dir() and resolved.is_relative_to(source)
    if resolved == source or (inside and resolved.exists()):
        raise UsageError(f"{target} 是被检查的材料，不会覆盖", remedy="请用 -o 指定材料文件夹以外的位置")
    if inside:
        raise UsageError(
            f"{target} 在被检查的材料之内，下次会被当作材料读取", remedy="请用 -o 指定材料文件夹以外的位置"
        )
