"""DOCX copies with real Word comments on the words meant; the text stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from prereview.documents.docx import open_docx, places_of
from prereview.feedback.annotate.notes import Note
from prereview.feedback.output import written_whole

AUTHOR = "prereview 预审"
INITIALS = "预审"

_RUN = qn("w:r")


def annotate_docx(source: Path, target: Path, notes: Sequence[Note]) -> None:
    """Write a copy of `source` with one comment per note to `target`, in one step.

    A note without a place of its own stands at the first paragraph. Raises what
    python-docx raises for a file it cannot open.
    """
    document = open_docx(source)
    places = _by_place(document)
    first = next(iter(places.values()), [])
    for note in notes:
        runs = _runs(places.get(note.where or "", first) or first, document)
        if runs:
            document.add_comment(runs, text=note.text, author=AUTHOR, initials=INITIALS)
    with written_whole(target) as temporary:
        document.save(str(temporary))


def _by_place(document: Any) -> Mapping[str, list[Any]]:  # noqa: ANN401 - python-docx's own class is untyped
    """Paragraph elements by the place that evidence names."""
    found: dict[str, list[Any]] = defaultdict(list)
    for element, where in places_of(document).items():
        found[where].append(element)
    return found


def _runs(paragraphs: Sequence[Any], document: Any) -> list[Run]:  # noqa: ANN401
    """First and last run of the first paragraph that has words; an empty run where there are none."""
    for element in paragraphs:
        found = [r for r in element.iter(_RUN) if "".join(r.itertext()).strip()]
        if found:
            paragraph = Paragraph(element, document)
            direct = [r for r in found if r.getparent() is element] or found[:1]
            return [Run(direct[0], paragraph), Run(direct[-1], paragraph)]
    return [Paragraph(paragraphs[0], document).add_run()] if paragraphs else []
