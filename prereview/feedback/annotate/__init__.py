"""Annotated copies of the checked files: comments at the exact places.

Copies only, in a folder outside the package; the originals are never written. A
file without a problem gets no copy. What cannot be annotated (a scan that is no
PDF, a damaged file) is named, with the reason, and the rest goes on.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import msgspec

from prereview.documents.package import SourcePath, opened_package
from prereview.errors import UsageError
from prereview.feedback.annotate.notes import Note, notes_by_file
from prereview.review import Review


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
    copies: list[Copy] = []
    with opened_package(package) as sources:
        for source in sources:
            if source.name in notes:
                copies.append(_annotate(source, notes[source.name], target, password))
    return tuple(copies)


def _refuse_inside(target: Path, package: Path) -> None:
    inside = package.is_dir() and target.resolve().is_relative_to(package.resolve())
    if inside or target.resolve() == package.resolve():
        raise UsageError(f"{target} 在被检查的材料之内", remedy="请指定材料文件夹以外的位置")


def _annotate(source: SourcePath, notes: tuple[Note, ...], target: Path, password: str | None) -> Copy:
    name = PurePosixPath(source.name)
    copy = target.joinpath(*name.parts)
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{error.strerror or error}") from error
    try:
        if source.format == "pdf":
            from prereview.feedback.annotate.pdf import annotate_pdf

            copy = copy.with_suffix(".pdf")
            annotate_pdf(source.path, copy, notes, name.name, password)
        elif source.format == "docx":
            from prereview.feedback.annotate.docx import annotate_docx

            copy = copy.with_suffix(".docx")
            annotate_docx(source.path, copy, notes)
        else:
            return Copy(source.name, None, len(notes), "该格式不能加批注，请见意见书")
    except Exception as error:
        return Copy(source.name, None, len(notes), f"未能生成批注副本（{type(error).__name__}）")
    return Copy(source.name, copy, len(notes))
