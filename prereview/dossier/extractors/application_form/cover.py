"""The cover: firm, region and date of the application."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from prereview.documents.model import Line
from prereview.dossier.extractors.application_form.blanks import Blanks
from prereview.dossier.extractors.application_form.labels import (
    COVER_REGION,
    COVER_STOPS,
    MAIN,
    MAIN_STOPS,
    REGISTER,
    REGISTER_OTHER,
    REGISTER_STOPS,
    REPRESENTATIVE,
)
from prereview.dossier.extractors.application_form.reading import text_value
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels, cut_labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.rows import rows_of
from prereview.dossier.values.dates import parse_date, read_date

_DATE_LABELS = ("申请日期", "申报日期", "填报日期")
_WANTED = {
    "firm_name": ("企业名称", "申请企业", "申请单位"),
    "region": COVER_REGION,
    "applied_on": _DATE_LABELS,
}
_STOPS = {label for field in (*REGISTER, *REGISTER_OTHER, *MAIN) for label in field.labels} | {
    *(*COVER_STOPS, *REGISTER_STOPS, *MAIN_STOPS, *REPRESENTATIVE)
}


def with_stops(wanted: Labels) -> dict[str, tuple[str, ...]]:
    """Labels to cut lines by: those wanted, and all others that may stand beside them, as stops."""
    labels = {name: tuple(ways) for name, ways in wanted.items()}
    own = {squash(way) for ways in labels.values() for way in ways}
    return {stop: (stop,) for stop in _STOPS if squash(stop) not in own} | labels


_LABELS = with_stops(_WANTED)
_DATE_LABEL = re.compile(rf"(?:{'|'.join(_DATE_LABELS)}):?")
_BLANK_DATE = re.compile(r"[年月日/.\-_]*")
_EMPTY_REGION = re.compile(r"(?:省|市|自治区|\(?区、自治州\)?|[()、])*")


def applied_on(lines: Sequence[Line]) -> date | None:
    """The day on the cover, to tell the three years by; None when it has none."""
    found = cut_labels(lines, _LABELS).get("applied_on")
    return parse_date(flat(found)) if found else None


def read_cover(lines: Sequence[Line], facts: FactCollector, blanks: Blanks, *, with_region: bool) -> None:
    """Facts of the cover; its region only where there is no registration table, which says it more fully."""
    found = cut_labels(lines, _LABELS)
    name, region, day = (found.get(key) for key in ("firm_name", "region", "applied_on"))
    if name:
        facts.add("application.firm_name", text_value(flat(name)), name)
    if (
        region
        and with_region
        and facts.value("application.region") is None
        and not _EMPTY_REGION.fullmatch(squash(region.text))
    ):
        facts.add("application.region", text_value(flat(region)), region)
    if day and read_date(flat(day)) is not None:
        facts.add("application.applied_on", read_date(flat(day)), day)
    elif facts.value("application.applied_on") is None:
        _note_blank_date(lines, blanks)


def is_blank_date(text: str) -> bool:
    """Whether nothing is printed but 年 月 日, or not even that."""
    return _BLANK_DATE.fullmatch(squash(text)) is not None


def _note_blank_date(lines: Sequence[Line], blanks: Blanks) -> None:
    """A date line with nothing but 年 月 日 is a blank; on a scan the date may be handwriting."""
    printed = [line for line in lines if line.box is None or line.method != "ocr"]
    texts = [(squash(line.text), line) for line in printed if line.box is None]
    for row in rows_of(printed):
        texts.append((squash(row.text), row.places[0].line))
    for text, line in texts:
        label = _DATE_LABEL.match(text)
        if label and is_blank_date(text[label.end() :]):
            blanks.note_alone("申请日期", line)
            return
