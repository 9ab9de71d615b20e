"""The files of a package as attachments: size, format, pages and what they hold.

Upload systems limit sizes and formats by the kind of material; what is allowed
differs by place and year, so it is for a checklist to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import PurePosixPath

from prereview.documents.model import Document
from prereview.dossier.facts import Evidence, Fact
from prereview.dossier.sections import Section

_ROW = re.compile(r"^[^A-Za-z]{0,3}(N?IP|RD|PS)(\d{2,3})(?!\d)")
"""The number of a row of the form that a file's name begins with."""

WHOLE_FILE = "whole file"
"""Where evidence points that concerns a file and no place in it."""


def attachments(documents: Sequence[tuple[Document, tuple[Section, ...]]]) -> Iterator[Fact]:
    """`attachments`, one record per file, under its path (brackets made round)."""
    for document, sections in documents:
        head = f"attachments[{document.path.translate(str.maketrans('[]', '（）'))}]"
        places = (_whole(document),)
        kinds = dict.fromkeys(s.kind for s in sections if s.kind not in ("blank", "unknown"))
        yield Fact(f"{head}.name", PurePosixPath(document.path).name, None, places)
        yield Fact(f"{head}.format", document.format, None, places)
        yield Fact(f"{head}.pages", len(document.pages), None, places)
        yield Fact(f"{head}.kinds", tuple(kinds), None, places)
        row = _ROW.search(PurePosixPath(document.path).name.upper())
        if row:
            yield Fact(f"{head}.row", row[1] + row[2], None, places)
        if document.byte_count:
            yield Fact(f"{head}.size", Decimal(document.byte_count), None, places)


def _whole(document: Document) -> Evidence:
    paged = bool(document.pages) and document.pages[0].number is not None
    where = None if paged else WHOLE_FILE
    return Evidence(document.path, 1 if paged else None, None, where, document.path, "text", 1.0)
