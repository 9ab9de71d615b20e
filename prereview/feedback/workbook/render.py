"""All sheets of the workbook, in order."""

from __future__ import annotations

import io

import xlsxwriter

from prereview.feedback.workbook.figures import write_people, write_people_checks, write_ties
from prereview.feedback.workbook.lists import write_conditions, write_facts, write_papers, write_problems
from prereview.feedback.workbook.writer import SheetWriter
from prereview.review import Review
from prereview.review.decisions import Decisions


def render_workbook(review: Review, decisions: Decisions | None = None) -> bytes:
    """The workbook as the bytes of an XLSX file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    writing = SheetWriter(book)
    write_problems(writing, review, decisions or Decisions())
    write_conditions(writing, review)
    write_papers(writing, review)
    write_ties(writing, review)
    write_people(writing, review)
    write_people_checks(writing, review)
    write_facts(writing, review)
    book.set_properties({"title": "高新技术企业认定申报材料预审", "author": ""})
    book.close()
    return stream.getvalue()
