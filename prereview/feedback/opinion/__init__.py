"""预审意见书: the written result of a pre-review as a DOCX an office can sign.

The parts and their order follow what offices hand out: head, conclusion,
conditions at a glance, score range, problems with both sides and places, missing
papers, items to explain, questions, correction list, passed checks, what was not
checked. Advice, not a decision; neutral words; personal data masked.
"""

from prereview.feedback.opinion.write import render_opinion

__all__ = ["render_opinion"]
