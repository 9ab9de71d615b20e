"""What a special audit report holds beside its figures: notes on activities, how gross income was computed.

Found, it is recorded wherever it stands. That it is missing is said only of a report
of its own that was read to the last page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.special_audit.labels import INCOME
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.sections import SectionView

_ACTIVITIES = re.compile(
    r"(?:研究?开发|研发|科技|科研)(?:活动|项目)?(?:费用)?(?:项目|活动)(?:主要|基本|具体|实施)?(?:情况|内容|材料)?(?:的)?(?:说明|简介|概述|介绍|情况|概况)"
)
_DERIVED = re.compile(r"总收入[^。;]{0,12}(?:计算表|计算过程|计算如下|构成|组成|口径)")
_PARTS = re.compile(
    r"^(?:加|减|其中)?:?(?:营业外收入|其他收益|投资收益|利息收入|不征税收入|收入总额|资产处置收益)$"
)
FEWEST_PARTS = 2
"""Rows beside 企业总收入 that make a computation of it."""

LONGEST_TITLE = 40


def add_activity_notes(
    view: SectionView, listed: Sequence[Snippet], record: str, facts: FactCollector
) -> None:
    """Whether the activities are described: under a title, or one by one."""
    titles = [
        snippet(line)
        for line in view.lines()
        if len(line.text) <= LONGEST_TITLE and _ACTIVITIES.search(squash(line.text))
    ]
    _add(f"{record}.has_activity_notes", titles or list(listed), view, facts)


def add_gross_derivation(
    view: SectionView, sheets: Sequence[Sheet], record: str, facts: FactCollector
) -> None:
    """Whether gross income is built up from its parts, in a table or in words."""
    places = [place for sheet in sheets if (place := _computation(sheet))]
    places += [snippet(line) for line in view.lines() if _DERIVED.search(squash(line.text))]
    _add(f"{record}.has_gross_derivation", places, view, facts)


def _computation(sheet: Sheet) -> Snippet | None:
    parts = sum(bool(_PARTS.match(squash(cell.text))) for cell in sheet.table.cells)
    gross = next((c for c in sheet.table.cells if INCOME.name_of(c.text) == "gross_income"), None)
    return snippet(gross) if gross and parts >= FEWEST_PARTS else None


def _add(path: str, places: Sequence[Snippet], view: SectionView, facts: FactCollector) -> None:
    if places:
        facts.add(path, True, places[0])
        return
    first = next((line for line in view.lines() if isinstance(line, Line)), None)
    if first and all(page.state in ("read", "blank") for page in view.pages):
        facts.add(path, False, snippet(first))
