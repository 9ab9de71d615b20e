"""What was read, from where and how surely: the facts of a review as a list."""

from __future__ import annotations

import json
from collections.abc import Iterator

from prereview.dossier.facts import Fact
from prereview.dossier.vocabulary import vocabulary
from prereview.feedback.places import place
from prereview.feedback.result import fact_record
from prereview.review import Review

METHOD_TITLES = {"text": "文字", "table": "表格", "ocr": "识别", "derived": "计算"}


def render_facts_text(review: Review, kind: str | None) -> str:
    """One line per fact: path, value, place, method and confidence, tab-separated."""
    lines = ["路径\t名称\t内容\t位置\t方式\t把握"]
    lines += [_line(fact) for fact in _facts_of(review, kind)]
    return "\n".join(lines) + "\n"


def render_facts_json(review: Review, kind: str | None) -> str:
    """The facts by path as in the result file."""
    records = {fact.path: fact_record(fact) for fact in _facts_of(review, kind)}
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _facts_of(review: Review, kind: str | None) -> Iterator[Fact]:
    words = vocabulary()
    for fact in review.facts.values():
        term = words.term(fact.path)
        if kind is None or (term is not None and term.kind == kind):
            yield fact


def _line(fact: Fact) -> str:
    record = fact_record(fact)
    value = record["value"]
    shown = "、".join(value) if isinstance(value, list) else str(value)
    first = fact.evidence[0] if fact.evidence else None
    cells = (
        fact.path,
        vocabulary().title(fact.path),
        shown.replace("\t", " ").replace("\n", " "),
        place(first) if first else "",
        METHOD_TITLES[first.method] if first else "",
        f"{fact.confidence:.0%}",
    )
    return "\t".join(cells)
