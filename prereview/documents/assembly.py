"""How pages make a `Document`: its status, and one sentence on what was not read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from prereview.documents.inserts import with_pictures
from prereview.documents.model import Document, DocumentStatus, Page

if TYPE_CHECKING:
    from prereview.documents.work import Probe


def failed_page(number: int, problem: str) -> Page:
    """A page that could not be read, and why."""
    return Page(number=number, width=0.0, height=0.0, state="failed", problem=problem)


def assemble(probe: Probe, pages: tuple[Page, ...]) -> Document:
    """The document of a file from its probe and its pages."""
    if probe.pictures:
        problem = _problem_of_pictures(pages, probe.pages_left_out)
        body = with_pictures(probe.pages[0], probe.pictures, pages)
        pages = (msgspec.structs.replace(body, problem=problem),)
    else:
        pages = pages or probe.pages
        problem = probe.problem or _problem_of(pages, probe.pages_left_out)
    return Document(
        path=probe.name,
        format=probe.format,
        sha256=probe.sha256,
        status=_status_of(pages, problem),
        pages=pages,
        problem=problem,
        marks=probe.marks,
        outline=probe.outline,
        byte_count=probe.byte_count,
        digital_signatures=probe.digital_signatures,
    )


def _status_of(pages: tuple[Page, ...], problem: str | None) -> DocumentStatus:
    if problem is None:
        return "read"
    return "partial" if any(p.state in ("read", "blank") for p in pages) else "unreadable"


def _problem_of(pages: tuple[Page, ...], left_out: int) -> str | None:
    """What was not read, in one sentence."""
    scans = [p.number or 1 for p in pages if p.state == "image_only" and p.problem is None]
    failed = [p.number or 1 for p in pages if p.state == "failed"]
    parts = []
    if scans:
        whole = len(scans) == len(pages)
        parts.append(
            "全部页面为扫描图像，未能识别文字" if whole else f"第{ranges(scans)}页为扫描图像，未能识别文字"
        )
    for problem in dict.fromkeys(p.problem for p in pages if p.state == "image_only" and p.problem):
        numbers = [p.number or 1 for p in pages if p.state == "image_only" and p.problem == problem]
        parts.append(problem if len(numbers) == len(pages) else f"第{ranges(numbers)}页{problem}")
    if failed:
        reason = next(p.problem for p in pages if p.state == "failed")
        parts.append(f"第{ranges(failed)}页未能读取：{reason}")
    if left_out:
        parts.append(f"页数超过限制，后 {left_out} 页未读取，请拆分文件")
    return "；".join(parts) or None


def _problem_of_pictures(pages: tuple[Page, ...], left_out: int) -> str | None:
    """The same for the pictures of a DOCX; one that shows no text is as it should be."""
    reasons = dict.fromkeys(p.problem for p in pages if p.state == "failed")
    numbers = {
        why: [p.number or 1 for p in pages if p.state == "failed" and p.problem == why] for why in reasons
    }
    parts = [f"第{ranges(found)}幅图片未能读取：{why}" for why, found in numbers.items()]
    if left_out:
        parts.append(f"图片数量超过限制，后 {left_out} 幅未读取，请拆分文件")
    return "；".join(parts) or None


def ranges(numbers: list[int]) -> str:
    """Page numbers as people write them: `[1, 2, 3, 7]` → `1-3、7`."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(sorted(numbers)), key=lambda item: item[1] - item[0])
    ]
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
