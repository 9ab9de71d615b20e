"""Marks of editing left in DOCX files: tracked changes, comments, highlighted notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prereview.documents.model import Document, MarkKind
from prereview.dossier.facts import Evidence, Fact
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.observations.papers import OWN_PAPERS, paper_title
from prereview.dossier.sections import Section, SectionFacts

_KINDS: dict[MarkKind, str] = {
    "insertion": "修订（插入）",
    "deletion": "修订（删除）",
    "comment": "批注",
    "highlight": "高亮文字",
}


def draft_marks(
    documents: Sequence[tuple[Document, tuple[Section, ...]]], sections: Sequence[SectionFacts]
) -> Iterator[Fact]:
    """`draft_marks`, one per mark, in the order of the files."""
    titles = {s.view.section.file: paper_title(s) for s in sections if s.view.kind in OWN_PAPERS}
    number = 0
    for document, parts in documents:
        title = titles.get(document.path) or (KIND_TITLES[parts[0].kind] if parts else "文件")
        for mark in document.marks:
            number += 1
            evidence = (Evidence(document.path, None, None, mark.where, mark.text, "text", 1.0),)
            head = f"draft_marks[{number}]"
            yield Fact(f"{head}.text", mark.text, None, evidence)
            yield Fact(f"{head}.document", title, None, evidence)
            yield Fact(f"{head}.kind", _KINDS[mark.kind], None, evidence)
