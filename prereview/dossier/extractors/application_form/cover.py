"""The cover: firm, region and date of the application. Seals and signatures are not read here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from prereview.documents.model import Line
from prereview.dossier.extractors.application_form.blanks import Blanks
from prereview.dossier.extractors.application_form.labels import COVER_REGION, COVER_STOPS
from prereview.dossier.extractors.application_form.reading import text_value
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import cut_labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.rows import rows_of
from prereview.dossier.values.dates import parse_date, read_date

_DATE_LABELS = ("申请日期", "申报日期", "填报日期")
_LABELS = {
    "firm_name": ("企业名称", "申请企业", "申请单位"),
    "region": COVER_REGION,
    "applied_on": _DATE_LABELS,
    **{stop: (stop,) for stop in COVER_STOPS},
}
_BLANK_DATE = re.compile(rf"(?:{'|'.join(_DATE_LABELS)}):?(?:年)?(?:月)?(?:日)?")
_EMPTY_REGION = re.compile(r"(?:省|市|自治区|\(?区、自治州\)?|[()、])*")


def applied_on(lines: Sequence[Line]) -> date | None:
    """The day on the cover, to tell the three years by; None when it has none."""
    found = cut_labels(lines, _LABELS).get("applied_on")
    return parse_date(flat(found)) if found else None


def read_cover(lines: Sequence[Line], facts: FactCollector, blanks: Blanks) -> None:
    """Facts of the cover. The region of the registration table is fuller and goes before the cover's."""
    found = cut_labels(lines, _LABELS)
    name, region, day = (found.get(key) for key in ("firm_name", "region", "applied_on"))
    if name:
        facts.add("application.firm_name", text_value(flat(name)), name)
    if (
        region
        and facts.value("application.region") is None
        and not _EMPTY_REGION.fullmatch(squash(region.text))
    ):
        facts.add("application.region", text_value(flat(region)), region)
    if day and read_date(flat(day)) is not None:
        facts.add("application.applied_on", read_date(flat(day)), day)
    elif facts.value("application.applied_on") is None:
        _note_blank_date(lines, blanks)


def _note_blank_date(lines: Sequence[Line], blanks: Blanks) -> None:
    """A date line with nothing but 年 月 日 is a blank; on a scan the date may be handwriting."""
    printed = [line for line in lines if line.box is None or line.method != "ocr"]
    texts = [(squash(line.text), line) for line in printed if line.box is None]
    for row in rows_of(printed):
        texts.append((squash(row.text), row.places[0].line))
    for text, line in texts:
        if _BLANK_DATE.fullmatch(text):
            blanks.note_line("申请日期", line)
            return
