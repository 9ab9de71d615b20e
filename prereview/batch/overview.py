"""From the result folders of a batch to its overview files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from prereview.batch.copies import find_copies
from prereview.batch.ledger import Entry
from prereview.batch.reports import render_overview_html, render_overview_workbook
from prereview.batch.summary import Overview, overview_of, render_overview_json
from prereview.batch.traces import TRACES, Traces, decode_traces
from prereview.feedback.output import write_atomically

AT_ONCE = 500
"""Packages whose traces are held in memory."""


def write_overview(target: Path, entries: Iterable[Entry]) -> Overview:
    """Write `overview.json`, `.html` and `.xlsx` into `target` and give what they show."""
    known = tuple(entries)
    overview = overview_of(known, find_copies(Shelf(target, known)))
    write_atomically(target / "overview.json", render_overview_json(overview).encode("utf-8"))
    write_atomically(target / "overview.html", render_overview_html(overview).encode("utf-8"))
    write_atomically(target / "overview.xlsx", render_overview_workbook(overview))
    return overview


class Shelf(Mapping[str, Traces]):
    """The traces of the checked packages, read from their result folders when they are asked for."""

    def __init__(self, target: Path, entries: Iterable[Entry]) -> None:
        self._target = target
        self._names = [e.package for e in entries if e.status == "done"]
        self._held = lru_cache(maxsize=AT_ONCE)(self._read)

    def _read(self, package: str) -> Traces:
        try:
            return decode_traces((self._target / package / TRACES).read_bytes())
        except (OSError, msgspec.MsgspecError):
            return Traces("", "")  # removed or of another version: nothing to compare

    def __getitem__(self, package: str) -> Traces:
        return self._held(package)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
