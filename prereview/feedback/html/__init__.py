"""The HTML report: one self-contained file for any browser, on paper and on a phone.

No network, no scripts from elsewhere: styles, pictures and the few lines of script
are inside. Every text of a document is escaped by the template engine.
"""

from prereview.feedback.html.render import render_html
from prereview.feedback.html.rounds import render_rounds_html

__all__ = ["render_html", "render_rounds_html"]
