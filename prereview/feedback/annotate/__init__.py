"""Annotated copies of the checked files: comments at the exact places.

Copies only, in a folder outside the package; the originals are never written. A
file without a problem gets no copy. A picture becomes a PDF. What cannot be annotated
(a workbook, a damaged file) is named, with the reason, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from prereview.documents.package import SourcePath, opened_package
from prereview.documents.rendering import RENDERED_FORMATS
from prereview.errors import UsageError
from prereview.feedback.annotate.notes import Note, notes_by_file
from prereview.review import Review

if TYPE_CHECKING:
    from prereview.feedback.annotate.font import SheetFont


class Copy(msgspec.Struct, frozen=True):
    """One file of the package and its annotated copy; `path` is None with a Chinese `problem`."""

    name: str
    path: Path | None
    notes: int
    problem: str | None = None


def annotate_package(
    review: Review, package: Path, target: Path, password: str | None = None
) -> tuple[Copy, ...]:
    """Write a copy of each file that has a problem below `target`, under the name it has in the package.

    Raises `UsageError` when `target` lies in the package or cannot be written.
    """
    _refuse_inside(target, package)
    notes = notes_by_file(review)
    with opened_package(package, password=password) as sources:
        marked = [source for source in sources if source.name in notes]
        font = _font_of_all(marked, notes)
        return tuple(_annotate(source, notes[source.name], target, password, font) for source in marked)


def _font_of_all(marked: Sequence[SourcePath], notes: Mapping[str, tuple[Note, ...]]) -> SheetFont | None:
    """One font for the summaries of all PDF copies; None where there is none to write."""
    pdfs = [source.name for source in marked if source.format in RENDERED_FORMATS]
    if not pdfs:
        return None
    from prereview.feedback.annotate.font import font_for
    from prereview.feedback.annotate.summary import summary_text

    return font_for("".join(summary_text(notes[name], PurePosixPath(name).name) for name in pdfs))


def _refuse_inside(target: Path, package: Path) -> None:
    inside = package.is_dir() and target.resolve().is_relative_to(package.resolve())
    if inside or target.resolve() == package.resolve():
        raise UsageError(f"{target} 在被检查的材料之内", remedy="请指定材料文件夹以外的位置")


def _annotate(
    source: SourcePath,
    notes: tuple[Note, ...],
    target: Path,
    password: str | None,
    font: SheetFont | None,
) -> Copy:
    name = PurePosixPath(source.name)
    copy = target.joinpath(*name.parts)
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{error.strerror or error}") from error
    try:
        if source.format in RENDERED_FORMATS:
            from prereview.feedback.annotate.pdf import annotate_pdf

            copy = _with_ending(copy, ".pdf")
            annotate_pdf(source.path, copy, notes, name.name, password, font)
        elif source.format == "docx":
            from prereview.feedback.annotate.docx import annotate_docx

            copy = _with_ending(copy, ".docx")
            annotate_docx(source.path, copy, notes)
        else:
            return Copy(source.name, None, len(notes), "该格式不能加批注，请见意见书")
    except Exception as error:
        return Copy(source.name, None, len(notes), f"未能生成批注副本（{type(error).__name__}）")
    return Copy(source.name, copy, len(notes))


def _with_ending(copy: Path, ending: str) -> Path:
    """The name with the ending its content has; `证书.jpg` becomes `证书.jpg.pdf` beside a `证书.pdf`."""
    return copy if copy.suffix.lower() == ending else copy.with_name(copy.name + ending)
