"""The expert's sheets: one review seen from one side, as plain values for screens and reports.

`conditions` the statutory conditions at a glance, `ties` the same figure in form,
audits and returns, `coverage` the papers that are there and those that are not,
`expert_forms` the forms of the later review as far as they can be filled. Links and
the stress test are values of the checklist (`links`, `stress`).
"""

from prereview.review.sheets.conditions import Condition, conditions_of
from prereview.review.sheets.coverage import Material, coverage_of
from prereview.review.sheets.expert_forms import ExpertForm, Field, expert_forms_of
from prereview.review.sheets.ties import SOURCES, TieCell, TieRow, ties_of

__all__ = [
    "SOURCES",
    "Condition",
    "ExpertForm",
    "Field",
    "Material",
    "TieCell",
    "TieRow",
    "conditions_of",
    "coverage_of",
    "expert_forms_of",
    "ties_of",
]
