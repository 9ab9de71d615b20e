"""预审意见书: the written result of a pre-review as a DOCX an office can sign.

The parts and their order follow what offices hand out: conclusion, conditions at a
glance, score range, problems with both sides and places, missing papers, correction
list, items to explain, questions, what was not checked, signature; behind it the
tables for looking things up. Advice, not a decision; neutral words; personal data
masked.
"""

from prereview.feedback.opinion.pdf import as_pdf, installed_fonts
from prereview.feedback.opinion.write import render_opinion

__all__ = ["as_pdf", "installed_fonts", "render_opinion"]
