"""八、企业参与国家标准或行业标准制定情况汇总表: standards the firm took part in.

The table is often left as printed: rows whose name is 0 or blank are not counted,
and their empty cells are no blanks.
"""

from __future__ import annotations

from prereview.documents.model import snippet
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import label_book
from prereview.dossier.extractors.application_form.listing import Columns, head_of, rows_below, without_head
from prereview.dossier.extractors.application_form.reading import text_value
from prereview.dossier.extractors.application_form.record_labels import STANDARDS
from prereview.dossier.values.choices import parse_choice

_BOOK = label_book({field.name: field.labels for field in STANDARDS})
_CHOICES = {
    "level": {"国家": ("国家", "国家标准", "国标"), "行业": ("行业", "行业标准", "行标")},
    "role": {"主持": ("主持", "主持制定", "主导"), "参与": ("参与", "参与制定", "参加")},
}
_LEAST_COLUMNS = 3


def read_standards(form: Form) -> None:
    """The standards that are really named."""
    head: Columns | None = None
    count = 0
    for part in form.of("standards"):
        own = head_of(part.table, _BOOK, _LEAST_COLUMNS)
        head = own or (without_head(head) if head and head.width == part.table.column_count else None)
        if head is None or "name" not in head.places:
            continue
        for row in rows_below(part.table, head):
            name = row.get("name")
            if name is None or text_value(name.text) is None:
                continue
            count += 1
            for column, cell in row.items():
                if column != "row":
                    options = _CHOICES.get(column)
                    value = parse_choice(cell.text, options) if options else text_value(cell.text)
                    form.facts.add(f"application.standards[{count}].{column}", value, snippet(cell))
