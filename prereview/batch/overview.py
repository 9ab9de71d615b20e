"""From the result folders of a batch to its overview files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from prereview.batch.copies import find_copies
from prereview.batch.ledger import Entry
from prereview.batch.reports import render_overview_html, render_overview_workbook
from prereview.batch.summary import Overview, overview_of, render_overview_json
from prereview.batch.work import REVIEW
from prereview.dossier.facts import Facts
from prereview.feedback.output import write_atomically
from prereview.review.codec import OtherVersionError, decode_review


def write_overview(target: Path, entries: Iterable[Entry]) -> Overview:
    """Write `overview.json`, `.html` and `.xlsx` into `target` and give what they show."""
    known = tuple(entries)
    overview = overview_of(known, find_copies(_facts(target, known)))
    write_atomically(target / "overview.json", render_overview_json(overview).encode("utf-8"))
    write_atomically(target / "overview.html", render_overview_html(overview).encode("utf-8"))
    write_atomically(target / "overview.xlsx", render_overview_workbook(overview))
    return overview


def _facts(target: Path, entries: Iterable[Entry]) -> dict[str, Facts]:
    """The facts of each checked package, from its result folder."""
    found: dict[str, Facts] = {}
    for entry in entries:
        if entry.status != "done":
            continue
        try:
            found[entry.package] = decode_review((target / entry.package / REVIEW).read_bytes()).facts
        except (OSError, OtherVersionError):
            continue
    return found
