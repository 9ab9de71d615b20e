"""What a worker does with one file: probe it, read some of its pages.

Every function here answers; a file or page that cannot be read gives a problem
in words, never an exception.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from prereview.documents.archives import office_file_is_sound
from prereview.documents.assembly import failed_page
from prereview.documents.cache import default_cache
from prereview.documents.inserts import DocxPicture
from prereview.documents.limits import LIMITS
from prereview.documents.model import Bookmark, DigitalSignature, Mark, Page
from prereview.documents.office import TARGETS, converted
from prereview.documents.package import FileFormat, SourcePath
from prereview.documents.workers import Loss

DAMAGED = "文件已损坏，无法打开，请重新导出或重新扫描"
ENCRYPTED = "文件有密码保护，请提供密码，或另存为无密码的文件"
UNKNOWN_ENCRYPTION = "文件的加密方式不受支持（例如用数字证书加密），请另存为未加密的文件"
TOO_LARGE = "文件超过大小限制，请拆分后重新提供"
GONE = "文件在读取过程中消失或无法访问，请检查后重新提供"

UNSUPPORTED: dict[FileFormat, str] = {
    "doc": "旧版 Word 文件（.doc），请另存为 DOCX 或 PDF 后重新提供",
    "xls": "旧版 Excel 文件（.xls），请另存为 XLSX 或 PDF 后重新提供",
    "odt": "OpenDocument 文字文件（.odt），请另存为 DOCX 或 PDF 后重新提供",
    "ods": "OpenDocument 表格文件（.ods），请另存为 XLSX 或 PDF 后重新提供",
    "ppt": "旧版演示文稿（.ppt），当前版本不读取，请导出为 PDF 后重新提供",
    "locked": ENCRYPTED,
    "xlsx": "Excel 文件无法读取，请导出为 PDF 后重新提供",
    "pptx": "演示文稿，当前版本不读取，请导出为 PDF 后重新提供",
    "image": "图片文件无法读取，请重新扫描或另存后提供",
    "rar": "RAR 压缩包，请解压后重新提供",
    "7z": "7z 压缩包，请解压后重新提供",
    "ofd": "OFD 文件，请转换为 PDF 后重新提供",
    "zip": "压缩包未展开，请解压后重新提供",
    "empty": "文件为空（0 字节），请重新导出或复制",
    "unknown": "文件不是 PDF 或 DOCX，或内容已损坏，请重新导出",
}
"""What to say of a file whose content is not read."""

FILE_LOST: dict[Loss, str] = {
    "crashed": "读取时程序异常中止，请重新导出后再试",
    "hung": "打开文件超时，请重新导出后再试",
    "too_much_memory": "打开文件占用内存过大，请拆分或重新导出",
    "skipped": "由使用者跳过，未读取",
}
PAGE_LOST: dict[Loss, str] = {
    "crashed": "读取时程序异常中止，请重新导出后再试",
    "hung": "读取超时，请重新导出后再试",
    "too_much_memory": "读取占用内存过大，请降低分辨率或重新导出",
    "skipped": "由使用者跳过",
}
"""What to say of a file or page that took its worker down."""

LASTING = frozenset((DAMAGED, ENCRYPTED, UNKNOWN_ENCRYPTION, TOO_LARGE, *UNSUPPORTED.values()))
"""Problems that lie in the file: reading it again would find them again."""


PAGED: frozenset[FileFormat] = frozenset(("pdf", "image"))
"""Formats that are read page by page."""


class Probe(msgspec.Struct, frozen=True):
    """What is known of a file before its pages are read; a DOCX is read whole here."""

    name: str
    format: FileFormat
    sha256: str = ""
    byte_count: int = 0
    page_count: int = 1
    problem: str | None = None
    outline: tuple[Bookmark, ...] = ()
    digital_signatures: tuple[DigitalSignature, ...] = ()
    pages: tuple[Page, ...] = ()
    marks: tuple[Mark, ...] = ()
    pages_left_out: int = 0
    pictures: tuple[DocxPicture, ...] = ()
    is_text: bool = False
    """Whether the page in its middle has a text layer: then reading it probably costs little."""

    @property
    def steps(self) -> int:
        """Pages, or pictures of a DOCX, that are to be read after the probe."""
        if self.problem is not None:
            return 0
        return self.page_count if self.format in PAGED else len(self.pictures)


class PageRead(msgspec.Struct, frozen=True):
    """A page and whether it came from the cache."""

    page: Page
    cached: bool = False


def probe_job(source: SourcePath, password: str | None) -> Iterator[bytes]:
    """`probe_file` as msgpack, which crosses the process border faster than a pickle."""
    yield msgspec.msgpack.encode(probe_file(source, password))


def probe_file(source: SourcePath, password: str | None) -> Probe:
    """Open a file: what it is, how many pages it has, why it cannot be read."""
    try:
        size = source.path.stat().st_size
        if size > LIMITS.file_bytes:
            return Probe(source.name, source.format, byte_count=size, problem=TOO_LARGE)
        with source.path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return Probe(source.name, source.format, problem=GONE)
    probe = Probe(source.name, source.format, sha256, size, problem=source.problem)
    if source.problem is None and source.format == "pdf":
        return _probe_pdf(probe, source.path, password)
    if source.problem is None and source.format in _PROBES:
        return _PROBES[source.format](probe, source.path)
    if source.problem is None and source.format in TARGETS:
        return _probe_converted(probe, source.path)
    return msgspec.structs.replace(probe, problem=source.problem or UNSUPPORTED[source.format])


def _probe_converted(probe: Probe, path: Path) -> Probe:
    """A file of another office format, read as what it is converted to."""
    with tempfile.TemporaryDirectory(prefix="prereview-") as scratch:
        made = converted(path, probe.format, Path(scratch))
        if made is None:
            return msgspec.structs.replace(probe, problem=UNSUPPORTED[probe.format])
        read = _PROBES[TARGETS[probe.format]](probe, made)
    return msgspec.structs.replace(read, pictures=())


def count_job(source: SourcePath, password: str | None) -> Iterator[bytes]:
    """How many pages of a PDF or picture file can be read, as decimal digits."""
    blank = Probe(source.name, source.format)
    is_pdf = source.format == "pdf"
    probe = _probe_pdf(blank, source.path, password) if is_pdf else _probe_picture(blank, source.path)
    yield str(probe.steps).encode()


def lost_probe(source: SourcePath, loss: Loss) -> Probe:
    """Stands for a file whose probing killed its worker."""
    return Probe(source.name, source.format, problem=FILE_LOST[loss])


def _probe_pdf(probe: Probe, path: Path, password: str | None) -> Probe:
    from prereview.documents.pdf import (
        PasswordNeededError,
        UnknownEncryptionError,
        digital_signatures_of,
        has_text,
        open_pdf,
        outline_of,
    )

    try:
        document = open_pdf(path, password)
    except PasswordNeededError:
        return msgspec.structs.replace(probe, problem=ENCRYPTED)
    except UnknownEncryptionError:
        return msgspec.structs.replace(probe, problem=UNKNOWN_ENCRYPTION)
    except Exception:
        return msgspec.structs.replace(probe, problem=DAMAGED)
    try:
        pages = len(document)
        if pages == 0:
            return msgspec.structs.replace(probe, problem=DAMAGED)
        return msgspec.structs.replace(
            probe,
            page_count=min(pages, LIMITS.pages_per_file),
            pages_left_out=max(pages - LIMITS.pages_per_file, 0),
            outline=outline_of(document),
            digital_signatures=digital_signatures_of(document),
            is_text=has_text(document, pages // 2),
        )
    except Exception:
        return msgspec.structs.replace(probe, problem=DAMAGED)
    finally:
        document.close()


def _probe_docx(probe: Probe, path: Path) -> Probe:
    from prereview.documents.docx import read_docx

    if not office_file_is_sound(path, LIMITS):
        return msgspec.structs.replace(probe, problem=TOO_LARGE)
    try:
        content = read_docx(path)
    except Exception:
        return msgspec.structs.replace(probe, problem=DAMAGED)
    pictures = content.pictures[: LIMITS.pictures_per_file]
    return msgspec.structs.replace(
        probe,
        pages=(content.page,),
        marks=content.marks,
        pictures=pictures,
        pages_left_out=len(content.pictures) - len(pictures),
    )


def _probe_xlsx(probe: Probe, path: Path) -> Probe:
    from prereview.documents.xlsx import read_xlsx

    if not office_file_is_sound(path, LIMITS):
        return msgspec.structs.replace(probe, problem=TOO_LARGE)
    try:
        page, cut = read_xlsx(path)
    except Exception:
        return msgspec.structs.replace(probe, problem=DAMAGED)
    named = "、".join(f"“{title}”" for title in cut)
    problem = f"工作表{named}过大，只读取了前面的行，请拆分后重新提供" if cut else None
    return msgspec.structs.replace(probe, pages=(page,), problem=problem)


def _probe_picture(probe: Probe, path: Path) -> Probe:
    from PIL import Image

    from prereview.documents.pictures import TooLargeError, picture_count

    try:
        count = picture_count(path)
    except (TooLargeError, Image.DecompressionBombError):
        return msgspec.structs.replace(probe, problem=TOO_LARGE)
    except Exception:
        return msgspec.structs.replace(probe, problem=DAMAGED)
    return msgspec.structs.replace(
        probe,
        page_count=min(count, LIMITS.pages_per_file),
        pages_left_out=max(count - LIMITS.pages_per_file, 0),
    )


_PROBES: dict[FileFormat, Callable[[Probe, Path], Probe]] = {
    "docx": _probe_docx,
    "xlsx": _probe_xlsx,
    "image": _probe_picture,
}


def read_job(
    source: SourcePath, first: int, last: int, password: str | None, pictures: tuple[DocxPicture, ...] = ()
) -> Iterator[bytes]:
    """Pages `first` to `last` (from 1), one packed `PageRead` after the other."""
    cache = default_cache()
    before = cache.hits
    for page in read_pages(source, first, last, password, pictures):
        yield msgspec.msgpack.encode(PageRead(page, cache.hits > before))
        before = cache.hits


def read_pages(
    source: SourcePath, first: int, last: int, password: str | None, pictures: tuple[DocxPicture, ...] = ()
) -> Iterator[Page]:
    """Pages `first` to `last` (from 1) of a PDF or picture; one that fails says so and the rest go on.

    Of a DOCX these are its `pictures`.
    """
    numbers = range(first, last + 1)
    if source.format == "image":
        from prereview.documents.pictures import read_picture

        for number in numbers:
            yield _page_or_problem(read_picture, source.path, number)
        return
    if source.format == "docx":
        from prereview.documents.docx_pictures import read_docx_picture

        for number in numbers:
            yield _page_or_problem(
                lambda path, index: read_docx_picture(path, pictures[index], index + 1), source.path, number
            )
        return
    from prereview.documents.pdf import open_pdf, read_page

    try:
        document = open_pdf(source.path, password)
    except Exception:
        for number in numbers:
            yield failed_page(number, DAMAGED)
        return
    with closing(document):
        for number in numbers:
            yield _page_or_problem(read_page, document, number)


def _page_or_problem(read: Callable[[Any, int], Page], document: object, number: int) -> Page:
    try:
        return read(document, number - 1)
    except MemoryError:
        return failed_page(number, PAGE_LOST["too_much_memory"])
    except Exception as error:
        return failed_page(number, f"该页内容有误，无法读取，请重新导出（{type(error).__name__}）")
