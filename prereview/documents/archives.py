"""ZIP archives unpacked under limits, names as the archiver meant them.

Nothing leads out of the folder it is unpacked to, sizes are checked by what the
archive declares before anything is written, and a member cannot give more than it
declared. What is not unpacked is named, never dropped.
"""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from prereview.documents.limits import Limits

LOCKED = "压缩包有密码，未展开；请解压后重新提供"
BROKEN = "压缩包已损坏或格式不受支持，未展开；请解压后重新提供"
TOO_LARGE = "压缩包展开后过大，未展开；请解压后重新提供"
UNSAFE = "压缩包内的文件路径指向包外，未读取；请解压后重新提供"

SMALL_MEMBER = 1 << 20
"""Bytes up to which a member may be packed as densely as it likes."""


class ArchiveProblemError(Exception):
    """Why an archive was not unpacked, as a Chinese sentence."""


class Member(NamedTuple):
    """A file of an archive: where its copy lies, its name inside, and why it was not unpacked."""

    path: Path
    name: str
    problem: str | None = None


def unpack(
    path: Path, scratch: Path, limits: Limits, password: str | None, left_out: Callable[[str], bool]
) -> list[Member]:
    """The members of an archive, copied below `scratch`; raises `ArchiveProblemError`."""
    target = Path(tempfile.mkdtemp(dir=scratch))
    members: list[Member] = []
    try:
        with zipfile.ZipFile(path) as archive:
            if password:
                archive.setpassword(password.encode())
            infos = [info for info in archive.infolist() if not info.is_dir()]
            check_size(infos, limits)
            for number, info in enumerate(infos):
                name = member_name(info)
                safe = safe_name(name)
                if safe is None:
                    members.append(Member(path, PurePosixPath(name.replace("\\", "/")).name or name, UNSAFE))
                elif not any(left_out(part) for part in PurePosixPath(safe).parts):
                    copy = target / f"{number}{PurePosixPath(safe).suffix[:8]}"
                    with archive.open(info) as source, copy.open("wb") as sink:
                        shutil.copyfileobj(source, sink, 1 << 20)
                    members.append(Member(copy, safe))
    except RuntimeError as error:
        raise ArchiveProblemError(LOCKED) from error
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise ArchiveProblemError(BROKEN) from error
    return members


def check_size(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse an archive by what it declares, before anything is unpacked."""
    if len(infos) > limits.archive_members or not _is_sound(infos, limits.archive_bytes, limits):
        raise ArchiveProblemError(TOO_LARGE)


def _is_sound(infos: list[zipfile.ZipInfo], most_bytes: int, limits: Limits) -> bool:
    swollen = any(
        i.file_size > max(i.compress_size, 1) * limits.archive_ratio and i.file_size > SMALL_MEMBER
        for i in infos
    )
    return sum(i.file_size for i in infos) <= most_bytes and not swollen


def office_file_is_sound(path: Path, limits: Limits) -> bool:
    """Whether a DOCX or XLSX unpacks to no more than is read; False also for a broken archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            return len(infos) <= limits.archive_members and _is_sound(infos, limits.office_bytes, limits)
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def member_name(info: zipfile.ZipInfo) -> str:
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


def safe_name(name: str) -> str | None:
    """A member's name as a relative path; None when it would lead out of the archive."""
    path = PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/")))
    drive = len(path.parts) > 0 and path.parts[0].endswith(":")
    if path.is_absolute() or drive or ".." in path.parts or not path.name or "\0" in name:
        return None
    return path.as_posix()
