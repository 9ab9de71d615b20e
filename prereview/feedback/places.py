"""Places in documents, in words: file and page, or file and position in a DOCX."""

from __future__ import annotations

from prereview.checklist.finding import Side
from prereview.dossier.facts import Evidence

_WHERE = (("paragraph", "第", "段"), ("table", "表", ""), ("row", "第", "行"), ("column", "第", "列"))
_WHERE_NAMES = {"header": "页眉", "footer": "页脚", "comment": "批注", "whole file": ""}


def place(evidence: Evidence) -> str:
    """Where a piece of evidence stands, in words: file and page, or file and DOCX locator."""
    if evidence.page is not None:
        return f"{evidence.file} 第{evidence.page}页"
    if evidence.where:
        return f"{evidence.file} {where_in_words(evidence.where)}".rstrip()
    return evidence.file


def where_in_words(where: str) -> str:
    """A DOCX locator in Chinese: `table 3, row 2, column 4` → `表3第2行第4列`."""
    parts = []
    for step in where.split(", "):
        name, _, number = step.partition(" ")
        shape = next(((before, after) for key, before, after in _WHERE if key == name), None)
        parts.append(f"{shape[0]}{number}{shape[1]}" if shape else _WHERE_NAMES.get(step, step))
    return "".join(parts)


def side_line(side: Side) -> str:
    """One value with the places it stands in: `净资产：1,796.93 万元（申请书.pdf 第5页）`."""
    places = "；".join(dict.fromkeys(place(e) for e in side.evidence[:3]))
    return f"{side.name}：{side.value}" + (f"（{places}）" if places else "")
