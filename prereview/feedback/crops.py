"""The image region of each fact, for checking by eye."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from prereview.documents.model import Box
from prereview.documents.package import opened_package
from prereview.documents.rendering import as_jpeg, rendered
from prereview.dossier.kinds import DocumentKind
from prereview.dossier.vocabulary import vocabulary
from prereview.errors import UsageError
from prereview.review import Review

LONGEST_NAME = 120
SHOWN_AROUND = 12.0
"""Points shown above and below a value."""


def write_crops(
    review: Review, package: Path, target: Path, kind: str | None = None, password: str | None = None
) -> int:
    """Write one JPEG per fact that stands on a PDF page; the number written.

    `kind` limits it to facts read from documents of one kind. Raises `UsageError`
    when `target` lies in the package or cannot be written.
    """
    if package.is_dir() and target.resolve().is_relative_to(package.resolve()):
        raise UsageError(f"{target} 在被检查的材料之内", remedy="请指定材料文件夹以外的位置")
    try:
        target.mkdir(parents=True, exist_ok=True)
        return _write(_wanted(review, kind), package, target, password)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{error.strerror or error}") from error


def _wanted(review: Review, kind: str | None) -> dict[str, list[tuple[str, int, Box]]]:
    """File → fact path, page and box."""
    words = vocabulary()
    wanted: dict[str, list[tuple[str, int, Box]]] = defaultdict(list)
    for path, fact in review.facts.items():
        term = words.term(path)
        source: DocumentKind | None = term.kind if term else None
        if source is None or (kind is not None and source != kind):
            continue
        for evidence in fact.evidence[:1]:
            if evidence.page is not None and evidence.box is not None:
                wanted[evidence.file].append((path, evidence.page, evidence.box))
    return wanted


def _write(
    wanted: dict[str, list[tuple[str, int, Box]]], package: Path, target: Path, password: str | None
) -> int:
    count = 0
    with opened_package(package) as sources:
        for source in sources:
            if source.format != "pdf" or source.name not in wanted:
                continue
            with rendered(source.path, password) as renderer:
                for path, page, box in wanted[source.name]:
                    name = re.sub(r"[^\w\u4e00-\u9fff.-]+", "_", path)[:LONGEST_NAME]
                    image = renderer.strip(page, (box,), 150, SHOWN_AROUND)
                    (target / f"{name}.jpg").write_bytes(as_jpeg(image, 80))
                    count += 1
    return count
