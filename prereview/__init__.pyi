from prereview.checklist.finding import Finding as Finding
from prereview.checklist.finding import Severity as Severity
from prereview.checklist.finding import Verdict as Verdict
from prereview.errors import PrereviewError as PrereviewError
from prereview.feedback.annotate import annotate_package as annotate_package
from prereview.feedback.html import render_html as render_html
from prereview.feedback.opinion import render_opinion as render_opinion
from prereview.feedback.result import to_result as to_result
from prereview.feedback.text import render_text as render_text
from prereview.feedback.workbook import render_workbook as render_workbook
from prereview.review import Review as Review
from prereview.review import review_package as review_package
from prereview.review.rounds import compare_rounds as compare_rounds

__version__: str
