"""The workbook: problems, conditions, papers, ties with live formulas, people and checks on them, facts.

Texts are written as texts, whatever they begin with: nothing a document says can
become a formula. Sheets have filters and frozen heads.
"""

from prereview.feedback.workbook.render import render_workbook
from prereview.feedback.workbook.writer import SheetWriter

__all__ = ["SheetWriter", "render_workbook"]
